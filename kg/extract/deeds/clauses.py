"""Verb groups and event nouns whose rules fire → raw claims: who, to whom, by which words."""

from collections.abc import Iterator
from dataclasses import replace

from kg.extract.deeds import aspect, content, grounds, losing, nominals, participles
from kg.extract.deeds.raws import (
    OWNING_RELATIONS,
    POSSESSIVES,
    Clause,
    Filler,
    Raw,
    ground,
    is_reciprocal,
    last_chunk_before,
    matches,
    named_in,
    names_somebody,
)
from kg.extract.grammar import fronting, roles
from kg.extract.grammar.attached import is_stranded
from kg.extract.grammar.chunks import Chunk
from kg.extract.grammar.tag_words import CAPTIVE
from kg.extract.rulebook import Frame, Rule

__all__ = ["OWNING_RELATIONS", "POSSESSIVES", "Clause", "Filler", "Raw", "code"]

GIVEN = frozenset(  # what is somebody's though it stands before "was": "aid to X was blocked"
    """
    access aid assistance supply supplies fuel food relief delivery deliveries shipment shipments weapons arms
    passage entry evacuation imports exports trade traffic
    """.split()  # noqa: SIM905, a word list reads better as words
)
OTHERWISE = frozenset(
    {("take", "off"), ("take", "aback"), ("hold", "off"), ("hit", "back"), ("strike", "off"), ("cut", "back")}
)
BESIDE = frozenset({"in", "near", "at", "around", "outside", "inside", "on", "off"})
STANDING_FOR = frozenset({"one", "ones", "another", "others", "some", "several"})  # "took the one in Lashio"
PARTICLES = CAPTIVE | {"down", "back", "off", "over", "out", "up", "away", "dead"}


def code(clause: Clause) -> Iterator[Raw]:
    """Every rule that fires in a sentence, verbs first, in the order of their words."""
    for k, chunk in enumerate(clause.chunks):
        if chunk.kind == "VG":
            yield from _verb(clause, k)
            yield from _modal(clause, k)
        elif chunk.kind == "NP":
            yield from nominals.code(clause, k)


# --- verbs ---------------------------------------------------------------------------------------


def _verb(clause: Clause, k: int) -> Iterator[Raw]:
    """The best filled rule of each type among those whose trigger is longest, the narrower ones behind it."""
    group = clause.chunks[k]
    best: dict[str, list[Raw]] = {}
    longest = 0
    for trigger in clause.book.verbs.get(group.lemma, ()):
        if len(trigger.rest) < longest or not clause.words.issuperset(trigger.rest):
            continue
        end = matches(clause.tokens, group.last, trigger.rest) if trigger.rest else group.last
        particle = _standing_apart(clause, k, trigger.rest) if end is None else None
        if particle is not None:
            end = particle + 1
        fronted = fronting.whole(clause.chunks, k, trigger.rest) if end is None else ()
        if fronted:
            end = group.last
        if end is None or not trigger.rule.may_hold(clause.words):
            continue
        rule = trigger.rule
        if (rule.negated and not group.negated) or (rule.passive and not group.passive):
            continue
        if not trigger.rest and _means_else(clause, group):
            continue
        if rule.aspect != "any" and aspect.lasts(clause, k) != (rule.aspect == "lasting"):
            continue
        raw = _verb_raw(clause, k, end, trigger.rule, apart=(k + 1,) if particle is not None else fronted)
        if raw is None:
            continue
        longest = len(trigger.rest)
        known = best.setdefault(raw.rule.type, [])
        known.insert(0 if not known or _fuller(raw, known[0]) else len(known), raw)
    firsts = [_with_narrower(raw, rest) for raw, *rest in best.values()]
    yield from _strictest(firsts)


def _means_else(clause: Clause, group: Chunk) -> bool:
    """ "Took off from the base": a verb that its particle makes another."""
    after = clause.tokens[group.last].norm if group.last < len(clause.tokens) else ""
    return (group.lemma, after) in OTHERWISE


def _with_narrower(raw: Raw, rest: list[Raw]) -> Raw:
    others = tuple(other for other in rest if other.rule.theme)
    return replace(raw, others=others) if others else raw


def _standing_apart(clause: Clause, k: int, rest: tuple[str, ...]) -> int | None:
    """ "shot it down", "pushed the rebels back": the particle, where it stands behind the object."""
    if len(rest) != 1 or rest[0] not in PARTICLES:
        return None
    after = _past_object(clause.chunks, k)
    stands = after is not None and after < len(clause.tokens) and clause.tokens[after].norm == rest[0]
    return after if stands else None


