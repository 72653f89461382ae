"""Kept answers: the first rows of those questions that would have to go through most claims to be answered.

A row is a sum over claims, kept up as claims come and go; a board knows which of its rows come first. Those
about everything are kept for every log, those about one actor while so many claims name it that going through
them takes long. In the graph a board is one node; a question about an earlier time reads the claims instead.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from kg.projection import entries, rows
from kg.projection.adding import Adding, Change
from kg.projection.draft import Draft
from kg.projection.entries import ALLIES, HOTSPOTS, TAB, Entries
from kg.projection.facts import Facts
from kg.projection.picture import Node, NodeId
from kg.projection.rows import Row
from kg.projection.store import Store, Table
from kg.projection.tops import Moved, Ranked, Tops

BIG = 1_000  # claims that name an actor, from which on its boards are kept
DAYS = "days"

Changes = dict[tuple[str, str], list[Change]]  # by board and row


class Turn(NamedTuple):
    """What a claim said until now, and what it says from now on; None while it is not held."""

    name: str
    before: Facts | None
    now: Facts | None


class Claims(NamedTuple):
    """How the claims that are held are found: what one says, and which may name a node."""

    facts: Callable[[str], Facts | None]
    naming: Callable[[NodeId], Iterable[str]]


class Boards:
    """Keeps the boards up with the claims; draws those that changed when a batch is done."""

    def __init__(self, draft: Draft, store: Store, claims: Claims, *, big: int = BIG) -> None:
        self._draft, self._claims, self._big = draft, claims, big
        self._rows = store.table("board_row", rows.row_of)
        self._tops = Tops(store, self._ranked)
        self._adding = Adding(store)
        self._fights: Table[int] = store.table("fights")
        self._sizes: Table[int] = store.table("named_size")  # by actor, how many claims name it
        self._kept: Table[int] = store.table("board_kept")  # actors that have boards
        self._drawn = store.table("board_drawn", str)
        self._days: Table[int] = store.table("days")
        self._touched: dict[str, None] = {}

    def take(self, turns: list[Turn]) -> None:
        """Take in how claims have turned."""
        sized = self._resize(turns)
        self._count_fights(turns)
        self._count_days(turns)
        kept = {party: None for party in _all_parties(turns) if self._kept.get(party)}
        small = [party for party in sized if party in kept and self._size(party) < self._big]
        large = [party for party in sized if party not in kept and self._size(party) >= self._big]
        changes: Changes = {}
        for turn in turns:
            _note(changes, entries.of_all, turn)
            for party in _parties(turn):
                if party in kept and party not in small:
                    _note(changes, _about(party), turn)
        for party in small:
            self._drop(party, turns, changes)
        for party in large:
            self._keep(party, changes)
        self._touched |= {f"{entries.ACTOR} {party}": None for party in sized if self._kept.get(party)}
        self._settle(changes)

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
        return "\n".join(self._line(board, name) for name in self._tops.first(board))

    def _line(self, board: str, name: str) -> str:
        row = self._rows.get(board, name)
        if row is None:
            return ""
        if row.shown is None:
            row = row._replace(shown=self._shown(board, name))
            self._rows.put(board, name, row)
        return rows.text(board, name, row, self._fought)

    def _shown(self, board: str, name: str) -> tuple[str, ...]:
        """The marks of the first claims behind a row, looked for among all that may be."""
        kind, _, party = board.partition(" ")
        of = _about(party) if party and kind != HOTSPOTS else entries.of_all
        node = NodeId("Place", name) if kind == HOTSPOTS else NodeId("Actor", party or name.split(TAB)[0])
        marks: list[str] = []
        for claim in self._claims.naming(node):
            facts = self._claims.facts(claim)
            if facts and (entry := of(facts).get((board, name))):
                marks += [entry.mark] * entry.units
        return tuple(sorted(marks)[: rows.SHOWN])

    def _fought(self, one: str, other: str) -> int:
        return self._fights.get(entries.pair(one, other)) or 0

    def _ranked(self, board: str) -> Iterator[Ranked]:
        return ((rows.rank(board, name, row), name) for name, row in self._rows.members(board))

    def _resize(self, turns: Iterable[Turn]) -> list[str]:
        """Count which claims name whom; gives the actors that are named more or less often."""
        steps = _steps(turns, lambda facts: facts.parties)
        for party, step in steps.items():
            self._sizes.put(party, "", self._size(party) + step or None)
        return list(steps)

    def _size(self, party: str) -> int:
        return self._sizes.get(party) or 0

    def _count_fights(self, turns: Iterable[Turn]) -> None:
        """Count the fights between two."""
        steps = _steps(turns, lambda facts: sorted(entries.fights(facts)))
        for pair, step in steps.items():
            self._fights.put(pair, "", (self._fights.get(pair) or 0) + step or None)
            kept = (f"{ALLIES} {one}" for one in pair.split(TAB) if self._kept.get(one))
            self._touched |= dict.fromkeys((ALLIES, *kept))

    def _count_days(self, turns: Iterable[Turn]) -> None:
        """Count the claims by day, and by year."""
        for day, step in _steps(turns, lambda facts: facts.dated).items():
            year = day[:4]
            for owner, member in ((year, day), ("", year)):
                self._days.put(owner, member, (self._days.get(owner, member) or 0) + step or None)
            self._touched[f"{DAYS} {year}"] = None

    def _keep(self, party: str, changes: Changes) -> None:
        """Begin the boards of an actor with all claims that name it."""
        self._kept.put(party, "", 1)
        for name in self._claims.naming(NodeId("Actor", party)):
            _note(changes, _about(party), Turn(name, None, self._claims.facts(name)))

    def _drop(self, party: str, turns: Iterable[Turn], changes: Changes) -> None:
        """Take all claims that named the actor until now out of its boards."""
        self._kept.put(party, "", None)
        self._touched[f"{entries.ACTOR} {party}"] = None
        turned = {turn.name: turn for turn in turns}
        for turn in turned.values():
            _note(changes, _about(party), turn._replace(now=None))
        for name in self._claims.naming(NodeId("Actor", party)):
            if name not in turned:
                _note(changes, _about(party), Turn(name, self._claims.facts(name), None))

    def _settle(self, changes: Changes) -> None:
        """Bring rows up to what claims bring into them now, and put them where they stand then."""
        moved: dict[str, list[Moved]] = {}
        for (board, name), some in changes.items():
            moved.setdefault(board, []).append(self._put(board, name, some))
        for board, those in moved.items():
            if self._tops.move(board, those):
                self._touched[board] = None

    def _put(self, board: str, name: str, changes: list[Change]) -> Moved:
        found, owner = self._rows.get(board, name), f"{board}{TAB}{TAB}{name}"
        if found is None:
            self._adding.begin(owner)
        row = self._adding.changed(owner, found or Row(), changes)
        self._rows.put(board, name, row if row.units else None)
        if board == HOTSPOTS:
            self._touched[f"{HOTSPOTS} {name}"] = None
        before = rows.rank(board, name, found) if found else None
        return Moved(name, before, rows.rank(board, name, row) if row.units else None)


def _note(changes: Changes, of: Callable[[Facts], Entries], turn: Turn) -> None:
    """Note what a claim brings into rows differently from before."""
    before = of(turn.before) if turn.before else {}
    now = of(turn.now) if turn.now else {}
    for at, old in before.items():
        if old != (new := now.get(at)):
            changes.setdefault(at, []).append(Change(old, new))
    for at, new in now.items():
        if at not in before:
            changes.setdefault(at, []).append(Change(None, new))


def _steps(turns: Iterable[Turn], of: Callable[[Facts], Iterable[str]]) -> dict[str, int]:
    """How much more, or less, the claims say of something."""
    steps: defaultdict[str, int] = defaultdict(int)
    for turn in turns:
        for facts, step in ((turn.before, -1), (turn.now, 1)):
            for value in of(facts) if facts else ():
                steps[value] += step
    return {value: step for value, step in steps.items() if step}


def _about(party: str) -> Callable[[Facts], Entries]:
    return lambda facts: entries.of_party(facts, party)


def _all_parties(turns: Iterable[Turn]) -> dict[str, None]:
    return {party: None for turn in turns for party in _parties(turn)}


def _parties(turn: Turn) -> dict[str, None]:
    """Every actor that the claim names now, or did before."""
    return dict.fromkeys((*_named(turn.before), *_named(turn.now)))


def _named(facts: Facts | None) -> tuple[str, ...]:
    return facts.parties if facts else ()
