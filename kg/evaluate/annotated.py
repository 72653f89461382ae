"""Scores claims, casualties, attribution, dates, polarity and incidents against annotated articles."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kg.evaluate import tolls
from kg.evaluate.figures import Figure, Note, Rate, Report, b_cubed, rated, share, total
from kg.evaluate.gold import OTHER, Annotation, ClaimGold, GoldClaim
from kg.evaluate.matching import collapsed, locate, names, overlap
from kg.evaluate.readings import Reading, listed, told
from kg.evaluate.tolls import CASUALTIES, Placed, Tolls
from kg.model import Claim, Party, Polarity

# What annotators are asked to mark in full; other types count only where the gold asks for one.
ASKED = frozenset({
    *("ATTACKED", "BLOCKED", "DE_ESCALATED", "WARNED", "THREATENED", "ACCUSED", "DENIED", "CONFIRMED"),
    *("SUPPORTED", "BACKS", "MET_WITH", "AGREED_WITH", "CONTROLS", "SEIZED", "ENTERED", "DEPLOYED_TO"),
    *("INVESTIGATED", "PART_OF", "SPOKESPERSON_OF", "LEADS", "WITHDREW_FROM", "PROTESTED"),
})  # fmt: skip


class Answer(NamedTuple):
    """A claim of the gold that must be read, and the claim that was, if any."""

    wanted: GoldClaim
    claim: Claim | None
    attributed: bool
    near: tuple[Claim, ...]  # all that was read in the same words


class Marks(NamedTuple):
    """How one article came out."""

    reading: Reading
    answers: tuple[Answer, ...]
    judged: tuple[tuple[Claim, bool], ...]  # every claim of a type that counts, and whether it is right
    tolls: Tolls
    unquoted: tuple[Claim, ...]

    @property
    def found(self) -> list[tuple[Answer, Claim]]:
        """The answers that there is a claim for, with it."""
        return [(answer, answer.claim) for answer in self.answers if answer.claim]


class Key:
    """The names by which an annotation's actors and places are known."""

    def __init__(self, annotation: Annotation) -> None:
        named = (*annotation.actors, *annotation.places)
        self._forms = {each.id: (each.name, *each.aliases) for each in named}
        self._incidents = frozenset(each.id for each in annotation.incidents)

    def has(self, parties: Iterable[Party], wanted: str | None) -> bool:
        """Whether one of the parties is the actor or place that is wanted."""
        forms = self._forms.get(wanted, ()) if wanted else ()
        return any(names(party, forms) for party in parties)

    def fits(self, claim: Claim, wanted: GoldClaim) -> bool:
        """Whether type, source and target are those of the gold; an incident as target is not looked at."""
        if claim.type != wanted.type or not self.has(claim.actors, wanted.source):
            return False
        targets = (*claim.recipients, *((claim.place,) if claim.place else ()))
        return wanted.target in self._incidents or self.has(targets, wanted.target)

    def attributes(self, claim: Claim, wanted: GoldClaim) -> bool:
        """Whether the gold's innermost speaker is among those of the claim, or neither has any."""
        if not wanted.attribution:
            return not claim.attribution
        return self.has(claim.attribution, wanted.attribution[0])


def score(gold: ClaimGold, read: Mapping[str, Reading]) -> Report:
    """The figures of a set, and with them everything that was missed, extra or wrong."""
    asked = {claim.type for each in gold.rows.values() for claim in each.claims if not claim.optional}
    types = ASKED | asked - {OTHER, CASUALTIES}
    marks = [mark(annotation, read[annotation.file], types) for annotation in gold.rows.values()]
    notes = tuple(note for each in marks for note in noted(each))
    return Report(gold.name, len(marks), tuple(figures(marks)), notes)


def mark(annotation: Annotation, reading: Reading, types: frozenset[str]) -> Marks:
    """Hold what was read out of one article against its annotation."""
    text, key = collapsed(reading.article.text), Key(annotation)
    placed = [Placed(claim, locate(text, claim.quote)) for claim in reading.extraction.claims]
    events = [each for each in placed if each.claim.type in types]
    right: set[int] = set()
    answers: list[Answer] = []
    for wanted in annotation.claims:
        if wanted.type == OTHER:
            continue
        span = locate(text, wanted.quote)
        near = [i for i, each in enumerate(events) if overlap(each.span, span)]
        fitting = [i for i in near if key.fits(events[i].claim, wanted)]
        right.update(fitting)
        if not wanted.optional:
            claims = tuple(events[i].claim for i in near)
            answers.append(_answer(wanted, [events[i].claim for i in fitting], claims, key))
    return Marks(
        reading,
        tuple(answers),
        tuple((each.claim, i in right) for i, each in enumerate(events)),
        tolls.count(annotation.casualties, [p for p in placed if p.claim.type == CASUALTIES], text),
        tuple(each.claim for each in placed if each.span is None),
    )


