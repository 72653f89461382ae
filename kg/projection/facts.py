"""What a claim that is held says, by the names that its parties are shown under now."""

from typing import NamedTuple

from kg.model import Modality, Polarity
from kg.projection.picture import NodeId
from kg.projection.said import Said, Shown

FOR, AGAINST = "f", "a"
SURE = (Modality.ASSERTED, Modality.ALLEGED)


class About(NamedTuple):
    """An incident that the claim is about: its first day, and its place."""

    incident: str
    day: str | None
    site: str | None


class Facts(NamedTuple):
    """All of a claim that any sum over claims asks for."""

    node: str
    since: int
    start: int
    type: str
    side: str  # whether it says that it happened
    affirmed: bool  # and says so plainly
    real: bool  # nothing planned or imagined
    disputed: bool  # another claim contradicts who did it to whom, or that it was done at all
    agents: tuple[str, ...]
    recipients: tuple[tuple[str, str], ...]
    place: str | None
    speakers: tuple[str, ...]
    abouts: tuple[About, ...]
    day: str | None
    killed: tuple[int | None, int | None, int | None]  # low, best, high
    source: str  # what counts as one voice: the outlet, or the article where that is not known
    outlet: str | None
    article: str
    published: str | None

    @property
    def mark(self) -> str:
        """Where the claim stands among others in a row that shows the first of them."""
        return f"{self.since:019d} {self.start:09d} {self.node}"

    @property
    def days(self) -> tuple[str, ...]:
        """The day that it names, or those of its incidents."""
        found = [self.day or about.day for about in self.abouts] if self.abouts else [self.day]
        return tuple([day for day in found if day])

    @property
    def dated(self) -> tuple[str, ...]:
        """The day that it names, and those of its incidents, each once."""
        return tuple(dict.fromkeys(day for day in (self.day, *(each.day for each in self.abouts)) if day))

    @property
    def parties(self) -> tuple[str, ...]:
        """Every actor in it, once."""
        targets = (key for label, key in self.recipients if label == "Actor")
        return tuple(dict.fromkeys((*self.agents, *targets, *self.speakers)))


class Standing(NamedTuple):
    """What the log makes of a claim beyond its words."""

    node: str
    since: int
    disputed: bool
    abouts: tuple[About, ...]
    source: str
    outlet: str | None


def facts(said: Said, standing: Standing, shown: Shown) -> Facts:
    """The facts of a claim."""
    claim = said.claim
    killed = claim.casualties.killed if claim.casualties else None
    return Facts(
        node=standing.node,
        since=standing.since,
        start=claim.start,
        type=claim.type,
        side=AGAINST if said.against else FOR,
        affirmed=claim.polarity is Polarity.AFFIRMED and claim.modality in SURE,
        real=claim.modality in (*SURE, Modality.DENIED),
        disputed=standing.disputed,
        agents=tuple([shown(NodeId("Actor", party.id)).key for party in claim.actors]),
        recipients=tuple([tuple(shown(node)) for _, node in said.recipients]),  # type: ignore[misc]
        place=shown(NodeId("Place", claim.place.id)).key if claim.place else None,
        speakers=tuple(dict.fromkeys(shown(NodeId("Actor", party.id)).key for party in said.speakers)),
        abouts=standing.abouts,
        day=said.day.isoformat() if said.day else None,
        killed=(killed.low, killed.best, killed.high) if killed else (None, None, None),
        source=standing.source,
        outlet=standing.outlet,
        article=said.source.key,
        published=said.source.published.isoformat() if said.source.published else None,
    )


def read(row: list[object]) -> Facts:
    """Facts that were written as JSON."""
    found = Facts._make(row)
    low, best, high = found.killed
    return found._replace(
        agents=tuple(found.agents),
        recipients=tuple((label, key) for label, key in found.recipients),
        speakers=tuple(found.speakers),
        abouts=tuple(About._make(about) for about in found.abouts),
        killed=(low, best, high),
    )
