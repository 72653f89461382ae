"""Event nouns whose rules fire: "the US strike on Raqqa", "came under fire from rebels"."""

from collections.abc import Iterator

from kg.extract.deeds import content
from kg.extract.deeds.raws import (
    OWNING_RELATIONS,
    POSSESSIVES,
    Clause,
    Filler,
    Raw,
    ground,
    last_chunk_before,
    matches,
    named_in,
    names_somebody,
    own_prepositions,
)
from kg.extract.grammar import roles
from kg.extract.grammar.chunks import Chunk
from kg.extract.rulebook import Rule

MEANS_WITHIN = 10  # chunks between a deed and the means by which it was done
STOPPING = frozenset({"stop", "halt", "suspend", "end", "cease"})
BIDDING = frozenset({"support", "order", "announce", "authorise", "authorize", "direct"})  # others' deeds
FOES = frozenset({"enemy", "hostile", "rebel", "insurgent", "militant", "terrorist", "jihadist"})
NAMING = frozenset({"call", "describe", "term", "dub", "label"})
GIVING = frozenset({"give", "hand", "send", "offer", "grant", "deliver", "issue", "set", "pay"})


def code(clause: Clause, k: int) -> Iterator[Raw]:
    """The rules that fire on the nouns of a phrase."""
    phrase = clause.chunks[k]
    position = phrase.first
    while position < phrase.last:
        match = _noun_at(clause, position, phrase)
        if match is None:
            position += 1
            continue
        rule, end = match
        yield _noun_raw(clause, k, position, end, rule)
        position = end


def _noun_at(clause: Clause, position: int, phrase: Chunk) -> tuple[Rule, int] | None:
    triggers = clause.book.nouns.get(clause.tokens[position].norm)
    if triggers is None or any(
        found.first <= position < found.last and found.role == "head" and found.how != "generic"
        for found in phrase.founds
    ):
        return None
    for trigger in triggers:
        end = matches(clause.tokens, position + 1, trigger.rest)
        if end is not None and end >= phrase.last - 1:
            return trigger.rule, end
    return None


def _noun_raw(clause: Clause, k: int, first: int, last: int, rule: Rule) -> Raw:
    chunks, frame = clause.chunks, clause.book.frame(rule)
    anchor = last_chunk_before(chunks, k, last)
    parts = roles.complements(chunks, anchor)
    filled: dict[str, list[Filler]] = {"agent": [], "recipient": [], "both": []}
    if frame.owner:
        filled[frame.owner].extend(_owners(clause, k, first))
    if "agent" in frame.prepositions.values():
        filled["agent"].extend(Filler(j) for j in _worked_by(chunks, anchor))
    parts = _past_means(chunks, parts)
    for preposition in own_prepositions(clause, parts, frame.prepositions):
        role = frame.prepositions.get(preposition.norm)
        if role == "agent" and preposition.norm == "from" and _is_nobody(chunks[preposition.phrases[0]]):
            continue  # "attacks on them from the classrooms"
        if role in filled:
            filled[role].extend(Filler(j) for j in preposition.phrases)
    group = _governor(clause, k, rule, filled, mutual=frame.owner == "both")
    if frame.ground and not names_somebody(clause, tuple(f.chunk for f in filled["recipient"])):
        told = roles.complements(chunks, group) if group is not None and group > k else parts
        filled["recipient"].extend(ground(chunks, parts) or ground(chunks, told))
    said = (anchor + 1, content.end(chunks, anchor + 1)) if frame.content else None
    if said is not None and not names_somebody(clause, tuple(f.chunk for f in filled["recipient"])):
        filled["recipient"] = list(named_in(chunks, said, tuple(filled["agent"])))
    both = tuple(filled["both"])
    agents, recipients = (
        (both, both) if frame.owner == "both" else (tuple(filled["agent"]), tuple(filled["recipient"]))
    )
    begin = chunks[min([k, *(f.chunk for f in agents + recipients)])].first
    return Raw(rule, agents, recipients, first, last, group, begin, chunks[parts.end - 1].last)


def _is_nobody(phrase: Chunk) -> bool:
    return phrase.kind == "NP" and not phrase.founds


