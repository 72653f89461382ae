"""Reads the articles of several sets of gold and scores them, with one index of incidents over all."""

from collections.abc import Iterable, Iterator

from kg.deciding.incidents import IncidentIndex
from kg.evaluate import annotated, events, spans
from kg.evaluate.figures import Report
from kg.evaluate.gold import ClaimGold, EventGold, GoldSet
from kg.evaluate.readings import readings
from kg.ingest import Extractor


def evaluate(sets: Iterable[GoldSet], extractor: Extractor) -> Iterator[Report]:
    """A report for each set, in order; the same sets and extractor give the same reports."""
    index = IncidentIndex()
    for gold in sets:
        read = {each.article.id: each for each in readings(gold.articles, extractor, index)}
        if isinstance(gold, ClaimGold):
            yield annotated.score(gold, read)
        elif isinstance(gold, EventGold):
            yield events.score(gold, read)
        else:
            yield spans.score(gold, read)
