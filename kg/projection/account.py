"""What a graph holds as one number that changes with it: an order-free digest, kept up without reading it.

A node or relationship has a digest, and the graph that of all of them added up. The end of a claim is counted
apart from its content, and a relationship that ends just when its claim does is counted as one that goes
with it; so what a claim's end does to the sum can be told without looking at its relationships.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple

from kg import canonical
from kg.projection.picture import LABELS, OPEN, Changes, EdgeId, Node, NodeId, Props
from kg.projection.store import Store

WHOLE = 1 << 256


class Digest(NamedTuple):
    """What a graph holds: how many nodes and relationships, and the digest of all of them."""

    nodes: int
    edges: int
    value: bytes


NOTHING = Digest(0, 0, bytes(32))


def written(digest: Digest) -> str:
    """The digest as text."""
    return f"{digest.nodes} {digest.edges} {digest.value.hex()}"


def read(text: str | None) -> Digest:
    """The digest that was written; that of nothing where none was."""
    if text is None:
        return NOTHING
    nodes, edges, value = text.split()
    return Digest(int(nodes), int(edges), bytes.fromhex(value))


class Item(NamedTuple):
    """A node or relationship by its name, and the digest of all that it holds."""

    name: str
    is_node: bool
    digest: bytes


class Account:
    """The digest of a picture that changes."""

    def __init__(self, store: Store, begun: Digest = NOTHING) -> None:
        self._seen = store.table("seen", bytes, bytes)
        self._nodes, self._edges = begun.nodes, begun.edges
        self._sum = int.from_bytes(begun.value, "big")

    @property
    def digest(self) -> Digest:
        """What the picture holds now."""
        return Digest(self._nodes, self._edges, self._sum.to_bytes(32, "big"))

    def take(self, changes: Changes, *, first: int) -> None:
        """Take in what the events from position `first` on have changed."""
        for node in changes.nodes:
            if node.label == "Article":
                self._seen.begin(f"Sentence {node.key}")
        told = {edge.start for edge in changes.edges if edge.type == "IN" and not self._has(edge.start)}
        for node, content in changes.nodes.items():
            self._node(node, content)
        for edge, props in changes.edges.items():
            if edge.type != "IN" or edge.start in told:  # a sentence lies where it lies
                self._edge(edge, props, fresh=_is_fresh(edge, props, first))
        for edge, props in changes.direct.items():
            self._edge(edge, props, fresh=None)
        for claim, pos in changes.closed.items():
            self._add(_ending(claim.key, pos), 1)
            self._add(_ending(claim.key, OPEN), -1)

    def _node(self, node: NodeId, content: Node | None) -> None:
        if content is None:
            self._nodes += self._replace(*_place(node), None)
            return
        now = node_item([label for label in (node.label, content.extra) if label], content.props).digest
        if node.label in ("Claim", "Article"):
            self._nodes += 1
            self._add(now, 1)
        else:
            self._nodes += self._replace(*_place(node), now)

    def _edge(self, edge: EdgeId, props: Props | None, *, fresh: bool | None) -> None:
        """Take in a relationship; `fresh` is None where it must be remembered to tell."""
        claims = "Claim" in (edge.start.label, edge.end.label)
        now = None if props is None else _edge_digest(edge, props, OPEN if claims else None)
        if fresh is None:
            self._edges += self._replace(f"{edge.type} {edge.start.key}", f"{edge.end.key} {edge.key}", now)
            return
        if fresh:
            self._edges += 1
        elif props is not None:
            self._add(_edge_digest(edge, {**props, "txTo": OPEN}, OPEN if claims else None), -1)
        if now:
            self._add(now, 1)

    def _replace(self, owner: str, member: str, now: bytes | None) -> int:
        before = self._seen.get(owner, member)
        if before == now:
            return 0
        if before:
            self._add(before, -1)
        if now:
            self._add(now, 1)
        self._seen.put(owner, member, now)
        return bool(now) - bool(before)

    def _has(self, node: NodeId) -> bool:
        return self._seen.get(*_place(node)) is not None

    def _add(self, digest: bytes, times: int) -> None:
        self._sum = (self._sum + times * int.from_bytes(digest, "big")) % WHOLE


def node_item(labels: Sequence[str], props: Mapping[str, object]) -> Item:
    """A node with all that it holds."""
    label, key = first_label(labels), str(props.get("key"))
    held = {name: value for name, value in props.items() if name != "txTo"}
    digest = _digest(["node", sorted(labels), held])
    if label == "Claim":
        digest = canonical.combine([digest, _ending(key, props.get("txTo"))])
    return Item(f"{label} {key}", True, digest)


def edge_item(
    type_: str, start: NodeId, end: NodeId, props: Mapping[str, object], claims_end: object | None
) -> Item:
    """A relationship with all that it holds; `claims_end` is where the first claim at its ends stops."""
    digest = _edge_digest(EdgeId(type_, start, end, ""), props, claims_end)
    return Item(f"({' '.join(start)})-[{type_}]->({' '.join(end)})", False, digest)


def first_label(labels: Sequence[str]) -> str:
    """The label that names the node; the others describe it."""
    return next((label for label in labels if label in LABELS), "")


def _place(node: NodeId) -> tuple[str, str]:
    """Where the digest of a node is remembered: those of an article's sentences together."""
    if node.label == "Sentence":
        article, _, span = node.key.rpartition(":")
        return f"Sentence {article}", span
    return node.label, node.key


def _is_fresh(edge: EdgeId, props: Props | None, first: int) -> bool | None:
    """Whether a relationship was not there before `first`; None where its properties do not tell."""
    if (edge.start.label, edge.type) == ("Incident", "REPORTED_BY"):
        return None
    return edge.type == "IN" or (props is not None and int(str(props["txFrom"])) >= first)


def _edge_digest(edge: EdgeId, props: Mapping[str, object], claims_end: object | None) -> bytes:
    if claims_end is not None and props.get("txTo") == claims_end:
        props = {**props, "txTo": "with its claim"}
    return _digest(["edge", edge.type, edge.start, edge.end, props])


def _ending(key: str, pos: object) -> bytes:
    return _digest(["end", key, pos])


def _digest(value: object) -> bytes:
    return hashlib.sha256(_JSON.encode(value).encode("utf-8", "surrogatepass")).digest()


def _value(value: object) -> object:
    """Times as JSON, the same from every engine; a day is not the text that looks like it."""
    if isinstance(value, datetime):
        moment = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
        return {"moment": moment.isoformat(timespec="microseconds")}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    raise TypeError(f"a graph cannot hold {value!r}")


_JSON = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, default=_value
)
