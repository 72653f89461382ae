"""`kg extract`: what is read out of articles, printed and nowhere kept."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.exits import Exit
from kg.cli.options import Paths
from kg.cli.rows import as_json
from kg.cli.streams import emit, say

if TYPE_CHECKING:
    from kg.ingest import Arrival
    from loaders import Problem

Jsonl = Annotated[bool, typer.Option("--jsonl", help="One JSON object an article; the only form there is.")]


def register(app: typer.Typer) -> None:
    """Add this group's command."""
    app.command()(extract)


def extract(paths: Paths, jsonl: Jsonl = True) -> None:  # noqa: ARG001 named so that scripts can say what they rely on
    """Print what is read out of articles, as JSON lines.

    Neither log nor graph is needed or changed.

    \b
    Example:
      kg extract article.txt --jsonl
    """
    from kg import ingest

    failed = False
    for found in records(ingest.arrivals(paths)):
        if isinstance(found, dict):
            emit(as_json(found), at_once=True)
        else:
            failed = True
            say(f"kg: {found}")
    if failed:
        raise typer.Exit(Exit.PARTIAL)


def records(coming: Iterator["Arrival"]) -> "Iterator[dict[str, object] | Problem]":
    """The extraction record of each article, or why there is none.

    Incidents are found among the articles so far, as a load into an empty log would find them.
    """
    from kg.decide import Origin, decide
    from kg.events import ClaimsLinked
    from kg.extract import pipeline
    from kg.extract.record import record
    from kg.known import Known
    from kg.model import Article

    extractor, known = pipeline.load(), Known()
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
