"""A second database on the embedded server, for a rebuild that is compared first and switched to then."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from kg.engine import api, embedded, process
from kg.engine.address import Server
from kg.engine.arcadedb import DATABASE
from kg.engine.layout import Layout, layout, read_ports, set_aside
from kg.engine.lock import locked
from kg.errors import EngineError

BUILD = "kg_build"


def open_build(home: Path) -> Server:
    """An empty database on this home's server, which is started where it does not run."""
    server = embedded.up(home)
    drop_build(home)
    _command(home, server, f"create database {BUILD}")
    return replace(server, database=BUILD)


def drop_build(home: Path) -> None:
    """Remove the build, if there is one."""
    server = embedded.up(home)
    if (layout(home).databases / BUILD).exists():
        _command(home, server, f"drop database {BUILD}")


def load(home: Path, server: Server, lines: Iterable[str]) -> None:
    """Put nodes or relationships, each a line of JSON, into the database of this home's server."""
    api.load(_http(home), server.password, server.database, lines)


def switch_build(home: Path) -> Server:
    """Put the build in the place of the graph, with the server stopped for a moment.

    Whoever is connected loses the connection. Raises EngineError where there is no build.
    """
    files = layout(home)
    if not (files.databases / BUILD).exists():
        raise EngineError("there is no build to switch to: run `kg rebuild`")
    with locked(files.lock, wait_s=embedded.START_S):
        process.stop(files)
        _rename(files)
    return embedded.up(home)


def _rename(files: Layout) -> None:
    # Killed in between, the graph is missing, and the next projection makes it again from the log.
    set_aside(files, DATABASE)
    (files.databases / BUILD).rename(files.databases / DATABASE)


def _command(home: Path, server: Server, text: str) -> None:
    api.command(_http(home), server.password, text)


def _http(home: Path) -> int:
    known = read_ports(layout(home))
    if known is None:
        raise EngineError(
            f"the graph server's ports are not in {layout(home).ports}: `kg down`, then `kg up`"
        )
    return known[0].http
