"""Sentences that are copies of each other, found by their fingerprints; what is kept is numbers alone.

A family is the first sentence of its kind and the copies of it. Only first sentences are looked through, so
that a phrase which a thousand articles repeat costs no more than one.
"""

from array import array
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from kg.fingerprints import NEAR, Fingerprint, overlap

LOOK = 256  # the latest sentences under a key that are compared
MEMBERS = 64  # of a family, the first so many are told


class Member(NamedTuple):
    """A sentence: the number of its article, and its span there."""

    article: int
    start: int
    end: int


class Postings:
    """Numbers under keys, the latest first: a hash table of plain arrays, far smaller than a dict."""

    def __init__(self) -> None:
        self._latest = array("i", [-1]) * 64  # slot → the latest posting in it
        self._before = array("i")  # posting → the posting before it in the same slot, or -1
        self._keys = array("I")
        self._values = array("I")

    def add(self, key: int, value: int) -> None:
        """Put a number under a key."""
        if len(self._keys) >= len(self._latest):
            self._grow()
        self._keys.append(key)
        self._values.append(value)
        self._before.append(-1)
        self._link(len(self._keys) - 1)

    def under(self, key: int) -> Iterator[int]:
        """The numbers under a key."""
        posting = self._latest[key % len(self._latest)]
        while posting >= 0:
            if self._keys[posting] == key:
                yield self._values[posting]
            posting = self._before[posting]

    def _grow(self) -> None:
        self._latest = array("i", [-1]) * (2 * len(self._latest))
        for posting in range(len(self._keys)):
            self._link(posting)

    def _link(self, posting: int) -> None:
        slot = self._keys[posting] % len(self._latest)
        self._before[posting] = self._latest[slot]
        self._latest[slot] = posting


class Families:
    """The families of all sentences that were added."""

    def __init__(self) -> None:
        self._found = Postings()  # key → first sentences
        self._pairs = array("I")  # of all first sentences, one behind the other
        self._ends = array("Q", [0])  # where in `_pairs` those of each first sentence end
        self._guards = array("I")
        self._firsts = array("I")  # three for each: a Member
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
        candidates = {family for key in sought.keys for family in islice(self._found.under(key), LOOK)}
        near: dict[int, float] = {}
        for family in sorted(candidates):
            if self._guards[family] == sought.guard:
                shared = overlap(sought.pairs, self._of(family))
                if shared >= NEAR:
                    near[family] = shared
        return near

    def _of(self, family: int) -> Sequence[int]:
        return self._pairs[self._ends[family] : self._ends[family + 1]]

    def _open(self, sentence: Fingerprint, member: Member) -> None:
        family = len(self._guards)
        self._guards.append(sentence.guard)
        self._pairs.extend(sentence.pairs)
        self._ends.append(len(self._pairs))
        self._firsts.extend(member)
        for key in sentence.keys:
            self._found.add(key, family)