def _answer(wanted: GoldClaim, fitting: Sequence[Claim], near: tuple[Claim, ...], key: Key) -> Answer:
    claim = fitting[0] if fitting else None
    return Answer(wanted, claim, claim is not None and key.attributes(claim, wanted), near)


def figures(marks: Sequence[Marks]) -> Iterator[Figure]:
    """The rows of the table: overall, then each type, then what is asked of the claims that were found."""
    found = [(each, answer, claim) for each in marks for answer, claim in each.found]
    yield rated("claims", _rate(marks))
    yield from (rated(type_, _rate(marks, type_)) for type_ in _types(marks))
    yield rated("casualties", total(each.tolls.rate for each in marks))
    yield share("attribution", [answer.attributed for _, answer, _ in found])
    yield share("dates", [dated(claim, answer.wanted) for _, answer, claim in found if answer.wanted.date])
    yield share("polarity", [polar(claim, answer.wanted) for _, answer, claim in found])
    yield b_cubed("incidents (B³)", [pair for one in found for pair in _pair(*one)])
    yield Figure("quotes not verbatim", value=sum(len(each.unquoted) for each in marks))


def _rate(marks: Sequence[Marks], type_: str | None = None) -> Rate:
    answers = [a for each in marks for a in each.answers if type_ in (None, a.wanted.type)]
    judged = [right for each in marks for claim, right in each.judged if type_ in (None, claim.type)]
    return Rate(sum(a.claim is not None for a in answers), len(answers), sum(judged), len(judged))


def _types(marks: Sequence[Marks]) -> list[str]:
    asked = {answer.wanted.type for each in marks for answer in each.answers}
    return sorted(asked | {claim.type for each in marks for claim, _ in each.judged})


def dated(claim: Claim, wanted: GoldClaim) -> bool:
    """Whether the claim's day is the gold's, as exactly as the gold gives it."""
    return (claim.date or "").startswith(wanted.date or "")


def polar(claim: Claim, wanted: GoldClaim) -> bool:
    """Whether claim and gold agree that it happened, or that it did not."""
    return (claim.polarity is Polarity.NEGATED) == wanted.negated


def _pair(marks: Marks, answer: Answer, claim: Claim) -> Iterator[tuple[str, str]]:
    incident = marks.reading.incident(claim)
    if answer.wanted.incident and incident:
        yield answer.wanted.incident, incident


def noted(marks: Marks) -> Iterator[Note]:
    """Everything about an article that is not as the gold has it."""
    reading = marks.reading
    for answer in marks.answers:
        yield from _notes(answer, reading)
    for claim, right in marks.judged:
        if not right:
            yield Note("extra", reading.article.id, told(claim), reading.sentence(claim.start))
    for toll, kind in marks.tolls.missed:
        short = f"{tolls.wanted(toll)[kind]} {kind}: {toll.victim or 'unnamed'}"
        yield Note("missed", reading.article.id, short, reading.sentence_of(toll.quote))
    for claim, kind in marks.tolls.extra:
        short = f"{tolls.shown(claim, kind)} {kind}: {listed(claim.recipients)} [{claim.rule}]"
        yield Note("extra", reading.article.id, short, reading.sentence(claim.start))
    for claim in marks.unquoted:
        yield Note("not verbatim", reading.article.id, told(claim), claim.quote)


def _notes(answer: Answer, reading: Reading) -> Iterator[Note]:
    wanted, claim, article = answer.wanted, answer.claim, reading.article.id
    short = f"{wanted.type} {wanted.source} → {wanted.target}"
    sentence = reading.sentence_of(wanted.quote)
    if claim is None:
        yield Note("missed", article, short, sentence, tuple(map(told, answer.near)))
        return
    if not answer.attributed:
        by = f"{short}, said by {' < '.join(wanted.attribution) or 'the article'}"
        yield Note("attribution", article, by, sentence, (f"{listed(claim.attribution)} [{claim.rule}]",))
    if wanted.date and not dated(claim, wanted):
        yield Note("date", article, f"{short}, {wanted.date}", sentence, (f"{claim.date} [{claim.rule}]",))
    if not polar(claim, wanted):
        yield Note("polarity", article, short, sentence, (f"{claim.polarity} [{claim.rule}]",))
