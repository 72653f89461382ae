"""What all SQLite files have in common that are made from the log, and can be thrown away and made anew."""

import sqlite3
from pathlib import Path

from kg.log.protocol import EventLog

_DAMAGE = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
_ENDS = ("", "-wal", "-shm", "-journal")


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


def is_past(log: EventLog, position: tuple[str, object, int, bytes] | None, *, code: object) -> bool:
    """Whether a file's position (log, code, position, hash) is one that the log had, made by this code."""
    if position is None:
        return False
    log_id, made_by, pos, hash_ = position
    return (log_id, made_by, hash_) == (log.head().log_id, code, log.hash_at(pos))
