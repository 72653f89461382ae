"""What a run of events changes, while it is being worked out: nodes and edges by their ids."""

from kg import shapes
from kg.model import Entity, Party
from kg.picture import Changes, EdgeId, Node, NodeId, Props


class Draft:
    """Changes in the making; the last word on a node or edge counts."""

    def __init__(self) -> None:
        self._nodes: dict[NodeId, Node] = {}
        self._edges: dict[EdgeId, Props | None] = {}
        self._closed: dict[NodeId, int] = {}
        self._direct: dict[EdgeId, Props | None] = {}
        self._drawn: set[EdgeId] = set()  # direct edges that were there before

    def node(self, node: NodeId, content: Node) -> None:
        """The node is there and looks like this."""
        self._nodes[node] = content

    def edge(self, edge: EdgeId, props: Props | None) -> None:
        """The edge is there with these properties, or has disappeared."""
        self._edges[edge] = props

    def direct(self, edge: EdgeId, props: Props | None) -> None:
        """The direct edge has these properties, or is not there."""
        if props is not None or edge in self._drawn:
            self._direct[edge] = props

    def close(self, claim: NodeId, pos: int) -> None:
        """The claim is no longer held."""
        self._closed[claim] = pos

    def take(self) -> Changes:
        """The changes so far; the draft is empty afterwards."""
        fresh = frozenset(self._direct.keys() - self._drawn)
        changes = Changes(self._nodes, self._edges, self._closed, self._direct, fresh)
        self._drawn.difference_update(edge for edge, props in self._direct.items() if props is None)
        self._drawn.update(fresh)
        self._nodes, self._edges, self._closed, self._direct = {}, {}, {}, {}
        return changes


class Moving:
    """Edges of which an owner has at most one at a time: a new one ends the old one."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._open: dict[NodeId, EdgeId] = {}

    def move(self, owner: NodeId, type_: str, end: NodeId | None, pos: int) -> None:
        """From `pos` on the owner's edge leads to `end`, or nowhere."""
        old = self._open.get(owner)
        if (old.end if old else None) == end:
            return
        if old:
            self._draft.edge(old, shapes.span(start=int(old.key), end=pos))
            del self._open[owner]
        if end:
            edge = self._open[owner] = EdgeId(type_, owner, end, str(pos))
            self._draft.edge(edge, shapes.span(start=pos))


class Entities:
    """The actors and places, defined or only pointed at."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._defined: dict[NodeId, Entity | None] = {}  # None: pointed at so far, not defined
        self._labels: dict[str, str] = {}
        self._parents = Moving(draft)

    def define(self, entity: Entity, pos: int) -> None:
        """From now on the entity looks like this."""
        node = shapes.entity_id(entity)
        if self._defined.get(node) == entity:
            return
        self._defined[node] = entity
        self._labels[entity.id] = node.label
        self._draft.node(node, shapes.entity(entity))
        parent = self.at(node.label, entity.parent, entity.parent) if entity.parent else None
        self._parents.move(node, "WITHIN" if entity.kind == "place" else "BELONGS_TO", parent, pos)

    def at(self, label: str, id_: str, name: str) -> NodeId:
        """The node of an id in a role that only actors, or only places, can have."""
        node = NodeId(label, id_)
        if node not in self._defined:
            self._defined[node] = None
            self._draft.node(node, shapes.undefined(node, name))
        return node

    def actor(self, party: Party) -> NodeId:
        """The actor that a party is."""
        return self.at("Actor", party.id, party.name)

    def place(self, party: Party) -> NodeId:
        """The place that a party is."""
        return self.at("Place", party.id, party.name)

    def either(self, party: Party) -> NodeId:
        """The actor or place that a party is."""
        return self.at(self._labels.get(party.id, "Actor"), party.id, party.name)
