"""Scores event categories and full triples against sentences with one annotated event each."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kg.evaluate.figures import Figure, Note, Rate, Report, rated
from kg.evaluate.gold import Event, EventGold
from kg.evaluate.matching import names
from kg.evaluate.readings import Reading, told
from kg.model import Claim, Party


class Verdict(NamedTuple):
    """How one sentence came out."""

    reading: Reading
    event: Event
    claims: tuple[Claim, ...]  # with a category: the others are no events
    full: bool  # category, actor and recipient are right

    @property
    def is_triple(self) -> bool:
        """Whether the gold has both sides."""
        return bool(self.event.actors and self.event.recipients)

    @property
    def extra(self) -> int:
        """The claims beyond the one that is asked for."""
        is_answered = self.full if self.is_triple else bool(self.claims)
        return len(self.claims) - is_answered


def score(gold: EventGold, read: Mapping[str, Reading]) -> Report:
    """The figures of a set, and the sentences whose event was not read in full."""
    verdicts = [judge(row.gold, read[row.id]) for row in gold.rows.values()]
    return Report(gold.name, len(verdicts), tuple(figures(verdicts)), tuple(noted(verdicts)))


def judge(event: Event, reading: Reading) -> Verdict:
    """Hold what was read out of a sentence against its event."""
    claims = tuple(claim for claim in reading.extraction.claims if claim.category)
    same = [claim for claim in claims if claim.category == event.category]
    full = any(_one(c.actors, event.actors) and _one(c.recipients, event.recipients) for c in same)
    return Verdict(reading, event, claims, full)


def _one(parties: Sequence[Party], forms: Sequence[str]) -> bool:
    return any(names(party, forms) for party in parties)


def figures(verdicts: Sequence[Verdict]) -> Iterator[Figure]:
    """The rows of the table."""
    triples = [verdict for verdict in verdicts if verdict.is_triple]
    found = sum(verdict.full for verdict in triples)
    extra = sum(verdict.extra for verdict in verdicts)
    recall = round(found / len(triples), 3) if triples else None
    yield rated("categories", _rate(verdicts))
    yield from (rated(category, _rate(verdicts, category)) for category in _categories(verdicts))
    yield Figure("full triples", recall=recall, gold=len(triples))
    yield Figure(
        "extra per 100", value=round(100 * extra / len(verdicts)) if verdicts else None, predicted=extra
    )


def _rate(verdicts: Sequence[Verdict], category: str | None = None) -> Rate:
    asked = [v for v in verdicts if category in (None, v.event.category)]
    given = [(v, c) for v in verdicts for c in v.claims if category in (None, c.category)]
    found = sum(any(c.category == v.event.category for c in v.claims) for v in asked)
    return Rate(found, len(asked), sum(c.category == v.event.category for v, c in given), len(given))


def _categories(verdicts: Sequence[Verdict]) -> list[str]:
    read = {claim.category for verdict in verdicts for claim in verdict.claims if claim.category}
    return sorted(read | {verdict.event.category for verdict in verdicts})


def noted(verdicts: Sequence[Verdict]) -> Iterator[Note]:
    """The events that were not read, or not with both sides, and the claims of other categories."""
    for verdict in verdicts:
        yield from _missed(verdict)
        for claim in verdict.claims:
            if claim.category != verdict.event.category:
                sentence = verdict.reading.sentence(claim.start)
                yield Note("extra", verdict.reading.article.id, f"{claim.category}: {told(claim)}", sentence)


def _missed(verdict: Verdict) -> Iterator[Note]:
    event, article = verdict.event, verdict.reading.article
    has_category = any(claim.category == event.category for claim in verdict.claims)
    if not (verdict.full or (has_category and not verdict.is_triple)):
        short = f"{event.category} {' + '.join(event.actors) or '–'} → {' + '.join(event.recipients) or '–'}"
        read = tuple(f"{claim.category}: {told(claim)}" for claim in verdict.claims)
        yield Note("missed", article.id, short, article.text, read)
