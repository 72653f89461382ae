"""Loads articles into the log: reads, decides, appends, one article at a time."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Protocol, Self, runtime_checkable

from kg.deciding.decide import Decision, Origin, decide
from kg.deciding.known import Run
from kg.events import ClaimsExtracted, IncidentOpened
from kg.log.protocol import EventLog, MovedOnError
from kg.lookups.store import Lookups
from kg.model import Article, Extraction
from loaders import Problem, Source, walk


class Extractor(Protocol):
    """Reads claims out of articles; another `version` may read other claims out of the same article."""

    name: str
    version: str

    def extract(self, article: Article) -> Extraction:
        """What the article says."""
        ...


@runtime_checkable
class ReadsAhead(Protocol):
    """An extractor that reads several articles at once."""

    ahead: int  # so many articles may be begun before their turn

    def begin(self, article: Article) -> Callable[[], Extraction]:
        """Have an article read; the function that is returned waits for it."""
        ...


class Arrival(NamedTuple):
    """What a loader gave, and its name."""

    loader: str
    loaded: Article | Problem


class Begun(NamedTuple):
    """What arrived, and what waits for its reading; None where there is nothing to read."""

    arrival: Arrival
    reading: Callable[[], Extraction] | None


@dataclass(frozen=True, slots=True)
class Summary:
    """What a load came to. `changes` is 0 where everything was in the log already."""

    seen: int = 0  # articles that were read
    new: int = 0  # articles that the log did not hold in this version of the extractor
    claims: int = 0
    incidents: int = 0  # opened
    changes: int = 0  # events appended, or to append
    problems: tuple[Problem, ...] = ()


def arrivals(paths: Iterable[Path]) -> Iterator[Arrival]:
    """The articles of files and folders, with the names of the loaders that read them."""
    for found in walk(paths):
        if isinstance(found, Source):
            yield from (Arrival(found.loader.name, loaded) for loaded in found.read())
        elif isinstance(found, Problem):
            yield Arrival("", found)


def ingest(
    coming: Iterable[Arrival],
    log: EventLog,
    extractor: Extractor,
    *,
    now_us: Callable[[], int],
    on_progress: Callable[[int], None] = lambda _: None,
    dry_run: bool = False,
    lookups: Path | None = None,
) -> Summary:
    """Append what is new in the articles that come.

    Each article is in the log whole or not at all, whenever the process ends. A dry run appends nothing
    and gives the same counts. An extractor that reads ahead gives the same events. `lookups` is the file
    in which what deciding needs is kept from load to load; without it, it is worked out from the log.
    """
    ahead = extractor.ahead if isinstance(extractor, ReadsAhead) else 0
    begun: deque[Begun] = deque()
    summary = Summary()
    with _Load(log, extractor, now_us, dry_run=dry_run, lookups=lookups) as load:
        for arrival in coming:
            begun.append(load.begin(arrival))
            if len(begun) > ahead:
                summary = load.take(begun.popleft(), summary)
                on_progress(1)
        for each in begun:
            summary = load.take(each, summary)
            on_progress(1)
    return summary


class _Load:
    """A load in progress."""

    def __init__(
        self,
        log: EventLog,
        extractor: Extractor,
        now_us: Callable[[], int],
        *,
        dry_run: bool,
        lookups: Path | None,
    ) -> None:
        self._log, self._extractor, self._path = log, extractor, lookups
        self._now_us, self._dry_run = now_us, dry_run
        self._opened: Lookups | None = None  # a load of nothing new need not read the log

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._opened:
            self._opened.close(keep=kind is None)

    def begin(self, arrival: Arrival) -> Begun:
        """Have what arrived read when its turn comes, or now, unless it is recorded already."""
        article = arrival.loaded
        if isinstance(article, Problem) or self._is_recorded(article, self._origin(arrival)):
            return Begun(arrival, None)
        if isinstance(self._extractor, ReadsAhead):
            return Begun(arrival, self._extractor.begin(article))
        return Begun(arrival, partial(self._extractor.extract, article))

    def take(self, begun: Begun, summary: Summary) -> Summary:
        """The summary after what was begun is recorded."""
        article = begun.arrival.loaded
        if isinstance(article, Problem):
            return replace(summary, problems=(*summary.problems, article))
        summary = replace(summary, seen=summary.seen + 1)
        origin = self._origin(begun.arrival)
        if begun.reading is None or self._has(article, origin):  # perhaps by an article that was begun before
            return summary
        decision = self._record(article, begun.reading(), origin)
        return summary if decision is None else _counted(summary, decision)

    def _origin(self, arrival: Arrival) -> Origin:
        return Origin(arrival.loader, self._extractor.name, self._extractor.version)

    def _is_recorded(self, article: Article, origin: Origin) -> bool:
        return self._log.has(origin.key(article)) or self._has(article, origin)

    def _has(self, article: Article, origin: Origin) -> bool:
        """Whether the extractor has read the article in this version, or it was erased, whoever gave it."""
        with self._lookups.mended():
            return self._known_version(article, origin)
        return self._known_version(article, origin)

    def _known_version(self, article: Article, origin: Origin) -> bool:
        known = self._lookups.known
        if known.was_erased(article.key):
            return True
        return known.version(Run(article.key, origin.extractor)) == origin.version

    @property
    def _lookups(self) -> Lookups:
        if self._opened is None:
            self._opened = Lookups(self._log, self._path, keep=not self._dry_run)
            with self._opened.mended():
                self._opened.catch_up()
        return self._opened

    def _record(self, article: Article, extraction: Extraction, origin: Origin) -> Decision | None:
        while True:
            decision = self._decide(article, extraction, origin)
            try:
                self._append(decision)
            except MovedOnError:  # another process appends too: decide again on what it appended
                with self._lookups.mended():
                    self._lookups.catch_up()
                if self._has(article, origin):
                    return None
            else:
                return decision

    def _decide(self, article: Article, extraction: Extraction, origin: Origin) -> Decision:
        with self._lookups.mended():
            return decide(article, extraction, self._lookups.known, origin)
        return decide(article, extraction, self._lookups.known, origin)

    def _append(self, decision: Decision) -> None:
        if not self._dry_run:
            self._log.append(decision.batch, tx_us=self._now_us(), expect=self._lookups.known.pos)
        with self._lookups.mended():
            self._lookups.add(decision.payloads)


def _counted(summary: Summary, decision: Decision) -> Summary:
    claims = (len(p.claims) for p in decision.payloads if isinstance(p, ClaimsExtracted))
    return replace(
        summary,
        new=summary.new + 1,
        claims=summary.claims + sum(claims),
        incidents=summary.incidents + sum(isinstance(p, IncidentOpened) for p in decision.payloads),
        changes=summary.changes + len(decision.payloads),
    )
