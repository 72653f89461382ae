"""Makes a golden log with the kg that is installed: run it once before each release, and never again.

    python tests/golden/make.py log 2       # the log, by the code of that release
    python tests/golden/make.py expect 2    # what it comes to, by today's code: read the difference

The clock and the salts are fixed, so that the same code gives the same log.
"""

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from itertools import count
from pathlib import Path

from kg import canonical
from kg.extract import pipeline
from kg.ingest import arrivals, ingest
from kg.log.sqlite import SqliteLog
from kg.projection import digest
from kg.projection.fold import CODE, fold

HERE = Path(__file__).parent
ARTICLES = HERE.parents[1] / "kg" / "sample" / "articles"
MANY = 5
NOON = 1_767_268_800_000_000  # 2026-01-01 12:00 UTC


def salts() -> Callable[[int], bytes]:
    """Bytes that are the same on every run."""
    turns = count()
    return lambda n: hashlib.shake_256(f"golden {next(turns)}".encode()).digest(n)


def write(name: str) -> None:
    """Write the log of a release; raises FileExistsError where there is one."""
    path = HERE / f"{name}.sqlite"
    path.touch(exist_ok=False)
    clock = count(NOON, 1_000_000)
    with closing(SqliteLog(path, salts=salts())) as log:
        paths = sorted(ARTICLES.glob("*.txt"))[:MANY]
        ingest(arrivals(paths), log, pipeline.load(), now_us=lambda: next(clock))
        judge(log, lambda: next(clock))


def judge(log: SqliteLog, now_us: Callable[[], int]) -> None:
    """Add what people say, as far as this version of kg knows of it."""
    try:
        from kg import erasing, events
        from kg.log.protocol import Batch
    except ImportError:
        return
    said = [event for event in log.read() if event.type in ("ArticleRecorded", "ClaimsExtracted")]
    articles = [event.subject for event in said if event.type == "ArticleRecorded"]
    retracted = events.ArticleRetracted(article=articles[1], reason="taken back by its outlet")
    named = events.AliasAdded(entity="sdf", alias="the democratic forces", reason="so they call themselves")
    withdrawn = events.JudgementWithdrawn(judgement=log.head().pos + 1, reason="it was not")
    for payload in (retracted, named, withdrawn):
        key = canonical.digest([type(payload).__name__, payload.subject])
        log.append(Batch(key, key, "a person", (payload.new(),)), tx_us=now_us())
    erasing.erase(log, [articles[2]], reason="asked for", by="a person", now_us=now_us)


def expected(name: str, folder: Path = HERE) -> dict[str, object]:
    """What a golden log comes to."""
    with closing(SqliteLog(folder / f"{name}.sqlite")) as log:
        head = log.head()
        events = list(log.read())
    made = digest.digest(digest.in_picture(fold(events)))
    return {
        "events": head.pos,
        "head": head.hash.hex(),
        "types": dict(sorted(Counter(event.type for event in events).items())),
        "fold": CODE,
        "nodes": made.nodes,
        "edges": made.edges,
        "digest": made.value.hex(),
    }


def main() -> None:
    """Do what the command line says."""
    what, name = sys.argv[1:]
    if what == "log":
        write(name)
    else:
        text = json.dumps(expected(name), indent=1)
        (HERE / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