def _past_object(chunks: list[Chunk], k: int) -> int | None:
    """The token after the object right behind the verb at k: past "the rebels", "the town of X"."""
    if k + 1 >= len(chunks) or chunks[k + 1].kind not in {"NP", "I"}:
        return None
    following = chunks[k + 2 : k + 4]
    if [chunk.kind for chunk in following] == ["P", "NP"] and following[0].norm == "of":
        return following[1].last
    return chunks[k + 1].last


def _strictest(raws: list[Raw]) -> list[Raw]:
    """Of operators on one verb, those that ask for words in their content, else for a kind of content."""
    for asks in ("theme", "content"):
        asking = [raw for raw in raws if raw.content and getattr(raw.rule, asks)]
        if asking:
            return [r for r in raws if r.content is None or r in asking]
    return raws


def _fuller(raw: Raw, other: Raw) -> bool:
    """More roles filled, or as many by a rule that asks for more."""
    return (raw.completeness, raw.rule.content) > (other.completeness, other.rule.content)


def _modal(clause: Clause, k: int) -> Iterator[Raw]:
    """What somebody says must be done."""
    group = clause.chunks[k]
    for trigger in clause.book.modals.get(group.modal, ()):
        raw = _verb_raw(clause, k, group.last, trigger.rule)
        if raw is not None:
            yield raw


def _verb_raw(clause: Clause, k: int, end: int, rule: Rule, *, apart: tuple[int, ...] = ()) -> Raw | None:
    """What a rule reads of a verb; `apart` are the phrases that stand elsewhere than after it."""
    chunks, frame = clause.chunks, clause.book.frame(rule)
    group = chunks[k]
    anchor = last_chunk_before(chunks, k, end)
    said = _content(chunks, anchor, rule) if frame.content else None
    if rule.content and said is None:
        return None
    if said is not None and rule.type == "DEMANDED" and _told_as_past(clause, said):
        return None
    parts = _parts(clause, k, anchor, end, frame)
    if apart:
        parts = parts._replace(object=apart)
    if frame.alone and (parts.object or any(p.norm in frame.alone for p in parts.prepositions)):
        return None
    if rule.unless and _says(clause, parts.object if frame.object else _governed(parts), rule.idioms):
        return None
    own = chunks[anchor].kind == "NP"  # the trigger's own object: "detonated his vest"
    passive = group.passive or (not own and participles.is_passive(clause, k, frame, parts))
    if rule.instrument and not _by_means(chunks, k, parts, rule, passive=passive):
        return None
    if rule.theme and not _has_theme(clause, k, rule, parts, passive=passive, said=said):
        return None
    agents, recipients = _fill(clause, k, frame, parts, passive=passive)
    if rule.instrument and rule.frame == "means":
        sent = grounds.senders(chunks, roles.subject(chunks, k), parts, rule.instruments, passive=passive)
        agents = tuple(Filler(j) for j in sent) or agents
    if frame.speaker and recipients and not names_somebody(clause, tuple(f.chunk for f in recipients)):
        recipients = named_in(chunks, (recipients[0].chunk, k), ())
    direct = names_somebody(clause, tuple(f.chunk for f in recipients))
    if said is not None and not direct:
        recipients = named_in(chunks, (anchor + 1 if frame.object else said[0], said[1]), agents)
    if not recipients and frame.prepositions.get("in") == "recipient":
        recipients = _where(chunks, k, agents)
    if frame.ground and not names_somebody(clause, tuple(f.chunk for f in recipients)):
        recipients = (*recipients, *ground(chunks, parts))
    begin = chunks[min([k, *(f.chunk for f in agents + recipients)])].first
    stop = max([end, chunks[parts.end - 1].last])
    opens = k if rule.modals and said else said[0] if said else 0
    tokens = (chunks[opens].first, chunks[said[1] - 1].last) if said and said[1] > opens else None
    losers = losing.losers(chunks, k, parts, frame.losers) if frame.losers else ()
    return Raw(
        rule, agents, recipients, group.head, max(end, group.last), k, begin, stop, tokens, direct, losers
    )


def _governed(parts: roles.Complements) -> tuple[int, ...]:
    return parts.object or tuple(j for preposition in parts.prepositions for j in preposition.phrases)


def _by_means(chunks: list[Chunk], k: int, parts: roles.Complements, rule: Rule, *, passive: bool) -> bool:
    subject = () if passive else roles.subject(chunks, k)
    return grounds.by_means_of(chunks, subject, parts, rule.instruments, passive=passive)


def _parts(clause: Clause, k: int, anchor: int, end: int, frame: Frame) -> roles.Complements:
    """The complements of a trigger, with an object shared or stood for by a relative pronoun."""
    chunks = clause.chunks
    parts = roles.complements(chunks, k if chunks[anchor].kind == "B" else anchor)
    if anchor != k and not parts.object:
        governs = bool(frame.object) and not chunks[k].passive
        parts = _with_phrase_after(clause, anchor, end, parts, governs=governs)
    if not parts.object:
        parts = _shared_object(chunks, k, parts)
    if not parts.object and frame.object:
        parts = parts._replace(object=_relative_object(chunks, k))
    return parts


