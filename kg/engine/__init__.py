"""Graph servers: the embedded one, started by itself, or any that the environment names."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from kg.engine.address import Engine, Server
from kg.errors import EngineError

if TYPE_CHECKING:
    from kg.engine.report import Status

__all__ = ["Engine", "Server", "remote", "server", "status"]


def server(home: Path, *, start: bool = True, env: Mapping[str, str]) -> Server:
    """The server to use: the one that NEO4J_URI names, else this home's own.

    Raises EngineError where the home's own does not run and may not be started.
    """
    named = remote(env)
    if named:
        return named
    from kg.engine import embedded  # here, because a remote server has no need of it

    if not start and embedded.status(home).state != "running":
        raise EngineError("the graph server does not run: `kg up` starts it")
    return embedded.up(home)


def remote(env: Mapping[str, str]) -> Server | None:
    """The server that NEO4J_URI, NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE name, if they do."""
    if not env.get("NEO4J_URI"):
        return None
    if not env.get("NEO4J_PASSWORD"):
        raise EngineError("NEO4J_URI is set and NEO4J_PASSWORD is not: set both, or neither")
    return Server(
        uri=env["NEO4J_URI"],
        user=env.get("NEO4J_USERNAME") or "neo4j",
        password=env["NEO4J_PASSWORD"],
        database=env.get("NEO4J_DATABASE") or "neo4j",
        engine="remote",
    )


def status(home: Path, *, env: Mapping[str, str]) -> "Status":
    """The state of the server that `server` would use. Nothing is started or changed."""
    named = remote(env)
    if named:
        return _remote_status(named)
    from kg.engine import embedded

    return embedded.status(home)


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
