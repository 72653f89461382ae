"""What logs promise to several processes at once: to writers that race, and to readers that follow them."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.log import open_log
from kg.log.memory import MemoryLog
from kg.log.protocol import Appended, EventLog, MovedOnError
from tests import postgres

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


Turns = list[tuple[int, str, int | None]]

turns = st.tuples(
    st.integers(min_value=0, max_value=1),  # which writer
    st.sampled_from("abcdefgh"),
    st.sampled_from([None, 0, 1]),  # how far behind the end it was decided on
)


@pytest.mark.parametrize("store", ["sqlite", "postgres"])
@given(st.lists(turns, max_size=25))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_two_writers_who_take_turns_in_any_order_append_what_one_would(
    store: str, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest, taken: Turns
):
    with empty(store, tmp_path_factory, request) as target, ExitStack() as opened:
        writers = [opened.enter_context(closing(open_log(target))) for _ in range(2)]
        alone = MemoryLog()
        for which, name, behind in taken:
            assert tried(writers[which], name, behind) == tried(alone, name, behind)
        assert list(writers[0].read()) == list(alone.read())
        assert list(writers[1].verify()) == []


def tried(log: EventLog, name: str, behind: int | None) -> Appended | type[MovedOnError]:
    """What comes of an append that was decided on near the log's end."""
    expect = None if behind is None else log.head().pos - behind
    try:
        return log.append(batch(name, 1 + ord(name) % 3), tx_us=1, expect=expect)
    except MovedOnError:
        return MovedOnError


@contextmanager
def empty(store: str, folders: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[str]:
    """Where an empty log may be made."""
    if store == "sqlite":
        yield str(folders.mktemp("log") / "log.sqlite")
    else:
        with postgres.schema(request.getfixturevalue("server")) as url:
            yield url


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
