"""Options that several commands share."""

import os
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.errors import EngineError
from kg.settings import Settings, resolve_home, resolve_log

GRAPH = {  # options, and the names that Neo4j's own tools give them in the environment
    "uri": "NEO4J_URI",
    "user": "NEO4J_USERNAME",
    "database": "NEO4J_DATABASE",
    "auth_file": "NEO4J_AUTH_FILE",
}


class Format(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


Home = Annotated[
    Path | None,
    typer.Option(
        "--home", metavar="DIR", help="Where log and graph are kept; else KG_HOME, else your data folder."
    ),
]
Log = Annotated[
    str | None,
    typer.Option(
        "--log",
        metavar="LOG",
        help="The event log: a file, or postgresql://user@host/name; else KG_LOG, else one in the home.",
    ),
]
Uri = Annotated[
    str | None,
    typer.Option("--uri", metavar="URI", help="The graph server, by neo4j:// or bolt://; else NEO4J_URI."),
]
User = Annotated[str | None, typer.Option("--user", metavar="NAME", help="Its user; else NEO4J_USERNAME.")]
Database = Annotated[
    str | None,
    typer.Option("--database", metavar="NAME", help="Its database; else NEO4J_DATABASE."),
]
AuthFile = Annotated[
    Path | None,
    typer.Option("--auth-file", metavar="FILE", help="A file of user/password for it; else NEO4J_AUTH_FILE."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")]
Formatted = Annotated[
    Format, typer.Option("--format", metavar="FORMAT", help="How to print the rows: table, json or csv.")
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="WHEN", help="What was known then: a date, a time or a log position."),
]
Limit = Annotated[int | None, typer.Option("--limit", min=1, metavar="N", help="At most this many rows.")]
Paths = Annotated[
    list[Path],
    typer.Argument(metavar="PATH", help="Text files, JSON lines, or folders of them.", show_default=False),
]


def settings(ctx: typer.Context, home: Path | None) -> Settings:
    """The settings of this run: an option of the command wins over the same option before the command."""
    _refuse_what_is_no_text(ctx)
    asked = ctx.find_root().params
    where = resolve_home(home or asked.get("home"), os.environ)
    named = {name: str(asked[option]) for option, name in GRAPH.items() if asked.get(option)}
    chosen = Settings(where, resolve_log(asked.get("log"), os.environ, where), {**os.environ, **named})
    _check(chosen, named)
    return chosen


def _refuse_what_is_no_text(ctx: typer.Context) -> None:
    """Raises BadParameter for words that are not UTF-8; a path may be anything."""
    for name, value in ctx.params.items():
        for text in value if isinstance(value, list) else [value]:
            try:
                text.encode() if isinstance(text, str) else None
            except UnicodeEncodeError as error:
                raise typer.BadParameter(f"{text!r} is not UTF-8: write it so", param_hint=name) from error


def _check(chosen: Settings, named: Mapping[str, str]) -> None:
    """Raises EngineError where something is said of a graph server that nobody names."""
    from kg import engine

    if named and engine.remote(chosen.home, chosen.env) is None:
        said = ", ".join(f"--{option.replace('_', '-')}" for option, name in GRAPH.items() if name in named)
        raise EngineError(f"{said} is for a server that you name: say --uri too, or set NEO4J_URI")
