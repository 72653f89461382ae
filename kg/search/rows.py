"""What events change in the index: names of actors and places, titles of incidents, sentences of articles.

An entity is found by its last name and by the aliases that hold; an article by the sentences into which it
was last cut. What was erased is not there.
"""

import sqlite3
from collections.abc import Callable, Collection, Iterator
from typing import Final, NamedTuple

from kg.events import (
    AliasAdded,
    ArticleRecorded,
    EntityDefined,
    IncidentOpened,
    JudgementWithdrawn,
    PayloadErased,
    decode,
)
from kg.log.protocol import Event
from kg.model import Sentence
from kg.sidefile import must_be_erased

_ADD: Final = """
    INSERT INTO entry (kind, key, article, judgement) VALUES (?, ?, ?, ?) RETURNING n
"""
_NAME: Final = "SELECT n FROM entry WHERE kind = ? AND key = ? AND judgement IS NULL"
_ARTICLE: Final = "INSERT OR REPLACE INTO article VALUES (?, ?, ?, ?)"


class Text(NamedTuple):
    """The words of an article."""

    article: str
    text: str


class Rows:
    """Takes events into the tables, but for those at positions to `skip`.

    `text_at` reads the article of a position out of the log.
    """

    def __init__(
        self, db: sqlite3.Connection, text_at: Callable[[int], str | None], *, skip: Collection[int] = ()
    ) -> None:
        self._db, self._text_at, self._skip = db, text_at, skip
        self._last = Text("", "")  # an article is mostly read right after it was recorded

    def add(self, event: Event) -> None:
        """Take in an event; raises ForgottenError where it tells that one that was taken in is erased."""
        if event.data is None or event.pos in self._skip:
            self._db.execute("INSERT INTO erased VALUES (?)", (event.pos,))
        elif event.type == "ClaimsExtracted":  # its sentences are all that is read of it
            self._cut(event.subject, [Sentence.model_validate(one) for one in event.data["sentences"]])
        elif event.type in _READ:
            self._decoded(event)

    def _decoded(self, event: Event) -> None:
        match decode(event):
            case ArticleRecorded() as recorded:
                self._recorded(recorded, event.pos)
            case EntityDefined(entity=entity):
                self._renamed(entity.kind, entity.id, entity.name)
            case IncidentOpened(incident=incident):
                self._renamed("incident", incident.key, incident.title)
            case AliasAdded(entity=entity, alias=alias):
                self._add(self._kind_of(entity), entity, alias, judgement=event.pos)
            case JudgementWithdrawn(judgement=pos):
                self._drop(self._numbers("SELECT n FROM entry WHERE judgement = ?", pos))
            case PayloadErased(positions=positions):
                must_be_erased(self._db, positions)

    def _recorded(self, recorded: ArticleRecorded, pos: int) -> None:
        published = recorded.published.isoformat() if recorded.published else None
        self._db.execute(_ARTICLE, (recorded.key, pos, recorded.title or recorded.id, published))
        self._last = Text(recorded.key, recorded.text)

    def _cut(self, article: str, sentences: list[Sentence]) -> None:
        text = self._text(article)
        self._drop(self._numbers("SELECT n FROM entry WHERE article = ?", article))
        for one in sentences if text else ():
            self._add(
                "sentence", f"{article}:{one.start}-{one.end}", text[one.start : one.end], article=article
            )

    def _text(self, article: str) -> str:
        if self._last.article != article:
            found = self._db.execute("SELECT pos FROM article WHERE key = ?", (article,)).fetchone()
            self._last = Text(article, (self._text_at(found[0]) or "") if found else "")
        return self._last.text

    def _renamed(self, kind: str, key: str, name: str) -> None:
        self._drop(self._numbers(_NAME, kind, key))
        self._add(kind, key, name)

    def _kind_of(self, entity: str) -> str:
        found = self._db.execute(
            "SELECT kind FROM entry WHERE key = ? AND kind IN ('actor', 'place')", (entity,)
        ).fetchone()
        return str(found[0]) if found else "actor"

    def _add(
        self, kind: str, key: str, text: str, *, article: str | None = None, judgement: int | None = None
    ) -> None:
        (n,) = self._db.execute(_ADD, (kind, key, article, judgement)).fetchone()
        self._db.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (n, text))

    def _numbers(self, statement: str, *params: object) -> Iterator[int]:
        return iter([n for (n,) in self._db.execute(statement, params).fetchall()])

    def _drop(self, numbers: Iterator[int]) -> None:
        for n in numbers:
            self._db.execute("DELETE FROM words WHERE rowid = ?", (n,))
            self._db.execute("DELETE FROM entry WHERE n = ?", (n,))


_READ: Final = frozenset(
    kind.__name__
    for kind in (
        ArticleRecorded,
        EntityDefined,
        IncidentOpened,
        AliasAdded,
        JudgementWithdrawn,
        PayloadErased,
    )
)
