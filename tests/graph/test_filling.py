"""An empty database that is filled holds what the fold makes of the log."""

from contextlib import closing
from pathlib import Path

import pytest

from kg.engine import Server, builds
from kg.graph import Graph
from kg.projection import digest
from kg.projection.filling import KNOWN, Filling
from kg.projection.fold import State
from kg.projection.picture import OPEN, Changes, EdgeId, Node, NodeId, Picture
from tests.graph.stories import random_moves, story

TEXTS = (
    "#1:0",
    "2020-02-12",
    "12",
    "true",
    "null",
    "",
    " ",
    '"',
    "\\",
    "a\nb",
    "{}",
    "ش",
    "𝄞",
    "\x7f",
    "@type",
)


@pytest.fixture
def empty(home: Path) -> Server:
    return builds.open_build(home)


def filled(home: Path, graph: Graph, *, known: int = KNOWN) -> Filling:
    return Filling(graph, lambda lines: builds.load(home, graph.server, lines), known=known)


@pytest.mark.parametrize(("known", "size"), [(0, 7), (10, 20), (1_000, 500)])
def test_a_filled_database_holds_what_the_fold_makes_however_little_is_remembered(
    home: Path, empty: Server, known: int, size: int
) -> None:
    events = story(random_moves(known, 200))
    state, picture = State(big=3), Picture()
    with Graph.connect(empty) as graph, closing(filled(home, graph, known=known)) as filling:
        for first in range(0, len(events), size):
            changes = state.changes(events[first : first + size])
            picture.apply(changes)
            filling.take(changes, first=first + 1)
        filling.end()
        assert digest.digest(digest.in_graph(graph)) == digest.digest(digest.in_picture(picture))


def test_values_are_what_they_were(home: Path, empty: Server) -> None:
    """The server's format knows JSON's types only, and names of its own."""
    claim, actor = NodeId("Claim", "one"), NodeId("Actor", "other")
    nodes = {node: Node(None, {"key": node.key, "txFrom": 1, "txTo": OPEN}) for node in (claim, actor)}
    edges = {
        EdgeId("AGENT", claim, actor, str(order)): {"txFrom": 1, "txTo": OPEN, "order": order, "text": text}
        for order, text in enumerate(TEXTS)
    }
    with Graph.connect(empty) as graph, closing(filled(home, graph)) as filling:
        filling.take(Changes(nodes, dict(list(edges.items())[:1]), {}, {}, frozenset()), first=1)
        filling.take(Changes({}, dict(list(edges.items())[1:]), {}, {}, frozenset()), first=1)
        filling.end()
        found = graph.read(
            "MATCH (:Claim)-[r:AGENT]->(:Actor) RETURN r.order, r.text, r.txTo ORDER BY r.order", {}
        )
    assert found.rows == [[order, text, OPEN] for order, text in enumerate(TEXTS)]
