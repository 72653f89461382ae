"""What a graph holds, a page at a time, as plain values."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from kg import statements
from kg.graph import Graph
from kg.projection.account import first_label
from kg.projection.digest import PAGE
from kg.projection.picture import LABELS, NodeId, Props, Value


class ExportedNode(NamedTuple):
    """A node with all its labels."""

    id: NodeId
    labels: tuple[str, ...]
    props: Props


class ExportedEdge(NamedTuple):
    """A relationship."""

    type: str
    start: NodeId
    end: NodeId
    props: Props


def nodes(graph: Graph, label: str) -> Iterator[ExportedNode]:
    """The nodes of a label, by key."""
    for page in _pages(graph, label):
        rows = graph.read(_body("dump_nodes", label), {"keys": page}).rows
        for labels, props in sorted(rows, key=lambda row: str(row[1]["key"])):
            yield ExportedNode(NodeId(label, props["key"]), (label, *_others(label, labels)), props)


def edges(graph: Graph, label: str) -> Iterator[ExportedEdge]:
    """The relationships that leave the nodes of a label, in a fixed order within a page of nodes."""
    for page in _pages(graph, label):
        rows = graph.read(_body("dump_edges", label), {"keys": page}).rows
        yield from sorted((_edge(label, row) for row in rows), key=_order)


def all_nodes(graph: Graph) -> Iterator[ExportedNode]:
    """Every node of kg's, label by label."""
    for label in LABELS:
        yield from nodes(graph, label)


def all_edges(graph: Graph) -> Iterator[ExportedEdge]:
    """Every relationship between them."""
    for label in LABELS:
        yield from edges(graph, label)


def plain(value: Value) -> str | int | float | bool:
    """A value as JSON has it: dates and times as ISO 8601."""
    return value.isoformat() if isinstance(value, date | datetime) else value


def plain_props(props: Props) -> Mapping[str, str | int | float | bool]:
    """Properties by name, in a fixed order."""
    return {name: plain(props[name]) for name in sorted(props)}


def _edge(label: str, row: Sequence[object]) -> ExportedEdge:
    type_, start, _, ends, end, _, props = row
    to = first_label(ends)  # type: ignore[arg-type]
    return ExportedEdge(str(type_), NodeId(label, str(start)), NodeId(to, str(end)), props)  # type: ignore[arg-type]


def _order(edge: ExportedEdge) -> tuple[object, ...]:
    return edge.start, edge.type, edge.end, sorted(map(str, edge.props.items()))


def _others(label: str, labels: Sequence[str]) -> list[str]:
    return sorted(other for other in labels if other != label)


def _pages(graph: Graph, label: str) -> Iterator[list[str]]:
    keys = sorted(str(row[0]) for row in graph.read(_body("dump_keys", label), {}).rows)
    return (keys[first : first + PAGE] for first in range(0, len(keys), PAGE))


def _body(name: str, label: str) -> str:
    return statements.named_body(f"admin/{name}", label, LABELS)
