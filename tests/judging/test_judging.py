"""What a judgement adds to the log, and when it is refused."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.canonical import BEGINNING
from kg.deciding.known import Known
from kg.errors import JudgementError
from kg.events import (
    AliasAdded,
    ArticleRetracted,
    ClaimAsserted,
    ClaimsLinked,
    EntityDefined,
    IdentityJudged,
    JudgementWithdrawn,
)
from kg.judgements import judging, sameness, stated
from kg.judgements.judging import Grounds
from kg.log.protocol import Batch
from kg.model import Entity
from tests.ask import world
from tests.ask.story import entities
from tests.logs import DAY_US, FIRST_US

from .saying import WHY, Judging

SHOT = world.REUTERS.key(0)
NEW_ACTORS = {name: (name.title(), "militia") for name in "abcdef"}


@pytest.fixture
def told() -> Judging:
    return Judging()


def identify(told: Judging, a: str, b: str, *, same: bool = True) -> int | None:
    return told.say(judging.identify(told.view, a, b, same=same, grounds=WHY))


def refused(line: str):
    return pytest.raises(JudgementError, match=re.escape(line))


def test_what_is_said_again_adds_nothing(told):
    article = told.view.article("r1")
    once = judging.retract_article(told.view, article, WHY)
    pos = told.say(once)
    again = judging.retract_article(told.view, article, Grounds("for another reason"))
    assert (again.payloads, again.standing.pos) == ((), pos)


def test_what_was_withdrawn_can_be_said_again(told):
    first = identify(told, "ndf", "sdf")
    told.say(judging.withdraw(told.view, first, WHY))
    assert identify(told, "sdf", "ndf") == first + 2


def test_a_judgement_holds_for_either_order_of_the_two(told):
    first = identify(told, "sdf", "ndf")
    again = judging.identify(told.view, "ndf", "sdf", same=True, grounds=WHY)
    assert again.standing.pos == first


@pytest.mark.parametrize("name", ["r1", "Shots at a checkpoint", "https://news.example/r1"])
def test_an_article_goes_by_its_key_id_title_or_address(told, name):
    key = world.REUTERS.article.key
    assert told.view.article(name).key == told.view.article(key[:BEGINNING]).key == key
    (event,) = judging.retract_article(told.view, told.view.article(name), WHY).payloads
    assert event == ArticleRetracted(article=key, reason="seen on site")


def test_withdrawing_twice_or_what_is_no_judgement_is_refused(told):
    pos = identify(told, "ndf", "sdf")
    told.say(judging.withdraw(told.view, pos, WHY))
    with refused(f"the judgement at {pos} was withdrawn already, at {pos + 1}"):
        judging.withdraw(told.view, pos, WHY)
    for nothing in (1, pos + 1, pos + 2):
        with refused(f"the event at {nothing} is no judgement: `kg judgements` lists them"):
            judging.withdraw(told.view, nothing, WHY)


def test_only_what_is_of_one_kind_and_in_the_log_can_be_one(told):
    with refused("ndf is of the kind actor and khasham of the kind place: only alike can be one"):
        identify(told, "ndf", "khasham")
    with refused("the log tells of no actor, place or incident 'hezbollah'"):
        identify(told, "ndf", "hezbollah")
    with refused("ndf is one already: name two"):
        identify(told, "ndf", "ndf")


@pytest.mark.parametrize(("a", "b"), [("ndf", "sdf"), ("khasham", "hasakah"), (world.AMMO, world.KHASHAM)])
def test_actors_places_and_incidents_can_be_one(told, a, b):
    judged = told.view.said_at(identify(told, a, b)).judgement
    assert isinstance(judged, IdentityJudged)
    assert (judged.kind, judged.a, judged.b) == (told.view.kind_of(a), *sorted((a, b)))


def test_a_same_that_would_join_two_sides_of_a_different_is_refused_with_the_chain():
    told = Judging(entities(NEW_ACTORS, {}))
    first, apart, third = (
        identify(told, "a", "b"),
        identify(told, "b", "c", same=False),
        identify(told, "c", "d"),
    )
    with refused(
        f"a and d cannot be one: a is b (at {first}), b is not c (at {apart}), c is d (at {third});"
        f" `kg withdraw {apart}` if that is wrong"
    ):
        identify(told, "a", "d")
    told.say(judging.withdraw(told.view, apart, WHY))
    assert identify(told, "a", "d")


def test_a_later_different_parts_what_was_joined():
    told = Judging(entities(NEW_ACTORS, {}))
    identify(told, "a", "b")
    identify(told, "b", "c")
    identify(told, "a", "c", same=False)
    assert sameness.together(told.view.identities("actor"), "a") == {"a", "b"}
    assert sameness.together(told.view.identities("actor"), "c") == {"c"}


pairs = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef"), st.booleans(), st.booleans()), max_size=14
)


@settings(deadline=None, max_examples=60)
@given(pairs)
def test_nothing_that_is_said_to_be_different_is_ever_one(said):
    told = Judging(entities(NEW_ACTORS, {}))
    for a, b, same, back in said:
        if a == b:
            continue
        try:
            pos = identify(told, a, b, same=same)
        except JudgementError:
            continue
        if back and pos:
            told.say(judging.withdraw(told.view, pos, WHY))
    live = told.view.identities("actor")
    for each in live:
        if not each.judgement.same:
            assert each.judgement.b not in sameness.together(live, each.judgement.a)


def aliases(told: Judging):
    known = Known()
    known.advance(told.log.read())
    return known.aliases()


def test_an_alias_is_refused_where_it_names_another_or_says_nothing_new(told):
    sdf, ndf = told.view.entities["sdf"], told.view.entities["ndf"]
    pos = told.say(judging.add_alias(told.view, sdf, "the  Force", WHY))
    assert aliases(told) == ((sdf, "the Force"),)
    assert judging.add_alias(told.view, sdf, "the Force", WHY).standing.pos == pos
    with refused(f"'the Force' names sdf by the judgement at {pos}: `kg withdraw {pos}` first"):
        judging.add_alias(told.view, ndf, "the Force", WHY)
    with refused("sdf goes by 'Syrian Democratic Forces' already"):
        judging.add_alias(told.view, sdf, "syrian democratic forces", WHY)
    with refused("' ' is too short for a name"):
        judging.add_alias(told.view, sdf, " ", WHY)
    told.say(judging.withdraw(told.view, pos, WHY))
    assert aliases(told) == ()


def test_an_alias_of_whom_the_log_does_not_speak_yet_tells_of_it_first(told):
    stranger = Entity(id="idf", name="Israel Defense Forces", kind="actor", type="military")
    judged = judging.add_alias(told.view, stranger, "the Army of the South", WHY)
    assert [type(event) for event in judged.payloads] == [EntityDefined, AliasAdded]
    assert told.view.said_at(told.say(judged)).judgement.entity == "idf"


def test_a_correction_takes_the_place_of_a_claim_in_its_incidents(told):
    stated = told.claim(SHOT)
    judged = judging.correct(told.view, stated, stated.claim.model_copy(update={"date": "2020-02-11"}), WHY)
    asserted, linked = judged.payloads
    assert isinstance(asserted, ClaimAsserted)
    assert (asserted.replaces, asserted.claim.date, asserted.claim.rule) == (SHOT, "2020-02-11", "person")
    assert isinstance(linked, ClaimsLinked)
    assert [link.incident for link in linked.links] == [world.AMMO]
    assert linked.links[0].claim == asserted.claim.key(world.REUTERS.article.key) != SHOT


def test_a_correction_that_changes_nothing_or_was_made_adds_nothing(told):
    stated = told.claim(SHOT)
    assert judging.correct(told.view, stated, stated.claim, WHY).payloads == ()
    revised = stated.claim.model_copy(update={"date": "2020-02-11"})
    pos = told.say(judging.correct(told.view, stated, revised, WHY))
    assert judging.correct(told.view, stated, revised, WHY).standing.pos == pos


def test_a_corrected_claim_can_only_be_corrected_as_what_it_is_now(told):
    stated = told.claim(SHOT)
    pos = told.say(judging.correct(told.view, stated, stated.claim.model_copy(update={"date": "2020"}), WHY))
    current = told.view.said_at(pos).judgement.claim.key(stated.article.key)
    other = stated.claim.model_copy(update={"date": "2019"})
    with refused(f"claim {SHOT} is replaced by {current}: correct that one, or `kg withdraw {pos}`"):
        judging.correct(told.view, stated, other, WHY)
    again = judging.correct(told.view, told.claim(current), other, WHY)
    back, asserted, _ = again.payloads
    assert isinstance(back, JudgementWithdrawn)
    assert (back.judgement, asserted.replaces, asserted.claim.date) == (pos, SHOT, "2019")
    assert told.say(again) == pos + 3
    with refused(f"was asserted at {pos} and taken back at {pos + 2}"):
        judging.correct(told.view, told.claim(current)._replace(judged=pos), stated.claim, WHY)


def test_a_claim_that_is_not_held_cannot_be_corrected(told):
    stated = told.claim(SHOT)
    other = stated.claim.model_copy(update={"date": "2019"})
    with refused(f"claim {SHOT} is read by no current run"):
        judging.correct(told.view, stated._replace(read=False), other, WHY)
    pos = told.say(judging.retract_claim(told.view, stated, WHY))
    with refused(f"claim {SHOT} is retracted at {pos}: `kg withdraw {pos}` first"):
        judging.correct(told.view, stated, other, WHY)


def test_a_persons_claim_is_withdrawn_and_not_retracted(told):
    stated = told.claim(SHOT)
    pos = told.say(judging.correct(told.view, stated, stated.claim.model_copy(update={"date": "2020"}), WHY))
    own = told.claim(told.view.said_at(pos).judgement.claim.key(stated.article.key))
    with refused(f"is a person's word: `kg withdraw {pos}` takes it back"):
        judging.retract_claim(told.view, own, WHY)


def test_a_claim_is_known_by_the_beginning_of_its_key_and_by_the_key_of_its_node(told):
    assert told.claim(SHOT[:8]) == told.claim(f"{SHOT}~17") == told.claim(SHOT)
    assert told.claim(SHOT).incidents == (world.AMMO,)


def test_a_beginning_that_several_claims_share_is_refused(told, monkeypatch):
    monkeypatch.setattr(stated, "BEGINNING", 0)
    with refused("begins the keys of several claims"):
        told.claim("")


def test_a_slip_of_a_few_letters_names_nothing(told):
    key = world.REUTERS.article.key
    for length in range(BEGINNING):
        assert told.view.article(key[:length]) is None
        assert stated.find(told.log.read(), SHOT[:length]) is None
    assert stated.find(told.log.read(), SHOT[:BEGINNING]) == told.claim(SHOT)


def test_what_cannot_be_written_down_is_refused_and_read_where_it_stands(told):
    judged = judging.identify(told.view, "ndf", "sdf", same=False, grounds=Grounds("half \ud800 of it"))
    with refused("half a character"):
        judged.batch(told.view, "ann")
    (payload,) = judged.payloads
    told.log.append(Batch(b"k", b"d", "ann", (payload.new(),)), tx_us=FIRST_US + told.view.pos * DAY_US)
    told.view.advance(told.log.read(told.view.pos))
    assert told.view.judgements()[-1].judgement == payload
    assert told.say(judging.identify(told.view, "us_forces", "sdf", same=False, grounds=WHY))


def test_two_claims_of_a_person_never_share_a_key(told):
    stated = told.claim(SHOT)
    bare = stated.claim.model_copy(update={"actors": ()})
    article = stated.article.key
    keys = set()
    for day in ("2020", "2019", "2018"):
        claim = bare.model_copy(update={"date": day})
        pos = told.say(judging.assert_claim(told.view, article, stated.sentence, claim, (), WHY))
        keys.add(told.view.said_at(pos).judgement.claim.key(article))
    assert len(keys) == 3
