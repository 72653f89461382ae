"""Which rows of the kept answers a claim stands behind, and what it brings into each."""

from collections.abc import Iterator
from typing import NamedTuple

from kg.projection.facts import Facts

ACTOR, ALLIES, HOTSPOTS, REPORTED = "actor", "allies", "hotspots", "who-reported"
FRIENDLY = ("AIDED", "ALLIED_WITH", "BACKS", "COOPERATED_WITH", "PART_OF", "SUPPORTED")
JOINT = ("AGREED_WITH", "ALLIED_WITH", "COOPERATED_WITH", "MET_WITH")  # both sides are agents
TAB = "\t"  # between the fields of a row


class Entry(NamedTuple):
    """What a claim brings into a row."""

    mark: str
    units: int  # counted so often
    side: str
    disputed: bool
    source: str
    days: tuple[str, ...]
    articles: tuple[str, ...] = ()
    incidents: tuple[str, ...] = ()
    own: bool = False  # the reporter published it
    parts: tuple["Part", ...] = ()


class Part(NamedTuple):
    """What a claim brings into one incident of a place."""

    incident: str
    attack: bool
    low: int | None
    high: int | None


Entries = dict[tuple[str, str], Entry]  # by board and row


def of_all(facts: Facts) -> Entries:
    """The rows about everything."""
    plain = _plain(facts)
    rows = {(ALLIES, row): plain for row in _allies(facts)}
    rows |= {(REPORTED, speaker): _report(plain, facts, speaker) for speaker in facts.speakers}
    return rows | {(HOTSPOTS, place): entry for place, entry in _places(plain, facts)}


def of_party(facts: Facts, party: str) -> Entries:
    """The rows about one actor."""
    plain = _plain(facts)
    rows = {(f"{ACTOR} {party}", row): plain for row in _dossier(facts, party)}
    named = (row for row in _allies(facts) if party in row.split(TAB)[::2])
    rows |= {(f"{ALLIES} {party}", row): plain for row in named}
    if party in facts.agents:
        board = f"{REPORTED} {party}"
        rows |= {(board, speaker): _report(plain, facts, speaker) for speaker in facts.speakers}
    return rows


def fights(facts: Facts) -> frozenset[str]:
    """The pairs of actors of which one attacked the other, each in order of their keys."""
    if facts.type != "ATTACKED" or not facts.affirmed:
        return frozenset()
    targets = [key for label, key in facts.recipients if label == "Actor"]
    return frozenset(pair(agent, key) for agent in facts.agents for key in targets if key != agent)


def pair(one: str, other: str) -> str:
    """Two actors, whoever comes first."""
    return TAB.join(sorted((one, other)))


def places(facts: Facts) -> tuple[str, ...]:
    """The places where it happened, once for each incident."""
    found = (about.site or facts.place for about in facts.abouts)
    return tuple(place for place in found if place)


def _plain(facts: Facts) -> Entry:
    return Entry(facts.mark, 1, facts.side, facts.disputed, facts.source, facts.days)


def _report(plain: Entry, facts: Facts, speaker: str) -> Entry:
    return plain._replace(
        articles=(facts.article,),
        incidents=tuple(about.incident for about in facts.abouts),
        days=(facts.published,) if facts.published else (),
        own=facts.outlet == speaker,
    )


def _places(plain: Entry, facts: Facts) -> Iterator[tuple[str, Entry]]:
    for place in dict.fromkeys(places(facts)):
        there = [about for about in facts.abouts if (about.site or facts.place) == place]
        days = tuple(day for about in there if (day := facts.day or about.day))
        parts = tuple(_part(facts, about.incident) for about in there)
        yield place, plain._replace(units=len(there), days=days, parts=parts)


def _part(facts: Facts, incident: str) -> Part:
    low, best, high = facts.killed if facts.affirmed else (None, None, None)
    return Part(
        incident,
        attack=facts.affirmed and facts.type == "ATTACKED",
        low=_first(low, best),
        high=_first(high, best, low),
    )


def _allies(facts: Facts) -> Iterator[str]:
    """Each pair of which the first backs, or joins, the second."""
    if facts.type not in FRIENDLY or not facts.real:
        return
    targets = [key for label, key in facts.recipients if label == "Actor"]
    for order, agent in enumerate(facts.agents):
        for ally in (*targets, *facts.agents[order + 1 :]):
            if ally != agent:
                yield TAB.join((agent, facts.type, ally))


def _dossier(facts: Facts, actor: str) -> Iterator[str]:
    agents = tuple(dict.fromkeys(facts.agents))
    if actor in agents:
        yield from (_line("does", facts.type, *party) for party in _targets(facts, actor, agents))
    others = tuple(("Actor", agent) for agent in agents if agent != actor)
    if ("Actor", actor) in facts.recipients:
        yield from (_line("done to it", facts.type, *party) for party in others or (("", ""),))
    if actor in facts.speakers:
        said = tuple(("Actor", agent) for agent in agents)
        yield from (_line("says", facts.type, *party) for party in said or (("", ""),))


def _targets(facts: Facts, actor: str, agents: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """To whom the actor does it: those it is done to, else its partners, else where."""
    if met := tuple(party for party in facts.recipients if party[1] != actor):
        return met
    joined = tuple(("Actor", agent) for agent in agents if agent != actor) if facts.type in JOINT else ()
    return joined or ((("Place", facts.place),) if facts.place else (("", ""),))


def _line(*fields: str) -> str:
    return TAB.join(fields)


def _first(*numbers: int | None) -> int | None:
    return next((number for number in numbers if number is not None), None)
