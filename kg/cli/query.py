"""`kg query`: your own Cypher, as long as it only reads."""

from typing import Annotated

import typer

from kg.cli.options import Format, Formatted, Home, Json, settings
from kg.cli.rows import show
from kg.cli.session import open_graph, open_log
from kg.cli.streams import say
from kg.cli.words import literal, pair

Cypher = Annotated[str, typer.Argument(metavar="CYPHER", help="The statement.", show_default=False)]
Params = Annotated[
    list[str] | None,
    typer.Option("--param", metavar="K=V", help="A parameter; 5, true and null are JSON, other values text."),
]

Rows = Annotated[int, typer.Option("--limit", min=1, metavar="N", help="At most this many rows.")]
Seconds = Annotated[float, typer.Option("--timeout", min=0.001, metavar="S", help="Give up after S seconds.")]


def register(app: typer.Typer) -> None:
    """Add this group's command."""
    app.command()(query)


def query(
    ctx: typer.Context,
    cypher: Cypher,
    param: Params = None,
    form: Formatted = Format.TABLE,
    as_lines: Json = False,
    limit: Rows = 1_000,
    timeout: Seconds = 60.0,
    home: Home = None,
) -> None:
    """Run a Cypher statement that only reads.

    It cannot write, read files, or call procedures but those that describe the graph. It is given up when
    it takes too long, and what is past the limit of rows is not printed.

    \b
    Examples:
      kg query 'MATCH (a:Actor) RETURN a.kind AS kind, count(*) AS actors ORDER BY kind'
      kg query 'MATCH (a:Actor {kind: $kind}) RETURN a.name AS name' --param kind=militia
    """
    from kg.questions import query_guard

    query_guard.check(cypher)
    params = {name: literal(value) for name, value in map(pair, param or ())}
    chosen = settings(ctx, home)
    with open_log(chosen) as log, open_graph(chosen, log) as graph:
        found = graph.read(cypher, params, timeout_s=timeout, limit=limit + 1)
    show(found.columns, found.rows[:limit], form=Format.JSON if as_lines else form)
    if len(found.rows) > limit:
        say(f"there are more rows: these are the first {limit:,}; --limit gives more")
