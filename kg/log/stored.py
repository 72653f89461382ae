"""The log in the tables of a database: all that SQLite and PostgreSQL do alike, said once."""

import time
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple, Protocol, TypeAlias, TypeVar

from kg.errors import LogError
from kg.log import audit, chain
from kg.log.chain import EMPTY, BatchRecord, Growth, Record, Row, Salts, Tip
from kg.log.copying import Piece, follows
from kg.log.protocol import Appended, Batch, Erasure, Event, Head, MovedOnError
from kg.log.upcast import Upcasters

Made = TypeVar("Made")

_EVENTS = """
    SELECT pos, batch, type, sv, subject, tx_us, by, cause, data, salt, hash FROM event
    WHERE pos > ? AND pos <= ? ORDER BY pos LIMIT ?
"""
_EVENT = "SELECT pos, batch, type, sv, subject, tx_us, by, cause, data, salt, hash FROM event WHERE pos = ?"
_BATCHES = """
    SELECT bno, key, digest, first_pos, n, tx_us FROM batch WHERE bno > ? AND bno <= ? ORDER BY bno LIMIT ?
"""
BATCH_OF = "SELECT bno, key, digest, first_pos, n, tx_us FROM batch WHERE key = ?"
_BATCH = "SELECT bno, key, digest, first_pos, n, tx_us FROM batch WHERE bno = ?"
_HEAD = "SELECT log_id, pos, hash FROM log_head"
_ENDS = "SELECT log_id, pos, hash, (SELECT max(pos) FROM event), (SELECT max(bno) FROM batch) FROM log_head"
_LAST = {
    "event": "SELECT coalesce(max(pos), 0) FROM event",
    "batch": "SELECT coalesce(max(bno), 0) FROM batch",
}


Coming: TypeAlias = list[tuple[Batch, list[bytes]]]
"""Batches with the stored bytes of their events' data."""


class Extended(NamedTuple):
    """What became of batches, and where the log ended before and after them."""

    appended: list[Appended]
    found: Tip
    left: Tip


class Standing(NamedTuple):
    """What a writer finds: the log's end, None where it does not say, and batches that are there already."""

    tip: Tip | None
    known: dict[bytes, BatchRecord]

    @classmethod
    def of(cls, ends: Sequence[tuple[Any, ...]], known: Iterable[tuple[Any, ...]]) -> "Standing":
        """From what the tables say: number, position, hash and time of the end, and rows of batches."""
        tip = [EMPTY if end[0] is None else Tip._make(end) for end in ends]
        batches = map(BatchRecord._make, known)
        return cls(tip[0] if tip else None, {bytes(batch.key): batch for batch in batches})


class Database(Protocol):
    """A connection to the tables of one log. Every failure is a LogError that names the log."""

    name: str  # how messages call the log
    page: int  # rows that a reader holds at once

    def append(self, tip: Tip, growth: Growth) -> bool:
        """Write what a batch adds to a tip; False where nothing is written, and a look at the log is needed.

        That is where the log does not end at the tip, or has the batch, or it is not known whether it has.
        """
        ...

    def transact(self, work: Callable[[Standing], Made], *, keys: Sequence[bytes] = ()) -> Made:
        """What the work gives, done whole or not at all while no other process writes.

        It is told where the log stands, and which of the batches with these keys it has.
        """
        ...

    def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """What a statement gives, with values in the place of its question marks."""
        ...

    def insert(self, batches: list[BatchRecord], rows: Sequence[Row | Record], tip: Tip) -> None:
        """Write batches with their events, and that the log ends with them."""
        ...

    def pause(self, timeout_s: float) -> None:
        """Do nothing until another process may have written, and no longer than this."""
        ...

    def soil(self) -> None:
        """Note, in the transaction that is open, that there is something to scrub."""
        ...

    def soiled(self) -> bool:
        """Whether that is noted, and was not scrubbed since."""
        ...

    def scrub(self) -> None:
        """Leave no byte of what was deleted or overwritten in what the database is stored in."""
        ...

    def damage(self) -> str | None:
        """A line that says why nothing that is read can be trusted, where the database knows so itself."""
        ...

    def touched(self) -> Iterator[str]:
        """A line for each place where something stands that no kg has written, and that nothing reads."""
        ...

    def close(self) -> None:
        """Let go of files and connections."""
        ...


