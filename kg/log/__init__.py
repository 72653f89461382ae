"""The append-only event log: the only thing in kg that cannot be rebuilt."""

from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import LogError
from kg.log.address import is_url
from kg.log.protocol import EventLog

if TYPE_CHECKING:
    from types import ModuleType


def open_log(target: Path | str) -> EventLog:
    """The log in a file, or in a PostgreSQL database by its URL; it is made where it is missing.

    A file is made with its folders. A database must be there; the log is four tables in it.
    """
    if is_url(str(target)):
        log: EventLog = _postgres().PostgresLog(str(target))
        return log
    from kg.log.sqlite import SqliteLog  # here, because most that import this package open no log

    path = Path(target)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LogError(f"the folder {path.parent} for the log cannot be made: {error.strerror}") from error
    return SqliteLog(path)


def exists(target: Path | str) -> bool:
    """Whether there is a log to open; nothing is made."""
    if is_url(str(target)):
        return bool(_postgres().exists(str(target)))
    return Path(target).exists()


def _postgres() -> "ModuleType":
    try:
        from kg.log import postgres  # here, because its driver is an extra
    except ImportError as error:
        if (error.name or "").startswith("kg."):  # not the driver: something is wrong with kg itself
            raise
        raise LogError("a log in PostgreSQL needs a driver: pip install 'kg[postgres]'") from error
    return postgres
