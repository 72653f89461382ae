"""The file in which a home keeps its lookups: what is `Known`, brought up to a log.

One process at a time writes the file. Another that loads at the same time, and a dry run, work on a copy of
their own, which no other sees. What the file holds is never further than the log; a process that dies leaves
it where it was last committed, and the next goes on from there. Where it is not a past of the log, or
damaged, it is thrown away and made anew.
"""

import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from kg.deciding.known import Known
from kg.errors import LookupsError
from kg.events import Payload
from kg.log.protocol import Event, EventLog
from kg.lookups import tables
from kg.sidefile import ForgottenError, connect, is_damage, is_past, remove

BATCHES = 250  # of the log, between two commits
PAGES = 10_000  # of the write-ahead log, before they go into the file
WAIT_S = 5.0  # for another process that opens the file, or loads
POLL_S = 0.1  # between two looks whether it has ended
ERASING_S = 0.5  # in which another process has erased what it has said it will

_POSITION = "SELECT log_id, code, pos, hash FROM position"


class Lookups:
    """What deciding looks up. Without a path, or where `keep` is false, nothing outlasts the process."""

    def __init__(self, log: EventLog, path: Path | None = None, *, keep: bool = True) -> None:
        self._log, self._path = log, path
        self._db: sqlite3.Connection | None = None
        self._lock: sqlite3.Connection | None = None
        self._batches = 0  # since the last commit
        try:
            if path and keep:
                path.parent.mkdir(parents=True, exist_ok=True)
                self._lock = _locked(path)
            self._open(path)
        except (sqlite3.Error, OSError) as error:
            self.close(keep=False)
            raise _unusable(self._path, error) from error

    @property
    def kept(self) -> bool:
        """Whether what is looked up goes into the file."""
        return self._lock is not None

    def catch_up(self) -> None:
        """Take in what the log has, and what it has forgotten.

        Raises ForgottenError where an erasing was cut short, so that the log still says what it is to forget.
        """
        for pause_s in (0.0, ERASING_S):
            try:
                self._advance()
            except ForgottenError:
                self._renew()
                time.sleep(pause_s)
            else:
                return
        self._advance()

    def add(self, payloads: Iterable[Payload]) -> None:
        """Take in a batch that was appended to the log right after what is known."""
        pos = self.known.pos
        for payload in payloads:
            pos += 1
            self.known.add(payload, pos=pos)
        self._batches += 1
        if self._batches >= BATCHES:
            self._commit()

    @contextmanager
    def mended(self) -> Iterator[None]:
        """Where the file turns out to be damaged meanwhile, make it anew from the log instead."""
        try:
            yield
        except sqlite3.Error as error:
            if not is_damage(error):
                raise _unusable(self._path, error) from error
            self._renew()
            self.catch_up()

    def close(self, *, keep: bool = True) -> None:
        """Let go of the file, with all that was taken in or, without `keep`, as it was last committed."""
        try:
            if keep:
                self._commit()
        finally:
            for db in (self._db, self._lock):
                if db:
                    db.close()

    def _advance(self) -> None:
        batch = 0
        for event in self._log.read(self.known.pos):
            if event.batch != batch:
                batch = event.batch
                self._batches += 1
                if self._batches > BATCHES:
                    self._commit()
            self._take(event)

    def _take(self, event: Event) -> None:
        self.known.advance([event])

    def _open(self, path: Path | None) -> None:
        if self._lock and path:
            db = _kept(path, self._log)
        else:
            db = _copied(path, self._log) if path else tables.private()
        self._db = db
        (pos,) = db.execute("SELECT pos FROM position").fetchone() or (0,)
        self.known = Known(db, pos=pos)

    def _renew(self) -> None:
        """Throw away what is there."""
        if self._db:
            self._db.close()
        self._batches = 0
        if self._lock and self._path:
            remove(self._path)
            self._open(self._path)
        else:
            self._open(None)

    def _commit(self) -> None:
        """Have the file hold what was taken in, and how far that is."""
        self._batches = 0
        if not self._lock or not self._db:
            return
        pos = self.known.pos
        self._db.execute("UPDATE position SET pos = ?, hash = ?", (pos, self._log.hash_at(pos)))
        self._db.execute("COMMIT")
        self._db.execute("BEGIN")


