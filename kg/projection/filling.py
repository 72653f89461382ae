"""Fills an empty database of the embedded engine: what is new is put there without looking for it first.

Relationships go to the server in its own bulk format, by its own names for their ends. What the events go on
changing, sums over claims and what leads from actors and incidents, waits in a file until the end.
"""

import json
import pickle
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Final, TypeVar

from kg import statements
from kg.claimtypes import claim_types
from kg.graph import Graph
from kg.projection.picture import EDGE_TYPES, LABELS, Changes, EdgeId, Node, NodeId, Props
from kg.projection.sending import sendings

T = TypeVar("T")

KNOWN: Final = 400_000  # nodes of which the server's names are remembered; of more they are asked for
ROWS: Final = 5_000  # in a statement
LATE: Final = 20_000  # of those that waited, at a time
_PER_SUM: Final = 100  # a sum takes as long as so many relationships
_ONCE: Final = ("Claim", "Article")  # such a node is drawn once
_OTHERS: Final = ("Actor", "Sum")  # these are few, or have a second label

Load = Callable[[Iterable[str]], None]  # takes relationships in the server's bulk format, one a line


class Filling:
    """A database that is being filled; nothing else may write to it, and only `end` makes it whole."""

    def __init__(self, graph: Graph, load: Load, *, known: int = KNOWN) -> None:
        self._graph, self._load, self._known = graph, load, known
        self._ids: dict[NodeId, str] = {}
        self._types: set[str] = set()  # of relationships that are there: the server's format knows no others
        self._late = Waiting()

    def take(self, changes: Changes, *, first: int) -> None:
        """Put there what the events from position `first` on change."""
        if len(self._ids) > self._known:
            self._ids.clear()
        self._wait(changes)
        nodes = {node: it for node, it in changes.nodes.items() if it and node.label != "Sum"}
        edges = {edge: props for edge, props in changes.edges.items() if not _waits(edge)}
        fresh = {edge: props for edge, props in edges.items() if props and _is_fresh(edge, props, first)}
        self._find([node for node in nodes if node.label not in _ONCE])
        lying = {edge for edge in fresh if edge.type == "IN" and edge.start in self._ids}
        self._nodes(nodes)
        self._edges({edge: props for edge, props in fresh.items() if edge not in lying})
        rest = {edge: props for edge, props in edges.items() if edge not in fresh}
        self._send(Changes({}, rest, changes.closed, {}, frozenset()))

    def end(self) -> None:
        """Put there what has waited."""
        for nodes, edges in self._late.parts():
            self._send(Changes(nodes, {}, {}, {}, frozenset()))
            self._edges(edges)

    def close(self) -> None:
        """Let go of what has waited."""
        self._late.close()

    def _wait(self, changes: Changes) -> None:
        self._late.put({node: it for node, it in changes.nodes.items() if node.label == "Sum"})
        self._late.put({edge: props for edge, props in changes.edges.items() if _waits(edge)})
        self._late.put(changes.direct)

    def _nodes(self, nodes: Mapping[NodeId, Node]) -> None:
        new: defaultdict[str, list[Props]] = defaultdict(list)
        other: dict[NodeId, Node | None] = {}
        for node, it in nodes.items():
            if node in self._ids or node.label in _OTHERS:
                other[node] = it
                if node.label == "Actor":  # with another label it gets another name
                    self._ids.pop(node, None)
            else:
                new[node.label].append(it.props)
        for label, rows in new.items():
            for some in _runs(rows, ROWS):
                self._make(label, some)
        self._send(Changes(other, {}, {}, {}, frozenset()))

    def _make(self, label: str, rows: list[Props]) -> None:
        statement = statements.named_body("fill/node", label, LABELS)
        for made in self._graph.write(lambda tx: tx.run(statement, {"rows": rows})):
            self._ids[NodeId(label, str(made["key"]))] = str(made["id"])

    def _edges(self, edges: Mapping[EdgeId, Props]) -> None:
        self._find([end for edge in edges for end in (edge.start, edge.end)])
        lines: list[str] = []
        others: defaultdict[str, list[dict[str, object]]] = defaultdict(list)
        for edge, props in edges.items():
            start, end = self._ids[edge.start], self._ids[edge.end]
            if edge.type in self._types and not any(isinstance(value, date) for value in props.values()):
                lines.append(
                    json.dumps({"@type": "edge", "@class": edge.type, "@from": start, "@to": end, **props})
                )
            else:
                others[edge.type].append({"start": start, "end": end, "props": props})
        for type_, rows in others.items():
            for some in _runs(rows, ROWS):
                self._draw(type_, some)
        for run in _runs(lines, LATE):
            self._load(run)

    def _draw(self, type_: str, rows: list[dict[str, object]]) -> None:
        statement = statements.named_body("fill/edge", type_, {*EDGE_TYPES, *claim_types()})
        self._graph.write(lambda tx: tx.run(statement, {"rows": rows}))
        self._types.add(type_)

    def _send(self, changes: Changes) -> None:
        for each in sendings(changes, claim_types()):
            self._graph.write(lambda tx, each=each: tx.run(each.statement, each.params))  # type: ignore[misc]

    def _find(self, nodes: Collection[NodeId]) -> None:
        """Ask for the server's names of nodes of which they are not known."""
        missing: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for node in nodes:
            if node not in self._ids:
                missing[node.label][node.key] = None
        for label, keys in missing.items():
            statement = statements.named_body("fill/find", label, LABELS)
            for some in _runs(list(keys), ROWS):
                for key, id_ in self._graph.read(statement, {"keys": some}).rows:
                    self._ids[NodeId(label, str(key))] = str(id_)


class Waiting:
    """Nodes and relationships as they are in the end, in a file that is gone when it is closed."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._db.execute("CREATE TABLE late (name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID")
        self._db.execute("BEGIN")

    def put(self, changes: Mapping[NodeId, Node | None] | Mapping[EdgeId, Props | None]) -> None:
        """From now on these are so, or are not there."""
        for name, value in changes.items():
            where = json.dumps(name)
            if value is None:
                self._db.execute("DELETE FROM late WHERE name = ?", (where,))
            else:
                row = (where, pickle.dumps((name, value), protocol=5))
                self._db.execute("REPLACE INTO late VALUES (?, ?)", row)

    def parts(self) -> Iterator[tuple[dict[NodeId, Node | None], dict[EdgeId, Props]]]:
        """All of them, in parts."""
        nodes: dict[NodeId, Node | None] = {}
        edges: dict[EdgeId, Props] = {}
        for (packed,) in self._db.execute("SELECT value FROM late ORDER BY name"):
            name, value = pickle.loads(packed)  # noqa: S301 what this process has put there
            if isinstance(name, NodeId):
                nodes[name] = value
            else:
                edges[name] = value
            if _PER_SUM * len(nodes) + len(edges) >= LATE:
                yield nodes, edges
                nodes, edges = {}, {}
        yield nodes, edges

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()


def _waits(edge: EdgeId) -> bool:
    """Whether it is a sum, that changes with every claim."""
    return (edge.start.label, edge.type) == ("Incident", "REPORTED_BY")


def _is_fresh(edge: EdgeId, props: Props, first: int) -> bool:
    """Whether it is not there yet; a sentence that is there lies in its article, too."""
    return edge.type == "IN" or int(str(props["txFrom"])) >= first


def _runs(rows: list[T], size: int) -> Iterator[list[T]]:
    return (rows[start : start + size] for start in range(0, len(rows), size))
