"""What is looked up when a judgement is decided on: a light fold of the log that reads no claim."""

import json
import sqlite3
import weakref
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from kg import canonical
from kg.errors import JudgementError
from kg.events import (
    TYPES,
    ArticleRecorded,
    EntityDefined,
    IdentityJudged,
    IncidentOpened,
    Judgement,
    JudgementWithdrawn,
    Payload,
    decode,
)
from kg.judgements import shelves, stated
from kg.judgements.shelves import Shelf, Thing
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
    """Articles, entities, incidents and judgements of the events so far.

    They are in tables, which are this object's own where none are given.
    """

    def __init__(self, db: sqlite3.Connection | None = None, *, pos: int = 0, tx_us: int = 0) -> None:
        self.pos, self.tx_us = pos, tx_us
        self._db = db or shelves.private()
        if db is None:
            weakref.finalize(self, self._db.close)
        self.articles = Shelf(self._db, "article", _recorded, json.dumps)
        self.entities = Shelf(self._db, "entity", Entity.model_validate_json, Entity.model_dump_json)
        self.incidents = Shelf(self._db, "incident", Incident.model_validate_json, Incident.model_dump_json)
        rows = self._db.execute("SELECT pos, type, said, by, tx_us, withdrawn FROM judgement ORDER BY pos")
        self._said = {row[0]: _judged(*row) for row in rows}

    def advance(self, events: Iterable[Event]) -> None:
        """Take in the events that follow on `pos`."""
        for event in events:
            if event.type in _READ:
                self._add(decode(event), event)
            if event.type in stated.READ:
                self._db.execute("INSERT INTO telling VALUES (?, ?)", (event.subject, event.pos))
            self.pos, self.tx_us = event.pos, event.tx_us

    def telling(self, article: str) -> list[int]:
        """The positions of the events that tell what an article says."""
        found = self._db.execute("SELECT pos FROM telling WHERE article = ? ORDER BY pos", (article,))
        return [pos for (pos,) in found]

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
        if kind == "incident" and text is not None:
            return shelves.titled(self._db, kind, text)
        return shelves.named(self._db, kind, text)

    def article(self, text: str) -> Recorded | None:
        """The article of a key, its beginning, an id, title or URL; JudgementError if there are several."""
        found = shelves.articles(self._db, text, most=5)
        if len(found) > 1:
            raise JudgementError(f"{text!r} may mean the articles {', '.join(found)}: give more of the key")
        return self.articles[found[0]] if found else None

    def article_of(self, text: str) -> Recorded:
        """The same; JudgementError also where there is none."""
        found = self.article(text)
        if found is None:
            raise JudgementError(f"no article goes by {text!r}: give its key, id, title or URL")
        return found

    def _add(self, payload: Payload, event: Event) -> None:
        match payload:
            case ArticleRecorded():
                self._record(payload)
            case EntityDefined(entity=entity):
                self.entities.put(Thing(entity.id, entity.kind, entity.name), entity)
            case IncidentOpened(incident=incident):
                self.incidents.put(Thing(incident.key, "incident", incident.title), incident)
            case Judgement():
                self._judge(Said(event.pos, payload, event.by, event.tx_us, None))
            case JudgementWithdrawn(judgement=pos) if pos in self._said:
                self._said[pos] = self._said[pos]._replace(withdrawn=event.pos)
                self._db.execute("UPDATE judgement SET withdrawn = ? WHERE pos = ?", (event.pos, pos))

    def _record(self, recorded: ArticleRecorded) -> None:
        if recorded.key in self.articles:
            return
        kept = Recorded(recorded.key, recorded.id, recorded.title, recorded.url)
        self.articles.put(Thing(kept.key, "article", kept.name), kept)
        for text in {text for text in kept[1:] if text is not None}:
            self._db.execute("INSERT INTO called VALUES (?, ?)", (text, kept.key))

    def _judge(self, said: Said) -> None:
        self._said[said.pos] = said
        text = canonical.packed(said.judgement.model_dump(mode="json"))  # whatever text it holds
        row = (type(said.judgement).__name__, text, *said[2:])
        self._db.execute("INSERT INTO judgement VALUES (?, ?, ?, ?, ?, ?)", (said.pos, *row))


def _recorded(said: str) -> Recorded:
    return Recorded._make(json.loads(said))


def _judged(pos: int, type_: str, said: str, by: str, tx_us: int, withdrawn: int | None) -> Said:
    judgement = TYPES[type_].model_validate(canonical.decode(said.encode()))
    if not isinstance(judgement, Judgement):
        raise TypeError(f"{type_} is no judgement")
    return Said(pos, judgement, by, tx_us, withdrawn)


def _says(judgement: Judgement) -> Judgement:
    """What a judgement says, whatever its grounds."""
    silent: dict[str, object] = {"reason": ""}
    if isinstance(judgement, IdentityJudged):
        silent |= {"evidence": (), "score": None}
    return judgement.model_copy(update=silent)
