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
from kg.log.protocol import EventLog, event_at
from kg.search.rows import Rows
from kg.sidefile import UnfitError, fresh, is_past, prepare, run, transaction

CODE: Final = 1  # raise it whenever the same events give other rows
APPLICATION: Final = 0x6B676674  # "kgft", in the file's header
EVENTS: Final = 2_000  # in a transaction
WAIT_S: Final = 60.0  # for another process that brings the file up

_TABLES: Final = """
CREATE TABLE position (
    log_id TEXT NOT NULL, code INTEGER NOT NULL, pos INTEGER NOT NULL, hash BLOB NOT NULL
) STRICT;
CREATE TABLE erased (pos INTEGER PRIMARY KEY) STRICT;
CREATE TABLE article (
    key TEXT PRIMARY KEY, pos INTEGER NOT NULL, title TEXT NOT NULL, published TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE entry (
    n INTEGER PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL, article TEXT, judgement INTEGER
) STRICT;
CREATE INDEX entry_key ON entry (key);
CREATE INDEX entry_article ON entry (article) WHERE article IS NOT NULL;
CREATE INDEX entry_judgement ON entry (judgement) WHERE judgement IS NOT NULL;
CREATE VIRTUAL TABLE words USING fts5 (text, tokenize = "unicode61 remove_diacritics 2")
"""

Progress = Callable[[int], None]  # is told the position that the index has reached


@contextmanager
def opened(path: Path, log: EventLog, *, progress: Progress = lambda _: None) -> Iterator[sqlite3.Connection]:
    """The index, brought up to the end of the log; raises ProjectionError where it cannot be written."""
    try:
        db = fresh(path, lambda db, skip: _brought_up(db, log, skip, progress), wait_s=WAIT_S)
    except (sqlite3.Error, OSError) as error:
        raise ProjectionError(f"the search index {path} cannot be used ({error}): check the disk") from error
    try:
        yield db
    finally:
        db.close()


def _brought_up(
    db: sqlite3.Connection, log: EventLog, skip: Collection[int], progress: Progress
) -> sqlite3.Connection:
    prepare(db, APPLICATION, lambda: _create(db, log))
    while _advance(db, log, skip, progress):
        pass
    return db


def _create(db: sqlite3.Connection, log: EventLog) -> None:
    run(db, _TABLES)
    row = (log.head().log_id, CODE, log.hash_at(0))
    db.execute("INSERT INTO position VALUES (?, ?, 0, ?)", row)


def _advance(db: sqlite3.Connection, log: EventLog, skip: Collection[int], progress: Progress) -> bool:
    """Take in the next events of the log, all or none of them; False where there are none."""
    with transaction(db):
        before = pos = _position(db, log)
        rows = Rows(db, lambda at: _text(log, at), skip=skip)
        for event in islice(log.read(before), EVENTS):
            rows.add(event)
            pos = event.pos
        if pos > before:
            db.execute("UPDATE position SET pos = ?, hash = ?", (pos, log.hash_at(pos)))
    progress(pos)
    return pos > before


def _position(db: sqlite3.Connection, log: EventLog) -> int:
    position = db.execute("SELECT log_id, code, pos, hash FROM position").fetchone()
    if not is_past(log, position, code=CODE):
        raise UnfitError
    return int(position[2])


def _text(log: EventLog, pos: int) -> str | None:
    """The text of the article that was recorded at a position; None where it was erased."""
    event = event_at(log, pos)
    recorded = decode(event) if event else None
    return recorded.text if isinstance(recorded, ArticleRecorded) else None
