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
    opening_comma,
)
from kg.extract.grammar.chunks import Chunk
from kg.extract.grammar.leftward import (
    CLAUSAL,
    LONGEST_CLAUSE,
    antecedent,
    before_comma,
    is_reduced,
    joined_inside,
    joined_to,
    left_group,
    object_in_relative,
    past_aside,
    shared_verb,
)
from kg.extract.sides.party_words import ACCUSING

__all__ = [
    "BREAKS",
    "CLAUSAL",
    "LONGEST_CLAUSE",
    "Complements",
    "Preposition",
    "antecedent",
    "begins_clause",
    "complements",
    "coordinated",
    "joined_to",
    "left_group",
]

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
NEXT = frozenset({"then", "later", "subsequently", "afterwards", "eventually", "finally"})
OBJECTS = frozenset({"him", "them", "us", "me"})  # pronouns that are no subjects
OBJECT_CONTROL = frozenset(
    """
    force urge ask order allow tell help enable want send call command invite permit persuade press
    expect require warn encourage leave make let cause instruct direct prevent stop accuse blame bar
    forbid ban restrain deter discourage
    keep dissuade suspect show see hear film train recruit
    """.split()  # noqa: SIM905, a word list reads better as words
)
# Verbs before "for" and a deed, which is the deed of their object: "condemned X for shelling Y".
FOR_DEEDS = frozenset(
    """
    condemn criticise criticize denounce slam lambast castigate rebuke fault chide deplore sanction punish
    arrest detain jail fine praise thank commend hail congratulate credit reward prosecute indict convict try
    scold reprimand berate excoriate blast
    """.split()  # noqa: SIM905, a word list reads better as words
)


def subject(chunks: list[Chunk], k: int, depth: int = 0) -> tuple[int, ...]:
    """The noun phrases or pronoun that are the subject of the verb group at k; empty where none is."""
    if depth > 4:
        return ()
    group = chunks[k]
    known = group.subjects.get(depth)
    if known is None:
        being = group.be and k > 0 and chunks[k - 1].kind == "P"  # "before being pushed back"
        find = _walk_left if (group.finite or is_reduced(group)) and not being else _controlled
        known = find(chunks, k, depth) or _of_main_clause(chunks, k)
        group.subjects[depth] = known
    return known


def _of_main_clause(chunks: list[Chunk], k: int) -> tuple[int, ...]:
    """ "Backed by Turkey, the rebels took the town": whom a participle tells of that opens the sentence."""
    group = chunks[k]
    if not is_reduced(group) or group.be or group.have or any(chunk.kind != "B" for chunk in chunks[:k]):
        return ()
    followed = k + 1 < len(chunks) and chunks[k + 1].kind == "P"
    return _main_subject(chunks, k) if followed else ()


def _controlled(chunks: list[Chunk], k: int, depth: int) -> tuple[int, ...]:
    """Whose subject an infinitive or gerund shares: the object of "force", else the subject of its verb."""
    before = chunks[k - 1] if k else None
    governor = left_group(chunks, k)
    if _hangs_on_phrase(chunks, k) and before is not None and before.norm in EFFORTS:
        return whose_effort(chunks, k - 1, depth)
    if _hangs_on_phrase(chunks, k) and k > 2 and chunks[k - 2].norm == "by" and chunks[k - 3].norm in EFFORTS:
        return (k - 1,)  # "an attempt by rebels to enter the town"
    if _accused_beside(chunks, k):
        return (k - 2,)  # "accused A of bombing X and B of shelling Y"
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
    controls = _controls(chunks[governor], chunks[k - 1])
    if controls and k - governor > 1 and chunks[governor + 1].kind == "I":
        return (governor + 1,)  # "urged it to halt"
    if direct and controls:
        return coordinated(chunks, direct[0], right=True)
    relative = _relative(chunks, governor, depth + 1) if not between and controls else None
    if relative is not None:  # "the state which Sudan accuses of arming rebels"
        return antecedent(chunks, relative)
    issued = chunks[governor].lemma in ISSUING  # "issued a statement demanding …"
    if direct and direct[-1] == k - 1 and not chunks[k].to and not issued:
        return (k - 1,)
    return subject(chunks, governor, depth + 1)


def _accused_beside(chunks: list[Chunk], k: int) -> bool:
    """Whether "and B of" stands before the gerund at k, and an accusation before that."""
    if k < 6 or chunks[k - 1].norm != "of" or not chunks[k - 2].names_actor or chunks[k - 3].kind != "C":
        return False
    near = chunks[max(0, k - LONGEST_LIST) : k - 3]
    accused = next((i for i, chunk in enumerate(near) if chunk.lemma in ACCUSING), None)
    return accused is not None and any(chunk.norm == "of" for chunk in near[accused:])


