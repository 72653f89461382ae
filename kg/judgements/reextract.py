"""Articles of the log read again: what another version of an extractor, or other spellings, make of them."""

from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from kg.events import ArticleRecorded, ClaimsExtracted, Payload, decode
from kg.ingest import Arrival, Extractor
from kg.log.protocol import Event, EventLog, event_at
from kg.model import Article, Claim


class RecordedArticle(Article):
    """An article as the log has it, under the key that it was recorded under."""

    recorded_as: str

    @cached_property
    def key(self) -> str:
        """The key in the log: what is read anew are claims of the same article."""
        return self.recorded_as


class Last(NamedTuple):
    """Where the log records an article, and where its last run by an extractor stands."""

    recorded: int
    run: int


class Rereading(NamedTuple):
    """What a new run changes in the claims that an extractor reads in an article."""

    arrival: Arrival
    title: str
    before: str  # the version of the run that it retires
    gone: tuple[Claim, ...]
    new: tuple[Claim, ...]
    same: int


def rereadings(
    log: EventLog, extractor: Extractor, keys: Collection[str] | None = None
) -> Iterator[Rereading]:
    """The articles that the extractor last read in another version, each read anew; all, or some by key."""
    for key, last in _last_runs(log.read(), extractor.name).items():
        if keys is not None and key not in keys:
            continue
        run, recorded = (_payload(log, pos) for pos in (last.run, last.recorded))
        if (
            isinstance(run, ClaimsExtracted)
            and isinstance(recorded, ArticleRecorded)
            and run.version != extractor.version
        ):
            yield _reread(recorded, run, extractor)


def again(recorded: ArticleRecorded) -> RecordedArticle:
    """The article that an event records, to be read once more."""
    return RecordedArticle(
        id=recorded.id,
        text=recorded.text,
        title=recorded.title,
        published=recorded.published,
        publisher=recorded.publisher,
        url=recorded.url,
        recorded_as=recorded.key,
    )


def _reread(recorded: ArticleRecorded, run: ClaimsExtracted, extractor: Extractor) -> Rereading:
    article = again(recorded)
    new = extractor.extract(article).claims
    return Rereading(
        arrival=Arrival(recorded.loader, article),
        title=recorded.title or recorded.id,
        before=run.version,
        gone=tuple(claim for claim in run.claims if claim not in new),
        new=tuple(claim for claim in new if claim not in run.claims),
        same=sum(claim in run.claims for claim in new),
    )


def _last_runs(events: Iterable[Event], extractor: str) -> dict[str, Last]:
    """By article, in the order in which they were recorded, where the extractor last read it."""
    recorded: dict[str, int] = {}
    runs: dict[str, int] = {}
    for event in events:
        if event.data is None:  # erased
            continue
        if event.type == ArticleRecorded.__name__:
            recorded.setdefault(event.subject, event.pos)
        elif event.type == ClaimsExtracted.__name__ and event.data["extractor"] == extractor:
            runs[event.subject] = event.pos
    return {key: Last(pos, runs[key]) for key, pos in recorded.items() if key in runs}


def _payload(log: EventLog, pos: int) -> Payload | None:
    event = event_at(log, pos)
    return decode(event) if event else None
