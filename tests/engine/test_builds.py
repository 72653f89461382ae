"""A graph is rebuilt beside the one in use, then takes its place."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.engine import Server, builds, embedded
from kg.errors import EngineError
from kg.graph import Graph


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    embedded.down(tmp_path)


def put(server: Server, key: str) -> None:
    with Graph.connect(server) as graph:
        graph.write(lambda tx: tx.run("CREATE (:Kept {key: $key})", {"key": key}))


def keys(server: Server) -> list[str]:
    with Graph.connect(server) as graph:
        return [row[0] for row in graph.read("MATCH (n:Kept) RETURN n.key AS key ORDER BY key", {}).rows]


def test_a_build_takes_the_place_of_the_graph_only_when_it_is_switched_to(home: Path):
    put(embedded.up(home), "old")
    build = builds.open_build(home)
    put(build, "new")
    assert keys(embedded.up(home)) == ["old"]
    switched = builds.switch_build(home)
    assert keys(switched) == ["new"]
    assert switched.database == "kg"
    with pytest.raises(EngineError, match="no build"):
        builds.switch_build(home)


def test_a_build_that_was_given_up_leaves_nothing_to_the_next(home: Path):
    put(builds.open_build(home), "half")
    assert keys(builds.open_build(home)) == []
    builds.drop_build(home)
    builds.drop_build(home)
    with pytest.raises(EngineError, match="no build"):
        builds.switch_build(home)
