"""Claims → the real-world happenings they are about, within an article and across articles.

Two tellings meet where they speak of the same kind of thing, on the same day or the next, at places that
may be one, between sides that overlap. Which telling opens an incident is decided by the order of the log.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from kg import canonical, claimtypes
from kg.events import EntityDefined, IncidentOpened, Link, Payload
from kg.ground import GENERIC, Ground
from kg.model import Article, Claim, Extraction, Incident, Modality

METHOD = "day-place-sides/1"
NEAR_KM = 40.0
DAYS_APART = 1
TALKS = frozenset({"MET_WITH", "AGREED_WITH"})
UNREAL = frozenset({Modality.PLANNED, Modality.HYPOTHETICAL})


class Linked(NamedTuple):
    """The incidents that an article opens, and the incident of each of its claims."""

    opened: tuple[Incident, ...]
    links: tuple[Link, ...]


class Group(NamedTuple):
    """Claims of one article about one happening; days are ISO, None where the article gives none."""

    talks: bool
    first: str | None
    last: str | None
    place: str | None
    parties: tuple[str, ...]
    claims: tuple[int, ...]  # indices into the extraction's claims


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


def groups(extraction: Extraction, ground: Ground) -> list[Group]:
    """The happenings of one article: the main one first, then what is told of other days and places."""
    claims = extraction.claims
    happening = [i for i, claim in enumerate(claims) if _is_happening(claim)]
    day = _main_day([claims[i] for i in happening], extraction)
    eligible = [i for i in happening if claims[i].date or day is None]
    if not eligible:
        return []
    place = _main_place([claims[i] for i in eligible if _same_time(claims[i], day)], extraction, ground)
    parts: list[list[int]] = [[i for i in eligible if _is_main(claims[i], day, place, ground)]]
    for i in (i for i in eligible if i not in parts[0]):
        home = next((part for part in parts[1:] if _together(claims[part[0]], claims[i], ground)), None)
        if home is None:
            parts.append([i])
        else:
            home.append(i)
    return [_group(part, claims, ground, place if part is parts[0] else None, day) for part in parts if part]


def _is_happening(claim: Claim) -> bool:
    return not claimtypes.claim_types()[claim.type].standing and claim.modality not in UNREAL


def _main_day(claims: Sequence[Claim], extraction: Extraction) -> str | None:
    """The day most claims are dated to; without any, the day of publication."""
    days = Counter(claim.date for claim in claims if claim.date and len(claim.date) == 10)
    if days:
        return days.most_common(1)[0][0]
    return extraction.published.isoformat() if extraction.published else None


def _same_time(claim: Claim, day: str | None) -> bool:
    if claim.date is None or day is None:
        return day is None
    return len(claim.date) == 10 and _apart(claim.date, day) <= DAYS_APART


def _apart(a: str, b: str) -> int:
    return abs((date.fromisoformat(a) - date.fromisoformat(b)).days)


def _main_place(claims: Sequence[Claim], extraction: Extraction, ground: Ground) -> str | None:
    """The most exact place that the claims of the main day name most; else the article's most named place."""
    named = Counter(claim.place.id for claim in claims if claim.place and not ground.is_site(claim.place.id))
    exact = Counter({place: count for place, count in named.items() if not ground.is_wide(place)})
    if exact:
        return exact.most_common(1)[0][0]
    if named:
        return named.most_common(1)[0][0]
    mentioned = Counter(
        m.id
        for m in extraction.mentions
        if m.kind == "place" and not ground.is_wide(m.id) and not ground.is_site(m.id)
    )
    return mentioned.most_common(1)[0][0] if mentioned else None


def _is_main(claim: Claim, day: str | None, place: str | None, ground: Ground) -> bool:
    if not _same_time(claim, day):
        return False
    return ground.compatible(claim.place.id if claim.place else None, place, near_km=NEAR_KM)


def _together(one: Claim, other: Claim, ground: Ground) -> bool:
    """Whether two claims of an article that are not about its main happening are about the same."""
    if (one.type in TALKS) != (other.type in TALKS) or (one.date or "") != (other.date or ""):
        return False
    same_place = ground.compatible(_place(one), _place(other), near_km=NEAR_KM)
    place = _place(one)
    return same_place and bool(
        _ids(one) & _ids(other) or (place and place == _place(other) and not ground.is_site(place))
    )


def _place(claim: Claim) -> str | None:
    return claim.place.id if claim.place else None


def _ids(claim: Claim) -> set[str]:
    return {party.id for party in (*claim.actors, *claim.recipients)}


def _group(
    part: list[int], claims: Sequence[Claim], ground: Ground, place: str | None, day: str | None
) -> Group:
    own = [claims[i] for i in part]
    dates = sorted(claim.date for claim in own if claim.date)
    first = day if place is not None or not dates else dates[0]
    last = max((claim.date_to or claim.date or "" for claim in own), default="") or first
    parties = {i for claim in own for i in _ids(claim) if ground.is_actor(i) and ground.kind(i) != "person"}
    where = place or next((p for claim in own if (p := _place(claim)) and not ground.is_site(p)), None)
    return Group(
        talks=all(claim.type in TALKS for claim in own),
        first=dates[0] if dates and first is None else first,
        last=last if first and last and last >= first else first,
        place=where,
        parties=tuple(sorted(parties)),
        claims=tuple(part),
    )


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
