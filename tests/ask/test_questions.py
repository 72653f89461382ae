"""The questions, asked of a graph that was made from given events."""

import json
from pathlib import Path

import pytest

from kg import docs
from kg.events import ClaimsRelated, Relation
from kg.log.protocol import Batch
from kg.projection.project import Projector
from kg.questions import ask
from kg.questions.explain import explain
from tests.logs import DAY_US, FIRST_US, logged

from . import world
from .conftest import Told, written_down
from .story import Line, entities, incident, tell

ANSWERS = Path(__file__).with_name("answers.json")
GIVEN: dict[str, dict[str, object]] = {
    "actor": {"actor": "us_forces"},
    "attacks-by": {"by": "us_forces"},
    "attacks-on": {"on": "us_forces"},
    "connection": {"actor": "russian_forces", "other": "sdf"},
    "incident": {"incident": world.AMMO},
}
QUESTIONS = [question.name for question in ask.catalogue()]


def rows(told: Told, name: str, **more: object) -> list[dict[str, object]]:
    return told.ask(name, **GIVEN.get(name, {}), **more)


def test_every_question_answers_as_is_written_down(told):
    answers = {}
    for name in QUESTIONS:
        table = ask.ask(told.graph, told.log, ask.question(name), GIVEN.get(name, {})).brief()
        last = table.columns.index("claim")
        answers[name] = [dict(zip(table.columns[:last], row[:last], strict=True)) for row in table.rows]
        assert answers[name], name
    text = json.dumps(answers, ensure_ascii=False, indent=1, default=str) + "\n"
    assert text == written_down(ANSWERS, text)


def test_every_row_leads_back_to_a_claim_and_its_words(told):
    said = {
        claim.key(article.article.key): claim.quote for article in world.ARTICLES for claim in article.claims
    }
    for name in QUESTIONS:
        for row in rows(told, name):
            quote = row.get("quote", row.get("one_quote"))
            assert said[row["claim"]] == quote, name
            for word in row.get("evidence", []):
                assert said[word["claim"]] == word["quote"]
                assert word["said_by"]
                assert word["article"]


def test_the_columns_are_those_of_the_documentation(told):
    for question in ask.catalogue():
        answer = ask.ask(told.graph, told.log, question, GIVEN.get(question.name, {}))
        assert answer.columns == docs.columns(question)


def test_a_smaller_limit_gives_the_first_rows(told):
    for name in QUESTIONS:
        everything = rows(told, name)
        for limit in (1, 2):
            assert rows(told, name, limit=limit) == everything[:limit], name


def test_both_directions_of_a_fight_stand_side_by_side(told):
    fight = told.ask("who-attacked-whom", incident="ammo")
    assert [(row["attacker"], row["attacked"], row["status"]) for row in fight] == [
        ("US forces", "residents", "contested"),
        ("National Defence Forces", "US forces", "contested"),
    ]
    assert fight[0]["said_by"] == ["SANA via Reuters", "RT", "US-led coalition via RT (denies)"]
    assert (fight[0]["claims"], fight[0]["outlets"]) == (2, 2)
    assert fight[1]["said_by"] == ["US forces via Reuters"]


def test_contested_tolls_stand_side_by_side(told):
    (row,) = told.ask("contested", about="toll")
    assert (row["one_says"], row["one_said_by"]) == ("100+ killed: Wagner Group", ["US forces"])
    assert (row["other_says"], row["other_said_by"]) == ("25 killed, 10-15 wounded: Wagner Group", ["SANA"])
    assert row["one_quote"] == world.text(world.BLOG, 0)
    assert row["other_quote"] == world.text(world.SANA, 0)


def test_a_denial_names_who_denied_and_what_stands_against_it(told):
    (row,) = told.ask("who-denied", actor="US-led coalition")
    assert row["denied"] == "US forces attacked residents"
    assert row["against"] == [world.text(world.REUTERS, 0)]


def test_a_de_escalation_tells_what_happened_before(told):
    (row,) = told.ask("de-escalations", actor="Russian forces")
    assert row["calmed"] == "Clash at Khirbet Ammo"
    assert row["said_by"] == ["SOHR via Reuters", "RT"]
    assert row["before"] == ["National Defence Forces attacked US forces", "US forces attacked residents"]


def test_a_place_stands_for_what_lies_within(told):
    assert [row["place"] for row in told.ask("hotspots", within="syria")] == ["Khirbet Ammo", "Khasham"]
    assert [row["place"] for row in told.ask("hotspots", within="hasakah")] == ["Khirbet Ammo"]
    assert [row["place"] for row in told.ask("timeline", place="hasakah")] == ["Khirbet Ammo"]


def test_there_is_no_connection_to_an_actor_that_no_claim_names(told):
    assert told.ask("connection", actor="sdf", other="rt") == []
    assert told.ask("connection", actor="sdf", other="sdf") == []


@pytest.mark.parametrize(
    ("given", "incidents"),
    [
        ({"from_": "2019"}, {"Clash at Khirbet Ammo"}),
        ({"to": "2018-02"}, {"Battle of Khasham"}),
        ({"from_": "2018-02-07", "to": "2018-02-07"}, {"Battle of Khasham"}),
        ({"from_": "2018-02-08", "to": "2020-02-11"}, set()),
    ],
)
def test_days_bound_what_happened(told, given, incidents):
    for name in ("who-attacked-whom", "tolls", "timeline", "contested", "first-report"):
        assert {row["incident"] for row in told.ask(name, **given)} == incidents, name


