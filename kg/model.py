"""The values that travel from a loader to the log: article, sentence, mention, claim, incident.

Offsets count characters of the article's text exactly as it was given. Days are ISO dates; a claim's
`date` may be partial ("2017-06", "2017") and then says how precise it is by its length.
"""

from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict

from kg import canonical


class Frozen(BaseModel):
    """An immutable value that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Article(Frozen):
    """A text with its source, as a loader read it."""

    id: str  # the source's own name for it: a row's id, or the file's name
    text: str
    title: str | None = None
    published: date | None = None
    publisher: str | None = None
    url: str | None = None

    @cached_property
    def key(self) -> str:
        """Names this version of the article: other words or other metadata give another key.

        What is not known is left out, so that a field that kg learns later does not change old keys.
        """
        return canonical.key("article", self.model_dump(mode="json", exclude_none=True))


class Sentence(Frozen):
    """A span of the article that is a headline or a sentence of the body."""

    index: int
    start: int
    end: int
    kind: Literal["title", "body"] = "body"


class Mention(Frozen):
    """A span that names an actor or a place, and whom or what it names."""

    kind: Literal["actor", "place"]
    start: int
    end: int
    text: str
    id: str
    name: str


class Party(Frozen):
    """An actor or place in a role of a claim, with the words that name it there.

    `start` and `end` are equal (and `text` empty) where no words of the article name it.
    """

    id: str
    name: str
    text: str
    start: int
    end: int


class Count(Frozen):
    """A number of people as low, best and high estimate (UCDP GED); `None` where the words give no bound."""

    low: int | None
    best: int | None
    high: int | None


class Casualties(Frozen):
    """How many people a claim says were killed, wounded, captured or displaced; `None` is "not said"."""

    killed: Count | None = None
    wounded: Count | None = None
    captured: Count | None = None
    displaced: Count | None = None


class Polarity(StrEnum):
    """Whether the claim says that it happened or that it did not."""

    AFFIRMED = "affirmed"
    NEGATED = "negated"


class Modality(StrEnum):
    """How far the speaker stands behind the claim."""

    ASSERTED = "asserted"
    ALLEGED = "alleged"
    DENIED = "denied"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"


UNREAL = frozenset({Modality.PLANNED, Modality.HYPOTHETICAL})  # nobody says that it happened


class Stance(StrEnum):
    """What the nearest speaker does with the claim, by the words that introduce it."""

    REPORT = "report"
    CLAIM = "claim"
    CONFIRM = "confirm"
    DENY = "deny"
    DOUBT = "doubt"
    ACCUSE = "accuse"


class Claim(Frozen):
    """One assertion of one article: who did what to whom, where, when, and by whom it is said."""

    type: str  # ATTACKED, BLOCKED … or CASUALTIES; the rule files list them
    category: str | None = None  # PLOVER category (2024), None for standing relations and CASUALTIES
    mode: str | None = None
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    place: Party | None = None
    date: str | None = None
    date_to: str | None = None  # last day of an interval, where it is not the same as `date`
    polarity: Polarity = Polarity.AFFIRMED
    modality: Modality = Modality.ASSERTED
    stance: Stance = Stance.REPORT
    attribution: tuple[Party, ...] = ()  # nearest speaker first; empty where the article itself says so
    casualties: Casualties | None = None
    quote: str
    start: int
    end: int
    sentence: int
    trigger: tuple[int, int]  # the words that made the rule fire
    rule: str

    @property
    def named(self) -> tuple[Party, ...]:
        """All that it names: agents, recipients, speakers and the place."""
        return (*self.actors, *self.recipients, *self.attribution, *((self.place,) if self.place else ()))

    def key(self, article_key: str) -> str:
        """Names the claim by what it says and where, never by whom the names were taken to mean."""
        spans = [[p.start, p.end] for p in (*self.actors, *self.recipients)]
        says = [self.type, self.polarity, self.modality, spans, len(self.actors), self.start, self.end]
        return canonical.key("claim", article_key, says, list(self.trigger), self.rule)


class Entity(Frozen):
    """What is known of an actor or place: from the registry, or from the article alone (`provisional`)."""

    id: str
    name: str
    kind: Literal["actor", "place"]
    type: str  # actor: state, military, militia, rebel, … ; place: country, city, village, base, …
    provisional: bool = False
    country: str | None = None
    side: str | None = None
    parent: str | None = None  # the actor it is part of, or the place it lies within
    latitude: float | None = None
    longitude: float | None = None


class Extraction(Frozen):
    """All that was read out of one article; the same article gives the same bytes."""

    article: str  # Article.id
    published: date | None  # as given, or as the article's own date line says
    outlet: Party | None
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    entities: tuple[Entity, ...]  # every id that mentions, claims and outlet point at


class Incident(Frozen):
    """A real-world happening that claims of many articles are about."""

    key: str
    title: str
    category: str | None
    date: str | None  # first day
    date_to: str | None  # last day
    place: str | None  # a place's id
    parties: tuple[str, ...]  # actor ids, sorted
