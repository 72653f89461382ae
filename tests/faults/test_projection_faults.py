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

import pytest

from kg.engine import Server, embedded, process
from kg.engine.layout import layout
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

PROJECTOR_ROUNDS, SERVER_ROUNDS, CUTS, RACES = 116, 6, 8, 60


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The home of an embedded server that may be killed."""
    home = tmp_path_factory.mktemp("home")
    yield home
    embedded.down(home)


@pytest.fixture
def server(graph: Graph, home: Path) -> Server:
    """A server of its own, empty; the shared one's fixture says what is to be done where there is none."""
    if graph.server.engine == "remote":
        pytest.skip("kills its own server")
    own = embedded.up(home)
    with Graph.connect(own) as emptied:
        emptied.write(lambda tx: tx.run("MATCH (n) DETACH DELETE n", {}))
    return own


def finished(log: EventLog, server: Server, state: Path | None = None) -> Wrong:
    """Bring the graph up to the log's end, and compare."""
    with Graph.connect(server) as graph, Projector(log, graph, state=state) as projector:
        assert projector.catch_up() == log.head().pos
        return wrong(log, graph)


def test_a_projector_that_is_killed_at_any_moment_loses_and_doubles_nothing(
    server: Server, tmp_path: Path, figures: Callable[..., None]
) -> None:
    path, state = tmp_path / "log.sqlite", tmp_path / "state.sqlite"
    counts = killed(path, server, state, rounds=PROJECTOR_ROUNDS, seed=11)
    with closing(open_log(path)) as log:
        last = finished(log, server, state)
        events = log.head().pos
    figures(
        "projector killed -9",
        rounds=counts["rounds"],
        killed=counts["killed"],
        events=events,
        lost=counts["lost"] + last.lost,
        doubled=counts["doubled"] + last.doubled,
    )
    assert counts["killed"] >= PROJECTOR_ROUNDS // 2
    assert counts["compared"] == PROJECTOR_ROUNDS // 16
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


def reached(server: Callable[[], Server], goal: int, *, within_s: float = 60.0) -> None:
    """Wait until the graph has a position."""
    end = time.monotonic() + within_s
    while time.monotonic() < end:
        with suppress(KgError), Graph.connect(server(), retry_s=1) as graph:
            if (found := checkpoint(graph)) and found.pos >= goal:
                return
        time.sleep(0.1)
    pytest.fail(f"the graph did not get to {goal} within {within_s:g} s")


def server_of(home: Path, *, within_s: float = 30.0) -> int:
    """The process of the home's server, as soon as there is one."""
    end = time.monotonic() + within_s
    while time.monotonic() < end:
        if pid := process.find(layout(home)):
            return pid
        time.sleep(0.05)
    pytest.fail(f"no server came up within {within_s:g} s")


def test_a_graph_server_that_is_killed_while_it_is_written_to_loses_and_doubles_nothing(
    server: Server, home: Path, tmp_path: Path, figures: Callable[..., None]
) -> None:
    path, rng = tmp_path / "log.sqlite", Random(12)  # noqa: S311 - the same at every run
    way = Way(lambda: opened(path), lambda: Graph.connect(embedded.up(home), retry_s=1), tmp_path)
    with opened(path) as log, following(way) as said:
        for events in growing(12, SERVER_ROUNDS):
            append(log, events)
            time.sleep(rng.uniform(0, 0.5))
            os.kill(server_of(home), signal.SIGKILL)
        reached(lambda: embedded.up(home), log.head().pos)
    with opened(path) as log:
        last, events = finished(log, embedded.up(home)), log.head().pos
    figures("graph server killed -9", rounds=SERVER_ROUNDS, events=events, **last._asdict())
    assert last == Wrong(0, 0)
    assert not [line for line in said if line.startswith("ended")]


def test_a_line_to_the_graph_that_is_cut_and_mended_loses_and_doubles_nothing(
    server: Server, tmp_path: Path, figures: Callable[..., None]
) -> None:
    path, rng = tmp_path / "log.sqlite", Random(13)  # noqa: S311 - the same at every run
    line = Line(int(server.uri.rsplit(":", 1)[1]))
    over = replace(server, uri=f"bolt://127.0.0.1:{line.port}")
    way = Way(lambda: opened(path), lambda: Graph.connect(over, retry_s=0.5), tmp_path)
    with closing(line), opened(path) as log, following(way) as said:
        for events in growing(13, CUTS):
            append(log, events)
            time.sleep(rng.uniform(0, 0.3))
            line.cut()
            time.sleep(rng.uniform(0.05, 0.4))
            line.mend()
        reached(lambda: server, log.head().pos)
    with opened(path) as log:
        last, events = finished(log, server), log.head().pos
    figures("line to the graph cut", rounds=CUTS, events=events, **last._asdict())
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
    graph: Graph, tmp_path: Path, figures: Callable[..., None]
) -> None:
    log, state, failures = GatedLog(), tmp_path / "state.sqlite", list[BaseException]()

    def run() -> None:
        try:
            with Graph.connect(graph.server) as own, Projector(log, own, state=state) as projector:
                projector.catch_up()
        except BaseException as error:  # noqa: BLE001 - a thread cannot raise
            failures.append(error)

    for events in growing(14, RACES):
        append(log, events)
        log.gate = Barrier(2)
        threads = [Thread(target=run) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        log.gate = None
    last = finished(log, graph.server)
    figures("two projectors raced", rounds=RACES, events=log.head().pos, **last._asdict())
    assert (failures, last) == ([], Wrong(0, 0))
