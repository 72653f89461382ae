"""docs/bolt.md shows the programs as they are, and the schema as the projection makes it."""

import re
from pathlib import Path

import pytest

from kg import docs, statements
from kg.engine import jars
from kg.errors import QuestionError
from kg.graph import Graph
from kg.projection.fold import fold
from kg.projection.picture import EDGE_TYPES
from kg.projection.project import Projector
from kg.schema import DIRECT, schema
from kg.schema_picture import drawn
from tests.ask import world
from tests.logs import logged

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / docs.BOLT).read_text(encoding="utf-8")
DRAWN = re.compile(r"MATCH \(a:(\w+).*MATCH \(b:(\w+).*\(a\)-\[r:(\w+)", re.DOTALL)


def test_the_page_shows_the_programs_and_the_schema_as_they_are():
    assert docs.filled(PAGE, DOCS / "bolt") == PAGE, "run `make docs`"
    for program in sorted((DOCS / "bolt").glob("*/[aA]sk.*")):
        assert program.read_text(encoding="utf-8") in PAGE


def test_the_picture_is_that_of_the_schema():
    assert (DOCS / "bolt" / docs.PICTURE).read_text(encoding="utf-8") == drawn(schema()), "run `make docs`"


def test_every_relationship_that_the_projection_makes_is_in_the_schema():
    found = {(edges.start, edges.type, end) for edges in schema().edges for end in edges.ends}
    bodies = [statements.body(f"project/{name}") for name in statements.names("project")]
    made = {(made[1], made[3], made[2]) for body in bodies if (made := DRAWN.search(body))}
    assert {(a, DIRECT if type_ == "CLAIM_TYPE" else type_, b) for a, type_, b in made} == found


def test_the_types_that_are_listed_are_those_of_the_schema():
    types = {edges.type for edges in schema().edges}
    assert sorted(types - {DIRECT}) == list(EDGE_TYPES)


def test_every_property_of_a_graph_is_in_the_schema():
    known = schema()
    columns = {(edges.start, edges.type): edges.columns for edges in known.edges}
    picture = fold(logged(world.events()).read())
    assert {node.label for node in picture.nodes} == set(known.nodes)
    for node, content in picture.nodes.items():
        assert content.props.keys() <= known.nodes[node.label].keys()
    for edge, props in picture.edges.items():
        type_ = DIRECT if edge.type in known.claim_types else edge.type
        assert props.keys() <= columns[edge.start.label, type_].keys()


def test_the_java_program_names_the_libraries_that_it_is_tested_with():
    pom = (DOCS / "bolt" / "java" / "pom.xml").read_text(encoding="utf-8")
    named = re.findall(r"<artifactId>(.+?)</artifactId>\s*<version>(.+?)</version>", pom)[1:]
    locked = [tuple(jar.path.split("/")[-3:-1]) for jar in jars.lock()]
    assert len(named) == 2
    assert [library for library in named if library not in locked] == []


def test_the_statement_to_wait_with_tells_whether_a_position_is_reached(graph: Graph):
    (waits,) = (
        block for block in re.findall(r"```cypher\n(.*?)```", PAGE, re.DOTALL) if "$position" in block
    )
    log = logged(world.events())
    Projector(log, graph).catch_up()
    end = log.head().pos
    assert graph.read(waits, {"position": end}).rows == [[True]]
    assert graph.read(waits, {"position": end + 1}).rows == [[False]]


def test_the_statement_that_searches_finds_a_sentence_where_the_server_has_full_text_indexes(graph: Graph):
    blocks = re.findall(r"```cypher\n(.*?)```", PAGE, re.DOTALL)
    (searches,) = (block for block in blocks if "queryNodes" in block)
    Projector(logged(world.events()), graph).catch_up()
    assert graph.has_fulltext == (graph.server.engine != "embedded")
    if graph.has_fulltext:
        rows = graph.read(searches, {"words": "villagers AND troo*"}).rows
        assert rows[0][0] == "US troops shot at villagers, SANA said."
    else:
        with pytest.raises(QuestionError):
            graph.read(searches, {"words": "villagers"})
