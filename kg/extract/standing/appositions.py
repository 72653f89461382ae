"""Relations that a noun states between its owner and whoever it names.

"Hezbollah leader Hassan Nasrallah", "Hassan Nasrallah, the leader of Hezbollah", "the leader of Hezbollah,
Hassan Nasrallah", "Hassan Nasrallah is the leader of Hezbollah": one noun, two names, four orders.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from kg.extract import lexicon
from kg.extract.deeds.clauses import POSSESSIVES, Clause, Filler
from kg.extract.grammar import roles
from kg.extract.grammar.chunks import Chunk
from kg.extract.names.mentions import Found
from kg.extract.sides.party_words import COLLECTED
from kg.extract.standing import bodies

OF = frozenset({"of", "for", "within"})
STILL = frozenset({"deputy", "vice", "assistant"})  # who speaks for somebody all the same
GROUPS = frozenset({"terrorist", "rebel", "militia", "pmc", "coalition", "party"})
PAST = frozenset(
    {"former", "ex", "late", "then", "deputy", "vice", "onetime", "slain", "ousted", "assistant"}
)
PERSONAL = frozenset({"LEADS", "SPOKESPERSON_OF"})
OWNED_BY = frozenset({"CONTROLS"})  # relations that run from the owner to whatever the noun names
OWNED = frozenset({None, "led", "nationality", "title"})  # not "the coalition-backed commander"
APPOINTING = frozenset({"appoint", "name", "elect", "make", "designate", "install", "nominate", "declare"})
# What a definite noun may mean that an article has named before.
DESCRIBED = frozenset(
    """
    group movement alliance coalition militia organisation organization faction bloc mission junta army
    military party gang
    """.split()  # noqa: SIM905, a word list reads better as words
)
GOVERNING = frozenset({"governor", "mayor", "prefect"})  # who lead a place, not a body
DIRECTING = frozenset({"head", "director", "chief"})  # who may lead a place as well
PERSONS = frozenset({"he", "she"})
THINGS = frozenset({"it", "they"})


class Stated(NamedTuple):
    """A relation with the tokens [first, last) that state it."""

    type: str
    actors: tuple[Filler, ...]
    recipients: tuple[Filler, ...]
    first: int
    last: int
    rule: str


class Relational(NamedTuple):
    """A relational noun in a phrase: what it states, its token, and whose it is."""

    type: str
    token: int
    owner: tuple[Filler, ...]
    end: int  # the chunk after the phrase with its owner


@cache
def nouns() -> Mapping[str, str]:
    """What each relational noun of rules/nouns.toml states; "_" joins the words of one."""
    table = lexicon.rules("nouns")
    return {word: kind for kind, words in table["relational"].items() for word in words.split()}


@cache
def _lasts() -> frozenset[str]:
    """The last words of relational nouns; and the hyphen, before which one may stand."""
    return frozenset(noun.rpartition("_")[2] for noun in nouns()) | {"-"}


@cache
def qualifiers() -> Mapping[str, frozenset[str]]:
    """The words one of which a noun needs before it to state anything."""
    table = lexicon.rules("nouns")
    return {noun: frozenset(words.split()) for noun, words in table["qualified"].items()}


def find(clause: Clause, k: int) -> Iterator[Stated]:
    """What the noun phrase at k states between its owner and whoever it names."""
    noun = _relational(clause, k)
    if noun is None:
        return
    named = _inside(clause, k, noun) or _after_owner(clause, noun) or _beside(clause, k, noun)
    if named:
        chunks = [filler.chunk for filler in (*named, *noun.owner)]
        first, last = clause.chunks[min([k, *chunks])].first, clause.chunks[max([k, *chunks])].last
        places = tuple(Filler(f.chunk, f.found or clause.chunks[f.chunk].actor) for f in named)
        sides = (noun.owner, places) if noun.type in OWNED_BY else (named, noun.owner)
        yield Stated(noun.type, *sides, first, last, f"relation.noun.{noun.type.lower()}")


def _relational(clause: Clause, k: int) -> Relational | None:
    chunk = clause.chunks[k]
    tokens, lasts = clause.tokens, _lasts()
    for token in range(chunk.last - 1, chunk.first - 1, -1):
        norm = tokens[token].norm
        if norm not in lasts and norm.removesuffix("s") not in lasts:
            continue
        kind = _states(clause, token)
        if (
            kind
            and _is_head(clause, chunk, token)
            and not _past(clause, chunk, token, kind)
            and _qualified(clause, chunk, token)
        ):
            return _owned_before(clause, k, token, kind) or _owned_after(clause, k, token, kind)
    return None


def _states(clause: Clause, token: int) -> str | None:
    """What the word at a token states, alone or with the word before it."""
    norms = [word.norm for word in clause.tokens[max(0, token - 2) : token + 1] if word.norm != "-"]
    joined = "_".join(norms[-2:])
    return nouns().get(joined) or nouns().get(norms[-1]) or nouns().get(norms[-1].removesuffix("s"))


def _qualified(clause: Clause, chunk: Chunk, token: int) -> bool:
    """Whether the noun has a word before it without which it states nothing ("de facto capital")."""
    wanted = qualifiers().get(clause.tokens[token].norm)
    return wanted is None or any(word.norm in wanted for word in clause.tokens[chunk.first : token])


def _is_head(clause: Clause, chunk: Chunk, token: int) -> bool:
    """Whether the noun is no mere part of another ("chief negotiator"): a name or nothing follows."""
    if token + 1 >= chunk.last:
        return True
    following = clause.tokens[token + 1]
    return following.norm in OF or not following.text[0].islower()


def _past(clause: Clause, chunk: Chunk, token: int, kind: str) -> bool:
    past = PAST - STILL if kind == "SPOKESPERSON_OF" else PAST
    return any(word.norm in past for word in clause.tokens[chunk.first : token])


def _owned_before(clause: Clause, k: int, token: int, kind: str) -> Relational | None:
    """The noun with an owner that stands in its own phrase: "the army chief", "its leader"; or its land."""
    chunk = clause.chunks[k]
    before = [
        f
        for f in (*chunk.inner, *chunk.founds)
        if f.kind == "actor"
        and f.last <= _start(clause, token)
        and f.type != "person"
        and f.relation in OWNED
        and not (kind == "PART_OF" and f.relation == "nationality")  # "the British agency X"
    ]
    one = clause.tokens[chunk.first].norm in {"a", "an"}  # "a Taliban leader" is one of many
    stated = "PART_OF" if one and kind == "LEADS" else kind
    if before:
        return Relational(stated, token, (Filler(k, max(before, key=lambda f: f.last)),), k + 1)
    body = bodies.bare(clause, chunk, token) if kind in PERSONAL else None
    if body is not None and not _speaks_for(clause, k, token, kind):  # not "military spokesman for M23"
        return Relational(stated, token, (Filler(k, body),), k + 1)
    ruled = _ruled(clause, k, token) if stated == "LEADS" else None
    if ruled is not None:
        return ruled
    whole = next((f for f in (chunk.actor, *chunk.founds) if f and _covers(f, token)), None)
    if whole is not None and whole is not chunk.actor and kind == "PART_OF":  # "al-Qaeda affiliate JNIM"
        whole = whole if whole.last == token + 1 and whole.type in GROUPS else None
    if whole is not None:
        return Relational(stated, token, (Filler(k, whole),), k + 1)
    possessive = clause.tokens[chunk.first].norm in POSSESSIVES
    if possessive and (chunk.last - 1 == token or _precedes(chunk, token)):
        return Relational(kind, token, (Filler(k),), k + 1)
    return None


def _owned_after(clause: Clause, k: int, token: int, kind: str) -> Relational | None:
    """The noun with the owner beside its phrase: "the head of the army", "the council, whose leader"."""
    chunks, chunk = clause.chunks, clause.chunks[k]
    closes = chunk.last - 1 == token or clause.tokens[token + 1].norm == "of"  # "chief of staff"
    after = OF | {"with"} if kind == "SPOKESPERSON_OF" else OF  # "a spokeswoman with the agency"
    if (
        k + 2 < len(chunks)
        and chunks[k + 1].norm in after
        and closes
        and _is_whole(clause, chunks[k + 2], kind)
    ):
        return Relational(kind, token, (Filler(k + 2),), k + 3)
    if k and chunks[k - 1].norm == "whose":  # "the council, whose leader X said"
        return Relational(kind, token, tuple(Filler(j) for j in roles.antecedent(chunks, k - 1)), k + 1)
    joint = _body_of_joint(chunks[k + 2]) if k + 2 < len(chunks) and chunks[k + 1].norm in OF else None
    if joint is not None and kind in PERSONAL and chunk.last - 1 == token:
        return Relational(kind, token, (Filler(k + 2, joint),), k + 3)
    if kind == "LEADS" and chunk.last - chunk.first == 1 and _stands_between(chunks, k):
        body = chunks[k + 2].actor
        whole = body._replace(first=chunks[k + 2].first) if body is not None else None
        return Relational(kind, token, (Filler(k + 2, whole),), k + 3)
    return None


def _precedes(chunk: Chunk, token: int) -> bool:
    """ "its spokesman John Doe": a person's name right after the noun."""
    named = (found for found in chunk.founds if found.type == "person" and found.role == "head")
    return any(found.first <= token + 1 < found.last for found in named)


