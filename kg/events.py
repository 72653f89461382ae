"""The events of the log: past-tense facts, frozen, never changed in meaning.

Adding one touches four places with one name: the class here, a branch in kg/fold.py, a statement in
cypher/project/, a test.
"""

from abc import abstractmethod
from datetime import date
from typing import ClassVar

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

    key: str
    id: str
    loader: str
    text: str
    title: str | None
    published: date | None
    outlet: Party | None
    url: str | None

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


TYPES: dict[str, type[Payload]] = {
    payload.__name__: payload
    for payload in (
        ArticleRecorded,
        EntityDefined,
        ClaimsExtracted,
        IncidentOpened,
        ClaimsLinked,
        ClaimsRelated,
    )
}


def decode(event: Event) -> Payload:
    """The typed payload of an event; raises LogError for what this version of kg does not know."""
    payload = TYPES.get(event.type)
    if payload is None:
        raise LogError(
            f"event {event.pos} is of the unknown type {event.type!r}: a newer kg wrote it, upgrade this one"
        )
    try:
        return payload.model_validate(event.data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise LogError(
            f"event {event.pos} ({event.type}) does not hold what its type says: {where}: {first['msg']}; "
            "run `kg verify`"
        ) from error
