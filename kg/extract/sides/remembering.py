"""What a sentence leaves behind for those after it: its parties, its subject, its speaker, its statement."""

from collections.abc import Sequence

from kg.extract.deeds.raws import Clause, Filler
from kg.extract.grammar import roles
from kg.extract.grammar.chunks import Chunk
from kg.extract.grammar.pronouns import is_several
from kg.extract.names.mentions import Found
from kg.extract.sides import owners, pairs
from kg.extract.sides.memory import STATE_ARMY, Memory, Ref, singular
from kg.extract.sides.parties import Resolver
from kg.extract.sides.party_words import STAFF, VOICELESS
from kg.extract.speakers import attribution, voices
from kg.extract.standing import relations

FIRST = frozenset({"i", "we", "us"})
ONE = frozenset({"a", "an", "one", "another"})


def remember(resolver: Resolver, cues: Sequence[attribution.Cue] = ()) -> None:
    """Note in the resolver's memory what its sentence spoke of; `cues` are who speaks in it."""
    memory, clause = resolver.memory, resolver.clause
    for k, chunk in enumerate(clause.chunks):
        if chunk.kind == "NP" and chunk.actor is not None and not _is_apposed(clause.chunks, k):
            _note(memory, clause, chunk, chunk.actor)
    memory.issuer = _issuer(resolver) or memory.issuer
    memory.speaker = _speaker(resolver, cues)
    if memory.speaker is not None and memory.speaker.type == "person":
        memory.person = memory.speaker
    memory.subject = _subject(resolver)
    pairs.note_joined(resolver)


def _is_apposed(chunks: Sequence[Chunk], k: int) -> bool:
    """ "John Doe, the governor, said": the office between commas is the person's, and nobody else."""
    if not 1 < k < len(chunks) - 1 or chunks[k - 1].kind != "," or chunks[k + 1].kind not in {",", "."}:
        return False
    named, office = chunks[k - 2].actor, chunks[k].actor
    if named is None or office is None or chunks[k - 2].kind != "NP":
        return False
    return named.type == office.type == "person" and named.how != "generic" and office.how == "generic"


def _issuer(resolver: Resolver) -> Ref | None:
    """Who issues a statement here: whose it is, or who puts it out."""
    chunks, documents = resolver.clause.chunks, attribution.load().documents
    if documents.isdisjoint(resolver.clause.words):
        return None
    for k, chunk in enumerate(chunks):
        if chunk.kind != "NP" or chunk.norm not in documents:
            continue
        group = roles.left_group(chunks, k)
        issuers = roles.subject(chunks, group) if group is not None else ()
        for party in (*resolver.holder(chunk), *(p for j in issuers for p in resolver.parties(Filler(j)))):
            return Ref.to(party)
    return None


def _speaker(resolver: Resolver, cues: Sequence[attribution.Cue]) -> Ref | None:
    """Who spoke in this sentence."""
    for cue in cues:
        for filler in cue.speakers:
            if filler.chunk and resolver.clause.chunks[filler.chunk - 1].kind == "R":
                continue  # "X, which Y accuses of it, said": who speaks in an aside is not who goes on
            chunk = resolver.clause.chunks[filler.chunk]
            person = _is_person(resolver.clause, chunk)
            for party in voices.voices(resolver, filler):
                return Ref.to(party, "person" if person else "")
    return None


def _is_person(clause: Clause, chunk: Chunk) -> bool:
    """Whether a speaker is one person, by name, by office, or as "a trader", so that "he" may go on."""
    words = relations.load()
    if singular(chunk.norm) in words.titles or (chunk.actor and chunk.actor.type == "person"):
        return True
    one = chunk.kind == "NP" and clause.tokens[chunk.first].norm in ONE
    bodies = words.belongings | words.groups | STAFF | VOICELESS
    return one and chunk.actor is None and singular(chunk.norm) == chunk.norm and chunk.norm not in bodies


def _subject(resolver: Resolver) -> Ref | None:
    """The subject of the sentence's last finite verb that tells what happened, not who said so."""
    chunks, saying = resolver.clause.chunks, attribution.load().verbs
    for k in range(len(chunks) - 1, -1, -1):
        chunk = chunks[k]
        if chunk.kind == "VG" and chunk.finite and chunk.lemma not in saying and not _in_relative(chunks, k):
            for j in roles.subject(chunks, k):
                if resolver.clause.tokens[chunks[j].first].norm in FIRST:
                    return None  # whoever speaks of himself is no "it" of the next sentence
                actor, kind = chunks[j].actor, "person" if owners.is_person(chunks[j]) else ""
                for party in resolver.parties(Filler(j)):
                    return Ref.to(party, kind, plural=actor is not None and is_several(actor))
    return None


def _in_relative(chunks: Sequence[Chunk], k: int) -> bool:
    """ "officers who deserted from the army": a deed told beside the sentence's own."""
    kinds = (chunk.kind for chunk in reversed(chunks[:k]))
    return next((kind == "R" for kind in kinds if kind in {"R", "S", ",", "VG"}), False)


def _note(memory: Memory, clause: Clause, chunk: Chunk, found: Found) -> None:
    ref, belongings = Ref(found.id, found.name, found.type), relations.load().belongings
    if found.type == "person":
        memory.person = ref
    if found.kind == "place":
        memory.place = ref
    if found.kind != "actor" or found.how == "generic":
        return
    memory.note(ref)
    titled = found.type == "person"  # the "army" of "Chief of Army Staff John Doe" is not his
    for index in range(found.last if titled else found.first, chunk.last):
        norm = singular(clause.tokens[index].norm)
        if norm in belongings and not (norm in STATE_ARMY and ref.name[0].isdigit()):  # "the 20th Army"
            memory.belongings[norm] = ref
