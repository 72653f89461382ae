"""Who does what in a clause: the subject, object and prepositional phrases of a verb group, by position.

No parser: the search walks over chunks and knows where clauses end, which phrases hang on a preposition,
and whose subject an infinitive or a participle shares.
"""

from kg.extract.grammar.attached import (
    BREAKS,
    LONGEST_LIST,
    SAYING,
    Complements,
    Preposition,
    begins_clause,
    complements,
    coordinated,
    harms,
    opening_comma,
    past_places,
)
from kg.extract.grammar.chunks import Chunk
from kg.extract.sides.party_words import ACCUSING

__all__ = ["BREAKS", "Complements", "Preposition", "begins_clause", "complements", "coordinated"]

CLAUSAL = frozenset({"after", "before", "since", "until", "till"})  # prepositions that also open a clause
ISSUING = frozenset(
    """
    issue release publish send sign write deliver make adopt circulate drop distribute scatter
    """.split()  # noqa: SIM905, a word list reads better as words
)
# What somebody does to an end: "the campaign to free X" is that of whoever it belongs to or takes part in it.
EFFORTS = frozenset(
    """
    effort efforts operation operations campaign campaigns mission missions offensive offensives drive fight
    battle struggle war push strategy plan plans assault bid attempt attempts advance
    """.split()  # noqa: SIM905, a word list reads better as words
)
# Verbs whose subject has no part in the effort that they speak of.
SPEAKING_OF = frozenset(
    """
    discuss mention describe praise commend criticise criticize welcome condemn watch observe see note applaud
    review assess focus report call consider debate follow study cover film regard understand explain exist be
    repel repulse throw foil thwart fend beat break push prevent block stop halt resist counter defeat
    """.split()  # noqa: SIM905, a word list reads better as words
)
LASTING = frozenset({"lead", "head", "command", "found", "chair", "run", "rule", "own", "control", "hold"})
TAKING = frozenset({"hold", "control", "rule", "occupy", "capture", "seize", "besiege", "overrun", "retake"})
PARTICIPIAL = frozenset(
    {"of", "by", "with", "from", "in", "near", "at", "on", "to"}
)  # after a passive participle
CLEFT = 3  # chunks of "it was X," before an aside
LONGEST_CLAUSE = 60  # chunks that a search for a subject looks back over
OBJECTS = frozenset({"him", "them", "us", "me"})  # pronouns that are no subjects
OBJECT_CONTROL = frozenset(
    """
    force urge ask order allow tell help enable want send call command invite permit persuade press
    expect require warn encourage leave make let cause instruct direct prevent stop accuse blame bar
    forbid ban restrain deter discourage
    keep dissuade suspect show see hear film train recruit
    """.split()  # noqa: SIM905, a word list reads better as words
)


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


def subject(chunks: list[Chunk], k: int, depth: int = 0) -> tuple[int, ...]:
    """The noun phrases or pronoun that are the subject of the verb group at k; empty where none is."""
    if depth > 4:
        return ()
    group = chunks[k]
    known = group.subjects.get(depth)
    if known is None:
        find = _walk_left if group.finite or _reduced(group) else _controlled
        known = group.subjects[depth] = find(chunks, k, depth)
    return known


def _reduced(group: Chunk) -> bool:
    """A bare participle ("backed by", "killed in") has the noun before it as its subject."""
    return not group.to and "n" in group.form


