"""What must be looked up to decide on an article: a fold of the log that keeps no article's text."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kg.contradictions import Stand, stand
from kg.copies import CopyIndex
from kg.errors import LogError
from kg.events import ArticleRecorded, ClaimsExtracted, ClaimsLinked, EntityDefined, Payload, decode
from kg.incidents import IncidentIndex
from kg.log.protocol import Event
from kg.model import Claim, Entity


class Run(NamedTuple):
    """An article and an extractor that read it; the extractor's next run retires what this one read."""

    article: str
    extractor: str


class Known:
    """What the events so far say, as far as the next article's decision depends on it."""

    def __init__(self) -> None:
        self.pos = 0
        self.incidents = IncidentIndex()
        self.copies = CopyIndex()
        self._outlets: dict[str, str | None] = {}  # by article
        self._entities: dict[str, Entity] = {}
        self._versions: dict[Run, str] = {}
        self._stands: dict[str, dict[str, Stand]] = {}  # incident → claim → what it says
        self._standing: dict[Run, list[Stand]] = {}
        self._fresh: tuple[Run, dict[str, Claim]] = Run("", ""), {}  # read, but not linked yet

    def advance(self, events: Iterable[Event]) -> None:
        """Take in the events that follow on `pos`."""
        for event in events:
            self.add(decode(event), pos=event.pos)

    def add(self, payload: Payload, *, pos: int) -> None:
        """Take in one event."""
        match payload:
            case ArticleRecorded(key=key, outlet=outlet):
                self._outlets[key] = outlet.id if outlet else None
            case EntityDefined(entity=entity):
                self._entities[entity.id] = entity
            case ClaimsExtracted():
                self._read(payload)
            case ClaimsLinked():
                self._link(payload, pos)
        self.incidents.add(payload)
        self.copies.add(payload)
        self.pos = pos

    def has_article(self, key: str) -> bool:
        """Whether a version of an article is recorded."""
        return key in self._outlets

    def outlet(self, article: str) -> str | None:
        """The id of the outlet that a recorded article is known to be from."""
        return self._outlets.get(article)

    def version(self, run: Run) -> str | None:
        """In which version an extractor last read an article."""
        return self._versions.get(run)

    def defines(self, entity: Entity) -> bool:
        """Whether an entity is known just so."""
        return self._entities.get(entity.id) == entity

    def about(self, incidents: Iterable[str], *, but: Run) -> Iterator[Stand]:
        """What the claims about some incidents say, without copies and those that a new run would retire."""
        retired = {s.key for s in self._standing.get(but, ())}
        for incident in incidents:
            for key, said in self._stands.get(incident, {}).items():
                if key not in retired and not self.copies.is_copy(key):
                    yield said

    def _read(self, read: ClaimsExtracted) -> None:
        run = Run(read.article, read.extractor)
        for old in self._standing.pop(run, ()):
            del self._stands[old.incident][old.key]
        self._versions[run] = read.version
        self._fresh = run, {claim.key(read.article): claim for claim in read.claims}

    def _link(self, linked: ClaimsLinked, pos: int) -> None:
        run, claims = self._fresh
        for link in linked.links:
            if run.article != linked.article or link.claim not in claims:
                raise LogError(f"event {pos} links the claim {link.claim}, which was not read just before it")
            made = stand(
                run.article,
                claims[link.claim],
                link.incident,
                self._outlets.get(run.article),
                self.incidents.ground,
            )
            self._stands.setdefault(link.incident, {})[link.claim] = made
            self._standing.setdefault(run, []).append(made)
