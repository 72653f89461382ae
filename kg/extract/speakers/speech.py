"""What only speech does: whom it is addressed to, what a party says that it did not do itself."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.deeds import modality
from kg.extract.deeds.clauses import POSSESSIVES, Clause, Raw
from kg.extract.grammar.chunks import Chunk
from kg.extract.sides.memory import singular
from kg.extract.sides.parties import Resolver
from kg.extract.sides.party_words import VOICELESS
from kg.extract.speakers import voices
from kg.extract.standing import relations
from kg.extract.standing.appositions import Stated
from kg.model import Modality, Party, Polarity

if TYPE_CHECKING:
    from kg.extract.deeds.drafts import Draft

ADDRESSED = frozenset({"ACCUSED", "WARNED"})  # deeds whose recipient may be somebody without a name
ADDRESSING = frozenset(
    {"accuse", "warn", "alert", "suspect"}
)  # verbs that have nothing but parties as objects
# Deeds of which a party that says "not" says that it did not do them.
DISOWNED = frozenset(
    {"ATTACKED", "ABDUCTED", "DESTROYED", "ENTERED", "BLOCKED", "SUPPORTED", "BACKS", "DISPLACED", "ARRESTED"}
)
# What is told in passing of who somebody is, is told by the article, whoever speaks.
IN_PASSING = frozenset({"LEADS", "PART_OF", "SPOKESPERSON_OF"})
PERSONAL = ("ers", "ors", "ists", "ians", "ants", "ees", "men", "people")


def addressed(resolver: Resolver, raw: Raw) -> tuple[Party, ...]:
    """ "warned shipping companies", "blamed foreign terrorists": those without a name."""
    if raw.rule.type not in ADDRESSED or raw.group is None or raw.nominal:
        return ()
    clause = resolver.clause
    group = clause.chunks[raw.group]
    addressing = group.lemma in ADDRESSING and (group.finite or group.to)  # not "warning shots"
    return tuple(
        party
        for filler in raw.recipients
        if filler.found is None and _is_somebody(clause, clause.chunks[filler.chunk], addressing=addressing)
        for party in voices.voices(resolver, filler)
    )


def _is_somebody(clause: Clause, chunk: Chunk, *, addressing: bool) -> bool:
    if chunk.kind != "NP" or chunk.founds or chunk.norm in VOICELESS or not chunk.norm.isalpha():
        return False
    if clause.tokens[chunk.first].norm in POSSESSIVES:  # "its neighbour" has a name
        return False
    words = relations.load()
    known = words.titles | words.groups | words.crowds | words.victims
    if singular(chunk.norm) in known or chunk.norm in known:
        return True
    if clause.tokens[chunk.last - 1].text[0].isupper():
        return False
    return chunk.norm.endswith("s") if addressing else chunk.norm.endswith(PERSONAL)


def is_in_passing(clause: Clause, told: Raw | Stated) -> bool:
    """Whether a relation is told by a noun phrase or a participle, and so by the article itself."""
    if isinstance(told, Stated):
        return told.type in IN_PASSING and told.rule != "relation.one_of"
    if told.rule.type not in IN_PASSING or told.group is None:
        return False
    group = clause.chunks[told.group]
    bare = "n" in group.form and not (group.be or group.have or group.to or group.modal)
    return bare and told.group + 1 < len(clause.chunks) and clause.chunks[told.group + 1].norm == "by"


def is_unverified(clause: Clause, raw: Raw) -> bool:
    """ "Reuters could not verify the report": that somebody cannot confirm something is nobody's claim."""
    if raw.rule.type != "CONFIRMED" or raw.group is None:
        return False
    group = clause.chunks[raw.group]
    unable = modality.load().possible | {"cannot", "couldn't", "can't"}
    return group.negated and group.modal in unable


def disowned(draft: "Draft") -> Iterator["Draft"]:
    """ "Russia says it does not target civilians": the deed that was not, and the denial that it is."""
    own = {party.id for party in draft.actors}
    said = draft.attribution[:1]
    negated = draft.polarity is Polarity.NEGATED and draft.modality is Modality.ASSERTED
    if draft.type not in DISOWNED or not negated or not said or said[0].id not in own:
        yield draft
        return
    told = tuple(party for party in draft.attribution if party.id not in own)
    yield draft._replace(
        type="DENIED",
        rule="deny.own",
        category="REJECT",
        mode=None,
        attribution=told,
        polarity=Polarity.AFFIRMED,
    )
    yield draft
