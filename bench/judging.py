"""How long a judgement takes on a long log: looking up, deciding and appending, without the graph.

    python bench/judging.py [--events N]     prints a table in Markdown

The log is made up, four events an article. `first` is the first of a kind: the very first reads the whole
log, and so does the first on a claim here, where no `kg load` has kept the lookups. `then` is the median of
five after it. Each opens log and files anew, as a command does. Starting Python and bringing the graph up to
the judgement come on top of both.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from random import Random

from projection import payloads

from kg import canonical
from kg.cli.correct import claim_of
from kg.cli.judge import Asked, Decide, appended, named
from kg.events import ClaimsExtracted
from kg.judgements import judging
from kg.judgements.judging import Grounds, Judged
from kg.judgements.view import View
from kg.log import open_log
from kg.log.protocol import Batch, EventLog
from kg.settings import Settings

WHY = Grounds("measured")
ROUNDS = 5
TOGETHER = 250  # articles in a transaction


def batches(articles: int, claims: list[str], keys: list[str]) -> Iterator[Batch]:
    """A batch an article; notes the keys of some claims and of some articles."""
    rng = Random(1)  # noqa: S311 - the same at every run is what is wanted
    for number in range(articles):
        said = list(payloads(number, rng))
        if number % (articles // (2 * ROUNDS)) == 0:
            [read] = [each for each in said if isinstance(each, ClaimsExtracted)]
            keys.append(read.article)
            claims.append(read.claims[0].key(read.article))
        key = canonical.digest(number)
        yield Batch(key, key, "bench", tuple(payload.new() for payload in said))


def fill(log: EventLog, events: int) -> tuple[list[str], list[str]]:
    """Append the events; the keys of some claims and articles of them."""
    claims, keys = list[str](), list[str]()
    coming = batches(events // 4, claims, keys)
    while some := list(islice(coming, TOGETHER)):
        log.extend(some, tx_us=1)
    return claims, keys


def article(key: str) -> Decide:
    """What `kg retract ARTICLE` decides."""

    def decide(view: View, _: EventLog) -> Judged:
        return judging.retract_article(view, view.article_of(key), WHY)

    return decide


def claim(asked: Asked, key: str) -> Decide:
    """What `kg retract CLAIM` decides."""

    def decide(view: View, log: EventLog) -> Judged:
        return judging.retract_claim(view, claim_of(asked, view, log, key), WHY)

    return decide


def incidents(a: str, b: str) -> Decide:
    """What `kg same A B` decides."""

    def decide(view: View, _: EventLog) -> Judged:
        one, other = (named(view, text, "actor", "place", "incident") for text in (a, b))
        return judging.identify(view, one, other, same=True, grounds=WHY)

    return decide


def spent(asked: Asked, decide: Decide) -> float:
    """The seconds of one judgement."""
    start = time.perf_counter()
    with closing(open_log(asked.chosen.log)) as log:
        assert appended(asked, decide, log).changes == 1
    return time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=int, default=100_000)
    events = parser.parse_args().events
    with tempfile.TemporaryDirectory() as folder:
        asked = Asked(Settings(Path(folder)), reason="", by="bench", dry_run=False, as_lines=False)
        with closing(open_log(asked.chosen.log)) as log:
            claims, articles = fill(log, events)
            print(f"{log.head().pos:,} events\n")
        ways = {
            "`kg retract ARTICLE`": [article(key) for key in articles],
            "`kg same INCIDENT INCIDENT`": [incidents(f"incident{n}", f"incident{n + 1}") for n in range(9)],
            "`kg retract CLAIM`": [claim(asked, key) for key in claims],
        }
        print("| judgement | first, s | then, s |\n|---|--:|--:|")
        for name, decisions in ways.items():
            first, *then = (spent(asked, decide) for decide in decisions[: 1 + ROUNDS])
            print(f"| {name} | {first:.2f} | {statistics.median(then):.3f} |", flush=True)


if __name__ == "__main__":
    main()
