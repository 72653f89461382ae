"""What must be looked up to decide on an article: a fold of the log into tables, in flat memory."""

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from kg.deciding.contradictions import Stand, nobody, stand
from kg.deciding.copies import CopyIndex, said
from kg.deciding.incidents import IncidentIndex
from kg.events import (
    ArticleRecorded,
    ClaimAsserted,
    ClaimsExtracted,
    ClaimsLinked,
    ClaimsRelated,
    EntityDefined,
    Erased,
    IncidentOpened,
    Judgement,
    JudgementWithdrawn,
    Payload,
    PayloadErased,
    decode,
)
from kg.identity.aliases import Aliases
from kg.log.protocol import Event
from kg.lookups.claims import Claims, Left, Spoken, voices
from kg.lookups.tables import private
from kg.model import Claim, Entity
from kg.sidefile import must_be_erased

_NUMBER = "INSERT OR IGNORE INTO article (key, recorded) VALUES (?, 0)"
_RECORD = "UPDATE article SET recorded = 1, outlet = ? WHERE key = ?"
_RUN = """
    INSERT INTO run (article, extractor, version) VALUES (?, ?, ?)
    ON CONFLICT (article, extractor) DO UPDATE SET version = excluded.version
"""
_VERSION = """
    SELECT run.n, version FROM run JOIN article ON article.n = article WHERE key = ? AND extractor = ?
"""


class Run(NamedTuple):
    """An article and an extractor that read it; the extractor's next run retires what this one read."""

    article: str
    extractor: str


class Known:
    """What the events so far say, as far as the next article's decision depends on it."""

    def __init__(self, db: sqlite3.Connection | None = None, *, pos: int = 0) -> None:
        self._db = db or private()
        self.pos = pos
        self.incidents = IncidentIndex(self._db)
        self.copies = CopyIndex(self._db)
        self._judged = self.incidents.judged
        self._claims = Claims(self._db, self._judged)
        self._unread: tuple[str, str] = "", ""  # the article that was just recorded, and its text

    def advance(self, events: Iterable[Event]) -> None:
        """Take in the events that follow on `pos`.

        Raises ForgottenError where one says that some of those before were erased since they were taken in.
        """
        for event in events:
            self.add(decode(event), pos=event.pos)

    def add(self, payload: Payload, *, pos: int) -> None:
        """Take in one event."""
        match payload:
            case ArticleRecorded():
                self._record(payload)
            case EntityDefined(entity=entity):
                self.incidents.define(entity, pos=pos)
                self._judged.appeared("entity", entity.id)
            case ClaimsExtracted():
                self._read(payload)
            case IncidentOpened(incident=incident):
                self.incidents.open(incident)
                self._judged.appeared("incident", incident.key)
            case ClaimsLinked(article=article, links=links):
                self._claims.link(self._number(article), links)
            case ClaimsRelated(relations=relations):
                self._claims.relate(relations)
            case Judgement():
                self._judge(payload, pos)
            case JudgementWithdrawn():
                self._withdraw(payload)
            case Erased(type=kind, about=key):
                of_article = key if kind == ArticleRecorded.__name__ else None
                self._db.execute("INSERT INTO erased VALUES (?, ?)", (pos, of_article))
            case PayloadErased(positions=positions):
                must_be_erased(self._db, positions)
        self.pos = pos

    def has_article(self, key: str) -> bool:
        """Whether a version of an article is recorded."""
        return (
            self._db.execute("SELECT 1 FROM article WHERE key = ? AND recorded", (key,)).fetchone()
            is not None
        )

    def was_erased(self, key: str) -> bool:
        """Whether a version of an article was recorded, and is not to be kept."""
        found = self._db.execute("SELECT 1 FROM erased WHERE article = ?", (key,)).fetchone()
        return found is not None

    def outlet(self, article: str) -> str | None:
        """The id of the outlet that a recorded article is known to be from."""
        found = self._db.execute("SELECT outlet FROM article WHERE key = ?", (article,)).fetchone()
        return found[0] if found else None

    def article_with(self, claim: str) -> str | None:
        """The article that makes a claim, where it is known."""
        return self._claims.article_with(claim)

    def version(self, run: Run) -> str | None:
        """In which version an extractor last read an article."""
        found = self._db.execute(_VERSION, run).fetchone()
        return str(found[1]) if found else None

    def defines(self, entity: Entity) -> bool:
        """Whether an entity is known just so."""
        return self.incidents.entities.get(entity.id) == entity

    def aliases(self) -> Aliases:
        """The spellings that people added and that hold, in the order of the log."""
        found = ((self.incidents.entities.get(id_), alias) for id_, alias in self._judged.aliases())
        return tuple((entity, alias) for entity, alias in found if entity)

    def left(self, run: Run, copies: Iterable[str] = ()) -> Left:
        """What a new run is not compared with: what it retires, and claims that it makes copies."""
        found = self._db.execute(_VERSION, run).fetchone()
        return Left(found[0] if found else None, frozenset(copies))

    def about(self, new: Iterable[Stand], *, left: Left) -> list[Stand]:
        """What claims that are there say of the incidents of new ones; of one voice only the first."""
        return list(voices(self._claims, new, left=left))

    def dead(self, left: Left) -> Callable[[str, str], bool]:
        """Whether, in an incident, a speaker tells of people who were killed."""
        return lambda incident, speaker: self._claims.tells_of_dead(incident, speaker, left=left)

    def _number(self, article: str) -> int:
        found = self._db.execute("SELECT n FROM article WHERE key = ?", (article,)).fetchone()
        return int(found[0]) if found else self._db.execute(_NUMBER, (article,)).lastrowid or 0

    def _record(self, recorded: ArticleRecorded) -> None:
        if not self.has_article(recorded.key):
            self._number(recorded.key)
            self._unread = recorded.key, recorded.text
        self._db.execute(_RECORD, (recorded.outlet.id if recorded.outlet else None, recorded.key))

    def _read(self, read: ClaimsExtracted) -> None:
        number = self._number(read.article)
        self._db.execute(_RUN, (number, read.extractor, read.version))
        run, _ = self._db.execute(_VERSION, (read.article, read.extractor)).fetchone()
        by_key = {claim.key(read.article): claim for claim in read.claims}
        self._claims.read(number, run, self._spoken(by_key, read.article))
        if self._unread[0] == read.article:
            self.copies.learn(number, read, self._unread[1])
            self._unread = "", ""

    def _spoken(self, claims: Mapping[str, Claim], article: str) -> list[Spoken]:
        outlet, ground = self.outlet(article) or nobody(article), self.incidents.raw_ground
        return [Spoken(said(one, key), stand(key, one, "", outlet, ground)) for key, one in claims.items()]

    def _judge(self, judgement: Judgement, pos: int) -> None:
        self._judged.judge(judgement, pos=pos)
        match judgement:
            case ClaimAsserted(article=article, claim=claim):
                [spoken] = self._spoken({claim.key(article): claim}, article)
                self._claims.hear_person(self._number(article), pos, spoken)
        self._settle(pos)

    def _withdraw(self, withdrawn: JudgementWithdrawn) -> None:
        self._judged.withdraw(withdrawn)
        self._settle(withdrawn.judgement)

    def _settle(self, judgement: int) -> None:
        """Have a judgement, or its withdrawal, count for the claims that it is about."""
        if about := self._judged.about(judgement):
            self._claims.judged(*about)
        self._claims.asserted(judgement)
