"""Counts of values by owner and kind."""

from collections.abc import Mapping
from typing import NamedTuple

from kg.projection.store import Store, Table

BETWEEN = "\t"


class Ends(NamedTuple):
    """The least and the greatest value of a kind that are counted."""

    first: str | None = None
    last: str | None = None


NO_ENDS = Ends()


class Tallies:
    """Counts by kind and value, of which the first and last that are counted can be told.

    What is counted for an owner lies together, so that one look tells whether anything is.
    """

    def __init__(self, store: Store, name: str) -> None:
        self._counts: Table[int] = store.table(name)

    def add(self, owner: str, kind: str, value: str, step: int) -> int:
        """Count a value more often or less; returns by how many the values that are counted grow."""
        if not step:
            return 0
        member = kind + BETWEEN + value
        before = self._counts.get(owner, member) or 0
        self._counts.put(owner, member, before + step or None)
        return bool(before + step) - bool(before)

    def add_all(self, owner: str, kind: str, steps: Mapping[str, int]) -> int:
        """The same for many values."""
        return sum(self.add(owner, kind, value, step) for value, step in steps.items())

    def count(self, owner: str, kind: str, value: str) -> int:
        """How often a value is counted."""
        return self._counts.get(owner, kind + BETWEEN + value) or 0

    def begin(self, owner: str) -> None:
        """Nothing was counted for the owner until now."""
        self._counts.begin(owner)

    def ends(self, owner: str, kind: str, known: Ends, steps: Mapping[str, int]) -> Ends:
        """Count values more often or less; returns the ends then, `known` being those before."""
        first, last = known
        gone = False
        for value, step in steps.items():
            grown = self.add(owner, kind, value, step)
            if grown > 0:
                first, last = min(first or value, value), max(last or value, value)
            gone = gone or (grown < 0 and value in (first, last))
        return self._ends(owner, kind) if gone else Ends(first, last)

    def _ends(self, owner: str, kind: str) -> Ends:
        prefix = kind + BETWEEN
        least, greatest = self._counts.least(owner, prefix), self._counts.greatest(owner, prefix)
        return Ends(least and least[len(prefix) :], greatest and greatest[len(prefix) :])
