"""Relative clauses that open with a preposition: "the alliance to which M23 belongs"."""

from kg.extract.grammar import roles
from kg.extract.grammar.chunks import Chunk


def whole(chunks: list[Chunk], k: int, rest: tuple[str, ...]) -> tuple[int, ...]:
    """The phrase that "to which" before the subject of the verb at k stands for, where `rest` is "to"."""
    subject = roles.subject(chunks, k) if len(rest) == 1 else ()
    relative = min(subject, default=0) - 1
    if relative < 1 or chunks[relative].kind != "R" or chunks[relative - 1].norm != rest[0]:
        return ()
    k = relative - 3 if chunks[relative - 2].kind == "," else relative - 2
    return () if k < 0 or chunks[k].kind != "NP" else (_named(chunks, k),)


def _named(chunks: list[Chunk], k: int) -> int:
    """ "The Congo River Alliance, the coalition to which …": the name that the phrase tells more of."""
    actor = chunks[k].actor
    bare = actor is None or actor.how == "generic"
    return k - 2 if k > 1 and bare and chunks[k - 1].kind == "," and chunks[k - 2].names_actor else k
