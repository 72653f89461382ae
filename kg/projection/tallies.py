"""Counts of values by owner."""

from kg.projection.store import Store, Table


class Tallies:
    """Counts by value, of which the first and last that are counted can be told."""

    def __init__(self, store: Store, name: str) -> None:
        self._counts: Table[int] = store.table(name)

    def add(self, owner: str, value: str | None, step: int) -> int:
        """Count a value once more or less; returns by how many the values that are counted grow."""
        if value is None:
            return 0
        before = self._counts.get(owner, value) or 0
        self._counts.put(owner, value, before + step or None)
        return bool(before + step) - bool(before)

    def begin(self, owner: str) -> None:
        """Nothing was counted for the owner until now."""
        self._counts.begin(owner)

    def first(self, owner: str) -> str | None:
        """The least value."""
        return self._counts.least(owner)

    def last(self, owner: str) -> str | None:
        """The greatest value."""
        return self._counts.greatest(owner)
