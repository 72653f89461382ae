"""The rows of the kept answers: what stands behind each, where it stands, and how it is written."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from kg.projection import entries
from kg.projection.entries import TAB

SHOWN = 20  # claims that an answer shows of a row

Rank = list[str | int | bool]


class Row(NamedTuple):
    """What stands behind a row of a kept answer."""

    units: int = 0
    affirming: int = 0
    disputes: int = 0
    affirmers: int = 0  # sources of those that say that it happened
    sources: int = 0
    first: str | None = None
    last: str | None = None
    shown: tuple[str, ...] | None = ()  # the marks of the first claims; None where they must be looked for
    own: int = 0
    articles: int = 0
    incidents: int = 0
    attacks: int = 0
    tolls: int = 0
    low: int = 0
    high: int = 0

    @property
    def claims(self) -> int:
        """How many say that it happened; where all deny it, how many do."""
        return self.affirming or self.units

    @property
    def outlets(self) -> int:
        """How many sources these have."""
        return self.affirmers if self.affirming else self.sources

    @property
    def status(self) -> str:
        """Whether it is asserted, contested or denied."""
        if not self.affirming:
            return "denied"
        return "contested" if self.affirming < self.units or self.disputes else "asserted"

    def with_marks(self, gone: Mapping[str, int], new: Mapping[str, int]) -> "Row":
        """With claims more among the first, and others less; call it before they are counted."""
        if self.shown is None or not (gone or new):
            return self
        left = list(self.shown)
        for mark, units in gone.items():
            if mark in left and self.units > len(self.shown):
                return self._replace(shown=None)  # which are the next is not known
            left = [other for other in left if other != mark] + [mark] * (left.count(mark) - units)
        left += [mark for mark, units in new.items() for _ in range(units)]
        return self._replace(shown=tuple(sorted(left)[:SHOWN]))


def row_of(read: list[object]) -> Row:
    """A row that was written as JSON."""
    row = Row._make(read)
    return row._replace(shown=None if row.shown is None else tuple(row.shown))


def rank(board: str, name: str, row: Row) -> Rank:
    """Where the row stands in its answer: the least is the first."""
    fields = name.split(TAB)
    match board.split(" ")[0]:
        case entries.ACTOR:
            part, type_, _, party = fields
            return [part, -row.units, type_, not party, party]
        case entries.ALLIES:
            return [-row.units, *fields]
        case entries.REPORTED:
            return [-row.units, row.first is None, row.first or "", name]
        case _:
            return [-row.incidents, -row.units, name]


def text(board: str, name: str, row: Row, fights: Callable[[str, str], int]) -> str:
    """The row as a line of the graph: its fields, then the keys of the claims that are shown."""
    return TAB.join(map(_field, (*_fields(board, name, row, fights), keys(row.shown or ()))))


def keys(marks: Iterable[str]) -> str:
    """The claims of marks."""
    return " ".join(mark.split(" ", 2)[2] for mark in marks)


def _fields(board: str, name: str, row: Row, fights: Callable[[str, str], int]) -> tuple[object, ...]:
    counts = (row.units, row.claims, row.outlets, row.status)
    match board.split(" ")[0]:
        case entries.ACTOR:
            return (*name.split(TAB), *counts, row.first, row.last)
        case entries.ALLIES:
            actor, _, ally = fields = name.split(TAB)
            return (*fields, *counts, row.first, row.last, fights(actor, ally))
        case entries.REPORTED:
            return (name, row.own, row.units, row.articles, row.incidents, row.first)
        case _:
            toll = (row.low, row.high) if row.tolls else (None, None)
            return (name, *counts, row.first, row.last, row.incidents, row.attacks, *toll)


def _field(value: object) -> str:
    return "" if value is None else str(value)
