"""Why the graph says so: the words of the log behind claims, edges and incidents."""

import re

import pytest

from kg.errors import QuestionError
from kg.model import Count
from kg.projection.project import Projector
from kg.questions.explain import Explanation, explain
from tests.logs import logged

from . import world
from .story import Line, incident, tell

PATROL = world.REUTERS.claims[1].key(world.REUTERS.article.key)


def sentences(explained: Explanation) -> list[str]:
    return [ground.sentence for ground in explained.grounds]


def test_a_claim_is_explained_by_its_sentence_speakers_and_rule(told):
    (ground,) = explain(told.graph, told.log, PATROL).grounds
    assert ground.lines() == [
        "National Defence Forces attacked US forces · Clash at Khirbet Ammo",
        "said by US forces via Reuters (report, affirmed, asserted)",
        "  The patrol came under fire from militiamen, an American officer said.",
        "  ========== ^^^^^^^^^^^^^^^      ~~~~~~~~~~",
        f"rule test/attacked · claim {PATROL}",
        "in Shots at a checkpoint, 2020-02-12, https://news.example/r1",
    ]


def test_the_beginning_of_a_key_will_do_where_no_other_begins_so(told):
    assert explain(told.graph, told.log, PATROL[:8]) == explain(told.graph, told.log, PATROL)


def test_an_incident_is_explained_by_all_that_is_said_about_it(told):
    explained = explain(told.graph, told.log, "ammo")
    assert explained.title == "incident ammo: Clash at Khirbet Ammo"
    expected = [world.text(article, line) for article in (world.REUTERS, world.RT) for line in range(4)]
    assert sentences(explained) == expected
    assert "1 killed: residents, by US forces · Clash at Khirbet Ammo" in explained.lines()


@pytest.mark.parametrize(
    ("edge", "expected"),
    [
        ("US forces ATTACKED residents", [(world.REUTERS, 0), (world.RT, 0), (world.RT, 1)]),
        ("us_forces BACKS sdf", [(world.BLOG, 2)]),
        ("russian_forces DE_ESCALATED ammo", [(world.REUTERS, 3), (world.RT, 3)]),
        ("wagner ATTACKED Khasham", [(world.BLOG, 1)]),
        ("ndf ALLIED_WITH Russian forces", [(world.SANA, 2)]),
    ],
)
def test_an_edge_is_named_by_its_ends_and_its_type(told, edge, expected):
    explained = explain(told.graph, told.log, edge)
    assert sentences(explained) == [world.text(article, line) for article, line in expected]


def test_an_edge_may_be_named_by_its_key(told):
    statement = "MATCH (:Actor {key: 'us_forces'})-[edge:BACKS]->() RETURN edge.key"
    key = told.graph.read(statement, {}).rows[0][0]
    for given in (key, key[:8]):
        assert sentences(explain(told.graph, told.log, given)) == [world.text(world.BLOG, 2)]


def test_a_claim_that_is_no_longer_held_says_since_when(graph):
    log = logged([*world.events(), *world.without_the_last_line(world.RT)])
    Projector(log, graph).catch_up()
    gone = world.RT.claims[-1].key(world.RT.article.key)
    (ground,) = explain(graph, log, gone).grounds
    assert ground.sentence == world.text(world.RT, 3)
    assert ground.lines()[-1] == f"retired at position {log.head().pos}: test 2 does not read it"
    assert world.text(world.RT, 3) not in sentences(explain(graph, log, "ammo"))


def test_a_claim_that_comes_back_is_explained_for_each_time_it_was_held(graph):
    again = [event.model_copy(update={"version": "3"}) for event in world.RT.events()[1:2]]
    log = logged([*world.events(), *world.without_the_last_line(world.RT), *again])
    Projector(log, graph).catch_up()
    back = world.RT.claims[-1].key(world.RT.article.key)
    grounds = explain(graph, log, back[:10]).grounds
    assert [ground.claim for ground in grounds] == [back, f"{back}~{log.head().pos}"]
    assert [ground.retired is None for ground in grounds] == [False, True]


@pytest.mark.parametrize("key", ["", "zzz", "zzzzzzzz", "' OR 1=1", "sdf ATTACKED ndf", "*"])
def test_what_nothing_goes_by_is_refused(told, key):
    with pytest.raises(QuestionError, match=re.escape(repr(key))):
        explain(told.graph, told.log, key)


def test_names_in_an_edge_that_nobody_has_get_suggestions(told):
    with pytest.raises(QuestionError, match="us_forces"):
        explain(told.graph, told.log, "us_force ATTACKED residents")


def test_an_ambiguous_beginning_is_answered_with_the_keys(told):
    twins = "UNWIND ['feed01', 'feed02'] AS key CREATE (:Claim {key: key})"
    told.graph.write(lambda tx: tx.run(twins, {}))
    with pytest.raises(QuestionError, match=r"feed01, feed02: give more of it"):
        explain(told.graph, told.log, "feed0")


def test_a_toll_or_a_deed_of_nobody_known_is_explained_without_them(graph):
    died = Line("Five died.", "CASUALTIES", killed=Count(low=5, best=5, high=5), incident="ammo")
    shot = Line("Shots fell.", "ATTACKED", incident="ammo")
    article = tell("bare.txt", None, None, died, shot, names={})
    log = logged([incident("ammo", "Ammo", "2020-02-12", None), *article.events()])
    Projector(log, graph).catch_up()
    says = {ground.says for ground in explain(graph, log, "ammo").grounds}
    assert says == {"5 killed", "attacked"}
