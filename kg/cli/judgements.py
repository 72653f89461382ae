"""`kg judgements` and `kg withdraw`: what was said about how the log is to be read, and taking it back."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.judge import Asked, By, DryRun, Reason, judge, viewed
from kg.cli.options import Format, Formatted, Home, Json, settings
from kg.cli.rows import show
from kg.cli.session import open_log

if TYPE_CHECKING:
    from kg.judgements.judging import Judged
    from kg.judgements.view import Said, View
    from kg.log.protocol import EventLog

COLUMNS = ("position", "says", "by", "day", "withdrawn", "reason")

Live = Annotated[bool, typer.Option("--live", help="Only those that hold.")]


def register(app: typer.Typer) -> None:
    """Add this group's commands."""
    for command in (withdraw, judgements):
        app.command()(command)


def withdraw(
    ctx: typer.Context,
    position: Annotated[
        int, typer.Argument(min=1, metavar="POSITION", help="Where the judgement stands in the log.")
    ],
    reason: Reason = "",
    by: By = None,
    dry_run: DryRun = False,
    as_lines: Json = False,
    home: Home = None,
) -> None:
    """Take back a judgement, whatever it said.

    What it changed is as if it had never been said. `kg judgements` lists the positions.

    \b
    Example:
      kg withdraw 1204
    """

    def decide(view: "View", _: "EventLog") -> "Judged":
        from kg.judgements import judging

        return judging.withdraw(view, position, asked.grounds)

    asked = Asked(settings(ctx, home), reason=reason, by=by, dry_run=dry_run, as_lines=as_lines)
    judge(asked, decide)


def judgements(
    ctx: typer.Context,
    live: Live = False,
    form: Formatted = Format.TABLE,
    as_lines: Json = False,
    home: Home = None,
) -> None:
    """List the judgements: what was retracted, corrected, said to be one, or different, or named.

    \b
    Examples:
      kg judgements
      kg judgements --live --json
    """
    chosen = settings(ctx, home)
    with open_log(chosen) as log:
        view = viewed(log, chosen)
    rows = [row(said, view) for said in view.judgements() if said.withdrawn is None or not live]
    show(COLUMNS, rows, form=Format.JSON if as_lines else form, empty="nobody has judged anything yet")


def row(said: "Said", view: "View") -> list[object]:
    """A judgement as a row."""
    from kg.judgements.telling import in_words

    day = datetime.fromtimestamp(said.tx_us / 1_000_000, UTC).date()
    return [said.pos, in_words(said.judgement, view), said.by, day, said.withdrawn, said.judgement.reason]
