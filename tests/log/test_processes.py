"""What logs promise to several processes at once: to writers that race, and to readers that follow them."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from kg.log import open_log

from .conftest import batch

ROOT = str(Path(__file__).resolve().parents[2])
WRITER = f"""
import sys
sys.path.insert(0, {ROOT!r})
from kg.log import open_log
from kg.log.protocol import Batch, NewEvent
log, me = open_log(sys.argv[1]), sys.argv[2]
for i in range(40):
    events = tuple(NewEvent("Noted", 1, f"{{me}}-{{i}}-{{k}}", {{}}) for k in range(1 + i % 5))
    log.append(Batch(f"{{me}}-{{i}}".encode(), b"d", me, events), tx_us=i)
    shared = NewEvent("Noted", 1, f"shared-{{i}}", {{}})
    log.append(Batch(f"shared-{{i}}".encode(), b"d", "any", (shared,)), tx_us=i)
"""


def test_writers_that_race_lose_nothing_and_a_tailing_reader_misses_nothing(target: str):
    """Four writers race from the creation of the log on; the reader follows them."""
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, target, f"w{n}"]) for n in range(4)]
    seen = list(tail(target, writers))
    assert [writer.returncode for writer in writers] == [0, 0, 0, 0]
    assert len(seen) == len(set(seen)) == 4 * 120 + 40
    with closing(open_log(target)) as log:
        assert [event.subject for event in log.read()] == seen
        assert list(log.verify()) == []


def tail(target: str, writers: list[subprocess.Popen[bytes]]) -> Iterator[str]:
    """The subjects of all events as they come in, until the writers are done and all is read."""
    with closing(open_log(target)) as log:
        pos, running = 0, True
        while running:
            running = any(writer.poll() is None for writer in writers)
            if log.wait(pos, timeout_s=0.2):
                for event in log.read(pos):
                    pos = event.pos
                    yield event.subject


def test_a_reader_that_waits_is_told_within_a_second(target: str):
    told: list[float] = []

    def follow() -> None:
        with closing(open_log(target)) as log:
            ready.set()
            assert log.wait(0, timeout_s=60)
            told.append(time.monotonic())

    ready, reader = threading.Event(), threading.Thread(target=follow)
    with closing(open_log(target)) as log:
        reader.start()
        ready.wait()
        time.sleep(0.1)
        log.append(batch("a"), tx_us=1)
        appended = time.monotonic()
    reader.join()
    assert told[0] - appended < 3  # a machine that is busy may take longer than the second
