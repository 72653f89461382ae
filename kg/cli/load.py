"""`kg load`: articles into the log, and the graph brought up to it."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.clock import now_us
from kg.cli.exits import Exit
from kg.cli.options import Home, Json, Paths, settings
from kg.cli.progress import progress
from kg.cli.rows import as_json
from kg.cli.session import open_graph, open_log
from kg.cli.streams import emit, say
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.identity.aliases import Aliases
    from kg.ingest import Extractor, Summary
    from kg.log.protocol import EventLog

DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")]
Jobs = Annotated[
    int,
    typer.Option(
        "--jobs",
        min=0,
        max=256,
        metavar="N",
        help="Read articles in so many processes; 0 is one for each core. The outcome is the same.",
    ),
]


def register(app: typer.Typer) -> None:
    """Add this group's command."""
    app.command()(load)


def load(
    ctx: typer.Context,
    paths: Paths,
    dry_run: DryRun = False,
    jobs: Jobs = 1,
    as_lines: Json = False,
    home: Home = None,
) -> None:
    """Read articles into the log, and bring the graph up to it.

    A JSON line has the key text and may have id, title, published, publisher and url. What cannot be read
    is told, and the rest is loaded.

    \b
    Examples:
      kg load articles/ feed.jsonl
      kg load articles/ --dry-run
      kg load archive.jsonl --jobs 4
    """
    chosen = settings(ctx, home)
    summary = ingested(chosen, paths, dry_run=dry_run, jobs=jobs)
    for problem in summary.problems:
        say(f"kg: {problem}")
    if not dry_run:
        follow(chosen)
    emit(as_json(as_object(summary, dry_run=dry_run)) if as_lines else in_words(summary, dry_run=dry_run))
    if summary.problems:
        raise typer.Exit(Exit.PARTIAL)


def ingested(chosen: Settings, paths: Paths, *, dry_run: bool, jobs: int = 1) -> "Summary":
    """What the log takes in of the articles at some paths; with `dry_run`, what it would take in."""
    from kg import ingest

    done = count(1)
    with ExitStack() as stack:
        log = stack.enter_context(opened(chosen, dry_run=dry_run))
        workers = stack.enter_context(working(jobs, spelled(chosen, log, keep=not dry_run)))
        reached = stack.enter_context(progress("reading articles", total=None))
        return ingest.ingest(
            ingest.arrivals(paths),
            log,
            workers,
            now_us=now_us,
            on_progress=lambda _: reached(next(done)),
            dry_run=dry_run,
            lookups=chosen.lookups,
        )


@contextmanager
def working(jobs: int, aliases: "Aliases") -> "Iterator[Extractor]":
    """The extractor, with spellings that people added, in this process or in as many as asked for."""
    from kg.extract import pipeline

    if jobs == 1:
        yield pipeline.load(aliases)
        return
    from kg.jobs import Workers, cores

    with Workers(partial(pipeline.load, aliases), jobs or cores()) as workers:
        yield workers


def spelled(chosen: Settings, log: "EventLog", *, keep: bool) -> "Aliases":
    """The spellings that people added to what the extractor knows."""
    from kg.lookups.store import Lookups

    if not log.head().pos:
        return ()
    with closing(Lookups(log, chosen.lookups, keep=keep)) as lookups:
        lookups.catch_up()
        return lookups.known.aliases()


def opened(chosen: Settings, *, dry_run: bool) -> "AbstractContextManager[EventLog]":
    """The log to load into; a dry run does not even make an empty one."""
    from kg import log as logs

    if dry_run and not logs.exists(chosen.log):
        from kg.log.memory import MemoryLog

        return closing(MemoryLog())
    return open_log(chosen, create=True)


def follow(chosen: Settings) -> None:
    """Bring the graph up to the log, if the log says anything."""
    with open_log(chosen) as log:
        if log.head().pos:
            with open_graph(chosen, log):
                pass


def in_words(summary: "Summary", *, dry_run: bool) -> str:
    """A summary on one line."""
    changes = f"{summary.changes} changes" + (" to make" if dry_run else "")
    if not summary.new:
        return f"{counted(summary.seen, 'article')}, none new: {changes}"
    found = f"{counted(summary.claims, 'claim')}, {counted(summary.incidents, 'new incident')}"
    return f"{counted(summary.seen, 'article')}, {summary.new} new: {found}, {changes}"


def counted(number: int, noun: str) -> str:
    """`1 article`, `2 articles`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def as_object(summary: "Summary", *, dry_run: bool) -> dict[str, object]:
    """A summary for scripts."""
    return {
        "articles": summary.seen,
        "new": summary.new,
        "claims": summary.claims,
        "incidents": summary.incidents,
        "changes": summary.changes,
        "dry_run": dry_run,
        "problems": [problem._asdict() for problem in summary.problems],
    }
