"""What an article tells beside its happenings: habits, missions, purposes, what went before.

Such claims get no day but one that their own sentence gives.
"""

from itertools import pairwise

from kg.extract.deeds import modality
from kg.extract.deeds.clauses import Clause
from kg.extract.deeds.raws import POSSESSIVES, Raw
from kg.extract.grammar import roles
from kg.extract.grammar.chunks import Chunk

# An infinitive after these happened; after others it is what something was for ("trained them to fight").
DONE = frozenset(
    """
    try attempt seek manage begin start continue move proceed come go arrive help seem appear rush be
    have want fail refuse decline threaten plan agree vow order force ask tell urge intend hope expect
    prepare allow let decide offer promise pledge demand call do allege say report claim believe suspect
    """.split()  # noqa: SIM905, a word list reads better as words
)
TRIED = frozenset({"attempt", "attempts", "bid"})  # told as done, as "tried to" is
STRIVING = frozenset({"fight", "work", "struggle", "campaign", "train", "strive"})
NEAR = 6  # words between what is answered and the word for the answer


def is_background(clause: Clause, raw: Raw | None) -> bool:
    """Whether a claim is about a habit, a mission, a purpose or what went before, not about one happening."""
    if modality.habitual(clause) or _begins_a_war(clause):
        return True
    if raw is None:
        return False
    if raw.nominal:
        return _is_answered(clause, raw)
    return raw.group is not None and _is_purpose(clause.chunks, raw.group)


def _is_answered(clause: Clause, raw: Raw) -> bool:
    """ "in retaliation for attacks by the rebels", "in response to their shelling of the port" """
    answers = modality.load().answers
    if answers.isdisjoint(clause.words):
        return False
    before = [token.norm for token in clause.tokens[max(0, raw.first - NEAR) : raw.first]]
    return any(one in answers and other in {"for", "to"} for one, other in pairwise(before))


def _begins_a_war(clause: Clause) -> bool:
    """ "since the war began", "Israel began its offensive after Hamas-led gunmen killed …" """
    words = modality.load()
    if (words.wars | words.efforts).isdisjoint(clause.words):
        return False
    chunks = clause.chunks
    return any(
        chunk.kind == "VG" and chunk.lemma in words.beginning and not chunk.to and _war(clause, k)
        for k, chunk in enumerate(chunks)
    )


def _war(clause: Clause, k: int) -> bool:
    """Whether the verb group at k has a war for its subject, or somebody's own effort for its object."""
    chunks, words = clause.chunks, modality.load()
    if any(chunks[j].norm in words.wars for j in roles.subject(chunks, k)):
        return True
    after = chunks[k + 1] if k + 1 < len(chunks) else None
    if after is None or after.kind != "NP" or after.norm not in words.efforts:
        return False
    return clause.tokens[after.first].norm in POSSESSIVES


def _is_purpose(chunks: list[Chunk], k: int) -> bool:
    """ "works with them to fight …", "is in the region targeting …" """
    group = chunks[k]
    left = roles.left_group(chunks, k)
    if left is None or not (group.to or (group.form == "g" and not group.be)):
        return False
    governor = chunks[left]
    if group.to:
        return governor.lemma not in DONE
    return governor.be and not governor.form and k > 0 and chunks[k - 1].kind == "NP"


def is_aim(chunks: list[Chunk], raw: Raw) -> bool:
    """ "fight to free their land", "an operation to isolate the town": what is still to be reached."""
    k = raw.group
    if k is None or raw.nominal or not chunks[k].to or not k:
        return False
    before = chunks[k - 1]
    if before.kind == "NP":
        return before.norm in roles.EFFORTS - TRIED
    left = roles.left_group(chunks, k)
    return left is not None and chunks[left].lemma in STRIVING and left >= k - 2
