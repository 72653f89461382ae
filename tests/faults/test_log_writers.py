"""Eight writers at once, killed and cut off: what was acknowledged is in the log, once, without gaps.

The figures are printed at the end of the run; bench/README.md keeps them.
"""

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from kg.log import open_log
from kg.log.protocol import EventLog
from tests import postgres
from tests.faults.conftest import Told

WRITERS = 8
BATCHES = 250  # that each appends
ROOT = str(Path(__file__).resolve().parents[2])
WRITER = f"""
import sys, time
sys.path.insert(0, {ROOT!r})
from pathlib import Path
from kg.log import open_log
from kg.log.protocol import Batch, NewEvent
target, me, batches, told = sys.argv[1], sys.argv[2], int(sys.argv[3]), Path(sys.argv[4])
deadline = time.monotonic() + 60
while True:
    try:
        log = open_log(target)
        break
    except Exception:  # the server is away, or being started
        if time.monotonic() > deadline:
            raise
        time.sleep(0.05)
with told.open("a") as acknowledged:
    for i in range(batches):
        size = 1 + (i * 7) % 20
        events = tuple(NewEvent("Noted", 1, f"{{me}}-{{i}}-{{k}}", {{"k": k}}) for k in range(size))
        log.append(Batch(f"{{me}}-{{i}}".encode(), b"d", me, events), tx_us=i)
        print(me, i, size, file=acknowledged, flush=True)
"""


class Outcome(NamedTuple):
    """What became of a run."""

    acknowledged: int  # events
    lost: int
    doubled: int
    gaps: int
    missed: int  # by the reader that followed


class Crew:
    """Writers of one log, each with a file of what was acknowledged to it."""

    def __init__(self, target: str, folder: Path) -> None:
        self._target, self._folder = target, folder
        self._running = {n: self._start(n) for n in range(WRITERS)}

    def _start(self, n: int) -> subprocess.Popen[bytes]:
        told = self._folder / f"{n}.txt"
        command = [sys.executable, "-c", WRITER, self._target, f"w{n}", str(BATCHES), str(told)]
        return subprocess.Popen(command)

    def running(self) -> bool:
        """Whether any is still writing; raises where one has failed."""
        ended = [writer.poll() for writer in self._running.values()]
        assert all(code in (None, 0) for code in ended), ended
        return None in ended

    def kill(self, n: int) -> None:
        """Kill one where it stands, and start it again from its first batch."""
        self._running[n].send_signal(signal.SIGKILL)
        self._running[n].wait()
        self._running[n] = self._start(n)

    def stop(self) -> None:
        """End those that still run."""
        for writer in self._running.values():
            writer.kill()
            writer.wait()

    def acknowledged(self) -> set[str]:
        """The subjects of the events that writers were told are recorded."""
        lines = [
            line.split() for file in self._folder.glob("*.txt") for line in file.read_text().splitlines()
        ]
        return {f"{me}-{i}-{k}" for me, i, size in lines for k in range(int(size))}


@pytest.fixture(scope="module")
def server() -> Iterator[postgres.Own]:
    """A server that a test may crash."""
    with postgres.own() as started:
        yield started


def follow(log: EventLog, crew: Crew, harm: Iterator[None]) -> list[str]:
    """The subjects of all events as a reader sees them come, until all harm is done and nobody writes."""
    seen, pos, going_on = list[str](), 0, True
    while going_on:
        unharmed = next(harm, "no more") == "no more"
        going_on = crew.running() or not unharmed
        if log.wait(pos, timeout_s=0.05):
            for event in log.read(pos):
                pos = event.pos
                seen.append(event.subject)
    return seen


def outcome(log: EventLog, acknowledged: set[str], seen: list[str]) -> Outcome:
    """What was lost, doubled or left out."""
    events = [(event.pos, event.subject) for event in log.read()]
    found = Counter(subject for _, subject in events)
    return Outcome(
        acknowledged=len(acknowledged),
        lost=len(acknowledged - found.keys()),
        doubled=sum(times - 1 for times in found.values()),
        gaps=sum(pos != i for i, (pos, _) in enumerate(events, start=1)),
        missed=len(found.keys() - set(seen)) + len(seen) - len(set(seen)),
    )


def run(target: str, folder: Path, harm: "Harm", told: Told) -> Outcome:
    """Let the crew write while harm is done to it."""
    crew = Crew(target, folder)
    try:
        with closing(open_log(target)) as log:
            seen = follow(log, crew, harm.turns(crew))
            found = outcome(log, crew.acknowledged(), seen)
            assert list(log.verify()) == []
    finally:
        crew.stop()
    told(harm.name, rounds=harm.done, **found._asdict())
    return found


class Harm:
    """What is done to a crew, at moments that a seed gives; counted, so that no test passes without it."""

    def __init__(self, name: str, *, times: int, server: postgres.Own | None = None) -> None:
        self.name, self.done, self._times, self._server = name, 0, times, server
        self._random = random.Random(5)  # noqa: S311 (moments, not secrets)

    def turns(self, crew: Crew) -> Iterator[None]:
        """Each turn may do harm; between two harms writers get on for a while."""
        while self.done < self._times:
            calm_until = time.monotonic() + self._random.uniform(0.1, 0.5)
            while time.monotonic() < calm_until:
                yield
            if self._server is None:
                crew.kill(self._random.randrange(WRITERS))
            else:
                self._server.restart(self._random.choice(["fast", "immediate"]))
            self.done += 1
            yield


def whole(found: Outcome) -> bool:
    """Whether all that the crew had to write was acknowledged, and stands in the log once."""
    each = sum(1 + (i * 7) % 20 for i in range(BATCHES))
    return found == Outcome(WRITERS * each, lost=0, doubled=0, gaps=0, missed=0)


def test_eight_writers_of_a_file_that_are_killed_lose_nothing(tmp_path: Path, figures: Told):
    harm = Harm("kill -9 of one of 8 writers, SQLite", times=20)
    assert whole(run(str(tmp_path / "log.sqlite"), tmp_path, harm, figures))
    assert harm.done == 20


def test_eight_writers_to_a_server_that_are_killed_lose_nothing(
    server: postgres.Own, tmp_path: Path, figures: Told
):
    harm = Harm("kill -9 of one of 8 writers, PostgreSQL", times=20)
    with postgres.schema(server.url) as url:
        assert whole(run(url, tmp_path, harm, figures))
    assert harm.done == 20


def test_a_server_that_is_restarted_again_and_again_loses_nothing(
    server: postgres.Own, tmp_path: Path, figures: Told
):
    harm = Harm("restart of the server under 8 writers, PostgreSQL", times=20, server=server)
    with postgres.schema(server.url) as url:
        assert whole(run(url, tmp_path, harm, figures))
    assert harm.done == 20
