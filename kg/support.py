"""The current picture: direct edges between actors, and what sources make of an incident.

Both are computed from the claims that are held now, so they depend on no order; questions about earlier
times read the claims.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from typing import NamedTuple

from kg import canonical, shapes
from kg.claimtypes import symmetric
from kg.model import UNREAL, Claim, Modality, Polarity
from kg.picture import EdgeId, NodeId, Props

DISPUTING = ("culprit", "victim", "happened", "began")  # contradictions that touch who did it to whom


class Source(NamedTuple):
    """The article that a claim is from."""

    key: str
    outlet: NodeId | None
    published: date | None

    @property
    def independent(self) -> str:
        """What counts as one voice: the outlet, or the article where the outlet is not known."""
        return self.outlet.key if self.outlet else f"article {self.key}"


class Tie(NamedTuple):
    """That an actor does something to someone, as a claim says; the end is None where it is the incident."""

    agent: NodeId
    type: str
    target: NodeId | None


class Direct(NamedTuple):
    """Names a direct edge: a tie, and the incident it is part of."""

    tie: Tie
    incident: str | None

    def edge(self) -> EdgeId | None:
        """The edge in the graph; None where there is nothing that it could point at."""
        incident = NodeId("Incident", self.incident) if self.incident else None
        target = self.tie.target or incident
        if target is None:
            return None
        key = canonical.key("direct", self.tie.agent, self.tie.type, target, self.incident)
        return EdgeId(self.tie.type, self.tie.agent, target, key)


@dataclass(slots=True)
class Held:
    """A claim that is held now, as far as others must know it."""

    node: NodeId
    content: bytes  # digest: tells whether a newer run says the same
    source: Source
    since: int
    ties: tuple[Tie, ...]
    against: bool  # it says that it did not happen
    day: date | None
    incidents: dict[str, int] = field(default_factory=dict)  # since which position it is about them
    contradictions: defaultdict[NodeId, set[str]] = field(default_factory=lambda: defaultdict(set))

    @property
    def disputed(self) -> bool:
        """Whether another claim contradicts who did it to whom, or that it was done at all."""
        edges = (edge for edges in self.contradictions.values() for edge in edges)
        return any(edge.split()[0] in DISPUTING for edge in edges)  # an edge's key is "about kind"

    def directs(self) -> Iterator[Direct]:
        """The direct edges that the claim stands behind."""
        for tie in self.ties:
            yield from (Direct(tie, incident) for incident in self.incidents or (None,))


def ties(claim: Claim, agents: list[NodeId], recipients: list[NodeId], place: NodeId | None) -> Iterator[Tie]:
    """What a claim says of its agents, each pair once; nothing for a toll, a plan or a hypothesis.

    Nobody is tied to itself: where both sides of a claim are one actor, the name hides who did what to whom.
    """
    if claim.type == "CASUALTIES" or claim.modality in UNREAL:
        return
    if not recipients and len(agents) > 1 and claim.type in symmetric():
        pairs: Iterable[tuple[NodeId, NodeId | None]] = combinations(dict.fromkeys(agents), 2)
    else:
        pairs = ((agent, to) for agent in agents for to in recipients or (place,) if to != agent)
    yield from dict.fromkeys(Tie(agent, claim.type, target) for agent, target in pairs)


def is_against(claim: Claim) -> bool:
    """Whether a claim says that it did not happen."""
    return claim.polarity is Polarity.NEGATED or claim.modality is Modality.DENIED


def direct_props(key: str, direct: Direct, held: list[Held], voice: Callable[[Held], str]) -> Props:
    """The properties of a direct edge behind which these claims stand.

    `claims` and `outlets` count those that say it happened; where all deny it, those that deny. `voice`
    tells which claims come from one source.
    """
    behind = [claim for claim in held if not claim.against] or held
    published = [claim.source.published for claim in behind if claim.source.published]
    return shapes.span(
        start=min(claim.since for claim in held),
        key=key,
        incident=direct.incident,
        date=min((claim.day for claim in behind if claim.day), default=None),
        claims=len(behind),
        outlets=len({voice(claim) for claim in behind}),
        status=_status(held),
        firstReported=min(published, default=None),
        lastReported=max(published, default=None),
    )


def reports(held: Iterable[Held]) -> dict[NodeId, Props]:
    """By outlet, how many of its articles speak of an incident, and since when."""
    by_outlet: defaultdict[NodeId, list[Held]] = defaultdict(list)
    for claim in held:
        if claim.source.outlet:
            by_outlet[claim.source.outlet].append(claim)
    return {outlet: _report(claims) for outlet, claims in by_outlet.items()}


def _report(claims: list[Held]) -> Props:
    articles = {claim.source.key: claim.source.published for claim in claims}
    first = min((day for day in articles.values() if day), default=None)
    since = min(claim.since for claim in claims)
    return shapes.span(start=since, articles=len(articles), firstPublished=first)


def _status(held: list[Held]) -> str:
    if all(claim.against for claim in held):
        return "denied"
    if any(claim.against or claim.disputed for claim in held):
        return "contested"
    return "asserted"
