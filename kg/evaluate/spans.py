"""Scores mentions and relations against documents with annotated spans."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kg.evaluate.figures import Note, Rate, Report, rated, total
from kg.evaluate.gold import Entity, Relation, SpanGold, SpanRow
from kg.evaluate.readings import Reading, told
from kg.model import Claim, Mention, Party

SURE = 0.8  # annotations of less confidence excuse what was read there, but nobody asks for them
ENTITIES = {"actor": frozenset({"Organisation", "Person", "Nationality"}), "place": frozenset({"Location"})}
RELATIONS = {
    "FightingAgainst": frozenset({"ATTACKED", "FOUGHT", "BLOCKED", "SEIZED"}),
    "AlliesOf": frozenset({"BACKS", "SUPPORTED", "ALLIED_WITH", "COOPERATED_WITH"}),
    "BelongsTo": frozenset({"PART_OF", "MEMBER_OF", "SPOKESPERSON_OF"}),
    "InChargeOf": frozenset({"LEADS", "CONTROLS", "SPOKESPERSON_OF"}),
}


class Tally(NamedTuple):
    """One measure of one document."""

    measure: str
    rate: Rate
    notes: tuple[Note, ...]


def score(gold: SpanGold, read: Mapping[str, Reading]) -> Report:
    """The figures of a set, and the spans and relations that were missed or are extra."""
    tallies = [tally for row in gold.rows.values() for tally in judge(row, read[row.id])]
    measures = dict.fromkeys(tally.measure for tally in tallies)
    figures = (rated(m, total(t.rate for t in tallies if t.measure == m)) for m in measures)
    notes = tuple(note for tally in tallies for note in tally.notes)
    return Report(gold.name, len(gold.rows), tuple(figures), notes)


def judge(row: SpanRow, reading: Reading) -> Iterator[Tally]:
    """Hold what was read out of a document against its spans and relations."""
    for kind, types in ENTITIES.items():
        entities = [entity for entity in row.entities if entity.type in types]
        yield _mentions(kind, entities, reading)
    for name, types in RELATIONS.items():
        relations = [relation for relation in row.relations if relation.type == name]
        yield _relations(name, relations, types, reading)


def _mentions(kind: str, entities: Sequence[Entity], reading: Reading) -> Tally:
    mentions = [mention for mention in reading.extraction.mentions if mention.kind == kind]
    asked = [entity for entity in entities if entity.confidence >= SURE]
    missed = [e for e in asked if not any(within(m, e.begin, e.end) for m in mentions)]
    extra = [m for m in mentions if not any(within(m, e.begin, e.end) for e in entities)]
    rate = Rate(len(asked) - len(missed), len(asked), len(mentions) - len(extra), len(mentions))
    article = reading.article.id
    notes = (
        *(Note("missed", article, f"{kind} {e.value}", reading.sentence(e.begin)) for e in missed),
        *(Note("extra", article, f"{kind} {m.text} [{m.id}]", reading.sentence(m.start)) for m in extra),
    )
    return Tally(f"{kind} mentions", rate, notes)


def _relations(name: str, relations: Sequence[Relation], types: frozenset[str], reading: Reading) -> Tally:
    claims = [claim for claim in reading.extraction.claims if claim.type in types]
    asked = [relation for relation in relations if relation.confidence >= SURE]
    missed = [r for r in asked if not any(connects(c, r) for c in claims)]
    extra = [c for c in claims if not any(connects(c, r) for r in relations)]
    rate = Rate(len(asked) - len(missed), len(asked), len(claims) - len(extra), len(claims))
    return Tally(name, rate, (*_missed(name, missed, reading), *_extra(name, extra, reading)))


def _missed(name: str, missed: Iterable[Relation], reading: Reading) -> Iterator[Note]:
    for relation in missed:
        sentence = reading.sentence(relation.source_begin)
        read = tuple(told(c) for c in reading.extraction.claims if connects(c, relation))
        yield Note(
            "missed", reading.article.id, f"{name} {relation.source} → {relation.target}", sentence, read
        )


def _extra(name: str, extra: Iterable[Claim], reading: Reading) -> Iterator[Note]:
    for claim in extra:
        yield Note("extra", reading.article.id, f"{name}: {told(claim)}", reading.sentence(claim.start))


def within(named: Mention | Party, begin: int, end: int) -> bool:
    """Whether a mention or party shares a character with a span."""
    return named.start < end and named.end > begin


def connects(claim: Claim, relation: Relation) -> bool:
    """Whether a claim's actor and recipient are the two ends of a relation, whichever way round."""
    source, target = (
        (relation.source_begin, relation.source_end),
        (relation.target_begin, relation.target_end),
    )
    return any(
        any(within(a, *one) for a in claim.actors) and any(within(r, *other) for r in claim.recipients)
        for one, other in ((source, target), (target, source))
    )
