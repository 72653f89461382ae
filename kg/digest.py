"""A digest of a graph that does not depend on order, engine or how the graph came about."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple

from kg import canonical, statements
from kg.graph import Graph
from kg.picture import LABELS, NodeId, Picture

PAGE = 2_000  # nodes whose content is read at a time

Progress = Callable[[int], None]  # is told how many nodes have been read


class Digest(NamedTuple):
    """What a graph holds: how many nodes and relationships, and the digest of all of them."""

    nodes: int
    edges: int
    value: bytes


class Item(NamedTuple):
    """A node or relationship by its name, and the digest of all that it holds."""

    name: str
    is_node: bool
    digest: bytes


def digest(items: Iterable[Item]) -> Digest:
    """The digest of nodes and relationships in any order."""
    kinds: Counter[bool] = Counter()

    def counted() -> Iterator[bytes]:
        for item in items:
            kinds[item.is_node] += 1
            yield item.digest

    value = canonical.combine(counted())
    return Digest(kinds[True], kinds[False], value)


def in_picture(picture: Picture) -> Iterator[Item]:
    """What a graph must hold to show the picture."""
    for node, content in picture.nodes.items():
        yield _node([label for label in (node.label, content.extra) if label], content.props)
    for edge, props in picture.edges.items():
        yield _edge(edge.type, edge.start, edge.end, props)


def in_graph(graph: Graph, *, progress: Progress | None = None) -> Iterator[Item]:
    """What kg has put into a graph, a page at a time; only the nodes' keys are in memory at once."""
    done = 0
    for label in LABELS:
        keys = [row[0] for row in graph.read(_body("dump_keys", label), {}).rows]
        for page in _pages(keys):
            for labels, props in graph.read(_body("dump_nodes", label), {"keys": page}).rows:
                yield _node(labels, props)
            for type_, start, ends, end, props in graph.read(_body("dump_edges", label), {"keys": page}).rows:
                yield _edge(type_, NodeId(label, start), NodeId(_first(ends), str(end)), props)
            done += len(page)
            if progress:
                progress(done)


def _body(name: str, label: str) -> str:
    return statements.named_body(f"admin/{name}", label, LABELS)


def _pages(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    return (keys[first : first + PAGE] for first in range(0, len(keys), PAGE))


def _first(labels: Sequence[str]) -> str:
    """The label that names the node; the others describe it."""
    return next((label for label in labels if label in LABELS), "")


def _node(labels: Sequence[str], props: Mapping[str, object]) -> Item:
    name = f"{_first(labels)} {props.get('key')}"
    return Item(name, True, canonical.digest(["node", sorted(labels), _plain(props)]))


def _edge(type_: str, start: NodeId, end: NodeId, props: Mapping[str, object]) -> Item:
    name = f"({' '.join(start)})-[{type_}]->({' '.join(end)})"
    return Item(name, False, canonical.digest(["edge", type_, start, end, _plain(props)]))


def _plain(props: Mapping[str, object]) -> dict[str, object]:
    """Properties as JSON, the same from every engine; a day is not the text that looks like it."""
    return {name: _value(value) for name, value in props.items() if value is not None}


def _value(value: object) -> object:
    if isinstance(value, datetime):
        moment = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
        return {"moment": moment.isoformat(timespec="microseconds")}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    return value
