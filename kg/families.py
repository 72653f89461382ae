"""Sentences that are copies of each other, found by their fingerprints; what is kept is numbers alone.

A family is the first sentence of its kind and the copies of it. Only first sentences are looked through, so
that a phrase which a thousand articles repeat costs no more than one.
"""

from array import array
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from kg.fingerprints import KEYS, NEAR, Fingerprint, overlap

LOOK = 256  # the latest sentences under a key that are compared
MEMBERS = 64  # of a family, the first so many are told


class Member(NamedTuple):
    """A sentence: the number of its article, and its span there."""

    article: int
    start: int
    end: int


class Families:
    """The families of all sentences that were added."""

    def __init__(self) -> None:
        self._latest: dict[int, int] = {}  # key → the latest posting under it
        self._before = array("q")  # posting → the posting before it under the same key, or -1
        self._pairs = array("I")  # of all first sentences, one behind the other
        self._ends = array("Q", [0])  # where in `_pairs` those of each first sentence end
        self._guards = array("I")
        self._firsts = array("Q")  # three for each: a Member
        self._copies: dict[int, list[Member]] = {}

    def find(self, sought: Fingerprint) -> list[Member]:
        """The members of every family whose first sentence this one copies, those added first in front."""
        members = (member for family in self._near(sought) for member in self._members(family))
        return sorted(members)

    def add(self, sentence: Fingerprint, member: Member) -> None:
        """Add a sentence to the family that it copies most, or as the first of its own."""
        near = self._near(sentence)
        if near:
            best = max(near, key=lambda family: (near[family], -family))
            self._copies.setdefault(best, []).append(member)
        elif sentence.pairs:
            self._open(sentence, member)

    def _members(self, family: int) -> Iterator[Member]:
        yield Member(*self._firsts[3 * family : 3 * family + 3])
        yield from islice(self._copies.get(family, ()), MEMBERS - 1)

    def _near(self, sought: Fingerprint) -> dict[int, float]:
        """The families whose first sentence is near enough, with how near it is."""
        candidates = {family for key in sought.keys for family in self._under(key)}
        near: dict[int, float] = {}
        for family in sorted(candidates):
            if self._guards[family] == sought.guard:
                shared = overlap(sought.pairs, self._of(family))
                if shared >= NEAR:
                    near[family] = shared
        return near

    def _under(self, key: int) -> Iterator[int]:
        posting = self._latest.get(key, -1)
        for _ in range(LOOK):
            if posting < 0:
                return
            yield posting // KEYS
            posting = self._before[posting]

    def _of(self, family: int) -> Sequence[int]:
        return self._pairs[self._ends[family] : self._ends[family + 1]]

    def _open(self, sentence: Fingerprint, member: Member) -> None:
        family = len(self._guards)
        self._guards.append(sentence.guard)
        self._pairs.extend(sentence.pairs)
        self._ends.append(len(self._pairs))
        self._firsts.extend(member)
        self._before.extend([-1] * KEYS)
        for slot, key in enumerate(sentence.keys):
            posting = family * KEYS + slot
            self._before[posting] = self._latest.get(key, -1)
            self._latest[key] = posting
