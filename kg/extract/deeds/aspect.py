"""Whether a verb tells of what goes on or of what was done: "occupies the town", "occupied it on Monday"."""

from collections.abc import Sequence
from itertools import pairwise

from kg.extract.deeds.raws import Clause
from kg.extract.grammar import roles
from kg.extract.grammar.chunks import Chunk

NOW = frozenset({"is", "are", "'s", "'re", "remains", "remain"})
GOING_ON = frozenset({"continue", "remain", "keep"})
LONG = frozenset({"weeks", "months", "years", "decades", "decade", "year"})


def lasts(clause: Clause, k: int) -> bool:
    """Whether the verb group at k tells of what goes on, by its tense and by for how long."""
    chunks, group = clause.chunks, clause.chunks[k]
    if group.to:
        governor = roles.left_group(chunks, k)
        return governor is not None and chunks[governor].lemma in GOING_ON
    if clause.tokens[group.first].norm in NOW or (group.be and group.form == "g"):
        return True
    if set(group.form) & {"d", "n"}:
        after = chunks[k + 1].norm if k + 1 < len(chunks) else ""
        apart = not group.be and not group.have and after == "by"  # "villages occupied by the army"
        return apart or _for_long(chunks[k + 1 :])
    return bool(set(group.form) & {"b", "z"}) and not group.modal


def _for_long(chunks: Sequence[Chunk]) -> bool:
    """ "since May", "for five months" """
    return any(
        chunk.norm == "since" or (chunk.norm == "for" and after.norm in LONG)
        for chunk, after in pairwise(chunks)
    )
