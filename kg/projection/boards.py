"""Kept answers: the first rows of those questions that would have to go through most claims to be answered.

A row is a sum over claims, kept up as claims come and go; a board knows which of its rows come first. Those
about everything are kept for every log, those about one actor while so many claims name it that going through
them takes long. In the graph a board is one node; a question about an earlier time reads the claims instead.
"""

import hashlib
from bisect import insort
from collections.abc import Callable, Iterable
from heapq import nsmallest
from typing import NamedTuple

from kg.projection import entries, rows
from kg.projection.draft import Draft
from kg.projection.entries import ALLIES, HOTSPOTS, TAB, Entries, Entry, Part
from kg.projection.facts import FOR, Facts
from kg.projection.picture import Node, NodeId
from kg.projection.rows import Rank, Row
from kg.projection.store import Store, Table
from kg.projection.tallies import Tallies

ROWS = 50  # of a board that are drawn
SPARE = 100  # that are remembered, so that one that falls back need not be looked for
BIG = 1_000  # claims that name an actor, from which on its boards are kept
DAYS = "days"


class Turn(NamedTuple):
    """What a claim said until now, and what it says from now on; None while it is not held."""

    name: str
    before: Facts | None
    now: Facts | None


class Top(NamedTuple):
    """The first rows of a board; `whole` if there are no others."""

    best: list[tuple[Rank, str]]
    whole: bool


