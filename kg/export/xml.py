"""GraphML and GEXF, for Gephi, yEd, Cytoscape, NetworkX and the like.

GraphML as graphml.graphdrawing.org defines it, GEXF 1.3 as gexf.net does; every property is an attribute.
"""

from collections.abc import Callable, Mapping
from typing import TextIO

from kg.export.columns import Columns, Seen
from kg.export.content import ExportedEdge, ExportedNode, all_edges, all_nodes, plain
from kg.export.page import Page
from kg.graph import Graph
from kg.projection.picture import NodeId, Props

_GRAPHML = {"string": "string", "long": "long", "double": "double", "boolean": "boolean"}
_GEXF = {"string": "string", "long": "long", "double": "double", "boolean": "boolean", "date": "date"}


def write_graphml(graph: Graph, out: TextIO) -> int:
    """Write the graph as GraphML; returns how many nodes and relationships."""
    page = Page(out)
    columns = _columns(graph)
    with page.element("graphml", {"xmlns": "http://graphml.graphdrawing.org/xmlns"}):
        for kind, of in (("node", columns["node"]), ("edge", columns["edge"])):
            for name, type_ in of.items():
                attributes = {"attr.name": name, "attr.type": _GRAPHML.get(type_, "string")}
                page.empty("key", {"id": f"{kind}.{name}", "for": kind, **attributes})
        with page.element("graph", {"id": "kg", "edgedefault": "directed"}):
            return _all(
                graph, lambda node: _graphml_node(page, node), lambda n, edge: _graphml_edge(page, n, edge)
            )


def write_gexf(graph: Graph, out: TextIO) -> int:
    """Write the graph as GEXF; nodes first, then relationships; returns how many of both."""
    page = Page(out)
    columns = _columns(graph)
    with (
        page.element("gexf", {"xmlns": "http://gexf.net/1.3", "version": "1.3"}),
        page.element("graph", {"defaultedgetype": "directed"}),
    ):
        for kind in ("node", "edge"):
            with page.element("attributes", {"class": kind}):
                for name, type_ in columns[kind].items():
                    page.empty("attribute", {"id": name, "title": name, "type": _GEXF.get(type_, "string")})
        with page.element("nodes", {}):
            count = sum(_gexf_node(page, node) for node in all_nodes(graph))
        with page.element("edges", {}):
            return count + sum(_gexf_edge(page, n, edge) for n, edge in enumerate(all_edges(graph)))


def _all(graph: Graph, node: Callable[[ExportedNode], int], edge: Callable[[int, ExportedEdge], int]) -> int:
    return sum(map(node, all_nodes(graph))) + sum(edge(n, each) for n, each in enumerate(all_edges(graph)))


def _columns(graph: Graph) -> Mapping[str, Columns]:
    seen = Seen()
    for node in all_nodes(graph):
        seen.add(("node",), {"labels": "", **node.props})
    for edge in all_edges(graph):
        seen.add(("edge",), {"type": "", **edge.props})
    return {"node": seen.of(("node",)), "edge": seen.of(("edge",))}


def _graphml_node(page: Page, node: ExportedNode) -> int:
    with page.element("node", {"id": _id(node.id)}):
        _graphml_data(page, "node", {"labels": ":".join(node.labels), **node.props})
    return 1


def _graphml_edge(page: Page, number: int, edge: ExportedEdge) -> int:
    ends = {"source": _id(edge.start), "target": _id(edge.end)}
    with page.element("edge", {"id": f"e{number}", **ends}):
        _graphml_data(page, "edge", {"type": edge.type, **edge.props})
    return 1


def _graphml_data(page: Page, kind: str, props: Props) -> None:
    for name in sorted(props):
        page.text("data", {"key": f"{kind}.{name}"}, _word(props, name))


def _gexf_node(page: Page, node: ExportedNode) -> int:
    label = next(
        (str(node.props[name]) for name in ("name", "title", "type") if name in node.props), node.id.key
    )
    with page.element("node", {"id": _id(node.id), "label": label}):
        _gexf_values(page, {"labels": ":".join(node.labels), **node.props})
    return 1


def _gexf_edge(page: Page, number: int, edge: ExportedEdge) -> int:
    ends = {"source": _id(edge.start), "target": _id(edge.end)}
    with page.element("edge", {"id": str(number), **ends, "label": edge.type}):
        _gexf_values(page, {"type": edge.type, **edge.props})
    return 1


def _gexf_values(page: Page, props: Props) -> None:
    with page.element("attvalues", {}):
        for name in sorted(props):
            page.empty("attvalue", {"for": name, "value": _word(props, name)})


def _word(props: Props, name: str) -> str:
    value = plain(props[name])
    return str(value).lower() if isinstance(value, bool) else str(value)


def _id(node: NodeId) -> str:
    return f"{node.label}/{node.key}"
