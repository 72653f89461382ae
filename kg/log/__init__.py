"""The append-only event log: the only thing in kg that cannot be rebuilt."""

from pathlib import Path

from kg.errors import LogError
from kg.log.protocol import EventLog


def open_log(path: Path) -> EventLog:
    """The log in a file; the file and its folders are made where they are missing."""
    from kg.log.sqlite import SqliteLog  # here, because most that import this package open no log

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LogError(f"the folder {path.parent} for the log cannot be made: {error.strerror}") from error
    return SqliteLog(path)
