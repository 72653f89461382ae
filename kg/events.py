"""The events of the log: past-tense facts, frozen, never changed in meaning.

Adding one touches four places with one name: the class here, a branch in kg/projection/fold.py, a statement
in cypher/project/, a test.
"""

from abc import abstractmethod
from datetime import date
from typing import ClassVar, Literal

from pydantic import ValidationError

from kg.errors import LogError
from kg.log.protocol import Event, NewEvent
from kg.model import Claim, Entity, Frozen, Incident, Mention, Party, Sentence


class Payload(Frozen):
    """What an event says; `sv` is the schema version that new events of the type are written in."""

    sv: ClassVar[int] = 1

    @property
    @abstractmethod
    def subject(self) -> str:
        """The key of what the event is about."""

    def new(self, cause: int | None = None) -> NewEvent:
        """The event to append."""
        return NewEvent(type(self).__name__, self.sv, self.subject, self.model_dump(mode="json"), cause)


class ArticleRecorded(Payload):
    """A version of an article was seen for the first time."""

    sv: ClassVar[int] = 2  # since then with `publisher`

    key: str
    id: str
    loader: str
    text: str
    title: str | None
    published: date | None
    outlet: Party | None
    url: str | None
    publisher: str | None = None  # as its source has it; `outlet` is whom kg takes that for

    @property
    def subject(self) -> str:
        return self.key


class EntityDefined(Payload):
    """An actor or place is known under an id; a later definition of the same id replaces the earlier."""

    entity: Entity

    @property
    def subject(self) -> str:
        return self.entity.id


class ClaimsExtracted(Payload):
    """An extractor read an article; a newer run of it retires the older run's claims as a set."""

    article: str  # ArticleRecorded.key
    extractor: str
    version: str
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]

    @property
    def subject(self) -> str:
        return self.article


class IncidentOpened(Payload):
    """Claims were found to be about a happening that no earlier claim was about."""

    incident: Incident

    @property
    def subject(self) -> str:
        return self.incident.key


class Link(Frozen):
    """A claim and the incident it is about."""

    claim: str
    incident: str


class ClaimsLinked(Payload):
    """Claims of one article were found to be about incidents, and by which method."""

    article: str
    method: str
    links: tuple[Link, ...]

    @property
    def subject(self) -> str:
        return self.article


class Relation(Frozen):
    """Two claims that cannot both be the whole truth, or of which `a` repeats `b` (`copy`)."""

    a: str
    b: str
    kind: str  # contradicts | denies | copy
    about: str  # culprit | toll | victim | time | happened | began; of a copy: sentence | article


class ClaimsRelated(Payload):
    """Claims of an article were found to contradict or to repeat claims that were there, or each other."""

    article: str
    method: str
    relations: tuple[Relation, ...]

    @property
    def subject(self) -> str:
        return self.article


class Judgement(Payload):
    """How the log is to be read, as a person or a rule says; holds until a JudgementWithdrawn names it."""

    reason: str


class ArticleRetracted(Judgement):
    """An article is not to be believed: while this holds, none of its claims is held."""

    article: str

    @property
    def subject(self) -> str:
        return self.article


class ClaimRetracted(Judgement):
    """A claim is not to be believed, whichever run of an extractor finds it."""

    claim: str

    @property
    def subject(self) -> str:
        return self.claim


class ClaimAsserted(Judgement):
    """A person reads a claim out of an article; while this holds, the claim that it replaces is not held."""

    article: str
    sentence: Sentence
    claim: Claim
    replaces: str | None  # the key of the claim that was read wrongly

    @property
    def subject(self) -> str:
        return self.article


class AliasAdded(Judgement):
    """A spelling names an entity: articles that are read from now on are resolved by it."""

    entity: str
    alias: str

    @property
    def subject(self) -> str:
        return self.entity


class IdentityJudged(Judgement):
    """Two actors, places or incidents are one, or are not; claims keep the ids they were read with."""

    kind: Literal["actor", "place", "incident"]
    a: str
    b: str
    same: bool
    evidence: tuple[str, ...]
    score: float | None

    @property
    def subject(self) -> str:
        return self.a


class JudgementWithdrawn(Payload):
    """From now on the log is read as if the judgement at a position had not been made."""

    judgement: int
    reason: str

    @property
    def subject(self) -> str:
        return str(self.judgement)


class PayloadErased(Payload):
    """What the events at some positions said was destroyed; that they were there can still be verified."""

    positions: tuple[int, ...]
    reason: str

    @property
    def subject(self) -> str:
        return str(self.positions[0]) if self.positions else ""


class Erased(Payload):
    """Stands for what an event said before that was destroyed; is never appended."""

    type: str
    about: str  # the subject of the event

    @property
    def subject(self) -> str:
        return self.about


TYPES: dict[str, type[Payload]] = {
    payload.__name__: payload
    for payload in (
        ArticleRecorded,
        EntityDefined,
        ClaimsExtracted,
        IncidentOpened,
        ClaimsLinked,
        ClaimsRelated,
        ArticleRetracted,
        ClaimRetracted,
        ClaimAsserted,
        AliasAdded,
        IdentityJudged,
        JudgementWithdrawn,
        PayloadErased,
    )
}


def decode(event: Event) -> Payload:
    """The typed payload of an event, `Erased` where that was destroyed.

    Raises LogError for what this version of kg does not know.
    """
    payload = TYPES.get(event.type)
    if payload is None:
        raise LogError(
            f"event {event.pos} is of the unknown type {event.type!r}: a newer kg wrote it, upgrade this one"
        )
    if event.data is None:
        return Erased(type=event.type, about=event.subject)
    try:
        return payload.model_validate(event.data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise LogError(
            f"event {event.pos} ({event.type}) does not hold what its type says: {where}: {first['msg']}; "
            "run `kg verify`"
        ) from error
