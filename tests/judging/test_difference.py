"""What some events change in the picture, as a person is told it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.events import IdentityJudged, JudgementWithdrawn
from kg.judgements import judging
from kg.judgements.difference import Change, difference, imagined
from kg.judgements.telling import said_between
from tests.ask import world
from tests.ask.histories import history
from tests.logs import logged

from .saying import WHY, Judging

SHOT = world.REUTERS.key(0)


def would_change(told: Judging, judged: judging.Judged) -> list[Change]:
    batch = judged.batch(told.view, "ann")
    return difference(told.log.read(), imagined(batch, after=told.view.pos, tx_us=told.view.tx_us))


def test_retracting_a_claim_takes_its_sums_and_contradictions_along():
    told = Judging()
    changes = would_change(told, judging.retract_claim(told.view, told.claim(SHOT), WHY))
    by_kind = {(each.what, each.change): each for each in changes}
    assert set(by_kind) == {("claim", "gone"), ("contradiction", "gone"), ("edge", "changed")}
    edge = by_kind["edge", "changed"]
    assert edge.name == "US forces attacked residents · Clash at Khirbet Ammo"
    assert (edge.before, edge.after) == ("contested: claims 2, outlets 2", "contested: claims 1, outlets 1")
    assert by_kind["claim", "gone"].name == world.text(world.REUTERS, 0)


def test_joining_two_actors_moves_what_they_did_to_the_one_that_is_shown():
    told = Judging()
    changes = would_change(
        told, judging.identify(told.view, "us_forces", "us_led_coalition", same=True, grounds=WHY)
    )
    shown = [(each.name, each.after) for each in changes if each.what == "identity"]
    assert shown == [("US-led coalition (us_led_coalition)", "US forces")]
    assert [each.name for each in changes if each.what == "edge" and each.change == "new"] == [
        "US forces attacked Wagner Group · Battle of Khasham"
    ]


def test_a_new_article_is_told_with_its_claims_and_what_they_are_about():
    events = list(logged(world.events()).read())
    at = next(event.pos for event in events if event.subject == world.REUTERS.article.key) - 1
    until = at + len(world.REUTERS.events())
    changes = difference(events[:at], events[at:until])
    counts = {(each.what, each.change) for each in changes}
    assert counts == {("article", "new"), ("claim", "new"), ("edge", "new")}
    assert [each.name for each in changes if each.what == "article"] == ["Shots at a checkpoint"]


def test_judgements_are_told_where_they_were_made_or_taken_back():
    told = Judging()
    start = told.view.pos
    pos = told.say(judging.identify(told.view, "ndf", "sdf", same=True, grounds=WHY))
    told.say(judging.withdraw(told.view, pos, WHY))
    (made,) = said_between(told.view, start, pos)
    assert (made.change, made.name) == (
        "new",
        "National Defence Forces (ndf) is Syrian Democratic Forces (sdf)",
    )
    (gone,) = said_between(told.view, pos, pos + 1)
    assert (gone.change, gone.key) == ("gone", str(pos))
    assert list(said_between(told.view, start, pos + 1)) == []


numbers = st.integers(0, 99)
moves = st.lists(st.tuples(numbers, numbers, numbers, numbers), min_size=4, max_size=16)


@settings(deadline=None, max_examples=40)
@given(moves, st.integers(0, 9), st.integers(0, 9), st.booleans())
def test_a_judgement_that_is_taken_back_has_changed_nothing(moves, one, other, same):
    events = history(moves)
    ids = ("blues", "greens", "hill_people", "reds", "x_reds")
    judged = IdentityJudged(
        kind="actor", a=ids[one % 5], b=ids[other % 5], same=same, evidence=(), score=None, reason=""
    )
    if judged.a == judged.b:
        return
    back = JudgementWithdrawn(judgement=len(events) + 1, reason="")
    log = logged([*events, judged, back])
    assert difference(log.read(until=len(events)), log.read(len(events))) == []
