"""The graph is what the fold says, however it came about. Runs on every server that `graph` runs on."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import statements
from kg.claimtypes import claim_types
from kg.errors import ProjectionError
from kg.graph import Graph
from kg.log.memory import MemoryLog
from kg.log.protocol import EventLog
from kg.projection import digest, project, sending
from kg.projection.fold import State, fold
from kg.projection.picture import OPEN
from kg.projection.project import Projector, checkpoint
from kg.verify import verify
from tests.graph.filling import append
from tests.graph.stories import Move, random_moves, story


def log_of(moves: Sequence[Move]) -> MemoryLog:
    log = MemoryLog()
    append(log, story(moves))
    return log


def differences(graph: Graph, log: EventLog) -> list[str]:
    """Where the graph is not the fold of the whole log."""
    found = checkpoint(graph)
    assert found is not None
    behind = [] if found.pos == log.head().pos else [f"at {found.pos} of {log.head().pos}"]
    return behind + [finding.what for finding in verify(log, graph)]


@pytest.mark.parametrize(("seed", "events"), [(1, 1), (2, 7), (3, 50), (4, 5_000)])
def test_the_graph_is_the_fold_whatever_the_batch_size(graph: Graph, seed: int, events: int) -> None:
    log = log_of(random_moves(seed, 120))
    assert Projector(log, graph, events=events).catch_up() == log.head().pos
    assert differences(graph, log) == []


numbers = st.integers(0, 99)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(numbers, numbers, numbers, numbers), max_size=30), st.integers(1, 30))
def test_any_story_in_batches_of_any_size_ends_in_the_fold(
    graph: Graph, moves: list[Move], events: int
) -> None:
    graph.write(lambda tx: tx.run("MATCH (n) DETACH DELETE n", {}))
    log = log_of(moves)
    Projector(log, graph, events=events).catch_up()
    assert differences(graph, log) == []


def test_what_was_known_at_a_position_is_a_filter(graph: Graph) -> None:
    """The claims and agents that a question finds as of a position are those of a graph that ends there."""
    log = log_of(random_moves(2, 80))
    asked = (
        "MATCH (c:Claim)-[r:AGENT]->(a:Actor)"
        " WHERE c.txFrom <= $asOf < c.txTo AND r.txFrom <= $asOf < r.txTo"
        " RETURN c.key, a.key, r.order ORDER BY c.key, r.order"
    )
    Projector(log, graph).catch_up(until=40)
    then = graph.read(asked, {"asOf": 40}).rows
    Projector(log, graph).catch_up()
    assert then
    assert graph.read(asked, {"asOf": 40}).rows == then
    assert graph.read(asked, {"asOf": OPEN - 1}).rows != then


def test_a_log_that_grows_is_followed_by_one_projector_and_by_new_ones(graph: Graph) -> None:
    events = story(random_moves(5, 160))
    log = MemoryLog()
    projector = Projector(log, graph)
    for part in range(0, len(events), 40):
        append(log, events[part : part + 40])
        (projector if part % 80 else Projector(log, graph, rows=60)).catch_up()
        assert differences(graph, log) == []


def test_projecting_again_changes_nothing(graph: Graph) -> None:
    log = log_of(random_moves(6, 80))
    Projector(log, graph).catch_up()
    before = checkpoint(graph), digest.digest(digest.in_graph(graph))
    assert Projector(log, graph).catch_up() == log.head().pos
    assert (checkpoint(graph), digest.digest(digest.in_graph(graph))) == before


def test_a_past_of_the_log_can_be_projected_and_gone_on_from(graph: Graph) -> None:
    log = log_of(random_moves(7, 80))
    assert Projector(log, graph).catch_up(until=30) == 30
    past = digest.digest(digest.in_picture(fold(log.read(until=30))))
    assert digest.digest(digest.in_graph(graph)) == past
    Projector(log, graph).catch_up()
    assert differences(graph, log) == []


def test_the_position_is_told_as_the_graph_reaches_it(graph: Graph) -> None:
    log = log_of([(1, 1, 1, 1)] * 10)
    told: list[int] = []
    Projector(log, graph, events=4).catch_up(progress=told.append)
    assert told == [4, 8, 10]


def test_every_statement_of_the_projection_is_used_and_runs(graph: Graph) -> None:
    log = log_of(random_moves(2, 500))
    Projector(log, graph, events=50).catch_up()
    assert differences(graph, log) == []
    state, used = State(), set()
    for event in story(random_moves(2, 500)):
        used |= {sent.statement for sent in sending.sendings(state.changes([event]), claim_types())}
    for name in statements.names("project"):
        if name not in ("begin", "checkpoint"):
            words = statements.body(f"project/{name}").split("CLAIM_TYPE")
            assert any(_has(statement, words) for statement in used), name


def _has(statement: str, words: Iterable[str]) -> bool:
    return all(word in statement for word in words)


class GatedLog(MemoryLog):
    """Lets two projectors pass together once both have seen the checkpoint."""

    gate: Barrier | None = None

    def read(self, after: int = 0, *, until: int | None = None):
        if self.gate:
            with suppress(BrokenBarrierError):  # the other one has nothing to do any more
                self.gate.wait(timeout=2)
        return super().read(after, until=until)


def test_of_two_projectors_that_race_each_batch_is_applied_by_one(graph: Graph) -> None:
    events = story(random_moves(8, 200))
    log = GatedLog()
    failures: list[BaseException] = []

    def run(projector: Projector) -> None:
        try:
            projector.catch_up()
        except BaseException as error:  # noqa: BLE001 - a thread cannot raise
            failures.append(error)

    with Graph.connect(graph.server) as second:
        projectors = [Projector(log, graph), Projector(log, second)]
        for part in range(0, 200, 10):
            append(log, events[part : part + 10])
            log.gate = Barrier(2)
            threads = [Thread(target=run, args=(projector,)) for projector in projectors]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            log.gate = None
            assert failures == []
            assert differences(graph, log) == []


def test_a_graph_of_another_log_is_refused(graph: Graph) -> None:
    Projector(log_of([(1, 1, 1, 1)]), graph).catch_up()
    with pytest.raises(ProjectionError, match=r"another log.*`kg rebuild`"):
        Projector(log_of([(1, 1, 1, 1)]), graph).catch_up()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("c.pos = 99", "past the end of the log"),
        ("c.hash = '00'", "made from another event 1"),
        ("c.code = 'old'", "made by fold old"),
    ],
)
def test_a_checkpoint_that_does_not_fit_is_refused_and_found(graph: Graph, change: str, words: str) -> None:
    log = log_of([(1, 1, 1, 1)])
    Projector(log, graph).catch_up()
    graph.write(lambda tx: tx.run(f"MATCH (c:_Projection) SET {change}", {}))
    append(log, story([(1, 1, 1, 1), (1, 2, 2, 2)])[1:])
    with pytest.raises(ProjectionError, match=f"{words}.*`kg rebuild`"):
        Projector(log, graph).catch_up()
    assert [finding.where for finding in verify(log, graph)] == ["checkpoint"]


def test_a_database_of_somebody_else_is_left_alone(graph: Graph) -> None:
    graph.write(lambda tx: tx.run("CREATE (:Film {title: 'M'})", {}))
    with pytest.raises(ProjectionError, match="data that is not kg's"):
        Projector(log_of([(1, 1, 1, 1)]), graph).catch_up()
    assert graph.read(statements.body("admin/count"), {}).rows == [[1, 0]]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("MATCH (n:Claim) WITH n LIMIT 1 SET n.quote = 'other words'", "Claim"),
        ("MATCH (n:Actor) WITH n LIMIT 1 SET n:Film", "Actor"),
        ("MATCH ()-[r:AGENT]->() WITH r LIMIT 1 DELETE r", "AGENT"),
        ("MATCH ()-[r:STATED_IN]->() WITH r LIMIT 1 SET r.txFrom = 0", "STATED_IN"),
        ("MATCH (a:Actor) MATCH (b:Place) WITH a, b LIMIT 1 CREATE (a)-[:LIKES]->(b)", "LIKES"),
        ("CREATE (:Film {title: 'M'})", "not kg's"),
    ],
)
def test_verify_finds_what_somebody_changed_in_the_graph(graph: Graph, change: str, words: str) -> None:
    log = log_of(random_moves(1, 60))
    Projector(log, graph).catch_up()
    graph.write(lambda tx: tx.run(change, {}))
    findings = list(verify(log, graph))
    assert findings
    assert all(finding.where == "graph" and words in finding.what for finding in findings)


def test_verify_names_a_bounded_number_of_differences(graph: Graph) -> None:
    log = log_of([(1, 1, 1, 1)] * 50)
    Projector(log, graph).catch_up()
    graph.write(lambda tx: tx.run("MATCH (a:Article) SET a.title = 'x'", {}))
    findings = [finding.what for finding in verify(log, graph)]
    assert len(findings) == 42
    assert "… and 30 more like that" in findings


def test_verify_says_that_nothing_was_projected(graph: Graph) -> None:
    [finding] = verify(log_of([(1, 1, 1, 1)]), graph)
    assert finding == ("checkpoint", "the graph has none: nothing was projected into it yet")


def test_batches_are_bounded_by_rows(graph: Graph) -> None:
    log = log_of([(1, 1, 1, 1), *[(2, 0, 7, n) for n in range(1, 9)]])
    told: list[int] = []
    Projector(log, graph, rows=project.ROWS).catch_up(until=1)
    Projector(log, graph, rows=40).catch_up(progress=told.append)
    assert told == [1, 3, 5, 7, 9]  # what is there already is worked out again, as there is no state file
