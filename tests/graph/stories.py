"""Small made-up logs: articles, claims of several kinds, incidents, contradictions, later runs, judgements.

A story is a list of moves, each a few small numbers; any numbers give a log that kg could have written.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from random import Random
from typing import NamedTuple

from kg.events import (
    AliasAdded,
    ArticleRecorded,
    ArticleRetracted,
    ClaimAsserted,
    ClaimRetracted,
    ClaimsLinked,
    ClaimsRelated,
    EntityDefined,
    IdentityJudged,
    JudgementWithdrawn,
    Link,
    Payload,
    Relation,
)
from kg.log.protocol import Event
from kg.model import (
    Casualties,
    Claim,
    Count,
    Entity,
    Mention,
    Modality,
    Party,
    Polarity,
    Sentence,
    Stance,
)
from tests.building import opened, party, run

Move = tuple[int, int, int, int]

ACTORS = ("red_brigade", "blue_guard", "green_council", "hill_people", "river_news", "coast_agency")
KINDS = ("militia", "military", "state", "civilians", "media", "media")
PLACES = ("two_wells", "old_bridge", "north_province")
TYPES = ("ATTACKED", "BLOCKED", "MET_WITH", "CASUALTIES", "DENIED", "CONTROLS")
DATES = (None, "2020", "2020-02", "2020-02-12", "2018-02-07")
TEXT = "Red Brigade struck Blue Guard. Hill people say it never happened. Talks went on at Two Wells."
CUTS = (((0, 30), (31, 65), (66, 94)), ((0, 30), (31, 94)))


class Told(NamedTuple):
    """A run that the log holds: the claims that are there to be linked and related."""

    article: str
    claims: tuple[str, ...]


def story(moves: Sequence[Move]) -> list[Event]:
    """The log that the moves make; the same moves make the same log."""
    return [event_of(pos, payload) for pos, payload in enumerate(_payloads(moves), start=1)]


def random_moves(seed: int, count: int) -> list[Move]:
    """A long story for the seed."""
    rng = Random(seed)  # noqa: S311 - a test's story, not a secret
    return [
        (rng.randrange(100), rng.randrange(100), rng.randrange(100), rng.randrange(100)) for _ in range(count)
    ]


def event_of(pos: int, payload: Payload) -> Event:
    new = payload.new()
    return Event(
        pos,
        pos,
        new.type,
        new.sv,
        new.subject,
        1_600_000_000_000_000 + pos * 1_000_001,
        "test",
        None,
        new.data,
    )


def _payloads(moves: Sequence[Move]) -> Iterator[Payload]:
    teller = _Teller()
    for kind, *numbers in moves:
        for payload in teller.moves[kind % len(teller.moves)](*numbers):
            teller.pos += 1
            yield payload


class _Teller:
    """Remembers what there is to speak of; every move is possible at any time."""

    def __init__(self) -> None:
        self.articles: list[str] = []
        self.told: list[Told] = []
        self.opened: list[str] = []
        self.judged: list[int] = []  # the positions of judgements that were not withdrawn
        self.pos = 0
        self.moves = (
            self.define,
            self.record,
            self.extract,
            self.extract,
            self.open,
            self.link,
            self.relate,
            self.link,
            self.judge,
            self.judge,
            self.retract,
            self.correct,
            self.withdraw,
            self.withdraw,
            self.extract,
        )

    def define(self, which: int, how: int, parent: int) -> Iterator[Payload]:
        if how % 3 == 0:
            yield EntityDefined(entity=_place(which % len(PLACES), how, parent))
        else:
            yield EntityDefined(entity=_actor(which % len(ACTORS), how, parent))

    def record(self, which: int, day: int, _: int) -> Iterator[Payload]:
        outlet = (None, "river_news", "coast_agency")[which % 3]
        key = f"article{len(self.articles)}"
        self.articles.append(key)
        yield ArticleRecorded(
            key=key,
            id=f"{key}.txt",
            loader="text",
            text=TEXT,
            title=None if day % 2 else "A title",
            published=None if day % 5 == 0 else date(2020, 2, 1 + day % 28),
            outlet=party(outlet, outlet.title()) if outlet else None,
            url=None,
        )

    def extract(self, which: int, seed: int, version: int) -> Iterator[Payload]:
        if not self.articles:
            yield from self.record(which, seed, version)
        article = self.articles[which % len(self.articles)]
        cut = CUTS[version % 2]
        sentences = tuple(Sentence(index=i, start=a, end=b) for i, (a, b) in enumerate(cut))
        claims = tuple(claim_of(seed + step * 7, step, sentences) for step in range(seed % 4))
        self.told.append(Told(article, tuple(claim.key(article) for claim in claims)))
        mention = Mention(
            kind="actor", start=0, end=11, text="Red Brigade", id="red_brigade", name="Red Brigade"
        )
        extractor = ("rules", "people")[version % 5 == 0]
        yield run(article, sentences, claims, extractor=extractor, version=str(version), mentions=[mention])

    def open(self, which: int, day: int, place: int) -> Iterator[Payload]:
        key = f"incident{which % 5}"
        if key not in self.opened:
            self.opened.append(key)
        first = DATES[day % len(DATES)]
        yield opened(
            key,
            f"Clash at {PLACES[place % 3]}",
            first=first,
            place=PLACES[place % 3] if place % 4 else None,
            category="ASSAULT" if day % 2 else None,
            parties=("blue_guard", "red_brigade"),
        )

    def link(self, which: int, incident: int, step: int) -> Iterator[Payload]:
        if not self.told:
            return
        if not self.opened:
            yield from self.open(incident, which, step)
        told = self.told[which % len(self.told)]
        chosen = told.claims[step % 2 :]
        keys = [self.opened[(incident + i) % len(self.opened)] for i in range(1 + step % 3)]
        links = tuple(Link(claim=claim, incident=key) for claim in chosen for key in dict.fromkeys(keys))
        yield ClaimsLinked(article=told.article, method="test", links=links)

    def relate(self, which: int, other: int, about: int) -> Iterator[Payload]:
        if not self.told:
            return
        a, b = self.told[which % len(self.told)], self.told[other % len(self.told)]
        pairs = sorted({tuple(sorted(pair)) for pair in zip(a.claims, reversed(b.claims), strict=False)})
        kind = ("contradicts", "denies", "copy", "copy")[about % 4]
        matter = ("sentence", "article")[other % 2] if kind == "copy" else ("culprit", "toll")[other % 2]
        turned = kind == "copy" and which % 2 == 0  # so that some copies go round in a circle
        ends = [(y, x) if turned else (x, y) for x, y in pairs if x != y]
        relations = tuple(Relation(a=x, b=y, kind=kind, about=matter) for x, y in ends)
        yield ClaimsRelated(article=a.article, method="test", relations=relations)

    def judge(self, which: int, other: int, how: int) -> Iterator[Payload]:
        """Two actors, places or incidents are the same, or are not."""
        kind, keys = (
            ("actor", (*ACTORS, "nobody")),
            ("place", PLACES),
            ("incident", tuple(f"incident{number}" for number in range(5))),
        )[how % 3]
        a, b = keys[which % len(keys)], keys[other % len(keys)]
        if a != b:
            self.judged.append(self.pos + 1)
            yield IdentityJudged(
                kind=kind, a=a, b=b, same=how % 4 != 0, evidence=(), score=None, reason="it is told so"
            )

    def retract(self, which: int, step: int, how: int) -> Iterator[Payload]:
        """An article, or a claim, is not to be believed."""
        if not self.told:
            return
        told = self.told[which % len(self.told)]
        self.judged.append(self.pos + 1)
        if how % 2 and told.claims:
            yield ClaimRetracted(claim=told.claims[step % len(told.claims)], reason="it was misread")
        else:
            yield ArticleRetracted(article=told.article, reason="it was made up")

    def correct(self, which: int, seed: int, step: int) -> Iterator[Payload]:
        """A person reads a claim in another way, or sees one that nobody saw."""
        if not self.told:
            return
        told = self.told[which % len(self.told)]
        sentence = Sentence(index=0, start=0, end=30)
        claim = claim_of(seed, step % 3, (sentence,)).model_copy(update={"sentence": 0})
        if step % 4 == 0:
            claim = claim.model_copy(update={"rule": "person"})
        self.told.append(Told(told.article, (claim.key(told.article),)))
        self.judged.append(self.pos + 1)
        yield ClaimAsserted(
            article=told.article,
            sentence=sentence,
            claim=claim,
            replaces=told.claims[step % len(told.claims)] if told.claims and step % 3 else None,
            reason="it says so",
        )

    def withdraw(self, which: int, how: int, _: int) -> Iterator[Payload]:
        """A judgement is taken back; where there is none, a spelling is made known."""
        if not self.judged or how % 7 == 0:
            self.judged.append(self.pos + 1)
            yield AliasAdded(entity=ACTORS[which % 6], alias="the reds", reason="so they are called")
        else:
            pos = self.judged.pop(which % len(self.judged))
            yield JudgementWithdrawn(judgement=pos, reason="it was rash")


def claim_of(seed: int, step: int, sentences: Sequence[Sentence]) -> Claim:
    kind = TYPES[seed % len(TYPES)]
    sentence = sentences[step % len(sentences)]
    agents = tuple(_party(seed + i, 0) for i in range((1 + seed // 6) % 3))
    recipients = tuple(_party(seed + 1 + i, 19) for i in range((seed // 2) % 3))
    return Claim(
        type=kind,
        category="ASSAULT" if kind == "ATTACKED" else None,
        actors=agents,
        recipients=recipients,
        place=_named(PLACES[seed % 3], 83) if seed % 2 else None,
        date=DATES[seed % len(DATES)],
        date_to="2020-03-01" if seed % 11 == 3 else None,
        polarity=tuple(Polarity)[seed % 5 == 0],
        modality=tuple(Modality)[seed % 7 % 5],
        stance=tuple(Stance)[seed % 6],
        attribution=tuple(_party(seed + 3 + i, 31) for i in range(seed % 2)),
        casualties=Casualties(killed=Count(low=seed, best=seed, high=None)) if kind == "CASUALTIES" else None,
        quote=TEXT[sentence.start : sentence.end],
        start=sentence.start,
        end=sentence.end,
        sentence=sentence.index,
        trigger=(12, 18),
        rule=f"rule-{step}",
    )


def _party(number: int, start: int) -> Party:
    return _named((*ACTORS, PLACES[0])[number % 7] if start else ACTORS[number % 6], start)


def _named(id_: str, start: int) -> Party:
    return party(id_, id_.replace("_", " ").title(), text=TEXT[start : start + 4], start=start)


def _actor(which: int, how: int, parent: int) -> Entity:
    return Entity(
        id=ACTORS[which],
        name=ACTORS[which].replace("_", " ").title(),
        kind="actor",
        type=KINDS[which] if how % 4 else "order_of_monks",
        provisional=how % 5 == 0,
        country=None if how % 2 else "syria",
        parent=ACTORS[parent % 6] if parent % 3 and parent % 6 != which else None,
    )


def _place(which: int, how: int, parent: int) -> Entity:
    return Entity(
        id=PLACES[which],
        name=PLACES[which].replace("_", " ").title(),
        kind="place",
        type="village",
        latitude=35.25 if how % 2 else None,
        longitude=40.0 if how % 2 else None,
        parent=PLACES[2] if parent % 2 and which != 2 else None,
    )
