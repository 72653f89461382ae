"""`kg search`: finds names and sentences by their words."""

from enum import StrEnum
from typing import Annotated

import typer

from kg.cli.options import Format, Home, Json, settings
from kg.cli.progress import progress
from kg.cli.rows import as_json, show
from kg.cli.session import open_log
from kg.cli.streams import emit


class Kind(StrEnum):
    """What is searched for."""

    ACTOR = "actor"
    PLACE = "place"
    INCIDENT = "incident"
    SENTENCE = "sentence"


Words = Annotated[
    list[str],
    typer.Argument(metavar="WORDS", show_default=False, help='Words, "a phrase", prefix*, AND, OR.'),
]
OfKind = Annotated[Kind | None, typer.Option("--kind", metavar="KIND", help="One of the four only.")]
Most = Annotated[int, typer.Option("--limit", min=1, metavar="N", help="At most this many rows.")]

COLUMNS = ("kind", "text", "article", "published", "key")


def register(app: typer.Typer) -> None:
    """Add this group's command."""
    app.command()(search)


def search(
    ctx: typer.Context,
    words: Words,
    kind: OfKind = None,
    limit: Most = 20,
    as_lines: Json = False,
    home: Home = None,
) -> None:
    """Find actors, places, incidents and sentences by their words.

    All words must be there, in any order; the best fit comes first. It needs no graph server, and answers the
    same whichever one the home uses.

    \b
    Examples:
      kg search khasham
      kg search '"conoco plant" OR refiner*' --kind sentence
    """
    from kg.search import ask, index

    chosen = settings(ctx, home)
    with (
        open_log(chosen) as log,
        progress("updating the search index", total=log.head().pos) as reached,
        index.opened(chosen.search, log, progress=reached) as db,
    ):
        hits = ask.search(db, " ".join(words), kind=kind.value if kind else None, limit=limit)
    if as_lines:
        for hit in hits:
            emit(as_json(hit._asdict()))
        return
    rows = [[hit.kind, hit.marked, hit.title, hit.published, hit.key] for hit in hits]
    show(COLUMNS, rows, form=Format.TABLE, empty="nothing is called or said so")
