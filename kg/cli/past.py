"""The graph of a past of the log, made beside today's: in a folder of its own, or in an empty database."""

from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.progress import progress
from kg.errors import EngineError
from kg.settings import OWN_LOG, Settings

if TYPE_CHECKING:
    from kg.engine import Server
    from kg.log.protocol import EventLog
    from kg.projection.account import Digest


def built_past(chosen: Settings, log: "EventLog", when: str, into: Path | None) -> "Digest":
    """The graph as it was at a position or at the end of a day; today's graph is left alone."""
    from kg.projection import rebuild as rebuilding
    from kg.questions.ask import position

    until = min(position(when, log.position_at, name="--until"), log.head().pos)
    home, server = place(chosen, into)
    with progress("building the graph", total=until) as reached:
        return rebuilding.rebuild(log, home, server, until=until, progress=reached)


def place(chosen: Settings, into: Path | None) -> "tuple[Path, Server]":
    """Where to build; raises EngineError where something else is there."""
    from kg import engine

    if into is None:
        named = engine.remote(chosen.home, chosen.env)
        if named is None:
            raise EngineError(
                "--until would take the place of today's graph: say --into DIR, an empty folder"
            )
        _is_empty(named)
        return chosen.home / "past", named
    home = into.expanduser().absolute()
    if (home / OWN_LOG).exists():
        raise EngineError(f"{home} has a log of its own: name a folder that is no home of kg")
    return home, engine.server(home, env=chosen.env)


def _is_empty(server: "Server") -> None:
    from kg import statements
    from kg.graph import Graph

    with Graph.connect(server) as graph:
        if graph.read(statements.body("admin/has_nodes"), {}).rows:
            raise EngineError(
                f"the database {server.database} at {server.uri} is not empty: name an empty one"
            )
