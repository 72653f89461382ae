"""Claims → the real-world happenings they are about, within an article and across articles.

Two tellings meet where they speak of the same kind of thing, on the same day or the next, at places that
may be one, between sides that overlap. Which telling opens an incident is decided by the order of the log.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations
from typing import NamedTuple, TypeAlias

from kg import canonical
from kg.deciding.contradictions import ARMED, CIVIL, Stand
from kg.deciding.ground import GENERIC, Ground
from kg.deciding.grouping import Group, groups
from kg.events import Link
from kg.lookups.entities import Entities
from kg.lookups.judged import Judged
from kg.lookups.tables import private
from kg.model import Article, Claim, Entity, Extraction, Incident, Party

METHOD = "day-place-sides/6"
NEAR_KM = 40.0
DAYS_APART = 1
UMBRELLAS = frozenset({"terrorist"})  # that two parties belong to one makes them no party to the same
PEOPLE = ARMED | CIVIL  # kinds of actors that a heading may name without a name

_Row: TypeAlias = tuple[int, bool, str | None, str | None, str]  # number, talks, first day, last, parties

_OPEN = """
    INSERT OR IGNORE INTO incident (key, talks, date, date_to, place, parties) VALUES (?, ?, ?, ?, ?, ?)
"""
_PARTY = "INSERT OR IGNORE INTO incident_party VALUES (?, ?)"
_FIND = "INSERT OR IGNORE INTO incident_side VALUES (?, ?, ?, ?)"
_LOSE = "DELETE FROM incident_side WHERE day = ? AND talks = ? AND side = ? AND incident = ?"
_OF_PARTY = """
    SELECT n, talks, date, date_to, parties FROM incident_party JOIN incident ON n = incident WHERE party = ?
"""
_CANDIDATES = """
    SELECT n, i.key, i.talks, date, place, parties
    FROM json_each(?1) AS days
    CROSS JOIN json_each(?3) AS sides
    CROSS JOIN incident_side AS s ON s.day = days.value AND s.talks = ?2 AND s.side = sides.value
    CROSS JOIN incident AS i ON n = s.incident
    GROUP BY n
    ORDER BY min(days.key), n
