"""`kg verify` and `kg rebuild`: is everything as it was written, and the graph made again from the log."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.exits import Exit
from kg.cli.options import Home, Json, settings
from kg.cli.progress import progress
from kg.cli.rows import as_json
from kg.cli.session import connected, open_log
from kg.cli.streams import emit, say
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.log.protocol import EventLog
    from kg.projection.account import Digest
    from kg.verify import Finding

LogOnly = Annotated[bool, typer.Option("--log-only", help="Leave the graph alone; needs no server.")]

Until = Annotated[
    str | None,
    typer.Option("--until", metavar="WHEN", help="Only what was known then: a date, a time or a position."),
]
Into = Annotated[
    Path | None, typer.Option("--into", metavar="DIR", help="The folder for a graph of the past.")
]


def register(app: typer.Typer) -> None:
    """Add this group's commands."""
    app.command()(verify)
    app.command()(rebuild)


def verify(ctx: typer.Context, log_only: LogOnly = False, as_lines: Json = False, home: Home = None) -> None:
    """Check the log, what was made from it, and the graph against it.

    The log: every byte of its file, the chain of hashes, that no position is missing, the batches, what was
    erased. The graph: its checkpoint, and every node and relationship against what the log says. Prints a
    line for each thing that is not as it was written, and then ends with exit code 4.

    \b
    Examples:
      kg verify
      kg verify --log-only
    """
    findings = 0
    chosen = settings(ctx, home)
    for finding in findings_of(chosen, log_only=log_only):
        findings += 1
        emit(as_json(finding._asdict()) if as_lines else f"{finding.where}: {finding.what}")
    if findings:
        raise typer.Exit(Exit.UNSOUND)
    tell_erased(chosen)
    say("the log is whole" if log_only else "the log is whole, and the graph is what it says")


def findings_of(chosen: Settings, *, log_only: bool) -> Iterator["Finding"]:
    """What is not as it was written, as it is found."""
    from kg import verify

    with ExitStack() as opened:
        log = opened.enter_context(open_log(chosen))
        with progress("checking the log", total=log.head().pos) as reached:
            yield from verify.in_log(log, progress=reached)
        if log_only:
            return
        yield from verify.in_lookups(log, chosen.lookups)
        graph = opened.enter_context(connected(chosen))
        with progress("checking the graph", total=None) as reached:
            yield from verify.in_graph(log, graph, progress=reached)


def tell_erased(chosen: Settings) -> None:
    """Say what was erased, and why."""
    with open_log(chosen) as log:
        for erasure in log.erasures():
            say(f"event {erasure.pos} was erased: {erasure.reason}")


def rebuild(
    ctx: typer.Context,
    until: Until = None,
    into: Into = None,
    as_lines: Json = False,
    home: Home = None,
) -> None:
    """Make the graph again from the log, or that of an earlier day beside it.

    What is built is compared with what the log says before it takes the old graph's place. A graph of the
    past goes into a folder of its own (`kg up --home DIR` tells how to connect to it), or into the empty
    database that NEO4J_URI and NEO4J_DATABASE name.

    \b
    Examples:
      kg rebuild
      kg rebuild --until 2026-01-31 --into january/
    """
    from kg.cli.past import built_past

    chosen = settings(ctx, home)
    if into is not None and until is None:
        raise typer.BadParameter("is where a past goes: say --until, too", param_hint="--into")
    with open_log(chosen) as log:
        built = rebuilt(chosen, log) if until is None else built_past(chosen, log, until, into)
    if as_lines:
        emit(as_json({**built._asdict(), "value": built.value.hex()}))
    else:
        emit(f"{built.nodes} nodes, {built.edges} relationships, digest {built.value.hex()[:16]}")


def rebuilt(chosen: Settings, log: "EventLog") -> "Digest":
    """The graph made again from the log; an erasing that was killed is finished before."""
    from kg import engine, erasing
    from kg.projection import rebuild as rebuilding
    from kg.sidefile import remove

    if erasing.finish(log):
        remove(chosen.search)
        remove(chosen.view)
    with progress("rebuilding the graph", total=log.head().pos) as reached:
        server = engine.server(chosen.home, env=chosen.env)
        return rebuilding.rebuild(log, chosen.home, server, progress=reached)
