"""`kg backup` and `kg restore`: the log in one file, while others write to it, and back again."""

from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import Home, settings
from kg.cli.progress import progress
from kg.cli.streams import emit, say
from kg.errors import LogError
from kg.log.address import shown

File = Annotated[Path, typer.Argument(metavar="FILE", show_default=False, help="The backup.")]
Force = Annotated[bool, typer.Option("--force", help="Also where events would be lost.")]


def register(app: typer.Typer) -> None:
    """Add this group's commands."""
    app.command()(backup)
    app.command()(restore)


def backup(ctx: typer.Context, file: File, force: Force = False, home: Home = None) -> None:
    """Copy the log into a file, while others go on writing to it, and verify the copy.

    The log is all that has to be backed up. The file appears whole or not at all; an older backup of the
    same log is replaced, any other file only with --force. What is erased later has to be erased in it too.

    \b
    Example:
      kg backup /backups/news.sqlite
    """
    from kg import log as logs
    from kg.log import backup as backups

    chosen = settings(ctx, home)
    if not logs.exists(chosen.log):
        raise LogError(f"there is no log in {shown(chosen.log)} to back up: `kg load` makes one")
    with progress("copying the log", total=None) as reached:
        head = backups.backup(
            chosen.log, file.absolute(), force=force, progress=lambda done, _: reached(done)
        )
    emit(f"{file} holds {head.pos} events and ends with the hash {head.hash.hex()}")


def restore(ctx: typer.Context, file: File, force: Force = False, home: Home = None) -> None:
    """Put a backup in the place of the log, after verifying it.

    A log that has events which the backup does not have is only replaced with --force, and is then kept in
    a file beside it. `kg rebuild` is needed where the graph has seen events that are gone.

    \b
    Example:
      kg restore /backups/news.sqlite
    """
    from kg.log import backup as backups
    from kg.lookups import store

    chosen = settings(ctx, home)
    back = backups.come_back(file.absolute(), chosen.log)
    # The lookups may have taken in what is gone.
    forgotten = store.discarded(chosen.lookups) if chosen.elsewhere is None else nullcontext()
    with forgotten, progress("restoring the log", total=None) as reached:
        head = backups.restore(
            file.absolute(), chosen.log, force=force, progress=lambda done, _: reached(done)
        )
    if back:
        positions = " ".join(str(erasure.pos) for erasure in back)
        say(f"the backup still says what had been erased: `kg erase {positions} --reason …` erases it again")
    emit(f"the log ends at {head.pos} with the hash {head.hash.hex()}")
