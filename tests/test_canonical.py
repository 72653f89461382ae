"""Equal values give equal bytes, whatever order they were made in."""

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import canonical

scalars = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
)
values = st.recursive(
    scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=10
)


@given(values)
def test_what_is_encoded_can_be_read_back(value: object):
    assert json.loads(canonical.encode(value).decode("utf-8", "surrogatepass")) == value


@given(values)
def test_the_bytes_are_those_of_the_standard_encoder(value: object):
    standard = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    assert canonical.encode(value) == standard.encode("utf-8", "surrogatepass")


@given(st.lists(values | st.just("half \ud800 of it")))
def test_many_are_encoded_as_each_alone(many: list[object]):
    assert canonical.encode_each(many) == [canonical.encode(value) for value in many]


def test_what_holds_itself_is_refused():
    ring: list[object] = []
    ring.append(ring)
    with pytest.raises(ValueError, match="holds itself"):
        canonical.encode(ring)
    assert canonical.encode([[1], [1]]) == b"[[1],[1]]"


@given(st.dictionaries(st.text(), scalars), st.randoms())
def test_the_order_of_keys_does_not_matter(value: dict[str, object], chance: random.Random):
    items = list(value.items())
    chance.shuffle(items)
    assert canonical.encode(dict(items)) == canonical.encode(value)


def test_the_bytes_are_sorted_without_spaces_and_not_escaped():
    assert canonical.encode({"b": [1, None], "a": "Дейр"}) == '{"a":"Дейр","b":[1,null]}'.encode()


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_numbers_that_json_cannot_say_are_refused(value: float):
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical.encode(value)


def test_keys_tell_their_parts_apart():
    assert canonical.key("a", "bc") != canonical.key("ab", "c")
    assert canonical.key("a") == canonical.digest(["a"]).hex()[:20]


@given(st.lists(st.binary(min_size=32, max_size=32)), st.randoms())
def test_a_combined_digest_does_not_depend_on_order(digests: list[bytes], chance: random.Random):
    shuffled = list(digests)
    chance.shuffle(shuffled)
    assert canonical.combine(shuffled) == canonical.combine(digests)


def test_a_combined_digest_counts_what_comes_twice():
    one = canonical.digest("x")
    assert len({canonical.combine([]), canonical.combine([one]), canonical.combine([one, one])}) == 3
