"""Whom pronouns stand for: "its" for the subject of a clause, "they" for who acted, "he" for who spoke."""

from typing import TYPE_CHECKING

from kg.extract.deeds.raws import Filler
from kg.extract.grammar import pronouns, roles
from kg.extract.sides import owners, pairs
from kg.extract.sides.memory import Ref
from kg.extract.sides.party_words import GROUP, OPENING_CHUNKS, OWN, PEOPLE, SINGLE
from kg.extract.speakers import attribution
from kg.model import Party

if TYPE_CHECKING:
    from kg.extract.sides.parties import Resolver


def possessor(resolver: "Resolver", k: int, depth: int) -> tuple[Party, ...]:
    """Who "its" and "their" stand for: the subject of the clause, or of the clause it hangs on."""
    if resolver.clause.tokens[resolver.clause.chunks[k].first].norm in OWN:
        ref = resolver.speaker or resolver.memory.issuer
        return (ref.unsaid,) if ref else ()
    group = roles.left_group(resolver.clause.chunks, k)
    group = owners.accuser(resolver.clause.chunks, group) if group is not None else None
    subject = roles.subject(resolver.clause.chunks, group) if group is not None else ()
    if subject and group is not None and owners.is_place(resolver.clause.chunks[subject[0]]):
        group = roles.left_group(
            resolver.clause.chunks, subject[0]
        )  # "the RSF said the town was in its hands"
        subject = roles.subject(resolver.clause.chunks, group) if group is not None else ()
    while subject and group is not None and owners.is_no_owner(resolver.clause, subject[0], k):
        group = roles.left_group(resolver.clause.chunks, subject[0])  # "while General X commands its men"
        subject = roles.subject(resolver.clause.chunks, group) if group is not None else ()
    for j in subject:
        listed = j == k - 2 and resolver.clause.chunks[k - 1].kind in {"C", ","}  # "Israel and its allies"
        if j != k and not listed:
            whole = owners.spoken_for(resolver.clause, j, k)
            return resolver.parties(Filler(j if whole is None else whole), depth=depth + 1)
    ref = _of_clause_before(resolver, k, depth) or resolver.memory.subject or _last_body(resolver, k)
    return (ref.unsaid,) if ref else ()


def _of_clause_before(resolver: "Resolver", k: int, depth: int) -> Ref | None:
    """ "The council denies it: its spokesman said": the subject before a colon or semicolon."""
    chunks = resolver.clause.chunks
    end = next((j for j in range(k - 1, 0, -1) if chunks[j].kind in {":", ";"}), None)
    group = roles.left_group(chunks, end) if end is not None else None
    if end is None or group is None or any(chunk.kind == "VG" for chunk in chunks[end:k]):
        return None
    for j in roles.subject(chunks, group):
        for party in resolver.parties(Filler(j), depth=depth + 1):
            return Ref.to(party)
    return None


def _last_body(resolver: "Resolver", k: int) -> Ref | None:
    """The body that spoke in the last sentence, for "its"."""
    voice = resolver.memory.speaker
    its = resolver.clause.tokens[resolver.clause.chunks[k].first].norm == "its"
    return voice if its and voice is not None and voice.type != "person" else None


def pronoun(resolver: "Resolver", k: int, depth: int) -> tuple[Party, ...]:
    """Who the pronoun at k stands for; nobody where that is not plain."""
    norm = resolver.clause.tokens[resolver.clause.chunks[k].first].norm
    chunk = resolver.clause.chunks[k]
    if norm in PEOPLE:
        person = _person_before(resolver, k) or _last_person(resolver, k) or resolver.memory.person
        return (resolver.linked(chunk, person),) if person else ()
    if norm in {"both", "each"}:
        return pairs.both(resolver, k)
    if norm in {"we", "us"}:
        return (resolver.linked(chunk, resolver.speaker),) if resolver.speaker else ()
    if norm in GROUP and depth < 3:
        return _group_before(resolver, k, depth)
    return ()


def _group_before(resolver: "Resolver", k: int, depth: int) -> tuple[Party, ...]:
    """Whom "it" or "they" means: a subject before it, else who spoke or acted in the last sentence."""
    chunk = resolver.clause.chunks[k]
    beside = pronouns.beside(resolver.clause, k)
    if beside is not None:
        return resolver.parties(Filler(beside), depth=depth + 1)
    for j in pronouns.beside_object(resolver.clause, k):
        found = resolver.parties(Filler(j), depth=depth + 1)
        if found:
            return found
    for j in range(k - 1, max(-1, k - roles.LONGEST_CLAUSE), -1):
        if pronouns.may_mean(resolver.clause, k, j) and (
            pronouns.is_part(resolver.clause, k) or pronouns.is_subject(resolver.clause, j, k)
        ):
            found = resolver.parties(Filler(j), depth=depth + 1)
            if found:
                return found
    opens = k < OPENING_CHUNKS and all(before.kind != "VG" for before in resolver.clause.chunks[:k])
    ref = _last_voice(resolver, k) or resolver.memory.subject if opens else None
    single = resolver.clause.tokens[chunk.first].norm in SINGLE
    unlike = ref is not None and (ref.type == "person" or (single and ref.plural))
    return (resolver.linked(chunk, ref),) if ref and not unlike else ()


def _last_voice(resolver: "Resolver", k: int) -> Ref | None:
    """The last speaker, for a pronoun that says something."""
    chunks = resolver.clause.chunks
    group = next((c for c in chunks[k + 1 : k + 4] if c.kind == "VG"), None)  # "It in turn accuses"
    return resolver.memory.speaker if group and group.lemma in attribution.load().verbs else None


def _last_person(resolver: "Resolver", k: int) -> Ref | None:
    """The person who spoke last, for "he" that goes on speaking."""
    voice = _last_voice(resolver, k)
    return voice if voice is not None and voice.type == "person" else None


def _person_before(resolver: "Resolver", k: int) -> Ref | None:
    """The person who is the subject of the clause that a pronoun's clause hangs on."""
    for j in range(k - 1, max(-1, k - roles.LONGEST_CLAUSE), -1):
        chunk = resolver.clause.chunks[j]
        if chunk.kind == "NP" and owners.is_person(chunk) and pronouns.is_subject(resolver.clause, j, k):
            for party in resolver.parties(Filler(j)):
                return Ref.to(party)
    return None
