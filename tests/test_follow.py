"""A follower brings the graph up to the log, goes on with it, and ends where going on would be wrong."""

import queue
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from kg.errors import EngineError, LogError, ProjectionError
from kg.graph import Graph
from kg.log import open_log
from kg.log.protocol import Batch, EventLog, NewEvent
from kg.projection import follow as following
from kg.projection.follow import Way, follow
from kg.projection.project import Projector, checkpoint
from tests.graph.filling import append
from tests.graph.stories import random_moves, story

EVENTS = story(random_moves(4, 80))


@pytest.fixture
def log(tmp_path: Path) -> Iterator[EventLog]:
    with closing(open_log(tmp_path / "log.sqlite")) as log:
        append(log, EVENTS[:40])
        yield log


@pytest.fixture
def way(log: EventLog, graph: Graph, tmp_path: Path) -> Way:
    @contextmanager
    def opened() -> Iterator[EventLog]:
        with closing(open_log(tmp_path / "log.sqlite")) as log:
            yield log

    return Way(opened, lambda: Graph.connect(graph.server), tmp_path)


def position(graph: Graph) -> int:
    found = checkpoint(graph)
    return found.pos if found else 0


def test_once_applies_what_is_there(way: Way, graph: Graph) -> None:
    said: list[str] = []
    follow(way, threading.Event(), say=said.append, once=True)
    assert position(graph) == 40
    assert said == ["the graph is at event 40"]


def test_what_comes_later_is_applied_until_it_is_told_to_stop(way: Way, graph: Graph, log: EventLog) -> None:
    stop, told = threading.Event(), queue.Queue[str]()
    thread = threading.Thread(target=follow, args=(way, stop), kwargs={"say": told.put})
    thread.start()
    said = [told.get(timeout=60)]
    append(log, EVENTS[:60])  # what is there already stays as it is
    said.append(told.get(timeout=60))
    stop.set()
    thread.join(timeout=60)
    assert said == ["the graph is at event 40, waiting for more", "the graph is at event 60"]
    assert position(graph) == 60


def test_a_server_that_is_away_is_tried_again_until_patience_is_over(way: Way) -> None:
    said: list[str] = []

    def away() -> None:
        raise EngineError("nobody is there")

    gone = Way(way.log, away, way.home)
    with pytest.raises(EngineError, match=r"nobody is there; given up after 1\.2 s"):
        follow(gone, threading.Event(), say=said.append, patience_s=1.2)
    assert said == ["nobody is there; trying again in 0.5 s"]


def test_it_waits_longer_and_longer_but_no_longer_than_half_a_minute() -> None:
    waits = following._waits()
    assert [next(waits) for _ in range(9)] == [0.5, 1, 2, 4, 8, 16, 30, 30, 30]


def test_it_stops_at_an_event_that_it_does_not_know(way: Way, graph: Graph, log: EventLog) -> None:
    follow(way, threading.Event(), say=lambda _: None, once=True)
    log.append(Batch(b"tea", b"tea", "test", (NewEvent("TeaBrewed", 1, "x", {}),)), tx_us=1)
    with pytest.raises(LogError, match="event 41 is of the unknown type 'TeaBrewed': a newer kg wrote it"):
        follow(way, threading.Event(), say=lambda _: None)
    assert position(graph) == 40


def test_it_stops_at_a_graph_of_another_log_or_code(way: Way, graph: Graph, tmp_path: Path) -> None:
    follow(way, threading.Event(), say=lambda _: None, once=True)
    graph.write(lambda tx: tx.run("MATCH (c:_Projection) SET c.code = 'old'", {}))
    with pytest.raises(ProjectionError, match=r"made by fold old.*`kg rebuild`"):
        follow(way, threading.Event(), say=lambda _: None)
    with closing(open_log(tmp_path / "other.sqlite")) as other:
        append(other, EVENTS[:5])
        graph.write(lambda tx: tx.run("MATCH (n) DETACH DELETE n", {}))
        with Projector(other, graph) as projector:
            projector.catch_up()
    with pytest.raises(ProjectionError, match=r"made from another log.*`kg rebuild`"):
        follow(way, threading.Event(), say=lambda _: None)
