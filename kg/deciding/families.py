"""Sentences that are copies of each other, found by their fingerprints; what is kept is numbers alone.

A family is the first sentence of its kind and the copies of it. Only first sentences are looked through, so
that a phrase which a thousand articles repeat costs no more than one.
"""

import sqlite3
from array import array
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from kg.deciding.fingerprints import NEAR, Fingerprint, overlap
from kg.lookups.tables import private

LOOK = 256  # the latest sentences under a key that are compared
MEMBERS = 64  # of a family, the first so many are told
ROUNDING = 1e-9
CACHED = 50_000  # postings in memory
BITS = 63  # of a sketch; SQLite's integers have one more, for the sign

_UNDER = "SELECT family, size, bits FROM posting WHERE key = ? ORDER BY family DESC LIMIT ?"
_MEMBERS = "SELECT article, start, end FROM member WHERE family = ? ORDER BY place"


class Member(NamedTuple):
    """A sentence: the number of its article, and its span there."""

    article: int
    start: int
    end: int


Posting: TypeAlias = tuple[int, int, int]
"""A family under a key, with the size and sketch of its first sentence; bare, for there are many."""


class Families:
    """The families of all sentences that were added."""

    def __init__(self, db: sqlite3.Connection | None = None) -> None:
        self._db = db or private()
        self._cached: dict[int, list[Posting]] = {}
        self._rows = 0  # in the cache, at the most

    def find(self, sought: Fingerprint) -> list[Member]:
        """The members of every family whose first sentence this one copies, those added first in front."""
        members = (member for family in self._near(sought) for member in self._members(family))
        return sorted(members)

    def add(self, sentence: Fingerprint, member: Member) -> None:
        """Add a sentence to the family that it copies most, or as the first of its own."""
        near = self._near(sentence)
        if near:
            self._join(max(near, key=lambda family: (near[family], -family)), member)
        elif sentence.pairs:
            self._join(self._open(sentence), member)

    def _members(self, family: int) -> Iterator[Member]:
        return map(Member._make, self._db.execute(_MEMBERS, (family,)))

    def _near(self, sought: Fingerprint) -> dict[int, float]:
        """The families whose first sentence is near enough, with how near it is."""
        near: dict[int, float] = {}
        for family in sorted(self._candidates(sought)):
            guard, pairs = self._db.execute(
                "SELECT guard, pairs FROM family WHERE n = ?", (family,)
            ).fetchone()
            if guard == sought.guard:
                shared = overlap(sought.pairs, array("I", pairs))
                if shared >= NEAR:
                    near[family] = shared
        return near

    def _candidates(self, sought: Fingerprint) -> set[int]:
        """The families under the same keys, but for those whose sketch tells that they share too little."""
        own, bits = len(sought.pairs), sketch(sought)
        enough = NEAR * own - ROUNDING
        found: set[int] = set()
        for key in sought.keys:
            for family, size, others in self._under(key):
                least = (
                    enough if size <= own else NEAR * size - ROUNDING
                )  # must be shared; others set a bit each
                if (bits & ~others).bit_count() <= own - least and (
                    others & ~bits
                ).bit_count() <= size - least:
                    found.add(family)
        return found

    def _under(self, key: int) -> list[Posting]:
        """The latest families under a key, with the sizes and sketches of their first sentences."""
        if key not in self._cached:
            if self._rows > CACHED:
                self._cached.clear()
                self._rows = 0
            self._cached[key] = self._db.execute(_UNDER, (key, LOOK)).fetchall()
            self._rows += 1 + len(self._cached[key])
        return self._cached[key]

    def _join(self, family: int, member: Member) -> None:
        (members,) = self._db.execute("SELECT members FROM family WHERE n = ?", (family,)).fetchone()
        if members < MEMBERS:
            self._db.execute("INSERT INTO member VALUES (?, ?, ?, ?, ?)", (family, members, *member))
            self._db.execute("UPDATE family SET members = members + 1 WHERE n = ?", (family,))

    def _open(self, sentence: Fingerprint) -> int:
        pairs = array("I", sentence.pairs).tobytes()
        opened = self._db.execute(
            "INSERT INTO family (guard, pairs, members) VALUES (?, ?, 0)", (sentence.guard, pairs)
        )
        family, size, bits = opened.lastrowid or 0, len(sentence.pairs), sketch(sentence)
        self._db.executemany(
            "INSERT OR IGNORE INTO posting VALUES (?, ?, ?, ?)",
            [(key, family, size, bits) for key in sentence.keys],
        )
        for key in sentence.keys:
            if key in self._cached:
                self._cached[key] = [(family, size, bits), *self._cached[key][: LOOK - 1]]
                self._rows += 1
        return family


def sketch(sentence: Fingerprint) -> int:
    """A number with a bit for each word pair; pairs may share one."""
    bits = 0
    for pair in sentence.pairs:
        bits |= 1 << pair % BITS
    return bits
