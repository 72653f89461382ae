"""`kg explain`: the sentences behind what the graph says."""

import shutil
from typing import Annotated

import typer

from kg.cli.options import AsOf, Home, Json, settings
from kg.cli.rows import as_json
from kg.cli.session import open_graph, open_log
from kg.cli.streams import emit, printable

WIDEST = 100  # longer lines of prose are hard to read

Key = Annotated[
    str,
    typer.Argument(
        metavar="KEY",
        show_default=False,
        help="A claim, an incident or an edge: its key, or 'A ATTACKED B' with any names.",
    ),
]


def register(app: typer.Typer) -> None:
    """Add this group's command."""
    app.command()(explain)


def explain(
    ctx: typer.Context, key: Key, as_of: AsOf = None, as_lines: Json = False, home: Home = None
) -> None:
    """Show every sentence behind a claim, an edge or an incident.

    With the words that made the claim, who said them, the rule that read it, and what people said since:
    retracted, corrected, the same as another.

    \b
    Examples:
      kg explain 3f2a9c01d4
      kg explain 'SDF ATTACKED NDF'
    """
    from kg.questions import explain as explaining
    from kg.questions.ask import position
    from kg.questions.lookup import LATEST

    chosen = settings(ctx, home)
    with open_log(chosen) as log, open_graph(chosen, log) as graph:
        then = LATEST if as_of is None else position(as_of, log.position_at, name="--as-of")
        found = explaining.explain(graph, log, key, as_of=then)
    if as_lines:
        for ground in found.grounds:
            emit(as_json({**ground._asdict(), "marks": [mark._asdict() for mark in ground.marks]}))
        return
    for line in found.lines(width=min(shutil.get_terminal_size((WIDEST, 24)).columns, WIDEST)):
        emit(printable(line))
