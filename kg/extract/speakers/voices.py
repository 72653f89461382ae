"""Who speaks: the party behind a speaker's phrase, or an actor of the article where it names nobody."""

from collections.abc import Iterable

from kg.extract.deeds.clauses import Filler
from kg.extract.grammar.chunks import Chunk
from kg.extract.sides.memory import singular
from kg.extract.sides.parties import Resolver
from kg.extract.sides.party_words import SOME, STAFF, VOICELESS
from kg.extract.speakers.attribution import Cue
from kg.extract.standing import bodies, relations
from kg.identity.names import slug
from kg.model import Entity, Party

DOCUMENTS = frozenset(
    {"statement", "communique", "communiqué", "release", "announcement", "report", "letter"}
)
ARTICLES = frozenset({"a", "an", "the"})
LONGEST_NAME = 4  # words
ISSUED = frozenset({"by", "from", "of"})


def voices(resolver: Resolver, filler: Filler) -> tuple[Party, ...]:
    """The speakers that a filler names, or describes without a name ("one of its envoys")."""
    chunks = resolver.clause.chunks
    chunk = chunks[filler.chunk]
    titled = singular(chunk.norm) in relations.load().titles
    named = resolver.apposed(filler.chunk) if titled else ()  # "the ministry's spokeswoman, Jane Doe, said"
    known = named or resolver.parties(filler)
    if chunk.kind == "NP" and not known and chunk.norm in DOCUMENTS:
        return _issuer(resolver, filler.chunk)
    if chunk.kind != "NP" or chunk.norm in VOICELESS or (known and not _is_compatriot(resolver, filler)):
        return known
    last, noun = chunk.last, chunk.norm
    of = filler.chunk + 2 < len(chunks) and chunks[filler.chunk + 1].norm == "of"
    if of and chunks[filler.chunk + 2].kind == "NP":  # not "accused sponsors of arming them"
        last = chunks[filler.chunk + 2].last
        noun = chunks[filler.chunk + 2].norm if noun in SOME else noun
    elif noun in SOME:
        return ()
    name = "" if of else _unknown_name(resolver, chunk)
    if name:
        party = resolver.renamed_to(f"x_{slug(name)}", name, chunk.first, last)
    else:
        party = resolver.renamed_to(f"g_{singular(noun)}", noun, chunk.first, last)
    resolver.memory.groups[party.id] = Entity(
        id=party.id, name=party.name, kind="actor", type="other", provisional=True
    )
    return (party,)


def _unknown_name(resolver: Resolver, chunk: Chunk) -> str:
    """The name of a speaker whom kg does not know: two or more words with capitals, past an article."""
    first = chunk.first + (resolver.clause.tokens[chunk.first].norm in ARTICLES)
    words = [token.text for token in resolver.clause.tokens[first : chunk.last]]
    named = 1 < len(words) <= LONGEST_NAME and all(word[0].isupper() and not word.isupper() for word in words)
    return " ".join(words) if named else ""


def _issuer(resolver: Resolver, k: int) -> tuple[Party, ...]:
    """ "A statement by the army", "an army statement": whose document it is that says something."""
    clause, chunk = resolver.clause, resolver.clause.chunks[k]
    whose = clause.chunks[k + 1 : k + 3]
    if len(whose) == 2 and whose[0].norm in ISSUED and whose[1].kind == "NP":
        return resolver.parties(Filler(k + 2))
    body = bodies.bare(clause, chunk, chunk.last - 1)
    return resolver.parties(Filler(k, body)) if body is not None else ()


def behind(resolver: Resolver, cues: Iterable[Cue]) -> tuple[Party, ...]:
    """The speakers of cues, in their order, each once."""
    first: dict[str, Party] = {}
    for cue in cues:
        for filler in cue.speakers:
            for party in voices(resolver, filler):
                first.setdefault(party.id, party)
    return tuple(first.values())


def offices(resolver: Resolver, filler: Filler) -> tuple[Party, ...]:
    """The speakers of a filler that is an institution or holds an office, by its words."""
    chunk, words = resolver.clause.chunks[filler.chunk], relations.load()
    known = words.titles | words.belongings | STAFF
    return voices(resolver, filler) if singular(chunk.norm) in known else ()


def _is_compatriot(resolver: Resolver, filler: Filler) -> bool:
    """ "A Russian milblogger": somebody of a nation by a noun that kg does not know, not the nation."""
    chunk = resolver.clause.chunks[filler.chunk]
    if filler.found is not None or chunk.actor is not None or chunk.owners:
        return False
    if len(chunk.founds) != 1 or chunk.founds[0].relation != "nationality":
        return False
    words, last = relations.load(), resolver.clause.tokens[chunk.last - 1]
    known = (resolver.clause.book.nouns, words.belongings, words.facilities, STAFF)
    nouns = (last.norm, singular(last.norm))
    return last.text.islower() and not any(noun in each for each in known for noun in nouns)
