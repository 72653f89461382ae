"""How fast the event log appends and reads, beside plain sqlite3 with the same columns in the same run.

    python bench/log.py [--events N] [--rounds N]     prints a table in Markdown

Plain sqlite3 writes the same rows, their data encoded to the same JSON, in the same transactions and with
the same pragmas, and reads them back with the JSON decoded. What it leaves out is what the log adds: the
idempotency key, the chain of hashes with its salts, the head, upcasting, paging, the check for gaps.
"""

import argparse
import gc
import json
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from kg import canonical
from kg.log.protocol import Batch, NewEvent
from kg.log.sqlite import SqliteLog

TABLE = """
CREATE TABLE event (pos INTEGER PRIMARY KEY, batch INTEGER NOT NULL, type TEXT NOT NULL, sv INTEGER NOT NULL,
  subject TEXT NOT NULL, tx_us INTEGER NOT NULL, by TEXT NOT NULL, cause INTEGER, data BLOB, salt BLOB,
  hash BLOB NOT NULL) STRICT
"""
INSERT = "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
SELECT = "SELECT pos, batch, type, sv, subject, tx_us, by, cause, data FROM event WHERE pos > ? ORDER BY pos"
SALT, HASH = bytes(range(16)), bytes(range(32))


class Seconds(NamedTuple):
    """What one round took."""

    append: float
    read: float


def batches(events: int, size: int) -> list[Batch]:
    """Batches of events of about 200 bytes of JSON."""
    return [
        Batch(
            sha256(str(first).encode()).digest(),
            HASH,
            "bench@1",
            tuple(map(event, range(first, first + size))),
        )
        for first in range(0, events, size)
    ]


def event(number: int) -> NewEvent:
    """An event with a few short fields, as a claim or a definition has."""
    quote = f"Fighters of group {number % 997} attacked a convoy near town {number % 89}, residents said."
    data = {
        "claim": f"{number:020x}",
        "type": "ATTACKED",
        "quote": quote,
        "span": [number, number + 80],
        "by": None,
    }
    return NewEvent("ClaimNoted", 1, f"{number:020x}", data)


def ours(path: Path, todo: Sequence[Sequence[Batch]]) -> Seconds:
    """One round with kg's log; each group of batches is a transaction."""
    with closing(SqliteLog(path)) as log:
        append = timed(lambda: [log.extend(group, tx_us=1) for group in todo])
        return Seconds(append, timed(lambda: sum(len(event.data) for event in log.read())))


def plain(path: Path, todo: Sequence[Sequence[Batch]]) -> Seconds:
    """One round with sqlite3 and nothing else."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for statement in ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", TABLE):
            db.execute(statement)
        append = timed(lambda: [plain_append(db, group) for group in todo])
        rows = db.execute(SELECT, (0,))
        return Seconds(append, timed(lambda: sum(len(json.loads(row[8])) for row in rows)))


def plain_append(db: sqlite3.Connection, group: Sequence[Batch]) -> None:
    """Insert a group of batches in a transaction; the position is SQLite's own."""
    rows = [
        (None, bno, e.type, e.sv, e.subject, 1, batch.by, e.cause, canonical.encode(e.data), SALT, HASH)
        for bno, batch in enumerate(group)
        for e in batch.events
    ]
    db.execute("BEGIN IMMEDIATE")
    db.executemany(INSERT, rows)
    db.execute("COMMIT")


def timed(work: Callable[[], object]) -> float:
    """The seconds it takes."""
    gc.collect()
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def measure(events: int, size: int, together: int, rounds: int) -> tuple[Seconds, Seconds]:
    """The medians of kg's log and of plain sqlite3, who take turns in going first."""
    made, took = batches(events, size), {ours: list[Seconds](), plain: list[Seconds]()}
    todo = [made[first : first + together] for first in range(0, len(made), together)]
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(rounds):
            for run in (ours, plain) if turn % 2 else (plain, ours):
                took[run].append(run(Path(folder) / f"{run.__name__}-{turn}.sqlite", todo))
    return median(took[ours]), median(took[plain])


def median(rounds: list[Seconds]) -> Seconds:
    """Each figure's own median."""
    return Seconds(*(statistics.median(figures) for figures in zip(*rounds, strict=True)))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    print(f"{asked.events:,} events, SQLite {sqlite3.sqlite_version}, median of {asked.rounds} rounds\n")
    print(
        "| events a batch | batches a transaction | | kg, events/s | plain sqlite3, events/s | kg ÷ plain |"
    )
    print("|---|---|---|---|---|---|")
    for size, together in ((20, 1), (20, 50), (1_000, 1)):
        kg, bare = measure(asked.events, size, together, asked.rounds)
        for what, mine, theirs in zip(Seconds._fields, kg, bare, strict=True):
            rates = f"{asked.events / mine:,.0f} | {asked.events / theirs:,.0f}"
            print(f"| {size:,} | {together} | {what} | {rates} | {theirs / mine:.2f} |")


if __name__ == "__main__":
    main()
