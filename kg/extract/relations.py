"""Standing relations that a noun phrase states by itself: "US-backed rebels", "coalition spokesman John Doe"."""

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from kg.extract.chunks import Chunk
from kg.extract.clauses import Clause, Filler

MODIFIER_TYPES = {
    "backed": "BACKS",
    "supported": "BACKS",
    "sponsored": "BACKS",
    "funded": "BACKS",
    "armed": "BACKS",
    "trained": "BACKS",
    "allied": "ALLIED_WITH",
    "aligned": "ALLIED_WITH",
    "affiliated": "PART_OF",
    "linked": "ALLIED_WITH",
}


class Stated(NamedTuple):
    """A relation with the tokens [first, last) that state it."""

    type: str
    actors: tuple[Filler, ...]
    recipients: tuple[Filler, ...]
    first: int
    last: int
    rule: str


class NounWords(NamedTuple):
    """The lexicon of rules/nouns.toml."""

    belongings: frozenset[str]
    facilities: frozenset[str]
    leads: frozenset[str]
    speaks: frozenset[str]
    titles: frozenset[str]  # every noun that names a person by an office
    groups: frozenset[str]
    armed: frozenset[str]


@cache
def load() -> NounWords:
    """Read rules/nouns.toml."""
    table = tomllib.loads((files("kg.extract") / "rules" / "nouns.toml").read_text(encoding="utf-8"))
    return NounWords(
        frozenset(table["belongings"]["words"].split()),
        frozenset(table["facilities"]["words"].split()),
        frozenset(table["people"]["leads"].split()),
        frozenset(table["people"]["speaks"].split()),
        frozenset(" ".join(table["people"].values()).split()),
        frozenset(table["groups"]["words"].split()),
        frozenset(table["groups"]["armed"].split()),
    )


def find(clause: Clause) -> Iterator[Stated]:
    """The relations that the noun phrases of a sentence state, in order."""
    for k, chunk in enumerate(clause.chunks):
        if chunk.kind != "NP":
            continue
        yield from _modifiers(k, chunk)
        yield from _titles(clause, k, chunk)
        yield from _ally(clause, k, chunk)
        yield from _loyal(clause, k, chunk)


def _modifiers(k: int, chunk: Chunk) -> Iterator[Stated]:
    """ "US-backed rebels" """
    head = chunk.actor
    if head is None or head.kind != "actor":
        return
    for found in chunk.founds:
        kind = MODIFIER_TYPES.get(found.relation or "")
        if kind and found.kind == "actor" and found.id != head.id and found.first < head.first:
            actors, recipients = Filler(k, found), Filler(k, head)
            if kind == "PART_OF":
                actors, recipients = recipients, actors
            yield Stated(kind, (actors,), (recipients,), found.first, head.last, f"relation.{found.relation}")


def _titles(clause: Clause, k: int, chunk: Chunk) -> Iterator[Stated]:
    """ "coalition spokesman John Doe", "Russian Foreign Minister Sergey Lavrov" """
    people = [found for found in chunk.founds if found.type == "person" and found.role == "head"]
    if not people:
        return
    person = people[-1]
    owners = [found for found in chunk.founds if found.kind == "actor" and found.last <= person.first and found.type != "person"]
    between = {token.norm for token in clause.tokens[owners[-1].first if owners else chunk.first : person.last]}
    for kind, words in (("SPOKESPERSON_OF", load().speaks), ("LEADS", load().leads)):
        if owners and between & words:
            yield Stated(kind, (Filler(k, person),), (Filler(k, owners[-1]),), owners[-1].first, person.last, f"relation.{kind.lower()}")
            return


def _ally(clause: Clause, k: int, chunk: Chunk) -> Iterator[Stated]:
    """ "Russia is the regime's main ally" """
    chunks = clause.chunks
    if clause.tokens[chunk.last - 1].norm not in {"ally", "backer", "supporter", "sponsor"} or k < 2:
        return
    copula, holder = chunks[k - 1], chunks[k - 2]
    owners = [found for found in chunk.founds if found.kind == "actor"]
    if copula.kind == "VG" and copula.be and holder.kind == "NP" and holder.actor and owners:
        yield Stated("BACKS", (Filler(k - 2),), (Filler(k, owners[-1]),), holder.first, chunk.last, "relation.ally")


def _loyal(clause: Clause, k: int, chunk: Chunk) -> Iterator[Stated]:
    """ "troops loyal to Assad", "groups affiliated with the army" """
    chunks, tokens = clause.chunks, clause.tokens
    if k + 2 >= len(chunks) or chunks[k + 2].kind != "NP" or chunk.actor is None or chunks[k + 2].actor is None:
        return
    words = {token.norm for token in tokens[chunk.actor.last : chunks[k + 1].last]}
    loyal, affiliated = words & {"loyal", "allied", "sympathetic"}, words & {"affiliated", "linked"}
    if chunks[k + 1].last - chunk.actor.last > 4 or not (loyal or affiliated) or not words & {"to", "with"}:
        return
    kind = "BACKS" if loyal else "PART_OF"
    yield Stated(kind, (Filler(k),), (Filler(k + 2),), chunk.first, chunks[k + 2].last, "relation.loyal" if loyal else "relation.affiliated")
