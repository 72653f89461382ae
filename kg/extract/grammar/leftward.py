"""What stands before a verb: the clause that it goes on from, and phrases that are no subject of it."""

from kg.extract.grammar.attached import BREAKS, SAYING, coordinated, harms, past_places
from kg.extract.grammar.chunks import Chunk

CLAUSAL = frozenset({"after", "before", "since", "until", "till"})  # prepositions that also open a clause
LASTING = frozenset({"lead", "head", "command", "found", "chair", "run", "rule", "own", "control", "hold"})
TAKING = frozenset({"hold", "control", "rule", "occupy", "capture", "seize", "besiege", "overrun", "retake"})
PARTICIPIAL = frozenset(
    {"of", "by", "with", "from", "in", "near", "at", "on", "to"}
)  # after a passive participle
CLEFT = 3  # chunks of "it was X," before an aside
HEAPS = frozenset(
    {"barrage", "wave", "waves", "salvo", "volley", "swarm", "hail", "series", "mix", "combination"}
)
LONGEST_ASIDE = 14  # chunks of what stands between two commas
LONGEST_SAID = 7  # chunks of "X said on Monday"
LONGEST_CLAUSE = 60  # chunks that a search for a subject looks back over


def left_group(chunks: list[Chunk], k: int) -> int | None:
    """The nearest verb group before chunk k in the same clause or the clause it hangs on."""
    for j in range(k - 1, max(-1, k - LONGEST_CLAUSE), -1):
        if chunks[j].kind == "VG":
            return j
        if chunks[j].kind in BREAKS:
            return None
    return None


def joined_to(chunks: list[Chunk], k: int) -> int | None:
    """ "vowed to free A and destroy B": the verb group of the same form that "and" goes on from."""
    group, j = chunks[k], k - 1
    while j > 0 and chunks[j].kind == "B":
        j -= 1
    if j < 1 or chunks[j].kind != "C" or group.to or group.be or group.have or group.modal:
        return None
    left = left_group(chunks, j)
    if left is None or group.form not in {"b", "g"}:
        return None
    before = chunks[left]
    alike = before.form == "g" and not before.be if group.form == "g" else before.to
    return left if alike else None


def is_reduced(group: Chunk) -> bool:
    """A bare participle ("backed by", "killed in") has the noun before it as its subject."""
    return not group.to and "n" in group.form


def before_comma(chunks: list[Chunk], k: int) -> tuple[int, ...]:
    """ "the army, led by X, …": a participle after a comma tells of whoever is named before it."""
    following = next((chunk.norm for chunk in chunks[k + 1 :] if chunk.kind != "B"), "")  # "made up of"
    if k < 2 or not is_reduced(chunks[k]) or chunks[k].be or following not in PARTICIPIAL:
        return ()
    j = k - 2
    while j > 1 and chunks[j].kind == "NP" and chunks[j - 1].norm == "of" and chunks[j - 2].kind == "NP":
        j -= 2
    actor = chunks[j].actor if chunks[j].kind == "NP" else None
    if (
        left_group(chunks, j) is not None and chunks[k].lemma not in LASTING | TAKING
    ):  # "attacked X, backed by Y"
        return ()
    held = chunks[k].lemma in TAKING  # "Bukavu, held by M23 since May"
    led = chunks[k].lemma in LASTING and following == "by" and actor is None  # "a delegation, led by X"
    return (j,) if led or (actor is not None and (actor.kind == "actor" or held)) else ()


def object_in_relative(chunks: list[Chunk], k: int) -> int | None:
    """ "a school that sheltered families": the pronoun in whose clause the phrase at k is the object."""
    if k < 2 or chunks[k - 1].kind != "VG" or chunks[k - 1].lemma in SAYING:
        return None
    opening = k - 3 if chunks[k - 2].kind == "B" else k - 2
    return opening if opening > 0 and chunks[opening].kind == "R" else None


