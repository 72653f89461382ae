"""Batches made of plain values, salts that are the same on every run, and both stores."""

import hashlib
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from kg.log.chain import Salts
from kg.log.memory import MemoryLog
from kg.log.protocol import Batch, EventLog, NewEvent
from kg.log.sqlite import SqliteLog
from kg.log.upcast import UPCASTERS, Upcasters

OpenLog = Callable[..., EventLog]


def salts() -> Salts:
    """A source of bytes that gives the same bytes to every test."""
    turns = count()

    def take(n: int) -> bytes:
        return hashlib.shake_256(str(next(turns)).encode()).digest(n)

    return take


def batch(name: str, n: int = 3, *, digest: str | None = None) -> Batch:
    """A batch of `n` events, named and filled by `name`."""
    events = tuple(NewEvent("Noted", 1, f"{name}-{i}", {"name": name, "i": i}) for i in range(n))
    return Batch(_hash(name), _hash(digest or name), "tester@1", events)


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


@pytest.fixture(params=["memory", "sqlite"])
def open_log(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[OpenLog]:
    """Makes an empty log of each store."""
    opened: list[EventLog] = []

    def make(*, upcasters: Upcasters = UPCASTERS) -> EventLog:
        if request.param == "memory":
            opened.append(MemoryLog(salts=salts(), upcasters=upcasters))
        else:
            path = tmp_path / f"log-{len(opened)}.sqlite"
            opened.append(SqliteLog(path, salts=salts(), upcasters=upcasters))
        return opened[-1]

    yield make
    for log in opened:
        log.close()


@pytest.fixture
def log(open_log: OpenLog) -> EventLog:
    """An empty log."""
    return open_log()
