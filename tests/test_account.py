"""The digest that is kept up with a picture is the digest of the picture."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.projection import digest
from kg.projection.account import Account
from kg.projection.fold import State, fold
from kg.projection.store import Store
from tests.graph.stories import random_moves, story


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9), st.integers(1, 120), st.lists(st.integers(1, 150), max_size=6))
def test_the_digest_that_is_kept_up_is_that_of_the_picture(seed: int, moves: int, cuts: list[int]) -> None:
    events = story(random_moves(seed, moves))
    store = Store()
    state, account = State(store), Account(store)
    bounds = sorted({0, len(events), *(min(cut, len(events)) for cut in cuts)})
    for first, last in pairwise(bounds):
        account.take(state.changes(events[first:last]), first=first + 1)
        assert account.digest == digest.digest(digest.in_picture(fold(events[:last])))
