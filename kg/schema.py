"""What may be in the graph: labels with their properties, and relationships; worked out by the fold itself.

A log in which everything occurs once is folded, so that this cannot say anything else than the projection
does.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal, NamedTuple

from kg.claimtypes import claim_types
from kg.events import (
    ArticleRecorded,
    ClaimsExtracted,
    ClaimsLinked,
    ClaimsRelated,
    EntityDefined,
    IdentityJudged,
    IncidentOpened,
    Link,
    Payload,
    Relation,
)
from kg.export.columns import Columns, Seen
from kg.log.protocol import Event
from kg.model import Casualties, Claim, Count, Entity, Incident, Party, Sentence
from kg.projection.fold import fold
from kg.projection.picture import LABELS
from kg.questions.lookup import Kind

DIRECT = "ATTACKED"  # stands for every claim type
_TEXT = "A bombed C."
_ARTICLE = "a"
_COUNT = Count(low=1, best=1, high=1)
KINDS: tuple[Kind, ...] = ("actor", "place", "incident")


class Edges(NamedTuple):
    """The relationships of a type from nodes of one label to those of others, and their properties."""

    start: str
    type: str
    ends: tuple[str, ...]
    columns: Columns


class Schema(NamedTuple):
    """All that may be in the graph. The edges of `DIRECT` stand for those of each of the `claim_types`."""

    nodes: dict[str, Columns]
    edges: tuple[Edges, ...]
    claim_types: tuple[str, ...]


def schema() -> Schema:
    """Everything that the projection makes."""
    picture = fold(_events(_specimens()), big=1)
    nodes, edges = Seen(), Seen()
    ends: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for node, content in picture.nodes.items():
        nodes.add((node.label,), content.props)
    for edge, props in picture.edges.items():
        group = (edge.start.label, edge.type)
        edges.add(group, props)
        ends[group].add(edge.end.label)
    drawn = (
        Edges(start, type_, tuple(sorted(ends[start, type_])), edges.of((start, type_)))
        for start, type_ in edges.groups()
    )
    return Schema({label: nodes.of((label,)) for label in LABELS}, tuple(drawn), tuple(claim_types()))


def _events(payloads: Iterable[Payload]) -> Iterator[Event]:
    for pos, payload in enumerate(payloads, start=1):
        new = payload.new()
        yield Event(pos, pos, new.type, new.sv, new.subject, pos, "", None, new.data)


def _specimens() -> Iterator[Payload]:
    """One of each, with every field filled."""
    yield from (
        EntityDefined(entity=_entity(kind, number)) for kind in ("actor", "place") for number in (1, 2, 3)
    )
    yield _article()
    claims = tuple(_claims())
    yield ClaimsExtracted(
        article=_ARTICLE,
        extractor="specimen",
        version="1",
        sentences=(Sentence(index=0, start=0, end=len(_TEXT)),),
        mentions=(),
        claims=claims,
    )
    yield from (IncidentOpened(incident=_incident(key)) for key in ("incident1", "incident2", "incident3"))
    keys = [claim.key(_ARTICLE) for claim in claims]
    links = tuple(Link(claim=key, incident="incident1") for key in keys)
    yield ClaimsLinked(article=_ARTICLE, method="specimen", links=links)
    clash = Relation(a=keys[0], b=keys[1], kind="contradicts", about="culprit")
    copy = Relation(a=keys[2], b=keys[0], kind="copy", about="sentence")
    yield ClaimsRelated(article=_ARTICLE, method="specimen", relations=(clash, copy))
    yield from (_same(kind) for kind in KINDS)


def _article() -> ArticleRecorded:
    return ArticleRecorded(
        key=_ARTICLE,
        id="1",
        loader="text",
        text=_TEXT,
        title="A",
        published=date(2020, 1, 1),
        outlet=_party("actor1"),
        url="https://news.example/1",
    )


def _entity(kind: Literal["actor", "place"], number: int) -> Entity:
    return Entity(
        id=f"{kind}{number}",
        name="A",
        kind=kind,
        type="state",
        country="A",
        side="A",
        parent=f"{kind}2" if number == 1 else None,
        latitude=0.0,
        longitude=0.0,
    )


def _claims() -> Iterator[Claim]:
    """Claims that lead to an actor and a place, to a place alone, and to an incident alone."""
    targets = (("actor2", "place1"), ("place1",), ())
    for number, recipients in enumerate(targets):
        yield Claim(
            type=DIRECT,
            category="ASSAULT",
            mode="airstrike",
            actors=(_party("actor1"),),
            recipients=tuple(map(_party, recipients)),
            place=_party("place1") if recipients else None,
            date="2020-01-01",
            date_to="2020-03-01",
            attribution=(_party("actor2"),),
            casualties=Casualties(killed=_COUNT, wounded=_COUNT, captured=_COUNT, displaced=_COUNT),
            quote=_TEXT,
            start=0,
            end=len(_TEXT),
            sentence=0,
            trigger=(2, 8),
            rule=f"specimen.{number}",
        )


def _incident(key: str) -> Incident:
    return Incident(
        key=key,
        title="A",
        category="ASSAULT",
        date="2020-01-01",
        date_to="2020-03-01",
        place="place1",
        parties=("actor1",),
    )


def _same(kind: Kind) -> IdentityJudged:
    return IdentityJudged(
        kind=kind, a=f"{kind}2", b=f"{kind}3", same=True, evidence=(), score=None, reason=""
    )


def _party(key: str) -> Party:
    return Party(id=key, name="A", text="A", start=0, end=1)
