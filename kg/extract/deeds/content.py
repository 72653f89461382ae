"""What an operator verb has for content: the deed that is promised, refused or demanded.

"Agreed on Monday to help Chad" opens its content at "to help", "demanded that Iran stop" after "that".
The content ends where the sentence turns to a reason, a time or something else that is told.
"""

from collections.abc import Collection

from kg.extract.grammar import roles
from kg.extract.grammar.chunks import Chunk

KEEPING = frozenset({"that", "whether", "if", "unless"})  # subordinators that a content may hold
COMPARING = frozenset({"than", "as"})
ENDING = roles.CLAUSAL | {"despite", "following", "amid", "because"}


def opening(chunks: list[Chunk], k: int, wanted: Collection[str]) -> int | None:
    """The first chunk of what the verb group at k has for content, if of a wanted kind (to, that, ing)."""
    relative = False
    for j in range(k + 1, len(chunks)):
        chunk = chunks[j]
        if chunk.kind == "R":  # "allowed refugees who had fled to return"
            relative = True
        elif chunk.kind == "VG" and relative and chunk.finite:
            relative = False
        elif chunk.kind == "VG":
            return j if _kind(chunks, k, j) in wanted else None
        elif chunk.kind == "S" and chunk.norm not in COMPARING:
            return j + 1 if chunk.norm == "that" and "that" in wanted else None
        elif chunk.kind in roles.BREAKS:
            return None
    return None


def _kind(chunks: list[Chunk], k: int, j: int) -> str:
    if chunks[j].to:
        return "to"
    if not chunks[j].finite:
        return "ing" if chunks[j].form == "g" else ""
    return "that" if any(i > k for i in roles.subject(chunks, j)) else ""


def end(chunks: list[Chunk], start: int) -> int:
    """The chunk at which the content that starts at `start` is over."""
    for j in range(start, len(chunks)):
        chunk = chunks[j]
        if (
            chunk.kind in roles.BREAKS
            or chunk.norm in ENDING
            or (chunk.kind == "S" and j > start and chunk.norm not in KEEPING)
        ):
            return j
        if chunk.kind == "," and _tells(chunks, j):
            return j
    return len(chunks)


def _tells(chunks: list[Chunk], comma: int) -> bool:
    """Whether a speaker or a participle follows the comma (", the ministry said", ", saying")."""
    for chunk in chunks[comma + 1 : comma + 5]:
        if chunk.kind == "VG":
            return chunk.finite or chunk.form == "g"
        if chunk.kind not in {"NP", "I", "B", "P"}:
            return False
    return False


def named(chunks: list[Chunk], start: int, stop: int, own: Collection[str]) -> tuple[int, ...]:
    """The first phrase in [start, stop) with somebody else's name, else the first that speaks of somebody."""
    others = [
        (j, found)
        for j in range(start, stop)
        if chunks[j].kind == "NP"
        for found in chunks[j].founds
        if found.id not in own
    ]
    chosen = next((j for j, found in others if found.how != "generic"), others[0][0] if others else None)
    return roles.coordinated(chunks, chosen, right=True) if chosen is not None else ()
