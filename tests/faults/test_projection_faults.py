"""The graph is a past of the log after any death of the projector, the server or the line between them."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from random import Random
from threading import Barrier, BrokenBarrierError, Event, Thread
from types import ModuleType
from typing import NamedTuple

import pytest

from kg.engine import Server, embedded, neo4j, process
from kg.engine.layout import Layout, layout
from kg.errors import KgError
from kg.graph import Graph
from kg.log import open_log
from kg.log.memory import MemoryLog
from kg.log.protocol import EventLog
from kg.projection import follow
from kg.projection.follow import Way
from kg.projection.project import Projector, checkpoint
from tests.faults.projecting import Wrong, growing, killed, wrong
from tests.faults.proxy import Line
from tests.graph.filling import append


class Rounds(NamedTuple):
    """How often each harm is done."""

    projector: int
    server: int
    cuts: int
    races: int


MANY, FEW = Rounds(116, 6, 8, 60), Rounds(24, 2, 4, 16)  # few on servers that take longer to start and answer


@pytest.fixture
def rounds(graph: Graph) -> Rounds:
    return MANY if graph.server.engine == "embedded" else FEW


@pytest.fixture
def home(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The home of a server of the same kind that may be killed."""
    if graph.server.engine == "remote":
        pytest.skip("kills its own server")
    home = tmp_path_factory.mktemp("home")
    yield home
    engine_of(graph).down(home)


def engine_of(graph: Graph) -> ModuleType:
    """What starts and stops a server of a home."""
    return neo4j if graph.server.engine == "neo4j" else embedded


def finished(log: EventLog, server: Server, state: Path | None = None) -> Wrong:
    """Bring the graph up to the log's end, and compare."""
    with Graph.connect(server) as graph, Projector(log, graph, state=state) as projector:
        assert projector.catch_up() == log.head().pos
        return wrong(log, graph)


def test_a_projector_that_is_killed_at_any_moment_loses_and_doubles_nothing(
    graph: Graph, rounds: Rounds, tmp_path: Path, figures: Callable[..., None]
) -> None:
    path, state = tmp_path / "log.sqlite", tmp_path / "state.sqlite"
    counts = killed(path, graph.server, state, rounds=rounds.projector, seed=11)
    with closing(open_log(path)) as log:
        last = finished(log, graph.server, state)
        events = log.head().pos
    figures(
        f"projector killed -9 ({graph.server.engine})",
        rounds=counts["rounds"],
        killed=counts["killed"],
        events=events,
        lost=counts["lost"] + last.lost,
        doubled=counts["doubled"] + last.doubled,
    )
    assert counts["killed"] >= rounds.projector // 2
    assert counts["compared"] == rounds.projector // 16
    assert (counts["lost"], counts["doubled"], last) == (0, 0, Wrong(0, 0))


@contextmanager
def following(way: Way) -> Iterator[list[str]]:
    """A follower beside the test; what it says, and at last why it ended if it was not told to."""
    said: list[str] = []
    stop = Event()

    def run() -> None:
        try:
            follow.follow(way, stop, say=said.append)
        except KgError as error:
            said.append(f"ended: {error}")

    thread = Thread(target=run)
    thread.start()
    try:
        yield said
    finally:
        stop.set()
        thread.join(timeout=60)
    assert not thread.is_alive()


@contextmanager
def opened(path: Path) -> Iterator[EventLog]:
    with closing(open_log(path)) as log:
        yield log


def reached(server: Callable[[], Server], goal: int, *, within_s: float = 180.0) -> None:
    """Wait until the graph has a position."""
    end = time.monotonic() + within_s
    while time.monotonic() < end:
        with suppress(KgError), Graph.connect(server(), retry_s=1) as graph:
            if (found := checkpoint(graph)) and found.pos >= goal:
                return
        time.sleep(0.1)
    pytest.fail(f"the graph did not get to {goal} within {within_s:g} s")


