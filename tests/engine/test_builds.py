"""A graph is rebuilt beside the one in use, then takes its place."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.engine import Server, builds, embedded
from kg.engine.layout import layout
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


def test_half_a_database_that_a_killed_rebuild_left_does_not_keep_the_server_from_starting(home: Path):
    put(embedded.up(home), "old")
    embedded.down(home)
    files = layout(home)
    for left in (files.databases / builds.BUILD, files.databases / "kg_old", files.discarded):
        left.mkdir()
        (left / "schema.json").write_text("{}")
    assert keys(embedded.up(home)) == ["old"]
    assert [path.name for path in files.databases.iterdir() if path.is_dir()] == ["kg"]
    assert not files.discarded.exists()
