"""What all SQLite files have in common that are made from the log, and can be thrown away and made anew."""

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TypeVar

from kg.errors import LogError
from kg.log.protocol import EventLog

Made = TypeVar("Made")

_DAMAGE = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
_ENDS = ("", "-wal", "-shm", "-journal")
_NOT_ERASED = "SELECT value FROM json_each(?) WHERE value NOT IN (SELECT pos FROM erased)"


class UnfitError(Exception):
    """The file is not a past of the log, or was made by other code."""


class ForgottenError(LogError):
    """Events were erased that were taken in before: the file must be made anew without them.

    Where that does not help, the log says that they were erased, and holds them still.
    """

    def __init__(self, positions: Iterable[int]) -> None:
        self.positions = frozenset(positions)
        first = min(self.positions)
        super().__init__(
            f"event {first} was to be erased, and still says something: an erasing was cut short, "
            f"`kg erase {first} --reason TEXT` finishes it"
        )


def remove(path: Path) -> None:
    """Throw the file away, with what SQLite keeps beside it."""
    for end in _ENDS:
        path.with_name(f"{path.name}{end}").unlink(missing_ok=True)


def is_damage(error: sqlite3.Error) -> bool:
    """Whether an error says that the file is no sound SQLite file."""
    return getattr(error, "sqlite_errorname", "").startswith(_DAMAGE)


def connect(path: Path, *, wait_s: float) -> sqlite3.Connection:
    """The file, made where there is none. A power cut may lose the last commits, which the log has."""
    db = sqlite3.connect(path, isolation_level=None, timeout=wait_s)
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
    except BaseException:  # whatever it is, also Ctrl-C: nobody else can close it
        db.close()
        raise
    return db


def fresh(
    path: Path, bring_up: Callable[[sqlite3.Connection, Collection[int]], Made], *, wait_s: float
) -> Made:
    """What `bring_up` makes of the file, which stays open; it is also told the positions to take as erased.

    A file that is unfit, damaged, or holds what was erased since is thrown away, and a new one brought up.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    skip: frozenset[int] = frozenset()
    while True:
        try:
            with ExitStack() as opened:
                made = bring_up(opened.enter_context(closing(connect(path, wait_s=wait_s))), skip)
                opened.pop_all()
                return made
        except ForgottenError as error:
            if error.positions <= skip:
                raise
            skip |= error.positions
        except UnfitError:
            pass
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
        remove(path)


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """Have what is done inside be done whole or not at all, while nobody else writes."""
    db.execute("BEGIN IMMEDIATE")
    with db:
        yield


def prepare(db: sqlite3.Connection, application: int, create: Callable[[], None]) -> None:
    """Have `create` make the tables in an empty file; raises UnfitError for another application's."""
    with transaction(db):
        (found,) = db.execute("PRAGMA application_id").fetchone()
        if found == application:
            return
        (tables,) = db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        if tables:
            raise UnfitError
        db.execute(f"PRAGMA application_id = {application}")
        create()


def run(db: sqlite3.Connection, statements: str) -> None:
    """Run statements, of which each but the last ends a line with a semicolon, in the transaction at hand."""
    for statement in statements.split(";\n"):
        db.execute(statement)


def is_past(log: EventLog, position: tuple[str, object, int, bytes] | None, *, code: object) -> bool:
    """Whether a file's position (log, code, position, hash) is one that the log had, made by this code."""
    if position is None:
        return False
    log_id, made_by, pos, hash_ = position
    return (log_id, made_by, hash_) == (log.head().log_id, code, log.hash_at(pos))


def must_be_erased(db: sqlite3.Connection, positions: Collection[int]) -> None:
    """Raises ForgottenError for those of the positions that the table `erased` does not have."""
    if left := [pos for (pos,) in db.execute(_NOT_ERASED, (json.dumps(positions),))]:
        raise ForgottenError(left)
