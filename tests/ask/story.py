"""A few invented articles as events, told in a shorthand: the given of the questions' tests.

A line is one sentence that states one claim; its parties are given as id → the words that name them there.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from kg.events import (
    ArticleRecorded,
    ClaimsLinked,
    ClaimsRelated,
    EntityDefined,
    Link,
    Payload,
    Relation,
)
from kg.model import (
    Article,
    Casualties,
    Claim,
    Count,
    Entity,
    Modality,
    Party,
    Polarity,
    Sentence,
    Stance,
)
from tests.building import opened, party, run

Words = Mapping[str, str]
NOBODY: Words = MappingProxyType({})


class Line(NamedTuple):
    """A sentence, what it claims, and what the claim is about."""

    text: str
    type: str
    by: Words = NOBODY
    on: Words = NOBODY
    at: str | None = None
    date: str | None = None
    said: tuple[str, ...] = ()
    trigger: str = ""
    killed: Count | None = None
    wounded: Count | None = None
    category: str | None = None
    polarity: Polarity = Polarity.AFFIRMED
    modality: Modality = Modality.ASSERTED
    stance: Stance = Stance.REPORT
    incident: str | None = None


class Told(NamedTuple):
    """An article with its claims, in the order of its lines."""

    article: Article
    outlet: Party | None
    sentences: tuple[Sentence, ...]
    claims: tuple[Claim, ...]
    incidents: tuple[str | None, ...]

    def key(self, line: int) -> str:
        """The key of the claim that a line states."""
        return self.claims[line].key(self.article.key)

    def events(self) -> list[Payload]:
        """The events that tell it."""
        article, key = self.article, self.article.key
        pairs = zip(self.claims, self.incidents, strict=True)
        links = tuple(Link(claim=claim.key(key), incident=about) for claim, about in pairs if about)
        return [
            ArticleRecorded(
                key=key, loader="test", outlet=self.outlet, **article.model_dump(exclude={"publisher"})
            ),
            run(key, self.sentences, self.claims),
            ClaimsLinked(article=key, method="test", links=links),
        ]


def tell(
    ident: str,
    outlet: str | None,
    published: str | None,
    *lines: Line,
    names: Mapping[str, str],
    title: str = "",
) -> Told:
    """The article that consists of the lines, one after the other."""
    text = " ".join(line.text for line in lines)
    article = Article(
        id=ident,
        text=text,
        title=title or None,
        published=date.fromisoformat(published) if published else None,
        url=f"https://news.example/{ident}",
    )
    starts = [text.index(line.text) for line in lines]
    sentences = tuple(
        Sentence(index=index, start=start, end=start + len(line.text))
        for index, (start, line) in enumerate(zip(starts, lines, strict=True))
    )
    claims = tuple(_claim(line, sentence, names) for line, sentence in zip(lines, sentences, strict=True))
    return Told(article, _unwritten(outlet, names), sentences, claims, tuple(line.incident for line in lines))


def entities(
    actors: Mapping[str, tuple[str, str]], places: Mapping[str, tuple[str, str | None]]
) -> list[Payload]:
    """Defines actors (id → name, kind) and places (id → name, place that it lies within)."""
    defined = [Entity(id=id_, name=name, kind="actor", type=kind) for id_, (name, kind) in actors.items()]
    defined += [
        Entity(id=id_, name=name, kind="place", type="village", parent=parent)
        for id_, (name, parent) in places.items()
    ]
    return [EntityDefined(entity=entity) for entity in defined]


def incident(
    key: str, title: str, day: str | None, place: str | None, *, category: str | None = None
) -> Payload:
    """Opens an incident."""
    return opened(key, title, first=day, last=day, place=place, category=category)


def contradict(article: Told, a: str, b: str, about: str, kind: str = "contradicts") -> Payload:
    """Two claims contradict each other, as was found when the article was read."""
    first, second = sorted((a, b))
    relation = Relation(a=first, b=second, kind=kind, about=about)
    return ClaimsRelated(article=article.article.key, method="test", relations=(relation,))


def _claim(line: Line, sentence: Sentence, names: Mapping[str, str]) -> Claim:
    trigger = sentence.start + line.text.index(line.trigger)
    toll = Casualties(killed=line.killed, wounded=line.wounded)
    return Claim(
        type=line.type,
        category=line.category,
        actors=_parties(line.by, line, sentence, names),
        recipients=_parties(line.on, line, sentence, names),
        place=_unwritten(line.at, names),
        date=line.date,
        polarity=line.polarity,
        modality=line.modality,
        stance=line.stance,
        attribution=tuple(party(speaker, names[speaker]) for speaker in line.said),
        casualties=toll if toll != Casualties() else None,
        quote=line.text,
        start=sentence.start,
        end=sentence.end,
        sentence=sentence.index,
        trigger=(trigger, trigger + len(line.trigger)),
        rule=f"test/{line.type.lower()}",
    )


def _parties(words: Words, line: Line, sentence: Sentence, names: Mapping[str, str]) -> tuple[Party, ...]:
    starts = {id_: sentence.start + line.text.index(text) for id_, text in words.items()}
    return tuple(party(id_, names[id_], text=text, start=starts[id_]) for id_, text in words.items())


def _unwritten(id_: str | None, names: Mapping[str, str]) -> Party | None:
    return party(id_, names[id_]) if id_ else None
