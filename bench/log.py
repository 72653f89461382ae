"""How fast the event log appends and reads, on SQLite and on PostgreSQL, beside what else one could use.

    python bench/log.py [--events N] [--rounds N] [--store NAME]     prints a table in Markdown

A batch is a transaction of its own, or fifty are one, as who appends may choose (`EventLog.extend`). Beside
it, in the same run, on the same server, in the same transactions: plain sqlite3, and psycopg with
binary COPY, which write the same rows with their data as JSON, once to a table `event` alone with the same
columns, once to all the tables that kg writes (`event`, `batch`, `log_head`); and the `save` of the library
eventsourcing, with aggregates of 20 events each (pip install --group bench). Each way makes its own kind of
events or rows of the same values, and that is measured too.

Rates are by the clock, and by the processor time of the measuring process alone, which is the steadier one
where other work is on the machine; it leaves out the disk and PostgreSQL's own processes.

What the plain ways leave out is what the log adds: it looks whether a batch is there already, numbers events
without gaps, salts and hashes them into a chain, and checks for gaps and lifts old schemas when it reads.
"""

import argparse
import gc
import json
import os
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from functools import partial
from itertools import count
from pathlib import Path
from typing import NamedTuple

import psycopg
from eventsourcing.application import Application
from eventsourcing.domain import Aggregate
from eventsourcing.domain import event as recorded
from log_many import batch

from kg.log import open_log
from kg.log.protocol import Batch, NewEvent
from kg.log.schema import TABLES
from tests import postgres

SALT, HASH = bytes(range(16)), bytes(range(32))
STREAM = 20  # events of an aggregate
SIZES = ((1_000, 1), (20, 1), (20, 50))  # events a batch, batches a transaction
PLAIN = "plain, `event`"  # the least that can be done
COPY = {
    "event": ("int8", "int8", "text", "int8", "text", "int8", "text", "int8", "bytea", "bytea", "bytea"),
    "batch": ("int8", "bytea", "bytea", "int8", "int8", "int8"),
}
SELECT = "SELECT pos, batch, type, sv, subject, tx_us, by, cause, data FROM event WHERE pos > 0 ORDER BY pos"


class Spent(NamedTuple):
    """Seconds by the clock, and of this process's own processor time."""

    clock: float
    processor: float


class Round(NamedTuple):
    """What one round took."""

    append: Spent
    read: Spent


Transaction = Sequence[Batch]
Way = Callable[[str, Sequence[Transaction]], Round]
"""Appends batches to an empty file or schema, so many in a transaction, and reads all of it back."""


def ours(target: str, transactions: Sequence[Transaction]) -> Round:
    """One round with kg's log."""
    with closing(open_log(target)) as log:

        def write(batches: Transaction) -> None:
            if len(batches) == 1:
                log.append(made(batches[0]), tx_us=1)
            else:
                log.extend(map(made, batches), tx_us=1)

        append = timed(lambda: [write(batches) for batches in transactions])
        return Round(append, timed(lambda: sum(len(event.data or ()) for event in log.read())))


def made(batch: Batch) -> Batch:
    """The batch, its events made anew from what they say, as every way must make something of it."""
    events = tuple(NewEvent(e.type, e.sv, e.subject, e.data, e.cause) for e in batch.events)
    return Batch(batch.key, batch.digest, batch.by, events)


