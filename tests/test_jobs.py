"""Extraction in several processes gives the same log, and leaves no process behind."""

import os
import signal
import subprocess
import sys
import time
from itertools import count
from pathlib import Path

import pytest

from kg.ingest import Arrival, Summary, ingest
from kg.jobs import JobsError, Workers, cores
from kg.log.memory import MemoryLog
from kg.log.protocol import Event
from kg.model import Article, Extraction
from loaders import Problem

from .dying import ROOT
from .telling import Teller, article
from .test_kill import arrivals

COMING = [*arrivals(), Arrival("", Problem("x.txt", "is empty")), *arrivals()]


class Fatal(Teller):
    """Kills its process at the article that says so."""

    def extract(self, article: Article) -> Extraction:
        if article.id == "fatal":
            os.kill(os.getpid(), signal.SIGKILL)
        return super().extract(article)


def load(log: MemoryLog, extractor) -> Summary:
    clock = count(1)
    return ingest(COMING, log, extractor, now_us=lambda: next(clock))


def events(log: MemoryLog) -> list[Event]:
    return list(log.read())


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_events_are_the_same_for_any_number_of_jobs(jobs: int):
    alone, shared = MemoryLog(), MemoryLog()
    with Workers(Teller, jobs) as workers:
        assert (workers.name, workers.version) == ("telling", "1")
        assert load(shared, workers) == load(alone, Teller())
        assert load(shared, workers).changes == 0
    assert events(shared) == events(alone)


def test_not_more_is_read_ahead_than_the_workers_need():
    begun: list[str] = []

    class Watched(Workers):
        def begin(self, article: Article):
            begun.append(article.id)
            return super().begin(article)

    def watched():
        for number in range(30):
            assert len(begun) - len({e.batch for e in log.read()}) <= workers.ahead + 1
            yield Arrival("text", article(f"a{number}", "coalition ATTACKED ndf"))

    log = MemoryLog()
    with Watched(Teller, 1) as workers:
        assert ingest(watched(), log, workers, now_us=lambda: 1).new == 30


def test_a_worker_that_dies_ends_the_load_with_what_was_whole():
    log = MemoryLog()
    names = ("a", "fatal", *(f"b{number}" for number in range(50)))
    coming = [Arrival("text", article(name, "coalition ATTACKED ndf")) for name in names]
    with Workers(Fatal, 1) as workers, pytest.raises(JobsError, match="fewer --jobs"):
        ingest(coming, log, workers, now_us=lambda: 1)
    assert list(log.verify()) == []


def test_there_is_a_core():
    assert cores() >= 1


CHILD = """
import sys
from kg.jobs import Workers
from kg.ingest import Arrival, ingest
from kg.log.memory import MemoryLog
from tests.telling import Teller, article

def coming():
    for number in range(1_000_000):
        yield Arrival("text", article(f"a{number}", "coalition ATTACKED ndf"))

if __name__ == "__main__":
    with Workers(Teller, 2) as workers:
        try:
            print(*workers._pool._processes, flush=True)
            ingest(coming(), MemoryLog(), workers, now_us=lambda: 1)
        except KeyboardInterrupt:
            sys.exit(130)
"""


@pytest.mark.parametrize(("how", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, -signal.SIGKILL)])
def test_workers_end_with_their_parent(tmp_path: Path, how: signal.Signals, code: int):
    script = tmp_path / "child.py"
    script.write_text(CHILD)
    child = subprocess.Popen(
        [sys.executable, str(script)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert child.stdout is not None
    workers = [int(word) for word in child.stdout.readline().split()]
    assert len(workers) == 2
    time.sleep(0.2)
    os.killpg(child.pid, how) if how == signal.SIGINT else child.send_signal(how)
    assert child.wait(20) == code
    _, said = child.communicate()
    assert said == "" or how == signal.SIGKILL  # then Python tells of what it had to tidy up
    deadline = time.monotonic() + 10
    while any(_lives(worker) for worker in workers):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")  # a process that ended may wait to be asked about
    return not stat.exists() or stat.read_text().split()[2] != "Z"