def _with_phrase_after(
    clause: Clause, anchor: int, end: int, parts: roles.Complements, *, governs: bool
) -> roles.Complements:
    """What a trigger that ends in a preposition governs: its object, else what the frame makes of it."""
    phrases = _after_preposition(clause, anchor, end)
    if governs or not phrases:
        return parts._replace(object=phrases)
    governed = roles.Preposition(clause.tokens[end - 1].norm, phrases)
    return parts._replace(prepositions=(governed, *parts.prepositions))


def _content(chunks: list[Chunk], anchor: int, rule: Rule) -> tuple[int, int] | None:
    """The chunks [first, last) of an operator's content; None without what the rule asks for."""
    start = content.opening(chunks, anchor, rule.contents) if rule.content else anchor + 1
    return None if start is None else (start, content.end(chunks, start))


def _told_as_past(clause: Clause, said: tuple[int, int]) -> bool:
    """ "Insists that a missile struck", "that Y was to blame": what is so is claimed, not demanded."""
    verb = next((c for c in clause.chunks[slice(*said)] if c.kind == "VG"), None)
    if verb is None or verb.modal or verb.to:
        return False
    return "d" in verb.form or verb.have or clause.tokens[verb.first].norm in {"was", "were", "is", "are"}


def _where(chunks: list[Chunk], k: int, agents: tuple[Filler, ...]) -> tuple[Filler, ...]:
    """ "an area where X has a presence": the phrases before "where"."""
    first = min([f.chunk for f in agents if f.chunk < k], default=k)
    for j in range(first - 1, 0, -1):
        if chunks[j].norm == "where":
            return tuple(
                Filler(i)
                for i in range(j - 1, max(-1, j - 4), -1)
                if chunks[i].kind == "NP" and chunks[i].founds
            )[:1]
        if chunks[j].kind == "VG":
            break
    return ()


def _shared_object(chunks: list[Chunk], k: int, parts: roles.Complements) -> roles.Complements:
    """ "to train and advise rebels": the first verb shares the second's object."""
    if (
        [c.kind for c in chunks[k + 1 : k + 3]] == ["C", "VG"]
        and not chunks[k + 2].be
        and not chunks[k].passive
    ):
        return roles.complements(chunks, k + 2)
    return parts


def _relative_object(chunks: list[Chunk], k: int) -> tuple[int, ...]:
    """ "a faction which the army supports": what the relative pronoun before the subject stands for."""
    subject = roles.subject(chunks, k)
    before = min(subject, default=0) - 1
    if before < 0 or chunks[k].passive:
        return ()
    if before and chunks[before].kind == "R":
        return roles.antecedent(chunks, before)
    place = chunks[before].actor if chunks[before].kind == "NP" else None
    if place is None or place.kind != "place" or place.how != "generic" or chunks[before].owners:
        return ()
    apposed = before > 1 and chunks[before - 1].kind == "," and chunks[before - 2].kind == "NP"
    return (before - 2,) if apposed and chunks[before - 2].founds else (before,)  # "X, a town the army took"


def _says(clause: Clause, phrases: tuple[int, ...], words: frozenset[str]) -> bool:
    """Whether one of the noun phrases is one of the words ("took place east of the river")."""
    chunks = (clause.chunks[j] for j in phrases)
    return any(not words.isdisjoint(_plain_words(clause, chunk)) for chunk in chunks)


def _plain_words(clause: Clause, chunk: Chunk) -> tuple[str, ...]:
    """The last word of a phrase; of one without a name, its first too."""
    return (chunk.norm,) if chunk.founds else (chunk.norm, clause.tokens[chunk.first].norm)


def _after_preposition(clause: Clause, anchor: int, end: int) -> tuple[int, ...]:
    """The object of a trigger that ends in a preposition ("take control of")."""
    last = clause.tokens[end - 1].norm
    if (last != "to" and last not in clause.book.words.closed) or anchor + 1 >= len(clause.chunks):
        return ()
    following = clause.chunks[anchor + 1]
    return roles.coordinated(clause.chunks, anchor + 1, right=True) if following.kind == "NP" else ()


def _in_aside(chunks: list[Chunk], k: int, preposition: roles.Preposition) -> bool:
    """ "the army, led by X, and the RSF": the comma after the first name closes what the participle tells."""
    after = preposition.phrases[0] + 1
    closed = after < len(chunks) and chunks[after].kind == ","
    return preposition.norm == "by" and closed and k > 0 and chunks[k - 1].kind == ","


