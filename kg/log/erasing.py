"""Takes what was erased out of a SQLite log for good: no byte of it stays in the file or beside it."""

import sqlite3
import time
from pathlib import Path

from kg.errors import LogError
from kg.log.schema import VERSION


def soil(db: sqlite3.Connection) -> None:
    """Say in the file, in the transaction that erases, that bytes of what was erased may still be in it."""
    db.execute(f"PRAGMA user_version = {-VERSION}")


def soiled(db: sqlite3.Connection) -> bool:
    """Whether that is so."""
    (version,) = db.execute("PRAGMA user_version").fetchone()
    return bool(version < 0)


def scrub(db: sqlite3.Connection, path: Path, *, timeout_s: float) -> None:
    """Write the file anew: SQLite leaves old bytes in the unused space of pages whose rows it has moved.

    Raises LogError where another process goes on reading what was there before.
    """
    db.execute("VACUUM")
    deadline = time.monotonic() + timeout_s
    while db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
        if time.monotonic() > deadline:
            raise LogError(
                f"what was erased is still in {path.name}-wal, because another process reads the log {path}:"
                " end it and erase again"
            )
        time.sleep(0.05)
    db.execute(f"PRAGMA user_version = {VERSION}")