def _sayer(chunks: list[Chunk], k: int) -> int | None:
    """The verb by which the sentence up to k is told, where one opens it."""
    first = next((j for j in range(k) if chunks[j].kind == "VG"), None)
    return first if first is not None and chunks[first].lemma in SAYING and chunks[first].finite else None


def _controls(group: Chunk, before: Chunk) -> bool:
    """Whether the verb's object is who does what follows it ("force", "accuse of", "condemn for")."""
    judged = group.lemma in FOR_DEEDS and before.norm == "for"
    return (group.lemma in OBJECT_CONTROL or judged) and not group.passive


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
    j: int | tuple[int, ...] = k - 1
    while isinstance(j, int):
        if j < max(0, k - LONGEST_CLAUSE):
            return ()
        j = _step_left(chunks, k, j, depth)
    return j


def _step_left(chunks: list[Chunk], k: int, j: int, depth: int) -> int | tuple[int, ...]:
    """The subject, as the chunk at j says of the verb at k; or where to go on looking for it."""
    chunk = chunks[j]
    if chunk.kind == "R":
        return antecedent(chunks, j)
    if chunk.kind == "I":
        return _at_pronoun(chunks, j)
    if chunk.kind == "NP":
        return _at_phrase(chunks, j)
    if chunk.kind == ",":
        return _at_comma(chunks, k, j, depth)
    if chunk.kind == "VG" and chunks[k].finite and (relative := _relative(chunks, j, depth + 1)):
        return antecedent(chunks, relative)
    if chunk.kind == "C" and j and chunks[j - 1].kind == ";":
        return j - 1
    if chunk.kind == ";" and j:
        return _at_semicolon(chunks, k, j, depth)
    if chunk.kind in {"C", "VG"}:
        governor = j if chunk.kind == "VG" else _left_main(chunks, j, depth)
        return subject(chunks, governor, depth + 1) if governor is not None else ()
    return () if chunk.kind in BREAKS or chunk.kind == "S" else j - 1


def _at_pronoun(chunks: list[Chunk], j: int) -> int | tuple[int, ...]:
    before = chunks[j - 1] if j > 0 else None
    if chunks[j].norm in OBJECTS and before is not None and before.kind == "P" and before.norm != "of":
        return j - 2  # "which according to him arms rebels"
    some = j > 1 and chunks[j - 1].norm == "of" and chunks[j - 2].kind == "NP"
    return (j - 2,) if some else (j,)  # "seven of them"


def _at_phrase(chunks: list[Chunk], j: int) -> int | tuple[int, ...]:
    members = coordinated(chunks, j, right=False)
    first = members[0]
    if first and chunks[first - 1].kind == "P" and chunks[first - 1].norm not in CLAUSAL:
        return first - 2
    relative = object_in_relative(chunks, first)
    if relative is not None:
        return relative - 1
    return first - 2 if joined_inside(chunks, first) else members


def _at_comma(chunks: list[Chunk], k: int, j: int, depth: int) -> int | tuple[int, ...]:
    if j == k - 1:
        named = before_comma(chunks, k)
        if named:
            return named
        shared = shared_verb(chunks, j)
        if shared is not None:
            return subject(chunks, shared, depth + 1)
    elif chunks[j + 1].norm in NEXT and (went_on := left_group(chunks, j)) is not None:
        return subject(chunks, went_on, depth + 1)  # "captured the town, then withdrew"
    opening = opening_comma(chunks, j)
    if opening is not None:
        return opening - 1
    governor = left_group(chunks, j)
    return subject(chunks, governor, depth + 1) if governor is not None and not chunks[k].finite else ()


def _at_semicolon(chunks: list[Chunk], k: int, j: int, depth: int) -> tuple[int, ...]:
    """ "hit two tanks; destroyed a bridge; and sank a boat" """
    group = chunks[k]
    goes_on = "d" in group.form and not group.negated and k - j == 1 + (chunks[k - 1].kind == "C")
    before = left_group(chunks, j) if goes_on else None
    return subject(chunks, before, depth + 1) if before is not None else ()


def _left_main(chunks: list[Chunk], coordinator: int, depth: int) -> int | None:
    """The verb group that "and" goes on from; not one in an aside ("after the bombs fell and took it")."""
    governor = left_group(chunks, past_aside(chunks, coordinator))
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


def _relative(chunks: list[Chunk], k: int, depth: int) -> int | None:
    """ "rebels that Rwanda backs attacked": the pronoun that stands before the subject of a verb."""
    first = min(subject(chunks, k, depth), default=0)
    return first - 1 if first and chunks[first - 1].kind == "R" else None
