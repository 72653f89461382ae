"""`kg up`, `kg down` and `kg status`: the graph server."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import Home, Json, settings
from kg.cli.progress import progress
from kg.cli.streams import emit
from kg.errors import EngineError
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.engine.report import Status


class Engine(StrEnum):
    """The servers that a home can run itself."""

    EMBEDDED = "embedded"
    NEO4J = "neo4j"


Which = Annotated[
    Engine | None,
    typer.Option(
        "--engine", metavar="ENGINE", help="embedded or neo4j: the server of this home from now on."
    ),
]

LABELS = {
    "state": "state",
    "engine": "engine",
    "engine_version": "version",
    "uri": "uri",
    "user": "user",
    "database": "database",
    "password_file": "password file",
    "log_file": "server log",
    "message": "message",
}


def register(app: typer.Typer) -> None:
    """Add this group's commands."""
    for command in (up, down, status):
        app.command()(command)


def up(ctx: typer.Context, which: Which = None, as_json: Json = False, home: Home = None) -> None:
    """Start the graph server and print how to connect to it.

    Other commands start it by themselves. It keeps running until `kg down`. With --engine the home uses that
    kind of server from now on; the next command brings its graph up to the log. Neo4j Community needs neither
    Docker nor Java: its published jars, 128 MB, are downloaded once.

    \b
    Examples:
      kg up
      kg up --engine neo4j
    """
    from kg import engine

    chosen = settings(ctx, home)
    if which:
        switch(chosen, which)
    engine.server(chosen.home, start=True, env=chosen.env)
    show(chosen, as_json=as_json)


def switch(chosen: Settings, which: Engine) -> None:
    """Have this home use another kind of server of its own; the one that ran so far is stopped."""
    from kg import engine
    from kg.engine import choice

    if engine.remote(chosen.home, chosen.env):
        raise EngineError("another graph server is named: unset NEO4J_URI, and the uri in kg.toml, first")
    if which is Engine.NEO4J:
        fetch()
    if choice.own(chosen.home) != which:
        engine.down(chosen.home)
        choice.choose(chosen.home, which.value)


def fetch() -> None:
    """Have Neo4j's jars in the user's cache, with a bar while they come."""
    from kg.engine import jars

    size = sum(jar.size for jar in jars.missing(jars.lock(), jars.cache()))
    with progress("downloading Neo4j", total=size, in_bytes=True) as reached:
        jars.fetch(jars.lock(), progress=reached)


def down(ctx: typer.Context, home: Home = None) -> None:
    """Stop the graph server of this home. What it holds stays on disk.

    \b
    Example:
      kg down
    """
    from kg import engine

    emit("stopped" if engine.down(settings(ctx, home).home) else "no server was running")


def status(ctx: typer.Context, as_json: Json = False, home: Home = None) -> None:
    """Print where the graph is and how to connect to it.

    Says as well how far the log goes and how far the graph follows it. Nothing is started or changed.

    \b
    Examples:
      kg status
      kg status --json
    """
    show(settings(ctx, home), as_json=as_json)


def show(chosen: Settings, *, as_json: bool) -> None:
    """Print the status for people, or as one JSON object for scripts."""
    found = located(chosen)
    if as_json:
        emit(found.model_dump_json())
        return
    for name, label in LABELS.items():
        if (value := getattr(found, name)) is not None:
            emit(f"{label:<14} {value}")
    if found.position:
        emit(f"{'position':<14} graph {found.position.graph or 0} of log {found.position.log or 0}")


def located(chosen: Settings) -> "Status":
    """The server's status, with the positions of log and graph where they can be read."""
    from kg import engine
    from kg.cli.session import positions

    found = engine.status(chosen.home, env=chosen.env)
    return found.model_copy(update={"position": positions(chosen, running=found.state == "running")})
