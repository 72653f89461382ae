"""Which rows of a kept answer come first."""

from collections.abc import Callable, Iterator, Sequence
from heapq import nsmallest
from typing import NamedTuple

from kg.projection.rows import Rank
from kg.projection.store import Store

ROWS = 50  # of a board that are drawn
SPARE = 100  # that are remembered, so that one that falls back need not be looked for

Ranked = tuple[Rank, str]


class Moved(NamedTuple):
    """A row that stands elsewhere from now on; None where it is not there."""

    name: str
    before: Rank | None
    now: Rank | None


class Top(NamedTuple):
    """The first rows of a board; `whole` if there are no others."""

    best: list[Ranked]
    whole: bool


NOTHING = Top([], whole=True)


class Tops:
    """Keeps the first rows of boards; `all_rows` gives all of one, for when too many have fallen back."""

    def __init__(self, store: Store, all_rows: Callable[[str], Iterator[Ranked]]) -> None:
        self._tops = store.table("board", _top)
        self._all_rows = all_rows

    def move(self, board: str, moved: Sequence[Moved]) -> bool:
        """Put rows where they stand now; False where that is behind all that are remembered, as it was."""
        top = self._tops.get(board) or NOTHING
        last = top.best[-1][0] if top.best and not top.whole else None
        if last is not None:
            moved = [each for each in moved if _is_among(each.before, last) or _is_among(each.now, last)]
        if not moved:
            return False
        gone = {each.name for each in moved}
        best = [ranked for ranked in top.best if ranked[1] not in gone]
        if top.whole or last is not None:
            best += [
                (each.now, each.name)
                for each in moved
                if each.now is not None and (last is None or each.now <= last)
            ]
            best.sort()
        whole = top.whole and len(best) <= SPARE
        self._tops.put(board, "", Top(best[:SPARE], whole) if best or not whole else None)
        return True

    def first(self, board: str) -> list[str]:
        """The rows that come first."""
        top = self._tops.get(board) or NOTHING
        if len(top.best) < ROWS and not top.whole:
            best = nsmallest(SPARE + 1, self._all_rows(board))
            top = Top(best[:SPARE], whole=len(best) <= SPARE)
            self._tops.put(board, "", top)
        return [name for _, name in top.best[:ROWS]]


def _is_among(rank: Rank | None, last: Rank) -> bool:
    return rank is not None and rank <= last


def _top(read: list[object]) -> Top:
    best, whole = read
    return Top([(rank, name) for rank, name in best], bool(whole))  # type: ignore[attr-defined]
