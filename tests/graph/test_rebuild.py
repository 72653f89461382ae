"""A rebuild gives the same graph, and a killed one, or a killed projection, never gives another."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kg import statements
from kg.engine import Server, embedded
from kg.errors import ProjectionError
from kg.graph import Graph
from kg.log import open_log
from kg.log.memory import MemoryLog
from kg.log.protocol import EventLog
from kg.projection import digest
from kg.projection.project import Projector, checkpoint
from kg.projection.rebuild import rebuild
from kg.verify import verify
from tests.graph.dying import killed
from tests.graph.filling import append
from tests.graph.stories import random_moves, story


@pytest.fixture
def log(tmp_path: Path) -> Iterator[EventLog]:
    with closing(open_log(tmp_path / "log.sqlite")) as log:
        append(log, story(random_moves(9, 120)))
        yield log


@pytest.fixture
def server(graph: Graph, home: Path) -> Server:
    """A server whose graph may be rebuilt, with nothing in it."""
    if graph.server.engine != "embedded":
        return graph.server
    own = embedded.up(home)
    with Graph.connect(own) as graph:
        graph.write(lambda tx: tx.run("MATCH (n) DETACH DELETE n", {}))
    return own


def held(server: Server) -> digest.Digest:
    with Graph.connect(server) as graph:
        return digest.digest(digest.in_graph(graph))


def project(log: EventLog, server: Server) -> None:
    with Graph.connect(server) as graph:
        Projector(log, graph).catch_up()


def findings(log: EventLog, server: Server) -> list[str]:
    with Graph.connect(server) as graph:
        return [finding.what for finding in verify(log, graph)]


def test_a_projection_killed_at_any_statement_is_completed_by_the_next(
    graph: Graph, log: EventLog, tmp_path: Path
) -> None:
    """The graph is a past of the log after each death, and the whole of it in the end."""
    path = tmp_path / "log.sqlite"
    for at in (2, 17, 23, 40):
        assert killed("project", path, graph.server, at=at)
        if checkpoint(graph):
            assert list(verify(log, graph)) == []
    assert not killed("project", path, graph.server, at=0)
    assert list(verify(log, graph)) == []
    assert checkpoint(graph) is not None
    assert checkpoint(graph).pos == log.head().pos


def test_a_rebuild_gives_the_same_graph(log: EventLog, server: Server, home: Path) -> None:
    project(log, server)
    before = held(server)
    assert rebuild(log, home, server) == before
    assert held(server) == before
    assert findings(log, server) == []


def test_a_rebuild_heals_a_graph_that_somebody_changed(log: EventLog, server: Server, home: Path) -> None:
    project(log, server)
    before = held(server)
    with Graph.connect(server) as graph:
        graph.write(lambda tx: tx.run("MATCH (c:Claim) DETACH DELETE c", {}))
        graph.write(lambda tx: tx.run("MATCH (p:_Projection) SET p.hash = '00', p.build = 'x'", {}))
    rebuild(log, home, server)
    assert held(server) == before


def test_a_rebuild_of_a_past_can_be_gone_on_from(log: EventLog, server: Server, home: Path) -> None:
    rebuild(log, home, server, until=25)
    with Graph.connect(server) as graph:
        assert checkpoint(graph).pos == 25
        assert list(verify(log, graph)) == []
        Projector(log, graph).catch_up()
    assert findings(log, server) == []


def test_a_killed_rebuild_leaves_the_old_graph_or_one_that_is_refused(
    log: EventLog, server: Server, home: Path, tmp_path: Path
) -> None:
    project(log, server)
    before = held(server)
    for at in (2, 20):
        assert killed("rebuild", tmp_path / "log.sqlite", server, at=at, home=home)
        if server.engine == "embedded":
            assert held(server) == before
        elif at == 2:
            with pytest.raises(ProjectionError, match="rebuild"):
                project(log, server)
    rebuild(log, home, server)
    assert held(server) == before


def test_a_log_that_cannot_be_folded_leaves_the_graph_alone(
    log: EventLog, server: Server, home: Path
) -> None:
    project(log, server)
    before = held(server)
    torn = MemoryLog()
    append(torn, story([(1, 1, 1, 1), (2, 0, 3, 1)])[1:])
    with pytest.raises(ProjectionError, match=r"event 1 .* speaks of the article"):
        rebuild(torn, home, server)
    assert held(server) == before


def test_a_database_of_somebody_else_is_not_emptied(log: EventLog, graph: Graph, tmp_path: Path) -> None:
    """On a server with one database; the embedded one builds in a database of its own."""
    if graph.server.engine == "embedded":
        pytest.skip("nothing is emptied there")
    graph.write(lambda tx: tx.run("CREATE (:Film {title: 'M'})", {}))
    with pytest.raises(ProjectionError, match="data that is not kg's"):
        rebuild(log, tmp_path, graph.server)
    assert graph.read(statements.body("admin/count"), {}).rows == [[1, 0]]
