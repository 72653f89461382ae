"""The world of tests/ask/world.py as a log and as a graph."""

import os
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import NamedTuple

import pytest

from kg.graph import Graph
from kg.log.protocol import EventLog
from kg.projection.project import Projector
from kg.questions import ask
from tests.logs import logged

from . import world


class Told(NamedTuple):
    """A graph that is up to its log."""

    graph: Graph
    log: EventLog

    def ask(self, name: str, **given: object) -> list[dict[str, object]]:
        """The rows of an answer; `from_` stands for `from`."""
        params = {parameter.rstrip("_"): value for parameter, value in given.items()}
        table = ask.ask(self.graph, self.log, ask.question(name), params)
        return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


@pytest.fixture
def enough(graph: Graph) -> Callable[[], bool]:
    """Whether a property was shown on histories enough: Neo4j plans all questions anew for each of them.

    The first is the one that the test names, which is rich; those that are made up begin with the poorest.
    """
    histories = count()
    most = 1 if graph.server.engine == "neo4j" else sys.maxsize
    return lambda: next(histories) >= most


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
