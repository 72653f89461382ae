"""JSON lines: a node or a relationship a line, nodes first."""

import json
from typing import TextIO

from kg.export.content import ExportedEdge, ExportedNode, all_edges, all_nodes, plain_props
from kg.graph import Graph


def write(graph: Graph, out: TextIO) -> int:
    """Write the graph; returns how many lines."""
    count = 0
    for node in all_nodes(graph):
        out.write(_line(_node(node)))
        count += 1
    for edge in all_edges(graph):
        out.write(_line(_edge(edge)))
        count += 1
    return count


def _node(node: ExportedNode) -> dict[str, object]:
    return {"kind": "node", "labels": node.labels, "props": plain_props(node.props)}


def _edge(edge: ExportedEdge) -> dict[str, object]:
    ends = {
        "start": {"label": edge.start.label, "key": edge.start.key},
        "end": {"label": edge.end.label, "key": edge.end.key},
    }
    return {"kind": "relationship", "type": edge.type, **ends, "props": plain_props(edge.props)}


def _line(record: dict[str, object]) -> str:
    return json.dumps(record, ensure_ascii=False) + "\n"
