"""What kg.graph promises on every server."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from kg.engine import Server
from kg.errors import EngineError, QuestionError
from kg.graph import Graph, Tx

MAKE = "CREATE (:Probe {key: $key})"
COUNT = "MATCH (n:Probe) RETURN count(n) AS n"


def probes(graph: Graph) -> int:
    return graph.read(COUNT, {}).rows[0][0]


def test_values_come_back_as_they_were_stored(graph: Graph):
    stored = {
        "day": date(2020, 2, 12),
        "moment": datetime(2020, 2, 12, 1, 2, 3, 456789, tzinfo=UTC),
        "open": 9223372036854775807,
        "words": ["دير الزور", "“q”"],
        "empty": [],
        "yes": True,
        "part": 0.1,
    }
    graph.write(lambda tx: tx.run("CREATE (n:Probe) SET n = $stored", {"stored": stored}))
    assert graph.read("MATCH (n:Probe) RETURN properties(n) AS p, n.absent AS absent", {}).rows == [
        [stored, None]
    ]


def test_nodes_relationships_and_paths_become_dictionaries(graph: Graph):
    graph.write(lambda tx: tx.run("CREATE (:Probe:Odd {key: 1})-[:LEADS {w: 2}]->(:Probe {key: 2})", {}))
    row = graph.read("MATCH path = (a:Odd)-[r]->() RETURN a, r, path, [a] AS list, {one: r} AS map", {})
    node = {"labels": ["Odd", "Probe"], "properties": {"key": 1}}
    relationship = {"type": "LEADS", "properties": {"w": 2}}
    path = {"nodes": [node, {"labels": ["Probe"], "properties": {"key": 2}}], "relationships": [relationship]}
    assert row.columns == ["a", "r", "path", "list", "map"]
    assert row.rows == [[node, relationship, path, [node], {"one": relationship}]]


def test_times_durations_and_points_are_plain_python(graph: Graph):
    question = (
        "RETURN datetime('2020-02-12T03:00:00+02:00') AS t, duration('P1M2D') AS d, "
        "point({longitude: 40.5, latitude: 35.25}) AS p, date('2020-02-12') - duration('P1D') AS y"
    )
    assert graph.read(question, {}).rows == [
        [
            datetime(2020, 2, 12, 1, tzinfo=UTC),
            "P1M2D",
            {"longitude": 40.5, "latitude": 35.25},
            date(2020, 2, 11),
        ]
    ]


def test_a_write_is_all_or_nothing(graph: Graph):
    def work(tx: Tx) -> None:
        tx.run(MAKE, {"key": 1})
        raise KeyError("stop")

    with pytest.raises(KeyError):
        graph.write(work)
    assert probes(graph) == 0


def test_writers_that_lock_first_do_not_overwrite_each_other(graph: Graph):
    lock = "MERGE (n:Probe {key: 1}) SET n.lock = coalesce(n.lock, 0) + 1 RETURN coalesce(n.pos, 0) AS pos"

    def work(tx: Tx) -> int:
        pos = int(tx.run(lock, {})[0]["pos"])
        tx.run("MATCH (n:Probe {key: 1}) SET n.pos = $pos", {"pos": pos + 1})
        return pos

    graph.write(lambda tx: tx.run(MAKE, {"key": 1}))
    with ThreadPoolExecutor(4) as pool:
        seen = sorted(pool.map(lambda _: graph.write(work), range(24)))
    assert seen == list(range(24))


def test_a_write_returns_what_its_work_returns(graph: Graph):
    assert graph.write(lambda tx: tx.run("RETURN $x AS x", {"x": 1})) == [{"x": 1}]


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE (:Probe)",
        "MERGE (n:Probe {key: 9}) RETURN n",
        "MATCH (n:Probe) SET n.key = 2 RETURN n",
        "MATCH (n:Probe) SET n:More",
        "MATCH (n:Probe) DETACH DELETE n",
        "FOREACH (i IN [1, 2] | CREATE (:Probe))",
        "CALL () { CREATE (n:Probe) RETURN n } RETURN 1 AS x",
        "CREATE INDEX probe_read IF NOT EXISTS FOR (n:Probe) ON (n.read)",
        "CREATE USER intruder SET PASSWORD 'longenough1'",
    ],
)
def test_no_question_can_write(graph: Graph, statement: str):
    graph.write(lambda tx: tx.run(MAKE, {"key": 1}))
    with pytest.raises(QuestionError, match="a question may only read"):
        graph.read(statement, {})
    assert graph.read("MATCH (n:Probe) RETURN labels(n) AS l, n.key AS k", {}).rows == [[["Probe"], 1]]


def test_no_question_can_write_in_transactions_of_its_own(graph: Graph):
    with pytest.raises(QuestionError):
        graph.read("CALL () { CREATE (n:Probe) } IN TRANSACTIONS RETURN 1 AS x", {})
    assert probes(graph) == 0


@pytest.mark.parametrize(
    ("statement", "params"),
    [
        ("MATCH (n RETURN n", {}),
        ("RETURN $missing AS x", {}),
        ("RETURN unheard_of(1) AS x", {}),
        ("RETURN 1 / 0 AS x", {}),
        ("RETURN $x AS x", {"x": 1 << 70}),
        ("", {}),
    ],
)
def test_what_is_wrong_with_a_question_is_said_in_one_line(
    graph: Graph, statement: str, params: dict[str, int]
):
    with pytest.raises(QuestionError) as caught:
        graph.read(statement, params)
    assert "\n" not in str(caught.value)


def test_what_the_server_refuses_to_write_is_an_engine_error_in_one_line(graph: Graph):
    with pytest.raises(EngineError, match="refuses") as caught:
        graph.write(lambda tx: tx.run("MATCH (n RETURN\nn", {}))
    assert "\n" not in str(caught.value)


def test_schema_statements_can_be_run_twice(graph: Graph):
    for _ in range(2):
        graph.run_schema("CREATE CONSTRAINT probe_only IF NOT EXISTS FOR (n:Unique) REQUIRE n.key IS UNIQUE")
    graph.write(lambda tx: tx.run("CREATE (:Unique {key: 1})", {}))
    with pytest.raises(EngineError):
        graph.write(lambda tx: tx.run("CREATE (:Unique {key: 1})", {}))


def test_unknown_labels_are_no_mistake_and_make_no_noise(graph: Graph, caplog: pytest.LogCaptureFixture):
    assert graph.read("MATCH (n:NobodyHasThis)-[:NOR_THIS]->() RETURN n.nor_that AS x", {}).rows == []
    assert caplog.records == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"password": "wrong"}, "refuses user"),
        ({"database": "nothere"}, "has no database nothere"),
        ({"uri": "bolt://127.0.0.1:1"}, "cannot be reached"),
        ({"uri": "neo4j://127.0.0.1:1"}, "cannot be reached"),
        ({"uri": "gopher://127.0.0.1"}, "is not the address"),
        ({"uri": "http://127.0.0.1"}, "is not the address"),
        ({"uri": "bolt"}, "is not the address"),
        ({"uri": "bolt://127.0.0.1:port"}, "is not the address"),
    ],
)
def test_a_server_that_cannot_be_used_is_named_in_one_line(
    graph_server: Server, change: dict[str, str], words: str, capfd: pytest.CaptureFixture[str]
):
    server = replace(graph_server, **change)
    with pytest.raises(EngineError, match=words) as caught, Graph.connect(server):
        pass
    assert "\n" not in str(caught.value)
    assert server.password not in str(caught.value)
    assert "".join(capfd.readouterr()) == ""


def test_passwords_stay_out_of_addresses_and_out_of_a_servers_text(graph_server: Server):
    assert graph_server.password not in repr(graph_server)
    with pytest.raises(EngineError, match="must not hold"):
        replace(graph_server, uri="bolt://user:secret@localhost")


ENDLESS = "UNWIND range(1, 20000) AS a UNWIND range(1, 20000) AS b WITH a, b WHERE a + b = 0 RETURN count(*)"


def test_an_answer_that_takes_too_long_is_given_up(graph: Graph):
    with pytest.raises(QuestionError, match="longer than allowed"):
        graph.read(ENDLESS, {}, timeout_s=0.5)
    assert graph.read("RETURN 1 AS one", {}, timeout_s=30).rows == [[1]]


def test_no_more_rows_are_fetched_than_were_asked_for(graph: Graph):
    assert graph.read("UNWIND range(1, 1000000) AS n RETURN n", {}, limit=3).rows == [[1], [2], [3]]
    assert graph.read("UNWIND [1, 2] AS n RETURN n", {}, limit=3).rows == [[1], [2]]
