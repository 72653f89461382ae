"""The pure heart of the projection: events in, the picture of the graph out.

`fold` is the definition; `State` computes the same step by step, for any cut of the events into batches,
and is all that has to be remembered between them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from typing import Any, NamedTuple

from kg import canonical, shapes, support
from kg.copies import KIND as COPY
from kg.draft import Draft, Entities, Moving
from kg.errors import ProjectionError
from kg.events import (
    ArticleRecorded,
    ClaimsExtracted,
    ClaimsLinked,
    ClaimsRelated,
    EntityDefined,
    IncidentOpened,
    Payload,
    decode,
)
from kg.held import Claims
from kg.log.protocol import Event
from kg.model import Claim, Party, Stance
from kg.picture import Changes, EdgeId, NodeId, Picture, Value
from kg.support import Held, Source

CODE = "3"  # which fold made a graph: raise it whenever the same events give another picture


class Read(NamedTuple):
    """An article: where it comes from, its words, its outlet as a party of its claims, its position."""

    source: Source
    text: str
    outlet: Party | None
    pos: int


class Stated(NamedTuple):
    """A claim of a run, and the sentence that states it."""

    claim: Claim
    sentence: NodeId

    @property
    def content(self) -> bytes:
        """Tells whether two runs say the same."""
        return canonical.digest([self.claim.model_dump(mode="json"), self.sentence])


class Parties(NamedTuple):
    """The nodes that a claim is about."""

    agents: list[NodeId]
    recipients: list[NodeId]
    place: NodeId | None


def fold(events: Iterable[Event]) -> Picture:
    """The picture after the events; the graph of a log is this and nothing else."""
    state, picture = State(), Picture()
    coming = iter(events)
    while batch := list(islice(coming, 1_000)):
        picture.apply(state.changes(batch))
    return picture


class State:
    """What must be remembered of the events so far to tell what the next ones change."""

    def __init__(self) -> None:
        self._draft = Draft()
        self._entities = Entities(self._draft)
        self._sites = Moving(self._draft)
        self._claims = Claims(self._draft)
        self._articles: dict[str, Read] = {}
        self._runs: dict[tuple[str, str], dict[str, NodeId]] = {}  # article, extractor → the claims it holds
        self._branches: dict[type[Payload], Callable[[Any, Event], None]] = {
            ArticleRecorded: self._article_recorded,
            EntityDefined: self._entity_defined,
            ClaimsExtracted: self._claims_extracted,
            IncidentOpened: self._incident_opened,
            ClaimsLinked: self._claims_linked,
            ClaimsRelated: self._claims_related,
        }

    def changes(self, events: Iterable[Event]) -> Changes:
        """What the events, in order, change in the picture of all events before them."""
        for event in events:
            payload = decode(event)
            self._branches[type(payload)](payload, event)
        self._claims.sum_up()
        return self._draft.take()

    def _article_recorded(self, recorded: ArticleRecorded, event: Event) -> None:
        if recorded.key in self._articles:
            return
        node = NodeId("Article", recorded.key)
        self._draft.node(node, shapes.article(recorded, event))
        outlet = self._entities.actor(recorded.outlet) if recorded.outlet else None
        if outlet:
            self._draft.edge(EdgeId("PUBLISHED_BY", node, outlet, ""), shapes.span(start=event.pos))
        source = Source(recorded.key, outlet, recorded.published)
        self._articles[recorded.key] = Read(source, recorded.text, recorded.outlet, event.pos)

    def _entity_defined(self, defined: EntityDefined, event: Event) -> None:
        self._entities.define(defined.entity, event.pos)

    def _claims_extracted(self, run: ClaimsExtracted, event: Event) -> None:
        """Claims that say just what the run before said go on; its others end, and the new ones begin."""
        read = self._article(run.article, event)
        sentences = self._sentences(run, read)
        before = self._runs.get((run.article, run.extractor), {})
        said = {claim.key(run.article): claim for claim in reversed(run.claims)}
        stated = {key: Stated(claim, _sentence(claim, sentences, event)) for key, claim in said.items()}
        held = {key: node for key, node in before.items() if self._goes_on(node, stated.get(key))}
        for key in [key for key in before if key not in held]:
            self._claims.drop(key, before[key], event.pos)
        for key in [key for key in stated if key not in held]:
            held[key] = self._assert(key, stated[key], read, event)
        self._runs[run.article, run.extractor] = held

    def _incident_opened(self, opened: IncidentOpened, event: Event) -> None:
        incident = opened.incident
        self._claims.open(incident, event.pos)
        site = self._entities.at("Place", incident.place, incident.place) if incident.place else None
        self._sites.move(NodeId("Incident", incident.key), "AT", site, event.pos)

    def _claims_linked(self, linked: ClaimsLinked, event: Event) -> None:
        """The links of the claims that are named are replaced; claims that are not held are passed over."""
        incidents: defaultdict[str, list[str]] = defaultdict(list)
        for link in linked.links:
            if not self._claims.is_open(link.incident):
                raise _dangling(event, "incident", link.incident)
            incidents[link.claim].append(link.incident)
        for claim, now in incidents.items():
            if held := self._claims.find(claim):
                self._claims.link(held, now, event.pos)

    def _claims_related(self, related: ClaimsRelated, event: Event) -> None:
        for relation in related.relations:
            a, b = self._claims.find(relation.a), self._claims.find(relation.b)
            if a and b and relation.kind == COPY:
                self._claims.copy(a, b, relation.about, event.pos)
            elif a and b:
                self._claims.contradict(a, b, relation.about, relation.kind, event.pos)

    def _article(self, key: str, event: Event) -> Read:
        if key not in self._articles:
            raise _dangling(event, "article", key)
        return self._articles[key]

    def _sentences(self, run: ClaimsExtracted, read: Read) -> dict[int, NodeId]:
        """The nodes of the article's sentences by their index; they lie in it for as long as it is there."""
        article = NodeId("Article", run.article)
        nodes: dict[int, NodeId] = {}
        for sentence in run.sentences:
            node = nodes[sentence.index] = shapes.sentence_id(run.article, sentence)
            self._draft.node(node, shapes.sentence(node, sentence, read.text))
            self._draft.edge(EdgeId("IN", node, article, ""), shapes.span(start=read.pos))
        return nodes

    def _goes_on(self, node: NodeId, stated: Stated | None) -> bool:
        return stated is not None and self._claims.content(node) == stated.content

    def _assert(self, key: str, stated: Stated, read: Read, event: Event) -> NodeId:
        claim, node = stated.claim, self._claims.fresh(key, event.pos)
        self._draft.node(node, shapes.claim(node.key, claim, event, read.text))
        self._draft.edge(EdgeId("STATED_IN", node, stated.sentence, ""), shapes.span(start=event.pos))
        parties = self._parties(node, claim, read.outlet, event.pos)
        held = Held(
            node=node,
            content=stated.content,
            source=read.source,
            since=event.pos,
            ties=tuple(support.ties(claim, *parties)),
            against=support.is_against(claim),
            day=shapes.days(claim)[0],
        )
        self._claims.hold(key, held)
        return node

    def _parties(self, node: NodeId, claim: Claim, outlet: Party | None, pos: int) -> Parties:
        """Draw the edges from a claim to its parties, and tell which nodes they are."""
        agents = [self._entities.actor(party) for party in claim.actors]
        recipients = [self._entities.either(party) for party in claim.recipients]
        place = self._entities.place(claim.place) if claim.place else None
        for order, (party, agent) in enumerate(zip(claim.actors, agents, strict=True)):
            self._point(EdgeId("AGENT", node, agent, str(order)), party, pos, order=order)
        for order, (party, recipient) in enumerate(zip(claim.recipients, recipients, strict=True)):
            self._point(EdgeId("RECIPIENT", node, recipient, str(order)), party, pos, order=order)
        if claim.place and place:
            self._point(EdgeId("AT", node, place, ""), claim.place, pos)
        for order, party in enumerate(_speakers(claim, outlet)):
            edge = EdgeId("REPORTED_BY", node, self._entities.actor(party), str(order))
            self._point(edge, party, pos, order=order, stance=str(Stance.REPORT if order else claim.stance))
        return Parties(agents, recipients, place)

    def _point(self, edge: EdgeId, party: Party, pos: int, **props: Value) -> None:
        self._draft.edge(edge, {**shapes.words(party), **props, **shapes.span(start=pos)})


def _speakers(claim: Claim, outlet: Party | None) -> tuple[Party, ...]:
    """The chain of speakers, nearest first; the outlet ends it."""
    chain = claim.attribution
    return (*chain, outlet) if outlet and (not chain or chain[-1].id != outlet.id) else chain


def _sentence(claim: Claim, sentences: Mapping[int, NodeId], event: Event) -> NodeId:
    if claim.sentence not in sentences:
        raise _dangling(event, "sentence", str(claim.sentence))
    return sentences[claim.sentence]


def _dangling(event: Event, what: str, key: str) -> ProjectionError:
    return ProjectionError(
        f"event {event.pos} ({event.type}) speaks of the {what} {key!r}, which no event before it tells of:"
        " run `kg verify`"
    )
