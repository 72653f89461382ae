"""Keeps a graph up with a log for as long as it is let: whatever goes away is waited for and found again."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from kg.errors import EngineError, KgError
from kg.graph import Graph
from kg.log.protocol import AwayError, EventLog
from kg.projection.project import Projector
from kg.projection.snapshot import state_path

WAIT_S = 1.0  # after this long without news it is looked whether to stop
FIRST_S, MOST_S = 0.5, 30.0  # between two attempts to reach what is away
PATIENCE_S = 600.0

Say = Callable[[str], None]


class _StoppedError(Exception):
    """Told to stop in the middle of the work."""


@dataclass(frozen=True, slots=True)
class Way:
    """How to the log and the graph, and where what is remembered of the graph is kept."""

    log: Callable[[], AbstractContextManager[EventLog]]
    graph: Callable[[], AbstractContextManager[Graph]]
    home: Path


def follow(way: Way, stop: Event, *, say: Say, once: bool = False, patience_s: float = PATIENCE_S) -> None:
    """Apply what the log has, and then whatever comes, until told to stop; with `once`, only what it has.

    A graph or a log that cannot be reached is tried again, with longer and longer waits, until it was away
    for `patience_s`. Raises KgError where that is over, or where going on would be wrong: an event of a type
    that this version does not know, or a graph that is not of this log, of its past, or of this version.
    """
    waits, since = _waits(), time.monotonic()
    while not stop.is_set():
        try:
            with way.log() as log, way.graph() as graph:
                for _ in _kept_up(log, graph, way.home, stop, say, once=once):
                    waits, since = _waits(), time.monotonic()
                return
        except _StoppedError:
            return
        except (EngineError, AwayError) as error:
            wait_s = next(waits)
            if time.monotonic() - since + wait_s > patience_s:
                raise _given_up(error, patience_s) from error
            say(f"{error}; trying again in {wait_s:g} s")
            stop.wait(wait_s)


def _kept_up(log: EventLog, graph: Graph, home: Path, stop: Event, say: Say, *, once: bool) -> Iterator[int]:
    """Bring the graph up again and again; gives each position that it reaches."""

    def go_on(_: int) -> None:
        if stop.is_set():
            raise _StoppedError

    with Projector(log, graph, state=state_path(home, graph.server)) as projector:
        reached = projector.catch_up(progress=go_on)
        say(f"the graph is at event {reached}" + ("" if once else ", waiting for more"))
        yield reached
        while not (once or stop.is_set()):
            if log.wait(reached, timeout_s=WAIT_S) or log.head().pos < reached:
                reached = projector.catch_up(progress=go_on)
                say(f"the graph is at event {reached}")
            yield reached


def _waits() -> Iterator[float]:
    wait_s = FIRST_S
    while True:
        yield wait_s
        wait_s = min(2 * wait_s, MOST_S)


def _given_up(error: KgError, patience_s: float) -> KgError:
    return type(error)(f"{error}; given up after {patience_s:g} s")