class Boards:
    """Keeps the boards up with the claims; draws those that changed when a batch is done."""

    def __init__(
        self, draft: Draft, store: Store, facts: Callable[[str], Facts | None], *, big: int = BIG
    ) -> None:
        self._draft, self._facts, self._big = draft, facts, big
        self._rows = store.table("board_row", rows.row_of)
        self._tops = store.table("board", _top)
        self._parts: Table[int] = store.table("board_part")
        self._fights: Table[int] = store.table("fights")
        self._named_in: Table[int] = store.table("named_in")  # by actor or place, the claims
        self._sizes: Table[int] = store.table("named_size")
        self._kept: Table[int] = store.table("board_kept")  # actors that have boards
        self._drawn = store.table("board_drawn", str)
        self._days: Table[int] = store.table("days")
        self._tallies = Tallies(store, "board_tally")
        self._touched: dict[str, None] = {}

    def take(self, turns: list[Turn]) -> None:
        """Take in how claims have turned."""
        turned = {turn.name: turn for turn in turns}
        sized: dict[str, None] = {}
        for turn in turns:
            sized |= self._name(turn)
            self._count(turn)
            self._change(entries.of_all, turn)
        small = [party for party in sized if self._kept.get(party) and self._size(party) < self._big]
        large = [party for party in sized if not self._kept.get(party) and self._size(party) >= self._big]
        self._touched |= {f"{entries.ACTOR} {party}": None for party in sized}
        for party in small:
            self._drop(party, turned)
        for turn in turns:
            for party in dict.fromkeys((*_parties(turn.before), *_parties(turn.now))):
                if self._kept.get(party):
                    self._change(_about(party), turn)
        for party in large:
            self._keep(party)

    def draw(self) -> None:
        """Draw what has changed since the last time."""
        touched, self._touched = self._touched, {}
        for board in touched:
            self._draw(board, self._text(board))
        if touched:
            years = [year for year, _ in self._days.members("")]
            self._draw(DAYS, " ".join(years))

    def _draw(self, board: str, text: str) -> None:
        """The text is what the graph has of the board; nothing if it is empty."""
        kind, _, party = board.partition(" ")
        claims = {"claims": self._size(party)} if kind == entries.ACTOR else {}
        written = f"{claims} {text}".encode("utf-8", "surrogatepass")
        digest = hashlib.sha256(written).hexdigest()[:16] if text else None
        if digest == self._drawn.get(board):
            return
        self._drawn.put(board, "", digest)
        self._draft.node(
            NodeId("Sum", board), Node(None, {"key": board, "rows": text, **claims}) if text else None
        )

    def _text(self, board: str) -> str:
        kind, _, of = board.partition(" ")
        if kind == DAYS:
            return "\n".join(f"{day} {number}" for day, number in self._days.members(of))
        if kind == HOTSPOTS and of:
            return self._line(HOTSPOTS, of)
        return "\n".join(self._line(board, name) for name in self._first(board))

    def _line(self, board: str, name: str) -> str:
        row = self._rows.get(board, name)
        if row is None:
            return ""
        if row.shown is None:
            row = row._replace(shown=self._shown(board, name))
            self._rows.put(board, name, row)
        return rows.text(board, name, row, self._fought)

    def _first(self, board: str) -> list[str]:
        """The rows that come first."""
        top = self._tops.get(board) or Top([], whole=True)
        if len(top.best) < ROWS and not top.whole:
            ranked = ((rows.rank(board, name, row), name) for name, row in self._rows.members(board))
            best = nsmallest(SPARE + 1, ranked)
            top = Top(best[:SPARE], whole=len(best) <= SPARE)
            self._tops.put(board, "", top)
        return [name for _, name in top.best[:ROWS]]

    def _shown(self, board: str, name: str) -> tuple[str, ...]:
        """The marks of the first claims behind a row, looked for among all of a party's."""
        kind, _, party = board.partition(" ")
        of = _about(party) if party and kind != HOTSPOTS else entries.of_all
        owner = f"Place {name}" if kind == HOTSPOTS else f"Actor {party or name.split(TAB)[0]}"
        marks: list[str] = []
        for claim, _ in self._named_in.members(owner):
            facts = self._facts(claim)
            if facts and (entry := of(facts).get((board, name))):
                marks += [entry.mark] * entry.units
        return tuple(sorted(marks)[: rows.SHOWN])

    def _fought(self, one: str, other: str) -> int:
        return self._fights.get(entries.pair(one, other)) or 0

    def _name(self, turn: Turn) -> dict[str, None]:
        """Remember which claims name whom; gives the actors that are named more or less often."""
        before, now = _owners(turn.before), _owners(turn.now)
        for owner in before:
            if owner not in now:
                self._named_in.put(owner, turn.name, None)
        for owner in now:
            if owner not in before:
                self._named_in.put(owner, turn.name, 1)
        had, has = _parties(turn.before), _parties(turn.now)
        changed = {party: 1 for party in has if party not in had}
        changed |= {party: -1 for party in had if party not in has}
        for party, step in changed.items():
            self._sizes.put(party, "", self._size(party) + step or None)
        return dict.fromkeys(changed)

    def _size(self, party: str) -> int:
        return self._sizes.get(party) or 0

    def _count(self, turn: Turn) -> None:
        """Count fights between two, and claims by day."""
        for facts, step in ((turn.before, -1), (turn.now, 1)):
            if facts is None:
                continue
            for pair in sorted(entries.fights(facts)):
                self._fights.put(pair, "", (self._fights.get(pair) or 0) + step or None)
                self._touched |= dict.fromkeys((ALLIES, *(f"{ALLIES} {one}" for one in pair.split(TAB))))
            for day in facts.dated:
                self._count_day(day, step)

    def _count_day(self, day: str, step: int) -> None:
        year = day[:4]
        before = self._days.get(year, day) or 0
        self._days.put(year, day, before + step or None)
        self._days.put("", year, (self._days.get("", year) or 0) + step or None)
        self._touched[f"{DAYS} {year}"] = None

    def _keep(self, party: str) -> None:
        self._kept.put(party, "", 1)
        for name, _ in self._named_in.members(f"Actor {party}"):
            self._change(_about(party), Turn(name, None, self._facts(name)))

    def _drop(self, party: str, turned: dict[str, Turn]) -> None:
        """Take all claims that named the actor until now out of its boards."""
        self._kept.put(party, "", None)
        names = [name for name, _ in self._named_in.members(f"Actor {party}") if name not in turned]
        had = [turn.name for turn in turned.values() if party in _parties(turn.before)]
        for name in (*names, *had):
            facts = turned[name].before if name in turned else self._facts(name)
            self._change(_about(party), Turn(name, facts, None))

    def _change(self, of: Callable[[Facts], Entries], turn: Turn) -> None:
        before = of(turn.before) if turn.before else {}
        now = of(turn.now) if turn.now else {}
        for at in dict.fromkeys((*before, *now)):
            old, new = before.get(at), now.get(at)
            if old != new:
                self._put(*at, old, new)

    def _put(self, board: str, name: str, old: Entry | None, new: Entry | None) -> None:
        """A row loses an entry, gets one, or has it changed."""
        found = self._rows.get(board, name)
        if found is None:
            self._begin(f"{board}{TAB}{TAB}{name}")
        row = self._marked(found or Row(), old, new)
        for entry, step in ((old, -1), (new, 1)):
            if entry:
                row = self._added(f"{board}{TAB}{TAB}{name}", row, entry, step)
        self._rows.put(board, name, row if row.units else None)
        self._touch(board, name)
        before = rows.rank(board, name, found) if found else None
        self._rank(board, name, before, rows.rank(board, name, row) if row.units else None)

    def _begin(self, owner: str) -> None:
        for counted in ("source", "affirmer", "article", "incident", "day"):
            self._tallies.begin(f"{owner}{TAB}{counted}")

    def _marked(self, row: Row, old: Entry | None, new: Entry | None) -> Row:
        if old and new and (old.mark, old.units) == (new.mark, new.units):
            return row
        before = row.units
        if old:
            row, before = row.with_mark(old.mark, -old.units, before), before - old.units
        return row.with_mark(new.mark, new.units, before) if new else row

    def _added(self, owner: str, row: Row, entry: Entry, step: int) -> Row:
        row = row.counted(entry.side, step * entry.units, disputed=entry.disputed)
        units = step * entry.units
        sources = self._tallies.add(f"{owner}{TAB}source", entry.source, units)
        told = entry.side == FOR
        affirmers = self._tallies.add(f"{owner}{TAB}affirmer", entry.source if told else None, units)
        articles = sum(self._tallies.add(f"{owner}{TAB}article", one, step) for one in entry.articles)
        incidents = sum(self._tallies.add(f"{owner}{TAB}incident", one, step) for one in entry.incidents)
        row = self._dated(f"{owner}{TAB}day", row, entry.days, step)
        row = row._replace(
            sources=row.sources + sources,
            affirmers=row.affirmers + affirmers,
            articles=row.articles + articles,
            incidents=row.incidents + incidents,
            own=row.own + step * entry.own,
        )
        for part in entry.parts:
            row = self._with_part(f"{owner}{TAB}{part.incident}", row, part, step)
        return row

    def _dated(self, owner: str, row: Row, days: Iterable[str], step: int) -> Row:
        for day in days:
            self._tallies.add(owner, day, step)
            if step > 0:
                if not row.first or not row.last or not row.first <= day <= row.last:
                    first, last = min(row.first or day, day), max(row.last or day, day)
                    row = row._replace(first=first, last=last)
            elif day in (row.first, row.last):
                row = row._replace(first=self._tallies.first(owner), last=self._tallies.last(owner))
        return row

    def _with_part(self, owner: str, row: Row, part: Part, step: int) -> Row:
        """One incident's part of a place: it counts once, with its lowest and its highest toll."""
        before = self._part(owner)
        self._parts.put(owner, "", (self._parts.get(owner) or 0) + step or None)
        self._parts.put(owner, "attack", (self._parts.get(owner, "attack") or 0) + step * part.attack or None)
        for what, number in (("low", part.low), ("high", part.high)):
            self._tallies.add(f"{owner}{TAB}{what}", None if number is None else f"{number:012d}", step)
        now = self._part(owner)
        grown = [new - old for new, old in zip(now, before, strict=True)]
        return row._replace(
            incidents=row.incidents + grown[0],
            attacks=row.attacks + grown[1],
            tolls=row.tolls + grown[2],
            low=row.low + grown[3],
            high=row.high + grown[4],
        )

    def _part(self, owner: str) -> tuple[int, int, int, int, int]:
        low = self._tallies.first(f"{owner}{TAB}low")
        high = self._tallies.last(f"{owner}{TAB}high")
        told, attack = bool(self._parts.get(owner)), bool(self._parts.get(owner, "attack"))
        return int(told), int(attack), int(low is not None), int(low or 0), int(high or 0)

    def _touch(self, board: str, name: str) -> None:
        if board == HOTSPOTS:
            self._touched[f"{HOTSPOTS} {name}"] = None

    def _rank(self, board: str, name: str, before: Rank | None, rank: Rank | None) -> None:
        """Put a row where it stands now, or take it out."""
        top = self._tops.get(board) or Top([], whole=True)
        outside = top.best[-1][0] if top.best and not top.whole else None
        if outside is not None and all(place is None or place > outside for place in (before, rank)):
            return
        best = [(place, other) for place, other in top.best if other != name]
        whole = top.whole
        if rank is not None and (whole or (outside is not None and rank <= outside)):
            insort(best, (rank, name))
            if len(best) > SPARE:
                best, whole = best[:SPARE], False
        self._tops.put(board, "", Top(best, whole) if best or not whole else None)
        self._touched[board] = None


def _about(party: str) -> Callable[[Facts], Entries]:
    return lambda facts: entries.of_party(facts, party)


def _parties(facts: Facts | None) -> tuple[str, ...]:
    return facts.parties if facts else ()


def _owners(facts: Facts | None) -> dict[str, None]:
    if facts is None:
        return {}
    there = (f"Place {place}" for place in entries.places(facts))
    return dict.fromkeys((*(f"Actor {party}" for party in facts.parties), *there))


def _top(read: list[object]) -> Top:
    best, whole = read
    return Top([(rank, name) for rank, name in best], bool(whole))  # type: ignore[attr-defined]
