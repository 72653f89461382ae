"""The pure heart of the projection: events in, the picture of the graph out.

`fold` is the definition; `State` computes the same step by step, for any cut of the events into batches,
and is all that has to be remembered between them.
"""

import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import islice, product
from typing import Any, NamedTuple

from kg.deciding.copies import KIND as COPY
from kg.errors import ProjectionError
from kg.events import (
    AliasAdded,
    ArticleRecorded,
    ArticleRetracted,
    ClaimAsserted,
    ClaimRetracted,
    ClaimsExtracted,
    ClaimsLinked,
    ClaimsRelated,
    EntityDefined,
    Erased,
    IdentityJudged,
    IncidentOpened,
    Judgement,
    JudgementWithdrawn,
    Payload,
    PayloadErased,
    decode,
)
from kg.log.protocol import Event
from kg.model import Claim, Incident, Sentence
from kg.projection import shapes
from kg.projection.boards import BIG
from kg.projection.components import LABELS, Components, Moved, Standing
from kg.projection.draft import Draft, Entities, Moving
from kg.projection.facts import About
from kg.projection.held import Claims, Incidents
from kg.projection.picture import Changes, EdgeId, NodeId, Picture
from kg.projection.rulings import Rulings, affected
from kg.projection.said import Said, Source
from kg.projection.store import Store, Table

CODE = "5"  # which fold made a graph: raise it whenever the same events give another picture


class Read(NamedTuple):
    """An article: where it comes from, and its position."""

    source: Source
    pos: int


class Opened(NamedTuple):
    """An incident: what is known of it, since when, and whether its sources contradict each other."""

    incident: Incident
    since: int
    contested: bool


def fold(events: Iterable[Event], *, big: int = BIG) -> Picture:
    """The picture after the events; the graph of a log is this and nothing else."""
    state, picture = State(big=big), Picture()
    coming = iter(events)
    while batch := list(islice(coming, 1_000)):
        picture.apply(state.changes(batch))
    return picture


