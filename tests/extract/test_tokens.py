from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.text.tokens import tokenize


def words(text):
    return [token.text for token in tokenize(text)]


def norms(text):
    return [token.norm for token in tokenize(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("US-led", ["us", "-", "led"]),
        ("U.S. -led", ["us", "-", "led"]),
        ("U.N.-backed", ["un", "-", "backed"]),
        ("the U.S. troops", ["the", "us", "troops"]),
        ("the U.S troops", ["the", "us", "troops"]),
        ("USA and U.S.A.", ["usa", "and", "usa"]),
        ("at 9 a.m. Friday", ["at", "9", "am", "friday"]),
        ("de-escalate", ["de", "-", "escalate"]),
        ("F-15E", ["f", "-", "15e"]),
        ("al-Tanf", ["al", "-", "tanf"]),
        ("Jordan’s army", ["jordan", "'s", "army"]),
        ("the U.N.'s envoy", ["the", "un", "'s", "envoy"]),
        ("the forces' base", ["the", "forces", "'", "base"]),
        ("didn’t", ["didn't"]),
        ("Ma'arrat", ["ma'arrat"]),
        ("O'Neil's", ["o'neil", "'s"]),
        ("1,200 men", ["1,200", "men"]),
        ("1.5 million", ["1.5", "million"]),
        ("1, 200", ["1", ",", "200"]),
        ("12.05.2017", ["12", ".", "05", ".", "2017"]),
        ("18:19", ["18", ":", "19"]),
        ("the 20th", ["the", "20th"]),
        ("Col. B. Reed", ["col", ".", "b", ".", "reed"]),
        ("left.Then", ["left", ".", "then"]),
        ('"Go!"', ['"', "go", "!", '"']),
        ("café e\u0301a", ["café", "e\u0301a"]),
        ("de\u00adploy", ["deploy"]),
        ("\ufeffTwo\u200b men", ["two", "men"]),
        ("أعلن الجيش", ["أعلن", "الجيش"]),
    ],
)
def test_words_are_cut_and_folded_by_the_rules(text, expected):
    assert norms(text) == expected


def test_only_the_asked_stretch_is_read_and_offsets_are_those_of_the_text():
    text = "Troops left Tanf. Nobody stayed."
    tokens = tokenize(text, 7, 17)
    assert [(token.start, token.text) for token in tokens] == [(7, "left"), (12, "Tanf"), (16, ".")]


@given(st.text())
@settings(deadline=None)
def test_tokens_are_verbatim_in_order_and_do_not_overlap(text):
    tokens = tokenize(text)
    assert all(text[token.start : token.end] == token.text and token.text for token in tokens)
    assert all(left.end <= right.start for left, right in pairwise(tokens))


@given(st.text(alphabet="aS.,'’-0123 \n\"é"))
@settings(deadline=None)
def test_every_character_that_shows_is_in_a_token(text):
    covered = {index for token in tokenize(text) for index in range(token.start, token.end)}
    assert covered == {index for index, char in enumerate(text) if not char.isspace()}


@pytest.mark.parametrize("unit", ["1", "1.", "111,", "a.", "a'", "'s", '"', "é", "-"])
def test_monotonous_text_of_any_length_is_tokenised(unit):
    text = unit * 20_000
    assert "".join(words(text)) == text
