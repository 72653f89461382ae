"""Numbers as words and digits: what number, and how many tokens it takes."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

from kg.extract.lexicon import numbers
from kg.extract.spans import Token

_DIGITS: Final = 12  # more are no number of anything
_MOST: Final = 10**_DIGITS


class Number(NamedTuple):
    """A number and the index of the token after it."""

    value: int
    end: int
    vague: bool = False  # at least so many


def parse(tokens: Sequence[Token], index: int) -> Number | None:
    """The number that begins with a token: "1,200", "1.5 million", "twenty-five", "two dozen", "hundreds"."""
    number = _phrase(tokens, index) or _digits(tokens, index) or _spelled(tokens, index)
    return number if number and number.value <= _MOST else None


@cache
def first_words() -> frozenset[str]:
    """The words that a number may begin with, or that stand for none."""
    phrases = [*numbers("numbers", "exact"), *numbers("numbers", "vague")]
    return frozenset([*numbers("numbers", "small"), *(phrase.split()[0] for phrase in phrases), "an", "no"])


@cache
def _phrases() -> Mapping[tuple[str, ...], tuple[int, bool]]:
    exact = {tuple(phrase.split()): (value, False) for phrase, value in numbers("numbers", "exact").items()}
    vague = {tuple(phrase.split()): (value, True) for phrase, value in numbers("numbers", "vague").items()}
    return exact | vague


def _phrase(tokens: Sequence[Token], index: int) -> Number | None:
    norms = tuple(token.norm for token in tokens[index : index + 3])
    for length in (3, 2, 1):
        known = _phrases().get(norms[:length]) if length <= len(norms) else None
        if known:
            value, vague = known
            return _times(tokens, Number(value, index + length, vague))
    return None


def _times(tokens: Sequence[Token], number: Number) -> Number:
    """The number multiplied by the "hundred", "thousand", "dozen" … that follow it."""
    large = numbers("numbers", "large")
    while number.end < len(tokens) and number.value and tokens[number.end].norm in large:
        number = number._replace(value=number.value * large[tokens[number.end].norm], end=number.end + 1)
    return number


def _digits(tokens: Sequence[Token], index: int) -> Number | None:
    plain = tokens[index].norm.replace(",", "").replace("\u00a0", "").replace("\u202f", "")
    whole, point, fraction = plain.partition(".")
    if len(plain) > _DIGITS or not (whole + fraction).isdecimal():
        return None
    number = _times(tokens, Number(int(whole + fraction), index + 1))
    if not point:
        return number
    value, rest = divmod(number.value, 10 ** len(fraction))
    return number._replace(value=value) if fraction and not rest and number.end > index + 1 else None


def _spelled(tokens: Sequence[Token], index: int) -> Number | None:
    """ "a hundred", "one hundred and twenty-five thousand"."""
    if tokens[index].norm in ("a", "an"):
        number = _times(tokens, Number(1, index + 1))
        return number if number.end > index + 1 else None
    total, current, end = 0, _below_hundred(tokens, index), index
    while current:
        large = _times(tokens, current)
        if large.value % 1000 or large.end == current.end:  # hundreds, or the last words of the number
            more = _below_hundred(tokens, _over_and(tokens, large.end)) if large.end > current.end else None
            large = _times(tokens, more._replace(value=large.value + more.value)) if more else large
        total, end = total + large.value, large.end
        follows = total and total % 1000 == 0
        current = _below_hundred(tokens, _over_and(tokens, end)) if follows else None
    return Number(total, end) if end > index else None


def _below_hundred(tokens: Sequence[Token], index: int) -> Number | None:
    small = numbers("numbers", "small")
    value = small.get(tokens[index].norm) if index < len(tokens) else None
    if value is None:
        return None
    unit = index + 1 + (index + 1 < len(tokens) and tokens[index + 1].norm == "-")
    if value >= 20 and unit < len(tokens) and 1 <= small.get(tokens[unit].norm, 0) <= 9:
        return Number(value + small[tokens[unit].norm], unit + 1)
    return Number(value, index + 1)


def _over_and(tokens: Sequence[Token], index: int) -> int:
    """Past the "and" of "a hundred and ten"."""
    after = index + 1
    joined = (
        after < len(tokens)
        and tokens[index].norm == "and"
        and tokens[after].norm in numbers("numbers", "small")
    )
    return after if joined else index
