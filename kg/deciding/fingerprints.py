"""Fingerprints of sentences: numbers that tell whether two sentences are the same words, or nearly.

Wire copy comes with another house's spelling ("U.S." for "USA") or a word swapped here and there. Words are
folded first; then two sentences are compared by the pairs of words that they share. Numbers and negations
must be the same: "killed 20" is no copy of "killed 25".
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple
from zlib import crc32

NEAR = 0.8  # the part of their word pairs that two sentences share where one is a copy of the other
KEYS = 3  # copies share one of so many, but for 1 in 100
LONGER = 4  # letters: pairs with a shorter word, such as "of the", are in too many sentences

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_ODD, _MASK = 2_654_435_761, 0xFFFF_FFFF  # spread the pairs over 32 bits
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")  # U.S., U.N.


class Rewording(NamedTuple):
    """What rewriters change, and what no copy may change (`rewording.toml`)."""

    swapped: Mapping[str, str]
    any_swapped: re.Pattern[str]
    guarded: frozenset[str]


@cache
def rewording() -> Rewording:
    """The lists, read once."""
    listed = tomllib.loads(files("kg.deciding").joinpath("rewording.toml").read_text("utf-8"))
    words = {word: group[-1] for group in listed["words"] for word in group[:-1]}
    swapped = {**words, **listed["phrases"]}
    return Rewording(
        swapped=swapped,
        any_swapped=re.compile(rf"\b(?:{'|'.join(map(re.escape, swapped))})\b"),
        guarded=frozenset(word for group in listed["guarded"].values() for word in group),
    )


class Fingerprint(NamedTuple):
    """A sentence as numbers."""

    guard: int  # of the words that a copy must not change
    pairs: tuple[int, ...]  # of the pairs of neighbouring words: sorted, each once
    keys: tuple[int, ...]  # a few pairs of longer words, with the guard: by these it is found


def fingerprint(sentence: str) -> Fingerprint:
    """The fingerprint of a sentence; spelling, case and punctuation do not count."""
    folded = words(sentence)
    guarded = sorted(word for word in folded if word in rewording().guarded or not word.isalpha())
    guard = crc32(_bytes(" ".join(guarded)))
    numbers = [crc32(_bytes(word)) for word in folded]
    pairs = [(one * _ODD + other) & _MASK for one, other in pairwise(numbers)]
    long = [len(word) >= LONGER for word in folded]
    rare = {pair for pair, one, other in zip(pairs, long, long[1:], strict=False) if one and other}
    keys = sorted(rare if len(rare) >= KEYS else set(pairs))[:KEYS]
    return Fingerprint(guard, tuple(sorted(set(pairs))), tuple(key ^ guard for key in keys))


def words(sentence: str) -> list[str]:
    """The words of a sentence in small letters, one for each group of names that rewriters swap."""
    said = rewording()
    lower = sentence.lower().replace("\u2019", "'").replace("'s", "")
    plain = _DOTTED.sub(lambda dotted: dotted[0].replace(".", "") + " ", lower)
    return _WORD.findall(said.any_swapped.sub(lambda found: said.swapped[found[0]], plain))


def overlap(one: Sequence[int], other: Sequence[int]) -> float:
    """The part of the longer sentence's word pairs that both have; in each every pair stands once."""
    longest = max(len(one), len(other))
    return len(set(one).intersection(other)) / longest if longest else 0.0


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