def _fill(
    clause: Clause, k: int, frame: Frame, parts: roles.Complements, *, passive: bool
) -> tuple[tuple[Filler, ...], tuple[Filler, ...]]:
    filled: dict[str, list[Filler]] = {"agent": [], "recipient": [], "both": [], "theme": [], "place": []}
    subject = roles.subject(clause.chunks, k)
    subject_role = frame.object if passive else frame.subject
    if passive and frame.object is None and is_stranded(clause.chunks, k, k + 1):  # "were fired on by"
        subject_role = frame.prepositions.get(clause.chunks[k + 1].norm)
    if subject_role:
        filled[subject_role].extend(Filler(j) for j in subject)
    if frame.object and not passive and (frame.subject or names_somebody(clause, parts.object)):
        filled[frame.object].extend(Filler(j) for j in parts.object)
    if frame.author:
        filled[frame.author].extend(_authors(clause.chunks, subject if passive else parts.object))
    for preposition in parts.prepositions:
        role = frame.prepositions.get(preposition.norm)
        if role is None or (preposition.norm == "by" and not passive):
            continue
        hit = subject if passive and frame.ground else () if passive else parts.object
        plain = bool(parts.object) and clause.chunks[parts.object[0]].norm not in STANDING_FOR
        beside = plain and not passive and preposition.norm in BESIDE
        if role == frame.object == "recipient" and (beside or names_somebody(clause, hit)):
            continue  # "seized a tanker in the strait": where it was
        if preposition.norm == "for" and frame.prepositions.get("to") == role and filled[role]:
            continue  # "gave masks to the army for the offensive"
        told = preposition.phrases[:1] if _in_aside(clause.chunks, k, preposition) else preposition.phrases
        filled[role].extend(Filler(j) for j in told)
    if passive and subject:
        _fill_beside(clause.chunks, k, frame, subject[-1], filled)
    if any(is_reciprocal(clause, filler.chunk) for filler in filled["recipient"]):
        filled["both"] = filled["agent"]
    if filled["both"]:
        return tuple(filled["both"]), tuple(filled["both"])
    return tuple(filled["agent"]), tuple(filled["recipient"])


def _fill_beside(
    chunks: list[Chunk], k: int, frame: Frame, theme: int, filled: dict[str, list[Filler]]
) -> None:
    """ "Aid to X was blocked by Y", "X was kept from leaving the port by Y": roles that stand elsewhere."""
    if frame.object == "theme" and chunks[theme].norm in GIVEN and not filled["recipient"]:
        near = roles.complements(chunks, theme).prepositions
        told = [p.phrases for p in near if frame.prepositions.get(p.norm) == "recipient"]
        filled["recipient"].extend(Filler(j) for phrases in told for j in phrases)
    thrown = frame.object is None and frame.subject == "agent" and chunks[theme].founds
    if thrown and not filled["agent"] and filled["recipient"]:  # "Houthi missiles were fired at the ship"
        filled["agent"].append(Filler(theme))
    kept = [chunk.kind for chunk in chunks[k + 1 : k + 3]] == ["P", "VG"] and chunks[k + 1].norm == "from"
    if kept and frame.prepositions.get("by") == "agent" and not filled["agent"]:
        after = roles.complements(chunks, k + 2).prepositions
        filled["agent"].extend(Filler(j) for p in after if p.norm == "by" for j in p.phrases)


def _authors(chunks: list[Chunk], deeds: tuple[int, ...]) -> Iterator[Filler]:
    """ "an attack by X": those after "by" behind each of the deeds."""
    for j in deeds:
        if j + 2 < len(chunks) and chunks[j + 1].norm in {"by", "from"} and chunks[j + 2].kind == "NP":
            yield Filler(j + 2)


def _has_theme(
    clause: Clause,
    k: int,
    rule: Rule,
    parts: roles.Complements,
    *,
    passive: bool,
    said: tuple[int, int] | None,
) -> bool:
    """Whether the object (the subject of a passive) or what is said of it holds one of the rule's words."""
    chunks, themes = clause.chunks, rule.themes
    phrases = roles.subject(chunks, k) if passive else parts.object
    if rule.theme_in_object:
        held = (clause.tokens[i].norm for j in phrases for i in range(chunks[j].first, chunks[j].last))
        return not themes.isdisjoint(held)
    if said is not None:
        inside = chunks[slice(*said)]
        words = {clause.tokens[i].norm for c in inside for i in range(c.first, c.last)}
        return not themes.isdisjoint(words | {c.lemma for c in inside})
    last = max([parts.end, k + 1])
    if last + 1 < len(chunks) and chunks[last].norm == "as":  # "described it as false"
        last += 2
    first = chunks[min(phrases)].first if phrases else chunks[k].last
    stop = chunks[max(phrases)].last if passive and phrases else chunks[min(last, len(chunks)) - 1].last
    return any(token.norm in themes for token in clause.tokens[first:stop])
