"""Bodies that only an office names: the army of "the army chief", the ministry of its spokesman."""

from kg.extract.deeds.clauses import Clause
from kg.extract.grammar.chunks import Chunk
from kg.extract.names.mentions import Found
from kg.extract.sides.party_words import COLLECTED

BODIES = frozenset({"army", "military", "junta", "rebel", "militia", "coalition", "police", "regime"})
OFFICES = frozenset({"ministry", "force", "service", "guard", "agency", "office", "navy", "directorate"})
STAFFS = frozenset({"army", "general", "defence", "defense"})
LONGEST_POST = 4  # words of "of the general staff"


def bare(clause: Clause, chunk: Chunk, token: int) -> Found | None:
    """The "army" of "the army chief" and of "the Chief of Army Staff"."""
    before = clause.tokens[token - 1].norm if token > chunk.first else ""
    following = [word.norm for word in clause.tokens[token + 1 : chunk.last]][:LONGEST_POST]
    staff = following[:1] == ["of"] and "staff" in following and not STAFFS.isdisjoint(following)
    noun = "army" if staff else before
    if not staff and before in OFFICES:
        return _office(clause, chunk, token)
    if noun not in BODIES:
        return None
    word = (i for i in range(token + 1, chunk.last) if clause.tokens[i].norm in STAFFS)
    at = next(word, token - 1) if staff else token - 1
    return Found(at, at + 1, "actor", f"g_{noun}", noun, "military", "generic", relation=COLLECTED)


def _office(clause: Clause, chunk: Chunk, token: int) -> Found:
    """The "Foreign Ministry" of "Foreign Ministry spokeswoman Maria Zakharova"."""
    tokens, first = clause.tokens, token - 1
    while first > chunk.first and tokens[first - 1].text[0].isupper() and tokens[first - 1].norm != "the":
        first -= 1
    name = " ".join(word.norm for word in tokens[first:token])
    return Found(first, token, "actor", f"g_{name.replace(' ', '_')}", name, "government", "generic")
