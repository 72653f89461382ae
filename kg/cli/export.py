"""`kg export`: the graph in the formats of other programs."""

import sys
from collections.abc import Callable, Mapping
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from kg.cli.options import Home, settings
from kg.cli.session import open_graph, open_log
from kg.cli.streams import emit, say
from kg.errors import InputError
from kg.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.graph import Graph


class Form(StrEnum):
    """What can be written."""

    JSONL = "jsonl"
    GRAPHML = "graphml"
    GEXF = "gexf"
    CSV = "csv"
    NEO4J_ADMIN = "neo4j-admin"


What = Annotated[
    Form,
    typer.Argument(metavar="FORMAT", help="jsonl, graphml, gexf, csv or neo4j-admin.", show_default=False),
]
Into = Annotated[
    Path | None,
    typer.Argument(metavar="DEST", help="A file; for csv and neo4j-admin a folder.", show_default=False),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only count what neo4j-admin would get.")]


def register(app: typer.Typer) -> None:
    """Add this group's command."""
    app.command()(export)


def export(
    ctx: typer.Context, what: What, into: Into = None, dry_run: DryRun = False, home: Home = None
) -> None:
    """Write the graph for another program: all nodes and relationships with all their properties.

    jsonl, graphml and gexf go to standard output where no file is named. csv writes a table for each label
    and each type of relationship. neo4j-admin writes what `neo4j-admin database import full` reads, and a
    script that calls it: the fastest way to fill an empty Neo4j.

    \b
    Examples:
      kg export graphml graph.graphml
      kg export jsonl | head
      kg export neo4j-admin import/ --dry-run
    """
    chosen = settings(ctx, home)
    _refuse_log(chosen, into)
    with open_log(chosen) as log, open_graph(chosen, log) as graph:
        if dry_run:
            from kg.export import admin

            tell(admin.count(graph))
        elif what in (Form.CSV, Form.NEO4J_ADMIN):
            tell(_folder_writer(what)(graph, _named(into)))
        else:
            with _opened(into) as out:
                say(f"{_stream_writer(what)(graph, out):,} nodes and relationships")


def tell(counts: Mapping[str, int]) -> None:
    """Print how many rows each file has."""
    for name, count in counts.items():
        emit(f"{count:>9,}  {name}")


def _refuse_log(chosen: Settings, into: Path | None) -> None:
    """An export takes the place of a file that is there; the log is the one that nobody could make again."""
    if into and into.is_file() and isinstance(chosen.log, Path) and into.samefile(chosen.log):
        raise InputError(f"{into} is the log itself: name another file")


def _folder_writer(what: Form) -> "Callable[[Graph, Path], dict[str, int]]":
    from kg.export import admin, tables

    return admin.write if what is Form.NEO4J_ADMIN else tables.write


def _stream_writer(what: Form) -> "Callable[[Graph, TextIO], int]":
    from kg.export import records, xml

    return {Form.JSONL: records.write, Form.GRAPHML: xml.write_graphml, Form.GEXF: xml.write_gexf}[what]


def _named(into: Path | None) -> Path:
    if into is None:
        raise typer.BadParameter("name the folder to write into", param_hint="DEST")
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        raise InputError(f"{into} is not an empty folder: name another")
    return into


@contextmanager
def _opened(into: Path | None) -> "Iterator[TextIO]":
    if into is None:
        yield sys.stdout
        return
    try:
        with into.open("w", encoding="utf-8", newline="\n") as out:
            yield out
    except OSError as error:
        raise InputError(f"{into} cannot be written: {error.strerror}") from error
