"""The tables of the lookups; all that deciding needs of the log is in them, so that memory stays flat."""

import sqlite3
from functools import cache
from importlib.resources import files
from zlib import crc32

from kg.sidefile import run

CODE = "3"  # raise it whenever the same events give other rows, or rows are read otherwise
APPLICATION = 0x6B676C75  # "kglu", in the file's header
CACHE_KIB = 65_536

_TABLES = """
CREATE TABLE position (
    log_id TEXT NOT NULL, code TEXT NOT NULL, pos INTEGER NOT NULL, hash BLOB NOT NULL
) STRICT;
CREATE TABLE erased (pos INTEGER PRIMARY KEY, article TEXT) STRICT;
CREATE TABLE entity (id TEXT PRIMARY KEY, pos INTEGER NOT NULL, said TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE article (
    n         INTEGER PRIMARY KEY,
    key       TEXT NOT NULL UNIQUE,
    recorded  INTEGER NOT NULL,
    outlet    TEXT
) STRICT;
CREATE TABLE run (
    n         INTEGER PRIMARY KEY,
    article   INTEGER NOT NULL,
    extractor TEXT NOT NULL,
    version   TEXT NOT NULL,
    UNIQUE (article, extractor)
) STRICT;
CREATE TABLE claim (
    n         INTEGER PRIMARY KEY,
    key       TEXT NOT NULL,
    article   INTEGER NOT NULL,
    run       INTEGER,
    judgement INTEGER,
    start     INTEGER NOT NULL,
    content   INTEGER NOT NULL,
    date      TEXT,
    said      TEXT NOT NULL,
    held      INTEGER NOT NULL
) STRICT;
CREATE INDEX claim_key ON claim (key);
CREATE INDEX claim_place ON claim (article, start);
CREATE INDEX claim_run ON claim (run) WHERE run IS NOT NULL;
CREATE INDEX claim_judgement ON claim (judgement) WHERE judgement IS NOT NULL;
CREATE TABLE copy (a TEXT PRIMARY KEY, b TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX copy_of ON copy (b);
CREATE TABLE stand (
    n        INTEGER PRIMARY KEY,
    claim    INTEGER NOT NULL,
    incident INTEGER NOT NULL,
    type     TEXT NOT NULL,
    voice    INTEGER NOT NULL,
    speaker  TEXT NOT NULL,
    dead     INTEGER NOT NULL,
    heard    INTEGER NOT NULL,
    first    INTEGER NOT NULL,
    UNIQUE (claim, incident)
) STRICT;
CREATE INDEX stand_voice ON stand (incident, voice, n) WHERE heard;
CREATE INDEX stand_first ON stand (incident, type, n) WHERE first;
CREATE UNIQUE INDEX stand_lead ON stand (incident, voice) WHERE first;
CREATE INDEX stand_dead ON stand (incident, speaker) WHERE dead AND heard;
CREATE TABLE incident (
    n       INTEGER PRIMARY KEY,
    key     TEXT NOT NULL UNIQUE,
    talks   INTEGER NOT NULL,
    date    TEXT,
    date_to TEXT,
    place   TEXT,
    parties TEXT NOT NULL
) STRICT;
CREATE TABLE incident_party (
    party TEXT NOT NULL, incident INTEGER NOT NULL, PRIMARY KEY (party, incident)
) STRICT, WITHOUT ROWID;
CREATE TABLE incident_side (
    day TEXT NOT NULL, talks INTEGER NOT NULL, side TEXT NOT NULL, incident INTEGER NOT NULL,
    PRIMARY KEY (day, talks, side, incident)
) STRICT, WITHOUT ROWID;
CREATE TABLE family (
    n INTEGER PRIMARY KEY, guard INTEGER NOT NULL, pairs BLOB NOT NULL, members INTEGER NOT NULL
) STRICT;
CREATE TABLE posting (
    key INTEGER NOT NULL, family INTEGER NOT NULL, size INTEGER NOT NULL, bits INTEGER NOT NULL,
    PRIMARY KEY (key, family)
) STRICT, WITHOUT ROWID;
CREATE TABLE member (
    family INTEGER NOT NULL, place INTEGER NOT NULL, article INTEGER NOT NULL,
    start INTEGER NOT NULL, end INTEGER NOT NULL, PRIMARY KEY (family, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE judgement (
    pos     INTEGER PRIMARY KEY,
    type    TEXT NOT NULL,
    subject TEXT NOT NULL,
    other   TEXT,
    same    INTEGER,
    live    INTEGER NOT NULL
) STRICT;
CREATE INDEX judgement_subject ON judgement (type, subject);
CREATE INDEX judgement_other ON judgement (type, other) WHERE other IS NOT NULL;
CREATE TABLE shown (
    kind TEXT NOT NULL, id TEXT NOT NULL, shown TEXT NOT NULL, PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX shown_as ON shown (kind, shown);
"""


@cache
def code() -> str:
    """Which code and which lists the rows are made with."""
    return f"{CODE}/{crc32(files('kg.deciding').joinpath('rewording.toml').read_bytes()):08x}"


def create(db: sqlite3.Connection) -> None:
    """Make the tables in an empty database."""
    run(db, _TABLES)
    db.execute(f"PRAGMA application_id = {APPLICATION}")


def private() -> sqlite3.Connection:
    """Empty tables of this process alone, in memory, or on disk where they are many; gone when it ends."""
    db = blank()
    create(db)
    db.execute("BEGIN")  # never committed: a statement then costs no transaction of its own
    return db


def blank() -> sqlite3.Connection:
    """A database of this process alone, without tables."""
    db = sqlite3.connect("", isolation_level=None)
    db.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    db.execute("PRAGMA journal_mode = OFF")  # nobody else sees it, and nothing is rolled back
    return db
