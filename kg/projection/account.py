"""What a graph holds as one number that changes with it: an order-free digest, kept up without reading it.

A node or relationship has a digest, and the graph that of all of them added up. The end of a claim is counted
apart from its content, and a relationship that ends just when its claim does is counted as one that goes
with it; so what a claim's end does to the sum can be told without looking at its relationships.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import islice
from typing import NamedTuple, TypeVar

from kg import canonical
from kg.projection.picture import LABELS, OPEN, Changes, EdgeId, Node, NodeId, Props
from kg.projection.store import Store, Table

K = TypeVar("K")
V = TypeVar("V")

PAGE = 500
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


class Held(NamedTuple):
    """A node as a graph holds it."""

    labels: Sequence[str]
    props: Mapping[str, object]


class Drawn(NamedTuple):
    """A relationship as a graph holds it; `claims_end` is where the first claim at its ends stops."""

    type: str
    start: NodeId
    end: NodeId
    props: Mapping[str, object]
    claims_end: object | None


_Edges = Sequence[tuple[EdgeId, Props | None]]


class Account:
    """The digest of a picture that changes."""

    def __init__(self, store: Store, begun: Digest = NOTHING) -> None:
        self._seen = store.table("seen", bytes.fromhex, bytes.hex)
        self._sentences: Table[dict[str, str]] = store.table("sentence")  # by article, digests by span
        self._nodes, self._edges = begun.nodes, begun.edges
        self._sum = int.from_bytes(begun.value, "big")

    @property
    def digest(self) -> Digest:
        """What the picture holds now."""
        return Digest(self._nodes, self._edges, (self._sum % WHOLE).to_bytes(32, "big"))

    def take(self, changes: Changes, *, first: int) -> None:
        """Take in what the events from position `first` on have changed."""
        for node in changes.nodes:
            if node.label == "Article":
                self._sentences.begin(node.key)
        told: set[NodeId] = set()
        for nodes in _pages(changes.nodes):
            told |= self._take_nodes(dict(nodes))
        for edges in _pages(changes.edges):
            # A sentence lies where it lies.
            some = [each for each in edges if each[0].type != "IN" or each[0].start in told]
            self._take_edges(some, [_is_fresh(*each, first) for each in some])
        for direct in _pages(changes.direct):
            self._take_edges(direct, [None] * len(direct))
        ends = [(claim.key, pos) for claim, pos in changes.closed.items()]
        self._add(1, _endings(ends))
        self._add(-1, _endings([(key, OPEN) for key, _ in ends]))

    def _take_nodes(self, nodes: Mapping[NodeId, Node | None]) -> set[NodeId]:
        """Take in nodes; gives the sentences that were not there before."""
        there = {node: content for node, content in nodes.items() if content is not None}
        held = [Held(_labels(node, content), content.props) for node, content in there.items()]
        sentences: dict[NodeId, str] = {}
        for node, item in zip(there, node_items(held), strict=True):
            if node.label in ("Claim", "Article"):
                self._nodes += 1
                self._add(1, [item.digest])
            elif node.label == "Sentence":
                sentences[node] = item.digest.hex()
            else:
                self._nodes += self._replace(node.label, node.key, item.digest)
        for node in nodes.keys() - there.keys():
            self._nodes += self._replace(node.label, node.key, None)
        return self._take_sentences(sentences)

    def _take_sentences(self, digests: Mapping[NodeId, str]) -> set[NodeId]:
        """Those of an article are remembered together."""
        new: set[NodeId] = set()
        known: dict[str, dict[str, str]] = {}
        for node, digest in digests.items():
            article, _, span = node.key.rpartition(":")
            if article not in known:
                known[article] = dict(self._sentences.get(article) or {})
            before = known[article].get(span)
            if before is None:
                new.add(node)
            elif before != digest:
                self._add(-1, [bytes.fromhex(before)])
            if before != digest:
                self._add(1, [bytes.fromhex(digest)])
                known[article][span] = digest
        for article, spans in known.items():
            self._sentences.put(article, "", spans)
        self._nodes += len(new)
        return new

    def _take_edges(self, edges: _Edges, fresh: Sequence[bool | None]) -> None:
        """Take in relationships; `fresh` is None where it must be remembered to tell whether one is new."""
        now = iter(_digests([_now(edge, props) for edge, props in edges if props is not None]))
        added: list[bytes] = []
        for (edge, props), new in zip(edges, fresh, strict=True):
            digest = None if props is None else next(now)
            if new is None:
                owner, member = f"{edge.type} {edge.start.key}", f"{edge.end.key} {edge.key}"
                self._edges += self._replace(owner, member, digest)
                continue
            self._edges += new
            if not new and props is not None:
                self._add(-1, _digests([_now(edge, {**props, "txTo": OPEN})]))
            if digest:
                added.append(digest)
        self._add(1, added)

    def _replace(self, owner: str, member: str, now: bytes | None) -> int:
        before = self._seen.get(owner, member)
        if before == now:
            return 0
        if before:
            self._add(-1, [before])
        if now:
            self._add(1, [now])
        self._seen.put(owner, member, now)
        return bool(now) - bool(before)

    def _add(self, times: int, digests: Iterable[bytes]) -> None:
        self._sum += times * sum([int.from_bytes(digest, "big") for digest in digests])


def node_items(nodes: Sequence[Held]) -> Iterator[Item]:
    """Nodes with all that they hold."""
    digests = _digests([["node", sorted(labels), _plain(props, but="txTo")] for labels, props in nodes])
    named = [(first_label(labels), str(props.get("key")), props.get("txTo")) for labels, props in nodes]
    endings = iter(_endings([(key, until) for label, key, until in named if label == "Claim"]))
    for (label, key, _), digest in zip(named, digests, strict=True):
        whole = canonical.combine([digest, next(endings)]) if label == "Claim" else digest
        yield Item(f"{label} {key}", True, whole)


def edge_items(edges: Sequence[Drawn]) -> Iterator[Item]:
    """Relationships with all that they hold."""
    digests = _digests([_edge_value(*edge) for edge in edges])
    for edge, digest in zip(edges, digests, strict=True):
        yield Item(f"({' '.join(edge.start)})-[{edge.type}]->({' '.join(edge.end)})", False, digest)


def first_label(labels: Sequence[str]) -> str:
    """The label that names the node; the others describe it."""
    return next((label for label in labels if label in LABELS), "")


def _pages(items: Mapping[K, V]) -> Iterator[list[tuple[K, V]]]:
    """A few at a time: what is not alive together need not be looked at for garbage."""
    coming = iter(items.items())
    while page := list(islice(coming, PAGE)):
        yield page


def _labels(node: NodeId, content: Node) -> list[str]:
    return [node.label, content.extra] if content.extra else [node.label]


def _is_fresh(edge: EdgeId, props: Props | None, first: int) -> bool | None:
    """Whether a relationship was not there before `first`; None where its properties do not tell."""
    if edge.type == "REPORTED_BY" and edge.start.label == "Incident":
        return None
    return edge.type == "IN" or (props is not None and props["txFrom"] >= first)  # type: ignore[operator]


def _now(edge: EdgeId, props: Props) -> list[object]:
    """What a relationship holds, told while the claims at its ends have not ended."""
    claims = "Claim" in (edge.start.label, edge.end.label)
    return _edge_value(edge.type, edge.start, edge.end, props, OPEN if claims else None)


def _edge_value(
    type_: str, start: NodeId, end: NodeId, props: Mapping[str, object], claims_end: object | None
) -> list[object]:
    if claims_end is not None and props.get("txTo") == claims_end:
        props = {**props, "txTo": "with its claim"}
    elif claims_end is None:
        props = _plain(props)
    return ["edge", type_, [*start], [*end], props]


def _endings(ends: Iterable[tuple[str, object]]) -> list[bytes]:
    return _digests([["end", key, pos] for key, pos in ends])


def _digests(values: Sequence[object]) -> list[bytes]:
    try:
        encoded = canonical.encode_each(values)
    except TypeError:  # times where kg writes none
        encoded = [_JSON.encode(value).encode("utf-8", "surrogatepass") for value in values]
    return [hashlib.sha256(each).digest() for each in encoded]


def _plain(props: Mapping[str, object], *, but: str = "") -> dict[str, object]:
    """The properties but one, with their times as JSON; a datetime is a date, too."""
    return {
        name: _value(value) if isinstance(value, date) else value
        for name, value in props.items()
        if name != but
    }


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
