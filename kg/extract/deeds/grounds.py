"""Where and by what means a deed was done, for rules that ask for the means or aim at the place."""

from collections.abc import Collection, Iterable

from kg.extract.grammar.chunks import Chunk
from kg.extract.grammar.roles import Complements, Preposition
from kg.extract.grammar.tag_words import DIRECTIONS

WHERE = frozenset(
    {"in", "at", "on", "near", "outside", "inside", "around", "across", "into", "over", "through"}
)
MEANS = frozenset({"by", "in", "with", "from"})


def ground(chunks: list[Chunk], prepositions: Iterable[Preposition]) -> tuple[int, ...]:
    """The first phrase after "in", "at" or "near" that names a place."""
    before = ""
    for preposition in prepositions:
        named = tuple(j for j in preposition.phrases if _names_place(chunks[j]))
        where = before if preposition.norm == "of" else preposition.norm  # "in the town of X"
        if named and chunks[named[0] - 2].norm in DIRECTIONS:  # "attacked north of X"
            where = "near"
        if where in WHERE and named:
            return named
        before = where
    return ()


def _names_place(chunk: Chunk) -> bool:
    return any(found.kind == "place" and found.role == "head" for found in chunk.founds)


def by_means_of(
    chunks: list[Chunk],
    subject: Collection[int],
    parts: Complements,
    words: Collection[str],
    *,
    passive: bool,
) -> bool:
    """Whether the subject (in the passive, what follows "by" or "in") is one of the things in `words`."""
    if not passive:
        return any(chunks[j].norm in words for j in subject)
    return any(chunks[j].norm in words for p in parts.prepositions if p.norm in MEANS for j in p.phrases)


def senders(
    chunks: list[Chunk],
    subject: Collection[int],
    parts: Complements,
    words: Collection[str],
    *,
    passive: bool,
) -> tuple[int, ...]:
    """ "a shell fired by the army", "four shells that the army had fired": whose the means were."""
    told = [j for p in parts.prepositions if p.norm in MEANS for j in p.phrases] if passive else subject
    return tuple(sender for j in told if chunks[j].norm in words for sender in _sender(chunks, j))


def _sender(chunks: list[Chunk], k: int) -> tuple[int, ...]:
    if k + 2 < len(chunks) and chunks[k + 1].norm == "of":  # "a barrage of rockets fired by the army"
        k += 2
    following = chunks[k + 1 : k + 4]
    kinds = [chunk.kind for chunk in following]
    if kinds == ["VG", "P", "NP"] and "n" in following[0].form and following[1].norm in {"by", "from"}:
        return (k + 3,)
    return (k + 2,) if kinds == ["R", "NP", "VG"] else ()