def _covers(found: Found, token: int) -> bool:
    """Whether the noun belongs to the name of a body: "RSF commander"."""
    composed = found.how in {"title", "composed"} and found.type != "person"
    return composed and found.first <= token < found.last


def _start(clause: Clause, token: int) -> int:
    """The first token of a noun that is joined by hyphens: of "commander-in-chief"."""
    while token > 1 and clause.tokens[token - 1].norm == "-":
        token -= 2
    return token


def _speaks_for(clause: Clause, k: int, token: int, kind: str) -> bool:
    following = clause.chunks[k + 1 : k + 3]
    closes = kind == "SPOKESPERSON_OF" and clause.chunks[k].last - 1 == token
    return closes and len(following) == 2 and following[0].norm in OF and _is_actor(following[1])


def _body_of_joint(chunk: Chunk) -> Found | None:
    """The body of "the LPR John Doe" in "the head of the LPR John Doe"."""
    if chunk.kind != "NP" or len(chunk.founds) != 2 or chunk.founds[1].type != "person":
        return None
    body = chunk.founds[0]
    return body if body.kind == "actor" and body.type != "person" else None


def _after_owner(clause: Clause, noun: Relational) -> tuple[Filler, ...]:
    """The person who is named right after the body in the phrase of the body."""
    for filler in noun.owner:
        if filler.found is not None and noun.type in PERSONAL and noun.end == filler.chunk + 1:
            founds = clause.chunks[filler.chunk].founds
            return tuple(
                Filler(filler.chunk, f) for f in founds if f.first == filler.found.last and f.type == "person"
            )
    return ()


