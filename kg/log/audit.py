"""Is a log what was written? One pass over its records, in flat memory, the same for every store."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from kg.log.chain import GENESIS, BatchRecord, Record, commitment, header, link, seal
from kg.log.protocol import Head

TOLD = 1_000  # events between two reports of how far the pass has come


class Books(NamedTuple):
    """All that a store holds, as it is stored; `erased` gives what stands for the data of a position."""

    head: Head
    records: Iterable[Record]
    batches: Iterable[BatchRecord]
    erased: Callable[[int], bytes | None]


def problems(books: Books, *, progress: Callable[[int], None] | None = None) -> Iterator[str]:
    """A line for each way in which the records do not agree with the chain, the batches or the head."""
    audit = _Audit(books)
    for record in books.records:
        if progress and record.pos % TOLD == 0:
            progress(record.pos)
        yield from audit.event(record)
    yield from audit.end()


class _Audit:
    """Where the pass stands."""

    def __init__(self, books: Books) -> None:
        self._head, self._erased, self._batches = books.head, books.erased, iter(books.batches)
        self._batch, self._sealed = BatchRecord(0, b"", b"", 1, 0, 0), b""
        self._pos, self._hash = 0, GENESIS

    def event(self, record: Record) -> Iterator[str]:
        if record.pos != self._pos + 1:
            yield f"{_span(self._pos + 1, record.pos - 1)}: missing"
        while record.pos >= self._batch.first_pos + self._batch.n and (batch := next(self._batches, None)):
            yield from self._next_batch(batch)
        yield from self._in_batch(record)
        yield from self._in_chain(record)
        self._pos, self._hash = record.pos, record.hash

    def end(self) -> Iterator[str]:
        expected = self._batch.first_pos + self._batch.n - 1
        if expected > self._pos:
            yield f"{_span(self._pos + 1, expected)}: missing from batch {self._batch.bno}"
        for batch in self._batches:
            last = batch.first_pos + batch.n - 1
            yield f"{_span(batch.first_pos, last)}: missing, all of batch {batch.bno}"
        if self._head.pos != self._pos:
            yield f"event {self._head.pos}: is the end by the log's head, but the last event is {self._pos}"
        elif self._head.hash != self._hash:
            yield f"event {self._pos}: its hash is not that of the log's head"

    def _next_batch(self, batch: BatchRecord) -> Iterator[str]:
        before, first = self._batch, self._batch.first_pos + self._batch.n
        if batch.bno != before.bno + 1:
            yield f"event {batch.first_pos}: batch {batch.bno} follows batch {before.bno}"
        if batch.first_pos != first:
            yield f"event {first}: batch {batch.bno} starts at {batch.first_pos}, not here"
        if batch.tx_us < before.tx_us:
            yield f"event {batch.first_pos}: batch {batch.bno} was recorded before the batch in front of it"
        self._batch, self._sealed = batch, seal(batch)

    def _in_batch(self, record: Record) -> Iterator[str]:
        batch = self._batch
        if record.batch != batch.bno or not batch.first_pos <= record.pos < batch.first_pos + batch.n:
            yield f"event {record.pos}: belongs to no batch that covers it (batch {record.batch})"
        elif record.tx_us != batch.tx_us:
            yield f"event {record.pos}: its time is not that of its batch {batch.bno}"

    def _in_chain(self, record: Record) -> Iterator[str]:
        pos, _, kind, sv, subject, _, by, cause, data, salt, stored = record
        held = None if data is None or salt is None else commitment(salt, data)
        committed = held or self._erased(pos)
        if committed is None:
            yield f"event {pos}: its data is gone, and no erasure was recorded"
        elif link(self._hash, self._sealed, header(pos, kind, sv, subject, by, cause), committed) != stored:
            yield f"event {pos}: it, its batch or the event before it is not what was written"


def _span(first: int, last: int) -> str:
    return f"event {first}" if first == last else f"events {first} to {last}"
