"""Words underlined on the line below them."""

import re

from hypothesis import given
from hypothesis import strategies as st

from kg.questions.underline import Mark, cells, underline

texts = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=120)


def test_signs_stand_under_their_words():
    assert underline("US troops shot at villagers.", [Mark(0, 9, "~"), Mark(10, 17, "^")]) == [
        "US troops shot at villagers.",
        "~~~~~~~~~ ^^^^^^^",
    ]


def test_a_mark_goes_on_where_the_line_breaks():
    assert underline("aaa bbb ccc ddd", [Mark(4, 11, "^")], width=8) == [
        "aaa bbb",
        "    ^^^",
        "ccc ddd",
        "^^^",
    ]


def test_wide_and_combining_characters_count_as_the_columns_they_take():
    assert underline("軍隊 shot", [Mark(3, 7, "^")]) == ["軍隊 shot", "     ^^^^"]
    assert underline("e\u0301te\u0301 a", [Mark(6, 7, "^")])[1] == "    ^"
    assert [cells(letter) for letter in ("a", "軍", "\u0301")] == [1, 2, 0]


def test_control_characters_become_spaces():
    assert underline("a\x1b[31m\nb", [Mark(7, 8, "^")]) == ["a [31m b", "       ^"]


def test_a_mark_without_words_draws_nothing():
    assert underline("nobody said", [Mark(0, 0, "~"), Mark(-5, 0, "~"), Mark(99, 120, "^")]) == [
        "nobody said"
    ]


@given(texts, st.integers(0, 120), st.integers(0, 120), st.integers(8, 60))
def test_no_word_is_lost_and_the_marked_ones_stay_as_wide(text, start, end, width):
    plain = underline(text, [], width=width)
    assert "".join("".join(plain).split()) == "".join(re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", text).split())
    marked = underline(text, [Mark(start, end, "\x00")], width=width)
    assert [line for line in marked if not set(line) <= {" ", "\x00"} or "\x00" not in line] == plain
