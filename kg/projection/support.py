"""The current picture: direct edges between actors, and what sources make of an incident.

Both are sums over the claims that are held now, kept up as claims come and go, so that they depend on no
order and a hub costs no more than any other; questions about earlier times read the claims.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from kg import canonical
from kg.projection import shapes
from kg.projection.draft import Draft
from kg.projection.facts import AGAINST, FOR, Facts
from kg.projection.facts import read as facts_of
from kg.projection.picture import EdgeId, NodeId, Props
from kg.projection.said import Tie
from kg.projection.store import Store, Table
from kg.projection.tallies import NO_ENDS, Ends, Tallies


class Direct(NamedTuple):
    """Names a direct edge: a tie, and the incident it is part of."""

    tie: Tie
    incident: str | None

    @property
    def target(self) -> NodeId | None:
        """Where the edge leads: the incident where the claim names nobody; None where it names nothing."""
        return self.tie.target or (NodeId("Incident", self.incident) if self.incident else None)

    @property
    def key(self) -> str:
        """The edge's key."""
        agent, type_, _ = self.tie
        return canonical.key("direct", [*agent], type_, self.target and [*self.target], self.incident)


class Share(NamedTuple):
    """What a claim adds up to now: the direct edges it stands behind, the incidents that it is about."""

    voice: str  # what counts as one source: that of the claim which it repeats in the end
    directs: tuple[Direct, ...]
    incidents: tuple[tuple[str, bool], ...]  # and whether another claim about it contradicts it
    facts: Facts


class Sum(NamedTuple):
    """What stands behind a direct edge."""

    agent: str
    type: str
    target: tuple[str, str]
    incident: str | None
    claims: dict[str, int]  # by side
    voices: dict[str, int]  # by side, each once
    disputed: int
    ends: dict[str, Ends]  # of days, by what they are the days of
    drawn: bool

    @property
    def behind(self) -> str:
        """The side that counts: those that say it happened; where all deny it, those that deny."""
        return FOR if self.claims[FOR] else AGAINST

    @property
    def status(self) -> str:
        """Whether it is asserted, contested or denied."""
        if not self.claims[FOR]:
            return "denied"
        return "contested" if self.claims[AGAINST] or self.disputed else "asserted"


class Reports(NamedTuple):
    """How many articles of an outlet speak of an incident."""

    articles: int
    published: Ends
    since: Ends
    drawn: bool


