"""From whom something is taken: "from the rebels", "rebel-held ground", "land held by rebels"."""

from collections.abc import Collection, Iterator
from itertools import takewhile

from kg.extract.deeds.grounds import WHERE
from kg.extract.deeds.raws import Filler
from kg.extract.grammar import roles
from kg.extract.grammar.chunks import Chunk

HELD = frozenset({"held", "controlled", "occupied", "run", "ruled"})
HOLDING = frozenset({"hold", "control", "occupy", "run", "rule"})


def losers(
    chunks: list[Chunk], k: int, parts: roles.Complements, governing: Collection[str]
) -> tuple[Filler, ...]:
    """Who loses what the verb group at k takes; `governing` are the prepositions that may say so."""
    near = [*takewhile(lambda p: p.norm in WHERE.union(governing), parts.prepositions)]
    governed = [j for p in near if p.norm in governing for j in p.phrases]
    taken = roles.subject(chunks, k) if chunks[k].passive else parts.object
    return (
        *(Filler(j) for j in (*governed, *_holders(chunks, parts.end))),
        *_held(chunks, (*taken, *governed)),
    )


def _held(chunks: list[Chunk], phrases: Collection[int]) -> Iterator[Filler]:
    """ "IS-held ground" """
    for j in phrases:
        yield from (Filler(j, found) for found in chunks[j].founds if found.relation in HELD)


def _holders(chunks: list[Chunk], k: int) -> tuple[int, ...]:
    """ "Ground previously held by rebels" """
    group = chunks[k] if k < len(chunks) else None
    if group is None or group.kind != "VG" or group.lemma not in HOLDING or group.be or group.have:
        return ()
    return tuple(j for p in roles.complements(chunks, k).prepositions if p.norm == "by" for j in p.phrases)
