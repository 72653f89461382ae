"""`kg same`, `kg different` and `kg alias`: who is who."""

from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.judge import Asked, By, DryRun, Reason, judge, named
from kg.cli.options import Home, Json, settings

if TYPE_CHECKING:
    from kg.judgements.judging import Judged
    from kg.judgements.view import View
    from kg.log.protocol import EventLog

A = Annotated[
    str, typer.Argument(metavar="A", show_default=False, help="An actor, a place or an incident: id or name.")
]
B = Annotated[str, typer.Argument(metavar="B", show_default=False, help="Another one of the same kind.")]


def register(app: typer.Typer) -> None:
    """Add this group's commands."""
    for command in (same, different, alias):
        app.command()(command)


def same(
    ctx: typer.Context,
    a: A,
    b: B,
    reason: Reason = "",
    by: By = None,
    dry_run: DryRun = False,
    as_lines: Json = False,
    home: Home = None,
) -> None:
    """Say that two actors, places or incidents are one.

    Claims keep the names that they were read with; they are shown under one of the two. Refused where it
    would join two sides of what was said to be different.

    \b
    Examples:
      kg same 'Wagner' 'Wagner Group'
      kg same x_ndf ndf --dry-run
    """
    asked = Asked(settings(ctx, home), reason=reason, by=by, dry_run=dry_run, as_lines=as_lines)
    identify(asked, a, b, same=True)


def different(
    ctx: typer.Context,
    a: A,
    b: B,
    reason: Reason = "",
    by: By = None,
    dry_run: DryRun = False,
    as_lines: Json = False,
    home: Home = None,
) -> None:
    """Say that two actors, places or incidents are not one.

    What was said to be the same is parted where that joins the two.

    \b
    Example:
      kg different 'Syrian Army' 'Free Syrian Army' --reason 'they fight each other'
    """
    asked = Asked(settings(ctx, home), reason=reason, by=by, dry_run=dry_run, as_lines=as_lines)
    identify(asked, a, b, same=False)


def alias(
    ctx: typer.Context,
    entity: Annotated[
        str, typer.Argument(metavar="ENTITY", show_default=False, help="An actor or place: id or name.")
    ],
    name: Annotated[
        str, typer.Argument(metavar="NAME", show_default=False, help="The spelling that means it, too.")
    ],
    reason: Reason = "",
    by: By = None,
    dry_run: DryRun = False,
    as_lines: Json = False,
    home: Home = None,
) -> None:
    """Have a spelling read as an actor or place from now on.

    Articles that were read before keep what was read; `kg reextract` reads them again.

    \b
    Example:
      kg alias 'Wagner Group' 'the Musicians'
    """

    def decide(view: "View", _: "EventLog") -> "Judged":
        from kg.identity import names
        from kg.judgements import judging

        id_ = named(view, entity, "actor", "place")
        return judging.add_alias(
            view, view.entities.get(id_) or names.load().entity(id_), name, asked.grounds
        )

    asked = Asked(settings(ctx, home), reason=reason, by=by, dry_run=dry_run, as_lines=as_lines)
    judge(asked, decide)


def identify(asked: Asked, a: str, b: str, *, same: bool) -> None:
    """Say that two are one, or are not."""

    def decide(view: "View", _: "EventLog") -> "Judged":
        from kg.judgements import judging

        one, other = (named(view, text, "actor", "place", "incident") for text in (a, b))
        return judging.identify(view, one, other, same=same, grounds=asked.grounds)

    judge(asked, decide)
