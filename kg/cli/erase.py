"""`kg erase`: destroys what chosen articles said, in the log and in all that was made from it."""

import sys
from collections.abc import Callable
from contextlib import nullcontext
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.clock import now_us
from kg.cli.judge import login_name
from kg.cli.options import Format, Home, Json, settings
from kg.cli.rows import as_json, show
from kg.cli.session import connected, open_log
from kg.cli.streams import emit, say
from kg.cli.upkeep import rebuilt
from kg.errors import LogError
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.erasing import Plan
    from kg.log.protocol import EventLog

Names = Annotated[
    list[str],
    typer.Argument(
        metavar="ARTICLE|CLAIM|POSITION",
        show_default=False,
        help="An article by its key, id or URL; a claim by its key; an event by its position.",
    ),
]
Reason = Annotated[
    str, typer.Option("--reason", metavar="TEXT", help="Why; it is kept, and must not quote what is erased.")
]
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who erases; else your login name.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would be destroyed; destroy nothing.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]
LogOnly = Annotated[
    bool, typer.Option("--log-only", help="Leave the graph alone: for a copy or a backup of the log.")
]

COPIES = "backups and copies hold it still: `kg --log FILE erase … --log-only` erases it there"


def register(app: typer.Typer) -> None:
    """Add this group's command."""
    app.command()(erase)


def erase(
    ctx: typer.Context,
    names: Names,
    reason: Reason,
    by: By = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    log_only: LogOnly = False,
    as_lines: Json = False,
    home: Home = None,
) -> None:
    """Destroy what articles said, for ever.

    A claim goes with its whole article. The events keep their places, the chain still verifies, and `kg
    verify` goes on telling what was erased and why. The graph is made again. There is no undo.

    \b
    Examples:
      kg erase 8d0fe19e29e5f2a2d6c1 --reason 'court order 12/2026' --dry-run
      kg erase 8d0fe19e29e5f2a2d6c1 --reason 'court order 12/2026'
    """
    from kg import erasing

    chosen = settings(ctx, home)
    with open_log(chosen) as log:
        try:
            planned = erasing.plan(log, names)
        except LogError:  # which may be because it is gone, by an erasing that was cut short
            if not dry_run:
                destroyed(chosen, log, log_only=log_only)
            raise
        tell(planned, as_lines=as_lines)
        if dry_run:
            return
        if planned.found and not yes:
            confirm(len(planned.found))
        known = destroyed(
            chosen,
            log,
            planned,
            lambda: erasing.erase(log, names, reason=reason, by=by or login_name(), now_us=now_us),
            log_only=log_only,
        )
    if as_lines:
        emit(as_json({"erased": sorted(known)}))
    else:
        emit(f"{len(known)} events erased" if known else "nothing to erase: it is gone already")
    if known:
        say(COPIES)


def tell(planned: "Plan", *, as_lines: bool) -> None:
    """Show what would be destroyed, and what would stay."""
    columns = ("pos", "type", "subject", "why")
    show(columns, planned.found, form=Format.JSON if as_lines else Format.TABLE, empty="nothing to erase")
    for key in planned.copies:
        say(f"article {key} repeats words of it and stays: name it too if it must go")


def confirm(count: int) -> None:
    """Go on only if a person at a terminal says so."""
    if not sys.stdin.isatty():
        raise LogError(f"{count} events would be destroyed for ever: say --yes, or --dry-run to see which")
    typer.confirm(f"Destroy what these {count} events say, for ever?", abort=True, err=True)


def destroyed(
    chosen: Settings,
    log: "EventLog",
    planned: "Plan | None" = None,
    erase: Callable[[], tuple[int, ...]] = tuple,
    *,
    log_only: bool,
) -> set[int]:
    """Finish what was cut short, erase what is planned, and make anew what was made from the log."""
    from kg import erasing
    from kg.lookups import store

    with nullcontext() if log_only else store.discarded(chosen.lookups):
        known = set(erasing.finish(log))
        if planned and not known.issuperset(planned.positions):
            known.update(erase())
        if not log_only:
            forget(chosen, log)
    return known


def forget(chosen: Settings, log: "EventLog") -> None:
    """Make anew what was made from the log, without what was erased."""
    from kg.projection import snapshot
    from kg.projection.project import checkpoint
    from kg.sidefile import remove

    remove(chosen.search)
    remove(chosen.view)
    snapshot.forget(chosen.home)
    with connected(chosen) as graph:
        there = checkpoint(graph)
    if there is not None and there.pos < log.head().pos:  # or else it has seen that all is gone
        rebuilt(chosen, log)
