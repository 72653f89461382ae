"""What becomes of a claim when a person says what it should say."""

import pytest

from kg.errors import JudgementError
from kg.judgements import revising
from kg.judgements.revising import Named, Revision
from kg.judgements.stated import Text
from kg.model import Count, Modality, Polarity
from tests.ask import world

ARTICLE = Text(world.REUTERS.article.key, world.REUTERS.article.text, world.REUTERS.outlet)
CLAIM, SENTENCE = (
    world.REUTERS.claims[1],
    world.REUTERS.sentences[1],
)  # The patrol came under fire from militiamen


def revised(**said):
    return revising.revise(CLAIM, Revision(**said), ARTICLE, SENTENCE)


def test_what_is_not_named_stays():
    assert revised() == CLAIM
    assert revised(date="2020-02-13") == CLAIM.model_copy(update={"date": "2020-02-13"})


def test_a_party_keeps_the_words_of_the_one_it_replaces():
    (actor,) = revised(actors=(Named("sdf", "SDF", "SDF"),)).actors
    assert (actor.id, actor.text) == ("sdf", "militiamen")


def test_a_party_gets_the_words_of_the_sentence_that_it_was_named_by():
    (actor,) = revised(actors=(Named("us_forces", "US forces", "American officer"),)).actors
    assert ARTICLE.text[actor.start : actor.end] == actor.text == "American officer"


def test_a_party_of_whom_the_sentence_says_nothing_has_no_words():
    named = (Named("sdf", "SDF", "SDF"), Named("ndf", "NDF", "NDF"))
    assert {(party.text, party.start, party.end) for party in revised(actors=named).actors} == {("", 0, 0)}


def test_what_is_none_is_taken_out():
    assert revised(actors=()).actors == ()
    assert revised(place=()).place is None
    assert revised(date="none").date is None


def test_another_type_has_another_category():
    assert (revised(type="MET_WITH").category, revised(type="MET_WITH").mode) == ("CONSULT", None)


def test_polarity_modality_and_an_interval_are_taken_over():
    claim = revised(polarity=Polarity.NEGATED, modality=Modality.DENIED, date="2020-02-11/2020-02-12")
    assert (claim.polarity, claim.modality) == (Polarity.NEGATED, Modality.DENIED)
    assert (claim.date, claim.date_to) == ("2020-02-11", "2020-02-12")
    for first, last in (("2020-02", "2020-02-12"), ("2020-02-12", "2020-02"), ("2020", "2021")):
        claim = revised(date=f"{first}/{last}")
        assert (claim.date, claim.date_to) == (first, last)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("25", Count(low=25, best=25, high=25)),
        ("10-15", Count(low=10, best=None, high=15)),
        ("100+", Count(low=100, best=100, high=None)),
    ],
)
def test_a_toll_is_a_number_a_range_or_a_lower_bound(text, count):
    assert revised(killed=text).casualties.killed == count


def test_a_toll_that_says_nothing_more_is_gone():
    claim = revised(killed="3")
    assert revising.revise(claim, Revision(killed="none"), ARTICLE, SENTENCE).casualties is None


@pytest.mark.parametrize(
    "said",
    [
        {"killed": "many"},
        {"killed": "15-10"},
        {"killed": "10000000001"},
        {"killed": "1-99999999999999999999"},
        {"wounded": "9" * 5_000},
        {"date": "yesterday"},
        {"date": "2020-02-12/soon"},
        {"date": "2020-02-30"},
        {"date": "2020-13"},
        {"date": "0000"},
        {"date": "2020-02-12/2020-02-31"},
        {"date": "2020-02-12/2020-01"},
        {"date": "2020-02/2019"},
    ],
)
def test_what_is_no_number_or_date_is_refused(said):
    """What got into the log would keep the graph from being made."""
    with pytest.raises(JudgementError, match=next(iter(said.values()))):
        revised(**said)


def test_a_claim_is_asserted_on_words_that_stand_in_the_article():
    claim, sentence = revising.quoted(ARTICLE, "came under fire", world.REUTERS.sentences, type_="ATTACKED")
    assert sentence == SENTENCE
    assert ARTICLE.text[claim.start : claim.end] == claim.quote == "came under fire"
    with pytest.raises(JudgementError, match="does not say 'was never there'"):
        revising.quoted(ARTICLE, "was never there", world.REUTERS.sentences, type_="ATTACKED")
