"""Opens what a command works on: the log, and the graph brought up to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kg.errors import LogError
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.graph import Graph
    from kg.log.protocol import EventLog


@contextmanager
def open_log(settings: Settings, *, create: bool = False) -> Iterator["EventLog"]:
    """The event log of this home; raises LogError where there is none yet and none may be made."""
    from kg import log as logs

    if not create and not settings.log.exists():
        raise LogError(
            f"nothing is loaded in {settings.home}: run `kg load PATH…`, or `kg demo` for sample articles"
        )
    settings.home.mkdir(parents=True, exist_ok=True)
    log = logs.open_log(settings.log)
    try:
        yield log
    finally:
        log.close()


@contextmanager
def open_graph(settings: Settings) -> Iterator["Graph"]:
    """The graph server, started where it does not run."""
    from kg import engine
    from kg.graph import Graph

    with Graph.connect(engine.server(settings.home, start=True)) as graph:
        yield graph
