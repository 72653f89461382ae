"""Whom "each other", "both sides" and "the two countries" mean: the two that were last set side by side."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.extract.deeds.raws import Clause, Filler
from kg.extract.grammar.chunks import Chunk
from kg.extract.sides.memory import Memory, Ref
from kg.model import Party

if TYPE_CHECKING:
    from kg.extract.sides.parties import Resolver

COUNTING = frozenset({"both", "each", "two", "neither", "either"})
SIDES = frozenset(
    """
    side sides party parties country countries neighbour neighbours neighbor neighbors nation nations army
    armies government governments capital capitals state states group groups movement movements rival rivals
    foe foes militaries belligerent belligerents combatants camps faction factions protagonists adversaries
    """.split()  # noqa: SIM905, a word list reads better as words
)
# Deeds between two, after which the two are "both sides".
BETWEEN = frozenset({"ATTACKED", "FOUGHT", "ACCUSED", "AGREED_WITH", "CEASED_FIRE", "DENIED"})

NO_SIDES = ("p_", "g_side", "g_parties")  # places, and those who are both already
OPENING = frozenset({"S", "R", ","})  # before the subject of a clause


def means_two(clause: Clause, k: int) -> bool:
    """Whether the phrase at k is "both", "each side" or "the two countries"."""
    chunk = clause.chunks[k]
    norms = {token.norm for token in clause.tokens[max(0, chunk.first - 1) : chunk.last]}
    if COUNTING.isdisjoint(norms):
        return False
    return chunk.kind == "I" or (not chunk.founds and chunk.norm in SIDES)


def both(resolver: "Resolver", k: int) -> tuple[Party, ...]:
    """The two that the phrase at k means, each by the phrase's words."""
    chunk, pair = resolver.clause.chunks[k], resolver.memory.pair
    return tuple(resolver.linked(chunk, ref) for ref in pair)


def note_deed(memory: Memory, type_: str, actors: Sequence[Party], recipients: Sequence[Party]) -> None:
    """Note the two parties between whom a deed is told to have been."""
    if type_ not in BETWEEN:
        return
    sides = {party.id: party for party in (*actors, *recipients)}
    if len(sides) == 2 and actors and recipients and not any(id_.startswith(NO_SIDES) for id_ in sides):
        memory.pair = tuple(Ref.to(party) for party in sides.values())


def note_joined(resolver: "Resolver") -> None:
    """Note the two that a sentence sets side by side ("tension between X and Y")."""
    chunks = resolver.clause.chunks
    for k in range(len(chunks) - 2):
        if chunks[k + 1].kind != "C" or not (_is_side(chunks[k]) and _is_side(chunks[k + 2])):
            continue
        if k and chunks[k - 1].norm != "between" and chunks[k - 1].kind not in OPENING:
            continue
        one, other = (resolver.parties(Filler(j))[:1] for j in (k, k + 2))
        if one and other and one[0].id != other[0].id:
            resolver.memory.pair = tuple(Ref.to(party) for party in (*one, *other))


def _is_side(chunk: Chunk) -> bool:
    """Whether a phrase names a party that can be one of two sides."""
    return chunk.names_actor and chunk.actor is not None and chunk.actor.type not in {"person", "media"}
