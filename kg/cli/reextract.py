"""`kg reextract`: articles of the log read again, after the difference was shown."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.clock import now_us
from kg.cli.judge import viewed
from kg.cli.load import counted, follow, spelled, working
from kg.cli.options import Format, Home, Json, settings
from kg.cli.progress import progress
from kg.cli.rows import as_json, show
from kg.cli.session import open_log
from kg.cli.streams import emit, printable, say
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.ingest import Arrival, Extractor, Summary
    from kg.judgements.reextract import Rereading
    from kg.log.protocol import EventLog

COLUMNS = ("article", "change", "type", "quote")

Articles = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="ARTICLE", show_default=False, help="Articles by key, id, title or URL; else all."
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show the difference, and change nothing.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do it without being asked again.")]
Jobs = Annotated[
    int,
    typer.Option("--jobs", min=0, max=256, metavar="N", help="Record in so many processes; 0: all cores."),
]


def register(app: typer.Typer) -> None:
    """Add this group's command."""
    app.command()(reextract)


def reextract(
    ctx: typer.Context,
    articles: Articles = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    jobs: Jobs = 1,
    as_lines: Json = False,
    home: Home = None,
) -> None:
    """Read articles again that an older kg read, or that were read before a spelling was added.

    The claims of the new run take the place of the old ones as a set; the difference is shown first.

    \b
    Examples:
      kg reextract --dry-run
      kg reextract https://news.example/42 --yes
    """
    chosen = settings(ctx, home)
    with open_log(chosen) as log, working(1, spelled(chosen, log, keep=not dry_run)) as extractor:
        found = list(shown(log, extractor, keys_of(chosen, log, articles), as_lines=as_lines))
    if dry_run or not found:
        tell(len(found), None, as_lines=as_lines)
        return
    if not yes:
        confirm(len(found))
    summary = recorded(chosen, found, jobs=jobs)
    follow(chosen)
    tell(len(found), summary, as_lines=as_lines)


def keys_of(chosen: Settings, log: "EventLog", articles: list[str] | None) -> set[str] | None:
    """The keys of the articles that were named; None where all are meant."""
    if not articles:
        return None
    view = viewed(log, chosen)
    return {view.article_of(text).key for text in articles}


def shown(
    log: "EventLog", extractor: "Extractor", keys: set[str] | None, *, as_lines: bool
) -> "Iterator[Arrival]":
    """The articles to record anew; what changes in each is printed."""
    from kg.judgements import reextract as again

    with progress("reading articles", total=None) as reached:
        for number, each in enumerate(again.rereadings(log, extractor, keys), start=1):
            reached(number)
            show_difference(each, as_lines=as_lines)
            yield each.arrival


def show_difference(each: "Rereading", *, as_lines: bool) -> None:
    """Print what a new run changes in an article."""
    rows = [
        [each.title, change, claim.type, claim.quote]
        for change, claims in (("gone", each.gone), ("new", each.new))
        for claim in claims
    ]
    if as_lines:
        show(COLUMNS, rows, form=Format.JSON)
        return
    emit(f"{printable(each.title)}: {len(each.gone)} gone, {len(each.new)} new, {each.same} same")
    for _, change, type_, quote in rows:
        emit(f"  {'-' if change == 'gone' else '+'} {type_}  {printable(quote)}")


def confirm(count: int) -> None:
    """Ask whether to go on; without anybody to ask it takes --yes."""
    if not sys.stdin.isatty():
        raise typer.BadParameter("nobody is there to be asked: say --yes, or --dry-run", param_hint="--yes")
    typer.confirm(f"record {counted(count, 'article')} anew?", abort=True, err=True)


def recorded(chosen: Settings, arrivals: "list[Arrival]", *, jobs: int) -> "Summary":
    """What the log takes in of the articles."""
    from kg import ingest

    with open_log(chosen) as log, working(jobs, spelled(chosen, log, keep=True)) as extractor:
        return ingest.ingest(
            arrivals,
            log,
            extractor,
            now_us=now_us,
            lookups=chosen.lookups,
        )


def tell(count: int, summary: "Summary | None", *, as_lines: bool) -> None:
    """Say what was done."""
    changes = summary.changes if summary else 0
    if as_lines:
        emit(as_json({"articles": count, "changes": changes}))
    elif summary:
        emit(f"{counted(count, 'article')} read anew: {counted(changes, 'change')}")
    else:
        say(f"{counted(count, 'article')} would be read anew" if count else "nothing to read anew")
