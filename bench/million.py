"""A graph of any number of claims, made from the sample corpus: the same at every run.

Every article tells one of the sample's again, each of its claims several times, of other actors, places, days
and incidents. Actors are heavy-tailed: one is in about a tenth of all claims. The fold makes the picture of
these events; it comes out in parts, each node and relationship in one of them, so that it can be loaded
without looking for what is there already. Incidents belong to one of many worlds, each folded by itself, so
that any number of claims needs the memory of one.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import count
from random import Random
from typing import Any, Final, NamedTuple, TypeVar

from corpus import Base, bases

from kg.events import (
    ArticleRecorded,
    ClaimsExtracted,
    ClaimsLinked,
    ClaimsRelated,
    EntityDefined,
    IncidentOpened,
    Link,
    Payload,
    Relation,
)
from kg.log.protocol import Event
from kg.model import Claim, Entity, Incident, Party
from kg.projection.fold import State
from kg.projection.picture import Changes, EdgeId, Node, NodeId, Props
from kg.projection.store import Store, Table, as_it_is

V = TypeVar("V")

ACTORS, OUTLETS, PLACES = 5_000, 300, 2_000
TELLINGS = 5  # how often each claim of an article is made, of other parties
INCIDENTS = 3  # so many are opened by each article; later ones are about them, too
DAYS = 3_650
HUB, IN_HUB = "actor0", 0.1
FIRST_DAY = date(2015, 1, 1)
ARTICLES, STEP = 320, 80  # in a world, and in a part of it
POSITIONS = 10_000  # of the log that a world has for itself
SUMMED: Final = (
    "about",
    "board",
    "board_drawn",
    "board_kept",
    "board_row",
    "board_site",
    "board_tally",
    "days",
    "fights",
    "named_size",
    "placed",
    "pointing_at",
    "share",
)  # tables of what all worlds add up to, and by which their claims are found
KINDS: Final = ("military", "militia", "state", "rebel", "civilians", "political", "monitor", "person")


class Told(NamedTuple):
    """A claim that was made, and what it is about: what later ones can contradict or copy."""

    key: str
    incident: str


def events(world: int, known: list[Base]) -> Iterator[list[Event]]:
    """The events of a world, in parts; entities, which all worlds share, come first."""
    numbers = count(1)
    yield [_event(payload, next(numbers)) for payload in _entities()]
    numbers = count(next(numbers) + world * POSITIONS)
    teller = Teller(known, world)
    for first in range(0, ARTICLES, STEP):
        told = [payload for number in range(first, first + STEP) for payload in teller.article(number)]
        yield [_event(payload, next(numbers)) for payload in told]


def _event(payload: Payload, pos: int) -> Event:
    new = payload.new()
    return Event(pos, pos, new.type, new.sv, new.subject, pos, "", None, new.data)


def _entities() -> Iterator[Payload]:
    for number in range(ACTORS):
        yield _entity(f"actor{number}", f"Actor {number}", "actor", KINDS[number % len(KINDS)])
    for number in range(OUTLETS):
        yield _entity(f"outlet{number}", f"Outlet {number}", "actor", "media")
    for number in range(PLACES):
        parent = f"place{number // 20}" if number >= 20 else None
        yield _entity(f"place{number}", f"Place {number}", "place", "village", parent)


def _entity(id_: str, name: str, kind: str, type_: str, parent: str | None = None) -> EntityDefined:
    told: dict[str, object] = {"id": id_, "name": name, "kind": kind, "type": type_, "parent": parent}
    if kind == "place":
        number = int(id_.removeprefix("place"))
        told |= {"latitude": number % 60, "longitude": number % 170}
    return EntityDefined(entity=Entity.model_validate(told))


class Teller:
    """Makes articles, and remembers what the last ones said."""

    def __init__(self, known: list[Base], world: int) -> None:
        self._known, self._world = known, world
        self._dice = Random(world)  # noqa: S311 the same at every run is what is wanted
        self._lately: list[Told] = []

    def article(self, number: int) -> Iterator[Payload]:
        """The events of an article."""
        base = self._known[number % len(self._known)]
        key = f"article{self._world}/{number}"
        day = FIRST_DAY + timedelta((self._world * ARTICLES + number) * 7 % DAYS)
        outlet = f"outlet{self._dice.randrange(OUTLETS)}"
        claims = [self._claim(claim, at, day) for claim in base.extraction.claims for at in range(TELLINGS)]
        yield ArticleRecorded(
            key=key,
            id=key,
            loader="bench",
            text=base.article.text,
            title=f"Article {self._world}/{number}",
            published=day,
            outlet=Party(id=outlet, name=outlet, text="", start=0, end=0),
            url=None,
        )
        yield ClaimsExtracted(
            article=key,
            extractor="bench",
            version="1",
            sentences=base.extraction.sentences,
            mentions=(),
            claims=tuple(claims),
        )
        yield from self._incidents(number, day)
        told = [Told(claim.key(key), self._incident(number)) for claim in claims]
        links = tuple(Link(claim=one.key, incident=one.incident) for one in told)
        yield ClaimsLinked(article=key, method="bench", links=links)
        yield ClaimsRelated(article=key, method="bench", relations=tuple(self._relations(told)))
        self._lately = (told + self._lately)[:1_000]

    def _claim(self, claim: Claim, at: int, day: date) -> Claim:
        when = day - timedelta(self._dice.randrange(2))
        return claim.model_copy(
            update={
                "actors": self._parties(claim.actors),
                "recipients": self._parties(claim.recipients),
                "attribution": self._parties(claim.attribution),
                "place": claim.place and self._named(claim.place, f"place{self._dice.randrange(PLACES)}"),
                "date": when.isoformat() if claim.date else None,
                "date_to": None,
                "rule": f"{claim.rule}/{at}",
            }
        )

    def _parties(self, parties: tuple[Party, ...]) -> tuple[Party, ...]:
        drawn = {self._actor(): party for party in parties}
        return tuple(self._named(party, id_) for id_, party in drawn.items())

    def _named(self, party: Party, id_: str) -> Party:
        return party.model_copy(update={"id": id_})

    def _actor(self) -> str:
        """One actor has a share of its own, some are seen often, most seldom."""
        if self._dice.random() < IN_HUB / 2:  # a claim names two or so
            return HUB
        return f"actor{min(int(self._dice.paretovariate(0.35)), ACTORS - 1)}"

    def _incidents(self, number: int, day: date) -> Iterator[IncidentOpened]:
        for each in range(number * INCIDENTS, (number + 1) * INCIDENTS):
            yield IncidentOpened(
                incident=Incident(
                    key=f"incident{self._world}/{each}",
                    title=f"Incident {self._world}/{each}",
                    category="ASSAULT",
                    date=day.isoformat(),
                    date_to=None,
                    place=f"place{self._dice.randrange(PLACES)}",
                    parties=(),
                )
            )

    def _incident(self, number: int) -> str:
        """One of this article's or of the few articles before."""
        first = max(number - 3, 0) * INCIDENTS
        return f"incident{self._world}/{self._dice.randrange(first, (number + 1) * INCIDENTS)}"

    def _relations(self, told: list[Told]) -> Iterator[Relation]:
        """One in fifty contradicts another one of the same incident, one in fifty repeats one."""
        for one in told:
            turn = self._dice.randrange(100)
            if turn >= 4:
                continue
            other = next((each for each in self._lately if each.incident == one.incident), None)
            if other:
                about = self._dice.choice(("culprit", "toll", "victim", "happened"))
                kind, about = ("contradicts", about) if turn < 2 else ("copy", "sentence")
                yield Relation(a=one.key, b=other.key, kind=kind, about=about)


