"""Opens what a command works on: the log, and the graph brought up to it."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING

from kg.cli.progress import progress
from kg.errors import LogError
from kg.log.address import shown
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.engine.report import Position
    from kg.graph import Graph
    from kg.log.protocol import EventLog


@contextmanager
def open_log(settings: Settings, *, create: bool = False) -> Iterator["EventLog"]:
    """The event log of this home; raises LogError where there is none yet and none is to be made."""
    from kg import log as logs

    if not create and not logs.exists(settings.log):
        raise LogError(
            f"nothing is loaded in {_place(settings)}: run `kg load PATH…`, or `kg demo` for sample articles"
        )
    log = logs.open_log(settings.log)
    try:
        yield log
    finally:
        log.close()


def _place(settings: Settings) -> str:
    """How messages name where the log is."""
    return shown(settings.elsewhere) if settings.elsewhere else str(settings.home)


@contextmanager
def open_graph(settings: Settings, log: "EventLog") -> Iterator["Graph"]:
    """The graph, brought up to the log's end; its server is started where it does not run."""
    with connected(settings) as graph:
        bring_up(settings, graph, log)
        yield graph


def connected(settings: Settings, *, start: bool = True) -> AbstractContextManager["Graph"]:
    """The graph as it is; raises EngineError where its server does not run and may not be started."""
    from kg import engine
    from kg.graph import Graph

    return Graph.connect(engine.server(settings.home, start=start, env=settings.env))


def bring_up(settings: Settings, graph: "Graph", log: "EventLog") -> None:
    """Apply what the log has and the graph has not."""
    from kg.projection.project import Projector
    from kg.projection.snapshot import state_path

    with (
        progress("updating the graph", total=log.head().pos) as reached,
        Projector(log, graph, state=state_path(settings.home, graph.server)) as projector,
    ):
        projector.catch_up(progress=reached)


def positions(settings: Settings, *, running: bool) -> "Position":
    """How far the log goes, and how far the graph follows; None for what is not there or does not run."""
    from kg.engine.report import Position

    return Position(log=log_position(settings), graph=graph_position(settings) if running else None)


def log_position(settings: Settings) -> int | None:
    """Where the log ends; None where there is no log."""
    from kg import log as logs

    if not logs.exists(settings.log):
        return None
    with open_log(settings) as log:
        return log.head().pos


def graph_position(settings: Settings) -> int | None:
    """The position that the graph of the running server is at; None where it is nobody's yet."""
    from kg.projection.project import checkpoint

    with connected(settings, start=False) as graph:
        found = checkpoint(graph)
    return found.pos if found else None
