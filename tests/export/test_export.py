"""What is exported is the whole graph, in forms that other programs read."""

import csv
import json
import shutil
import stat
import subprocess
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kg.engine import jars, neo4j
from kg.engine.runtime import installed
from kg.export import admin, records, tables, xml
from kg.graph import Graph
from kg.log.memory import MemoryLog
from kg.projection import digest
from kg.projection.project import Projector
from tests.conftest import own_neo4j
from tests.graph.filling import append
from tests.graph.stories import random_moves, story

GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
GEXF = "{http://gexf.net/1.3}"


@pytest.fixture
def log() -> MemoryLog:
    log = MemoryLog()
    append(log, story(random_moves(4, 60)))
    return log


@pytest.fixture
def filled(graph: Graph, log: MemoryLog) -> Graph:
    Projector(log, graph).catch_up()
    return graph


def held(graph: Graph) -> tuple[int, int]:
    found = digest.digest(digest.in_graph(graph))
    return found.nodes, found.edges


def test_json_lines_have_every_node_and_relationship_with_its_properties(filled: Graph, tmp_path: Path):
    path = tmp_path / "graph.jsonl"
    with path.open("w") as out:
        assert records.write(filled, out) == sum(held(filled))
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    kinds = Counter(line["kind"] for line in lines)
    assert (kinds["node"], kinds["relationship"]) == held(filled)
    keys = {(line["labels"][0], line["props"]["key"]) for line in lines if line["kind"] == "node"}
    ends = [line[end] for line in lines if line["kind"] == "relationship" for end in ("start", "end")]
    assert all((end["label"], end["key"]) in keys for end in ends)


@pytest.mark.parametrize(
    ("write", "node", "edge", "key"),
    [
        (xml.write_graphml, f"{GRAPHML}node", f"{GRAPHML}edge", f"{GRAPHML}key"),
        (xml.write_gexf, f"{GEXF}node", f"{GEXF}edge", f"{GEXF}attribute"),
    ],
)
def test_xml_has_every_node_and_relationship_and_declares_each_property(
    filled: Graph, tmp_path: Path, write, node: str, edge: str, key: str
):
    path = tmp_path / "graph.xml"
    with path.open("w", encoding="utf-8") as out:
        write(filled, out)
    root = ElementTree.parse(path).getroot()  # noqa: S314 our own file
    nodes = {each.attrib["id"] for each in root.iter(node)}
    edges = [each.attrib for each in root.iter(edge)]
    assert (len(nodes), len(edges)) == held(filled)
    assert all(each["source"] in nodes and each["target"] in nodes for each in edges)
    declared = {each.attrib["id"] for each in root.iter(key)}
    used = {each.attrib.get("key") or each.attrib.get("for") for each in root.iter() if "data" in each.tag}
    assert {name for name in used if name} <= declared


def test_tables_have_a_file_for_each_label_and_type(filled: Graph, tmp_path: Path):
    counts = tables.write(filled, tmp_path / "csv")
    nodes = sum(count for name, count in counts.items() if name.startswith("node-"))
    assert (nodes, sum(counts.values()) - nodes) == held(filled)
    for name, count in counts.items():
        with (tmp_path / "csv" / name).open(newline="") as file:
            assert len(list(csv.DictReader(file))) == count


def test_a_dry_run_counts_what_would_be_written(filled: Graph, tmp_path: Path):
    assert admin.count(filled) == dict(sorted(admin.write(filled, tmp_path / "admin").items()))


def test_what_neo4j_admin_imports_is_the_same_graph_and_kg_goes_on_from_there(
    graph: Graph, log: MemoryLog, tmp_path: Path
):
    if graph.server.engine != "embedded":
        pytest.skip("one engine to export from is enough: what is in the graphs is the same")
    Projector(log, graph).catch_up(until=log.head().pos // 2)
    admin.write(graph, tmp_path / "admin")
    own_neo4j(tmp_path / "home")  # writes the settings
    neo4j.down(tmp_path / "home")
    _import(tmp_path)
    server = own_neo4j(tmp_path / "home")
    try:
        with Graph.connect(server) as imported:
            assert _whole(imported) == _whole(graph)
            for statement in (tmp_path / "admin" / "schema.cypher").read_text().split(";\n"):
                if statement:
                    imported.run_schema(statement)
            for each in (imported, graph):
                assert Projector(log, each).catch_up() == log.head().pos
            assert _whole(imported) == _whole(graph)
    finally:
        neo4j.down(tmp_path / "home")


def _whole(graph: Graph) -> digest.Digest:
    return digest.digest(digest.in_graph(graph))


def _import(folder: Path) -> None:
    """Run the script with the `neo4j-admin` that is in the server's own jars."""
    root = neo4j.files(folder / "home").root
    classes = ":".join(str(jars.cache() / jar.path) for jar in jars.lock())
    command = folder / "neo4j-admin"
    command.write_text(
        f'#!/bin/sh\nexec env NEO4J_HOME="{root}" NEO4J_CONF="{root}/conf" "{installed().java}" -Xmx512m'
        f' --add-opens=java.base/java.nio=ALL-UNNAMED -cp "{classes}" org.neo4j.cli.AdminTool "$@"\n'
    )
    command.chmod(command.stat().st_mode | stat.S_IXUSR)
    shell = shutil.which("sh")
    assert shell
    ended = subprocess.run(
        [shell, str(folder / "admin" / "import.sh")],
        env={"NEO4J_ADMIN": str(command), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout[-2000:] + ended.stderr[-2000:]
