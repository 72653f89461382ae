"""Numbers of things, with the words that bound them: "more than 100", "20 to 30", "dozens", "no".

What looks like a number but counts nothing is left out: dates, times, ages, money, shares, and names such
as "F-15" or "Resolution 2254".
"""

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Final

from kg.errors import DataError
from kg.extract.counts import number_words
from kg.extract.counts.number_words import Number, first_words
from kg.extract.days import date_grammar
from kg.extract.days.calendar import year_of
from kg.extract.lexicon import table
from kg.extract.spans import NumberSpan, SentenceSpan, Token

_ARTICLES: Final = frozenset(("a", "an", "another", "single", "lone"))


def find(sentence: SentenceSpan, *, articles: bool = False) -> tuple[NumberSpan, ...]:
    """The numbers of a sentence, from left to right; with `articles`, "a" and "another" count one."""
    tokens = sentence.tokens
    candidates = _candidates(tokens, articles=articles)
    dated = _dated(tokens) if candidates else frozenset()
    found: list[NumberSpan] = []
    done = 0
    for index in candidates:
        if index >= done:
            span, done = _at(tokens, index, dated, articles=articles)
            if span and not (found and span.start < found[-1].end):
                found.append(span)
    return tuple(found)


def _candidates(tokens: Sequence[Token], *, articles: bool) -> list[int]:
    """Where a number may begin."""
    first = first_words() | _ARTICLES if articles else first_words()
    return [index for index, token in enumerate(tokens) if token.norm in first or token.norm[0].isdecimal()]


def _at(
    tokens: Sequence[Token], index: int, dated: frozenset[int], *, articles: bool
) -> tuple[NumberSpan | None, int]:
    """The number that begins here, if one does, and where to go on."""
    norm = tokens[index].norm
    number = None if index in dated else number_words.parse(tokens, index)
    if number:
        if _is_other(tokens, index, number):
            return None, number.end
        return _bounded(tokens, index, number, dated)
    if norm == "no" and _alpha(tokens, index + 1) and tokens[index + 1].norm not in _listed("uncounted"):
        return _exactly(tokens, index, 0), index + 1
    if (
        articles
        and norm in _ARTICLES
        and _alpha(tokens, index + 1)
        and tokens[index + 1].norm not in _ARTICLES
    ):
        return _exactly(tokens, index, 1), index + 1
    return None, index + 1


def _exactly(tokens: Sequence[Token], index: int, value: int) -> NumberSpan:
    return NumberSpan(tokens[index].start, tokens[index].end, value, value, value)


def _dated(tokens: tuple[Token, ...]) -> frozenset[int]:
    """The tokens that belong to dates; "2000" in "by 2000 men" does not."""
    covered: set[int] = set()
    for rule, first, last in date_grammar.matches(tokens):
        round_number = rule.id == "year" and tokens[first].norm.endswith("00") and _alpha(tokens, last)
        if not round_number:
            covered.update(range(first, last))
    return frozenset(covered)


def _bounded(
    tokens: Sequence[Token], index: int, number: Number, dated: frozenset[int]
) -> tuple[NumberSpan | None, int]:
    """The number with the words before and after it, or the range that it begins."""
    first, bound = _before(tokens, index)
    upper = _upper(tokens, index, number, dated)
    if upper and _norm(tokens, upper.end) in _listed("units"):
        return None, upper.end
    if upper:
        start = tokens[index - 1 if _ranged(tokens, index) else first].start
        lower = number.value * _shared_magnitude(tokens, number, upper)
        return NumberSpan(start, tokens[upper.end - 1].end, lower, None, upper.value), upper.end
    end, behind = _after(tokens, number.end)
    low, best, high = _bounds(number, bound or behind)
    return NumberSpan(tokens[first].start, tokens[end - 1].end, low, best, high), end


def _bounds(number: Number, bound: str) -> tuple[int | None, int | None, int | None]:
    value = number.value
    if number.vague:
        return value, None, None
    return {
        "": (value, value, value),
        "low": (value, value, None),
        "up to": (None, value, value),
        "high": (None, None, value),
        "about": (None, value, None),
    }[bound]


def _before(tokens: Sequence[Token], index: int) -> tuple[int, str]:
    """Where the words that bound the number begin, and which bound they are; a quote may stand between."""
    last = index - 1 if index and tokens[index - 1].text in "\"“'‘" else index
    for length in (3, 2, 1):
        words = " ".join(token.norm for token in tokens[last - length : last]) if last >= length else ""
        if words in _bounding("before"):
            return last - length, _bounding("before")[words]
    return index, ""


def _after(tokens: Sequence[Token], end: int) -> tuple[int, str]:
    """Where the words that bound the number from behind end, and which bound they are."""
    for length in (2, 1):
        following = tokens[end : end + length]
        bound = _bounding("after").get(" ".join(token.norm for token in following))
        if bound:
            return end + len(following), bound
    return end, ""