class State:
    """What must be remembered of the events so far to tell what the next ones change; it lives in a store."""

    def __init__(self, store: Store | None = None, *, big: int = BIG) -> None:
        store = store or Store()
        self._draft = Draft()
        self._entities = Entities(self._draft, store)
        self._sites = Moving(self._draft, store, "site")
        self._publishers = Moving(self._draft, store, "publisher")
        self._same = Moving(self._draft, store, "same_as")
        self._components = Components(store, self._standing)
        incidents = Incidents(self._about, self._placed_at)
        self._claims = Claims(self._draft, store, self._components, incidents, big=big)
        self._rulings = Rulings(store)
        self._articles = store.table(
            "article", _read, lambda read: [read.source.model_dump(mode="json"), read.pos]
        )
        self._texts = store.table("text", _unpacked, _packed)
        self._runs: Table[dict[str, str]] = store.table("run")  # by article and extractor: key → claim
        self._opened = store.table(
            "incident", _opened, lambda one: [one[0].model_dump(mode="json"), *one[1:]]
        )
        self._placed: Table[int] = store.table("placed")  # by place, the incidents there
        self._published: Table[int] = store.table("published")  # by outlet, its articles
        self._gone: Table[int] = store.table("gone")  # what erased events told of
        self._branches: dict[type[Payload], Callable[[Any, Event], None]] = {
            ArticleRecorded: self._article_recorded,
            EntityDefined: self._entity_defined,
            ClaimsExtracted: self._claims_extracted,
            IncidentOpened: self._incident_opened,
            ClaimsLinked: self._claims_linked,
            ClaimsRelated: self._claims_related,
            ArticleRetracted: self._judged,
            ClaimRetracted: self._judged,
            ClaimAsserted: self._claim_asserted,
            AliasAdded: self._judged,
            IdentityJudged: self._identity_judged,
            JudgementWithdrawn: self._judgement_withdrawn,
            PayloadErased: self._payload_erased,
            Erased: self._erased,
        }

    def changes(self, events: Iterable[Event]) -> Changes:
        """What the events, in order, change in the picture of all events before them."""
        for event in events:
            payload = decode(event)
            self._branches[type(payload)](payload, event)
            self._reconsider(event.pos)
        self._claims.sum_up()
        for incident in self._claims.turned():
            self._draw_incident(incident)
        return self._draft.take()

    def _article_recorded(self, recorded: ArticleRecorded, event: Event) -> None:
        if self._articles.get(recorded.key):
            return
        node = NodeId("Article", recorded.key)
        self._draft.node(node, shapes.article(recorded, event))
        if recorded.outlet:
            outlet = self._entities.actor(recorded.outlet, event.pos)
            self._published.put(outlet.key, recorded.key, 1)
            self._publishers.move(node, "PUBLISHED_BY", self._components.shown(outlet), event.pos)
        source = Source(key=recorded.key, outlet=recorded.outlet, published=recorded.published)
        self._articles.put(recorded.key, "", Read(source, event.pos))
        self._texts.put(recorded.key, "", recorded.text)

    def _entity_defined(self, defined: EntityDefined, event: Event) -> None:
        self._entities.define(defined.entity, event.pos)

    def _claims_extracted(self, run: ClaimsExtracted, event: Event) -> None:
        """Claims that say just what the run before said go on; its others end, and the new ones begin."""
        read = self._article(run.article, event)
        if read is None:
            return
        text = self._texts.get(run.article) or ""
        sentences = {s.index: self._sentence(run.article, s, text, read.pos) for s in run.sentences}
        before = self._runs.get(run.article, run.extractor) or {}
        claims = {claim.key(run.article): claim for claim in reversed(run.claims)}
        stated = {key: self._said(key, claim, sentences, read, event) for key, claim in claims.items()}
        held = {key: name for key, name in before.items() if self._goes_on(name, stated.get(key))}
        for key in [key for key in before if key not in held]:
            self._claims.unsay(before[key], event.pos)
        for key in [key for key in stated if key not in held]:
            held[key] = self._say(stated[key], event.pos)
        self._runs.put(run.article, run.extractor, held)

    def _incident_opened(self, opened: IncidentOpened, event: Event) -> None:
        incident, node = opened.incident, NodeId("Incident", opened.incident.key)
        known = self._opened.get(incident.key)
        then = known._replace(incident=incident) if known else Opened(incident, event.pos, contested=False)
        self._opened.put(incident.key, "", then)
        self._draft.node(node, shapes.incident(incident, then.since, contested=then.contested))
        if known and known.incident.place and known.incident.place != incident.place:
            self._placed.put(known.incident.place, incident.key, None)
        if incident.place:
            self._entities.at("Place", incident.place, incident.place, event.pos)
            self._placed.put(incident.place, incident.key, 1)
        self._site(incident, event.pos)
        self._incident_changed(incident.key)
        if known is None:
            self._entities.news.append(node)

    def _claims_linked(self, linked: ClaimsLinked, event: Event) -> None:
        """The links of the claims that are named are replaced; claims that are not stated are passed over."""
        incidents: defaultdict[str, list[str]] = defaultdict(list)
        for link in linked.links:
            if self._opened.get(link.incident):
                incidents[link.claim].append(link.incident)
            elif not self._gone.get("IncidentOpened", link.incident):
                raise _dangling(event, "incident", link.incident)
        for key, now in incidents.items():
            for claim in self._claims.named(key):
                self._claims.link(claim, now, event.pos)

    def _claims_related(self, related: ClaimsRelated, event: Event) -> None:
        for relation in related.relations:
            for a, b in product(self._claims.named(relation.a), self._claims.named(relation.b)):
                if relation.kind == COPY:
                    self._claims.copy(a, b, relation.about, event.pos)
                else:
                    self._claims.contradict(a, b, relation.about, relation.kind, event.pos)

    def _judged(self, judgement: Judgement, event: Event) -> None:
        self._rulings.make(judgement, event.pos)
        self._rule(judgement, event.pos)

    def _claim_asserted(self, asserted: ClaimAsserted, event: Event) -> None:
        read = self._article(asserted.article, event)
        if read is None:
            return
        self._judged(asserted, event)
        claim, text = asserted.claim, self._texts.get(asserted.article) or ""
        sentence = self._sentence(asserted.article, asserted.sentence, text, read.pos)
        said = self._said(claim.key(asserted.article), claim, {claim.sentence: sentence}, read, event)
        name = self._say(said.model_copy(update={"judged": True}), event.pos)
        self._runs.put(asserted.article, f"judgement {event.pos}", {said.key: name})

    def _identity_judged(self, judged: IdentityJudged, event: Event) -> None:
        self._rulings.make(judged, event.pos)
        a, b = _sides(judged)
        self._move(self._components.judge(event.pos, a, b, same=judged.same), event.pos)

    def _judgement_withdrawn(self, withdrawn: JudgementWithdrawn, event: Event) -> None:
        """What is withdrawn twice, or was erased, is passed over."""
        judgement = self._rulings.withdraw(withdrawn.judgement)
        match judgement:
            case IdentityJudged():
                self._move(self._components.withdraw(withdrawn.judgement, *_sides(judgement)), event.pos)
            case ClaimAsserted(article=article):
                run = self._runs.get(article, f"judgement {withdrawn.judgement}") or {}
                self._runs.put(article, f"judgement {withdrawn.judgement}", None)
                for name in run.values():
                    self._claims.unsay(name, event.pos)
        if judgement:
            self._rule(judgement, event.pos)

    def _payload_erased(self, erased: PayloadErased, event: Event) -> None:
        if any(not self._gone.get("", str(pos)) for pos in erased.positions):
            raise ProjectionError(f"event {event.pos} erased what the graph was made from: run `kg rebuild`")

    def _erased(self, erased: Erased, event: Event) -> None:
        self._gone.put("", str(event.pos), 1)
        self._gone.put(erased.type, erased.about, 1)

    def _rule(self, judgement: Judgement, pos: int) -> None:
        """Hold the claims that a judgement is about, or hold them no more."""
        for what in affected(judgement):
            kind, key = what.split(" ", 1)
            for name in self._claims.of_article(key) if kind == "article" else self._claims.named(key):
                if self._rulings.allow(self._claims.said(name)):
                    self._claims.hold(name, pos)
                else:
                    self._claims.close(name, pos)

    def _reconsider(self, pos: int) -> None:
        """Entities and incidents that came up, or were defined, may be shown as others now."""
        while self._entities.news:
            self._move(self._components.reconsider(self._entities.news.pop()), pos)

    def _move(self, moved: list[Moved], pos: int) -> None:
        for node, shown in moved:
            self._same.move(node, "SAME_AS", shown if shown != node else None, pos)
            self._claims.moved(node, pos)
            for article, _ in self._published.members(node.key) if node.label == "Actor" else ():
                self._publishers.move(NodeId("Article", article), "PUBLISHED_BY", shown, pos)
            for incident, _ in self._placed.members(node.key) if node.label == "Place" else ():
                self._sites.move(NodeId("Incident", incident), "AT", shown, pos)
                self._incident_changed(incident)

    def _site(self, incident: Incident, pos: int) -> None:
        site = self._components.shown(NodeId("Place", incident.place)) if incident.place else None
        self._sites.move(NodeId("Incident", incident.key), "AT", site, pos)

    def _incident_changed(self, key: str) -> None:
        """Claims about any incident that is shown as this one add up to something else."""
        for member in self._components.members(NodeId("Incident", key)):
            self._claims.incident_changed(member.key)

    def _about(self, key: str) -> About:
        """What is known of an incident now."""
        opened = self._opened.get(key)
        if opened is None:
            return About(key, None, None)
        day, place = shapes.first_day(opened.incident.date), opened.incident.place
        site = self._components.shown(NodeId("Place", place)).key if place else None
        return About(key, day.isoformat() if day else None, site)

    def _placed_at(self, place: str) -> list[str]:
        return [incident for incident, _ in self._placed.members(place)]

    def _standing(self, node: NodeId) -> Standing | None:
        if node.label != "Incident":
            return self._entities.standing(node)
        opened = self._opened.get(node.key)
        return Standing(provisional=False, since=opened.since) if opened else None

    def _draw_incident(self, key: str) -> None:
        """Say of an incident whether it is contested, where that has changed."""
        opened, contested = self._opened.get(key), self._claims.contested(key)
        if opened and opened.contested != contested:
            self._opened.put(key, "", opened._replace(contested=contested))
            node = shapes.incident(opened.incident, opened.since, contested=contested)
            self._draft.node(NodeId("Incident", key), node)

    def _article(self, key: str, event: Event) -> Read | None:
        """The article; None where it was erased."""
        read = self._articles.get(key)
        if read is None and not self._gone.get("ArticleRecorded", key):
            raise _dangling(event, "article", key)
        return read

    def _sentence(self, article: str, sentence: Sentence, text: str, pos: int) -> NodeId:
        """The node of a sentence; it lies in its article for as long as that is there."""
        node = shapes.sentence_id(article, sentence)
        self._draft.node(node, shapes.sentence(node, sentence, text))
        self._draft.edge(EdgeId("IN", node, NodeId("Article", article), ""), shapes.span(start=pos))
        return node

    def _said(self, key: str, claim: Claim, sentences: dict[int, NodeId], read: Read, event: Event) -> Said:
        if claim.sentence not in sentences:
            raise _dangling(event, "sentence", str(claim.sentence))
        text = self._texts.get(read.source.key) or ""
        return Said(
            key=key,
            source=read.source,
            pos=event.pos,
            judged=False,
            sentence=sentences[claim.sentence].key,
            claim=claim,
            recorded=event.tx_us,
            trigger=text[slice(*claim.trigger)],
            labels=tuple(self._entities.label(party) for party in claim.recipients),
        )

    def _goes_on(self, name: str, stated: Said | None) -> bool:
        return stated is not None and self._claims.said(name).content == stated.content

    def _say(self, said: Said, pos: int) -> str:
        for node, called in said.parties:
            self._entities.at(node.label, node.key, called, pos)
        name = self._claims.say(said)
        if self._rulings.allow(said):
            self._claims.hold(name, pos)
        return name


def _sides(judged: IdentityJudged) -> tuple[NodeId, NodeId]:
    label = LABELS[judged.kind]
    return NodeId(label, judged.a), NodeId(label, judged.b)


def _packed(text: str) -> bytes:
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 1)


def _unpacked(packed: bytes) -> str:
    return zlib.decompress(packed).decode("utf-8", "surrogatepass")


def _read(read: list[Any]) -> Read:
    return Read(Source.model_validate(read[0]), read[1])


def _opened(read: list[Any]) -> Opened:
    return Opened(Incident.model_validate(read[0]), *read[1:])


def _dangling(event: Event, what: str, key: str) -> ProjectionError:
    return ProjectionError(
        f"event {event.pos} ({event.type}) speaks of the {what} {key!r}, which no event before it tells of:"
        " run `kg verify`"
    )
