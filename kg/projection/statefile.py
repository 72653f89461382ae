"""The SQLite file in which a fold's tables live between runs; it can be thrown away at any time."""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.errors import ProjectionError
from kg.sidefile import connect, is_damage, remove

FORMAT = "3"  # how the tables are written: raise it whenever an older file would be misread
PAGE = 64
WAIT_S = 30.0  # for another process that writes the file

Packed = str | bytes | int  # JSON, or a value of its own
Row = tuple[str, str, str, Packed]  # table, owner, member and value

_SCHEMA = """
    CREATE TABLE IF NOT EXISTS row (
        kind TEXT, owner TEXT, member TEXT, value, PRIMARY KEY (kind, owner, member)
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS mark (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
"""
_VALUE = "SELECT value FROM row WHERE kind = ? AND owner = ? AND member = ?"
_MEMBERS = "SELECT member, value FROM row WHERE kind = ? AND owner = ?"
_FIRST = """
    SELECT member FROM row WHERE kind = ? AND owner = ? AND member >= ? AND member < ?
    ORDER BY member LIMIT ?
"""
_LAST = """
    SELECT member FROM row WHERE kind = ? AND owner = ? AND member >= ? AND member < ?
    ORDER BY member DESC LIMIT ?
"""
_MARK = f"state {FORMAT}"
_STALE = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_BUSY_SNAPSHOT)
_AFTER_ALL = "\U0010ffff"


class StaleError(ProjectionError):
    """Somebody else has written the file since it was read."""


class StateFile:
    """Rows by table, owner and member, and the mark of what they are the state after.

    What is read is always of one moment; `write` raises StaleError where somebody else has written since.
    """

    def __init__(self, path: Path, db: sqlite3.Connection, mark: str | None) -> None:
        self._path, self._db, self.mark = path, db, mark

    @classmethod
    def open(cls, path: Path) -> "StateFile":
        """The file, made where there is none or where what is there cannot be read as one of this format."""
        try:
            try:
                return cls._open(path)
            except sqlite3.DatabaseError as error:
                if not _is_of_no_use(error):
                    raise
            remove(path)
            return cls._open(path)
        except (sqlite3.Error, OSError) as error:
            raise ProjectionError(f"cannot write the file {path}: {error}; free its folder") from error

    @classmethod
    def _open(cls, path: Path) -> "StateFile":
        db = connect(path, wait_s=WAIT_S)
        try:
            db.execute("PRAGMA cache_size = -32000")
            db.executescript(_SCHEMA)
            if db.execute("SELECT 1 FROM mark WHERE name <> ?", (_MARK,)).fetchone():
                raise sqlite3.DatabaseError("its tables are written in another way")
            mark = _begin(db)
        except BaseException:  # whatever it is, also Ctrl-C: nobody else can close it
            db.close()
            raise
        return cls(path, db, mark)

    def value(self, kind: str, owner: str, member: str) -> Packed | None:
        """The value of a row."""
        row = self._db.execute(_VALUE, (kind, owner, member)).fetchone()
        return row[0] if row else None

    def members(self, kind: str, owner: str) -> list[tuple[str, Packed]]:
        """All rows of an owner."""
        return self._db.execute(_MEMBERS, (kind, owner)).fetchall()

    def names(self, kind: str, owner: str, prefix: str, *, last: bool) -> Iterator[str]:
        """The members of an owner that begin so, from the first on, or from the last on."""
        statement, low, high = _LAST if last else _FIRST, prefix, prefix + _AFTER_ALL
        while True:
            page = self._db.execute(statement, (kind, owner, low, high, PAGE)).fetchall()
            yield from (member for (member,) in page)
            if len(page) < PAGE:
                return
            end = page[-1][0]
            low, high = (low, end) if last else (end + "\0", high)

    def write(self, mark: str, rows: Iterable[Row], gone: Iterable[tuple[str, str, str]]) -> None:
        """Write the rows and the mark, and take out those that have gone, all or nothing."""
        try:
            self._db.execute("INSERT OR REPLACE INTO mark VALUES (?, ?)", (_MARK, mark))
            self._db.executemany("DELETE FROM row WHERE kind = ? AND owner = ? AND member = ?", gone)
            self._db.executemany("INSERT OR REPLACE INTO row VALUES (?, ?, ?, ?)", sorted(rows))
            self._db.execute("COMMIT")
            self.mark = _begin(self._db)
        except sqlite3.Error as error:
            if error.sqlite_errorcode in _STALE:
                raise StaleError(self._stale()) from error
            raise ProjectionError(
                f"cannot write what the projection remembers in {self._path}: {error}; run the command again"
            ) from error
        if self.mark != mark:
            raise StaleError(self._stale())

    def _stale(self) -> str:
        return f"another command writes {self._path}: run this one again"

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()


def replace(path: Path, old: Path) -> None:
    """Put a file that nobody has open in the place of another one."""
    remove(old)
    if path.exists():
        path.rename(old)


def _is_of_no_use(error: sqlite3.DatabaseError) -> bool:
    """Whether it is the file that is wrong: another command may be busy with it, or it may not be written."""
    name = getattr(error, "sqlite_errorname", None)
    return name in (None, "SQLITE_ERROR") or is_damage(error)


def _begin(db: sqlite3.Connection) -> str | None:
    """Hold on to what is there now, whatever others write."""
    db.execute("BEGIN")
    row = db.execute("SELECT value FROM mark WHERE name = ?", (_MARK,)).fetchone()
    return row[0] if row else None
