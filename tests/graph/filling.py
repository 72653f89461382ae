"""Puts the events of a story into a log."""

from collections.abc import Sequence

from kg import canonical
from kg.log.protocol import Batch, Event, EventLog, NewEvent


def append(log: EventLog, events: Sequence[Event]) -> None:
    """Append the events, each as a batch of its own."""
    log.extend([_batch(event) for event in events], tx_us=1_600_000_000_000_000)


def _batch(event: Event) -> Batch:
    new = NewEvent(event.type, event.sv, event.subject, event.data)
    return Batch(canonical.digest(["batch", event.pos]), canonical.digest(event.data), "test", (new,))