def _controlled(chunks: list[Chunk], k: int, depth: int) -> tuple[int, ...]:
    """Whose subject an infinitive or gerund shares: the object of "force", else the subject of its verb."""
    before = chunks[k - 1] if k else None
    governor = left_group(chunks, k)
    if _hangs_on_phrase(chunks, k) and before is not None and before.norm in EFFORTS:
        return whose_effort(chunks, k - 1, depth)
    if _hangs_on_phrase(chunks, k) and k > 2 and chunks[k - 2].norm == "by" and chunks[k - 3].norm in EFFORTS:
        return (k - 1,)  # "an attempt by rebels to enter the town"
    if k > 1 and before is not None and before.kind == "P" and chunks[k - 2].owners:
        return (k - 2,)  # "Kenya's commitment to defeating X"
    if (
        governor is not None
        and before is not None
        and before.kind == ","
        and chunks[governor].lemma in SAYING
    ):
        governor = left_group(chunks, governor) if left_group(chunks, governor) is not None else governor
    if chunks[k].form == "g" and chunks[k].lemma in ACCUSING and before is not None and before.kind == ",":
        sayer = _sayer(chunks, k)
        if sayer is not None:  # "X said that a drone hit Y, blaming Z"
            return subject(chunks, sayer, depth + 1)
    if governor is None and chunks[k].form == "g" and not chunks[k].be:
        beside = _told_of(chunks, k)
        if beside:
            return beside
    if governor is None:
        return _walk_left(chunks, k, depth) if before is not None and before.kind == "NP" else ()
    joined = joined_to(chunks, k)
    if joined is not None:  # "helping Iraq and bombing Israel"
        return subject(chunks, joined, depth + 1)
    if chunks[k].lemma == "use" and not chunks[k].to:  # "conducted strikes using drones"
        return _user(chunks, governor, depth)
    between = [j for j in range(governor + 1, k) if chunks[j].kind == "NP"]
    direct = [j for j in between if chunks[j - 1].kind != "P"]
    if _controls(chunks[governor]) and k - governor > 1 and chunks[governor + 1].kind == "I":
        return (governor + 1,)  # "urged it to halt"
    if direct and _controls(chunks[governor]):
        return coordinated(chunks, direct[0], right=True)
    relative = _relative(chunks, governor, depth + 1) if not between and _controls(chunks[governor]) else None
    if relative is not None:  # "the state which Sudan accuses of arming rebels"
        return antecedent(chunks, relative)
    issued = chunks[governor].lemma in ISSUING  # "issued a statement demanding …"
    if direct and direct[-1] == k - 1 and not chunks[k].to and not issued:
        return (k - 1,)
    return subject(chunks, governor, depth + 1)


def _sayer(chunks: list[Chunk], k: int) -> int | None:
    """The verb by which the sentence up to k is told, where one opens it."""
    first = next((j for j in range(k) if chunks[j].kind == "VG"), None)
    return first if first is not None and chunks[first].lemma in SAYING and chunks[first].finite else None


def _controls(group: Chunk) -> bool:
    """Whether the verb's object is who does what follows it ("force", "accuse of")."""
    return group.lemma in OBJECT_CONTROL and not group.passive


def _told_of(chunks: list[Chunk], k: int) -> tuple[int, ...]:
    """ "The army, having taken A, moved on", "Having taken A, the army moved on": whose deed comes first."""
    if k > 1 and chunks[k - 1].kind == "," and chunks[k - 2].names_actor:
        return coordinated(chunks, k - 2, right=False)
    opens = all(chunk.kind == "B" or chunk.norm in CLAUSAL | {"by", "while"} for chunk in chunks[:k])
    return _main_subject(chunks, k) if opens else ()


def _user(chunks: list[Chunk], governor: int, depth: int) -> tuple[int, ...]:
    """Who uses what a verb is done with: the nearest subject that is somebody."""
    found = subject(chunks, governor, depth + 1)
    outer = left_group(chunks, governor)
    if outer is None or any(chunks[j].kind == "I" or chunks[j].founds for j in found):
        return found
    return subject(chunks, outer, depth + 1)


def _hangs_on_phrase(chunks: list[Chunk], k: int) -> bool:
    """Whether the infinitive at k hangs on the noun phrase before it."""
    return chunks[k].to and k > 0 and chunks[k - 1].kind == "NP"


