"""`kg diff`: what was learnt between two days or positions."""

from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.judge import CHANGES, viewed
from kg.cli.options import Format, Formatted, Home, Json, settings
from kg.cli.rows import show
from kg.cli.session import open_log
from kg.errors import QuestionError
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.judgements.difference import Change
    from kg.log.protocol import EventLog

COUNTS = ("what", "change", "count")

From = Annotated[
    str,
    typer.Option(
        "--from", metavar="WHEN", help="What was known then, at the end of a day: a date or position."
    ),
]
To = Annotated[
    str | None, typer.Option("--to", metavar="WHEN", help="And what was known then; else what is known now.")
]
Counted = Annotated[bool, typer.Option("--counts", help="Only how many of each kind.")]


def register(app: typer.Typer) -> None:
    """Add this group's command."""
    app.command()(diff)


def diff(
    ctx: typer.Context,
    first: From,
    last: To = None,
    counts: Counted = False,
    form: Formatted = Format.TABLE,
    as_lines: Json = False,
    home: Home = None,
) -> None:
    """Show what was learnt between two days: articles, claims, incidents, contradictions, sums, judgements.

    What came and went in between is not shown.

    \b
    Examples:
      kg diff --from 2026-01-30 --to 2026-01-31
      kg diff --from 1200 --counts
    """
    chosen = settings(ctx, home)
    with open_log(chosen) as log:
        changes = learnt(chosen, log, first, last)
    wanted = Format.JSON if as_lines else form
    if counts:
        show(COUNTS, counted(changes), form=wanted, empty="nothing was learnt")
    else:
        show(CHANGES, changes, form=wanted, empty="nothing was learnt")


def learnt(chosen: Settings, log: "EventLog", first: str, last: str | None) -> "list[Change]":
    """What was learnt between two moments of the log."""
    from kg.judgements.difference import difference
    from kg.judgements.telling import said_between
    from kg.questions.ask import position

    end = log.head().pos
    after = min(position(first, log.position_at, name="--from"), end)
    until = end if last is None else min(position(last, log.position_at, name="--to"), end)
    if until < after:
        raise QuestionError(f"--to ({until}) is before --from ({after}): turn them round")
    changes = difference(log.read(until=after), log.read(after, until=until))
    return [*changes, *said_between(viewed(log, chosen), after, until)]


def counted(changes: "list[Change]") -> list[tuple[str, str, int]]:
    """How many of each kind, in the order of the kinds."""
    return [(what, change, count) for (what, change), count in Counter(c[:2] for c in changes).items()]
