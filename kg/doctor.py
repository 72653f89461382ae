"""What kg needs on this machine and in this home, whether it is there, and what mends it."""

import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

import kg
from kg.errors import KgError
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.graph import Graph
    from kg.log.protocol import EventLog

State = Literal["ok", "note", "wrong"]

DISK_LOW = 1_000_000_000  # bytes: a rebuild beside the graph needs about as much again as the graph
_PACKAGES = ("neo4j", "pydantic", "typer", "arcadedb-embedded")


class Finding(NamedTuple):
    """Something that was looked at. `mend` is what to do where it is not ok."""

    what: str
    state: State
    found: str
    mend: str = ""


def examine(chosen: Settings) -> Iterator[Finding]:
    """Everything that was looked at, in the order in which one thing needs the other. Nothing is started."""
    for look in (_python, _packages):
        yield look()
    for name, examined in (
        ("home", lambda: _home(chosen.home)),
        ("disk", lambda: _disk(chosen.home)),
        ("log", lambda: _log(chosen)),
        ("server", lambda: _server(chosen)),
        ("graph", lambda: _graph(chosen)),
    ):
        yield from _guarded(name, examined)


def _guarded(name: str, look: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    try:
        yield from look()
    except KgError as error:
        what, _, mend = str(error).rpartition(": ")
        yield Finding(name, "wrong", what or str(error), mend if what else "")


def _python() -> Finding:
    found = f"{platform.python_version()} on {platform.system()} {platform.machine()}"
    state: State = "ok" if sys.version_info >= (3, 11) else "wrong"
    return Finding("python", state, found, "" if state == "ok" else "install Python 3.11 or later")


def _packages() -> Finding:
    found = [(name, _version(name)) for name in _PACKAGES]
    missing = [name for name, number in found if number is None]
    text = ", ".join(f"{name} {number or 'missing'}" for name, number in [("kg", kg.__version__), *found])
    return Finding(
        "packages", "wrong" if missing else "ok", text, f"pip install {' '.join(missing)}" if missing else ""
    )


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _home(home: Path) -> Iterator[Finding]:
    if not home.exists():
        yield Finding("home", "note", f"{home} is not there yet", "kg load PATH…, or kg demo")
    elif not os.access(home, os.W_OK):
        yield Finding(
            "home", "wrong", f"{home} cannot be written", "get write access, or name another by --home"
        )
    else:
        yield Finding("home", "ok", str(home))


def _disk(home: Path) -> Iterator[Finding]:
    there = next(path for path in (home, *home.parents) if path.exists())
    free = shutil.disk_usage(there).free
    low = free < DISK_LOW
    yield Finding("disk", "wrong" if low else "ok", f"{free / 1e9:.1f} GB free", "make room" if low else "")


def _log(chosen: Settings) -> Iterator[Finding]:
    from kg import log as logs
    from kg.log.address import shown

    if not logs.exists(chosen.log):
        yield Finding("log", "note", f"there is none at {shown(chosen.log)}", "kg load PATH…")
        return
    log = logs.open_log(chosen.log)
    try:
        yield Finding("log", "ok", f"{shown(chosen.log)}, at {log.head().pos}; `kg verify` checks all of it")
    finally:
        log.close()


def _server(chosen: Settings) -> Iterator[Finding]:
    from kg import engine

    found = engine.status(chosen.home, env=chosen.env)
    where = " ".join(part for part in (found.engine, found.engine_version, found.uri) if part)
    if found.state == "running":
        yield Finding("server", "ok", where)
    elif found.state == "stopped":
        yield Finding("server", "note", f"{where} does not run", "kg up")
    else:
        yield Finding("server", "wrong", found.message or where, "kg down, then kg up")


def _graph(chosen: Settings) -> Iterator[Finding]:
    """Schema and checkpoint of a graph whose server runs, against the log."""
    from kg import engine
    from kg import log as logs
    from kg.graph import Graph

    if engine.status(chosen.home, env=chosen.env).state != "running" or not logs.exists(chosen.log):
        return
    log = logs.open_log(chosen.log)
    try:
        with Graph.connect(engine.server(chosen.home, start=False, env=chosen.env)) as graph:
            yield from _schema(graph)
            yield _position(graph, log)
    finally:
        log.close()


def _schema(graph: "Graph") -> Iterator[Finding]:
    from kg import statements

    there = {str(row[0]) for row in graph.read(statements.body("admin/constraints"), {}).rows}
    wanted = {
        name
        for name in statements.names("schema")
        if statements.body(f"schema/{name}").startswith("CREATE CONSTRAINT")
    }
    if not there:
        yield Finding("schema", "note", "the database is empty", "kg load PATH…")
    elif missing := sorted(name for name in wanted if name not in there):
        yield Finding("schema", "wrong", f"without {', '.join(missing)}", "kg rebuild")
    else:
        yield Finding("schema", "ok", f"{len(wanted)} constraints")


def _position(graph: "Graph", log: "EventLog") -> Finding:
    from kg.projection.project import belongs, checkpoint

    found, head = checkpoint(graph), log.head()
    if found is None:
        return Finding("position", "note", "the graph has nothing of kg's yet", "kg load PATH…")
    at = belongs(found, log)
    if at.pos < head.pos:
        return Finding(
            "position", "note", f"graph {at.pos} of log {head.pos}", "any question brings it up, or kg follow"
        )
    return Finding("position", "ok", f"graph {at.pos} of log {head.pos}")
