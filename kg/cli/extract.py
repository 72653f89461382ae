"""`kg extract`: what is read out of articles, printed and nowhere kept."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.exits import Exit
from kg.cli.load import spelled
from kg.cli.options import Home, Paths, settings
from kg.cli.rows import as_json
from kg.cli.session import open_log
from kg.cli.streams import emit, say
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.identity.aliases import Aliases
    from kg.ingest import Arrival
    from loaders import Problem

Jsonl = Annotated[bool, typer.Option("--jsonl", help="One JSON object an article; the only form there is.")]


def register(app: typer.Typer) -> None:
    """Add this group's command."""
    app.command()(extract)


def extract(
    ctx: typer.Context,
    paths: Paths,
    jsonl: Jsonl = True,  # noqa: ARG001 named so that scripts can say what they rely on
    home: Home = None,
) -> None:
    """Print what is read out of articles, as JSON lines.

    Neither log nor graph is needed or changed. Where there is a log, the spellings that people added to it
    are read as whom they name.

    \b
    Example:
      kg extract article.txt --jsonl
    """
    from kg import ingest

    failed = False
    for found in records(ingest.arrivals(paths), added(settings(ctx, home))):
        if isinstance(found, dict):
            emit(as_json(found), at_once=True)
        else:
            failed = True
            say(f"kg: {found}")
    if failed:
        raise typer.Exit(Exit.PARTIAL)


def added(chosen: Settings) -> "Aliases":
    """The spellings that people added, if there is a log."""
    from kg import log as logs

    if not logs.exists(chosen.log):
        return ()
    with open_log(chosen) as log:
        return spelled(chosen, log, keep=False)


def records(coming: Iterator["Arrival"], aliases: "Aliases") -> "Iterator[dict[str, object] | Problem]":
    """The extraction record of each article, or why there is none.

    Incidents are found among the articles so far, as a load into an empty log would find them.
    """
    from kg.deciding.decide import Origin, decide
    from kg.deciding.known import Known
    from kg.events import ClaimsLinked
    from kg.extract import pipeline
    from kg.extract.record import record
    from kg.model import Article

    extractor, known = pipeline.load(aliases), Known()
    for loader, loaded in coming:
        if not isinstance(loaded, Article):
            yield loaded
            continue
        extraction = extractor.extract(loaded)
        decision = decide(loaded, extraction, known, Origin(loader, extractor.name, extractor.version))
        for payload in decision.payloads:
            known.add(payload, pos=known.pos + 1)
        linked = (payload for payload in decision.payloads if isinstance(payload, ClaimsLinked))
        yield record(
            loaded, extraction, {link.claim: link.incident for each in linked for link in each.links}
        )
