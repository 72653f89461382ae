"""The shapes of annotations made by hand; pydantic holds what an annotator wrote to them."""

from collections.abc import Mapping
from typing import Annotated, NamedTuple, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.alias_generators import to_camel

from kg.model import Article

OTHER = "OTHER"  # a claim of none of the types: left out of the count


class Given(BaseModel):
    """What an annotator wrote; keys of the annotator's own are left alone."""

    model_config = ConfigDict(frozen=True, extra="ignore", alias_generator=to_camel, populate_by_name=True)


class Named(Given):
    """An actor or place, with all its names in the article."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()


class Happening(Given):
    """An incident; its id is the same in all articles that tell of it."""

    id: str


class GoldClaim(Given):
    """A claim that should be read; one that is `optional` is right when read and no miss when not."""

    type: str
    source: str | None
    target: str | None
    incident: str | None = None
    date: str | None = None
    negated: bool = False
    attribution: tuple[str, ...] = ()
    quote: str
    optional: bool = False


class GoldToll(Given):
    """Numbers of victims that should be read; where both are null it counts neither way."""

    incident: str | None = None
    killed: int | None = None
    wounded: int | None = None
    victim: str | None = None
    by: str | None = None
    attribution: tuple[str, ...] = ()
    quote: str
    optional: bool = False


class Annotation(Given):
    """All that should be read out of one article."""

    file: str  # the article's id
    actors: tuple[Named, ...]
    places: tuple[Named, ...]
    incidents: tuple[Happening, ...]
    claims: tuple[GoldClaim, ...]
    casualties: tuple[GoldToll, ...]


class Row(Given):
    """The gold of a row, whose other keys make an article."""

    id: Annotated[str, BeforeValidator(str), Field(min_length=1)]


class Event(Given):
    """The one event that a sentence was annotated with."""

    category: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]


class EventRow(Row):
    """A row of a set in PLOVER's categories."""

    gold: Event


class Entity(Given):
    """A span that names something."""

    begin: int
    end: int
    type: str
    value: str
    confidence: float = 1


class Relation(Given):
    """A relation between two spans."""

    type: str
    source: str
    source_begin: int
    source_end: int
    target: str
    target_begin: int
    target_end: int
    confidence: float = 1


class SpanRow(Row):
    """A row of a set with spans, as re3d has them."""

    entities: tuple[Entity, ...]
    relations: tuple[Relation, ...]


class ClaimGold(NamedTuple):
    """Articles with annotations of all their claims; some of the articles may have none."""

    name: str
    articles: tuple[Article, ...]
    rows: Mapping[str, Annotation]


class EventGold(NamedTuple):
    """Sentences with one event each, in PLOVER's categories."""

    name: str
    articles: tuple[Article, ...]
    rows: Mapping[str, EventRow]


class SpanGold(NamedTuple):
    """Documents with the spans of actors and places, and relations between them."""

    name: str
    articles: tuple[Article, ...]
    rows: Mapping[str, SpanRow]


GoldSet: TypeAlias = ClaimGold | EventGold | SpanGold
