"""Spellings of one name share a key; other names do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.identity.skeleton import fold, keys

SAME = [
    ("Qamishli", "Kamyshly", "al-Qamishli", "Qamishlo"),
    ("Hasakah", "Hasake", "Haseke", "al-Hasakah"),
    ("Khirbet Ammo", "Khirbat-Amo", "Kharbat Amou", "Khirbet Ammu"),
    ("Maghawir al-Thawra", "Maghaweir al-Thowra"),
    ("Deir ez-Zor", "Deir al-Zour", "Deir Ezzor", "Dayr az Zawr"),
    ("Raqqa", "ar-Raqqah", "Raqqah", "Arraqa"),
    ("Khusham", "Kusham", "Khasham"),
    ("Saraqib", "Saraqeb", "Sarāqib"),
]


@pytest.mark.parametrize("spellings", SAME)
def test_spellings_of_one_name_share_a_key(spellings):
    assert set.intersection(*(set(keys(spelling)) for spelling in spellings))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hama", "Homs"),
        ("Homs", "Hasakah"),
        ("Afrin", "Azaz"),
        ("Raqqa", "Tabqa"),
        ("Mosul", "Manbij"),
        ("Idlib", "Aleppo"),
    ],
)
def test_towns_that_are_not_the_same_share_none(one, other):
    assert not set(keys(one)) & set(keys(other))


@given(st.text(max_size=60))
def test_any_text_has_keys_of_plain_letters(text):
    assert all(key.isascii() and len(key) > 1 for key in keys(text))


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)
