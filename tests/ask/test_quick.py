"""Whatever is kept, and however few days are looked at first, the answer is that of all claims."""

from collections.abc import Callable, Mapping

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kg import statements
from kg.graph import Graph, Rows
from kg.projection.project import Projector
from kg.questions import quick
from tests.logs import logged

from .conftest import Told
from .histories import DAYS, FIGHTERS, RICH, Move, history

BIG = 3  # claims
KEPT: dict[str, list[dict[str, object]]] = {
    "actor": [{"actor": actor} for actor in FIGHTERS],
    "allies": [{}, *({"actor": actor} for actor in FIGHTERS)],
    "hotspots": [{}, {"within": "north"}, {"within": "old_bridge"}],
    "who-reported": [{}, *({"by": actor} for actor in FIGHTERS)],
}
NARROWED: dict[str, list[dict[str, object]]] = {
    "attacks-by": [{"by": "reds"}],
    "attacks-on": [{"on": "blues"}, {"on": "two_wells"}],
    "contested": [{}],
    "de-escalations": [{}, {"actor": "reds"}],
    "first-report": [{}, {"actor": "reds"}],
    "single-source": [{}, {"actor": "reds"}],
    "timeline": [{}, {"actor": "reds"}],
    "tolls": [{}, {"actor": "blues"}],
    "who-attacked-whom": [{}, {"actor": "reds"}, {"actor": "two_wells"}],
    "who-denied": [{}, {"actor": "reds"}],
}
UNSURE = {"single-source"}  # no rows where some of those of these days might be older
numbers = st.integers(0, 99)
moves = st.lists(st.tuples(numbers, numbers, numbers, numbers), min_size=6, max_size=30)
several = settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def projected(graph: Graph, moves: list[Move], *, events: int = 5_000) -> Told:
    graph.write(lambda tx: tx.run("MATCH (n) DETACH DELETE n", {}))
    log = logged(history(moves))
    Projector(log, graph, events=events, big=BIG).catch_up()
    return Told(graph, log)


def body(told: Told, name: str, folder: str, given: dict[str, object]) -> list[dict[str, object]]:
    statement = statements.parse(statements.load(f"{folder}/{name}"))
    answer = told.graph.read(statement.body, statement.bind({**given}))
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]


@several
@given(moves, st.sampled_from((1, 7, 5_000)))
@example(RICH, 7)
def test_what_is_kept_answers_as_the_claims_do(
    graph: Graph, enough: Callable[[], bool], moves: list[Move], events: int
) -> None:
    if enough():
        return
    told = projected(graph, moves, events=events)
    for name, some in KEPT.items():
        for given_ in some:
            kept = body(told, name, "now", given_)
            if kept or name == "hotspots" or not given_:
                assert kept == body(told, name, "ask", given_), (name, given_)


@several
@given(moves)
@example(RICH)
def test_the_rows_of_some_days_are_those_of_all_days_that_are_dated_so(
    graph: Graph, enough: Callable[[], bool], moves: list[Move]
) -> None:
    if enough():
        return
    told = projected(graph, moves)
    dates = [day for day in DAYS if day]
    for name, some in NARROWED.items():
        for given_ in some:
            rows = body(told, name, "ask", {**given_, "limit": 1_000})
            for days in ([dates[0]], [dates[1]], dates):
                there = days if name == "timeline" else dates[dates.index(days[0]) :]
                now = body(told, name, "ask", {**given_, "limit": 1_000, "days": there})
                then = [row for row in rows if str(row["date"]) in there]
                assert now in ([then, []] if name in UNSURE else [then]), (name, given_, days)


def test_a_few_rows_are_looked_for_among_a_few_days(graph: Graph) -> None:
    told = projected(graph, [(0, number, number * 7, number) for number in range(70)])
    asked: list[object] = []

    def read(cypher: str, params: Mapping[str, object]) -> Rows:
        asked.append(params.get(quick.NARROWING))
        return told.graph.read(cypher, params)

    for name, some in NARROWED.items():
        for given_ in some:
            statement = statements.parse(statements.load(f"ask/{name}"))
            params = statement.bind({**given_, "limit": 1})
            answer = quick.answer(told.graph, name, statement, params, read)
            assert answer == told.graph.read(statement.body, params), (name, given_)
    assert any(asked)


@several
@given(moves, st.sampled_from(DAYS), st.sampled_from(DAYS))
@example(RICH, DAYS[0], DAYS[1])
def test_hotspots_of_some_days_are_found_by_the_days(
    graph: Graph, enough: Callable[[], bool], moves: list[Move], first: str | None, last: str | None
) -> None:
    if enough():
        return
    told = projected(graph, moves)
    statement = statements.parse(statements.load("ask/hotspots"))
    params = statement.bind({"from": first, "to": last})
    answer = quick.answer(told.graph, "hotspots", statement, params, told.graph.read)
    assert answer.rows == told.graph.read(statement.body, params).rows


def test_what_is_kept_is_asked_for_only_of_today_and_of_all_times(graph: Graph) -> None:
    told = projected(graph, [(0, number, number * 7, number) for number in range(9)])
    statement = statements.parse(statements.load("ask/who-reported"))
    for given_, kept in (
        ({}, True),
        ({"by": "reds"}, True),
        ({"limit": 51}, False),
        ({"asOf": told.log.head().pos}, False),
        ({"type": "ATTACKED"}, False),
        ({"from": "2020-01-01"}, False),
    ):
        asked: list[str] = []

        def read(cypher: str, params: Mapping[str, object], asked: list[str] = asked) -> Rows:
            asked.append(cypher)
            return told.graph.read(cypher, params)

        params = statement.bind(given_)
        answer = quick.answer(told.graph, "who-reported", statement, params, read)
        assert answer.rows == told.graph.read(statement.body, params).rows
        assert asked == [statements.body(f"{'now' if kept else 'ask'}/who-reported")]
