"""Loading is idempotent, counts what it did, and shares the log with others."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from kg.errors import LogError
from kg.ingest import Arrival, Summary, arrivals, ingest
from kg.log.memory import MemoryLog
from kg.log.protocol import EventLog
from kg.log.sqlite import SqliteLog
from kg.model import Article, Extraction
from loaders import Problem

from .telling import Teller, article

ARTICLES = (
    article("a", "coalition ATTACKED ndf @p_khasham 2018-02-07"),
    article("b", "ndf ATTACKED sdf @p_khasham 2018-02-07", "sdf BLOCKED ndf @p_far 2017-01-01"),
    article("c"),
)


def load(log: EventLog, articles: Iterable[Article] = ARTICLES, **options) -> Summary:
    clock = count(1)
    extractor = options.pop("extractor", Teller())
    coming = (Arrival("text", one) for one in articles)
    return ingest(coming, log, extractor, now_us=lambda: next(clock), **options)


def test_a_load_counts_what_it_did():
    log = MemoryLog()
    summary = load(log)
    assert summary == Summary(seen=3, new=3, claims=3, incidents=2, changes=log.head().pos)
    assert log.head().pos > 3


def test_loading_the_same_again_changes_nothing_and_reads_nothing():
    log = MemoryLog()
    load(log)
    before = log.head()
    assert load(log, extractor=Unwilling()) == Summary(seen=3)
    assert log.head() == before


class Unwilling(Teller):
    """Reads no article."""

    def extract(self, article: Article) -> Extraction:
        raise AssertionError(f"{article.id} is read again")


def test_an_article_is_new_to_a_newer_extractor_and_not_to_another_loader():
    log = MemoryLog()
    load(log)
    other = (Arrival("jsonl", one) for one in ARTICLES)
    assert ingest(other, log, Unwilling(), now_us=lambda: 9) == Summary(seen=3)
    assert load(log, extractor=Teller("2")).new == 3
    assert list(log.verify()) == []


def test_the_same_article_twice_in_one_load_is_loaded_once():
    summary = load(MemoryLog(), [ARTICLES[0], ARTICLES[0]])
    assert (summary.seen, summary.new) == (2, 1)


def test_each_article_is_one_batch_recorded_at_its_own_time():
    log = MemoryLog()
    load(log)
    batches = {event.batch: event.tx_us for event in log.read()}
    assert batches == {1: 1, 2: 2, 3: 3}
    assert {event.by for event in log.read()} == {"telling@1"}


def test_a_dry_run_counts_the_same_and_appends_nothing():
    log = MemoryLog()
    load(log, ARTICLES[:1])
    before = log.head()
    dry = load(log, (*ARTICLES, *ARTICLES), dry_run=True)
    assert log.head() == before
    assert dry == load(log, (*ARTICLES, *ARTICLES))


def test_problems_are_kept_and_the_rest_is_loaded():
    bad = Problem("x.txt", "is empty")
    coming = [Arrival("text", ARTICLES[0]), Arrival("", bad), Arrival("text", ARTICLES[1])]
    summary = ingest(coming, MemoryLog(), Teller(), now_us=lambda: 1)
    assert (summary.seen, summary.new, summary.problems) == (2, 2, (bad,))


def test_progress_is_told_for_everything_that_arrives():
    told: list[int] = []
    coming = [Arrival("text", ARTICLES[0]), Arrival("", Problem("x", "y")), Arrival("text", ARTICLES[0])]
    ingest(coming, MemoryLog(), Teller(), now_us=lambda: 1, on_progress=told.append)
    assert sum(told) == 3


def test_two_loads_that_take_turns_end_as_one_after_the_other():
    """The second load appends between any two articles of the first, which notices and decides again."""
    shared, alone = MemoryLog(), MemoryLog()
    others = [article(f"x{i}", "coalition ATTACKED ndf @p_khasham 2018-02-07") for i in range(3)]

    def interrupted() -> Iterator[Article]:
        for mine, theirs in zip(ARTICLES, others, strict=True):
            load(shared, [theirs])
            yield mine

    load(shared, interrupted())
    load(alone, [one for pair in zip(others, ARTICLES, strict=True) for one in pair])
    assert [(e.type, e.data) for e in shared.read()] == [(e.type, e.data) for e in alone.read()]


def test_an_article_that_another_process_is_first_to_load_is_not_new():
    log = MemoryLog()

    class Slow(Teller):
        """While it reads, somebody else loads the same article."""

        def extract(self, article: Article) -> Extraction:
            load(log, [article])
            return super().extract(article)

    load(log, ARTICLES[1:2])
    assert load(log, ARTICLES[:1], extractor=Slow()) == Summary(seen=1)
    assert list(log.verify()) == []


def test_a_log_that_refuses_ends_the_load_with_what_was_whole(tmp_path: Path):
    path = tmp_path / "log.sqlite"
    with (
        closing(SqliteLog(path, timeout_s=0.01)) as log,
        closing(sqlite3.connect(path, isolation_level=None)) as other,
    ):

        def then_locked() -> Iterator[Article]:
            yield ARTICLES[0]
            other.execute("BEGIN IMMEDIATE")
            yield ARTICLES[1]

        with pytest.raises(LogError, match="another process"):
            load(log, then_locked())
        other.execute("ROLLBACK")
        assert load(log).new == 2
        assert list(log.verify()) == []


def test_arrivals_name_their_loader(tmp_path: Path):
    (tmp_path / "a.txt").write_text("Some words.\n")
    (tmp_path / "b.jsonl").write_text('{"id": "1", "text": "More words."}\n')
    found = list(arrivals([tmp_path, tmp_path / "missing.txt"]))
    assert [arrival.loader for arrival in found] == ["text", "jsonl", ""]
    assert isinstance(found[-1].loaded, Problem)