def picture(worlds: Iterable[int]) -> Iterator[Changes]:
    """The picture of each world, in parts: nodes that claims lead to, the claims, what they add up to."""
    known, common = bases(), Store()
    sums: dict[NodeId, Node | None] = {}
    for world in worlds:
        state, last = State(World(common)), Last(sums)
        told = [last.kept_out(state.changes(part)) for part in events(world, known)]
        yield last.nodes(shared=world == 0)
        yield from told
        yield from last.edges(shared=world == 0)
    yield Changes({node: it for node, it in sums.items() if it}, {}, {}, {}, frozenset())


class World(Store):
    """What is remembered of a world; what is summed up over all worlds is theirs together."""

    def __init__(self, common: Store) -> None:
        super().__init__()
        self._common = common

    def table(
        self, name: str, decode: Callable[[Any], V] = as_it_is, encode: Callable[[V], Any] = as_it_is
    ) -> Table[V]:
        """The table of a name."""
        if name not in SUMMED:
            return super().table(name, decode, encode)
        return self._common.known(name) or self._common.table(name, decode, encode)


class Last:
    """Takes out of changes what later ones change again, to be loaded once, as it is at the end."""

    def __init__(self, sums: dict[NodeId, Node | None]) -> None:
        self._sums = sums
        self._nodes: dict[NodeId, Node] = {}
        self._edges: dict[EdgeId, Props] = {}
        self._direct: dict[EdgeId, Props] = {}

    def kept_out(self, changes: Changes) -> Changes:
        """The rest of the changes."""
        self._sums |= {node: it for node, it in changes.nodes.items() if node.label == "Sum"}
        self._nodes |= {node: it for node, it in changes.nodes.items() if it and _changing(node)}
        summed = {edge: props for edge, props in changes.edges.items() if _changing(edge.start)}
        _update(self._edges, summed)
        _update(self._direct, changes.direct)
        taken = self._sums.keys() | self._nodes.keys()
        nodes = {node: it for node, it in changes.nodes.items() if node not in taken}
        edges = {edge: props for edge, props in changes.edges.items() if edge not in summed}
        return Changes(nodes, edges, changes.closed, {}, frozenset())

    def nodes(self, *, shared: bool) -> Changes:
        """Incidents, and the actors and places that all worlds share."""
        nodes: dict[NodeId, Node | None] = {}
        nodes |= {node: it for node, it in self._nodes.items() if shared or node.label == "Incident"}
        return Changes(nodes, {}, {}, {}, frozenset())

    def edges(self, *, shared: bool) -> Iterator[Changes]:
        """What leads from them; direct edges actor by actor."""
        summed = {edge: it for edge, it in self._edges.items() if shared or edge.start.label == "Incident"}
        direct = {edge: self._direct[edge] for edge in sorted(self._direct)}
        yield Changes({}, summed, {}, direct, frozenset(direct))


def _changing(node: NodeId) -> bool:
    return node.label in ("Actor", "Place", "Incident")


def _update(known: dict[EdgeId, Props], changes: Mapping[EdgeId, Props | None]) -> None:
    for edge, props in changes.items():
        if props is None:
            known.pop(edge, None)
        else:
            known[edge] = props