def whose_effort(chunks: list[Chunk], k: int, depth: int = 0) -> tuple[int, ...]:
    """Whose campaign, fight or operation the noun phrase at k is; empty where nobody says."""
    phrase = chunks[k]
    if phrase.owners or any(found.kind == "actor" for found in phrase.founds):
        return (k,)
    if k > 1 and chunks[k - 1].kind == "," and chunks[k - 2].names_actor:  # "Flintlock, the operation to …"
        return (k - 2,)
    helped = _helped(chunks, k)
    if helped:
        return helped
    governor = left_group(chunks, k)
    if governor is None:
        return _main_subject(chunks, k) if k and chunks[k - 1].norm == "in" else ()
    if chunks[governor].lemma in SPEAKING_OF and not chunks[governor].modal:
        return ()
    return subject(chunks, governor, depth + 1)


def _helped(chunks: list[Chunk], k: int) -> tuple[int, ...]:
    """ "backs Iraq in its fight": the party before "in", which is helped in what it does."""
    if k < 3 or chunks[k - 1].norm != "in" or not chunks[k - 2].names_actor:
        return ()
    if k > 4 and chunks[k - 3].kind == "C" and chunks[k - 4].names_actor:
        return (k - 4, k - 2)
    governed = chunks[k - 3].kind in {"VG", "C"} or chunks[k - 3].norm in {"of", "for", "to"}
    return coordinated(chunks, k - 2, right=False) if governed else ()


def _main_subject(chunks: list[Chunk], k: int) -> tuple[int, ...]:
    """ "In the campaign to free X, the army has …": who does something in it."""
    for j in range(k + 1, min(len(chunks), k + LONGEST_LIST)):
        if chunks[j].kind in BREAKS:
            break
        if chunks[j].kind == "VG" and chunks[j].finite:
            comma = any(chunk.kind == "," for chunk in chunks[k:j])
            return subject(chunks, j, 3) if comma else ()
    return ()


def _walk_left(chunks: list[Chunk], k: int, depth: int) -> tuple[int, ...]:
    j = k - 1
    while j >= max(0, k - LONGEST_CLAUSE):
        chunk = chunks[j]
        if chunk.kind == "R":
            return antecedent(chunks, j)
        under = j > 0 and chunks[j - 1].kind == "P" and chunks[j - 1].norm != "of"
        if chunk.kind == "I" and under and chunk.norm in OBJECTS:
            j -= 2  # "which according to him arms rebels"
            continue
        if chunk.kind == "I":  # "seven of them"
            some = j > 1 and chunks[j - 1].norm == "of" and chunks[j - 2].kind == "NP"
            return (j - 2,) if some else (j,)
        if chunk.kind == "NP":
            members = coordinated(chunks, j, right=False)
            first = members[0]
            if first and chunks[first - 1].kind == "P" and chunks[first - 1].norm not in CLAUSAL:
                j = first - 2
                continue
            relative = _object_in_relative(chunks, first)
            if relative is not None:
                j = relative - 1
                continue
            if _joined_inside(chunks, first):
                j = first - 2
                continue
            return members
        if chunk.kind == ",":
            named = _before_comma(chunks, k) if j == k - 1 else ()
            if named:
                return named
            shared = _shared(chunks, j) if j == k - 1 else None
            if shared is not None:
                return subject(chunks, shared, depth + 1)
            opening = opening_comma(chunks, j)
            if opening is None:
                governor = left_group(chunks, j)
                return (
                    subject(chunks, governor, depth + 1)
                    if governor is not None and not chunks[k].finite
                    else ()
                )
            j = opening - 1
            continue
        if chunk.kind == "VG" and chunks[k].finite and (relative := _relative(chunks, j, depth + 1)):
            return antecedent(chunks, relative)
        if chunk.kind == "C" and j and chunks[j - 1].kind == ";":
            j -= 1
            continue
        if chunk.kind == ";" and j:  # "hit two tanks; destroyed a bridge; and sank a boat"
            goes_on = (
                "d" in chunks[k].form and not chunks[k].negated and k - j == 1 + (chunks[k - 1].kind == "C")
            )
            before = left_group(chunks, j) if goes_on else None
            return subject(chunks, before, depth + 1) if before is not None else ()
        if chunk.kind == "C" or chunk.kind == "VG":
            governor = j if chunk.kind == "VG" else _left_main(chunks, j, depth)
            return subject(chunks, governor, depth + 1) if governor is not None else ()
        if chunk.kind in BREAKS or chunk.kind == "S":
            return ()
        j -= 1
    return ()


