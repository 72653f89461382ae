"""What a run of events changes, while it is being worked out: nodes and edges by their ids."""

from typing import NamedTuple

from kg.model import Entity, Party
from kg.projection import shapes
from kg.projection.components import Standing
from kg.projection.picture import Changes, EdgeId, Node, NodeId, Props
from kg.projection.store import Store


class Draft:
    """Changes in the making; the last word on a node or edge counts."""

    def __init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self._nodes: dict[NodeId, Node | None] = {}
        self._edges: dict[EdgeId, Props | None] = {}
        self._closed: dict[NodeId, int] = {}
        self._direct: dict[EdgeId, Props | None] = {}
        self._fresh: set[EdgeId] = set()

    def node(self, node: NodeId, content: Node | None) -> None:
        """The node is there and looks like this, or has disappeared."""
        self._nodes[node] = content

    def edge(self, edge: EdgeId, props: Props | None) -> None:
        """The edge is there with these properties, or has disappeared."""
        self._edges[edge] = props

    def direct(self, edge: EdgeId, props: Props | None, *, fresh: bool) -> None:
        """The direct edge has these properties, or is not there any more; `fresh` if it was not before."""
        self._direct[edge] = props
        if fresh:
            self._fresh.add(edge)

    def close(self, claim: NodeId, pos: int) -> None:
        """The claim is no longer held."""
        self._closed[claim] = pos

    def take(self) -> Changes:
        """The changes so far; the draft is empty afterwards."""
        changes = Changes(self._nodes, self._edges, self._closed, self._direct, frozenset(self._fresh))
        self._begin()
        return changes


class Leading(NamedTuple):
    """Where the edge of an owner leads, and since when."""

    label: str
    key: str
    since: int


class Moving:
    """Edges of a kind of which an owner has at most one at a time: a new one ends the old one."""

    def __init__(self, draft: Draft, store: Store, name: str) -> None:
        self._draft = draft
        self._open = store.table(name, Leading._make)

    def move(self, owner: NodeId, type_: str, end: NodeId | None, pos: int) -> None:
        """From `pos` on the owner's edge leads to `end`, or nowhere."""
        name = f"{owner.label} {owner.key}"
        old = self._open.get(name)
        if (NodeId(old.label, old.key) if old else None) == end:
            return
        if old:
            edge = EdgeId(type_, owner, NodeId(old.label, old.key), str(old.since))
            self._draft.edge(edge, shapes.span(start=old.since, end=pos))
        if end:
            self._draft.edge(EdgeId(type_, owner, end, str(pos)), shapes.span(start=pos))
        self._open.put(name, "", Leading(end.label, end.key, pos) if end else None)


class Known(NamedTuple):
    """An actor or place: since when the log speaks of it, and its definition if it has one."""

    since: int
    entity: dict[str, object] | None

    @property
    def standing(self) -> Standing:
        """A definition that is not provisional goes before all else."""
        return Standing(not self.entity or bool(self.entity["provisional"]), self.since)


class Entities:
    """The actors and places, defined or only pointed at."""

    def __init__(self, draft: Draft, store: Store) -> None:
        self._draft = draft
        self._known = store.table("entity", Known._make)
        self._labels = store.table("label", str)
        self._parents = Moving(draft, store, "parent")
        self.news: list[NodeId] = []  # those that came up, or were defined, since somebody looked

    def define(self, entity: Entity, pos: int) -> None:
        """From now on the entity looks like this."""
        node, content = shapes.entity_id(entity), entity.model_dump(mode="json")
        known = self._known.get(node.label, node.key)
        if known and known.entity == content:
            return
        self._known.put(node.label, node.key, Known(known.since if known else pos, content))
        self._labels.put(entity.id, "", node.label)
        self._draft.node(node, shapes.entity(entity))
        self.news.append(node)
        parent = self.at(node.label, entity.parent, entity.parent, pos) if entity.parent else None
        self._parents.move(node, "WITHIN" if entity.kind == "place" else "BELONGS_TO", parent, pos)

    def at(self, label: str, id_: str, name: str, pos: int) -> NodeId:
        """The node of an id in a role that only actors, or only places, can have."""
        node = NodeId(label, id_)
        if self._known.get(label, id_) is None:
            self._known.put(label, id_, Known(pos, None))
            self._draft.node(node, shapes.undefined(node, name))
            self.news.append(node)
        return node

    def actor(self, party: Party, pos: int) -> NodeId:
        """The actor that a party is."""
        return self.at("Actor", party.id, party.name, pos)

    def label(self, party: Party) -> str:
        """The label of a party in a role that actors and places can have."""
        return self._labels.get(party.id) or "Actor"

    def standing(self, node: NodeId) -> Standing | None:
        """What decides whether others are shown as the node; None where the log does not speak of it."""
        known = self._known.get(node.label, node.key)
        return known.standing if known else None
