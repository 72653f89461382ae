"""Equal values give equal bytes, whatever order they were made in."""

import json
import random
from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import Enum
from typing import NamedTuple
from uuid import UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg import canonical

wide = st.integers(min_value=-(2**70), max_value=2**70)
finite = st.floats(allow_nan=False, allow_infinity=False)
odd = st.text() | st.text(st.characters(max_codepoint=0xFFFF)) | st.just("half \ud800 of it")
scalars = st.none() | st.booleans() | st.integers() | wide | finite | odd
values = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(odd, inner), max_leaves=10)


class Colour(Enum):
    """What another encoder says by its value."""

    RED = "red"


class Word(str):
    """What the standard encoder says as its text."""

    __slots__ = ()


class Pair(NamedTuple):
    """What the standard encoder says as a list."""

    a: int
    b: str


def standard(value: object) -> bytes:
    """What the encoder of the standard library gives."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8", "surrogatepass")


@given(values)
def test_what_is_packed_can_be_read_back_and_tuples_of_any_kind_as_lists(value: object):
    text = canonical.packed({"it": value, "pairs": (Pair(1, "b"), (value,))})
    assert canonical.decode(text.encode()) == {"it": value, "pairs": [[1, "b"], [value]]}


@given(values)
def test_what_is_encoded_can_be_read_back(value: object):
    assert canonical.decode(canonical.encode(value)) == value
    assert json.loads(canonical.encode(value).decode("utf-8", "surrogatepass")) == value


@given(values)
@example(dict.fromkeys(("\uffff", "\U00010000", "\ue000", "z", "é")))  # UTF-16 would have another order
@example([0.0, -0.0, 1e-4, 9.9e-5, 1e16, 9999999999999998.0, 5e-324, 1.7976931348623157e308])
@example(["".join(map(chr, range(0x100))), (1, 2), {"a": ()}])
@example([2**63, 2**64 - 1, 2**64, -(2**63), -(2**63) - 1])
@example([Word("text"), Pair(1, "b"), {"deep": [{"in it": Word("text")}]}])
@example({1: "a number's text is the key", 2: None})
def test_the_bytes_are_those_of_the_standard_encoder(value: object):
    assert canonical.encode(value) == standard(value)


@given(st.floats(min_value=1e-5, max_value=1e17), st.sampled_from((1, -1)))
def test_floats_are_written_as_the_standard_encoder_writes_them(number: float, sign: int):
    assert canonical.encode([number * sign]) == standard([number * sign])


@given(st.integers(min_value=60, max_value=70), st.integers(min_value=-2, max_value=2))
def test_large_numbers_are_read_back_to_the_last_digit(bits: int, more: int):
    numbers = [{"n": 2**bits + more}, [-(2**bits), 2**bits, f"{2**bits}"]]
    assert canonical.decode(canonical.encode(numbers)) == numbers


@pytest.mark.parametrize("encoded", [b"", b"{", b"[1] [2]", b'"\xff"', b"nul", b'{"a":1}x'])
def test_what_is_no_json_is_not_read(encoded: bytes):
    with pytest.raises(ValueError, match=r"char|decode"):
        canonical.decode(encoded)


@pytest.mark.parametrize(
    "value",
    [UUID(int=1), Colour.RED, date(2026, 1, 1), datetime(2026, 1, 1, tzinfo=UTC), b"bytes", {1}, object()],
)
@pytest.mark.parametrize("within", [lambda it: it, lambda it: [it], lambda it: {"a": [1, {"b": it}]}])
def test_what_json_has_no_form_for_is_refused(value: object, within: Callable[[object], object]):
    with pytest.raises(TypeError, match="not JSON serializable"):
        canonical.encode(within(value))


@given(st.lists(values))
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


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_numbers_that_json_cannot_say_are_refused(value: float):
    for held in (value, [1.5, value], {"a": {"b": [None, value]}}):
        with pytest.raises(ValueError, match="not JSON compliant"):
            canonical.encode(held)


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
