import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.counts import numbers
from kg.extract.counts.number_words import parse
from kg.extract.spans import SentenceSpan
from kg.extract.text.tokens import tokenize


def found(text, **asked):
    spans = numbers.find(SentenceSpan(0, len(text), "body", tokenize(text)), **asked)
    return [(text[one.start : one.end], one.low, one.best, one.high) for one in spans]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("7", 7),
        ("1,200", 1_200),
        ("1.5 million", 1_500_000),
        ("12 thousand", 12_000),
        ("zero", 0),
        ("twenty-five", 25),
        ("ninety nine", 99),
        ("a hundred", 100),
        ("one hundred and twenty-five", 125),
        ("two thousand three hundred", 2_300),
        ("one hundred and five thousand", 105_000),
        ("two dozen", 24),
        ("half a dozen", 6),
        ("a couple of", 2),
        ("a few hundred", 200),
        ("hundreds of thousands", 200_000),
    ],
)
def test_digits_and_words_give_the_same_numbers(words, value):
    tokens = tokenize(words)
    number = parse(tokens, 0)
    assert number
    assert (number.value, number.end) == (value, len(tokens))


@pytest.mark.parametrize(
    "words", ["hundred", "twentieth", "1.5", "9" * 5_000, "a " + "thousand " * 9, "²", "a man", "F"]
)
def test_other_words_are_no_numbers(words):
    assert parse(tokenize(words), 0) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("25 guards died", ("25", 25, 25, 25)),
        ("Killing 1", ("1", 1, 1, 1)),
        ("one guard died", ("one", 1, 1, 1)),
        ("another three were hurt", ("three", 3, 3, 3)),
        ("more than 100 guards", ("more than 100", 100, 100, None)),
        ("at least five guards", ("at least five", 5, 5, None)),
        ("no fewer than a dozen guards", ("no fewer than a dozen", 12, 12, None)),
        ("over 1,200 guards", ("over 1,200", 1_200, 1_200, None)),
        ("100 or more guards", ("100 or more", 100, 100, None)),
        ("60-plus guards", ("60-plus", 60, 60, None)),
        ("guards: 100 +", ("100 +", 100, 100, None)),
        ("100+ guards", ("100+", 100, 100, None)),
        ("up to 30 guards", ("up to 30", None, 30, 30)),
        ("as many as 30 guards", ("as many as 30", None, 30, 30)),
        ("no more than ten guards", ("no more than ten", None, 10, 10)),
        ("fewer than 20 guards", ("fewer than 20", None, None, 20)),
        ("about 100 guards", ("about 100", None, 100, None)),
        ("some 100 guards", ("some 100", None, 100, None)),
        ('about "40 guards"', ('about "40', None, 40, None)),
        ("20 or so guards", ("20 or so", None, 20, None)),
        ("20 to 30 guards", ("20 to 30", 20, None, 30)),
        ("20-30 guards", ("20-30", 20, None, 30)),
        ("between 20 and 30 guards", ("between 20 and 30", 20, None, 30)),
        ("five or six guards", ("five or six", 5, None, 6)),
        ("two to three million people", ("two to three million", 2_000_000, None, 3_000_000)),
        ("dozens of guards", ("dozens", 24, None, None)),
        ("several guards", ("several", 3, None, None)),
        ("some of the guards", ("some", 1, None, None)),
        ("several hundred guards", ("several hundred", 300, None, None)),
        ("no guards died", ("no", 0, 0, 0)),
        ("none of them died", ("none", 0, 0, 0)),
        ("no one died", ("no one", 0, 0, 0)),
        ("a 20-member team", ("20", 20, 20, 20)),
        ("2,017 guards", ("2,017", 2_017, 2_017, 2_017)),
        ("2000 guards", ("2000", 2_000, 2_000, 2_000)),
        ("more than 1950 guards", ("more than 1950", 1_950, 1_950, None)),
    ],
)
def test_numbers_have_the_bounds_that_their_words_give(text, expected):
    assert found(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "an F-15 and an SU-22 and an F/A-18E over the M5",
        "on 24 May 2017 and May 7",
        "from 7 to 9 February",
        "in 2017",
        "two days later",
        "at 18:19 or 5 p.m. or 0900 GMT",
        "on 02/07/2018",
        "the 24/7 watch after 9/11",
        "40 percent, 50% and 12 per cent",
        "15 to 20 percent of the city",
        "Karim Said, 42, of Homs",
        "since 575 B.C.",
        "$3 million and €5",
        "a 24-year-old, aged 30, is 24 years old",
        "a two-day visit",
        "Resolution 2254 and Article 5",
        "rule No. 5",
        "the 20th and the third",
        "they met one another, and the one who left",
        "how many died",
        "no longer",
        "some, perhaps",
        "1.5 km",
    ],
)
def test_what_counts_nothing_is_left_out(text):
    assert found(text) == []


def test_a_change_from_one_number_to_another_is_no_range():
    assert [one[0] for one in found("The toll rose from 20 to 30.")] == ["20", "30"]


def test_numbers_stand_in_the_order_of_the_sentence():
    text = "Six soldiers were killed and another three injured, and at least 12 are missing."
    assert [one[0] for one in found(text)] == ["Six", "three", "at least 12"]


def test_articles_count_one_only_when_asked():
    text = "A man and another woman were hurt by a hundred stones."
    assert [one[:2] for one in found(text, articles=True)] == [("A", 1), ("another", 1), ("a hundred", 100)]
    assert [one[0] for one in found(text)] == ["a hundred"]


def test_a_first_number_above_the_second_shares_no_word_with_it():
    text = "7 to 1 hundred"
    (one,) = numbers.find(SentenceSpan(0, len(text), "body", tokenize(text)))
    assert (one.low, one.high) == (7, 100)


WORDS = """
    1 7 20 30 1,200 1.5 2000 2017 - – / : . , to and or from between of no one two twenty five hundred
    thousand million dozen a an half couple few several some many more than at least up less about nearly
    most in so plus + $ % percent years old day May x another none
"""


@given(st.lists(st.sampled_from(WORDS.split()), max_size=14), st.booleans(), st.booleans())
@settings(deadline=None)  # the first text pays for reading the word lists
def test_any_words_give_verbatim_spans_in_order(words, articles, glued):
    text = ("" if glued else " ").join(words)
    tokens = tokenize(text)
    edges = {token.start for token in tokens}, {token.end for token in tokens}
    end = 0
    for one in numbers.find(SentenceSpan(0, len(text), "body", tokens), articles=articles):
        assert end <= one.start < one.end
        assert one.start in edges[0]
        assert one.end in edges[1]
        bounds = [bound for bound in (one.low, one.best, one.high) if bound is not None]
        assert bounds == sorted(bounds)
        assert bounds
        end = one.end


@given(st.text())
@settings(deadline=None)  # the first text pays for reading the word lists
def test_any_text_can_be_searched(text):
    found(text, articles=True)
