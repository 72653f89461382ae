"""Graph servers: the home's own, started by itself, or any that is named."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from kg.engine.address import Engine, Server
from kg.errors import EngineError

if TYPE_CHECKING:
    from types import ModuleType

    from kg.engine.report import Status

__all__ = ["Engine", "Server", "down", "remote", "server", "status"]


def server(home: Path, *, start: bool = True, env: Mapping[str, str]) -> Server:
    """The server to use: the one that NEO4J_URI or the home's `kg.toml` names, else the home's own.

    Raises EngineError where the home's own does not run and may not be started.
    """
    named = remote(home, env)
    if named:
        return named
    program = _own(home)
    if not start and program.status(home).state != "running":
        raise EngineError("the graph server does not run: `kg up` starts it")
    found: Server = program.up(home)
    return found


def remote(home: Path, env: Mapping[str, str]) -> Server | None:
    """The server that the environment or the home's `kg.toml` names, if one does."""
    if "NEO4J_URI" not in env and not (home / "kg.toml").exists():
        return None
    from kg.engine import choice

    return choice.remote(home, env)


def down(home: Path) -> bool:
    """Stop the home's own server; False where none ran. Its data stay."""
    stopped: bool = _own(home).down(home)
    return stopped


def status(home: Path, *, env: Mapping[str, str]) -> "Status":
    """The state of the server that `server` would use. Nothing is started or changed."""
    named = remote(home, env)
    if named:
        return _remote_status(named)
    found: Status = _own(home).status(home)
    return found


def _own(home: Path) -> "ModuleType":
    """The module that runs the home's own server; a remote one has no need of either."""
    from kg.engine import choice

    if choice.own(home) == "neo4j":
        from kg.engine import neo4j

        return neo4j
    from kg.engine import embedded

    return embedded


def _remote_status(named: Server) -> "Status":
    from dataclasses import replace

    from kg.engine.report import Status, running
    from kg.graph import Graph

    try:
        with Graph.connect(named) as graph:
            return running(replace(named, version=graph.version))
    except EngineError as error:
        return Status(
            state="failed",
            engine="remote",
            uri=named.uri,
            user=named.user,
            database=named.database,
            message=str(error),
        )