def joined_inside(chunks: list[Chunk], k: int) -> bool:
    """ "strikes by Russia and Syria killed": the second name stands under the preposition too."""
    if k < 4 or chunks[k - 1].kind != "C" or chunks[k - 2].kind != "NP" or chunks[k - 3].kind != "P":
        return False
    if chunks[k - 4].kind != "NP" or chunks[k - 3].norm in CLAUSAL:
        return False
    heap = chunks[k - 3].norm == "of" and chunks[k - 4].norm in HEAPS  # "a barrage of A missiles and drones"
    if bool(chunks[k].founds) != bool(chunks[k - 2].founds) and not heap:
        return False
    near = chunks[max(0, k - LONGEST_CLAUSE) : k - 3]
    before = next((c for c in reversed(near) if c.kind in {"VG", ",", "S", "C"}), None)
    return before is None or before.kind != "VG"


def past_aside(chunks: list[Chunk], coordinator: int) -> int:
    """ "hit A, X said, and burned B", "hit A, where B slept, and killed C": the comma before the aside.

    The coordinator itself where no aside ends before it.
    """
    if coordinator < 3 or chunks[coordinator - 1].kind != ",":
        return coordinator
    for j in range(coordinator - 2, max(0, coordinator - LONGEST_ASIDE), -1):
        if chunks[j].kind == ",":
            opens = chunks[j + 1].kind in {"R", "S"} or _says_who(chunks, j + 1, coordinator - 1)
            return j if opens and left_group(chunks, j) is not None else coordinator
        if chunks[j].kind in BREAKS:
            break
    return coordinator


def _says_who(chunks: list[Chunk], first: int, last: int) -> bool:
    """Whether "X said" is all that stands between two commas."""
    told = [chunk for chunk in chunks[first:last] if chunk.kind not in {"P", "B", "("}]
    verbs = [chunk for chunk in told if chunk.kind == "VG"]
    spoken = len(verbs) == 1 and verbs[0].lemma in SAYING
    return spoken and told[0].kind in {"NP", "I"} and last - first < LONGEST_SAID


def antecedent(chunks: list[Chunk], relative: int) -> tuple[int, ...]:
    """The noun phrase that a relative pronoun stands for."""
    if relative > CLEFT and chunks[relative - 1].kind == "," and chunks[0].norm == "it" and chunks[1].be:
        return coordinated(chunks, 2, right=True) if chunks[2].kind == "NP" else ()
    for j in range(relative - 1, -1, -1):
        if chunks[j].kind == "NP":
            owner = (
                j > 1
                and chunks[j - 1].kind == "P"
                and chunks[j - 2].kind == "NP"
                and chunks[j - 2].actor is not None
            )
            if harms(chunks, relative):
                return (past_places(chunks, j),)
            return (j - 2,) if owner and chunks[j].actor is None else (j,)
        if chunks[j].kind in {"VG", "S", "C"} or chunks[j].kind in BREAKS:
            return ()
    return ()


def shared_verb(chunks: list[Chunk], comma: int) -> int | None:
    """ "X bombed A, shelled B and took C": the verb before the comma, where it has subject and object."""
    governor = left_group(chunks, comma)
    if not governor or governor == comma - 1:  # "…, X said, …"
        return None
    if is_reduced(chunks[governor]) and not chunks[governor].be and chunks[governor + 1].norm == "by":
        return None  # "a delegation, led by X, met …"
    if not chunks[governor].finite or "d" not in chunks[comma + 1].form:
        return None
    apposed = comma > 1 and chunks[comma - 1].kind == "NP" and chunks[comma - 2].kind == ","
    if apposed and chunks[comma + 1].lemma in SAYING:  # "…, its spokeswoman, X, said"
        return None
    following = next((c.kind for c in chunks[comma + 2 :] if c.kind in {",", "C"}), "")
    beside = chunks[governor - 1].kind in {"NP", "I", ","}
    return governor if beside and following and not _in_relative(chunks, governor) else None


def _in_relative(chunks: list[Chunk], k: int) -> bool:
    """Whether the clause of the verb group at k opens with a relative pronoun or a subordinator."""
    kinds = [chunk.kind for chunk in chunks[:k]]
    for kind in reversed(kinds):
        if kind in {"R", "S"}:
            return True
        if kind in {",", "VG"}:
            return False
    return False
