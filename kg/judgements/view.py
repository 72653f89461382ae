"""What is looked up when a judgement is decided on: a light fold of the log that reads no claim."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from kg.errors import JudgementError
from kg.events import (
    ArticleRecorded,
    EntityDefined,
    IdentityJudged,
    IncidentOpened,
    Judgement,
    JudgementWithdrawn,
    Payload,
    decode,
)
from kg.log.protocol import Event
from kg.model import Entity, Incident
from kg.questions.lookup import Kind, Name

_READ: Final = frozenset(
    {
        *(kind.__name__ for kind in Judgement.__subclasses__()),
        *(kind.__name__ for kind in (ArticleRecorded, EntityDefined, IncidentOpened, JudgementWithdrawn)),
    }
)


class Said(NamedTuple):
    """A judgement in the log: what it says, who said so, when, and where it was taken back."""

    pos: int
    judgement: Judgement
    by: str
    tx_us: int
    withdrawn: int | None


class Recorded(NamedTuple):
    """An article by all that it may be called."""

    key: str
    id: str
    title: str | None
    url: str | None

    @property
    def name(self) -> str:
        """What a reader knows it by."""
        return self.title or self.id


class View:
    """Articles, entities, incidents and judgements of the events so far."""

    def __init__(self) -> None:
        self.pos, self.tx_us = 0, 0
        self.articles: dict[str, Recorded] = {}
        self.entities: dict[str, Entity] = {}
        self.incidents: dict[str, Incident] = {}
        self._said: dict[int, Said] = {}

    def advance(self, events: Iterable[Event]) -> None:
        """Take in the events that follow on `pos`."""
        for event in events:
            if event.type in _READ:
                self._add(decode(event), event)
            self.pos, self.tx_us = event.pos, event.tx_us

    def judgements(self) -> list[Said]:
        """All judgements in the order of the log, those that were taken back among them."""
        return list(self._said.values())

    def live(self) -> Iterator[Said]:
        """The judgements that hold, in the order of the log."""
        return (said for said in self._said.values() if said.withdrawn is None)

    def said_at(self, pos: int) -> Said:
        """The judgement at a position; raises JudgementError where there is none."""
        if pos not in self._said:
            raise JudgementError(f"the event at {pos} is no judgement: `kg judgements` lists them")
        return self._said[pos]

    def standing(self, judgement: Judgement) -> Said | None:
        """The live judgement that says just the same, for whatever reason."""
        return next((said for said in self.live() if _says(said.judgement) == _says(judgement)), None)

    def identities(self, kind: str) -> list[Said]:
        """The live judgements on who is who, of one kind."""
        return [
            said
            for said in self.live()
            if isinstance(said.judgement, IdentityJudged) and said.judgement.kind == kind
        ]

    def kind_of(self, key: str) -> Kind | None:
        """What an id is the id of, in this log."""
        if key in self.incidents:
            return "incident"
        return self.entities[key].kind if key in self.entities else None

    def name_of(self, key: str) -> str:
        """How the log calls what has this id."""
        if key in self.incidents:
            return self.incidents[key].title
        return self.entities[key].name if key in self.entities else key

    def names(self, kind: Kind, text: str | None) -> Sequence[Name]:
        """What of a kind has a text as its key or name, or all of the kind; see kg.questions.lookup."""
        if kind == "incident":
            named = [Name(key, incident.title) for key, incident in self.incidents.items()]
            return [name for name in named if text is None or _begins_or_holds(name, text)]
        of_kind = [Name(key, entity.name) for key, entity in self.entities.items() if entity.kind == kind]
        return [name for name in of_kind if text is None or text.lower() in (name.key, name.text.lower())]

    def article(self, text: str) -> Recorded | None:
        """The article of a key, its beginning, an id, title or URL; JudgementError if there are several."""
        found = [one for one in self.articles.values() if text in one[1:] or one.key.startswith(text)]
        if len(found) > 1:
            keys = ", ".join(one.key for one in found[:5])
            raise JudgementError(f"{text!r} may mean the articles {keys}: give more of the key")
        return found[0] if found else None

    def article_of(self, text: str) -> Recorded:
        """The same; JudgementError also where there is none."""
        found = self.article(text)
        if found is None:
            raise JudgementError(f"no article goes by {text!r}: give its key, id, title or URL")
        return found

    def _add(self, payload: Payload, event: Event) -> None:
        match payload:
            case ArticleRecorded(key=key, id=id_, title=title, url=url):
                self.articles.setdefault(key, Recorded(key, id_, title, url))
            case EntityDefined(entity=entity):
                self.entities[entity.id] = entity
            case IncidentOpened(incident=incident):
                self.incidents[incident.key] = incident
            case Judgement():
                self._said[event.pos] = Said(event.pos, payload, event.by, event.tx_us, None)
            case JudgementWithdrawn(judgement=pos) if pos in self._said:
                self._said[pos] = self._said[pos]._replace(withdrawn=event.pos)


def _begins_or_holds(name: Name, text: str) -> bool:
    return name.key.startswith(text) or text.lower() in name.text.lower()


def _says(judgement: Judgement) -> Judgement:
    """What a judgement says, whatever its grounds."""
    silent: dict[str, object] = {"reason": ""}
    if isinstance(judgement, IdentityJudged):
        silent |= {"evidence": (), "score": None}
    return judgement.model_copy(update=silent)
