"""How Neo4j means to answer the questions."""

import pytest

from kg import statements
from kg.graph import Graph
from kg.projection.project import Projector
from kg.statements import Statement
from tests.ask import world
from tests.logs import logged

QUESTIONS = [(folder, name) for folder in ("ask", "now", "draw") for name in statements.names(folder)]
GIVEN = "given"
BAD = ("AllNodes", "AllRelationships", "CartesianProduct")


@pytest.fixture
def neo4j(graph: Graph) -> Graph:
    """A server with a world in it: on an empty one all plans cost the same."""
    if graph.server.engine == "embedded":
        pytest.skip("Neo4j tells of its plans; the embedded engine gives none that a test could read")
    Projector(logged(world.events()), graph).catch_up()
    graph.read("CALL db.clearQueryCaches()", {})  # no plan that was made for what other tests had in it
    return graph


def params(statement: Statement) -> dict[str, object]:
    return statement.bind({each.name: GIVEN for each in statement.parameters if each.required})


def test_no_question_goes_through_all_nodes_or_pairs_what_has_no_relation(neo4j: Graph) -> None:
    for folder, name in QUESTIONS:
        statement = statements.parse(statements.load(f"{folder}/{name}"))
        plan = neo4j.plan(statement.body, params(statement))
        operators = [operator for operator, _ in plan.operators]
        assert operators, name
        bad = [each for each in operators if any(word in each for word in BAD)]
        assert (name, bad, plan.notices) == (name, [], ())


def test_a_bad_plan_is_told(neo4j: Graph) -> None:
    plan = neo4j.plan("MATCH (a), (b) RETURN a, b", {})
    assert {"AllNodesScan", "CartesianProduct"} <= {operator for operator, _ in plan.operators}
    assert any("cartesian product" in notice for notice in plan.notices)
