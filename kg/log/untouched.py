"""Has anybody but kg written into the files of a SQLite log? What the chain and SQLite itself do not tell."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from kg.log import frames, pages, remains, schema

LOOKS = 3  # for others may be moving pages from the write-ahead log into the file

_SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY name"
_HEAD = "SELECT rowid, log_id FROM log_head"


def touched(db: sqlite3.Connection, path: Path) -> Iterator[str]:
    """A line for each place where something stands that no kg has written.

    It is asked of a file that SQLite finds sound. Writers wait only where something was found, for as long as
    it takes to look again.
    """
    yield from frames.changed(path.with_name(f"{path.name}-wal"))
    yield from _tables(db)
    if _looked_at(path):
        yield from _looked_at_alone(db, path)


def _tables(db: sqlite3.Connection) -> Iterator[str]:
    with closing(sqlite3.connect(":memory:")) as fresh:
        schema.create(fresh, "")
        wanted = fresh.execute(_SCHEMA).fetchall()
    if db.execute(_SCHEMA).fetchall() != wanted:
        yield "the tables are not as kg makes them"
    for number, log_id in db.execute(_HEAD):
        if number != 1 or not re.fullmatch("[0-9a-f]{32}", log_id):
            yield "the log's own name is not one that kg gives"


def _looked_at(path: Path) -> list[str]:
    try:
        return [*pages.strange(path), *remains.changed(path)]
    except (LookupError, ValueError) as error:
        return [f"a page of the file does not have the form of one: {error}"]


def _looked_at_alone(db: sqlite3.Connection, path: Path) -> list[str]:
    """What is found while nobody writes: what was found before may have been half written."""
    for _ in range(LOOKS):
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        db.execute("BEGIN IMMEDIATE")
        found = _looked_at(path)
        db.execute("ROLLBACK")
        if not found:
            break
    return found