def _ruled(clause: Clause, k: int, token: int) -> Relational | None:
    """ "Kharkiv's governor", "the governor of Kharkiv", "President John Doe of Rwanda": whose land it is."""
    chunks, chunk = clause.chunks, clause.chunks[k]
    governor = clause.tokens[token].norm in GOVERNING
    inside = [f for f in chunk.founds if f.kind == "place" and f.last <= token and f.how != "generic"]
    if governor and inside:
        return Relational("LEADS", token, (Filler(k, inside[-1]),), k + 1)
    following = chunks[k + 2] if k + 2 < len(chunks) and chunks[k + 1].norm in OF else None
    land = following.actor if following is not None and following.kind == "NP" else None
    if following is None or land is None or land.kind != "place" or land.how == "generic":
        return None
    named = chunk.actor is not None and chunk.actor.type == "person" and chunk.actor.how != "generic"
    directs = governor or (
        clause.tokens[token].norm in DIRECTING and land.type != "country" and land.last == following.last
    )
    if (directs and chunk.last - 1 == token) or (named and land.type == "country"):
        return Relational("LEADS", token, (Filler(k + 2, land),), k + 3)
    return None


def _stands_between(chunks: list[Chunk], k: int) -> bool:
    """ "Gen. John Doe, commander, Task Force East": a person and a body, with commas around the office."""
    named = k > 1 and chunks[k - 1].kind == "," and chunks[k - 2].kind == "NP" and _is_person(chunks[k - 2])
    return named and k + 2 < len(chunks) and chunks[k + 1].kind == "," and _is_actor(chunks[k + 2])


def _is_whole(clause: Clause, chunk: Chunk, kind: str) -> bool:
    """Whether the phrase names a body, or means one that was named before ("the alliance")."""
    described = chunk.kind == "NP" and chunk.norm in DESCRIBED and not chunk.founds
    if kind == "SPOKESPERSON_OF" and chunk.names_actor:  # "a spokesman for the governor"
        return True
    return _is_actor(chunk) or (described and clause.tokens[chunk.first].norm in {"the", "this", "that"})


def _is_actor(chunk: Chunk) -> bool:
    return (
        chunk.kind == "NP"
        and chunk.actor is not None
        and chunk.actor.kind == "actor"
        and chunk.actor.type != "person"
    )


def _inside(clause: Clause, k: int, noun: Relational) -> tuple[Filler, ...]:
    """The name after the noun in the same phrase: "coalition spokesman John Doe"."""
    owners = {filler.found for filler in noun.owner}
    for found in clause.chunks[k].founds:
        staff = any(f.found is not None and f.found.relation == COLLECTED for f in noun.owner)
        named = found.last > noun.token + 1 and not (staff and clause.tokens[found.last - 1].norm == "staff")
        if named and found not in owners and _fits(found, noun.type):
            return (Filler(k, found),)
    return _appointed(clause.chunks, k, noun) or _of_owned(clause.chunks, k, noun)


def _appointed(chunks: list[Chunk], k: int, noun: Relational) -> tuple[Filler, ...]:
    """ "named John Doe commander of the force": the person in front of the noun."""
    if k < 1 or noun.type != "LEADS" or chunks[k - 1].lemma not in APPOINTING:
        return ()
    return tuple(Filler(k, f) for f in chunks[k].founds if f.type == "person" and f.last <= noun.token)


