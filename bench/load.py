"""How many articles a second are decided on and written to a log, and in how much memory, as the log grows.

python bench/load.py [--told N] [--written N] [--jobs N…] [--profile N]     prints tables in Markdown

Three parts; 0 leaves one out. `told` articles come with their extraction, so that 100,000 of them show within
the hour how log and lookups behave as they grow: the first table has a row for each tenth of them. `written`
articles are read by the real extractor, in as many processes as asked for. The profile is of those too.
The articles are made from the sample corpus (`bench/corpus.py`). Memory is the writing process's own.
"""

import argparse
import cProfile
import pstats
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, nullcontext
from itertools import count
from pathlib import Path
from typing import NamedTuple

import corpus

from kg.events import ClaimsExtracted, decode
from kg.extract import pipeline
from kg.ingest import Arrival, Extractor, ingest
from kg.jobs import Workers, cores
from kg.log import open_log
from kg.log.protocol import EventLog

MB = 1 << 20


class Home(NamedTuple):
    """Where a load goes."""

    folder: Path
    log: EventLog

    def load(self, coming: Iterable[Arrival], extractor: Extractor) -> int:
        """Load articles; how many were new."""
        lookups = self.folder / "lookup.sqlite"
        clock = (time.time_ns() // 1000 for _ in count())
        return ingest(coming, self.log, extractor, now_us=lambda: next(clock), lookups=lookups).new

    def megabytes(self, name: str) -> float:
        """The size of a file with all that belongs to it."""
        return sum(file.stat().st_size for file in self.folder.glob(f"{name}.sqlite*")) / MB


@contextmanager
def home(folder: Path | None) -> Iterator[Home]:
    """A log that is gone afterwards."""
    with (
        tempfile.TemporaryDirectory(dir=folder) as name,
        closing(open_log(Path(name) / "log.sqlite")) as log,
    ):
        yield Home(Path(name), log)


class Watch:
    """Counts articles on their way into the load, and prints a row at each tenth of them."""

    def __init__(self, at: Home, articles: int) -> None:
        self._at, self._tenth = at, max(articles // 10, 1)
        self._making = 0.0  # seconds of the processor that went into making the articles
        self._start = time.process_time(), time.perf_counter()

    def over(self, coming: Iterator[Arrival]) -> Iterator[Arrival]:
        """The articles."""
        for number in count(1):
            start = time.process_time()
            arrival = next(coming, None)
            self._making += time.process_time() - start
            if arrival is None:
                return
            yield arrival
            if number % self._tenth == 0:
                self._row(number)

    def _row(self, number: int) -> None:
        busy, wall = time.process_time() - self._start[0] - self._making, time.perf_counter() - self._start[1]
        sizes = f"{self._at.megabytes('log'):,.0f} | {self._at.megabytes('lookup'):,.0f}"
        speed = f"{self._tenth / busy:,.0f} | {self._tenth / wall:,.0f}"
        print(f"| {number:,} | {speed} | {_memory():,.0f} | {_peak():,.0f} | {sizes} |", flush=True)
        self._making, self._start = 0.0, (time.process_time(), time.perf_counter())


def grow(articles: int, folder: Path | None) -> None:
    """Print how a load of articles goes that need no reading."""
    told = corpus.Told()
    print(f"{articles:,} articles whose extraction comes with them\n")
    print("| articles | articles/s of processor time | articles/s | MB | peak MB | log MB | lookups MB |")
    print("|--:|--:|--:|--:|--:|--:|--:|")
    with home(folder) as at:
        at.load(Watch(at, articles).over(told.articles(articles)), told)


def read(articles: int, jobs: int, folder: Path | None) -> str:
    """A row on articles that are read by the real extractor."""
    with home(folder) as at:
        coming = list(corpus.written(articles))
        with Workers(pipeline.load, jobs) if jobs > 1 else nullcontext(pipeline.load()) as extractor:
            start, own = time.perf_counter(), time.process_time()
            new = at.load(coming, extractor)
            taken, busy = time.perf_counter() - start, time.process_time() - own
        runs = (payload for payload in map(decode, at.log.read()) if isinstance(payload, ClaimsExtracted))
        sentences = sum(len(payload.sentences) for payload in runs)
    speed = f"{new / taken:,.0f} | {sentences / taken:,.0f} | {taken:.1f}"
    return f"| {jobs} | {speed} | {1_000 * busy / new:.1f} | {_peak():,.0f} |"


def profile(articles: int, folder: Path | None) -> None:
    """Print which modules the time of a load goes to, reading among them."""
    extractor, coming, profiler = pipeline.load(), list(corpus.written(articles)), cProfile.Profile()
    with home(folder) as at:
        profiler.runcall(at.load, coming, extractor)
    spent: Counter[str] = Counter()
    for (file, _, name), (_, _, own, _, _) in pstats.Stats(profiler).stats.items():  # type: ignore[attr-defined] # as documented
        spent[_module(file, name)] += own
    print("| module | share of the time |\n|---|--:|")
    for module, own in spent.most_common(15):
        print(f"| `{module}` | {100 * own / spent.total():.1f} % |")


def _module(file: str, name: str) -> str:
    parts = Path(file).with_suffix("").parts
    if "kg" in parts:
        inner = parts[len(parts) - parts[::-1].index("kg") :]
        return "kg.extract" if inner[0] in ("extract", "identity") else ".".join(("kg", *inner))
    return "sqlite3" if "sqlite3" in name else "Python and its libraries"


def _memory() -> float:
    """What the process holds now."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / MB


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--told", type=int, default=3_000)
    parser.add_argument("--written", type=int, default=500)
    parser.add_argument("--jobs", type=int, nargs="*", default=[1, 2])
    parser.add_argument("--profile", type=int, default=200)
    parser.add_argument("--folder", type=Path, help="where the log is written; else the system's own")
    asked = parser.parse_args()
    if asked.told:
        grow(asked.told, asked.folder)
    if asked.written:
        print(f"\n{asked.written:,} articles that are read, {cores()} cores\n")
        print("| jobs | articles/s | sentences/s | seconds | writer's own ms an article | peak MB |")
        print("|--:|--:|--:|--:|--:|--:|")
        for jobs in asked.jobs:
            print(read(asked.written, jobs, asked.folder), flush=True)
    if asked.profile:
        print(f"\nWhere the time of {asked.profile:,} of them goes\n")
        profile(asked.profile, asked.folder)


if __name__ == "__main__":
    main()
