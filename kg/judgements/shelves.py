"""The tables of a view of the log, and what is found in them by key or by name."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from typing import Final, Generic, NamedTuple, TypeVar

from kg.canonical import BEGINNING
from kg.questions.lookup import Name
from kg.sidefile import run

Kept = TypeVar("Kept")

TABLES: Final = """
CREATE TABLE thing (
    n     INTEGER PRIMARY KEY,
    shelf TEXT NOT NULL,
    key   TEXT NOT NULL,
    kind  TEXT NOT NULL,
    name  TEXT NOT NULL,
    small TEXT NOT NULL,
    said  TEXT NOT NULL,
    UNIQUE (shelf, key)
) STRICT;
CREATE INDEX thing_name ON thing (kind, small);
CREATE TABLE called (
    text TEXT NOT NULL, article TEXT NOT NULL, PRIMARY KEY (text, article)
) STRICT, WITHOUT ROWID;
CREATE TABLE telling (
    article TEXT NOT NULL, pos INTEGER NOT NULL, PRIMARY KEY (article, pos)
) STRICT, WITHOUT ROWID;
CREATE TABLE judgement (
    pos       INTEGER PRIMARY KEY,
    type      TEXT NOT NULL,
    said      TEXT NOT NULL,
    by        TEXT NOT NULL,
    tx_us     INTEGER NOT NULL,
    withdrawn INTEGER
) STRICT
"""

_PUT = """
    INSERT INTO thing (shelf, key, kind, name, small, said) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (shelf, key)
    DO UPDATE SET kind = excluded.kind, name = excluded.name, small = excluded.small, said = excluded.said
"""
_NAMED = "SELECT key, name FROM thing WHERE kind = ?1 AND (key = ?2 OR small = ?2) ORDER BY n"
_TITLED = """
    SELECT key, name FROM thing
    WHERE kind = ?1 AND (substr(key, 1, length(?2)) = ?2 OR instr(small, ?3)) ORDER BY n
"""
_ARTICLES = """
    SELECT key FROM thing WHERE shelf = 'article' AND key IN (
        SELECT article FROM called WHERE text = ?1
        UNION SELECT key FROM thing
        WHERE shelf = 'article' AND length(?1) >= ?3 AND key >= ?1 AND key < ?1 || char(1114111)
    ) ORDER BY n LIMIT ?2
"""


class Thing(NamedTuple):
    """What a shelf keeps of one thing beside what is said of it."""

    key: str
    kind: str
    name: str


class Shelf(Mapping[str, Kept], Generic[Kept]):
    """Things by key, in the order in which they first came up; each is read when it is asked for."""

    def __init__(
        self, db: sqlite3.Connection, name: str, read: Callable[[str], Kept], write: Callable[[Kept], str]
    ) -> None:
        self._db, self._name, self._read, self._write = db, name, read, write
        self._cached: dict[str, Kept] = {}

    def put(self, thing: Thing, kept: Kept) -> None:
        """Keep a thing, in its old place where it was kept before."""
        said = self._write(kept)
        self._db.execute(_PUT, (self._name, *thing, thing.name.lower(), said))
        self._cached[thing.key] = kept

    def __getitem__(self, key: str) -> Kept:
        if key not in self._cached:
            wanted = "SELECT said FROM thing WHERE shelf = ? AND key = ?"
            found = self._db.execute(wanted, (self._name, key)).fetchone()
            if found is None:
                raise KeyError(key)
            self._cached[key] = self._read(found[0])
        return self._cached[key]

    def __iter__(self) -> Iterator[str]:
        keys = self._db.execute("SELECT key FROM thing WHERE shelf = ? ORDER BY n", (self._name,))
        return iter([key for (key,) in keys])

    def __len__(self) -> int:
        [(count,)] = self._db.execute("SELECT count(*) FROM thing WHERE shelf = ?", (self._name,))
        return int(count)


def named(db: sqlite3.Connection, kind: str, text: str | None) -> list[Name]:
    """What of a kind has a text as its key or name, whatever its case; or all of the kind."""
    if text is None:
        rows = db.execute("SELECT key, name FROM thing WHERE kind = ? ORDER BY n", (kind,))
    else:
        rows = db.execute(_NAMED, (kind, text.lower()))
    return [Name(*row) for row in rows]


def titled(db: sqlite3.Connection, kind: str, text: str) -> list[Name]:
    """What of a kind has a key that begins with a text, or a name that holds it, whatever its case."""
    return [Name(*row) for row in db.execute(_TITLED, (kind, text, text.lower()))]


def articles(db: sqlite3.Connection, text: str, *, most: int) -> list[str]:
    """The keys of the articles that go by a text, or whose keys begin with it."""
    return [key for (key,) in db.execute(_ARTICLES, (text, most, BEGINNING))]


def private() -> sqlite3.Connection:
    """Empty tables of this process alone."""
    db = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    db.execute("PRAGMA journal_mode = OFF")
    create(db)
    db.execute("BEGIN")  # never committed: a statement then costs no transaction of its own
    return db


def create(db: sqlite3.Connection) -> None:
    """Make the tables in an empty database."""
    run(db, TABLES)
