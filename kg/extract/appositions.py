"""Relations that a noun states between its owner and whoever it names.

"Hezbollah leader Hassan Nasrallah", "Hassan Nasrallah, the leader of Hezbollah", "the leader of Hezbollah,
Hassan Nasrallah", "Hassan Nasrallah is the leader of Hezbollah": one noun, two names, four orders.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from kg.extract import roles
from kg.extract.chunks import Chunk
from kg.extract.clauses import Clause, Filler
from kg.extract.mentions import Found

OF = frozenset({"of", "for", "within"})
PAST = frozenset(
    {"former", "ex", "late", "then", "deputy", "vice", "onetime", "slain", "ousted", "assistant"}
)
PERSONAL = frozenset({"LEADS", "SPOKESPERSON_OF"})
OWNED_BY = frozenset({"CONTROLS"})  # relations that run from the owner to whatever the noun names
POSSESSIVES = frozenset({"its", "their", "his", "her"})


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
    table = tomllib.loads((files("kg.extract") / "rules" / "nouns.toml").read_text(encoding="utf-8"))
    return {word: kind for kind, words in table["relational"].items() for word in words.split()}


@cache
def _lasts() -> frozenset[str]:
    """The last words of relational nouns; and the hyphen, before which one may stand."""
    return frozenset(noun.rpartition("_")[2] for noun in nouns()) | {"-"}


def find(clause: Clause, k: int) -> Iterator[Stated]:
    """What the noun phrase at k states between its owner and whoever it names."""
    noun = _relational(clause, k)
    if noun is None:
        return
    named = _inside(clause, k, noun) or _beside(clause, k, noun)
    if named:
        chunks = [filler.chunk for filler in (*named, *noun.owner)]
        first, last = clause.chunks[min([k, *chunks])].first, clause.chunks[max([k, *chunks])].last
        sides = (noun.owner, named) if noun.type in OWNED_BY else (named, noun.owner)
        yield Stated(noun.type, *sides, first, last, f"relation.noun.{noun.type.lower()}")


def _relational(clause: Clause, k: int) -> Relational | None:
    chunk = clause.chunks[k]
    tokens, lasts = clause.tokens, _lasts()
    for token in range(chunk.last - 1, chunk.first - 1, -1):
        norm = tokens[token].norm
        if norm not in lasts and norm.removesuffix("s") not in lasts:
            continue
        kind = _states(clause, token)
        if kind and _is_head(clause, chunk, token) and not _past(clause, chunk, token):
            return _owned(clause, k, token, kind)
    return None


def _states(clause: Clause, token: int) -> str | None:
    """What the word at a token states, alone or with the word before it."""
    norms = [word.norm for word in clause.tokens[max(0, token - 2) : token + 1] if word.norm != "-"]
    joined = "_".join(norms[-2:])
    return nouns().get(joined) or nouns().get(norms[-1]) or nouns().get(norms[-1].removesuffix("s"))


def _is_head(clause: Clause, chunk: Chunk, token: int) -> bool:
    """Whether the noun is no mere part of another ("chief negotiator"): a name or nothing follows."""
    if token + 1 >= chunk.last:
        return True
    following = clause.tokens[token + 1]
    return following.norm in OF or not following.text[0].islower()


def _past(clause: Clause, chunk: Chunk, token: int) -> bool:
    return any(word.norm in PAST for word in clause.tokens[chunk.first : token])


def _owned(clause: Clause, k: int, token: int, kind: str) -> Relational | None:
    """The noun with its owner: a name or possessive before it, else what follows "of"."""
    chunks, chunk = clause.chunks, clause.chunks[k]
    before = [
        f
        for f in (*chunk.inner, *chunk.founds)
        if f.kind == "actor" and f.last <= token and f.type != "person"
    ]
    if before:
        return Relational(kind, token, (Filler(k, max(before, key=lambda f: f.last)),), k + 1)
    whole = chunk.actor
    if (
        whole
        and whole.first <= token < whole.last
        and whole.how in {"title", "composed"}
        and whole.type != "person"
    ):
        return Relational(kind, token, (Filler(k, whole),), k + 1)
    if clause.tokens[chunk.first].norm in POSSESSIVES and chunk.last - 1 == token:
        return Relational(kind, token, (Filler(k),), k + 1)
    if (
        k + 2 < len(chunks)
        and chunks[k + 1].norm in OF
        and _is_actor(chunks[k + 2])
        and chunk.last - 1 == token
    ):
        return Relational(kind, token, (Filler(k + 2),), k + 3)
    return None


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
        if found.last > noun.token + 1 and found not in owners and _fits(found, noun.type):
            return (Filler(k, found),)
    return ()


def _beside(clause: Clause, k: int, noun: Relational) -> tuple[Filler, ...]:
    """The name that the phrase is an apposition to, or that is an apposition to it, or is said to be it."""
    chunks, end = clause.chunks, _after_place(clause.chunks, noun.end)
    follows = end + 1 < len(chunks) and chunks[end].kind == "," and _names(chunks[end + 1], noun.type)
    if follows and not _lists(chunks, end + 1):
        return (Filler(end + 1),)
    left = k - 1
    while left > 0 and chunks[left].kind in {"(", "B"}:
        left -= 1
    joined = left > 0 and (
        chunks[left].kind == "," or (chunks[left].kind == "VG" and chunks[left].lemma == "be")
    )
    if (
        joined
        and _names(chunks[left - 1], noun.type)
        and not (left > 1 and chunks[left - 2].kind in {"P", ","})
    ):
        return tuple(Filler(j) for j in roles.coordinated(chunks, left - 1, right=False)[-1:])
    return ()


def _after_place(chunks: list[Chunk], end: int) -> int:
    """Past "in North Kivu" in "its spokesman in North Kivu, Guillaume Ndjike"."""
    while end + 1 < len(chunks) and chunks[end].norm in {"in", "at", "for"} and chunks[end + 1].kind == "NP":
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
    return found.kind == "actor" and (found.type == "person") == (kind in PERSONAL)
