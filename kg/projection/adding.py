"""Adds up what claims bring into a row of a kept answer, many claims at once."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from kg.projection.entries import Entry, Part
from kg.projection.facts import AGAINST, FOR
from kg.projection.rows import Row
from kg.projection.store import Store
from kg.projection.tallies import Ends, Tallies

ARTICLE, INCIDENT, DAY = "article", "incident", "day"


Counts = defaultdict[str, int]


class Change(NamedTuple):
    """What a claim brought into a row until now, and what it brings from now on."""

    old: Entry | None
    new: Entry | None


class Site(NamedTuple):
    """What the claims say about one incident at a place: it counts once, with its lowest and highest toll."""

    told: int = 0
    attacks: int = 0
    lows: dict[str, int] = {}  # noqa: RUF012 - values are never changed in place
    highs: dict[str, int] = {}  # noqa: RUF012

    def with_part(self, part: Part, step: int) -> "Site":
        """With a claim more, or less."""
        return Site(
            self.told + step,
            self.attacks + step * part.attack,
            _counted(self.lows, part.low, step),
            _counted(self.highs, part.high, step),
        )

    @property
    def counts(self) -> tuple[int, int, int, int, int]:
        """What it is counted as: an incident, an attack, one with a toll, its low and its high."""
        low, high = min(map(int, self.lows), default=0), max(map(int, self.highs), default=0)
        return bool(self.told), bool(self.attacks), bool(self.lows), low, high


class _Steps:
    """By how much everything grows, or shrinks."""

    def __init__(self) -> None:
        self.units = self.affirming = self.disputes = self.own = 0
        self.sources: dict[str, Counts] = {FOR: defaultdict(int), AGAINST: defaultdict(int)}
        self.articles: Counts = defaultdict(int)
        self.incidents: Counts = defaultdict(int)
        self.days: Counts = defaultdict(int)
        self.parts: defaultdict[str, list[tuple[Part, int]]] = defaultdict(list)

    def take(self, entry: Entry, step: int) -> None:
        """A claim more, or less."""
        units = step * entry.units
        self.units += units
        self.affirming += units * (entry.side == FOR)
        self.disputes += units * entry.disputed
        self.own += step * entry.own
        self.sources[entry.side][entry.source] += units
        for day in entry.days:
            self.days[day] += step
        for article in entry.articles:
            self.articles[article] += step
        for incident in entry.incidents:
            self.incidents[incident] += step
        for part in entry.parts:
            self.parts[part.incident].append((part, step))


class Adding:
    """Keeps what must be counted to tell what a row adds up to."""

    def __init__(self, store: Store) -> None:
        self._tallies = Tallies(store, "board_tally")
        self._sites = store.table("board_site", Site._make)

    def begin(self, owner: str) -> None:
        """Nothing stood behind the row until now."""
        self._tallies.begin(owner)
        self._sites.begin(owner)

    def changed(self, owner: str, row: Row, changes: Iterable[Change]) -> Row:
        """The row after the changes; `owner` is what the row is called."""
        steps, row = _Steps(), _marked(row, changes)
        for old, new in changes:
            if old:
                steps.take(old, -1)
            if new:
                steps.take(new, 1)
        sources, affirmers = self._sources(owner, steps.sources)
        row = row._replace(
            units=row.units + steps.units,
            affirming=row.affirming + steps.affirming,
            disputes=row.disputes + steps.disputes,
            own=row.own + steps.own,
            sources=row.sources + sources,
            affirmers=row.affirmers + affirmers,
            articles=row.articles + self._tallies.add_all(owner, ARTICLE, steps.articles),
            incidents=row.incidents + self._tallies.add_all(owner, INCIDENT, steps.incidents),
        )
        return self._with_parts(owner, self._dated(owner, row, steps.days), steps.parts)

    def _sources(self, owner: str, by_side: dict[str, Counts]) -> tuple[int, int]:
        """How many sources more there are: of both sides, each once, and of those that affirm."""
        grown = {FOR: 0, AGAINST: 0}
        sources = 0
        for side, other in ((FOR, AGAINST), (AGAINST, FOR)):
            for source, step in by_side[side].items():
                if more := self._tallies.add(owner, side, source, step):
                    grown[side] += more
                    sources += 0 if self._tallies.count(owner, other, source) else more
        return sources, grown[FOR]

    def _dated(self, owner: str, row: Row, days: Counts) -> Row:
        if not days:
            return row
        first, last = self._tallies.ends(owner, DAY, Ends(row.first, row.last), days)
        return row._replace(first=first, last=last)

    def _with_parts(self, owner: str, row: Row, parts: dict[str, list[tuple[Part, int]]]) -> Row:
        for incident, steps in parts.items():
            before = now = self._sites.get(owner, incident) or Site()
            for part, step in steps:
                now = now.with_part(part, step)
            self._sites.put(owner, incident, now if now.told else None)
            incidents, attacks, tolls, low, high = (
                new - old for new, old in zip(now.counts, before.counts, strict=True)
            )
            row = row._replace(
                incidents=row.incidents + incidents,
                attacks=row.attacks + attacks,
                tolls=row.tolls + tolls,
                low=row.low + low,
                high=row.high + high,
            )
        return row


def _marked(row: Row, changes: Iterable[Change]) -> Row:
    """With the marks of claims that are new among the first, and without those that have gone."""
    gone, new = dict[str, int](), dict[str, int]()
    for old, now in changes:
        if old and now and (old.mark, old.units) == (now.mark, now.units):
            continue
        for marks, entry in ((gone, old), (new, now)):
            if entry:
                marks[entry.mark] = entry.units
    return row.with_marks(gone, new)


def _counted(counts: dict[str, int], number: int | None, step: int) -> dict[str, int]:
    if number is None:
        return counts
    then = {**counts, str(number): counts.get(str(number), 0) + step}
    return {value: count for value, count in then.items() if count}
