"""What hangs together: the members of a list, and what follows a verb or noun and belongs to it."""

from typing import NamedTuple

from kg.extract.grammar.chunks import Chunk

DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday today yesterday night".split())  # noqa: SIM905
SAYING = frozenset({"say", "add", "report", "tell", "note", "write"})
HARMING = frozenset({"kill", "wound", "injure", "maim", "target", "destroy", "damage", "devastate"})
LOCATING = frozenset({"in", "at", "near", "on", "of", "outside", "inside", "around"})
BREAKS = frozenset(";:–—.!?")
LONGEST_LIST = 16  # noun phrases that "and" may join


class Preposition(NamedTuple):
    """A preposition and the noun phrases it governs."""

    norm: str
    phrases: tuple[int, ...]


class Complements(NamedTuple):
    """What follows a verb or noun: its object and prepositional phrases (chunks), and where they end."""

    object: tuple[int, ...]
    prepositions: tuple[Preposition, ...]
    end: int


def coordinated(chunks: list[Chunk], k: int, *, right: bool) -> tuple[int, ...]:
    """The noun phrase at k with those joined to it by commas and "and"."""
    known = chunks[k].lists.get(right)
    if known is None:
        known = chunks[k].lists[right] = _coordinated(chunks, k, right=right)
    return known


def _coordinated(chunks: list[Chunk], k: int, *, right: bool) -> tuple[int, ...]:
    members = [k]
    step = 1 if right else -1
    j = k
    while len(members) < LONGEST_LIST:
        following = _next_member(chunks, j, step)
        if following is None:
            break
        members.append(following)
        j = following
    if len(members) == 1:
        return (k,)
    first, last = min(members), max(members)
    ended = not right and len(members) > 2 and not _has_coordinator(chunks, members[1], k)
    if ended:  # "in A, B and C, the minister said"
        return (k,)
    joined = _has_coordinator(chunks, first, last) or _headline_pair(chunks, first, last)
    return tuple(sorted(members)) if joined else (k,)


def _headline_pair(chunks: list[Chunk], first: int, last: int) -> bool:
    """ "US, Britain bomb Yemen": two parties at the head of a sentence with a comma for "and"."""
    opens = first == 0 or chunks[first - 1].kind == "S" or chunks[first - 1].norm == "as"
    pair = opens and last == first + 2 and chunks[first + 1].kind == "," and begins_clause(chunks, last)
    rest = chunks[last + 1 : last + 3]
    if not pair or rest[0].lemma in SAYING or len(rest) < 2 or rest[1].kind == ",":
        return False
    return all(chunks[j].actor is not None and chunks[j].last - chunks[j].first < 4 for j in (first, last))


def _next_member(chunks: list[Chunk], j: int, step: int) -> int | None:
    beyond = _as_well_as(chunks, j) if step > 0 else 0
    position = j + beyond + step
    marks = bool(beyond) + 0
    while 0 <= position < len(chunks) and chunks[position].kind in {",", "C", "("} and marks < 3:
        if chunks[position].norm in {"but", "or"}:
            return None
        position += step
        marks += 1
    if marks and step > 0 and position + 1 < len(chunks) and chunks[position].norm.endswith("ly"):
        position += chunks[position].kind == "B"  # "fighter and remotely piloted aircraft"
    if not marks or not 0 <= position < len(chunks) or chunks[position].kind != "NP":
        return None
    if step > 0 and begins_clause(chunks, position):
        return None
    if step < 0 and position and chunks[position - 1].kind in {"VG", "P"} and not chunks[position - 1].be:
        return None
    return position


def _as_well_as(chunks: list[Chunk], j: int) -> int:
    """How many chunks after j are "as well as", which joins like "and"."""
    start = j + 2 if j + 1 < len(chunks) and chunks[j + 1].kind == "," else j + 1
    norms = [chunk.norm for chunk in chunks[start : start + 3]]
    return start + 2 - j if norms == ["as", "well", "as"] else 0


def begins_clause(chunks: list[Chunk], k: int) -> bool:
    """Whether the noun phrase at k is the subject of a finite verb that follows it."""
    following = chunks[k + 1] if k + 1 < len(chunks) else None
    return following is not None and following.kind == "VG" and following.finite


def _has_coordinator(chunks: list[Chunk], first: int, last: int) -> bool:
    return any(chunk.kind == "C" or chunk.norm == "well" for chunk in chunks[first : last + 1])


def complements(chunks: list[Chunk], k: int) -> Complements:
    """What belongs to the verb group or noun phrase at k on its right, up to the end of its clause."""
    known = chunks[k].complements
    if known is None:
        known = chunks[k].complements = _complements(chunks, k)
    return known


