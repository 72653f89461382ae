"""Batches made of plain values, salts that are the same on every run, and every store."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from itertools import count
from pathlib import Path

import pytest

from kg.log.chain import Salts
from kg.log.memory import MemoryLog
from kg.log.postgres import PostgresLog
from kg.log.protocol import Batch, EventLog, NewEvent
from kg.log.sqlite import SqliteLog
from kg.log.upcast import UPCASTERS, Upcasters
from tests import postgres

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


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The URL of a PostgreSQL server."""
    with postgres.server() as url:
        yield url


@pytest.fixture
def schema(server: str) -> Iterator[str]:
    """The URL of an empty schema on it."""
    with postgres.schema(server) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where several processes may open a log: a file, or an empty schema on a server."""
    if request.param == "sqlite":
        return str(tmp_path / "log.sqlite")
    url: str = request.getfixturevalue("schema")
    return url


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def open_log(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[OpenLog]:
    """Makes an empty log of each store."""
    with ExitStack() as opened:
        turns = count()

        def make(*, upcasters: Upcasters = UPCASTERS) -> EventLog:
            if request.param == "memory":
                log: EventLog = MemoryLog(salts=salts(), upcasters=upcasters)
            elif request.param == "sqlite":
                log = SqliteLog(tmp_path / f"log-{next(turns)}.sqlite", salts=salts(), upcasters=upcasters)
            else:
                url = opened.enter_context(postgres.schema(request.getfixturevalue("server")))
                log = PostgresLog(url, salts=salts(), upcasters=upcasters)
            return opened.enter_context(closing(log))

        yield make


@pytest.fixture
def log(open_log: OpenLog) -> EventLog:
    """An empty log."""
    return open_log()
