"""Reads short articles of prose one after the other, as a load would, and keeps what was decided on them."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from kg.deciding.decide import Origin, decide
from kg.deciding.known import Known
from kg.events import ClaimsExtracted, ClaimsLinked, ClaimsRelated, IncidentOpened, Relation
from kg.model import Article, Claim, Incident
from tests.extract.reading import extractor

ORIGIN = Origin("press", "rules", "1")


class Story(NamedTuple):
    """What several articles came to."""

    opened: list[Incident]
    incidents: list[list[str]]  # by article: the incidents of its claims in their order, each once
    relations: list[Relation]
    claims: dict[str, Claim]

    def matters(self) -> set[str]:
        """What claims contradict each other about."""
        return {relation.about for relation in self.relations if relation.kind != "copy"}

    def types(self, about: str) -> set[str]:
        """The types of the claims that contradict each other about a matter."""
        pairs = [(r.a, r.b) for r in self.relations if r.about == about]
        return {self.claims[key].type for pair in pairs for key in pair}


class Print(NamedTuple):
    """A text as printed."""

    text: str
    outlet: str = "Reuters"
    day: str = "2024-05-20"


def read(*prints: Print) -> Story:
    """Decide on the articles in their order."""
    known, story = Known(), Story([], [], [], {})
    for number, printed in enumerate(prints):
        article = Article(
            id=f"article-{number}",
            text=printed.text,
            published=date.fromisoformat(printed.day),
            publisher=printed.outlet,
        )
        decision = decide(article, extractor().extract(article), known, ORIGIN)
        story.incidents.append(_take(decision.payloads, known, story))
    return story


def _take(payloads: Sequence[object], known: Known, story: Story) -> list[str]:
    linked: dict[str, None] = {}
    for payload in payloads:
        match payload:
            case IncidentOpened(incident=incident):
                story.opened.append(incident)
            case ClaimsExtracted(article=article, claims=claims):
                story.claims.update({claim.key(article): claim for claim in claims})
            case ClaimsLinked(links=links):
                linked.update(dict.fromkeys(link.incident for link in links))
            case ClaimsRelated(relations=relations):
                story.relations.extend(relations)
        known.add(payload, pos=known.pos + 1)  # type: ignore[arg-type]
    return list(linked)
