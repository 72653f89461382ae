"""Which statements, with which rows, bring a graph up to a set of changes."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from kg import statements
from kg.projection.picture import OPEN, Changes, EdgeId, Node, NodeId, Props
from kg.projection.shapes import ACTOR_LABELS

Row = Mapping[str, object]

_OTHER_LABELS = sorted({*ACTOR_LABELS, "Other"})


class Sending(NamedTuple):
    """A statement and its parameters."""

    statement: str
    params: Mapping[str, object]


def sendings(changes: Changes, claim_types: Collection[str]) -> Iterator[Sending]:
    """The statements in the order in which they must run: nodes, edges, then what ends.

    Raises DataError for a direct edge whose type is not among the claim types.
    """
    yield from _nodes(changes.nodes)
    yield from _edges(changes.edges)
    yield from _direct(changes, claim_types)
    if changes.closed:
        rows = [{"key": claim.key, "pos": pos} for claim, pos in changes.closed.items()]
        yield Sending(statements.body("project/close_claim"), {"rows": rows, "open": OPEN})


def _nodes(nodes: Mapping[NodeId, Node | None]) -> Iterator[Sending]:
    labels = [
        {"key": node.key, "label": content.extra}
        for node, content in nodes.items()
        if node.label == "Actor" and content and content.extra
    ]
    if labels:
        yield Sending(statements.body("project/actor_label"), {"rows": labels, "labels": _OTHER_LABELS})
    rows: defaultdict[str, list[Props]] = defaultdict(list)
    gone: defaultdict[str, list[str]] = defaultdict(list)
    for node, content in nodes.items():
        if content:
            rows[node.label].append(content.props)
        else:
            gone[node.label].append(node.key)
    for label, some in rows.items():
        yield Sending(statements.body(f"project/{label.lower()}"), {"rows": some})
    for label, keys in gone.items():
        yield Sending(statements.body(f"project/drop_{label.lower()}"), {"keys": keys})


def _edges(edges: Mapping[EdgeId, Props | None]) -> Iterator[Sending]:
    drawn: defaultdict[str, list[Row]] = defaultdict(list)
    dropped: defaultdict[str, list[Row]] = defaultdict(list)
    for edge, props in edges.items():
        name = f"{edge.start.label}_{edge.type}_{edge.end.label}".lower()
        if props is None:
            dropped[name].append({"start": edge.start.key, "end": edge.end.key})
        else:
            drawn[name].append(_row(edge, props))
    for name, rows in drawn.items():
        yield Sending(statements.body(f"project/{name}"), {"rows": rows})
    for name, rows in dropped.items():
        yield Sending(statements.body(f"project/drop_{name}"), {"rows": rows})


def _direct(changes: Changes, claim_types: Collection[str]) -> Iterator[Sending]:
    fresh: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    changed: defaultdict[str, defaultdict[str, dict[str, Props]]] = defaultdict(lambda: defaultdict(dict))
    dropped: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for edge, props in changes.direct.items():
        if props is None:
            dropped[edge.type][edge.start.key].append(edge.key)
        elif edge in changes.fresh:
            fresh[edge.type, edge.end.label].append(_row(edge, props))
        else:
            changed[edge.type][edge.start.key][edge.key] = props
    for (type_, end), rows in fresh.items():
        yield _typed(f"actor_claim_type_{end.lower()}", type_, claim_types, rows)
    for type_, by_start in changed.items():
        rows = [{"start": start, "props": by_key} for start, by_key in by_start.items()]
        yield _typed("change_claim_type", type_, claim_types, rows)
    for type_, keys in dropped.items():
        rows = [{"start": start, "keys": some} for start, some in keys.items()]
        yield _typed("drop_claim_type", type_, claim_types, rows)


def _typed(name: str, type_: str, claim_types: Collection[str], rows: list[Row]) -> Sending:
    return Sending(statements.named_body(f"project/{name}", type_, claim_types), {"rows": rows})


def _row(edge: EdgeId, props: Props) -> Row:
    return {"start": edge.start.key, "end": edge.end.key, "props": props}
