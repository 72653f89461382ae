"""Copies a log as it is stored, so that positions, hashes and what was erased stay what they are."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from kg.errors import LogError
from kg.log.chain import BatchRecord, Record, Tip
from kg.log.protocol import Erasure, EventLog, Head

PIECE = 10_000  # events that are copied in a transaction, but for the last batch, which is copied whole


class Piece(NamedTuple):
    """Some batches of a log with their events, as they are stored, and what was erased of these."""

    log_id: str
    batches: list[BatchRecord]
    records: list[Record]
    erasures: list[Erasure]

    @property
    def tip(self) -> Tip:
        """What a log stands at that ends with the piece."""
        batch, last = self.batches[-1], self.records[-1]
        return Tip(batch.bno, last.pos, last.hash, batch.tx_us)


def copy(source: EventLog, target: EventLog, *, progress: Callable[[int], None] = lambda _: None) -> int:
    """Bring a log up to the one it is a copy of; returns how many events it took.

    An empty log becomes the copy, with the name of the source. A copy that was cut short goes on where it
    ended. Raises LogError, and changes nothing, where the target is another log or has other events.
    """
    at = target.head()
    _refuse_another(source, at)
    pos = at.pos
    bno = next(target.records(pos - 1)).batch if pos else 0
    for batches in _pieces(source.batches(bno)):
        piece = _piece(source, pos, batches)
        target.adopt(piece)
        pos = piece.tip.pos
        progress(pos)
    _erase_what_was_erased(source, target)
    return pos - at.pos


def follows(piece: Piece, head: Head, tip: Tip) -> None:
    """Raise LogError unless the piece goes on where a log ends."""
    first = piece.batches[0]
    if (tip.pos and head.log_id != piece.log_id) or (first.bno, first.first_pos) != (
        tip.bno + 1,
        tip.pos + 1,
    ):
        raise LogError("the log was written to while it was copied into: copy into a new one")


def _refuse_another(source: EventLog, at: Head) -> None:
    log_id, end, _ = source.head()
    if at.pos and (at.log_id, at.hash) != (log_id, source.hash_at(at.pos)):
        raise LogError(
            f"the log to copy into has {at.pos} events of its own, and the one to copy has {end} others: "
            "name an empty one"
        )


def _pieces(batches: Iterable[BatchRecord]) -> Iterator[list[BatchRecord]]:
    piece, size = list[BatchRecord](), 0
    for batch in batches:
        piece.append(batch)
        size += batch.n
        if size >= PIECE:
            yield piece
            piece, size = [], 0
    if piece:
        yield piece


def _piece(source: EventLog, after: int, batches: list[BatchRecord]) -> Piece:
    until = batches[-1].first_pos + batches[-1].n - 1
    records = list(source.records(after, until=until))
    if [record.pos for record in records] != list(range(after + 1, until + 1)):
        raise LogError(
            f"events between {after + 1} and {until} are missing from the log: run `kg verify` on it"
        )
    gone = {record.pos for record in records if record.data is None}
    erasures = [erasure for erasure in source.erasures() if erasure.pos in gone] if gone else []
    return Piece(source.head().log_id, batches, records, erasures)


def _erase_what_was_erased(source: EventLog, target: EventLog) -> None:
    """Erase also what was erased after it had been copied."""
    known = {erasure.pos for erasure in target.erasures()}
    late = sorted((e.tx_us, e.reason, e.pos) for e in source.erasures() if e.pos not in known)
    for (tx_us, reason), erased in groupby(late, key=lambda erasure: erasure[:2]):
        target.erase([pos for _, _, pos in erased], reason=reason, tx_us=tx_us)
