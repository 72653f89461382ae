"""The records of a log and the chain of hashes that holds them together.

    hash(n) = SHA-256(hash(n-1) ‖ seal of n's batch ‖ header(n) ‖ SHA-256(salt(n) ‖ data(n)))

The inner hash hides what the data was, so that data can be erased and the chain still be checked.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple, TypeAlias

from kg import canonical
from kg.errors import LogError
from kg.log.protocol import Appended, Batch, Erasure, Event
from kg.log.upcast import Upcasters, upcast

GENESIS = bytes(32)  # the hash before the first event
SALT = 16  # bytes

Salts = Callable[[int], bytes]
"""Gives as many unguessable bytes as it is asked for: `secrets.token_bytes` but in tests."""


class Record(NamedTuple):
    """An event as a store keeps it; `data` and `salt` are None where they were erased."""

    pos: int
    batch: int
    type: str
    sv: int
    subject: str
    tx_us: int
    by: str
    cause: int | None
    data: bytes | None
    salt: bytes | None
    hash: bytes


class BatchRecord(NamedTuple):
    """A batch as a store keeps it; batches are numbered from 1 without gaps."""

    bno: int
    key: bytes
    digest: bytes
    first_pos: int
    n: int
    tx_us: int


Row: TypeAlias = tuple[int, int, str, int, str, int, str, int | None, bytes, bytes, bytes]
"""The fields of a Record that is about to be written; a bare tuple is what SQLite binds fastest."""


class Tip(NamedTuple):
    """What the next batch is appended to."""

    bno: int
    pos: int
    hash: bytes
    tx_us: int


class Growth(NamedTuple):
    """A batch with its events as they are to be stored, and the tip that they make."""

    batch: BatchRecord
    rows: list[Row]
    tip: Tip


EMPTY = Tip(0, 0, GENESIS, 0)

_HALF = re.compile("[\ud800-\udfff]")
_said = json.encoder.encode_basestring


def seal(batch: BatchRecord) -> bytes:
    """The bytes that bind every event to all that is recorded of its batch."""
    return sha256(contents(batch)).digest()


def contents(batch: BatchRecord) -> bytes:
    """The canonical bytes of all that is recorded of a batch."""
    bno, key, digest, *numbers = batch  # as canonical.encode has it, three times as fast
    return f'[{bno},"{key.hex()}","{digest.hex()}",{",".join(map(str, numbers))}]'.encode()


def commitment(salt: bytes, data: bytes) -> bytes:
    """What stands for the data in the chain."""
    return sha256(salt + data).digest()


def header(pos: int, type_: str, sv: int, subject: str, by: str, cause: int | None) -> bytes:
    """The canonical bytes of an event's envelope; its batch and time are in the seal."""
    said = f"[{pos},{_said(type_)},{sv},{_said(subject)},{_said(by)},{'null' if cause is None else cause}]"
    return said.encode("utf-8", "surrogatepass")  # canonical.encode of the list, five times as fast


def link(before: bytes, sealed: bytes, head: bytes, committed: bytes) -> bytes:
    """The hash of an event, from that of the event before it."""
    return sha256(before + sealed + head + committed).digest()


def encoded(batch: Batch) -> tuple[Batch, list[bytes]]:
    """A batch with the stored bytes of its events' data; raises LogError for what cannot be stored."""
    if not batch.events:
        raise LogError(f"batch {batch.key.hex()[:20]} has no events: nothing would be recorded")
    try:
        _refuse_no_text("".join([batch.by, *[e.type + e.subject for e in batch.events]]))
        return batch, canonical.encode_each([event.data for event in batch.events])
    except (TypeError, ValueError) as error:
        raise LogError(f"batch {batch.key.hex()[:20]} holds what JSON cannot say: {error}") from error


def _refuse_no_text(names: str) -> None:
    """Raise ValueError for what is no text in a database: NUL, and halves of surrogate pairs."""
    if "\0" in names or (not names.isascii() and _HALF.search(names)):
        raise ValueError("a type, a subject or an author has NUL or half a surrogate pair in it")


def repeated(batch: Batch, known: BatchRecord) -> Appended:
    """What appending a batch does whose key is known: nothing, or it is refused."""
    if known.digest != batch.digest:
        raise LogError(
            f"{batch.by} gave other events than at position {known.first_pos} for the same article: "
            "give what changed a new version, or load with the one that was used before"
        )
    return Appended(known.first_pos, 0)


def moved_on(expect: int, pos: int) -> str:
    """The line for an append that came too late."""
    return f"the log is at {pos}, and the append was decided on at {expect}: read on and decide again"


def grow(tip: Tip, batch: Batch, stored: Sequence[bytes], *, tx_us: int, salts: Salts) -> Growth:
    """What appends a batch to a tip; `stored` is the data of its events as `encoded` gave it."""
    n, by = len(stored), batch.by
    record = BatchRecord(tip.bno + 1, batch.key, batch.digest, tip.pos + 1, n, max(tx_us, tip.tx_us))
    bno, at, pos, hash_ = record.bno, record.tx_us, tip.pos, tip.hash
    sealed, grains, said_by, rows = seal(record), _cut(salts(SALT * n)), _said(by), []
    # `link`, `header` and `commitment` without a call for each: this loop is most of what appending costs.
    for (kind, sv, subject, _, cause), data, grain in zip(batch.events, stored, grains, strict=True):
        pos += 1
        said = f"[{pos},{_said(kind)},{sv},{_said(subject)},{said_by},{'null' if cause is None else cause}]"
        committed = sha256(grain + data).digest()
        hash_ = sha256(hash_ + sealed + said.encode() + committed).digest()
        rows.append((pos, bno, kind, sv, subject, at, by, cause, data, grain, hash_))
    return Growth(record, rows, Tip(bno, pos, hash_, at))


def _cut(salt: bytes) -> list[bytes]:
    return [salt[i : i + SALT] for i in range(0, len(salt), SALT)]


def in_log(positions: Iterable[int], end: int) -> list[int]:
    """Positions in order, each once; raises LogError for what a log that ends at `end` does not have."""
    ordered = sorted(set(positions))
    for pos in (*ordered[:1], *ordered[-1:]):
        if not 0 < pos <= end:
            raise LogError(f"there is no event {pos}: the log ends at {end}")
    return ordered


def erased(record: Record, *, reason: str, tx_us: int) -> Erasure | None:
    """What is left of a record once its data is destroyed; None where there is nothing to destroy."""
    if record.data is None or record.salt is None:
        return None
    return Erasure(record.pos, reason, tx_us, commitment(record.salt, record.data))


def event_of(record: Record, upcasters: Upcasters) -> Event:
    """The event that a record keeps, in today's schema version; without data where that was erased."""
    pos, bno, kind, sv, subject, tx_us, by, cause, stored, _, _ = record
    if stored is None:
        return Event(pos, bno, kind, sv, subject, tx_us, by, cause, None)
    sv, data = upcast(kind, sv, _decode(pos, stored), upcasters)
    return Event(pos, bno, kind, sv, subject, tx_us, by, cause, data)


def _decode(pos: int, stored: bytes) -> Mapping[str, object]:
    try:
        decoded = canonical.decode(stored)
    except ValueError as error:
        raise LogError(f"event {pos} cannot be read ({error}): run `kg verify`") from error
    if not isinstance(decoded, dict):
        raise LogError(f"event {pos} is not a JSON object: run `kg verify`")
    return decoded
