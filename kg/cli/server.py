"""`kg up`, `kg down` and `kg status`: the graph server."""

import os
from typing import TYPE_CHECKING

import typer

from kg.cli.options import Home, Json, settings
from kg.cli.streams import emit
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.engine.report import Status

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


def up(ctx: typer.Context, as_json: Json = False, home: Home = None) -> None:
    """Start the graph server and print how to connect to it.

    Other commands start it by themselves. It keeps running until `kg down`.

    \b
    Example:
      kg up
    """
    from kg import engine

    chosen = settings(ctx, home)
    engine.server(chosen.home, start=True, env=os.environ)
    show(chosen, as_json=as_json)


def down(ctx: typer.Context, home: Home = None) -> None:
    """Stop the graph server of this home. What it holds stays on disk.

    \b
    Example:
      kg down
    """
    from kg.engine import embedded

    emit("stopped" if embedded.down(settings(ctx, home).home) else "no server was running")


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

    found = engine.status(chosen.home, env=os.environ)
    return found.model_copy(update={"position": positions(chosen, running=found.state == "running")})
