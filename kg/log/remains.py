"""Remembers what stood in those pages of a SQLite log of which any byte may be anything.

In the unused space of pages out of which SQLite has moved rows, remains of these stay, and nothing in the
file tells them from what somebody has written there. So the last writer that leaves notes a digest of these
pages in a file beside the log. The note holds as long as nobody has appended, and is passed over afterwards:
where a writer was killed before it could note anything, or the note is lost, those bytes are not looked at.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from kg.log import pages


def note(db: sqlite3.Connection, path: Path) -> None:
    """Note what the pages are, if nobody else has the log in use now; writes and reads go on without it."""
    with suppress(sqlite3.Error, OSError, LookupError, ValueError):
        db.execute("PRAGMA busy_timeout = 0")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        db.execute("BEGIN IMMEDIATE")
        try:
            if not path.with_name(f"{path.name}-wal").stat().st_size:  # or else pages may be on their way
                _write(_file(path), pages.moved(path))
        finally:
            db.execute("ROLLBACK")


def changed(path: Path) -> Iterator[str]:
    """A line where a page is not what was noted, though nobody has appended since."""
    file = _file(path)
    if not file.exists():
        return
    moved, noted = pages.moved(path), file.read_text("ascii", "replace")
    if noted.startswith(moved.at) and noted != _said(moved):
        yield "a page out of which rows were moved holds something that was not there"


def _file(path: Path) -> Path:
    return path.with_name(f"{path.name}-pages")


def _said(moved: pages.Moved) -> str:
    return f"{moved.at} {moved.digest}\n"


def _write(file: Path, moved: pages.Moved) -> None:
    if not moved.pages:
        file.unlink(missing_ok=True)
        return
    part = file.with_name(f".{file.name}.part")
    part.write_text(_said(moved))
    part.replace(file)
