"""What the extractor reads out of articles, with incidents found among all of them in their order."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from kg.deciding.incidents import IncidentIndex
from kg.ingest import Extractor
from kg.model import Article, Claim, Extraction, Party


class Reading(NamedTuple):
    """An article, what was read out of it, and the incident of each claim by the claim's key."""

    article: Article
    extraction: Extraction
    incidents: Mapping[str, str]

    def incident(self, claim: Claim) -> str | None:
        """The incident that a claim is about."""
        return self.incidents.get(claim.key(self.article.key))

    def sentence(self, position: int) -> str:
        """The sentence that a position of the text is in; the whole line where it is in none."""
        text = self.article.text
        for sentence in self.extraction.sentences:
            if sentence.start <= position < sentence.end:
                return text[sentence.start : sentence.end]
        start, end = text.rfind("\n", 0, position) + 1, text.find("\n", position)
        return text[start : end if end >= 0 else len(text)]

    def sentence_of(self, quote: str) -> str:
        """The sentence in which a quote begins, whatever its blanks; the quote where it is in none."""
        match = re.search(r"\s+".join(map(re.escape, quote.split())), self.article.text)
        return self.sentence(match.start()) if match else quote


def readings(articles: Iterable[Article], extractor: Extractor, index: IncidentIndex) -> Iterator[Reading]:
    """Read each article; `index` learns the incidents, as a load into an empty log would."""
    for article in articles:
        extraction = extractor.extract(article)
        linked = index.link(article, extraction)
        for entity in extraction.entities:
            index.define(entity, pos=0)
        for incident in linked.opened:
            index.open(incident)
        yield Reading(article, extraction, {link.claim: link.incident for link in linked.links})


def told(claim: Claim) -> str:
    """A claim in short, with the rule that read it: who did what to whom."""
    return f"{claim.type} {listed(claim.actors)} → {listed(claim.recipients)} [{claim.rule}]"


def listed(parties: Iterable[Party]) -> str:
    """The parties as they are written."""
    return " + ".join(party.text or party.name for party in parties) or "–"
