"""What counts as right, missed and extra in an annotated article."""

import pytest

from kg.evaluate import annotated
from kg.evaluate.figures import Figure
from kg.evaluate.gold import Annotation
from kg.evaluate.readings import Reading
from kg.model import Casualties, Claim, Count, Polarity
from tests.evaluate.made import KILLED, SHELLED, claim, figures, gold, notes, party, reading, wanted


def test_a_claim_is_right_where_type_source_target_and_words_are():
    found = figures(gold(wanted()), reading(claim()))
    assert (found["claims"].precision, found["claims"].recall) == (1.0, 1.0)
    assert found["ATTACKED"].gold == found["ATTACKED"].predicted == 1


@pytest.mark.parametrize(
    "wrong",
    [
        claim("BLOCKED"),
        claim(actors=(party("a monitor"),)),
        claim(recipients=()),
        claim(quote=KILLED),
        claim(quote="Words that nobody wrote"),
    ],
    ids=["type", "source", "target", "words", "not verbatim"],
)
def test_a_claim_with_one_thing_wrong_is_both_missed_and_extra(wrong):
    found = figures(gold(wanted()), reading(wrong))["claims"]
    assert (found.precision, found.recall, found.gold, found.predicted) == (0.0, 0.0, 1, 1)
    assert {"missed", "extra"} <= set(notes(gold(wanted()), reading(wrong)))


def test_the_place_of_a_claim_may_be_the_target():
    at_tarn = claim(recipients=(), place=party("Tarn"))
    assert figures(gold(wanted(target="tarn")), reading(at_tarn))["claims"].recall == 1.0


def test_a_target_that_is_an_incident_is_right_with_any_recipient():
    assert (
        figures(gold(wanted(target="tarn_shelling")), reading(claim(recipients=())))["claims"].recall == 1.0
    )


def test_an_optional_claim_is_right_when_read_and_no_miss_when_not():
    optional = gold(wanted(optional=True))
    assert figures(optional, reading(claim()))["claims"][1:] == (1.0, 0.0, 0.0, None, 0, 1)
    assert notes(optional, reading()) == []


def test_a_claim_that_answers_two_annotations_is_one_right_claim_and_two_found():
    found = figures(gold(wanted(), wanted(target="tarn_shelling")), reading(claim()))["claims"]
    assert (found.recall, found.gold, found.precision, found.predicted) == (1.0, 2, 1.0, 1)


def test_a_type_that_nobody_asks_for_counts_only_where_the_gold_has_it():
    other = claim("DEMANDED")
    assert figures(gold(wanted()), reading(claim(), other))["claims"].predicted == 1
    assert figures(gold(wanted(), wanted(type="DEMANDED")), reading(claim(), other))["claims"].predicted == 2
    assert figures(gold(wanted(), wanted(type="OTHER")), reading(claim()))["claims"].gold == 1


@pytest.mark.parametrize(
    ("said", "attribution", "right"),
    [
        (("a monitor",), ["monitor"], True),
        (("an agency", "a monitor"), ["monitor", "army"], True),
        (("soldiers",), ["monitor", "army"], False),
        ((), ["monitor"], False),
        ((), [], True),
        (("a monitor",), [], False),
    ],
)
def test_attribution_is_right_where_the_innermost_speaker_is_in_the_chain(said, attribution, right):
    read = claim(attribution=tuple(map(party, said)))
    found = figures(gold(wanted(attribution=attribution)), reading(read))["attribution"]
    assert (found.value, found.gold) == (float(right), 1)


@pytest.mark.parametrize(
    ("day", "asked", "value"),
    [
        ("2020-02-12", "2020-02", 1.0),
        ("2020-02", "2020-02-12", 0.0),
        (None, "2020", 0.0),
        ("2020", None, None),
    ],
)
def test_a_day_is_right_where_it_is_in_the_golds(day, asked, value):
    assert figures(gold(wanted(date=asked)), reading(claim(date=day)))["dates"].value == value


def test_polarity_is_whether_it_happened():
    negated = reading(claim(polarity=Polarity.NEGATED))
    assert figures(gold(wanted(negated=True)), negated)["polarity"].value == 1.0
    assert figures(gold(wanted(negated=False)), negated)["polarity"].value == 0.0


def test_incidents_are_compared_where_both_have_one():
    read = claim()
    key = read.key(reading().article.key)
    linked = reading(read, incidents={key: "some incident"})
    assert figures(gold(wanted(incident="tarn_shelling")), linked)["incidents (B³)"].f1 == 1.0
    assert figures(gold(wanted(incident="tarn_shelling")), reading(read))["incidents (B³)"].gold == 0


def test_a_quote_that_is_not_in_the_article_is_counted_and_listed():
    invented = reading(claim(quote="Words that nobody wrote"))
    assert figures(gold(), invented)["quotes not verbatim"].value == 1
    assert "not verbatim" in notes(gold(), invented)


def test_what_is_found_but_told_otherwise_is_listed():
    wants = wanted(date="2020-02-12", negated=True, attribution=["monitor"])
    assert notes(gold(wants), reading(claim(date="2020-02-13"))) == ["attribution", "date", "polarity"]


def toll(killed: Count | None, wounded: Count | None, *, quote: str = KILLED) -> Claim:
    return claim("CASUALTIES", quote=quote, casualties=Casualties(killed=killed, wounded=wounded))


def exactly(number: int) -> Count:
    return Count(low=number, best=number, high=number)


AT_LEAST_SEVEN = Count(low=7, best=7, high=None)


def casualties(read: Reading, **numbers) -> Figure:
    return figures(gold(casualties=[{"quote": KILLED, "victim": "army", **numbers}]), read)["casualties"]


def test_a_number_is_found_as_low_best_or_high():
    found = casualties(reading(toll(AT_LEAST_SEVEN, exactly(3))), killed=7, wounded=3)
    assert (found.precision, found.recall, found.gold) == (1.0, 1.0, 2)


@pytest.mark.parametrize("read", [toll(exactly(8), None), toll(exactly(7), None, quote=SHELLED)])
def test_a_number_that_is_wrong_or_of_other_words_is_missed_and_extra(read):
    found = casualties(reading(read), killed=7)
    assert (found.precision, found.recall, found.predicted) == (0.0, 0.0, 1)
    assert notes(gold(casualties=[{"quote": KILLED, "killed": 7}]), reading(read)) == ["missed", "extra"]


def test_a_number_that_the_gold_leaves_open_counts_neither_way():
    assert casualties(reading(toll(exactly(7), exactly(9))), killed=7).predicted == 1
    assert casualties(reading(toll(exactly(7), None)), killed=8, optional=True)[1:] == (
        0.0,
        0.0,
        0.0,
        None,
        0,
        0,
    )


def test_an_extra_number_is_listed_with_its_rule():
    marks = annotated.mark(
        Annotation.model_validate(gold()), reading(toll(AT_LEAST_SEVEN, None)), annotated.ASKED
    )
    [note] = annotated.noted(marks)
    assert (note.what, note.claim) == ("extra", "at least 7 killed: the army base [a.rule]")
