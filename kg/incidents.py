"""Claims → the real-world happenings they are about, within an article and across articles.

Two tellings meet where they speak of the same kind of thing, on the same day or the next, at places that
may be one, between sides that overlap. Which telling opens an incident is decided by the order of the log.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from kg import canonical
from kg.events import EntityDefined, IncidentOpened, Link, Payload
from kg.ground import GENERIC, Ground
from kg.grouping import DAYS_APART, Group, groups
from kg.model import Article, Claim, Extraction, Incident

METHOD = "day-place-sides/2"
NEAR_KM = 40.0


class Linked(NamedTuple):
    """The incidents that an article opens, and the incident of each of its claims."""

    opened: tuple[Incident, ...]
    links: tuple[Link, ...]


class IncidentIndex:
    """The incidents of a log, found again by their days; folded from its events in their order."""

    def __init__(self) -> None:
        self.ground = Ground()
        self._incidents: dict[str, Incident] = {}
        self._by_day: dict[str, list[str]] = defaultdict(list)

    def add(self, payload: Payload) -> None:
        """Learn what an event of the log says of entities and incidents."""
        if isinstance(payload, EntityDefined):
            self.ground.define(payload.entity)
        elif isinstance(payload, IncidentOpened):
            incident = payload.incident
            self._incidents[incident.key] = incident
            for day in _days(incident.date, incident.date_to):
                self._by_day[day].append(incident.key)

    def link(self, article: Article, extraction: Extraction) -> Linked:
        """Which incidents the claims of an article are about; incidents it opens are learnt only by `add`."""
        for entity in extraction.entities:
            self.ground.define(entity)
        opened: list[Incident] = []
        links: list[Link] = []
        for group in groups(extraction, self.ground):
            keys = [extraction.claims[i].key(article.key) for i in group.claims]
            incident = self._match(group)
            if incident is None:
                incident = _open(group, keys, extraction, self.ground)
                opened.append(incident)
            links.extend(Link(claim=key, incident=incident.key) for key in keys)
        return Linked(tuple(opened), tuple(links))

    def _match(self, group: Group) -> Incident | None:
        """The incident that fits a group best; the earliest opened where two fit alike."""
        candidates: dict[str, None] = {}
        for day in _days(group.first, group.last, margin=DAYS_APART):
            candidates.update(dict.fromkeys(self._by_day.get(day, ())))
        best: tuple[int, Incident] | None = None
        for key in candidates:
            incident = self._incidents[key]
            score = self._score(group, incident)
            if score and (best is None or score > best[0]):
                best = (score, incident)
        return best[1] if best else None

    def _score(self, group: Group, incident: Incident) -> int:
        """How well a group fits an incident; 0 where it cannot be the same."""
        talks = incident.category == "CONSULT"
        if talks != group.talks or not self.ground.compatible(group.place, incident.place, near_km=NEAR_KM):
            return 0
        shared = len(self._sides(group.parties) & self._sides(incident.parties))
        if not shared:
            return 0
        exact = group.place is not None and group.place == incident.place
        same_day = group.first == incident.date
        return shared + 4 * exact + 2 * same_day

    def _sides(self, parties: Sequence[str]) -> frozenset[str]:
        return frozenset(side for party in parties for side in self.ground.sides(party))


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
        title=_title(claims, group, ground),
        category=category,
        date=group.first,
        date_to=group.last,
        place=group.place,
        parties=group.parties,
    )


def _title(claims: Sequence[Claim], group: Group, ground: Ground) -> str:
    """Sides, place and day, as a heading: "Coalition – militia, Khasham, 2018-02-07"."""
    named = Counter(
        party.name
        for claim in claims
        for party in (*claim.actors, *claim.recipients)
        if ground.is_actor(party.id) and not party.id.startswith(GENERIC)
    )
    sides = " – ".join(name for name, _ in named.most_common(2))
    place = ground.get(group.place) if group.place else None
    return ", ".join(
        part for part in (sides or "Unknown parties", place.name if place else None, group.first) if part
    )