class Sums:
    """Keeps the sums up with the shares; draws those that changed when a batch is done."""

    def __init__(self, draft: Draft, store: Store) -> None:
        self._draft = draft
        self._directs = store.table("direct", _sum)
        self._reports = store.table("report", _reports)
        self._clashes: Table[int] = store.table("clash_sum")
        self._tallies = Tallies(store, "tally")
        self._touched_directs: dict[str, None] = {}
        self._touched_reports: dict[tuple[str, str], None] = {}
        self._incidents: dict[str, None] = {}

    def add(self, share: Share, step: int) -> None:
        """Take a claim's share in, or with a step of -1 out again."""
        for direct in share.directs:
            self._add_direct(direct, share, step)
        for incident, clashing in share.incidents:
            self._add_report(incident, share.facts, step)
            if clashing:
                self._clashes.put(incident, "", (self._clashes.get(incident) or 0) + step or None)
                self._incidents[incident] = None

    def contested(self, incident: str) -> bool:
        """Whether two claims about the incident contradict each other."""
        return bool(self._clashes.get(incident))

    def turned(self) -> Iterator[str]:
        """The incidents that may have become contested, or no more, since the last time."""
        yield from self._incidents
        self._incidents = {}

    def draw(self) -> None:
        """Draw what has changed since the last time."""
        for key in self._touched_directs:
            self._draw_direct(key)
        for incident, outlet in self._touched_reports:
            self._draw_report(incident, outlet)
        self._touched_directs, self._touched_reports = {}, {}

    def _add_direct(self, direct: Direct, share: Share, step: int) -> None:
        if direct.target is None:
            return
        key, facts, side = direct.key, share.facts, share.facts.side
        found = self._directs.get(key)
        if found is None:
            self._tallies.begin(key)
            found = _nothing(direct)
        ends = dict(found.ends)
        days = ((f"{side} day", facts.day), (f"{side} published", facts.published))
        for kind, value in (*days, ("since", _padded(facts.since))):
            if value:
                known = ends.get(kind, NO_ENDS)
                ends[kind] = self._tallies.ends(key, kind, known, {value: step})
        voices = self._tallies.add(key, f"{side} voice", share.voice, step)
        then = found._replace(
            claims={**found.claims, side: found.claims[side] + step},
            voices={**found.voices, side: found.voices[side] + voices},
            disputed=found.disputed + step * facts.disputed,
            ends=ends,
        )
        self._directs.put(key, "", then)
        self._touched_directs[key] = None

    def _draw_direct(self, key: str) -> None:
        found = self._directs.get(key)
        if found is None:
            return
        edge = EdgeId(found.type, NodeId("Actor", found.agent), NodeId(*found.target), key)
        alive = bool(found.claims[FOR] or found.claims[AGAINST])
        if alive or found.drawn:
            self._draft.direct(edge, _direct(key, found) if alive else None, fresh=not found.drawn)
        self._directs.put(key, "", found._replace(drawn=True) if alive else None)

    def _add_report(self, incident: str, facts: Facts, step: int) -> None:
        if facts.outlet is None:
            return
        name = f"{incident} {facts.outlet}"
        found = self._reports.get(incident, facts.outlet)
        if found is None:
            self._tallies.begin(name)
            found = Reports(0, NO_ENDS, NO_ENDS, drawn=False)
        grown = self._tallies.add(name, "article", facts.article, step)
        days = {facts.published: step} if facts.published else {}
        then = found._replace(
            articles=found.articles + grown,
            published=self._tallies.ends(name, "published", found.published, days),
            since=self._tallies.ends(name, "since", found.since, {_padded(facts.since): step}),
        )
        self._reports.put(incident, facts.outlet, then)
        self._touched_reports[incident, facts.outlet] = None

    def _draw_report(self, incident: str, outlet: str) -> None:
        found = self._reports.get(incident, outlet)
        if found is None:
            return
        edge = EdgeId("REPORTED_BY", NodeId("Incident", incident), NodeId("Actor", outlet), "")
        if found.articles or found.drawn:
            self._draft.edge(edge, _report(found) if found.articles else None)
        self._reports.put(incident, outlet, found._replace(drawn=True) if found.articles else None)


def _direct(key: str, found: Sum) -> Props:
    side = found.behind
    published = found.ends.get(f"{side} published", NO_ENDS)
    return shapes.span(
        start=int(found.ends["since"].first or 0),
        key=key,
        incident=found.incident,
        date=_day(found.ends.get(f"{side} day", NO_ENDS).first),
        claims=found.claims[side],
        outlets=found.voices[side],
        status=found.status,
        firstReported=_day(published.first),
        lastReported=_day(published.last),
    )


def _report(found: Reports) -> Props:
    published = _day(found.published.first)
    return shapes.span(start=int(found.since.first or 0), articles=found.articles, firstPublished=published)


def share_of(read: list[object]) -> Share:
    """A share that was written as JSON."""
    voice, directs, incidents, facts = read
    return Share(
        str(voice),
        tuple(_direct_of(direct) for direct in directs),  # type: ignore[attr-defined]
        tuple((key, clashing) for key, clashing in incidents),  # type: ignore[attr-defined]
        facts_of(facts),  # type: ignore[arg-type]
    )


def _direct_of(read: tuple[tuple[list[str], str, list[str] | None], str | None]) -> Direct:
    (agent, type_, target), incident = read
    return Direct(Tie(NodeId(*agent), type_, NodeId(*target) if target else None), incident)


def _nothing(direct: Direct) -> Sum:
    label, key = direct.target or ("", "")
    none = {FOR: 0, AGAINST: 0}
    agent, type_, _ = direct.tie
    return Sum(agent.key, type_, (label, key), direct.incident, none, none, 0, {}, drawn=False)


def _sum(read: list[object]) -> Sum:
    found = Sum._make(read)
    ends = {kind: Ends._make(those) for kind, those in found.ends.items()}
    return found._replace(target=(found.target[0], found.target[1]), ends=ends)


def _reports(read: list[object]) -> Reports:
    found = Reports._make(read)
    return found._replace(published=Ends._make(found.published), since=Ends._make(found.since))


def _padded(pos: int) -> str:
    return f"{pos:019d}"


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