def _of_owned(chunks: list[Chunk], k: int, noun: Relational) -> tuple[Filler, ...]:
    """ "IS's self-proclaimed capital of Raqqa": the place after "of" """
    owned = noun.type in OWNED_BY and noun.end == k + 1 and k + 2 < len(chunks) and chunks[k + 1].norm == "of"
    return (Filler(k + 2),) if owned and _names(chunks[k + 2], noun.type) else ()


def _beside(clause: Clause, k: int, noun: Relational) -> tuple[Filler, ...]:
    """The name that the phrase is an apposition to, or that is an apposition to it, or is said to be it."""
    chunks, end = clause.chunks, _after_place(clause.chunks, noun.end)
    several = clause.tokens[noun.token].norm.endswith("s")  # "members of MINUSMA, the UN mission" name nobody
    follows = (
        not several
        and end + 1 < len(chunks)
        and chunks[end].kind == ","
        and _names(chunks[end + 1], noun.type)
        and not _is_spoken_for(clause, k)
    )
    if follows and not _lists(chunks, end + 1):
        return (Filler(end + 1),)
    left = k - 1
    while left > 0 and chunks[left].kind in {"(", "B"}:
        left -= 1
    left -= chunks[left].norm == "as" and chunks[left].kind in "PS" and left > 1  # "appointed X as head of"
    said = left > 0 and chunks[left].kind == "VG" and _is_copula(chunks[left])
    comma = left > 0 and chunks[left].kind == ","
    left -= comma and left > 1 and chunks[left - 1].kind == "("  # "the Islamic Army (IA), a branch of"
    if said and chunks[left - 1].kind == "I" and _refers(clause, left - 1, noun.type):
        return (Filler(left - 1),)
    if left < k - 1 and _is_appointed(chunks, left):
        return (Filler(left),)
    if (said or comma) and _names(chunks[left - 1], noun.type):
        before = chunks[left - 2].kind if left > 1 else ""
        if before != "P" and (before != "," or _is_person(chunks[left - 1])):
            return tuple(Filler(j) for j in roles.coordinated(chunks, left - 1, right=False)[-1:])
    return ()


def _is_spoken_for(clause: Clause, k: int) -> bool:
    """ "a spokesman for the governor, John Doe": the name is that of who speaks, not of the governor."""
    before = clause.chunks[k - 2] if k > 1 and clause.chunks[k - 1].norm in OF else None
    return before is not None and before.kind == "NP" and nouns().get(before.norm) == "SPOKESPERSON_OF"


def _is_copula(group: Chunk) -> bool:
    """ "is the head of", "was appointed head of": whether the verb says who its subject is."""
    return group.lemma == "be" or (group.passive and group.lemma in APPOINTING)


def _is_appointed(chunks: list[Chunk], k: int) -> bool:
    """ "appointed John Doe as head of": whether the phrase at k is who was given an office."""
    return k > 0 and _is_person(chunks[k]) and chunks[k - 1].lemma in APPOINTING


def _refers(clause: Clause, k: int, kind: str) -> bool:
    """Whether the pronoun at k can be who the noun names: "he was a member of", "it is a branch of"."""
    norm = clause.tokens[clause.chunks[k].first].norm
    return norm in PERSONS or (norm in THINGS and kind not in PERSONAL)


def _is_person(chunk: Chunk) -> bool:
    """Whether the name is a person's: others may be the last of a list."""
    return chunk.actor is not None and chunk.actor.type == "person"


def _after_place(chunks: list[Chunk], end: int) -> int:
    """Past "in North Kivu" in "its spokesman in North Kivu, Guillaume Ndjike", past "there"."""
    end += end < len(chunks) and chunks[end].norm in {"there", "here"}
    while (
        end + 1 < len(chunks)
        and chunks[end].norm in {"in", "at", "for", "of", "on"}
        and chunks[end + 1].kind == "NP"
    ):
        end += 2
    return end


def _lists(chunks: list[Chunk], k: int) -> bool:
    """Whether the phrase at k is one of a list, or the subject of a new clause."""
    following = chunks[k + 1] if k + 1 < len(chunks) else None
    return following is not None and (following.kind == "C" or (following.kind == "VG" and following.finite))


def _names(chunk: Chunk, kind: str) -> bool:
    found = chunk.actor if chunk.kind == "NP" else None
    return found is not None and _fits(found, kind)


def _fits(found: Found, kind: str) -> bool:
    """A relation of persons names a person, control a place, the others a group; never a common noun."""
    if found.role != "head" or found.how == "generic":
        return False
    if kind in OWNED_BY:
        return found.kind == "place"
    return found.kind == "actor" and (kind == "PART_OF" or (found.type == "person") == (kind in PERSONAL))
