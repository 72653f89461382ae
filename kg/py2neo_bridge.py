"""For programs that use py2neo: a Graph on any engine, models for reading, and a way in for what they made.

py2neo is at the end of its life; docs/py2neo.md says what takes its place. Only this module imports it.
"""

import os
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from py2neo import Graph, Node, Relationship, Subgraph
from py2neo.ogm import Model, Property, RelatedFrom, RelatedTo

from kg import canonical, engine
from kg.events import EntityDefined
from kg.judgements import stated
from kg.judgements.judging import Grounds, Judged
from kg.judgements.view import View
from kg.judgements.weighing import complete
from kg.log.protocol import EventLog
from kg.lookups.store import Lookups
from kg.model import Entity
from kg.settings import resolve_home
from kg.subgraph import Arrow, Vertex, Wanted, asserted, entities, wanted


class Article(Model):
    """A text with its source."""

    __primarykey__ = "key"

    key = Property()
    id = Property()
    url = Property()
    title = Property()
    publishedAt = Property()  # noqa: N815 so it is called in the graph

    sentences = RelatedFrom("Sentence", "IN")
    published_by = RelatedTo("Actor", "PUBLISHED_BY")


class Sentence(Model):
    """A sentence with its words."""

    __primarykey__ = "key"

    key = Property()
    text = Property()
    index = Property()

    article = RelatedTo("Article", "IN")
    claims = RelatedFrom("Claim", "STATED_IN")


class Actor(Model):
    """A state, army, militia, outlet, person …"""

    __primarykey__ = "key"

    key = Property()
    name = Property()
    kind = Property()
    country = Property()
    side = Property()
    provisional = Property()

    did = RelatedFrom("Claim", "AGENT")
    suffered = RelatedFrom("Claim", "RECIPIENT")
    said = RelatedFrom("Claim", "REPORTED_BY")
    published = RelatedFrom("Article", "PUBLISHED_BY")
    belongs_to = RelatedTo("Actor", "BELONGS_TO")
    same_as = RelatedTo("Actor", "SAME_AS")


class Place(Model):
    """A country, province, town, base …"""

    __primarykey__ = "key"

    key = Property()
    name = Property()
    kind = Property()
    country = Property()
    latitude = Property()
    longitude = Property()

    claims = RelatedFrom("Claim", "AT")
    incidents = RelatedFrom("Incident", "AT")
    within = RelatedTo("Place", "WITHIN")


class Incident(Model):
    """A real-world happening that claims of many articles are about."""

    __primarykey__ = "key"

    key = Property()
    title = Property()
    category = Property()
    date = Property()
    dateTo = Property()  # noqa: N815 so it is called in the graph
    contested = Property()

    claims = RelatedFrom("Claim", "ABOUT")
    places = RelatedTo("Place", "AT")
    outlets = RelatedTo("Actor", "REPORTED_BY")


class Claim(Model):
    """One assertion of one article; its relationships are those of all times (see `txTo`)."""

    __primarykey__ = "key"

    key = Property()
    type = Property()
    category = Property()
    polarity = Property()
    modality = Property()
    stance = Property()
    date = Property()
    dateTo = Property()  # noqa: N815 so it is called in the graph
    quote = Property()
    rule = Property()
    txFrom = Property()  # noqa: N815 so it is called in the graph
    txTo = Property()  # noqa: N815 so it is called in the graph

    agents = RelatedTo("Actor", "AGENT")
    recipients = RelatedTo("Actor", "RECIPIENT")
    recipient_places = RelatedTo("Place", "RECIPIENT")
    places = RelatedTo("Place", "AT")
    speakers = RelatedTo("Actor", "REPORTED_BY")
    incidents = RelatedTo("Incident", "ABOUT")
    sentences = RelatedTo("Sentence", "STATED_IN")


class Imported(NamedTuple):
    """How many actors, places and claims were new to the log, and how many events that took."""

    entities: int
    claims: int
    changes: int


def open_graph(home: Path | None = None, env: Mapping[str, str] | None = None) -> Graph:
    """The graph of a home, or of NEO4J_URI, to read; the home's own server is started where it does not run.

    Where the server has an account that may only read, it is used.
    """
    settings = os.environ if env is None else env
    server = engine.server(resolve_home(home, settings), env=settings)
    user = server.reader or server.user
    return Graph(server.uri, auth=(user, server.password), name=server.database)


def import_subgraph(
    subgraph: Subgraph, log: EventLog, *, by: str, now_us: int, reason: str = "", lookups: Path | None = None
) -> Imported:
    """Append what nodes and relationships say as events; the graph follows when it is next brought up.

    Raises JudgementError, and appends nothing, where one of them cannot be an event. To import the same again
    appends nothing. `lookups` is the file of the home that has them (`Settings.lookups`).
    """
    vertices = {node: Vertex(frozenset(node.labels), dict(node)) for node in subgraph.nodes}
    arrows = [_arrow(relationship, vertices) for relationship in subgraph.relationships]
    nodes = sorted(vertices.values(), key=_order)
    claims = sorted(wanted(nodes, arrows), key=_said)
    return _Import(log, by, now_us, Grounds(reason), lookups).run(nodes, claims)


class _Import:
    """An import in progress."""

    def __init__(self, log: EventLog, by: str, now_us: int, grounds: Grounds, lookups: Path | None) -> None:
        self._log, self._by, self._now_us, self._grounds, self._lookups = log, by, now_us, grounds, lookups
        self._view = View()

    def run(self, nodes: list[Vertex], claims: list[Wanted]) -> Imported:
        self._view.advance(self._log.read())
        for claim in claims:  # so that the first event is appended only where all can be
            self._decide(claim)
        defined = list(entities(nodes, self._view))
        changes = self._append(_definitions(defined))
        told = 0
        with closing(Lookups(self._log, self._lookups)) as lookups:
            for claim in claims:
                judged = self._decide(claim)
                lookups.catch_up()
                count = self._append(complete(judged, self._view, lookups.known))
                told, changes = told + bool(count), changes + count
        return Imported(len(defined), told, changes)

    def _decide(self, claim: Wanted) -> Judged:
        found = claim.find(self._view)
        text, sentences = stated.article(self._log.read(until=self._view.pos), found)
        return asserted(claim, self._view, text, sentences, self._grounds)

    def _append(self, judged: Judged) -> int:
        if not judged.payloads:
            return 0
        batch = judged.batch(self._view, self._by)
        self._log.append(batch, tx_us=self._now_us, expect=self._view.pos)
        self._view.advance(self._log.read(self._view.pos))
        return len(judged.payloads)


def _definitions(found: Iterable[Entity]) -> Judged:
    return Judged(tuple(EntityDefined(entity=entity) for entity in found))


def _arrow(relationship: Relationship, vertices: Mapping[Node, Vertex]) -> Arrow:
    start, end = relationship.nodes
    return Arrow(type(relationship).__name__, vertices[start], vertices[end], dict(relationship))


def _order(vertex: Vertex) -> tuple[str, bytes]:
    """py2neo keeps a set, which has no order of its own."""
    return vertex.label, canonical.encode({name: str(value) for name, value in vertex.props.items()})


def _said(claim: Wanted) -> tuple[str, ...]:
    roles = (vertex.key for role in claim.roles.values() for vertex in role if vertex.label != "Sentence")
    return claim.article, claim.quote, claim.type, *roles