def server_of(files: Layout, *, within_s: float = 60.0) -> int:
    """The process of a server, as soon as there is one."""
    end = time.monotonic() + within_s
    while time.monotonic() < end:
        if pid := process.find(files):
            return pid
        time.sleep(0.05)
    pytest.fail(f"no server came up within {within_s:g} s")


def test_a_graph_server_that_is_killed_while_it_is_written_to_loses_and_doubles_nothing(
    graph: Graph, rounds: Rounds, home: Path, tmp_path: Path, figures: Callable[..., None]
) -> None:
    engine = engine_of(graph)
    files = neo4j.files(home) if engine is neo4j else layout(home)
    path, rng = tmp_path / "log.sqlite", Random(12)  # noqa: S311 - the same at every run
    way = Way(lambda: opened(path), lambda: Graph.connect(engine.up(home), retry_s=1), tmp_path)
    with opened(path) as log, following(way) as said:
        for events in growing(12, rounds.server):
            append(log, events)
            time.sleep(rng.uniform(0, 0.5))
            os.kill(server_of(files), signal.SIGKILL)
        reached(lambda: engine.up(home), log.head().pos)
    with opened(path) as log:
        last, events = finished(log, engine.up(home)), log.head().pos
    figures(
        f"graph server killed -9 ({graph.server.engine})",
        rounds=rounds.server,
        events=events,
        **last._asdict(),
    )
    assert last == Wrong(0, 0)
    assert not [line for line in said if line.startswith("ended")]


def test_a_line_to_the_graph_that_is_cut_and_mended_loses_and_doubles_nothing(
    graph: Graph, rounds: Rounds, tmp_path: Path, figures: Callable[..., None]
) -> None:
    server = graph.server
    path, rng = tmp_path / "log.sqlite", Random(13)  # noqa: S311 - the same at every run
    line = Line(int(server.uri.rsplit(":", 1)[1]))
    over = replace(server, uri=f"bolt://127.0.0.1:{line.port}")
    way = Way(lambda: opened(path), lambda: Graph.connect(over, retry_s=0.5), tmp_path)
    with closing(line), opened(path) as log, following(way) as said:
        for events in growing(13, rounds.cuts):
            append(log, events)
            time.sleep(rng.uniform(0, 0.3))
            line.cut()
            time.sleep(rng.uniform(0.05, 0.4))
            line.mend()
        reached(lambda: server, log.head().pos)
    with opened(path) as log:
        last, events = finished(log, server), log.head().pos
    figures(f"line to the graph cut ({server.engine})", rounds=rounds.cuts, events=events, **last._asdict())
    assert last == Wrong(0, 0)
    assert not [told for told in said if told.startswith("ended")]


class GatedLog(MemoryLog):
    """Lets two projectors pass together once both have seen the checkpoint."""

    gate: Barrier | None = None

    def read(self, after: int = 0, *, until: int | None = None):
        if self.gate:
            with suppress(BrokenBarrierError):  # the other one has nothing to do any more
                self.gate.wait(timeout=0.3)
        return super().read(after, until=until)


def test_of_two_projectors_that_race_with_one_state_each_batch_is_applied_by_one(
    graph: Graph, rounds: Rounds, tmp_path: Path, figures: Callable[..., None]
) -> None:
    log, state, failures = GatedLog(), tmp_path / "state.sqlite", list[BaseException]()

    def run() -> None:
        try:
            with Graph.connect(graph.server) as own, Projector(log, own, state=state) as projector:
                projector.catch_up()
        except BaseException as error:  # noqa: BLE001 - a thread cannot raise
            failures.append(error)

    for events in growing(14, rounds.races):
        append(log, events)
        log.gate = Barrier(2)
        threads = [Thread(target=run) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        log.gate = None
    last = finished(log, graph.server)
    figures(
        f"two projectors raced ({graph.server.engine})",
        rounds=rounds.races,
        events=log.head().pos,
        **last._asdict(),
    )
    assert (failures, last) == ([], Wrong(0, 0))
