"""A digest of a graph that does not depend on order, engine or how the graph came about."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from kg import canonical, statements
from kg.graph import Graph
from kg.projection.account import Digest, Drawn, Held, Item, edge_items, first_label, node_items
from kg.projection.picture import LABELS, EdgeId, NodeId, Picture, Props

PAGE = 2_000  # nodes whose content is read at a time

Progress = Callable[[int], None]  # is told how many nodes have been read


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
    yield from node_items(
        [
            Held([label for label in (node.label, content.extra) if label], content.props)
            for node, content in picture.nodes.items()
        ]
    )
    yield from edge_items([_drawn(picture, edge, props) for edge, props in picture.edges.items()])


def _drawn(picture: Picture, edge: EdgeId, props: Props) -> Drawn:
    ends = [picture.nodes[end].props["txTo"] for end in edge[1:3] if end.label == "Claim"]
    return Drawn(edge.type, edge.start, edge.end, props, _first(ends))


def in_graph(graph: Graph, *, progress: Progress | None = None) -> Iterator[Item]:
    """What kg has put into a graph, a page at a time; only the nodes' keys are in memory at once."""
    done = 0
    for label in LABELS:
        keys = [row[0] for row in graph.read(_body("dump_keys", label), {}).rows]
        for page in _pages(keys):
            yield from node_items(
                [Held(*row) for row in graph.read(_body("dump_nodes", label), {"keys": page}).rows]
            )
            rows = graph.read(_body("dump_edges", label), {"keys": page}).rows
            yield from edge_items([_edge(label, row) for row in rows])
            done += len(page)
            if progress:
                progress(done)


def _edge(label: str, row: Sequence[object]) -> Drawn:
    type_, start, until, ends, end, end_until, props = row
    to = first_label(ends)  # type: ignore[arg-type]
    claims = [pos for of, pos in ((label, until), (to, end_until)) if of == "Claim" and pos is not None]
    return Drawn(str(type_), NodeId(label, str(start)), NodeId(to, str(end)), props, _first(claims))  # type: ignore[arg-type]


def _first(ends: Sequence[object]) -> object | None:
    """Where the first of some claims ends."""
    return min(ends, default=None)  # type: ignore[type-var]


def _body(name: str, label: str) -> str:
    return statements.named_body(f"admin/{name}", label, LABELS)


def _pages(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    return (keys[first : first + PAGE] for first in range(0, len(keys), PAGE))
