"""What every event log promises; the contract suite in tests/log holds each store to it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from kg.errors import LogError

if TYPE_CHECKING:
    from kg.log.chain import BatchRecord, Record
    from kg.log.copying import Piece


class MovedOnError(LogError):
    """The log is past the position that the append was decided on."""


class AwayError(LogError):
    """The server of the log cannot be reached now; nothing is known to be wrong with the log."""


class NewEvent(NamedTuple):
    """An event that is not in the log yet."""

    type: str
    sv: int  # schema version of `data`
    subject: str  # the key of what the event is about
    data: Mapping[str, Any]  # JSON values only
    cause: int | None = None  # position of the event that led to this one


class Batch(NamedTuple):
    """Events that are appended together or not at all.

    `key` makes appending idempotent; `digest` tells whether the same key stands for the same content.
    """

    key: bytes
    digest: bytes
    by: str  # who or what appends: an extractor with its version, or a person
    events: tuple[NewEvent, ...]


class Event(NamedTuple):
    """An event as it stands in the log. Positions start at 1 and have no gaps."""

    pos: int
    batch: int
    type: str
    sv: int
    subject: str
    tx_us: int  # when it was recorded, microseconds since 1970 UTC, never falling along the log
    by: str
    cause: int | None
    data: Mapping[str, Any] | None  # None where it was erased


class Erasure(NamedTuple):
    """What is left of an event's data: a hash that stands for it in the chain, and why it is gone."""

    pos: int
    reason: str
    tx_us: int
    commitment: bytes


class Head(NamedTuple):
    """Where the log ends. `hash` is that of the last event; an empty log has position 0 and 32 zero bytes."""

    log_id: str
    pos: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Appended:
    """What an append did: `count` is 0 where the batch was in the log already."""

    first_pos: int
    count: int


class EventLog(Protocol):
    """An append-only, gapless, hash-chained log with idempotent batches and any number of readers."""

    def append(self, batch: Batch, *, tx_us: int, expect: int | None = None) -> Appended:
        """Append the batch, or nothing where its key is there already.

        `tx_us` is raised to the last event's where the clock went back. A batch has at least one event.
        Raises LogError where the key is there with another digest, and MovedOnError where `expect` is given
        and is not the position at which the log ends: what the batch was decided on may be out of date.
        """
        ...

    def extend(self, batches: Iterable[Batch], *, tx_us: int, expect: int | None = None) -> list[Appended]:
        """Append several batches in one transaction; each by the rule of `append`."""
        ...

    def has(self, key: bytes) -> bool:
        """Whether a batch with this key is in the log."""
        ...

    def head(self) -> Head:
        """Where the log ends now."""
        ...

    def hash_at(self, pos: int) -> bytes | None:
        """The chained hash of the event at a position; 32 zero bytes at 0, None past the end."""
        ...

    def position_at(self, tx_us: int) -> int:
        """The last position that was recorded at or before a time; 0 where there is none."""
        ...

    def read(self, after: int = 0, *, until: int | None = None) -> Iterator[Event]:
        """The events after a position, in order, upcast to today's schema versions; memory stays flat."""
        ...

    def wait(self, after: int, *, timeout_s: float) -> bool:
        """Whether there are events past a position; where there are none, wait for them for up to a time.

        A reader that follows the log waits, reads what is past its position, and waits again. It may be
        told late, never wrongly, and it is told within a second.
        """
        ...

    def erase(self, positions: Iterable[int], *, reason: str, tx_us: int) -> tuple[int, ...]:
        """Destroy what the events at these positions say, for ever; returns those that still said something.

        The events keep their places and hashes, and the chain still verifies. No bytes of the data stay in
        what the log is stored in, so that erasing is slow, and is finished by erasing again where it was
        killed. Raises LogError, and erases nothing, where a position is not in the log.
        """
        ...

    def erasures(self) -> Iterator[Erasure]:
        """What was erased, by position."""
        ...

    def records(self, after: int = 0, *, until: int | None = None) -> "Iterator[Record]":
        """The events after a position as they are stored, in order; memory stays flat."""
        ...

    def batches(self, after: int = 0, *, until: int | None = None) -> "Iterator[BatchRecord]":
        """The batches after a batch number as they are stored, in order; memory stays flat."""
        ...

    def adopt(self, piece: "Piece") -> None:
        """Append what another log stores, as it stores it; an empty log takes over its name too.

        Nothing is changed where the log ends with this piece already. Raises LogError where the piece does
        not go on where this log ends.
        """
        ...

    def verify(self, *, progress: Callable[[int], None] | None = None) -> Iterator[str]:
        """Every way in which the log is not what was written, a line each; nothing where it is whole.

        `progress` is told the position that has been looked at.
        """
        ...

    def close(self) -> None:
        """Let go of files and connections."""
        ...


def event_at(log: EventLog, pos: int) -> Event | None:
    """The event at a position; None past the log's end."""
    return next(log.read(pos - 1, until=pos), None)
