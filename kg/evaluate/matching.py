"""When two names mean the same party, and when two quotes are of the same words."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from kg.model import Frozen, Party

ASIDE = re.compile(r"\([^)]*\)|\[[^]]*\]")
NO_WORD = re.compile(r"[^\w\s]")
EDGES = " .,;:'\"()[]"
NAMES_KEPT = 1 << 16


class Words(Frozen):
    """The word lists of words.toml."""

    determiners: tuple[str, ...]
    generic: frozenset[str]
    countries: frozenset[str]
    spellings: Mapping[str, tuple[str, ...]]


class Span(NamedTuple):
    """A stretch of a text whose runs of blanks were made one space."""

    start: int
    end: int


@cache
def words() -> Words:
    """The word lists that ship with kg."""
    return Words.model_validate(tomllib.loads(files("kg.evaluate").joinpath("words.toml").read_text("utf-8")))


@cache
def _spellings() -> tuple[tuple[re.Pattern[str], str], ...]:
    each = words().spellings.items()
    return tuple((re.compile(rf"\b(?:{'|'.join(ways)})(?!\w)"), one) for one, ways in each)


@cache
def _determiners() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:{'|'.join(words().determiners)}) )+")


def collapsed(text: str) -> str:
    """The text with one space for each run of blanks, and none at its ends."""
    return re.sub(r"\s+", " ", text).strip()


@lru_cache(NAMES_KEPT)
def telling(name: str) -> tuple[str, ...]:
    """The words of a name in small letters, without asides, marks and determiners, spelled one way."""
    text = collapsed(ASIDE.sub(" ", name.lower().replace("’", "'"))).strip(EDGES)
    for pattern, one in _spellings():
        text = pattern.sub(one, text)
    text = collapsed(NO_WORD.sub(" ", text))
    return tuple(text[match.end() if (match := _determiners().match(text)) else 0 :].split())


def alike(one: str, other: str) -> bool:
    """Whether two names may mean the same party.

    They do where they have the same words, or the same but for generic ones, or where all words of one are in
    the other; a bare country or nationality is not enough for that.
    """
    short, long = sorted((telling(one), telling(other)), key=len)
    if not short:
        return False
    if short == long:
        return True
    generic = words().generic
    own = set(short) - generic
    if not own:
        return False
    if own == set(long) - generic:
        return True
    return set(short) <= set(long) and (len(short) > 1 or not own <= words().countries)


def names(party: Party, forms: Iterable[str]) -> bool:
    """Whether a party, as it is written or as it is called, is one of the forms."""
    called = [name for name in (party.text, party.name) if name]
    return any(alike(name, form) for form in forms for name in called)


def locate(text: str, quote: str) -> Span | None:
    """Where a quote first stands in a collapsed text, whatever its blanks."""
    words_quoted = collapsed(quote)
    start = text.find(words_quoted)
    return Span(start, start + len(words_quoted)) if start >= 0 else None


def overlap(one: Span | None, other: Span | None) -> bool:
    """Whether two spans share a character; a quote that was not found shares none."""
    return one is not None and other is not None and one.start < other.end and one.end > other.start
