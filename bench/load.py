"""How many articles a second are read, decided on and written to a log, by the number of processes.

python bench/load.py [--articles N] [--jobs N…]     prints a table in Markdown

The articles are those of the sample, again and again: with a number in each sentence, so that none is a copy,
and in other years, so that not all of them tell of the same incidents.
The time of the writing process bounds how far more processes can help.
"""

import argparse
import re
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, nullcontext
from datetime import date
from itertools import cycle, islice
from pathlib import Path

from kg import sample
from kg.events import ClaimsExtracted, decode
from kg.extract import pipeline
from kg.ingest import Arrival, arrivals, ingest
from kg.jobs import Workers, cores
from kg.log import open_log
from kg.model import Article

YEARS = 20  # so many times the sample is moved to another year
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
END = re.compile(r"(?<=[a-z])\.(?=\s)")


def articles(count: int) -> Iterator[Arrival]:
    """So many articles, no two with the same sentences."""
    samples = [each for each in arrivals([sample.paths()]) if isinstance(each.loaded, Article)]
    for number, (loader, one) in enumerate(islice(cycle(samples), count)):
        if isinstance(one, Article):
            yield Arrival(loader, _again(one, number // len(samples)))


def _again(one: Article, turn: int) -> Article:
    """The article told of another year."""

    def moved(day: str) -> str:
        return f"{int(day[:4]) - turn % YEARS * 4}{day[4:]}"  # by four: where it was a leap year it still is

    text = YEAR.sub(lambda year: moved(year[0]), END.sub(f" in case {turn}.", one.text))
    published = one.published and date.fromisoformat(moved(one.published.isoformat()))
    return Article(id=f"{one.id}-{turn}", text=text, published=published, publisher=one.publisher)


def measure(count: int, jobs: int) -> str:
    """A row of the table."""
    with tempfile.TemporaryDirectory() as home, closing(open_log(Path(home) / "log.sqlite")) as log:
        with Workers(pipeline.load, jobs) if jobs > 1 else nullcontext(pipeline.load()) as extractor:
            start, own = time.perf_counter(), time.process_time()
            new = ingest(articles(count), log, extractor, now_us=lambda: time.time_ns() // 1000).new
            taken, busy = time.perf_counter() - start, time.process_time() - own
        read = (payload for payload in map(decode, log.read()) if isinstance(payload, ClaimsExtracted))
        sentences = sum(len(payload.sentences) for payload in read)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    speed = f"{new / taken:,.0f} | {sentences / taken:,.0f} | {taken:.1f}"
    return f"| {jobs} | {speed} | {1_000 * busy / new:.1f} | {memory:,.0f} |"


def main() -> None:
    """Measure with each number of processes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1_000)
    parser.add_argument("--jobs", type=int, nargs="*", default=[1, 2])
    asked = parser.parse_args()
    print(f"{asked.articles} articles, {cores()} cores; MB: the most that the writing process held so far\n")
    print("| jobs | articles/s | sentences/s | seconds | writer's own ms an article | MB |")
    print("|--:|--:|--:|--:|--:|--:|")
    for jobs in asked.jobs:
        print(measure(asked.articles, jobs), flush=True)


if __name__ == "__main__":
    main()
