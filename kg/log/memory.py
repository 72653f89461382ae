"""A log that lives as long as the process: for tests, dry runs and `as it would be` questions."""

import secrets
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from threading import Condition

from kg.log import audit, chain
from kg.log.chain import EMPTY, BatchRecord, Record, Salts
from kg.log.copying import Piece, follows
from kg.log.protocol import Appended, Batch, Erasure, Event, Head, MovedOnError
from kg.log.upcast import UPCASTERS, Upcasters


class MemoryLog:
    """An EventLog in lists."""

    def __init__(self, *, salts: Salts = secrets.token_bytes, upcasters: Upcasters = UPCASTERS) -> None:
        self._salts, self._upcasters = salts, upcasters
        self._log_id = salts(chain.SALT).hex()
        self._records: list[Record] = []
        self._batches: dict[bytes, BatchRecord] = {}
        self._erasures: dict[int, Erasure] = {}
        self._tip, self._grown = EMPTY, Condition()

    def append(self, batch: Batch, *, tx_us: int, expect: int | None = None) -> Appended:
        return self.extend([batch], tx_us=tx_us, expect=expect)[0]

    def extend(self, batches: Iterable[Batch], *, tx_us: int, expect: int | None = None) -> list[Appended]:
        coming = [chain.encoded(batch) for batch in batches]
        if expect is not None and expect != self._tip.pos:
            raise MovedOnError(chain.moved_on(expect, self._tip.pos))
        tip, fresh, records, done = self._tip, dict[bytes, BatchRecord](), list[Record](), []
        for batch, data in coming:
            known = self._batches.get(batch.key) or fresh.get(batch.key)
            if known is not None:
                done.append(chain.repeated(batch, known))
                continue
            record, rows, tip = chain.grow(tip, batch, data, tx_us=tx_us, salts=self._salts)
            fresh[batch.key] = record
            records += map(Record._make, rows)
            done.append(Appended(record.first_pos, record.n))
        with self._grown:
            self._batches |= fresh
            self._records += records
            self._tip = tip
            self._grown.notify_all()
        return done

    def has(self, key: bytes) -> bool:
        return key in self._batches

    def head(self) -> Head:
        return Head(self._log_id, self._tip.pos, self._tip.hash)

    def hash_at(self, pos: int) -> bytes | None:
        if pos == 0:
            return chain.GENESIS
        return self._records[pos - 1].hash if 0 < pos <= self._tip.pos else None

    def position_at(self, tx_us: int) -> int:
        return max((r.pos for r in self._records if r.tx_us <= tx_us), default=0)

    def read(self, after: int = 0, *, until: int | None = None) -> Iterator[Event]:
        end = self._tip.pos if until is None else min(until, self._tip.pos)
        for record in islice(self._records, after, end):
            yield chain.event_of(record, self._upcasters)

    def wait(self, after: int, *, timeout_s: float) -> bool:
        with self._grown:
            return self._grown.wait_for(lambda: self._tip.pos > after, timeout_s)

    def erase(self, positions: Iterable[int], *, reason: str, tx_us: int) -> tuple[int, ...]:
        found = {}
        for pos in chain.in_log(positions, self._tip.pos):
            erasure = chain.erased(self._records[pos - 1], reason=reason, tx_us=tx_us)
            if erasure is not None:
                found[pos] = erasure
                self._records[pos - 1] = self._records[pos - 1]._replace(data=None, salt=None)
        self._erasures |= found
        return tuple(found)

    def erasures(self) -> Iterator[Erasure]:
        return iter(sorted(self._erasures.values()))

    def records(self, after: int = 0, *, until: int | None = None) -> Iterator[Record]:
        return islice(self._records, after, self._tip.pos if until is None else until)

    def batches(self, after: int = 0, *, until: int | None = None) -> Iterator[BatchRecord]:
        return islice(self._batches.values(), after, self._tip.bno if until is None else until)

    def adopt(self, piece: Piece) -> None:
        if self._tip == piece.tip:
            return
        follows(piece, self.head(), self._tip)
        with self._grown:
            self._log_id = piece.log_id
            self._batches |= {batch.key: batch for batch in piece.batches}
            self._records += piece.records
            self._erasures |= {erasure.pos: erasure for erasure in piece.erasures}
            self._tip = piece.tip
            self._grown.notify_all()

    def verify(self, *, progress: Callable[[int], None] | None = None) -> Iterator[str]:
        erased = {erasure.pos: erasure.commitment for erasure in self.erasures()}
        books = audit.Books(self.head(), self._records, self._batches.values(), erased.get)
        return audit.problems(books, progress=progress)

    def close(self) -> None:
        """Nothing to let go of."""