def belongs(path: Path, log: EventLog) -> bool:
    """Whether the lookups of a home are a past of the log, or of no use to this version of kg anyway."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db:
            return _is_foreign(db) or _belongs(db, log)
    except sqlite3.Error:
        return False


@contextmanager
def discarded(path: Path, *, wait_s: float = WAIT_S) -> Iterator[None]:
    """Have nobody load into a home while its log forgets something, and throw the lookups away afterwards.

    Raises LookupsError, before anything is done, where another process goes on loading.
    """
    if not path.parent.is_dir():
        yield
        return
    with closing(_waited_for(path, wait_s)):
        yield
        remove(path)


def _waited_for(path: Path, wait_s: float) -> sqlite3.Connection:
    deadline = time.monotonic() + wait_s
    while True:
        try:
            if lock := _locked(path):
                return lock
        except sqlite3.Error as error:
            raise _unusable(path, error) from error
        if time.monotonic() > deadline:
            raise LookupsError(
                f"another process is loading, and uses {path}: nothing was changed, try again when it ends"
            )
        time.sleep(POLL_S)


def _locked(path: Path) -> sqlite3.Connection | None:
    """The right to write the file, until it is closed or the process ends; None where another one has it."""
    lock = sqlite3.connect(path.with_suffix(".lock"), isolation_level=None, timeout=0)
    try:
        lock.execute("PRAGMA journal_mode = MEMORY")  # nothing is ever written into it
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error as error:
        lock.close()
        if getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY"):
            return None
        raise
    return lock


def _kept(path: Path, log: EventLog) -> sqlite3.Connection:
    """The file, as a past of the log, in a transaction."""
    head = log.head()
    try:
        db = _connected(path)
        if _belongs(db, log):
            db.execute("BEGIN")
            return db
        db.close()
    except sqlite3.Error as error:
        if not is_damage(error):
            raise
    remove(path)
    db = _connected(path)
    db.execute("BEGIN")
    tables.create(db)
    db.execute("INSERT INTO position VALUES (?, ?, 0, ?)", (head.log_id, tables.code(), log.hash_at(0)))
    return db


def _connected(path: Path) -> sqlite3.Connection:
    db = connect(path, wait_s=WAIT_S)
    try:
        db.execute(f"PRAGMA wal_autocheckpoint = {PAGES}")
        db.execute(f"PRAGMA cache_size = -{tables.CACHE_KIB}")
    except BaseException:  # whatever it is, also Ctrl-C: nobody else can close it
        db.close()
        raise
    return db


def _copied(path: Path, log: EventLog) -> sqlite3.Connection:
    """A copy of the file as it was last committed; empty where there is none, or none that can be used."""
    with suppress(sqlite3.Error):  # then it is made from the log, which takes longer and ends the same
        with closing(
            sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=WAIT_S)
        ) as kept:
            db = tables.blank()
            kept.backup(db)
        if _belongs(db, log):
            db.execute("BEGIN")
            return db
        db.close()
    return tables.private()


def _belongs(db: sqlite3.Connection, log: EventLog) -> bool:
    """Whether the tables are a past of the log, made by this code."""
    (application,) = db.execute("PRAGMA application_id").fetchone()
    if application != tables.APPLICATION:
        return False
    return is_past(log, db.execute(_POSITION).fetchone(), code=tables.code())


def _is_foreign(db: sqlite3.Connection) -> bool:
    """Whether another version of kg made the tables; a load makes them anew."""
    found = db.execute("SELECT code FROM position").fetchone()
    return found is not None and found[0] != tables.code()


def _unusable(path: Path | None, error: Exception) -> LookupsError:
    where = path or "of this process"
    return LookupsError(f"the lookups {where} cannot be used ({error}): check the disk and its free room")
