"""Fingerprints of sentences: numbers that tell whether two sentences are the same words, or nearly.

Wire copy comes with another house's spelling ("U.S." for "USA") or a word swapped here and there. Words are
folded first; then two sentences are compared by the pairs of words that they share. Numbers and negations
must be the same: "killed 20" is no copy of "killed 25".
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple
from zlib import crc32

NEAR = 0.8  # the part of their word pairs that two sentences share where one is a copy of the other

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")  # U.S., U.N.


class Rewording(NamedTuple):
    """What rewriters change, and what no copy may change (`rewording.toml`)."""

    words: Mapping[str, str]
    phrases: Mapping[tuple[str, str], str]
    guarded: frozenset[str]


@cache
def rewording() -> Rewording:
    """The lists, read once."""
    listed = tomllib.loads(files("kg").joinpath("rewording.toml").read_text("utf-8"))
    return Rewording(
        words={word: group[-1] for group in listed["words"] for word in group[:-1]},
        phrases={(phrase.split()[0], phrase.split()[1]): word for phrase, word in listed["phrases"].items()},
        guarded=frozenset(word for group in listed["guarded"].values() for word in group),
    )


class Fingerprint(NamedTuple):
    """A sentence as numbers."""

    guard: int  # of the words that a copy must not change
    pairs: tuple[int, ...]  # of the pairs of neighbouring words: sorted, each once


def fingerprint(sentence: str) -> Fingerprint:
    """The fingerprint of a sentence; spelling, case and punctuation do not count."""
    folded = list(_fold(words(sentence)))
    pairs = {_number(f"{a} {b}") for a, b in pairwise(folded)}
    guarded = sorted(word for word in folded if _is_guarded(word))
    return Fingerprint(_number(" ".join(guarded)), tuple(sorted(pairs)))


def words(sentence: str) -> list[str]:
    """The words of a sentence in small letters, with initials as one word: "u.s." is "us"."""
    lower = sentence.lower().replace("\u2019", "'")
    return _WORD.findall(_DOTTED.sub(lambda dotted: dotted[0].replace(".", "") + " ", lower))


def overlap(one: Sequence[int], other: Sequence[int]) -> float:
    """The part of the longer sentence's word pairs that both have; in each every pair stands once."""
    longest = max(len(one), len(other))
    return len(set(one).intersection(other)) / longest if longest else 0.0


def _fold(found: list[str]) -> Iterator[str]:
    """The words with one word for each group of names that rewriters swap."""
    said, at = rewording(), 0
    found = [word.removesuffix("'s") for word in found]
    while at < len(found):
        phrase = said.phrases.get((found[at], found[at + 1])) if at + 1 < len(found) else None
        yield phrase or said.words.get(found[at], found[at])
        at += 2 if phrase else 1


def _is_guarded(word: str) -> bool:
    if word.isalpha():
        return word in rewording().guarded
    return word.endswith("n't") or any(map(str.isdigit, word))


def _number(text: str) -> int:
    return crc32(text.encode("utf-8", "surrogatepass"))
