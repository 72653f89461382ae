"""Where the log speaks of some actors, places and incidents: sentences, outlets and days, to be read."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Final

from kg.events import ArticleRecorded, ClaimsExtracted, ClaimsLinked, decode
from kg.log.protocol import Event
from kg.model import Claim, Mention, Sentence

SHOWN: Final = 3  # sentences of each
_READ: Final = ("ArticleRecorded", "ClaimsExtracted", "ClaimsLinked")


@dataclass
class Appearance:
    """What there is to see of one id."""

    articles: set[str] = field(default_factory=set)
    outlets: set[str] = field(default_factory=set)
    days: set[str] = field(default_factory=set)
    sentences: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """It in a few lines."""
        days = sorted(self.days)
        span = f", {days[0]} to {days[-1]}" if len(days) > 1 else f", {days[0]}" if days else ""
        outlets = ", ".join(sorted(self.outlets)) or "no known outlet"
        return [
            f"articles {len(self.articles)}, by {outlets}{span}",
            *(f"“{text}”" for text in self.sentences),
        ]


def appearances(events: Iterable[Event], ids: Collection[str]) -> dict[str, Appearance]:
    """Where each of the ids appears, in the order of the log."""
    seen = _Seen(ids)
    for event in events:
        if event.type in _READ:
            seen.add(event)
    return seen.found


class _Seen:
    def __init__(self, ids: Collection[str]) -> None:
        self.found = {id_: Appearance() for id_ in sorted(ids)}
        self._articles: dict[str, ArticleRecorded] = {}
        self._claims: dict[str, tuple[ArticleRecorded, Claim]] = {}  # of the article that was read last

    def add(self, event: Event) -> None:
        """Take in an event."""
        match decode(event):
            case ArticleRecorded() as recorded:
                self._articles.setdefault(recorded.key, recorded)
            case ClaimsExtracted() as run if run.article in self._articles:
                self._read(run, self._articles[run.article])
            case ClaimsLinked() as linked:
                self._link(linked)

    def _read(self, run: ClaimsExtracted, article: ArticleRecorded) -> None:
        self._claims = {claim.key(run.article): (article, claim) for claim in run.claims}
        for mention in run.mentions:
            if mention.id in self.found:
                self._see(mention.id, article, _around(mention, run.sentences, article.text))
        for claim in run.claims:
            for id_ in {party.id for party in claim.named} & self.found.keys():  # not all are mentions
                self._see(id_, article, claim.quote)

    def _link(self, linked: ClaimsLinked) -> None:
        for link in linked.links:
            if link.incident in self.found and link.claim in self._claims:
                article, claim = self._claims[link.claim]
                self._see(link.incident, article, claim.quote)

    def _see(self, id_: str, article: ArticleRecorded, text: str) -> None:
        seen = self.found[id_]
        seen.articles.add(article.key)
        if article.outlet:
            seen.outlets.add(article.outlet.name)
        if article.published:
            seen.days.add(article.published.isoformat())
        if len(seen.sentences) < SHOWN and text not in seen.sentences:
            seen.sentences.append(text)


def _around(mention: Mention, sentences: Iterable[Sentence], text: str) -> str:
    """The sentence in which somebody or something is mentioned."""
    for sentence in sentences:
        if sentence.start <= mention.start < sentence.end:
            return " ".join(text[sentence.start : sentence.end].split())
    return mention.text