def _worked_by(chunks: list[Chunk], k: int) -> tuple[int, ...]:
    """ "an ambush laid by X", "strikes carried out by X": who a participle right after the deed names."""
    following = [chunk for chunk in chunks[k + 1 : k + 5] if chunk.kind != "B"][:3]
    if [chunk.kind for chunk in following] != ["VG", "P", "NP"]:
        return ()
    verb, by, doer = following
    if verb.be or verb.have or "n" not in verb.form or by.norm != "by":
        return ()
    return roles.coordinated(chunks, chunks.index(doer, k), right=True)


def _past_means(chunks: list[Chunk], parts: roles.Complements) -> roles.Complements:
    """ "Strikes using drones against X": what follows the means belongs to the deed too."""
    for j in range(parts.end, min(len(chunks), parts.end + MEANS_WITHIN)):
        chunk = chunks[j]
        if chunk.lemma == "use" and chunk.form == "g" and not chunk.be:
            beyond = roles.complements(chunks, j)
            return parts._replace(prepositions=(*parts.prepositions, *beyond.prepositions), end=beyond.end)
        if chunk.kind in roles.BREAKS | {"S", "R", "I"} or chunk.be or chunk.have or chunk.modal:
            break
    return parts


def _owners(clause: Clause, k: int, before: int) -> list[Filler]:
    """The mentions before an event noun in its phrase whose deed it is ("US strike", "Turkey's assault")."""
    phrase = clause.chunks[k]
    owners = [
        Filler(k, found)
        for found in phrase.founds
        if found.last <= before and found.kind == "actor" and found.relation in OWNING_RELATIONS
    ]
    if not owners and (_taking_part(clause.chunks, k) or clause.tokens[phrase.first].norm in POSSESSIVES):
        if phrase.norm in roles.EFFORTS:
            return [Filler(j) for j in roles.whose_effort(clause.chunks, k)]
        group = roles.left_group(clause.chunks, k)
        owners = [Filler(j) for j in roles.subject(clause.chunks, group)] if group is not None else []
    return owners


def _taking_part(chunks: list[Chunk], k: int) -> bool:
    """ "helps Iraq in the fight against X", "is in the struggle with X" """
    return k > 0 and chunks[k - 1].norm == "in" and chunks[k].norm in {"fight", "struggle", "war"}


def _governor(
    clause: Clause, k: int, rule: Rule, filled: dict[str, list[Filler]], *, mutual: bool
) -> int | None:
    """The verb that says the noun; a light one gives its subject a role, a passive one its "by"."""
    chunks = clause.chunks
    nearest = roles.left_group(chunks, k)
    left = _past_naming(chunks, nearest)
    receiver = _receiver(chunks, left, k) if left is not None and "recipient" in filled else None
    if receiver is not None:
        filled["recipient"].append(Filler(receiver))
    if left is not None and (
        left != nearest or receiver is not None or _governs(chunks, left, k) or _ends_light(clause, left, k)
    ):
        told = _passive_role(clause, left)
        role = told or _light_role(clause, left, rule)
        if role == "agent" and chunks[left].lemma in STOPPING and _others(clause, k, filled.get("agent", [])):
            role = None
        if role == "agent" and chunks[left].lemma in BIDDING and filled.get("agent"):
            role = None
        if role == "agent" and chunks[left].passive and not told:  # "was given no warning"
            role = "recipient"
        if role is not None:
            whose = _counted_beside(chunks, left) or left
            filled["both" if mutual else role].extend(Filler(j) for j in roles.subject(chunks, whose))
        return left
    right = _following_group(chunks, k)
    if right is not None and _tells(clause, k, right, rule, filled, mutual=mutual):
        return right
    return left if right is None else right


def _past_naming(chunks: list[Chunk], group: int | None) -> int | None:
    """ "Launched what it called an operation": the verb whose object is named."""
    if group is None or group < 3 or chunks[group].lemma not in NAMING or chunks[group - 2].norm != "what":
        return group
    return roles.left_group(chunks, group - 2)


def _tells(
    clause: Clause, k: int, group: int, rule: Rule, filled: dict[str, list[Filler]], *, mutual: bool
) -> bool:
    """Whether the verb after the noun is its own and no deed beside it; fills roles from what follows it."""
    chunks = clause.chunks
    beside = all(c.kind in {",", "B"} for c in chunks[k + 1 : group])
    if not beside and k not in roles.subject(chunks, group):
        return False
    after = roles.complements(chunks, group)
    one_sided = mutual and len(filled["both"]) < 2 and chunks[group].lemma in clause.book.carriers
    if one_sided and not chunks[group].passive:  # "clashes with rebels killed two soldiers"
        filled["both"].extend(Filler(j) for j in after.object)
    if _light_role(clause, group, rule) != "agent" and not _occurs(clause, group):
        return False
    for preposition in after.prepositions:
        role = clause.book.frame(rule).prepositions.get(preposition.norm)
        if role in filled:
            filled[role].extend(Filler(j) for j in preposition.phrases)
    return True


