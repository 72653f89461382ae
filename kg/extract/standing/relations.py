"""Standing relations that a noun phrase states by itself: "US-backed rebels", "the ISIS-held city"."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from kg.extract import lexicon
from kg.extract.deeds.clauses import Clause, Filler
from kg.extract.grammar import roles
from kg.extract.grammar.chunks import Chunk
from kg.extract.names.mentions import Found
from kg.extract.sides.party_words import ALLIED
from kg.extract.standing import appositions, belonging
from kg.extract.standing.appositions import Stated

MODIFIER_TYPES = {
    "backed": "BACKS",
    "supported": "BACKS",
    "sponsored": "BACKS",
    "funded": "BACKS",
    "armed": "BACKS",
    "trained": "BACKS",
    "allied": "ALLIED_WITH",
    "aligned": "ALLIED_WITH",
    "affiliated": "PART_OF",
    "linked": "ALLIED_WITH",
    "held": "CONTROLS",
    "controlled": "CONTROLS",
    "occupied": "CONTROLS",
    "run": "CONTROLS",
    "ruled": "CONTROLS",
    "administered": "CONTROLS",
    "governed": "CONTROLS",
}


# "The alliance, mainly Kurdish fighters": after a comma, what follows is a part of the whole.
MAINLY = frozenset(
    {"primarily", "mainly", "mostly", "especially", "notably", "particularly", "chiefly", "largely"}
)
# Verbs between people and the body that they are from ("soldiers visiting from the 5th Brigade").
COMING = frozenset(
    {"visit", "come", "hail", "deploy", "draw", "recruit", "serve", "second", "travel", "return"}
)


LISTING = frozenset({"include", "comprise", "contain"})
AIDING = frozenset({"support", "backing", "help", "assistance", "cover", "aid", "participation"})
RULING = frozenset({"control", "rule", "occupation", "administration"})
HOLDING = frozenset({"in", "into", "to"})  # before "hands"
HELD = {"be": "CONTROLS", "remain": "CONTROLS", "stay": "CONTROLS", "fall": "SEIZED", "pass": "SEIZED"}


class NounWords(NamedTuple):
    """The lexicon of rules/nouns.toml."""

    belongings: frozenset[str]
    facilities: frozenset[str]
    shares: frozenset[str]
    materiel: frozenset[str]
    arms: frozenset[str]
    trifles: frozenset[str]
    leads: frozenset[str]
    speaks: frozenset[str]
    titles: frozenset[str]  # every noun that names a person by an office
    groups: frozenset[str]
    crowds: frozenset[str]
    victims: frozenset[str]
    armed: frozenset[str]


@cache
def load() -> NounWords:
    """Read rules/nouns.toml."""
    table = lexicon.rules("nouns")
    return NounWords(
        frozenset(table["belongings"]["words"].split()),
        frozenset(table["facilities"]["words"].split()),
        frozenset(table["shares"]["words"].split()),
        frozenset(table["materiel"]["words"].split()),
        frozenset(table["arms"]["words"].split()),
        frozenset(table["trifles"]["words"].split()),
        frozenset(table["people"]["leads"].split()),
        frozenset(table["people"]["speaks"].split()),
        frozenset(" ".join(table["people"].values()).split()),
        frozenset(table["groups"]["words"].split()),
        frozenset(table["groups"]["crowds"].split()),
        frozenset(table["groups"]["victims"].split()),
        frozenset(table["groups"]["armed"].split()),
    )


def find(clause: Clause) -> Iterator[Stated]:
    """The relations that the noun phrases of a sentence state, in order."""
    for k, chunk in enumerate(clause.chunks):
        if chunk.kind != "NP":
            continue
        if chunk.founds:
            yield from _modifiers(clause, k, chunk)
        yield from appositions.find(clause, k)
        yield from belonging.find(clause, k, chunk)
        if chunk.actor is not None:
            yield from _loyal(clause, k, chunk)
            yield from _including(clause, k, chunk)
        if chunk.norm == "support":
            yield from _in_support(clause, k, chunk)
        if chunk.norm == "hands":
            yield from _in_hands(clause, k, chunk)
        if chunk.norm in AIDING and k and clause.chunks[k - 1].norm in {"with", "under"}:
            yield from _with_support(clause, k, chunk)
        if chunk.norm in RULING:
            yield from _under(clause, k, chunk)
        yield from _as_part(clause, k, chunk)
        yield from _from(clause, k, chunk)


def _modifiers(clause: Clause, k: int, chunk: Chunk) -> Iterator[Stated]:
    """ "US-backed rebels", "the ISIS-held city of Raqqa" """
    for found in (*chunk.inner, *chunk.founds):
        kind = MODIFIER_TYPES.get(found.relation or "")
        head = (
            _modified(clause, k, found, place=kind == "CONTROLS") if kind and _tight(clause, found) else None
        )
        if not kind or head is None or head.found is None or head.found.id == found.id:
            continue
        if head.found.how == "generic" and clause.tokens[head.found.last - 1].norm in load().trifles:
            continue
        actors, recipients = Filler(k, found), head
        if kind == "PART_OF":
            actors, recipients = recipients, actors
        last = clause.chunks[head.chunk].last
        yield Stated(kind, (actors,), (recipients,), found.first, last, f"relation.{found.relation}")


def _tight(clause: Clause, found: Found) -> bool:
    """Whether the hyphen after a name hangs on the next word ("-backed"); a dash between blanks does not."""
    word = found.last + 1
    return word < len(clause.tokens) and clause.tokens[word].start == clause.tokens[word - 1].end


def _modified(clause: Clause, k: int, modifier: Found, *, place: bool) -> Filler | None:
    """What a modifier qualifies: the head of its phrase, or the place after "of"."""
    chunks, chunk = clause.chunks, clause.chunks[k]
    head = chunk.actor
    if (
        place
        and (head is None or head.how == "generic")
        and k + 2 < len(chunks)
        and chunks[k + 1].norm == "of"
    ):
        of = chunks[k + 2].actor if chunks[k + 2].kind == "NP" else None
        if of is not None and of.kind == "place":
            return Filler(k + 2, of)
    if head is None or (head.kind == "place") != place or head.last <= modifier.last:
        return None
    return Filler(k, head)


def _including(clause: Clause, k: int, chunk: Chunk) -> Iterator[Stated]:
    """ "rebel groups, including Ahrar al-Sham": the named are part of the whole."""
    chunks = clause.chunks
    j = k + 2 if k + 1 < len(chunks) and chunks[k + 1].kind == "," else k + 1
    if (
        j + 1 >= len(chunks)
        or not (chunks[j].norm == "including" or (chunks[j].norm in MAINLY and j == k + 2))
        or chunk.actor is None
        or chunks[j + 1].kind != "NP"
    ):
        return
    whole = chunk.actor
    parts = tuple(
        Filler(i)
        for i in roles.coordinated(chunks, j + 1, right=True)
        if (part := chunks[i].actor) is not None and part.kind == "actor" and part.how != "generic"
    )
    if whole.kind == "actor" and whole.type not in {"civilians", "person"} and parts:
        last = chunks[parts[-1].chunk].last
        yield Stated("PART_OF", parts, (Filler(k),), chunk.first, last, "relation.including")


def _doers(chunks: list[Chunk], group: int) -> tuple[Filler, ...]:
    """The subject of a verb; of "strikes coordinated with Y", that of the verb before."""
    subject = roles.subject(chunks, group)
    before = roles.left_group(chunks, group)
    if before is not None and not any(chunks[j].kind == "I" or chunks[j].founds for j in subject):
        subject = roles.subject(chunks, before)
    return tuple(Filler(j) for j in subject)


def _in_support(clause: Clause, k: int, chunk: Chunk) -> Iterator[Stated]:
    """ "the coalition conducted strikes in support of Iraqi forces" """
    chunks = clause.chunks
    if chunk.norm != "support" or k < 2 or k + 2 >= len(chunks) or chunks[k - 1].norm != "in":
        return
    group, helped = _telling(chunks, k), chunks[k + 2]
    if chunks[k + 1].norm != "of" or helped.kind != "NP" or helped.actor is None:
        return
    deed = chunks[k - 2] if chunks[k - 2].kind == "NP" else None
    whose = [found for found in deed.founds if found.kind == "actor"] if deed is not None else []
    helpers = (Filler(k - 2, whose[-1]),) if whose else _doers(chunks, group) if group is not None else ()
    if helpers and helped.actor.kind == "actor":
        listed = roles.coordinated(chunks, k + 2, right=True)
        backed = tuple(Filler(j) for j in listed if chunks[j].names_actor)
        last = chunks[backed[-1].chunk].last
        yield Stated("SUPPORTED", helpers, backed, chunk.first, last, "relation.support")


def _telling(chunks: list[Chunk], k: int) -> int | None:
    """The verb before k; not one that lists parts ("struck sites, which include A, in support of")."""
    group = roles.left_group(chunks, k)
    if group is not None and chunks[group].lemma in LISTING and chunks[group - 1].kind == "R":
        return roles.left_group(chunks, group)
    return group


def _in_hands(clause: Clause, k: int, chunk: Chunk) -> Iterator[Stated]:
    """ "The town is in its hands", "the port fell into the army's hands": whose hands a place is in."""
    chunks = clause.chunks
    group = roles.left_group(chunks, k)
    if k < 2 or chunks[k - 1].norm not in HOLDING or group is None or chunks[group].lemma not in HELD:
        return
    if k + 1 < len(chunks) and chunks[k + 1].norm == "of":  # a rule of verbs reads that
        return
    ground = tuple(
        Filler(j, found)
        for j in roles.subject(chunks, group)
        if (found := chunks[j].actor) and found.kind == "place"
    )
    if ground and not chunks[group].negated and not chunks[group].modal:
        kind = HELD[chunks[group].lemma] if chunks[k - 1].norm != "in" else "CONTROLS"
        yield Stated(kind, (Filler(k),), ground, chunks[ground[0].chunk].first, chunk.last, "relation.hands")


def _under(clause: Clause, k: int, chunk: Chunk) -> Iterator[Stated]:
    """ "Rubaya, a mining town under M23 control", "the port is under rebel control": whose control it is."""
    chunks = clause.chunks
    holders = [found for found in chunk.founds if found.kind == "actor"]
    if k < 2 or chunks[k - 1].norm != "under" or not holders or chunks[k - 2].negated:
        return
    before = chunks[k - 2]
    phrases = (k - 2,) if before.kind == "NP" else roles.subject(chunks, k - 2) if before.kind == "VG" else ()
    if before.kind == "NP" and k > 4 and chunks[k - 3].kind == ",":
        phrases = (k - 4, *phrases)
    ground = tuple(
        Filler(j, found)
        for j in phrases
        if chunks[j].kind == "NP" and (found := chunks[j].actor) and found.kind == "place"
    )
    if ground:
        first = chunks[ground[0].chunk].first
        yield Stated("CONTROLS", (Filler(k, holders[-1]),), ground, first, chunk.last, "relation.under")


def _with_support(clause: Clause, k: int, chunk: Chunk) -> Iterator[Stated]:
    """ "The army retook the town with the support of Russian jets", "with US air cover": who helped."""
    chunks = clause.chunks
    helpers = _helpers(chunks, k)
    group = roles.left_group(chunks, k)
    if group is None:  # "With the help of X the army retook Y"
        group = next((j for j in range(k, len(chunks)) if chunks[j].kind == "VG" and chunks[j].finite), None)
    doers = _doers(chunks, group) if group is not None else ()
    helped = tuple(f for f in doers if chunks[f.chunk].kind == "I" or chunks[f.chunk].names_actor)
    if helpers and helped:
        last = chunks[max(filler.chunk for filler in helpers)].last
        yield Stated("SUPPORTED", helpers, helped, chunk.first, last, "relation.with_support")


def _helpers(chunks: list[Chunk], k: int) -> tuple[Filler, ...]:
    """ "US air cover", "the support of Russian jets": whose support it is."""
    holders = [found for found in chunks[k].founds if found.kind == "actor"]
    if holders:
        return (Filler(k, holders[-1]),)
    if k + 2 >= len(chunks) or chunks[k + 1].norm not in {"of", "from"} or not chunks[k + 2].names_actor:
        return ()
    listed = roles.coordinated(chunks, k + 2, right=True)
    return tuple(Filler(j) for j in listed if chunks[j].names_actor)


def _loyal(clause: Clause, k: int, chunk: Chunk) -> Iterator[Stated]:
    """ "troops loyal to Assad", "groups affiliated with the army" """
    chunks, tokens = clause.chunks, clause.tokens
    if (
        k + 2 >= len(chunks)
        or chunks[k + 2].kind != "NP"
        or chunk.actor is None
        or chunks[k + 2].actor is None
    ):
        return
    words = {token.norm for token in tokens[chunk.actor.last : chunks[k + 1].last]}
    loyal, affiliated = words & {"loyal", "allied", "sympathetic"}, words & {"affiliated", "linked"}
    if chunks[k + 1].last - chunk.actor.last > 4 or not (loyal or affiliated) or not words & {"to", "with"}:
        return
    kind = "BACKS" if loyal else "PART_OF"
    yield Stated(
        kind,
        (Filler(k),),
        (Filler(k + 2),),
        chunk.first,
        chunks[k + 2].last,
        "relation.loyal" if loyal else "relation.affiliated",
    )


def _as_part(clause: Clause, k: int, chunk: Chunk) -> Iterator[Stated]:
    """ "Kenya fights there as part of the mission" """
    chunks = clause.chunks
    if chunk.norm != "part" or k < 2 or k + 2 >= len(chunks) or chunks[k - 1].norm != "as":
        return
    group, whole = roles.left_group(chunks, k), chunks[k + 2]
    if chunks[k + 1].norm != "of" or group is None or not _is_body(whole):
        return
    parts = tuple(Filler(j) for j in roles.subject(chunks, group) if chunks[j].names_actor)
    if parts:
        first = min(chunk.first, *(chunks[f.chunk].first for f in parts))
        yield Stated("PART_OF", parts, (Filler(k + 2),), first, whole.last, "relation.as_part")


def _from(clause: Clause, k: int, chunk: Chunk) -> Iterator[Stated]:
    """ "Soldiers visiting from the 5th Brigade", "experts from UNESCO" """
    chunks = clause.chunks
    j = k + 2 if k + 1 < len(chunks) and chunks[k + 1].lemma in COMING and not chunks[k + 1].finite else k + 1
    people = _people(clause, chunk) if j + 1 < len(chunks) and chunks[j].norm == "from" else None
    if people is not None and _is_body(chunks[j + 1]):
        whole = chunks[j + 1]
        yield Stated(
            "PART_OF", (Filler(k, people),), (Filler(j + 1),), chunk.first, whole.last, "relation.from"
        )


def _people(clause: Clause, chunk: Chunk) -> Found | None:
    """The people without a name that a phrase speaks of."""
    words, last = load(), chunk.last - 1
    if chunk.norm in ALLIED:  # "partners from X" are not of X
        return None
    if chunk.actor is not None:
        return chunk.actor if chunk.actor.how == "generic" and chunk.actor.kind == "actor" else None
    noun = clause.tokens[last].norm
    if noun not in words.crowds | words.groups and noun.removesuffix("s") not in words.titles:
        return None
    return Found(last, chunk.last, "actor", f"g_{noun}", noun, "other", "generic")


def _is_body(chunk: Chunk) -> bool:
    """Whether a phrase names an organisation, an army or a group; a state is where one comes from."""
    actor = chunk.actor if chunk.kind == "NP" else None
    named = actor is not None and actor.kind == "actor" and actor.how != "generic"
    return named and actor is not None and actor.type not in {"person", "state", "civilians"}
