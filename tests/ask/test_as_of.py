"""What was known then: every question as of a position answers as a graph that ends there."""

import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kg import statements
from kg.errors import QuestionError
from kg.graph import Graph
from kg.projection.project import Projector
from kg.questions import ask
from tests.logs import logged

from .conftest import Told
from .histories import FIRST, RICH, Move, history

QUESTIONS = ask.catalogue()
GIVEN: dict[str, tuple[dict[str, object], ...]] = {
    "actor": ({"actor": "reds"}, {"actor": "x_reds"}),
    "attacks-by": ({"by": "reds"}, {"by": "Red Brigades"}),
    "attacks-on": ({"on": "blues"}, {"on": "two_wells"}),
    "connection": ({"actor": "reds", "other": "hill_people"},),
    "incident": ({"incident": "dawn"}, {"incident": "dusk"}),
    "timeline": ({}, {"place": "north"}),
    "who-reported": ({}, {"by": "reds"}),
}
COUNTED = ("attacker_key", "attacked_key", "incident_key", "claims", "outlets", "status")
DIRECT = """
    MATCH (a:Actor)-[r:ATTACKED]->(b) WHERE NOT b:Incident
    RETURN a.key, b.key, r.incident, r.claims, r.outlets, r.status
"""
INTERVAL = re.compile(r"(\w+)\.txFrom <= \$asOf(?: < \1\.txTo)?")
FOLLOWING = {"copied"}  # a claim at the end of COPY_OF, which ends with either of its claims
# These look along edges of any time for what may count, and hold to the position what does.
CANDIDATES = {"allies", "connection", "de-escalations", "hotspots", "tolls", "who-denied"}
IMMORTAL = {"STATED_IN", "IN"}  # edges that last as long as what they start from


def answers(told: Told, **more: object) -> dict[str, object]:
    """What every question answers; nothing where a name was not known."""
    found: dict[str, object] = {}
    for question in QUESTIONS:
        for given_ in GIVEN.get(question.name, ({},)):
            try:
                found[f"{question.name} {given_}"] = told.ask(question.name, **given_, **more)
            except QuestionError:
                found[f"{question.name} {given_}"] = []
    return found


numbers = st.integers(0, 99)
moves = st.lists(st.tuples(numbers, numbers, numbers, numbers), min_size=6, max_size=22)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves, st.lists(numbers, min_size=2, max_size=3))
@example(RICH, [25])
def test_every_question_as_of_a_position_answers_as_the_graph_that_is_rebuilt_until_there(
    graph: Graph, enough: Callable[[], bool], moves: list[Move], stops: list[int]
) -> None:
    if enough():
        return
    graph.write(lambda tx: tx.run("MATCH (n) DETACH DELETE n", {}))
    log = logged(history(moves))
    told, projector = Told(graph, log), Projector(log, graph)
    end = log.head().pos
    at_the_time = {}
    for pos in sorted({FIRST + stop % (end - FIRST + 1) for stop in stops}):
        projector.catch_up(until=pos)
        at_the_time[pos] = answers(told)
    projector.catch_up()
    for pos, then in at_the_time.items():
        assert answers(told, asOf=pos) == then


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves)
@example(RICH)
def test_attacks_are_counted_as_the_direct_edges_are_whoever_was_judged_to_be_whom(
    graph: Graph, enough: Callable[[], bool], moves: list[Move]
) -> None:
    if enough():
        return
    graph.write(lambda tx: tx.run("MATCH (n) DETACH DELETE n", {}))
    log = logged(history(moves))
    Projector(log, graph).catch_up()
    rows = Told(graph, log).ask("who-attacked-whom", limit=1000)
    counted = [[row[name] for name in COUNTED] for row in rows if row["attacker_key"] and row["attacked_key"]]
    assert sorted(map(str, counted)) == sorted(map(str, graph.read(DIRECT, {}).rows))


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_every_node_and_edge_that_a_question_reads_is_held_to_the_position(question):
    body = question.statement.body
    bound = set(re.findall(r"\((\w+):(?:Claim)\b", body)) | _edges(body)
    held = set(INTERVAL.findall(body))
    assert bound - held <= FOLLOWING
    unnamed = re.findall(r"-\[:(?!STATED_IN|IN\b)[A-Z_|]+", body)
    assert not unnamed or question.name in CANDIDATES, "an edge that nothing holds to the position"


@pytest.mark.parametrize(
    "name", [name for name in statements.names("admin") if name.startswith(("find", "claims-of"))]
)
def test_every_look_up_that_a_question_or_an_explanation_needs_takes_a_position(name):
    declared = {parameter.name for parameter in statements.parse(statements.load(f"admin/{name}")).parameters}
    assert "asOf" in declared or name == "find-edge"  # direct edges are of today alone


def _edges(body: str) -> set[str]:
    """The names of relationships that a statement binds."""
    return {
        name
        for name, types in re.findall(r"\[(\w+):([A-Z_|]+)", body)
        if not set(types.split("|")) <= IMMORTAL
    }
