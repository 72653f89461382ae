"""When names and quotes are taken to be the same, and how counts become figures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.evaluate.figures import Rate, b_cubed, total
from kg.evaluate.matching import Span, alike, locate, overlap, telling


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the Rebels", "rebels"),
        ("US troops", "American soldiers"),
        ("US troops", "U.S. forces"),
        ("Syrian Army", "the Syrian Arab Army"),
        ("Daesh", "Islamic State (IS)"),
        ("Britain", "United Kingdom"),
        ("Azov", "the Azov brigade"),
        ("its patrol", "the patrol"),
    ],
)
def test_names_of_one_party_are_alike(one, other):
    assert alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Syria", "Syrian Observatory for Human Rights"),
        ("the forces", "Russian forces"),
        ("Russian forces", "Russian ministry of defence"),
        ("the convoy", "the patrol"),
        ("Islamists", "Islam"),
        ("", ""),
        ("(?)", "(?)"),
    ],
)
def test_names_that_tell_no_party_or_another_are_not_alike(one, other):
    assert not alike(one, other)


@given(one=st.text(max_size=30), other=st.text(max_size=30))
def test_being_alike_is_mutual_and_every_name_with_words_is_like_itself(one, other):
    assert alike(one, other) == alike(other, one)
    assert alike(one, one) == bool(telling(one))


def test_a_quote_is_found_whatever_its_blanks():
    assert locate("The army left.", "  army \n left") == Span(4, 13)
    assert locate("The army left.", "army stayed") is None


def test_spans_that_only_touch_and_quotes_that_are_not_found_do_not_overlap():
    assert overlap(Span(0, 5), Span(4, 9))
    assert not overlap(Span(0, 5), Span(5, 9))
    assert not overlap(None, Span(0, 5))


def test_rates_are_added_up_before_they_are_divided():
    rate = total([Rate(1, 1, 1, 1), Rate(0, 3, 0, 1)])
    assert (rate.recall, rate.precision) == (0.25, 0.5)
    assert rate.f1 == pytest.approx(1 / 3)


def test_b_cubed_of_two_gold_clusters_read_as_one():
    figure = b_cubed("b3", [("a", "x"), ("a", "x"), ("b", "x")])
    assert (figure.recall, figure.precision) == (1.0, round(5 / 9, 3))


@given(st.lists(st.sampled_from("abcd"), min_size=1, max_size=20))
def test_b_cubed_of_the_same_clusters_by_other_names_is_one(clusters):
    assert b_cubed("b3", [(c, f"incident {c}") for c in clusters]).f1 == 1.0


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), min_size=1, max_size=20))
def test_b_cubed_precision_is_the_recall_of_the_other_side(pairs):
    there, back = b_cubed("b3", pairs), b_cubed("b3", [(p, g) for g, p in pairs])
    assert (there.precision, there.recall) == (back.recall, back.precision)