class StoredLog:
    """An EventLog in a database."""

    def __init__(self, db: Database, *, salts: Salts, upcasters: Upcasters) -> None:
        self._db, self._salts, self._upcasters = db, salts, upcasters
        self._tip: Tip | None = None  # where this one has left the log
        self._seems_alone = False  # nobody else had written when it last looked

    def append(self, batch: Batch, *, tx_us: int, expect: int | None = None) -> Appended:
        coming = chain.encoded(batch)  # before the lock: others need not wait for it
        if self._seems_alone and self._tip and expect in (None, self._tip.pos):
            growth = chain.grow(self._tip, *coming, tx_us=tx_us, salts=self._salts)
            if self._db.append(self._tip, growth):
                self._tip = growth.tip
                return Appended(growth.batch.first_pos, growth.batch.n)
        return self._extend([coming], tx_us, expect)[0]

    def extend(self, batches: Iterable[Batch], *, tx_us: int, expect: int | None = None) -> list[Appended]:
        return self._extend([chain.encoded(batch) for batch in batches], tx_us, expect)

    def _extend(self, coming: Coming, tx_us: int, expect: int | None) -> list[Appended]:
        keys = [batch.key for batch, _ in coming]
        done = self._db.transact(partial(self._extended, coming, tx_us, expect), keys=keys)
        self._seems_alone, self._tip = done.found == self._tip, done.left
        return done.appended

    def _extended(self, coming: Coming, tx_us: int, expect: int | None, standing: Standing) -> Extended:
        tip = before = self._end(standing)
        if expect is not None and expect != tip.pos:
            raise MovedOnError(chain.moved_on(expect, tip.pos))
        done, fresh, rows = list[Appended](), dict[bytes, BatchRecord](), list[Row]()
        for batch, data in coming:
            known = fresh.get(batch.key) or standing.known.get(batch.key)
            if known is not None:
                done.append(chain.repeated(batch, known))
                continue
            record, grown, tip = chain.grow(tip, batch, data, tx_us=tx_us, salts=self._salts)
            fresh[batch.key] = record
            rows += grown
            done.append(Appended(record.first_pos, record.n))
        if tip is not before:
            self._db.insert(list(fresh.values()), rows, tip)
        return Extended(done, before, tip)

    def has(self, key: bytes) -> bool:
        return bool(self._db.rows(BATCH_OF, key))

    def head(self) -> Head:
        return Head._make(self._only(_HEAD))

    def hash_at(self, pos: int) -> bytes | None:
        if pos == 0:
            return chain.GENESIS
        found = self._db.rows("SELECT hash FROM event WHERE pos = ?", pos)
        return bytes(found[0][0]) if found else None

    def position_at(self, tx_us: int) -> int:
        last = self._last("batch")
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
            raise LogError(f"event {after + 1} is missing from the log {self._db.name}: run `kg verify`")

    def wait(self, after: int, *, timeout_s: float) -> bool:
        deadline = time.monotonic() + timeout_s
        while not (grown := self.head().pos > after) and (left := deadline - time.monotonic()) > 0:
            self._db.pause(left)
        return grown

    def erase(self, positions: Iterable[int], *, reason: str, tx_us: int) -> tuple[int, ...]:
        chosen = chain.in_log(positions, self.head().pos)
        found = self._db.transact(lambda _: self._erase_all(chosen, reason, tx_us))
        if self._db.soiled():  # also where nothing was found: an erasing before this one may have been killed
            self._db.scrub()
        return found

    def erasures(self) -> Iterator[Erasure]:
        rows = self._db.rows("SELECT pos, reason, tx_us, commitment FROM erasure ORDER BY pos")
        return map(Erasure._make, rows)

    def records(self, after: int = 0, *, until: int | None = None) -> Iterator[Record]:
        return self._records(after, self._last("event") if until is None else until)

    def batches(self, after: int = 0, *, until: int | None = None) -> Iterator[BatchRecord]:
        return self._batch_records(after, self._last("batch") if until is None else until)

    def adopt(self, piece: Piece) -> None:
        self._db.transact(partial(self._adopt, piece))

    def _adopt(self, piece: Piece, standing: Standing) -> None:
        tip = self._end(standing)
        if tip == piece.tip:  # by this very call: the connection was lost before it could be told
            return
        follows(piece, self.head(), tip)
        self._db.insert(piece.batches, piece.records, piece.tip)
        for erasure in piece.erasures:
            self._db.rows("INSERT INTO erasure VALUES (?, ?, ?, ?)", *erasure)
        self._db.rows("UPDATE log_head SET log_id = ?", piece.log_id)

    def verify(self, *, progress: Callable[[int], None] | None = None) -> Iterator[str]:
        damage = self._db.damage()
        if damage is not None:
            yield damage
            return
        yield from self._remains() if self._db.soiled() else self._db.touched()
        found = self._db.rows(_ENDS)  # in one statement: others may be writing
        if not found:
            yield self._headless()
            return
        log_id, pos, hash_, last, bno = found[0]
        records, batches = self._records(0, last or 0), self._batch_records(0, bno or 0)
        books = audit.Books(Head(log_id, pos, hash_), records, batches, self._commitment)
        yield from audit.problems(books, progress=progress)

    def close(self) -> None:
        self._db.close()

    def _erase_all(self, chosen: list[int], reason: str, tx_us: int) -> tuple[int, ...]:
        found = tuple(pos for pos in chosen if self._erase(pos, reason, tx_us))
        if found:
            self._db.soil()
        return found

    def _erase(self, pos: int, reason: str, tx_us: int) -> Erasure | None:
        """Destroy what an event says, in the transaction that is open."""
        found = self._db.rows(_EVENT, pos)
        if not found:
            raise LogError(f"event {pos} is missing from the log {self._db.name}: run `kg verify`")
        erasure = chain.erased(Record._make(found[0]), reason=reason, tx_us=tx_us)
        if erasure is not None:
            self._db.rows("INSERT INTO erasure VALUES (?, ?, ?, ?)", *erasure)
            self._db.rows("UPDATE event SET data = NULL, salt = NULL WHERE pos = ?", pos)
        return erasure

    def _remains(self) -> Iterator[str]:
        pos = next(self.erasures()).pos
        yield (
            f"event {pos}: was erased, and bytes of what was erased may still be in the log: "
            f"`kg erase {pos} …` finishes that"
        )

    def _commitment(self, pos: int) -> bytes | None:
        found = self._db.rows("SELECT commitment FROM erasure WHERE pos = ?", pos)
        return bytes(found[0][0]) if found else None

    def _end(self, standing: Standing) -> Tip:
        if standing.tip is None:
            raise LogError(self._headless())
        return standing.tip

    def _only(self, statement: str) -> tuple[Any, ...]:
        """The row that every log has."""
        found = self._db.rows(statement)
        if not found:
            raise LogError(self._headless())
        return found[0]

    def _headless(self) -> str:
        return f"the log {self._db.name} does not say where it ends: restore it from a backup"

    def _last(self, table: str) -> int:
        """The number of a table's last row, whatever the head says."""
        [(last,)] = self._db.rows(_LAST[table])
        return int(last)

    def _batch(self, bno: int) -> BatchRecord:
        found = self._db.rows(_BATCH, bno)
        if not found:
            raise LogError(f"batch {bno} is missing from the log {self._db.name}: run `kg verify`")
        return BatchRecord._make(found[0])

    def _records(self, after: int, until: int) -> Iterator[Record]:
        return map(Record._make, self._pages(_EVENTS, after, until))

    def _batch_records(self, after: int, until: int) -> Iterator[BatchRecord]:
        return map(BatchRecord._make, self._pages(_BATCHES, after, until))

    def _pages(self, statement: str, after: int, until: int) -> Iterator[tuple[Any, ...]]:
        """Rows in order of their first column; nothing is locked while the reader works on a page."""
        while after < until:
            page = self._db.rows(statement, after, until, self._db.page)
            if not page:
                return
            yield from page
            after = page[-1][0]
