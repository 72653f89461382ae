"""Options that several commands share."""

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.settings import Settings, resolve_home, resolve_log


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
    asked = ctx.find_root().params
    where = resolve_home(home or asked.get("home"), os.environ)
    return Settings(where, resolve_log(asked.get("log"), os.environ, where))
