"""What a noun phrase tells of belonging: "the army's 18th Brigade", "one of its commanders, John Doe"."""

from collections.abc import Iterator

from kg.extract.deeds.clauses import POSSESSIVES, Clause, Filler
from kg.extract.grammar.chunks import Chunk
from kg.extract.names.mentions import Found
from kg.extract.standing import appositions
from kg.extract.standing.appositions import Stated

# Whose forces are whose is told by a state's name alone; that a person has an army is that he leads it.
STATES = frozenset({"state", "country", "people", "person", "civilians", "media"})
COMMANDED = frozenset({"military", "militia", "rebel", "terrorist", "pmc", "coalition", "political"})


def find(clause: Clause, k: int, chunk: Chunk) -> Iterator[Stated]:
    """Who is told to be part of whom, and who has an army of his own, by the phrase at k."""
    yield from _unit(clause, k, chunk)
    yield from _contingent(clause, k, chunk)
    yield from _one_of(clause, k, chunk)
    yield from _commanded(clause, k, chunk)
    yield from _under(clause, k, chunk)


def _unit(clause: Clause, k: int, chunk: Chunk) -> Iterator[Stated]:
    """ "the army's 18th Brigade", "Hezbollah's Unit 4400" """
    unit = chunk.actor
    owners = [f for f in (*chunk.owners, *chunk.inner) if f.kind == "actor" and f.type not in STATES]
    if unit is None or not owners or unit.how == "generic" or unit.first < owners[-1].last:
        return
    if _is_unit(clause, unit):
        whole = (Filler(k, owners[-1]),)
        yield Stated("PART_OF", (Filler(k, unit),), whole, chunk.first, chunk.last, "relation.unit")


def _is_unit(clause: Clause, unit: Found) -> bool:
    """Whether a name is that of a unit: it has "Brigade", "Unit" or the like in it."""
    words = (clause.tokens[i].norm for i in range(unit.first, unit.last))
    return any(appositions.nouns().get(word) == "PART_OF" for word in words)


def _contingent(clause: Clause, k: int, chunk: Chunk) -> Iterator[Stated]:
    """ "the Chadian contingent of the task force", "the 98th Division of the Israeli army" """
    chunks, part = clause.chunks, chunk.actor
    if k + 2 >= len(chunks) or chunks[k + 1].norm != "of" or part is None or part.kind != "actor":
        return
    whole = chunks[k + 2].actor if chunks[k + 2].kind == "NP" else None
    named = part.how in {"composed", "provisional", "alias"} and part.last == chunk.last
    if whole is None or not named or whole.kind != "actor" or whole.type in STATES or whole.id == part.id:
        return
    if _is_unit(clause, part):
        yield Stated(
            "PART_OF", (Filler(k),), (Filler(k + 2),), chunk.first, chunks[k + 2].last, "relation.unit"
        )


def _one_of(clause: Clause, k: int, chunk: Chunk) -> Iterator[Stated]:
    """ "one of its commanders, John Doe", "one of Hezbollah's engineers, John Doe" """
    chunks = clause.chunks
    if chunk.norm != "one" or k + 4 >= len(chunks) or chunks[k + 1].norm != "of":
        return
    people, person = chunks[k + 2], chunks[k + 4].actor if chunks[k + 4].kind == "NP" else None
    if chunks[k + 3].kind != "," or people.kind != "NP" or person is None or person.type != "person":
        return
    owners = [f for f in people.owners if f.kind == "actor" and f.type not in STATES]
    its = clause.tokens[people.first].norm in POSSESSIVES
    if owners or its:
        whole = (Filler(k + 2, owners[-1]) if owners else Filler(k + 2),)
        yield Stated("PART_OF", (Filler(k + 4),), whole, chunk.first, chunks[k + 4].last, "relation.one_of")


def _commanded(clause: Clause, k: int, chunk: Chunk) -> Iterator[Stated]:
    """ "Khalifa Haftar's Libyan National Army", "the Joint Forces of Tareq Saleh" """
    chunks, army = clause.chunks, chunk.actor
    if army is None or army.type not in COMMANDED or army.how not in {"alias", "provisional"}:
        return
    owner = next((f for f in chunk.owners if f.type == "person" and f.last <= army.first), None)
    if owner is not None:
        chief, last = Filler(k, owner), chunk.last
    elif k + 2 < len(chunks) and chunks[k + 1].norm == "of" and _is_named_person(chunks[k + 2]):
        chief, last = Filler(k + 2), chunks[k + 2].last
    else:
        return
    yield Stated("LEADS", (chief,), (Filler(k, army),), chunk.first, last, "relation.commanded")


def _under(clause: Clause, k: int, chunk: Chunk) -> Iterator[Stated]:
    """ "The RSF, under the command of John Doe", "fighters under the leadership of John Doe" """
    chunks = clause.chunks
    if chunk.norm not in {"command", "leadership"} or k < 2 or chunks[k - 1].norm != "under":
        return
    j = k - 3 if chunks[k - 2].kind == "," else k - 2
    if j < 0 or k + 2 >= len(chunks) or chunks[k + 1].norm != "of" or not _is_named_person(chunks[k + 2]):
        return
    if chunks[j].names_actor:
        yield Stated(
            "LEADS",
            (Filler(k + 2),),
            (Filler(j),),
            chunks[j].first,
            chunks[k + 2].last,
            "relation.commanded",
        )


def _is_named_person(chunk: Chunk) -> bool:
    """Whether a phrase is the name of a person and nothing else."""
    actor = chunk.actor if chunk.kind == "NP" else None
    return actor is not None and actor.type == "person" and actor.how != "generic"
