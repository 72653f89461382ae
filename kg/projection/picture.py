"""The property graph as a plain value: what the log says the graph should be (docs/graph.md)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import NamedTuple

OPEN = 9223372036854775807  # the open end of a `txFrom`/`txTo` interval: never null, so it can be compared

# Every node has just one of these.
LABELS = ("Article", "Sentence", "Actor", "Place", "Claim", "Incident", "Sum")

# Every relationship has one of these types or, where it is a direct edge, that of the claims behind it.
EDGE_TYPES = (
    "ABOUT",
    "AGENT",
    "AT",
    "BELONGS_TO",
    "CONTRADICTS",
    "COPY_OF",
    "IN",
    "PUBLISHED_BY",
    "RECIPIENT",
    "REPORTED_BY",
    "SAME_AS",
    "STATED_IN",
    "WITHIN",
)

Value = str | int | float | bool | date | datetime
Props = Mapping[str, Value]  # a property that is not known is not there


class NodeId(NamedTuple):
    """Names a node: its first label and its key."""

    label: str
    key: str


class Node(NamedTuple):
    """A node's second label, if it has one, and its properties, `key` among them."""

    extra: str | None
    props: Props


class EdgeId(NamedTuple):
    """Names a relationship; `key` tells apart those of one type between the same two nodes."""

    type: str
    start: NodeId
    end: NodeId
    key: str


class Changes(NamedTuple):
    """What events did to the picture: nodes and edges as they now are, then claims that are no longer held.

    A node or an edge that is None has disappeared; of nodes only sums do. Closing a claim at a position ends
    its own interval and that of each of its edges that is still open. Direct edges are told apart, since a
    graph must not look for them: those in `fresh` were not there before.
    """

    nodes: Mapping[NodeId, Node | None]
    edges: Mapping[EdgeId, Props | None]
    closed: Mapping[NodeId, int]
    direct: Mapping[EdgeId, Props | None]
    fresh: frozenset[EdgeId]


class Picture:
    """All nodes and edges at a position of the log."""

    def __init__(self) -> None:
        self.nodes: dict[NodeId, Node] = {}
        self.edges: dict[EdgeId, Props] = {}
        self._of_claim: defaultdict[NodeId, list[EdgeId]] = defaultdict(list)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Picture) and (self.nodes, self.edges) == (other.nodes, other.edges)

    __hash__ = None  # type: ignore[assignment]  # it changes

    def apply(self, changes: Changes) -> None:
        """Bring the picture up to the changes."""
        for node, content in changes.nodes.items():
            if content is None:
                self.nodes.pop(node, None)
            else:
                self.nodes[node] = content
        for edge, props in (*changes.edges.items(), *changes.direct.items()):
            self._set(edge, props)
        for claim, pos in changes.closed.items():
            self._close(claim, pos)

    def _set(self, edge: EdgeId, props: Props | None) -> None:
        if props is None:
            self.edges.pop(edge, None)
            return
        if edge not in self.edges:
            for claim in claims_of(edge):
                self._of_claim[claim].append(edge)
        self.edges[edge] = props

    def _close(self, claim: NodeId, pos: int) -> None:
        node = self.nodes[claim]
        self.nodes[claim] = node._replace(props={**node.props, "txTo": pos})
        for edge in self._of_claim.pop(claim, []):
            if self.edges[edge]["txTo"] == OPEN:
                self.edges[edge] = {**self.edges[edge], "txTo": pos}


def claims_of(edge: EdgeId) -> Iterator[NodeId]:
    """The ends of an edge that are claims."""
    return (end for end in (edge.start, edge.end) if end.label == "Claim")
