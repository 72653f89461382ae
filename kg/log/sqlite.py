"""The log in one SQLite file: one writer at a time, any number of readers that never wait for it."""

import secrets
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, suppress
from itertools import chain as chain_of
from pathlib import Path
from typing import Any

from kg.log import chain, erasing, raw, remains, schema, untouched
from kg.log.chain import BatchRecord, Growth, Record, Row, Salts, Tip
from kg.log.stored import BATCH_OF, Made, Standing, StoredLog
from kg.log.upcast import UPCASTERS, Upcasters

_ENDS = """
    SELECT last.bno, pos, hash, last.tx_us, same.*
    FROM log_head LEFT JOIN batch AS last ON last.bno = (SELECT max(bno) FROM batch)
    LEFT JOIN batch AS same ON same.key = ?
"""  # in one statement: where the log ends, and a batch by its key

_MOVE_ON = """
    UPDATE log_head SET pos = ?, hash = ?
    WHERE pos = ? AND hash = ? AND NOT EXISTS (SELECT 1 FROM batch WHERE key = ?)
"""

_KEYS = 500  # that are looked for by one statement
_TOGETHER = 20  # rows that are written by one statement: each has a price of its own
_ONE_ROW = "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_MANY_ROWS = _ONE_ROW + (_TOGETHER - 1) * ", (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"

POLL_S = 0.05  # between two looks of a reader that waits: SQLite wakes nobody


class SqliteLog(StoredLog):
    """An EventLog in a file, created where there is none. For one thread; other processes open their own."""

    def __init__(
        self,
        path: Path,
        *,
        salts: Salts = secrets.token_bytes,
        upcasters: Upcasters = UPCASTERS,
        timeout_s: float = 30.0,
    ) -> None:
        db = _SqliteDatabase(path, log_id=salts(chain.SALT).hex(), timeout_s=timeout_s)
        super().__init__(db, salts=salts, upcasters=upcasters)


class _SqliteDatabase:
    """A Database in a file."""

    page = 500

    def __init__(self, path: Path, *, log_id: str, timeout_s: float) -> None:
        self.name, self._path, self._timeout_s = str(path), path, timeout_s
        self._explained, self._wrote = schema.Explained(path), False
        with ExitStack() as opened, self._explained:  # undone also by Ctrl-C: nobody else can close it
            opened.enter_context(raw.held(path.resolve()))
            self._db = opened.enter_context(
                closing(sqlite3.connect(path, isolation_level=None, timeout=timeout_s))
            )
            schema.prepare(self._db, path, log_id=log_id, timeout_s=timeout_s)
            self._opened = opened.pop_all()

    def append(self, tip: Tip, growth: Growth) -> bool:
        return self._alone(lambda: self._append(tip, growth))

    def _append(self, tip: Tip, growth: Growth) -> bool:
        batch, rows, end = growth
        if not self._db.execute(_MOVE_ON, (end.pos, end.hash, tip.pos, tip.hash, batch.key)).rowcount:
            return False
        self._write([batch], rows)
        return True

    def transact(self, work: Callable[[Standing], Made], *, keys: Sequence[bytes] = ()) -> Made:
        return self._alone(lambda: work(self._standing(keys)))

    def _alone(self, work: Callable[[], Made]) -> Made:
        """What the work gives, done whole or not at all while nobody else writes."""
        with self._explained:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                made = work()
                self._db.execute("COMMIT")
            except BaseException:  # whatever it is, also Ctrl-C: the lock must not outlive it
                with suppress(sqlite3.Error):  # a full disk has rolled back by itself
                    self._db.execute("ROLLBACK")
                raise
        return made

    def _standing(self, keys: Sequence[bytes]) -> Standing:
        ends = self._db.execute(_ENDS, keys[:1] or (None,)).fetchall()
        known = [end[4:] for end in ends if end[4] is not None]
        for first in range(1, len(keys), _KEYS):
            some = keys[first : first + _KEYS]
            known += self._db.execute(BATCH_OF + (len(some) - 1) * " OR key = ?", some)
        return Standing.of([end[:4] for end in ends], known)

    def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        with self._explained:
            return self._db.execute(statement, values).fetchall()

    def insert(self, batches: list[BatchRecord], rows: Sequence[Row | Record], tip: Tip) -> None:
        with self._explained:
            self._write(batches, rows)
            self._db.execute("UPDATE log_head SET pos = ?, hash = ?", (tip.pos, tip.hash))

    def _write(self, batches: list[BatchRecord], rows: Sequence[Row | Record]) -> None:
        self._wrote = True
        self._db.executemany("INSERT INTO batch VALUES (?, ?, ?, ?, ?, ?)", batches)
        left = len(rows) % _TOGETHER
        whole = (rows[i : i + _TOGETHER] for i in range(0, len(rows) - left, _TOGETHER))
        self._db.executemany(_MANY_ROWS, (tuple(chain_of.from_iterable(some)) for some in whole))
        self._db.executemany(_ONE_ROW, rows[len(rows) - left :])

    def pause(self, timeout_s: float) -> None:
        time.sleep(min(POLL_S, timeout_s))

    def soil(self) -> None:
        with self._explained:
            erasing.soil(self._db)

    def soiled(self) -> bool:
        with self._explained:
            return erasing.soiled(self._db)

    def scrub(self) -> None:
        self._wrote = True
        with self._explained:
            erasing.scrub(self._db, self._path, timeout_s=self._timeout_s)

    def damage(self) -> str | None:
        [(sound,)] = self.rows("PRAGMA integrity_check(1)")
        return None if sound == "ok" else schema.damaged(self._path, str(sound).splitlines()[-1])

    def touched(self) -> Iterator[str]:
        with self._explained:
            yield from untouched.touched(self._db, self._path)

    def close(self) -> None:
        if self._wrote:
            self._wrote = False
            remains.note(self._db, self._path)
        self._opened.close()
