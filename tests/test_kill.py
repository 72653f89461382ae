"""A load that is killed with -9, at whatever point, leaves whole articles; the next load completes it.

The child counts the statements that SQLite runs and kills itself in front of the one it was told to: while
the file is made, between articles, in the middle of a transaction, right before it commits. Another test
kills from outside, at moments that nobody chose.
"""

import signal
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kg.ingest import Arrival, Summary, ingest
from kg.log import open_log
from kg.log.memory import MemoryLog
from kg.log.protocol import Event, EventLog

from .dying import child, how_many
from .telling import Teller, article

ARTICLES = 8

LOAD = """
from tests.test_kill import load
from kg.log import open_log
load(open_log(path), lambda _: print("*", flush=True))
"""


def arrivals() -> Iterator[Arrival]:
    """Articles that open incidents, join them and contradict each other."""
    for number in range(ARTICLES):
        who = "coalition" if number % 2 else "sdf"
        lines = (
            f"{who} ATTACKED ndf @p_khasham 2018-02-0{1 + number % 3}",
            f"speaker{number}: ndf CASUALTIES ndf @p_khasham 2018-02-0{1 + number % 3} killed={number + 1}",
        )
        yield Arrival("text", article(f"a{number}", *lines, publisher=f"outlet{number}"))


def load(log: EventLog, on_progress=lambda _: None) -> Summary:
    """Load the articles."""
    return ingest(arrivals(), log, Teller(), now_us=lambda: 7, on_progress=on_progress)


@pytest.fixture(scope="module")
def statements(tmp_path_factory: pytest.TempPathFactory) -> int:
    """How many statements a whole load runs."""
    return how_many(LOAD, tmp_path_factory.mktemp("whole") / "log.sqlite")


def events(log: EventLog) -> list[Event]:
    """All that a log says, without when."""
    return [event._replace(tx_us=0) for event in log.read()]


def assert_resumes(path: Path) -> None:
    """What is there are whole articles, and loading again completes them as if nothing had been killed."""
    unkilled = MemoryLog()
    load(unkilled)
    expected = events(unkilled)
    with closing(open_log(path)) as log:
        assert list(log.verify()) == []
        found = events(log)
        assert found == expected[: len(found)]
        done = {event.batch for event in found}
        assert done.isdisjoint(event.batch for event in expected[len(found) :])
        assert load(log).new == ARTICLES - len(done)
        assert events(log) == expected
        assert list(log.verify()) == []
        assert load(log) == Summary(seen=ARTICLES)


@pytest.mark.parametrize("at", [3, 8, 14])
def test_a_load_that_dies_while_the_log_is_made_is_completed(tmp_path: Path, at: int):
    assert_dies_and_resumes(tmp_path / "log.sqlite", at)


@pytest.mark.parametrize("percent", [20, 37, 58, 79, 100])
def test_a_load_that_dies_in_front_of_any_statement_is_completed(
    tmp_path: Path, statements: int, percent: int
):
    assert_dies_and_resumes(tmp_path / "log.sqlite", statements * percent // 100)


def assert_dies_and_resumes(path: Path, at: int) -> None:
    killed = child(LOAD, path, at)
    killed.communicate()
    assert killed.returncode == -signal.SIGKILL
    assert_resumes(path)


@pytest.mark.parametrize("articles", [0, 4])
def test_a_load_that_is_killed_from_outside_is_completed(tmp_path: Path, articles: int):
    path = tmp_path / "log.sqlite"
    with child(LOAD, path) as running:
        assert running.stdout is not None
        for _ in range(articles):
            running.stdout.readline()
        running.kill()
    assert_resumes(path)


def test_loads_that_race_for_the_same_articles_record_each_once(tmp_path: Path):
    path = tmp_path / "log.sqlite"
    racers = [child(LOAD, path) for _ in range(3)]
    for racer in racers:
        racer.communicate()
    assert [racer.returncode for racer in racers] == [0, 0, 0]
    assert_resumes(path)


def test_a_load_goes_on_while_another_is_killed(tmp_path: Path, statements: int):
    path = tmp_path / "log.sqlite"
    racers = [child(LOAD, path), child(LOAD, path, statements // 2)]
    for racer in racers:
        racer.communicate()
    assert racers[0].returncode == 0
    assert_resumes(path)
