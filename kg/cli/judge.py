"""What the commands of judgements share: look up, decide, show or append, and bring the graph up to it."""

import getpass
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from kg.cli.clock import now_us
from kg.cli.load import counted, follow
from kg.cli.options import Format
from kg.cli.rows import as_json, show
from kg.cli.session import open_log
from kg.cli.streams import emit
from kg.errors import JudgementError
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.judgements.judging import Grounds, Judged
    from kg.judgements.view import View
    from kg.log.protocol import EventLog
    from kg.questions.lookup import Kind

Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; it is kept with the judgement.")]
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who says so; else your login name.")]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Show what it would change in the current picture; change nothing.")
]

CHANGES = ("what", "change", "name", "before", "after", "key")


class Asked:
    """What a command was asked to do, and how it is to answer."""

    def __init__(
        self, chosen: Settings, *, reason: str, by: str | None, dry_run: bool, as_lines: bool
    ) -> None:
        self.chosen, self.reason, self.by = chosen, reason, by or login_name()
        self.dry_run, self.as_lines = dry_run, as_lines

    @property
    def grounds(self) -> "Grounds":
        """Why it is said."""
        from kg.judgements.judging import Grounds

        return Grounds(self.reason)


class Done(NamedTuple):
    """How many events were appended, and where the judgement stands; or where it stood before."""

    changes: int
    position: int | None
    standing: int | None
    can_be_withdrawn: bool = False


def login_name() -> str:
    """Who is logged in; raises JudgementError where the system does not know."""
    try:
        return getpass.getuser()
    except (KeyError, OSError) as error:
        raise JudgementError("the system does not know who you are: say it with --by NAME") from error


Decide = Callable[["View", "EventLog"], "Judged"]


def judge(asked: Asked, decide: Decide) -> None:
    """Append what is decided, or with `--dry-run` show what it would change; then tell in one line."""
    with open_log(asked.chosen) as log:
        if asked.dry_run:
            preview(asked, decide, log)
            return
        done = appended(asked, decide, log)
    if done.changes:
        follow(asked.chosen)
    tell(asked, done)


def appended(asked: Asked, decide: Decide, log: "EventLog") -> Done:
    """What was done, once for all."""
    from kg.log.protocol import MovedOnError

    while True:
        view = viewed(log, asked.chosen)
        judged = decide(view, log)
        if not judged.payloads:
            return Done(0, None, judged.standing.pos if judged.standing else None)
        batch = judged.batch(view, asked.by)
        try:
            first = log.append(batch, tx_us=now_us(), expect=view.pos).first_pos
        except MovedOnError:  # another process appends too: decide again on what it appended
            continue
        return Done(len(judged.payloads), first + judged.main, None, judged.can_be_withdrawn)


def viewed(log: "EventLog", chosen: Settings) -> "View":
    """The view of the whole log."""
    from kg.judgements import kept

    return kept.viewed(log, chosen.view)


def preview(asked: Asked, decide: Decide, log: "EventLog") -> None:
    """Print what the judgement would change."""
    from kg.judgements.difference import difference, imagined

    view = viewed(log, asked.chosen)
    judged = decide(view, log)
    would_be = imagined(judged.batch(view, asked.by), after=view.pos, tx_us=view.tx_us)
    changes = difference(log.read(until=view.pos), would_be) if would_be else []
    show(CHANGES, changes, form=Format.JSON if asked.as_lines else Format.TABLE, empty="nothing would change")


def tell(asked: Asked, done: Done) -> None:
    """Say what was done, and how to take it back."""
    if asked.as_lines:
        emit(as_json(done._asdict()))
    elif done.changes:
        back = f"; `kg withdraw {done.position}` takes it back" if done.can_be_withdrawn else ""
        emit(f"{counted(done.changes, 'change')}, at position {done.position}{back}")
    else:
        said = f"said at position {done.standing}" if done.standing else "it says so"
        emit(f"0 changes: {said} already")


def named(view: "View", text: str, *kinds: "Kind") -> str:
    """The id that a name means, by the names of the log, else by the registry's."""
    from kg.questions import lookup

    return lookup.choose(text.strip(), kinds, found=view.names, known=lookup.known, read=lookup.as_anybody)