def _upper(tokens: Sequence[Token], index: int, number: Number, dated: frozenset[int]) -> Number | None:
    """The upper end of a range that begins with the number."""
    joint, after = number.end, number.end + 1
    if after >= len(tokens) or after in dated or number.vague:
        return None
    word = tokens[joint].norm
    glued = tokens[joint - 1].end == tokens[joint].start and tokens[joint].end == tokens[after].start
    between = index > 0 and tokens[index - 1].norm == "between"
    if not (word == "to" or word == "or" or (word in "-–—" and glued) or (word == "and" and between)):
        return None
    changed = index > 1 and tokens[index - 1].norm == "from" and tokens[index - 2].norm in _listed("changing")
    upper = None if changed else number_words.parse(tokens, after)
    return upper if upper and upper.value > number.value and not upper.vague else None


def _ranged(tokens: Sequence[Token], index: int) -> bool:
    return index > 0 and tokens[index - 1].norm in ("between", "from")


def _shared_magnitude(tokens: Sequence[Token], number: Number, upper: Number) -> int:
    """1,000,000 for "2 to 3 million", whose first number lacks the word; not so in "7 to 1 hundred"."""
    alone = number_words.parse(tokens[: number.end + 2], number.end + 1)
    shared = alone and upper.end > alone.end and number.value < min(1000, alone.value)
    return upper.value // alone.value if alone and shared else 1


def _is_other(tokens: Sequence[Token], index: int, number: Number) -> bool:
    """Whether the number counts nothing, but is a name, a time, an age, money or a share."""
    before = tokens[index - 1].norm if index else ""
    following = _norm(tokens, number.end)
    norm = tokens[index].norm
    return (
        before in _listed("naming")
        or (before == "." and index > 1 and tokens[index - 2].norm == "no")
        or before in _listed("units")
        or following in _listed("units")
        or (norm == "one" and (before in _listed("pronoun") or following == "another"))
        or (norm == "one" and _in_turn(tokens, index))
        or (norm == "many" and before in _listed("comparing"))
        or (norm in ("some", "many") and (following in first_words() or not _alpha(tokens, number.end)))
        or (
            following in ("years", "year")
            and _alpha(tokens, number.end + 1)
            and tokens[number.end + 1].norm == "old"
        )
        or (before == following == "," and index > 1 and tokens[index - 2].text[0].isupper())  # an age
        or _in_name(tokens, index, number)
        or _is_year(tokens, index, number)
    )


def _in_name(tokens: Sequence[Token], index: int, number: Number) -> bool:
    """Whether marks tie the number to what stands beside it: "F-15", "24/7", "18:19", "two-day"."""
    if index > 1 and _tied(tokens, index - 1, "-–/:") and not tokens[index - 2].norm.isdecimal():
        return True
    end = number.end
    if end + 1 < len(tokens) and _tied(tokens, end, "-–"):
        following = tokens[end + 1].norm
        return not following[0].isdecimal() and following not in _listed("counting")
    return any(_tied(tokens, mark, ":/") for mark in (index - 1, end) if 0 < mark < len(tokens) - 1)


def _tied(tokens: Sequence[Token], mark: int, marks: str) -> bool:
    if tokens[mark].text not in marks:
        return False
    return all(left.end == right.start for left, right in pairwise(tokens[mark - 1 : mark + 2]))


def _is_year(tokens: Sequence[Token], index: int, number: Number) -> bool:
    """Four digits are a year, unless words bound them or they are round and count something."""
    if not year_of(tokens[index].norm) or number.end > index + 1:
        return False
    counts = number.value % 100 == 0 and _alpha(tokens, number.end)
    return not counts and not _before(tokens, index)[1]


def _in_turn(tokens: Sequence[Token], index: int) -> bool:
    """ "one by one" """
    around = [token.norm for token in tokens[max(0, index - 2) : index + 3]]
    return ["one", "by", "one"] in (around[:3], around[-3:])


def _norm(tokens: Sequence[Token], index: int) -> str:
    return tokens[index].norm if index < len(tokens) else ""


def _alpha(tokens: Sequence[Token], index: int) -> bool:
    return index < len(tokens) and tokens[index].norm[0].isalpha()


@cache
def _listed(key: str) -> frozenset[str]:
    words = table("numbers").get("words")
    found = words.get(key) if isinstance(words, dict) else None
    if not isinstance(found, list):
        raise DataError(f"numbers.toml: [words] must hold the list `{key}`")
    return frozenset(found)


@cache
def _bounding(key: str) -> Mapping[str, str]:
    found = table("numbers").get(key)
    if not isinstance(found, dict):
        raise DataError(f"numbers.toml: `{key}` must be a table of words and their bounds")
    return found