def plain_sqlite(target: str, transactions: Sequence[Transaction], *, every_table: bool) -> Round:
    """One round with sqlite3 and nothing else."""
    with closing(sqlite3.connect(target, isolation_level=None)) as db:
        db.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;" + TABLES)
        db.execute("INSERT INTO log_head VALUES ('plain', 0, zeroblob(32))")

        def write(batch: Batch, bno: int, first: int) -> None:
            rows = rows_of(batch, bno, first)
            db.executemany("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
            if every_table:
                db.execute("INSERT INTO batch VALUES (?, ?, ?, ?, ?, ?)", batch_row(batch, bno, first))
                db.execute("UPDATE log_head SET pos = ?, hash = ?", (first + len(rows) - 1, HASH))

        begin, commit = partial(db.execute, "BEGIN IMMEDIATE"), partial(db.execute, "COMMIT")
        append = timed(lambda: written(write, transactions, begin, commit))
        return Round(append, timed(lambda: sum(len(json.loads(row[8])) for row in db.execute(SELECT))))


def plain_postgres(target: str, transactions: Sequence[Transaction], *, every_table: bool) -> Round:
    """One round with psycopg and nothing else."""
    with closing(psycopg.connect(target)) as db:
        tables = TABLES.replace(" STRICT", "").replace(" INTEGER", " BIGINT").replace(" BLOB", " BYTEA")
        db.execute(tables.encode())
        db.execute("INSERT INTO log_head VALUES ('plain', 0, '')")
        db.commit()

        def write(batch: Batch, bno: int, first: int) -> None:
            rows = rows_of(batch, bno, first)
            copy(db, "event", rows)
            if every_table:
                copy(db, "batch", [batch_row(batch, bno, first)])
                db.execute("UPDATE log_head SET pos = %s, hash = %s", (first + len(rows) - 1, HASH))

        append = timed(lambda: written(write, transactions, lambda: None, db.commit))
        with db.cursor("reader", binary=True) as cursor:
            cursor.itersize = 1_000
            read = timed(lambda: sum(len(json.loads(row[8])) for row in cursor.execute(SELECT)))
        return Round(append, read)


def copy(db: psycopg.Connection, table: str, rows: Sequence[tuple[object, ...]]) -> None:
    """Write rows the fastest way that PostgreSQL has."""
    with db.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN (FORMAT BINARY)".encode()) as out:
        out.set_types(COPY[table])
        for row in rows:
            out.write_row(row)


def written(
    write: Callable[[Batch, int, int], None],
    transactions: Sequence[Transaction],
    begin: Callable[[], object],
    commit: Callable[[], object],
) -> None:
    """Have each batch written, with its number and the position of its first event."""
    first, numbers = 1, count(1)
    for batches in transactions:
        begin()
        for one in batches:
            write(one, next(numbers), first)
            first += len(one.events)
        commit()


def rows_of(batch: Batch, bno: int, first: int) -> list[tuple[object, ...]]:
    """The rows of `event` for a batch."""
    return [
        (pos, bno, e.type, e.sv, e.subject, 1, batch.by, e.cause, json.dumps(e.data).encode(), SALT, HASH)
        for pos, e in enumerate(batch.events, start=first)
    ]


def batch_row(batch: Batch, bno: int, first: int) -> tuple[object, ...]:
    """The row of `batch` for a batch."""
    return (bno, batch.key, batch.digest, first, len(batch.events), 1)


class Notes(Aggregate):
    """A stream of events for the library eventsourcing."""

    @recorded("Noted")
    def note(self, said: dict[str, object]) -> None:
        """Record what an event of kg records."""
        self.last = said


def sourced(environment: dict[str, str], transactions: Sequence[Transaction]) -> Round:
    """One round with the library eventsourcing."""
    with closing(Application[object](environment)) as application:
        append = timed(lambda: [application.save(*streams(batches)) for batches in transactions])
        return Round(append, timed(lambda: sum(1 for _ in domain_events(application))))


def streams(batches: Transaction) -> list[Notes]:
    """Aggregates that hold as many events as batches: the first of each is that it was made."""
    made = []
    for one in batches:
        for start in range(0, len(one.events), STREAM):
            notes = Notes()
            for event in one.events[start + 1 : start + STREAM]:
                notes.note(dict(event.data))
            made.append(notes)
    return made


def domain_events(application: "Application[object]") -> Iterator[object]:
    """All that was saved, in order."""
    start = 1
    while found := application.recorder.select_notifications(start=start, limit=1_000):
        yield from map(application.mapper.to_domain_event, found)
        start = found[-1].id + 1


def sourced_sqlite(target: str, transactions: Sequence[Transaction]) -> Round:
    """One round on a file."""
    return sourced({"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": target}, transactions)


def sourced_postgres(target: str, transactions: Sequence[Transaction]) -> Round:
    """One round on a server, in the schema that the URL names."""
    known = psycopg.conninfo.conninfo_to_dict(target)
    where = {
        "POSTGRES_DBNAME": known["dbname"],
        "POSTGRES_HOST": known.get("host", "127.0.0.1"),
        "POSTGRES_PORT": known.get("port", "5432"),
        "POSTGRES_USER": known["user"],
        "POSTGRES_PASSWORD": known.get("password", "none"),
        "POSTGRES_SCHEMA": str(known["options"]).partition("search_path=")[2],
    }
    environment = {name: str(value) for name, value in where.items()}
    return sourced({"PERSISTENCE_MODULE": "eventsourcing.postgres", **environment}, transactions)


STORES: dict[str, dict[str, Way]] = {
    "SQLite": {
        "kg": ours,
        PLAIN: partial(plain_sqlite, every_table=False),
        "plain, all tables": partial(plain_sqlite, every_table=True),
        "eventsourcing": sourced_sqlite,
    },
    "PostgreSQL": {
        "kg": ours,
        PLAIN: partial(plain_postgres, every_table=False),
        "plain, all tables": partial(plain_postgres, every_table=True),
        "eventsourcing": sourced_postgres,
    },
}


def timed(work: Callable[[], object]) -> Spent:
    """What it takes."""
    gc.collect()
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return Spent(time.perf_counter() - clock, time.process_time() - processor)


def measure(
    ways: dict[str, Way],
    empty: Callable[[], AbstractContextManager[str]],
    transactions: list[Transaction],
    rounds: int,
) -> dict[str, Round]:
    """The median of each figure of each way; they take turns in going first."""
    took: dict[str, list[Round]] = {name: [] for name in ways}
    names = list(ways)
    for turn in range(rounds):
        for name in names[turn % len(names) :] + names[: turn % len(names)]:
            with empty() as target:
                took[name].append(ways[name](target, transactions))
    return {name: Round(*map(middle, zip(*each, strict=True))) for name, each in took.items()}


def middle(spent: Sequence[Spent]) -> Spent:
    """Each figure's own median."""
    return Spent(*map(statistics.median, zip(*spent, strict=True)))


def transactions_of(size: int, at_once: int, events: int) -> list[Transaction]:
    """So many events, in batches of a size, so many of them in a transaction."""
    batches = [batch(first, size) for first in range(0, events, size)]
    return [batches[first : first + at_once] for first in range(0, len(batches), at_once)]


def lines(store: str, sizes: str, events: int, found: dict[str, Round]) -> Iterator[str]:
    """The rows of the table: rates, how many times each other way's rate kg's is, and what is to be had."""
    for what in Round._fields:
        for by in Spent._fields:
            rates = {name: events / getattr(getattr(each, what), by) for name, each in found.items()}
            ratios = [f"{rates['kg'] / rate:.2f}" for name, rate in rates.items() if name != "kg"]
            ratios.append(f"{rates[PLAIN] / rates['eventsourcing']:.2f}")
            cells = " | ".join([*(f"{rate:,.0f}" for rate in rates.values()), *ratios])
            yield f"| {store} | {sizes} | {what} | {by} | {cells} |"


@contextmanager
def stores() -> Iterator[dict[str, Callable[[], AbstractContextManager[str]]]]:
    """Something that makes empty files, and something that makes empty schemas."""
    given, names = os.environ.get("KG_TEST_POSTGRES_DSN"), count()
    own = postgres.own(durable=True)
    with tempfile.TemporaryDirectory() as folder, nullcontext() if given else own as server:
        url = given or server.url
        yield {
            "SQLite": lambda: nullcontext(str(Path(folder) / f"{next(names)}.sqlite")),
            "PostgreSQL": lambda: postgres.schema(url),
        }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--store", choices=STORES, help="only this one")
    asked = parser.parse_args()
    print(f"{asked.events:,} events, SQLite {sqlite3.sqlite_version}, median of {asked.rounds} rounds\n")
    others = list(STORES["SQLite"])[1:]
    rates, ratios = (
        " | ".join(["kg", *others]),
        " | ".join([*(f"kg ÷ {name}" for name in others), f"{PLAIN} ÷ eventsourcing"]),
    )
    print(f"| store | events a batch × batches a transaction | events/s | by | {rates} | {ratios} |")
    print("|---" * 4 + "|--:" * (2 * len(others) + 2) + "|")
    with stores() as empty:
        for store in [asked.store] if asked.store else STORES:
            for size, at_once in SIZES:
                transactions = transactions_of(size, at_once, asked.events)
                found = measure(STORES[store], empty[store], transactions, asked.rounds)
                sizes = f"{size:,} × {at_once}"
                print("\n".join(lines(store, sizes, asked.events, found)), flush=True)


if __name__ == "__main__":
    main()
