"""What an article tells beside its happenings: habits, missions, purposes. Such claims get no day."""

from kg.extract import modality, roles
from kg.extract.chunks import Chunk
from kg.extract.clauses import Clause, Raw

# An infinitive after these happened; after others it is what something was for ("trained them to fight").
DONE = frozenset(
    """
    try attempt seek manage begin start continue move proceed come go arrive help seem appear rush be
    have want fail refuse decline threaten plan agree vow order force ask tell urge intend hope expect
    prepare allow let decide offer promise pledge demand call do allege say report claim believe suspect
    """.split()  # noqa: SIM905, a word list reads better as words
)


def is_background(clause: Clause, raw: Raw | None) -> bool:
    """Whether a claim is about a habit, a mission or a purpose, and not about one happening."""
    if modality.habitual(clause):
        return True
    if raw is None or raw.group is None or raw.nominal:
        return False
    return _is_purpose(clause.chunks, raw.group)


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
