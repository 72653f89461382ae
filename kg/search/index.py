"""The file in which a home keeps its full-text index: brought up to the log, and searched.

It has a position of its own and is moved on in transactions, so that a process that is killed leaves it where
it was, and several may bring it up at once. Where it is not a past of the log, was made by other code, is
damaged, or holds what was erased since, it is thrown away and made anew.
"""

import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Final

from kg.errors import ProjectionError
from kg.events import ArticleRecorded, decode
from kg.log.protocol import EventLog, Head, event_at
from kg.search.rows import ForgottenError, Rows
from kg.sidefile import connect, is_damage, is_past, remove

CODE: Final = 1  # raise it whenever the same events give other rows
APPLICATION: Final = 0x6B676674  # "kgft", in the file's header
EVENTS: Final = 2_000  # in a transaction
WAIT_S: Final = 60.0  # for another process that brings the file up

_TABLES: Final = """
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS position (
    log_id TEXT NOT NULL, code INTEGER NOT NULL, pos INTEGER NOT NULL, hash BLOB NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS erased (pos INTEGER PRIMARY KEY) STRICT;
CREATE TABLE IF NOT EXISTS article (
    key TEXT PRIMARY KEY, pos INTEGER NOT NULL, title TEXT NOT NULL, published TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS entry (
    n INTEGER PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL, article TEXT, judgement INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS entry_key ON entry (key);
CREATE INDEX IF NOT EXISTS entry_article ON entry (article) WHERE article IS NOT NULL;
CREATE INDEX IF NOT EXISTS entry_judgement ON entry (judgement) WHERE judgement IS NOT NULL;
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5 (text, tokenize = "unicode61 remove_diacritics 2");
COMMIT;
"""

Progress = Callable[[int], None]  # is told the position that the index has reached


class _UnfitError(Exception):
    """The file is not a past of the log, or was made by other code."""


@contextmanager
def opened(path: Path, log: EventLog, *, progress: Progress = lambda _: None) -> Iterator[sqlite3.Connection]:
    """The index, brought up to the end of the log; raises ProjectionError where it cannot be written."""
    try:
        db = _fresh(path, log, progress)
    except (sqlite3.Error, OSError) as error:
        raise ProjectionError(f"the search index {path} cannot be used ({error}): check the disk") from error
    try:
        yield db
    finally:
        db.close()


def _fresh(path: Path, log: EventLog, progress: Progress) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    skip: frozenset[int] = frozenset()
    while True:
        try:
            return _brought_up(path, log, skip, progress)
        except ForgottenError as error:
            skip |= error.positions
        except _UnfitError:
            pass
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
        remove(path)


def _brought_up(path: Path, log: EventLog, skip: Collection[int], progress: Progress) -> sqlite3.Connection:
    db = connect(path, wait_s=WAIT_S)
    try:
        _prepare(db, log.head(), log)
        while _advance(db, log, skip, progress):
            pass
    except BaseException:  # whatever it is, also Ctrl-C: nobody else can close it
        db.close()
        raise
    return db


def _prepare(db: sqlite3.Connection, head: Head, log: EventLog) -> None:
    (application,) = db.execute("PRAGMA application_id").fetchone()
    (tables,) = db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if application != APPLICATION:
        if tables:
            raise _UnfitError
        db.execute(f"PRAGMA application_id = {APPLICATION}")
    db.executescript(_TABLES)
    db.execute(
        "INSERT INTO position SELECT ?, ?, 0, ? WHERE NOT EXISTS (SELECT 1 FROM position)",
        (head.log_id, CODE, log.hash_at(0)),
    )


def _advance(db: sqlite3.Connection, log: EventLog, skip: Collection[int], progress: Progress) -> bool:
    """Take in the next events of the log, all or none of them; False where there are none."""
    db.execute("BEGIN IMMEDIATE")
    try:
        pos = _position(db, log)
        rows = Rows(db, lambda at: _text(log, at), skip=skip)
        for event in islice(log.read(pos), EVENTS):
            rows.add(event)
            pos = event.pos
        moved = db.execute(
            "UPDATE position SET pos = ?, hash = ? WHERE pos < ?", (pos, log.hash_at(pos), pos)
        )
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK")
        raise
    progress(pos)
    return moved.rowcount > 0


def _position(db: sqlite3.Connection, log: EventLog) -> int:
    position = db.execute("SELECT log_id, code, pos, hash FROM position").fetchone()
    if not is_past(log, position, code=CODE):
        raise _UnfitError
    return int(position[2])


def _text(log: EventLog, pos: int) -> str | None:
    """The text of the article that was recorded at a position; None where it was erased."""
    event = event_at(log, pos)
    recorded = decode(event) if event else None
    return recorded.text if isinstance(recorded, ArticleRecorded) else None