def test_as_of_a_day_only_what_was_recorded_by_then_is_known(told):
    before = told.log.head().pos - len(world.RT.events()) - 2
    read = ask.position("2021-01-01", told.log.position_at)
    assert read == 1
    assert told.ask("who-denied", asOf=before) == []
    assert told.ask("who-attacked-whom", asOf="2021-01-01") == []
    assert told.ask("who-attacked-whom", asOf="2022-01-01") == told.ask("who-attacked-whom")


def test_as_of_a_position_is_what_a_graph_at_that_position_answers(graph):
    events = world.events()
    events += world.without_the_last_line(world.RT)
    log = logged(events)
    projector, at_the_time = Projector(log, graph), {}
    told = Told(graph, log)
    for pos in (*range(len(events) - 14, len(events), 2), len(events)):
        projector.catch_up(until=pos)
        at_the_time[pos] = {name: rows(told, name) for name in QUESTIONS if _named(told, name)}
    for pos, answers in at_the_time.items():
        for name, answer in answers.items():
            assert rows(told, name, asOf=pos) == answer, (pos, name)
    assert len({json.dumps(answers, default=str) for answers in at_the_time.values()}) > 5


def _named(told: Told, name: str) -> bool:
    """Whether what the question names is in the graph already."""
    return name != "incident" or bool(told.ask("timeline", actor="us_forces", from_="2020"))


def test_questions_count_as_the_direct_edges_do(told):
    edges = told.graph.read(
        "MATCH (a:Actor)-[r]->(b) WHERE r.status IS NOT NULL "
        "RETURN a.key, type(r), b.key, r.incident, r.claims, r.outlets, r.status",
        {},
    ).rows
    attacks = [
        [row["attacker_key"], "ATTACKED", *(row[name] for name in ("attacked_key", "incident_key", *COUNTS))]
        for row in told.ask("who-attacked-whom")
    ]
    assert sorted(attacks) == sorted(edge for edge in edges if edge[1] == "ATTACKED")
    lonely = [
        [row[name] for name in ("actor_key", "type", "whom_key", "incident_key", "claims", "status")]
        for row in told.ask("single-source")
    ]
    assert sorted(map(str, lonely)) == sorted(str([*edge[:5], edge[6]]) for edge in edges if edge[5] == 1)


def test_a_copied_claim_is_no_voice_of_its_own(told):
    """What RT says of the strike becomes a copy of what Reuters has SANA say: one source where two were."""
    (row,) = (row for row in told.ask("who-attacked-whom", incident="ammo") if row["outlets"] == 2)
    ours, theirs = (word["claim"] for word in row["evidence"] if word["modality"] != "denied")
    before = told.log.head().pos
    copy = Relation(a=theirs, b=ours, kind="copy", about="sentence")
    related = ClaimsRelated(article=world.RT.article.key, method="test", relations=(copy,))
    key = b"copy".rjust(32)
    told.log.append(Batch(key, key, "test", (related.new(),)), tx_us=FIRST_US + 999 * DAY_US)
    Projector(told.log, told.graph).catch_up()
    test_questions_count_as_the_direct_edges_do(told)
    again = {
        asof: next(r for r in told.ask("who-attacked-whom", incident="ammo", asOf=asof) if r["claims"] == 2)
        for asof in (before, before + 1)
    }
    assert [row["outlets"] for row in again.values()] == [2, 1]
    (ground,) = explain(told.graph, told.log, theirs).grounds
    assert ground.copied
    assert any(ours in line and "copied from" in line for line in ground.lines())


COUNTS = ("claims", "outlets", "status")


def test_a_fight_with_each_other_is_told_as_one_and_is_no_attack_of_anybody_on_itself(graph):
    names = {"sdf": "SDF", "ndf": "NDF", "wire": "The Wire"}
    both = {"sdf": "The SDF", "ndf": "the NDF"}
    fought = Line("The SDF and the NDF fought.", "ATTACKED", both, both, category="ASSAULT", incident="ammo")
    article = tell("mutual.txt", "wire", "2020-02-13", fought, names=names)
    kinds = {"sdf": ("SDF", "militia"), "ndf": ("NDF", "militia"), "wire": ("The Wire", "media")}
    log = logged([*entities(kinds, {}), incident("ammo", "Ammo", "2020-02-12", None), *article.events()])
    Projector(log, graph).catch_up()
    told = Told(graph, log)
    [row] = told.ask("timeline")
    assert row["happened"] == ["SDF, NDF attacked each other"]
    [ground] = explain(graph, log, article.key(0)).grounds
    assert ground.says == "SDF, NDF attacked each other"
    directions = [("ndf", "sdf"), ("sdf", "ndf")]
    attacks = told.ask("who-attacked-whom")
    assert sorted((row["attacker_key"], row["attacked_key"]) for row in attacks) == directions
    assert sorted((row["actor_key"], row["whom_key"]) for row in told.ask("single-source")) == directions
    for party in ("sdf", "ndf"):
        assert len(told.ask("attacks-by", by=party)) == len(told.ask("attacks-on", on=party)) == 1
