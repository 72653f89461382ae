"""Whose "its" is: in words about the accused, the accuser's; in words of a spokesman, his movement's."""

from kg.extract.deeds.raws import Clause
from kg.extract.grammar import roles
from kg.extract.grammar.attached import SAYING
from kg.extract.grammar.chunks import Chunk
from kg.extract.sides.party_words import ACCUSING, SENDING
from kg.extract.spans import Token
from kg.extract.standing import relations

FLYING = frozenset({"operate", "fly", "pilot", "fire", "launch", "own", "run", "man", "crew"})
SPEAKER_WITHIN = 3  # chunks before a speaker's name that may hold his office


def is_person(chunk: Chunk) -> bool:
    """Whether a noun phrase names a person, by name or by office."""
    titled = chunk.actor is None and chunk.norm in relations.load().titles
    return titled or (chunk.actor is not None and chunk.actor.type == "person")


def is_place(chunk: Chunk) -> bool:
    """Whether a noun phrase names a place, which has nothing and does nothing."""
    return chunk.kind == "NP" and chunk.actor is not None and chunk.actor.kind == "place"


def accuser(chunks: list[Chunk], group: int) -> int:
    """ "accused the US of attacking its men": its are the accuser's."""
    governor = roles.left_group(chunks, group)
    gerund = chunks[group].form == "g" and not chunks[group].be and governor is not None
    accused = gerund and governor is not None and chunks[governor].lemma in ACCUSING
    return governor if accused and governor is not None else group


def spoken_for(clause: Clause, j: int, k: int) -> int | None:
    """ "A spokesman for the movement said its forces": the body for which the person at j speaks."""
    chunks = clause.chunks
    if clause.tokens[chunks[k].first].norm != "its" or chunks[j].kind != "NP" or not is_person(chunks[j]):
        return None
    for i in range(max(1, j - SPEAKER_WITHIN), k):
        if chunks[i].kind == "NP" and chunks[i - 1].norm in {"for", "of"} and not is_person(chunks[i]):
            return i
    return None


def is_no_owner(clause: Clause, j: int, k: int) -> bool:
    """Whether the person at j is not whose "its" the one at k is: he speaks for nobody who could be."""
    norm = clause.tokens[clause.chunks[k].first].norm
    chunk = clause.chunks[j]
    return norm == "its" and chunk.kind == "NP" and is_person(chunk) and spoken_for(clause, j, k) is None


def _called(chunks: list[Chunk], k: int) -> int | None:
    """ "a man called John Doe": the name of whoever the phrase at k describes."""
    if k + 2 >= len(chunks) or chunks[k + 1].lemma not in {"call", "name"} or chunks[k + 2].kind != "NP":
        return None
    group, actor = chunks[k + 1], chunks[k + 2].actor
    bare = "n" in group.form and not (group.be or group.have or group.to or group.modal)
    closed = k + 3 >= len(chunks) or chunks[k + 3].kind not in {"NP", "P"}  # not "a man named X as heir"
    return k + 2 if bare and closed and actor is not None and actor.type == "person" else None


def _told_of(chunks: list[Chunk], tokens: tuple[Token, ...], k: int) -> int | None:
    """ "The Wazalendo, militias who fight …", "ARSA, a band of militants that …": the name before."""
    told = chunks[k].actor
    if k + 1 >= len(chunks) or chunks[k + 1].kind != "R" or told is None:
        return None
    band = k > 3 and chunks[k - 1].norm == "of" and tokens[chunks[k - 2].first].norm in {"a", "an"}
    j = k - 4 if band else k - 2
    bare = band or (told.first == chunks[k].first and told.how == "generic")
    if j < 0 or not bare or chunks[j + 1].kind != "," or not chunks[j].names_actor:
        return None
    named = chunks[j].actor
    listed = not band and j > 0 and chunks[j - 1].kind in {",", "C"}
    return None if named is None or named.how == "generic" or named.type == "person" or listed else j


def renamed(chunks: list[Chunk], tokens: tuple[Token, ...], k: int) -> int | None:
    """ "JNIM, an al-Qaeda affiliate led by X": the named party that the phrase at k tells more of."""
    called = _called(chunks, k)
    if called is None:
        called = _told_of(chunks, tokens, k)
    if called is not None:
        return called
    j = k - 3 if k > 2 and chunks[k - 2].kind == "(" else k - 2
    before = chunks[j] if j >= 0 and chunks[k - 1].kind == "," else None
    if before is None or before.kind != "NP" or tokens[chunks[k].first].norm not in {"a", "an"}:
        return None
    listed = j > 0 and chunks[j - 1].kind in {",", "C"}
    named, phrase = before.actor, chunks[k].actor
    if named is None or named.kind != "actor" or named.how == "generic" or listed:
        return None
    common = tokens[chunks[k].last - 1].text[0].islower()  # "an al-Qaeda affiliate" ends in a common noun
    if phrase is not None and (phrase.kind != "actor" or not common):
        return None
    if phrase is not None and phrase.type == "civilians" and phrase.how == "generic":
        return None  # "struck Iran, a person briefed on it said"
    following = chunks[k + 1] if k + 1 < len(chunks) else None
    speaks = following is not None and following.lemma in SAYING and following.finite  # "X, a witness said,"
    closed = following is not None and following.kind not in {"C", "."} and not speaks
    return j if closed and not (phrase and (phrase.type == "person") != (named.type == "person")) else None


def flown_by(chunks: list[Chunk], k: int) -> int | None:
    """ "helicopters belonging to the coalition", "a drone flown by the army": whose the phrase at k is."""
    following = chunks[k + 1 : k + 4]
    if [chunk.kind for chunk in following] != ["VG", "P", "NP"] or following[2].actor is None:
        return None
    verb, preposition = following[0], following[1].norm
    belongs = verb.lemma == "belong" and verb.form == "g" and preposition == "to"
    flown = verb.lemma in FLYING and "n" in verb.form and not verb.be and preposition == "by"
    return k + 3 if belongs or flown else None


def sends(chunks: list[Chunk], group: int, k: int) -> bool:
    """ "Rwanda sent troops": whether the phrase at k is what the verb's subject sends or loses."""
    verb = chunks[group]
    return verb.lemma in SENDING and not verb.passive and k in roles.complements(chunks, group).object
