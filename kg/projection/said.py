"""A claim as the log states it: all that is needed to show it, now or when a judgement is withdrawn."""

import zlib
from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

from kg import canonical
from kg.claimtypes import symmetric
from kg.model import UNREAL, Claim, Frozen, Modality, Party, Polarity, Stance
from kg.projection import shapes
from kg.projection.picture import Node, NodeId, Props

Shown = Callable[[NodeId], NodeId]  # gives the node that a node is shown as


class Source(Frozen):
    """The article that a claim is from."""

    key: str
    outlet: Party | None
    published: date | None


class Tie(NamedTuple):
    """That an actor does something to someone, as a claim says; the end is None where it is the incident."""

    agent: NodeId
    type: str
    target: NodeId | None


class Pointing(NamedTuple):
    """An edge from a claim to a party, but for where and since when it leads there."""

    type: str
    order: int | None
    party: NodeId
    props: Props


class Said(Frozen):
    """A claim of a run, or of a person; the labels are those that its recipients had when it was stated."""

    key: str
    source: Source
    pos: int
    judged: bool  # a person says so
    sentence: str
    claim: Claim
    recorded: int
    trigger: str
    labels: tuple[str, ...]

    @cached_property
    def content(self) -> bytes:
        """Tells whether two runs say the same."""
        return canonical.digest([self.claim.model_dump(mode="json"), self.sentence])

    @cached_property
    def against(self) -> bool:
        """Whether it says that it did not happen."""
        return self.claim.polarity is Polarity.NEGATED or self.claim.modality is Modality.DENIED

    @cached_property
    def day(self) -> date | None:
        """The first day that it names."""
        return shapes.days(self.claim)[0]

    def node(self, key: str, pos: int) -> Node:
        """How the claim looks, held from `pos` on."""
        return shapes.claim(key, self.claim, self.trigger, shapes.moment(self.recorded), pos)

    @property
    def parties(self) -> Iterator[tuple[NodeId, str]]:
        """Everybody, and every place, that it names, and by which name."""
        claim = self.claim
        for party in claim.actors:
            yield NodeId("Actor", party.id), party.name
        for party, node in self.recipients:
            yield node, party.name
        if claim.place:
            yield NodeId("Place", claim.place.id), claim.place.name
        for party in self.speakers:
            yield NodeId("Actor", party.id), party.name

    @property
    def recipients(self) -> Iterator[tuple[Party, NodeId]]:
        """To whom it was done."""
        for party, label in zip(self.claim.recipients, self.labels, strict=True):
            yield party, NodeId(label, party.id)

    @property
    def speakers(self) -> tuple[Party, ...]:
        """The chain of speakers, nearest first; the outlet ends it."""
        chain, outlet = self.claim.attribution, self.source.outlet
        return (*chain, outlet) if outlet and (not chain or chain[-1].id != outlet.id) else chain

    @cached_property
    def pointings(self) -> tuple[Pointing, ...]:
        """The edges from the claim to its parties."""
        return tuple(self._pointings())

    def _pointings(self) -> Iterator[Pointing]:
        claim = self.claim
        for order, party in enumerate(claim.actors):
            yield _pointing("AGENT", order, party, NodeId("Actor", party.id))
        for order, (party, node) in enumerate(self.recipients):
            yield _pointing("RECIPIENT", order, party, node)
        if claim.place:
            yield Pointing("AT", None, NodeId("Place", claim.place.id), shapes.words(claim.place))
        for order, party in enumerate(self.speakers):
            stance = str(Stance.REPORT if order else claim.stance)
            yield _pointing("REPORTED_BY", order, party, NodeId("Actor", party.id), stance=stance)

    def ties(self, shown: Shown) -> Iterator[Tie]:
        """What it says of its agents, each pair once; nothing for a toll, a plan or a hypothesis.

        Nobody is tied to itself: where both sides of a claim are one, the name hides who did what to whom.
        """
        claim = self.claim
        if claim.type == "CASUALTIES" or claim.modality in UNREAL:
            return
        agents = [shown(NodeId("Actor", party.id)) for party in claim.actors]
        targets: list[NodeId | None] = [shown(node) for _, node in self.recipients]
        pairs: Iterator[tuple[NodeId, NodeId | None]]
        if not targets and len(agents) > 1 and claim.type in symmetric():
            pairs = combinations(dict.fromkeys(agents), 2)
        else:
            targets = targets or [shown(NodeId("Place", claim.place.id)) if claim.place else None]
            pairs = ((agent, target) for agent in agents for target in targets if target != agent)
        yield from dict.fromkeys(Tie(agent, claim.type, target) for agent, target in pairs)


def pack(said: Said) -> bytes:
    """The claim in few bytes."""
    return zlib.compress(canonical.packed(said.model_dump(mode="json", exclude_defaults=True)).encode(), 1)


def unpack(packed: bytes) -> Said:
    """What was packed."""
    return Said.model_validate(canonical.decode(zlib.decompress(packed)))


def _pointing(type_: str, order: int, party: Party, node: NodeId, **props: str) -> Pointing:
    return Pointing(type_, order, node, {**shapes.words(party), **props, "order": order})
