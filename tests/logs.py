"""Logs of given events, for tests."""

from collections.abc import Iterable
from datetime import UTC, datetime

from kg.events import Payload
from kg.log.memory import MemoryLog
from kg.log.protocol import Batch

DAY_US = 86_400_000_000
FIRST_US = int(datetime(2021, 1, 1, 12, tzinfo=UTC).timestamp()) * 1_000_000


def logged(payloads: Iterable[Payload]) -> MemoryLog:
    """A log of the events, one a day at noon from 1 January 2021 on."""
    log = MemoryLog()
    for number, payload in enumerate(payloads):
        key = number.to_bytes(32, "big")
        log.append(Batch(key, key, "test", (payload.new(),)), tx_us=FIRST_US + number * DAY_US)
    return log
