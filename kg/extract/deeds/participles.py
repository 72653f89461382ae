"""Whether a past form without an object is a passive: "killed in", "backed by"; not "attacked near"."""

from kg.extract.deeds.raws import Clause
from kg.extract.grammar import roles
from kg.extract.grammar.chunks import Chunk
from kg.extract.rulebook import Frame

STRIKING = frozenset({"attack", "counterattack", "counter-attack", "strike", "assault"})
UNARMED = frozenset({"civilians", "person", "media", "company", "ngo"})
SENTENCE_ENDS = frozenset(".!?")


def is_passive(clause: Clause, k: int, frame: Frame, parts: roles.Complements) -> bool:
    """Whether the past form at k tells what was done to its subject."""
    return _is_bare(clause.chunks, k, frame, parts) and not _struck_somewhere(clause, k)


def _is_bare(chunks: list[Chunk], k: int, frame: Frame, parts: roles.Complements) -> bool:
    """A bare past form without the object its verb takes is a passive ("killed in", "backed by")."""
    group = chunks[k]
    if "n" not in group.form or group.be or group.have or group.to or group.modal:
        return False
    if any(p.norm == "by" for p in parts.prepositions) and not parts.object:
        return True
    if frame.content or any(
        p.norm == "to" and frame.prepositions.get("to") == frame.object for p in parts.prepositions
    ):
        return False
    return (
        frame.object in {"recipient", "agent"}
        and frame.subject != "both"
        and not parts.object
        and not _relative(chunks, k)
    )


def _struck_somewhere(clause: Clause, k: int) -> bool:
    """ "Russian forces attacked near Lyman.": a force that strikes, and no word of whom."""
    chunks = clause.chunks
    doer = next((chunk for chunk in reversed(chunks[:k]) if chunk.kind != "B"), None)
    if chunks[k].lemma not in STRIKING or doer is None or not doer.names_actor:
        return False
    forceless = doer.actor is None or doer.actor.type in UNARMED
    rest = [chunk for chunk in chunks[k + 1 :] if chunk.kind not in {"NP", "P", "B", "("}]
    closed = bool(rest) and not (rest[0].kind == "VG" and rest[0].finite)  # "forces attacked in Homs were …"
    return closed and not forceless and clause.tokens[-1].norm in SENTENCE_ENDS


def _relative(chunks: list[Chunk], k: int) -> bool:
    return k > 0 and chunks[k - 1].kind in {"R", "I"}
