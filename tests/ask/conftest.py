"""The world of tests/ask/world.py as a log and as a graph."""

import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from kg import ask
from kg.events import Payload
from kg.graph import Graph
from kg.log.memory import MemoryLog
from kg.log.protocol import Batch, EventLog
from kg.project import Projector

from . import world

DAY_US = 86_400_000_000
FIRST_US = int(datetime(2021, 1, 1, 12, tzinfo=UTC).timestamp()) * 1_000_000


class Told(NamedTuple):
    """A graph that is up to its log."""

    graph: Graph
    log: EventLog

    def ask(self, name: str, **given: object) -> list[dict[str, object]]:
        """The rows of an answer; `from_` stands for `from`."""
        params = {parameter.rstrip("_"): value for parameter, value in given.items()}
        table = ask.ask(self.graph, self.log, ask.question(name), params)
        return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def logged(payloads: Iterable[Payload]) -> MemoryLog:
    """A log of the events, one a day at noon from 1 January 2021 on."""
    log = MemoryLog()
    for number, payload in enumerate(payloads):
        key = number.to_bytes(32, "big")
        log.append(Batch(key, key, "test", (payload.new(),)), tx_us=FIRST_US + number * DAY_US)
    return log


@pytest.fixture
def told(graph: Graph) -> Told:
    """The world in a graph."""
    log = logged(world.events())
    Projector(log, graph).catch_up()
    return Told(graph, log)


def written_down(path: Path, text: str) -> str:
    """What the file holds; KG_WRITE_EXPECTED=1 writes the text there first: read the diff."""
    if os.environ.get("KG_WRITE_EXPECTED"):
        path.write_text(text, encoding="utf-8")
    return path.read_text(encoding="utf-8")
