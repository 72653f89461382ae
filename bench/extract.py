"""How many sentences a second one core reads claims out of, with the sample articles.

python bench/extract.py [--rounds N]     prints a table in Markdown
"""

import argparse
import statistics
import time
from collections.abc import Callable

from kg import sample
from kg.extract import pipeline
from kg.ingest import arrivals
from kg.model import Article, Extraction


def seconds(work: Callable[[], object]) -> float:
    """What the work took, of this process's own time: others on the machine do not count."""
    start = time.process_time()
    work()
    return time.process_time() - start


def measure(rounds: int) -> str:
    """The table: how long the extractor takes to load, and what it reads then."""
    articles = [each.loaded for each in arrivals([sample.paths()]) if isinstance(each.loaded, Article)]
    loading = seconds(pipeline.load)
    extractor = pipeline.load()
    read: list[Extraction] = [extractor.extract(article) for article in articles]

    def once() -> None:
        for article in articles:
            extractor.extract(article)

    taken = statistics.median(seconds(once) for _ in range(rounds))
    sentences, claims = (sum(len(getattr(e, what)) for e in read) for what in ("sentences", "claims"))
    characters = sum(len(article.text) for article in articles)
    return f"""\
{len(articles)} articles, {sentences} sentences, {claims} claims; median of {rounds} rounds, one core

| what | |
|---|--:|
| sentences/s | {sentences / taken:,.0f} |
| articles/s | {len(articles) / taken:,.0f} |
| characters/s | {characters / taken:,.0f} |
| loading rules and registry, s | {loading:.2f} |"""


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    print(measure(parser.parse_args().rounds))
