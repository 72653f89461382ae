"""`kg log copy`: moves a log to another file or database."""

from contextlib import ExitStack, closing
from typing import TYPE_CHECKING

import typer

from kg.cli.load import counted
from kg.cli.log import log
from kg.cli.progress import progress
from kg.cli.streams import emit, say
from kg.errors import LogError

if TYPE_CHECKING:
    from kg.log.protocol import EventLog


def register(_: typer.Typer) -> None:
    """Add this group's commands."""
    log.command("copy")(copy)


def copy(
    source: str = typer.Argument(metavar="FROM", help="A log: a file, or postgresql://user@host/name."),
    target: str = typer.Argument(
        metavar="TO", help="Where to: a file, made where it is missing, or a database."
    ),
) -> None:
    """Copy a log with its positions, hashes and erasures to another file or database, and verify the copy.

    A copy that was cut short goes on where it ended, and one that is behind is brought up to the log.
    Another log is never written over. Go on writing to one of the two only.

    \b
    Examples:
      kg log copy ~/news/log.sqlite postgresql://kg@db.example/news
      kg log copy postgresql://kg@db.example/news copy.sqlite
    """
    from kg import log as logs
    from kg.log.address import shown
    from kg.log.copying import copy as copied

    if not logs.exists(source):
        raise LogError(f"there is no log in {shown(source)}: name a file or a database that has one")
    with ExitStack() as opened:
        old, new = (opened.enter_context(closing(logs.open_log(where))) for where in (source, target))
        with progress("copying the log", total=old.head().pos) as reached:
            count = copied(old, new, progress=reached)
        verified(new, shown(target))
        end = new.head()
    emit(f"{counted(count, 'event')} copied; the copy ends at {end.pos} with the hash {end.hash.hex()}")


def verified(copy: "EventLog", name: str) -> None:
    """Raise LogError where the copy is not whole, after saying how."""
    with progress("verifying the copy", total=copy.head().pos) as reached:
        problems = list(copy.verify(progress=reached))
    for problem in problems:
        say(problem)
    if problems:
        raise LogError(f"the copy in {name} is not whole: run `kg verify` on the log that was copied")