def _before_comma(chunks: list[Chunk], k: int) -> tuple[int, ...]:
    """ "the army, led by X, …": a participle after a comma tells of whoever is named before it."""
    following = next((chunk.norm for chunk in chunks[k + 1 :] if chunk.kind != "B"), "")  # "made up of"
    if k < 2 or not _reduced(chunks[k]) or chunks[k].be or following not in PARTICIPIAL:
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


def _object_in_relative(chunks: list[Chunk], k: int) -> int | None:
    """ "a school that sheltered families": the pronoun in whose clause the phrase at k is the object."""
    if k < 2 or chunks[k - 1].kind != "VG" or chunks[k - 1].lemma in SAYING:
        return None
    opening = k - 3 if chunks[k - 2].kind == "B" else k - 2
    return opening if opening > 0 and chunks[opening].kind == "R" else None


def _left_main(chunks: list[Chunk], coordinator: int, depth: int) -> int | None:
    """The verb group that "and" goes on from; not one in an aside ("after the bombs fell and took it")."""
    governor = left_group(chunks, coordinator)
    if governor is None:
        return None
    if "d" in chunks[coordinator + 1].form and not chunks[governor].finite and chunks[governor].form == "g":
        above = left_group(chunks, governor)  # "accused X of betraying them and clashed with Y"
        if above is not None and chunks[above].finite:
            return above
    tensed = chunks[coordinator + 1].have or set(chunks[coordinator + 1].form) & {"d", "z"}
    if chunks[governor].to and tensed and not chunks[coordinator + 1].to:
        above = left_group(chunks, governor)  # "sent troops to fight X and supplied arms"
        if above is not None and chunks[above].finite:
            return above
    own = subject(chunks, governor, max(depth + 1, 3))  # never less deep than its caller, or it never ends
    opened = own and own[0] and chunks[own[0] - 1].kind == "P" and chunks[own[0] - 1].norm in CLAUSAL
    counted = own and chunks[own[0]].norm.isdigit()  # "put the toll at 61 dead and 120 wounded and blamed X"
    if counted and (counting := left_group(chunks, own[0])) is not None:
        return counting
    if not opened or any(chunks[j].founds or chunks[j].kind == "I" for j in own):
        return governor
    outer = left_group(chunks, own[0])
    return governor if outer is None else outer


def _joined_inside(chunks: list[Chunk], k: int) -> bool:
    """ "strikes by Russia and Syria killed": the second name stands under the preposition too."""
    if k < 4 or chunks[k - 1].kind != "C" or chunks[k - 2].kind != "NP" or chunks[k - 3].kind != "P":
        return False
    if chunks[k - 4].kind != "NP" or chunks[k - 3].norm in CLAUSAL:
        return False
    if bool(chunks[k].founds) != bool(chunks[k - 2].founds):
        return False
    near = chunks[max(0, k - LONGEST_CLAUSE) : k - 3]
    before = next((c for c in reversed(near) if c.kind in {"VG", ",", "S", "C"}), None)
    return before is None or before.kind != "VG"


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


def _shared(chunks: list[Chunk], comma: int) -> int | None:
    """ "X bombed A, shelled B and took C": the verb before the comma, where it has subject and object."""
    governor = left_group(chunks, comma)
    if not governor or governor == comma - 1:  # "…, X said, …"
        return None
    if _reduced(chunks[governor]) and not chunks[governor].be and chunks[governor + 1].norm == "by":
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


def _relative(chunks: list[Chunk], k: int, depth: int) -> int | None:
    """ "rebels that Rwanda backs attacked": the pronoun that stands before the subject of a verb."""
    first = min(subject(chunks, k, depth), default=0)
    return first - 1 if first and chunks[first - 1].kind == "R" else None
