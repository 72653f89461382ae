"""The tables of the SQLite log, how a file gets them, and what SQLite's errors mean to the user."""

import sqlite3
import time
from pathlib import Path

from kg.errors import LogError
from kg.log import frames

APPLICATION = 0x6B676C67  # "kglg", in the file's header
VERSION = 1  # in the file's header; negative while what was erased may still be in the file

TABLES = """
CREATE TABLE event (
    pos     INTEGER PRIMARY KEY,
    batch   INTEGER NOT NULL,
    type    TEXT NOT NULL,
    sv      INTEGER NOT NULL,
    subject TEXT NOT NULL,
    tx_us   INTEGER NOT NULL,
    by      TEXT NOT NULL,
    cause   INTEGER,
    data    BLOB,
    salt    BLOB,
    hash    BLOB NOT NULL
) STRICT;
CREATE TABLE batch (
    bno       INTEGER PRIMARY KEY,
    key       BLOB NOT NULL UNIQUE,
    digest    BLOB NOT NULL,
    first_pos INTEGER NOT NULL,
    n         INTEGER NOT NULL,
    tx_us     INTEGER NOT NULL
) STRICT;
CREATE TABLE log_head (log_id TEXT NOT NULL, pos INTEGER NOT NULL, hash BLOB NOT NULL) STRICT;
CREATE TABLE erasure (
    pos        INTEGER PRIMARY KEY,
    reason     TEXT NOT NULL,
    tx_us      INTEGER NOT NULL,
    commitment BLOB NOT NULL
) STRICT;
"""

_MEANING = {
    "SQLITE_BUSY": "the log {path} is being written by another process: try again when that has finished",
    "SQLITE_READONLY": "the log {path} cannot be written: get write access to the file and its folder",
    "SQLITE_FULL": "the disk is full: make room for the log {path} and run this again",
    "SQLITE_NOTADB": "{path} is not an event log: name another file, or move this one away",
    "SQLITE_CORRUPT": "the log {path} is damaged ({error}): restore it from a backup",
    "SQLITE_IOERR": "the log {path} cannot be read or written ({error}): check the disk, and the room on it",
    "SQLITE_CANTOPEN": "the log {path} cannot be opened: it must be a file in a folder you may write to",
}


class Explained:
    """Turns SQLite's errors into LogErrors that name the file and what to do, `with` by `with`."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        """A class, because entering a generator would take as long as a short statement."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, sqlite3.Error):
            raise LogError(_meaning(error).format(path=self._path, error=error)) from error
        if isinstance(error, UnicodeEncodeError):
            raise LogError(f"the log {self._path} cannot hold half a surrogate pair: leave it out") from error
        if isinstance(error, UnicodeDecodeError):  # SQLite quotes what it cannot read, nor Python the quote
            raise LogError(damaged(self._path, "its tables are not as they were made")) from error


def damaged(path: Path, what: str) -> str:
    """The line for a file that SQLite finds unsound."""
    return _MEANING["SQLITE_CORRUPT"].format(path=path, error=what)


def newer(log: str, version: int) -> str:
    """The line for a log that this kg is too old for."""
    return f"the log {log} was written by a newer kg (schema {version}, not {VERSION}): upgrade kg"


def _meaning(error: sqlite3.Error) -> str:
    name = getattr(error, "sqlite_errorname", "")  # extended: SQLITE_IOERR_WRITE, SQLITE_BUSY_SNAPSHOT …
    known = (meaning for prefix, meaning in _MEANING.items() if name.startswith(prefix))
    return next(known, "the log {path} cannot be used: {error}")


def prepare(db: sqlite3.Connection, path: Path, *, log_id: str, timeout_s: float) -> None:
    """Make an empty file a log; refuse a file of another program or of a newer kg."""
    db.execute("PRAGMA secure_delete = ON")  # what is erased or overwritten leaves nothing in the file
    if not _is_log(db, path):
        for change in frames.changed(path.with_name(f"{path.name}-wal")):
            raise LogError(damaged(path, change))
        db.execute("PRAGMA auto_vacuum = NONE")  # whatever this SQLite was built to do
        _to_wal(db, timeout_s)
        db.execute("BEGIN IMMEDIATE")
        if not _is_log(db, path):  # still: another process may have been faster
            create(db, log_id)
        db.execute("COMMIT")
    db.execute("PRAGMA synchronous = FULL")  # what was said to be recorded survives a power cut


def _is_log(db: sqlite3.Connection, path: Path) -> bool:
    application, version = _pragma(db, "application_id"), abs(_pragma(db, "user_version"))
    (tables,) = db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if (application, version, tables) == (0, 0, 0):
        return False
    if application != APPLICATION:
        raise LogError(f"{path} belongs to another program: name another file, or move this one away")
    if version > VERSION:
        raise LogError(newer(str(path), version))
    return True


def create(db: sqlite3.Connection, log_id: str) -> None:
    """Make the tables of an empty log."""
    for statement in TABLES.split(";\n"):
        db.execute(statement)
    db.execute("INSERT INTO log_head VALUES (?, 0, zeroblob(32))", (log_id,))
    db.execute(f"PRAGMA application_id = {APPLICATION}")
    db.execute(f"PRAGMA user_version = {VERSION}")


def _to_wal(db: sqlite3.Connection, timeout_s: float) -> None:
    """Switch the file to WAL; SQLite does not wait by itself where two processes do so at once."""
    deadline = time.monotonic() + timeout_s
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return


def _pragma(db: sqlite3.Connection, name: str) -> int:
    return int(db.execute(f"PRAGMA {name}").fetchone()[0])