def _occurs(clause: Clause, group: int) -> bool:
    """ "Fighting erupted between X and Y", "clashes were reported with X": the verb only says that it was."""
    chunk = clause.chunks[group]
    occurring = clause.book.occurring.get(chunk.lemma, ())
    return any(matches(clause.tokens, chunk.last, rest) is not None for rest in occurring)


def _others(clause: Clause, k: int, owners: list[Filler]) -> bool:
    """ "stopped 15 enemy attacks", "halted a Russian assault": attacks of others than who stops them."""
    phrase = clause.chunks[k]
    return bool(owners) or any(t.norm in FOES for t in clause.tokens[phrase.first : phrase.last])


def _receiver(chunks: list[Chunk], group: int, k: int) -> int | None:
    """ "Gave Armenia an ultimatum": the phrase with a name between a verb of giving and what is given."""
    gives = chunks[group].lemma in GIVING and not chunks[group].passive
    return group + 1 if gives and k == group + 2 and chunks[group + 1].founds else None


def _governs(chunks: list[Chunk], group: int, k: int) -> bool:
    """Whether the noun phrase at k is the object of the verb group, or stands right after its particle."""
    between = chunks[group + 1 : k]
    if all(chunk.kind == "B" for chunk in between):
        return True
    if (
        len(between) <= 6
        and all(c.kind in {"NP", "C", ",", "B"} or c.norm == "of" for c in between)
        and not any(c.founds for c in between)
    ):
        return True
    if k in roles.complements(chunks, group).object:
        return True
    return len(between) == 1 and between[0].kind == "P" and between[0].norm in {"under", "out", "up", "on"}


def _ends_light(clause: Clause, group: int, k: int) -> bool:
    """Whether a light verb of several words ("claim responsibility for") ends right before k."""
    chunks = clause.chunks
    light = clause.book.light
    active = (
        matches(clause.tokens, chunks[group].last, rest) for rest, _ in light.get(chunks[group].lemma, ())
    )
    passive = (matches(clause.tokens, chunks[group].head, rest) for rest, _ in light.get("be", ()))
    ends = {*active, *(passive if _is_passive(chunks, group) else ())}
    return chunks[k].first in ends


def _following_group(chunks: list[Chunk], k: int) -> int | None:
    for j in range(k + 1, min(len(chunks), k + 8)):
        if chunks[j].kind == "VG":
            return j
        if chunks[j].kind in roles.BREAKS or chunks[j].kind in {"S"}:
            return None
    return None


def _light_role(clause: Clause, group: int, rule: Rule) -> str | None:
    lemma, last = clause.chunks[group].lemma, clause.chunks[group].last
    if lemma in rule.verbs_light.split():
        return "agent"
    for rest, role in clause.book.light.get(lemma, ()):
        if matches(clause.tokens, last, rest) is not None:
            return role
    return None


def _is_passive(chunks: list[Chunk], group: int) -> bool:
    return chunks[group].passive or _counted_beside(chunks, group) is not None


def _counted_beside(chunks: list[Chunk], group: int) -> int | None:
    """ "Two soldiers were killed and five wounded in …": the passive with which the bare participle goes."""
    if group < 3 or chunks[group].be or chunks[group].have or "n" not in chunks[group].form:
        return None
    count, joint = chunks[group - 1], chunks[group - 2]
    if count.kind != "NP" or count.founds or count.last - count.first > 1 or joint.norm != "and":
        return None
    before = roles.left_group(chunks, group - 2)
    return before if before is not None and chunks[before].passive else None


def _passive_role(clause: Clause, group: int) -> str | None:
    """The role that a passive gives its subject ("was involved in", "was hit by")."""
    chunk = clause.chunks[group]
    if not _is_passive(clause.chunks, group):
        return None
    light = clause.book.light.get("be", ())
    return next((role for rest, role in light if matches(clause.tokens, chunk.head, rest) is not None), None)
