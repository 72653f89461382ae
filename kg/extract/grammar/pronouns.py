"""Which phrases a pronoun may stand for: "it" is one, "they" several, and no object of its own verb."""

from collections.abc import Iterator

from kg.extract.deeds.raws import Clause
from kg.extract.grammar import roles
from kg.extract.grammar.chunks import Chunk
from kg.extract.names.mentions import Found
from kg.extract.sides.party_words import ALLIED, LOYAL, SINGLE


def beside(clause: Clause, k: int) -> int | None:
    """ "stands with the people of Iraq as they fight": several, named right before."""
    chunks = clause.chunks
    plural = clause.tokens[chunks[k].first].norm == "they" and k > 1
    if not plural or chunks[k - 1].norm not in {"as", "while"} or chunks[k - 2].kind != "NP":
        return None
    actor = chunks[k - 2].actor
    several = (
        actor is not None and actor.kind == "actor" and (is_several(actor) or actor.id.endswith("_people"))
    )
    return k - 2 if several else None


def is_part(clause: Clause, k: int) -> bool:
    """ "hundreds of them": some of those named last, whatever they did."""
    return k > 0 and clause.chunks[k - 1].norm == "of"


def may_mean(clause: Clause, k: int, j: int) -> bool:
    """Whether the pronoun at k may stand for the phrase at j: "it" is never several."""
    chunk, norm = clause.chunks[j], clause.tokens[clause.chunks[k].first].norm
    if chunk.kind == "I":
        return clause.tokens[chunk.first].norm == norm
    actor = chunk.actor if chunk.kind == "NP" else None
    if actor is None or actor.kind != "actor" or actor.type == "person":
        return False
    return not (norm in SINGLE and is_several(actor))


def beside_object(clause: Clause, k: int) -> Iterator[int]:
    """ "sent troops to fight beside M23 and supplied it with arms": whom an object may point to."""
    chunks = clause.chunks
    group = roles.left_group(chunks, k)
    if group is None or k not in roles.complements(chunks, group).object:
        return
    doers = roles.subject(chunks, group)
    for j in range(group - 1, max(-1, group - roles.LONGEST_CLAUSE), -1):
        if j not in doers and may_mean(clause, k, j) and chunks[j].kind == "NP":
            yield j


def is_subject(clause: Clause, j: int, k: int) -> bool:
    """Whether the phrase at j is the subject of a verb of which the pronoun at k is not the object."""
    chunks = clause.chunks
    return any(
        c.kind == "VG" and j in roles.subject(chunks, g) and not (g < k and objective(clause, g, k))
        for g, c in enumerate(chunks[j + 1 : j + 7], j + 1)
    )


def objective(clause: Clause, group: int, k: int) -> bool:
    """ "hit them": the object is not the subject; "itself" is."""
    norm = clause.tokens[clause.chunks[k].first].norm
    return not norm.endswith(("self", "selves")) and k in roles.complements(clause.chunks, group).object


def is_several(found: Found) -> bool:
    """Whether a description names several ("rebels"), for which "it" cannot stand."""
    return found.plural and found.how in {"generic", "composed"}


def allies(clause: Clause, chunk: Chunk) -> bool:
    """ "their allied fighters" are somebody else's."""
    return any(clause.tokens[i].norm in ALLIED for i in range(chunk.first, chunk.last))


def stretch(clause: Clause, k: int, found: Found) -> int:
    """Where a description ends: "people of the village", "fighters loyal to the president"."""
    chunks = clause.chunks
    chunk = chunks[k]
    following = k + 2 < len(chunks) and chunks[k + 2].kind == "NP"
    loyal = clause.tokens[chunk.last - 1].norm in LOYAL and following and chunks[k + 1].norm == "to"
    described = following and found.last == chunk.last and chunks[k + 1].norm == "of"
    return chunks[k + 2].last if loyal or described else chunk.last