"""


class Linked(NamedTuple):
    """The incidents that an article opens, and the incident of each of its claims."""

    opened: tuple[Incident, ...]
    links: tuple[Link, ...]


class Known(NamedTuple):
    """What matching needs of an incident that is in the log."""

    n: int
    key: str
    talks: bool
    date: str | None
    place: str | None
    parties: tuple[str, ...]


class IncidentIndex:
    """The incidents of a log, found again by their days and sides; folded from its events in their order."""

    def __init__(self, db: sqlite3.Connection | None = None) -> None:
        self._db = db or private()
        self.entities = Entities(self._db)
        self.judged = Judged(self._db)
        self.raw_ground = Ground(beyond=self.entities.get)  # whatever was judged

    def ground(self, entities: Iterable[Entity] = ()) -> Ground:
        """What is known of places and actors, where an article defines some anew."""
        return Ground(entities, beyond=self.entities.get, shown=self.judged.shown)

    def shown(self, said: Stand) -> Stand:
        """What a claim says, by the ids that actors, places and incidents are shown under."""
        if not self.judged.any:
            return said
        return said.renamed(self.judged.shown)._replace(incident=self.judged.shown_incident(said.incident))

    def define(self, entity: Entity, *, pos: int) -> None:
        """Learn an entity, or learn it anew: its incidents are then found by its new sides too."""
        if _stands_by(self.entities.get(entity.id), entity.id) == _stands_by(entity, entity.id):
            self.entities.define(entity, pos=pos)
            return
        theirs = self._of_party(entity.id)
        before = {row for incident in theirs for row in self._found_by(incident)}
        self.entities.define(entity, pos=pos)
        after = {row for incident in theirs for row in self._found_by(incident)}
        self._db.executemany(_LOSE, sorted(before - after))
        self._db.executemany(_FIND, sorted(after - before))

    def open(self, incident: Incident) -> None:
        """Learn an incident."""
        talks, parties = incident.category == "CONSULT", json.dumps(incident.parties)
        row = (incident.key, talks, incident.date, incident.date_to, incident.place, parties)
        done = self._db.execute(_OPEN, row)
        if not done.rowcount:
            return
        n = done.lastrowid or 0
        self._db.executemany(_PARTY, [(party, n) for party in incident.parties])
        self._db.executemany(_FIND, sorted(self._found_by((n, *row[1:4], parties))))

    def link(self, article: Article, extraction: Extraction) -> Linked:
        """Which incidents the claims of an article are about; `open` learns those it opens."""
        ground = self.ground(extraction.entities)
        opened: list[Incident] = []
        links: list[Link] = []
        told = groups(extraction, ground)
        for group, found in zip(told, self._matched(told, ground), strict=True):
            keys = [extraction.claims[i].key(article.key) for i in group.claims]
            if found is None:
                opened.append(_open(group, keys, extraction, ground))
            links.extend(Link(claim=key, incident=found or opened[-1].key) for key in keys)
        return Linked(tuple(opened), tuple(links))

    def _matched(self, told: Sequence[Group], ground: Ground) -> list[str | None]:
        """The incident of each group of an article, where it is known; the best fits are taken first.

        What an article tells of two days is not one incident, though either may be a day off.
        """
        fits = sorted(
            (-score, n, rank, key)
            for n, group in enumerate(told)
            for rank, (score, key) in enumerate(self._fitting(group, ground))
        )
        found: list[str | None] = [None] * len(told)
        days: dict[str, str | None] = {}
        for _, n, _, key in fits:
            if found[n] is None and days.get(key, told[n].first) == told[n].first:
                found[n], days[key] = key, told[n].first
        return found

    def _fitting(self, group: Group, ground: Ground) -> Iterator[tuple[int, str]]:
        """How well each incident that fits does, and its key, the earliest opened first."""
        sides = _sides(group.parties, ground)
        for incident in self._candidates(group, sides):
            score = _score(group, sides, incident, ground)
            if score:
                yield score, self.judged.shown_incident(incident.key)

    def _candidates(self, group: Group, sides: frozenset[str]) -> list[Known]:
        """The incidents that share a day and a side with a group, by their first such day, then their age."""
        days = _days(group.first, group.last, margin=DAYS_APART)
        raw = sorted({one for side in sides for one in self.judged.members(side)})
        found = self._db.execute(_CANDIDATES, (json.dumps(days), group.talks, json.dumps(raw)))
        return [
            Known(n, key, bool(talks), day, place, tuple(json.loads(parties)))
            for n, key, talks, day, place, parties in found
        ]

    def _of_party(self, party: str) -> list[_Row]:
        return self._db.execute(_OF_PARTY, (party,)).fetchall()

    def _found_by(self, incident: _Row) -> set[tuple[str, bool, str, int]]:
        """The days and sides by which an incident is found."""
        n, talks, first, last, parties = incident
        sides = {side for party in json.loads(parties) for side in self._raw_sides(party)}
        return {(day, talks, side, n) for day in _days(first, last) for side in sides}

    def _raw_sides(self, party: str) -> frozenset[str]:
        return _stands_by(self.entities.get(party), party)


def _stands_by(entity: Entity | None, identity: str) -> frozenset[str]:
    """The ids that an actor may be recognised by, whatever was judged."""
    above = (entity.parent, entity.side) if entity else ()
    return frozenset((identity, *(part for part in above if part)))


def _score(group: Group, sides: frozenset[str], incident: Known, ground: Ground) -> int:
    """How well a group fits an incident; 0 where it cannot be the same."""
    if not ground.compatible(group.place, incident.place, near_km=NEAR_KM):
        return 0
    exact = group.place is not None and ground.same(group.place, incident.place)
    both = {party for party in group.parties if party in incident.parties}
    shared = sum(
        exact or side in both or ground.kind(side) not in UMBRELLAS
        for side in sides & _sides(incident.parties, ground)
    )
    if not shared:
        return 0
    if not exact and ground.beside(group.place, incident.place) and not _both_sides(group, incident, ground):
        return 0
    same_day = group.first == incident.date
    return shared + 4 * exact + 2 * same_day


def _both_sides(group: Group, incident: Known, ground: Ground) -> bool:
    """Whether two parties that are not of one side are in both: in two towns, one attacker is not enough."""
    others = _sides(incident.parties, ground)
    met = [common for party in group.parties if (common := ground.sides(party) & others)]
    return any(one.isdisjoint(other) for one, other in combinations(met, 2))


def _sides(parties: Sequence[str], ground: Ground) -> frozenset[str]:
    return frozenset(side for party in parties for side in ground.sides(party))


def _days(first: str | None, last: str | None, *, margin: int = 0) -> list[str]:
    """The days of an interval of up to ten days, with a margin; a month or year stands for itself."""
    if first is None:
        return ["?"]
    if len(first) < 10:
        return [first]
    begin = date.fromisoformat(first) - timedelta(days=margin)
    end = date.fromisoformat(last if last and len(last) == 10 else first) + timedelta(days=margin)
    return [(begin + timedelta(days=i)).isoformat() for i in range(min((end - begin).days, 10) + 1)]


def _open(group: Group, keys: Sequence[str], extraction: Extraction, ground: Ground) -> Incident:
    claims = [extraction.claims[i] for i in group.claims]
    categories = Counter(claim.category for claim in claims if claim.category)
    category = "CONSULT" if group.talks else categories.most_common(1)[0][0] if categories else None
    return Incident(
        key=canonical.key("incident", *keys[:1]),
        title=_title(claims, category, group, ground),
        category=category,
        date=group.first,
        date_to=group.last,
        place=group.place,
        parties=group.parties,
    )


def _title(claims: Sequence[Claim], category: str | None, group: Group, ground: Ground) -> str:
    """Who and against whom, place and day, as a heading: "Coalition – militia, Khasham, 2018-02-07"."""
    deeds = [claim for claim in claims if claim.category == category] or claims
    doer = _most((claim.actors for claim in deeds), ground)[:1]
    met = _most(
        (claim.recipients for claim in deeds if {*doer} & {party.name for party in claim.actors}), ground
    )
    others = _most(((*claim.actors, *claim.recipients) for claim in claims), ground)
    sides = dict.fromkeys((*doer, *met, *others))
    place = ground.get(group.place) if group.place else None
    heading = (" – ".join([*sides][:2]) or "Unknown parties", place.name if place else None, group.first)
    return ", ".join(part for part in heading if part)


def _most(told: Iterable[Iterable[Party]], ground: Ground) -> list[str]:
    """The actors told of most often first, those that have a name of their own before all others."""
    actors = [party for parties in told for party in parties if ground.is_actor(party.id)]
    named = Counter(party.name for party in actors if not party.id.startswith(GENERIC))
    told_by_kind = (party for party in actors if party.name not in named and ground.kind(party.id) in PEOPLE)
    rest = Counter(party.name for party in told_by_kind)
    return [name for name, _ in (*named.most_common(), *rest.most_common())]
