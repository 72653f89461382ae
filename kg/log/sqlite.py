"""The log in one SQLite file: one writer at a time, any number of readers that never wait for it."""

import secrets
import sqlite3
import time
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from kg.errors import LogError
from kg.log import audit, chain, schema
from kg.log.chain import EMPTY, BatchRecord, Record, Salts, Tip
from kg.log.protocol import Appended, Batch, Event, Head, MovedOnError
from kg.log.upcast import UPCASTERS, Upcasters

PAGE = 500  # events that a reader holds at once
POLL_S = 0.05  # between two looks of a reader that waits: SQLite wakes nobody

_EVENTS = """
    SELECT pos, batch, type, sv, subject, tx_us, by, cause, data, salt, hash FROM event
    WHERE pos > ? AND pos <= ? ORDER BY pos LIMIT ?
"""
_BATCHES = """
    SELECT bno, key, digest, first_pos, n, tx_us FROM batch WHERE bno > ? AND bno <= ? ORDER BY bno LIMIT ?
"""
_BATCH_OF = "SELECT bno, key, digest, first_pos, n, tx_us FROM batch WHERE key = ?"
_TIP = """
    SELECT bno, pos, hash, tx_us FROM log_head LEFT JOIN batch ON bno = (SELECT max(bno) FROM batch)
"""
_ENDS = "SELECT log_id, pos, hash, (SELECT max(pos) FROM event), (SELECT max(bno) FROM batch) FROM log_head"
_BATCH = "SELECT bno, key, digest, first_pos, n, tx_us FROM batch WHERE bno = ?"


class SqliteLog:
    """An EventLog in a file, created where there is none. For one thread; other processes open their own."""

    def __init__(
        self,
        path: Path,
        *,
        salts: Salts = secrets.token_bytes,
        upcasters: Upcasters = UPCASTERS,
        timeout_s: float = 30.0,
    ) -> None:
        self._path, self._salts, self._upcasters = path, salts, upcasters
        with schema.explained(path):
            self._db = sqlite3.connect(path, isolation_level=None, timeout=timeout_s)
        try:
            with schema.explained(path):
                schema.prepare(self._db, path, log_id=salts(chain.SALT).hex(), timeout_s=timeout_s)
        except BaseException:  # whatever it is, also Ctrl-C: nobody else can close it
            self._db.close()
            raise

    def append(self, batch: Batch, *, tx_us: int, expect: int | None = None) -> Appended:
        return self.extend([batch], tx_us=tx_us, expect=expect)[0]

    def extend(self, batches: Iterable[Batch], *, tx_us: int, expect: int | None = None) -> list[Appended]:
        coming = [chain.encoded(batch) for batch in batches]  # before the lock: others need not wait for it
        with self._writing():
            tip = before = self._tip()
            if expect is not None and expect != tip.pos:
                raise MovedOnError(chain.moved_on(expect, tip.pos))
            done = []
            for batch, data in coming:
                tip, appended = self._append(tip, batch, data, tx_us)
                done.append(appended)
            if tip is not before:
                self._db.execute("UPDATE log_head SET pos = ?, hash = ?", (tip.pos, tip.hash))
        return done

    def _append(self, tip: Tip, batch: Batch, data: list[bytes], tx_us: int) -> tuple[Tip, Appended]:
        known = self._db.execute(_BATCH_OF, (batch.key,)).fetchone()
        if known is not None:
            return tip, chain.repeated(batch, BatchRecord._make(known))
        record, rows, tip = chain.grow(tip, batch, data, tx_us=tx_us, salts=self._salts)
        self._db.execute("INSERT INTO batch VALUES (?, ?, ?, ?, ?, ?)", record)
        self._db.executemany("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        return tip, Appended(record.first_pos, record.n)

    def has(self, key: bytes) -> bool:
        return self._row(_BATCH_OF, key) is not None

    def head(self) -> Head:
        row = self._row("SELECT log_id, pos, hash FROM log_head")
        if row is None:
            raise LogError(self._headless())
        return Head._make(row)

    def hash_at(self, pos: int) -> bytes | None:
        if pos == 0:
            return chain.GENESIS
        row = self._row("SELECT hash FROM event WHERE pos = ?", pos)
        return None if row is None else bytes(row[0])

    def position_at(self, tx_us: int) -> int:
        (last,) = self._row("SELECT coalesce(max(bno), 0) FROM batch") or (0,)
        bno = bisect_right(range(1, last + 1), tx_us, key=lambda bno: self._batch(bno).tx_us)
        return self._batch(bno).first_pos + self._batch(bno).n - 1 if bno else 0

    def read(self, after: int = 0, *, until: int | None = None) -> Iterator[Event]:
        end = self.head().pos if until is None else min(until, self.head().pos)
        for record in self._records(after, end):
            if record.pos != after + 1:
                break
            yield chain.event_of(record, self._upcasters)
            after = record.pos
        if after < end:
            raise LogError(f"event {after + 1} is missing from the log {self._path}: run `kg verify`")

    def wait(self, after: int, *, timeout_s: float) -> bool:
        deadline = time.monotonic() + timeout_s
        while not (grown := self.head().pos > after) and (left := deadline - time.monotonic()) > 0:
            time.sleep(min(POLL_S, left))
        return grown

    def verify(self) -> Iterator[str]:
        (sound,) = self._row("PRAGMA integrity_check(1)") or ("ok",)
        if sound != "ok":  # what is read from such a file means nothing
            yield schema.damaged(self._path, str(sound).splitlines()[-1])
            return
        ends = self._row(_ENDS)
        if ends is None:
            yield self._headless()
            return
        with schema.explained(self._path):
            erased = dict(self._db.execute("SELECT pos, commitment FROM erasure").fetchall())
        records, batches = self._records(0, ends[3] or 0), self._batch_records(ends[4] or 0)
        yield from audit.problems(audit.Books(Head._make(ends[:3]), records, batches, erased))

    def close(self) -> None:
        self._db.close()

    def _tip(self) -> Tip:
        row = self._db.execute(_TIP).fetchone()
        if row is None:
            raise LogError(self._headless())
        return EMPTY if row[0] is None else Tip._make(row)

    def _headless(self) -> str:
        return f"the log {self._path} does not say where it ends: restore it from a backup"

    def _row(self, statement: str, *values: object) -> tuple[Any, ...] | None:
        with schema.explained(self._path):
            row: tuple[Any, ...] | None = self._db.execute(statement, values).fetchone()
        return row

    def _batch(self, bno: int) -> BatchRecord:
        row = self._row(_BATCH, bno)
        if row is None:
            raise LogError(f"batch {bno} is missing from the log {self._path}: run `kg verify`")
        return BatchRecord._make(row)

    def _records(self, after: int, until: int) -> Iterator[Record]:
        return map(Record._make, self._pages(_EVENTS, after, until))

    def _batch_records(self, until: int) -> Iterator[BatchRecord]:
        return map(BatchRecord._make, self._pages(_BATCHES, 0, until))

    def _pages(self, statement: str, after: int, until: int) -> Iterator[tuple[Any, ...]]:
        """Rows in order of their first column; nothing is locked while the reader works on a page."""
        while after < until:
            with schema.explained(self._path):
                page = self._db.execute(statement, (after, until, PAGE)).fetchall()
            if not page:
                return
            yield from page
            after = page[-1][0]

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with schema.explained(self._path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:  # whatever it is, also Ctrl-C: the lock must not outlive it
                with suppress(sqlite3.Error):  # a full disk has rolled back by itself
                    self._db.execute("ROLLBACK")
                raise