def _complements(chunks: list[Chunk], k: int) -> Complements:
    found: tuple[int, ...] = ()
    prepositions: list[Preposition] = []
    j = k + 1
    while j < len(chunks):
        kind = chunks[j].kind
        by_means = len(prepositions) == 1 and prepositions[0].norm == "with" and chunks[k].kind == "VG"
        if kind == "NP" and not found and by_means and not chunks[k].passive:
            found = coordinated(chunks, j, right=True)  # "targeted with three missiles the border post"
            j = found[-1] + 1
        elif kind == "NP" and not found and not prepositions and chunks[k].kind == "VG":
            found = coordinated(chunks, j, right=True)
            j = found[-1] + 1
        elif kind == "I" and not found and chunks[k].kind == "VG" and not begins_clause(chunks, j):
            found = (j,)
            j += 1
        elif kind == "P" and j + 1 < len(chunks) and chunks[j + 1].kind in {"NP", "I"}:
            governed = _governed(chunks, j)
            if len(governed) == 1 and _is_day(chunks[governed[0]]):
                j = governed[0] + 1
                continue
            prepositions.append(Preposition(chunks[j].norm, governed))
            j = governed[-1] + 1
        elif kind in {"B", "(", "NP"} or is_stranded(chunks, k, j):
            j += 1
        elif kind == "C" and found and not prepositions and _joins_places(chunks, found[-1], j):
            found = (*found, *coordinated(chunks, j + 1, right=True))  # "took A on Monday and B on Friday"
            j = found[-1] + 1
        elif kind == "C" and _joins_phrases(chunks, j):
            j += 2
        elif kind == "C" and prepositions and _repeats(chunks, j, prepositions[-1].norm):
            j += 1  # "in the field and in the plant"
        elif kind == "," and _continues(chunks, j):
            j += 1
        elif kind == "," and found == (j - 1,) and (beyond := _past_apposition(chunks, j)) is not None:
            found = found if chunks[found[0]].founds else (j + 1,)
            j = beyond  # "lost its last enclave, the village of X, to Y"
        else:
            break
    return Complements(found, tuple(prepositions), j)


def is_stranded(chunks: list[Chunk], k: int, j: int) -> bool:
    """ "were fired on by the rebels": a preposition whose noun phrase is the subject of the passive at k."""
    passive = chunks[k].kind == "VG" and chunks[k].passive and j == k + 1
    return passive and j + 1 < len(chunks) and chunks[j].kind == "P" and chunks[j + 1].norm == "by"


def _is_day(chunk: Chunk) -> bool:
    """ "forced out on Monday more than 900 people": a day is no part of a deed, and may stand before it."""
    return chunk.day or (chunk.norm in DAYS and not chunk.founds)


def _governed(chunks: list[Chunk], preposition: int) -> tuple[int, ...]:
    """The noun phrases of a preposition; "between" always has the two around its "and"."""
    k = preposition + 1
    if chunks[k].kind != "NP" or _is_day(chunks[k]):
        return (k,)
    beyond = k + 1 + (k + 1 < len(chunks) and chunks[k + 1].kind == "(")
    pair = chunks[beyond : beyond + 2]
    if chunks[preposition].norm == "between" and [c.kind for c in pair] == ["C", "NP"]:
        return (k, beyond + 1)
    return coordinated(chunks, k, right=True)


def _joins_phrases(chunks: list[Chunk], coordinator: int) -> bool:
    """ "with live ammunition and smoke bombs at …": the second phrase is no new clause."""
    following = coordinator + 1
    return following < len(chunks) and chunks[following].kind == "NP" and not begins_clause(chunks, following)


def _repeats(chunks: list[Chunk], coordinator: int, norm: str) -> bool:
    """Whether "and" goes on with the same preposition and a noun phrase."""
    after = chunks[coordinator + 1 : coordinator + 3]
    return [chunk.kind for chunk in after] == ["P", "NP"] and after[0].norm == norm


def _joins_places(chunks: list[Chunk], before: int, coordinator: int) -> bool:
    """Whether "and" goes on from a place to another with a day between them."""
    following = coordinator + 1
    if following >= len(chunks) or chunks[following].kind != "NP" or begins_clause(chunks, following):
        return False
    named = [chunks[j].actor for j in (before, following)]
    return before < coordinator - 1 and all(f is not None and f.kind == "place" for f in named)


def _continues(chunks: list[Chunk], comma: int) -> bool:
    """A comma before a preposition does not end what belongs to the verb."""
    return (
        comma + 1 < len(chunks)
        and chunks[comma + 1].kind == "P"
        and chunks[comma + 1].norm not in {"by", "with", "after", "before"}
    )


def _past_apposition(chunks: list[Chunk], comma: int) -> int | None:
    """The preposition after a second name for the object, which stands between two commas."""
    k = comma + 1
    if k + 1 < len(chunks) and chunks[k].kind == "NP" and chunks[k + 1].norm == "of":
        k += 2
    kinds = [chunk.kind for chunk in chunks[k : k + 3]]
    return k + 2 if kinds == ["NP", ",", "P"] and chunks[k + 2].norm in {"to", "from"} else None


def harms(chunks: list[Chunk], relative: int) -> bool:
    """Whether the relative clause says that whoever it is about killed or damaged somebody."""
    group = next((chunk for chunk in chunks[relative + 1 :] if chunk.kind != "B"), None)
    return group is not None and group.lemma in HARMING and not group.passive


def past_places(chunks: list[Chunk], k: int) -> int:
    """From the place at k to what was there: "attacks in Kabul", "a blast in the city of Homs"."""
    while k > 1 and chunks[k - 1].norm in LOCATING and chunks[k - 2].kind == "NP" and _is_place(chunks[k]):
        k -= 2
    return k


def _is_place(chunk: Chunk) -> bool:
    return chunk.actor is None or chunk.actor.kind == "place"


def opening_comma(chunks: list[Chunk], closing: int) -> int | None:
    """The comma that opens the aside which ends at `closing`; None where there is no aside."""
    relative = _opening_relative(chunks, closing)
    if relative is not None:
        return relative
    for j in range(closing - 1, 0, -1):
        kind = chunks[j].kind
        if kind == ",":
            return j
        if kind in BREAKS:
            return None
    return None


def _opening_relative(chunks: list[Chunk], closing: int) -> int | None:
    """The comma before "which" or "that", whose clause may hold a list."""
    for j in range(closing - 1, max(0, closing - LONGEST_LIST), -1):
        if chunks[j].kind in BREAKS or chunks[j].kind == "S":
            return None
        if chunks[j].kind == "R":
            return j - 1 if chunks[j - 1].kind == "," else None
    return None
