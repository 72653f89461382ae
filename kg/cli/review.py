"""`kg review`: proposed merges, one after the other, with the evidence side by side."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.judge import Asked, By, Done, Reason, appended, viewed
from kg.cli.load import counted, follow
from kg.cli.options import Format, Home, Json, settings
from kg.cli.rows import show
from kg.cli.session import open_log
from kg.cli.streams import emit, printable, say
from kg.errors import JudgementError

if TYPE_CHECKING:
    from kg.judgements.appearances import Appearance
    from kg.judgements.judging import Judged
    from kg.judgements.proposals import Proposal
    from kg.judgements.view import View
    from kg.log.protocol import EventLog

COLUMNS = ("score", "kind", "a", "b", "a_name", "b_name", "why")
KEYS = "s same   d different   Enter skip   q quit"
ANSWERS = {"": "", "skip": "", "s": "s", "same": "s", "d": "d", "different": "d", "q": "q", "quit": "q"}

Listed = Annotated[bool, typer.Option("--list", help="Print the proposals, and ask nothing.")]
Kind = Annotated[
    str | None, typer.Option("--kind", metavar="KIND", help="Only of this kind: actor, place or incident.")
]
Limit = Annotated[int, typer.Option("--limit", min=1, metavar="N", help="At most so many, the likeliest.")]


def register(app: typer.Typer) -> None:
    """Add this group's command."""
    app.command()(review)


def review(
    ctx: typer.Context,
    listed: Listed = False,
    kind: Kind = None,
    limit: Limit = 50,
    reason: Reason = "reviewed",
    by: By = None,
    as_lines: Json = False,
    home: Home = None,
) -> None:
    """Go through actors, places and incidents that may be one, and say whether they are.

    Each answer is a judgement, as `kg same` and `kg different` make them; `kg withdraw` takes it back.

    \b
    Examples:
      kg review
      kg review --list --json
    """
    chosen = settings(ctx, home)
    with open_log(chosen) as log:
        view = viewed(log, chosen)
        found = proposed(view, kind)[:limit]
        if listed or as_lines:
            list_proposals(found, view, as_lines=as_lines)
            return
        asked = Asked(chosen, reason=reason, by=by, dry_run=False, as_lines=False)
        count = sum(done.changes for done in walk(asked, found, view, log))
    if count:
        follow(chosen)
    say(counted(count, "change"))


def proposed(view: "View", kind: str | None) -> "list[Proposal]":
    """What the rules propose, of one kind or of all."""
    from kg.judgements.proposals import proposals

    if kind not in (None, "actor", "place", "incident"):
        raise typer.BadParameter("is one of actor, place, incident", param_hint="--kind")
    return [each for each in proposals(view) if kind in (None, each.kind)]


def list_proposals(found: "list[Proposal]", view: "View", *, as_lines: bool) -> None:
    """Print the proposals, the likeliest first."""
    rows = [
        [each.score, each.kind, each.a, each.b, view.name_of(each.a), view.name_of(each.b), list(each.why)]
        for each in found
    ]
    show(COLUMNS, rows, form=Format.JSON if as_lines else Format.TABLE, empty="nothing to review")


def walk(asked: Asked, found: "list[Proposal]", view: "View", log: "EventLog") -> Iterator[Done]:
    """Show each proposal and append what is answered; ends with the last, or when the person does."""
    from kg.judgements.appearances import appearances

    seen = appearances(log.read(until=view.pos), {id_ for each in found for id_ in (each.a, each.b)})
    for number, each in enumerate(found, start=1):
        why = printable("; ".join(each.why))
        emit(f"\n[{number}/{len(found)}] {each.kind}, score {each.score}: {why}")
        for id_ in (each.a, each.b):
            show_side(id_, view, seen[id_])
        answer = asked_for()
        if answer == "q":
            return
        if answer in ("s", "d"):
            yield from answered(asked, each, log, same=answer == "s")


def show_side(id_: str, view: "View", appearance: "Appearance") -> None:
    """Print what there is to see of one of the two."""
    entity = view.entities.get(id_)
    what = f"{entity.type}{', of whom only articles tell' if entity.provisional else ''}" if entity else ""
    emit(printable(f"  {view.name_of(id_)} ({id_}){f' · {what}' if what else ''}"))
    for line in appearance.lines():
        emit(printable(f"      {line}"))


def asked_for() -> str:
    """The answer's key: s, d, q, or nothing to skip; quits where no more answers come."""
    while True:
        sys.stdout.write(f"  {KEYS} > ")
        sys.stdout.flush()
        line = sys.stdin.readline()
        if not line:
            return "q"
        if (key := ANSWERS.get(line.strip().lower())) is not None:
            return key


def answered(asked: Asked, proposal: "Proposal", log: "EventLog", *, same: bool) -> Iterator[Done]:
    """Append an answer, unless what was said meanwhile is against it."""

    def decide(view: "View", _: "EventLog") -> "Judged":
        from kg.judgements import judging

        grounds = judging.Grounds(asked.reason, proposal.why, proposal.score)
        return judging.identify(view, proposal.a, proposal.b, same=same, grounds=grounds)

    try:
        yield appended(asked, decide, log)
    except JudgementError as error:
        say(f"kg: {error}")
