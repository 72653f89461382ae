"""What was erased is gone from every store, and the chain shows that it was there."""

import hashlib
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import LogError
from kg.events import ArticleRecorded, Erased, decode
from kg.log import open_log as open_file
from kg.log.memory import MemoryLog
from kg.log.postgres import PostgresLog
from kg.log.protocol import Batch, EventLog, NewEvent
from kg.log.sqlite import SqliteLog

from .conftest import OpenLog, batch, salts

each_store = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def test_an_erased_event_says_nothing_and_keeps_its_envelope(log: EventLog):
    log.append(batch("a"), tx_us=1)
    before = list(log.read())
    assert log.erase([2], reason="asked for", tx_us=5) == (2,)
    assert list(log.read()) == [before[0], before[1]._replace(data=None), before[2]]


def test_the_chain_is_whole_and_the_same_after_erasing(log: EventLog):
    log.append(batch("a"), tx_us=1)
    head = log.head()
    log.erase([3, 1], reason="asked for", tx_us=5)
    assert list(log.verify()) == []
    assert log.head() == head


def test_what_was_erased_is_listed_with_the_hash_that_stands_for_it(log: EventLog):
    twin, source = MemoryLog(salts=salts()), salts()
    twin.append(batch("a"), tx_us=1)
    log.append(batch("a"), tx_us=1)
    log.erase([2], reason="asked for", tx_us=5)
    source(16)  # the log's own name
    salt = source(48)[16:32]
    [erasure] = log.erasures()
    assert erasure[:3] == (2, "asked for", 5)
    assert erasure.commitment == hashlib.sha256(salt + b'{"i":1,"name":"a"}').digest()
    assert log.hash_at(3) == twin.hash_at(3)


def test_erasing_again_changes_nothing_and_says_so(log: EventLog):
    log.append(batch("a"), tx_us=1)
    log.erase([2], reason="first", tx_us=5)
    assert log.erase([2, 2, 3], reason="second", tx_us=6) == (3,)
    assert [(e.pos, e.reason) for e in log.erasures()] == [(2, "first"), (3, "second")]


def test_a_reason_that_is_no_text_is_refused_in_a_line(target: str):
    with closing(open_file(target)) as log:
        log.append(batch("a"), tx_us=1)
        with pytest.raises(LogError, match=r"cannot (hold|be used)"):
            log.erase([2], reason="half \ud800 of it", tx_us=5)
        assert [event.data is None for event in log.read()] == [False] * 3


@pytest.mark.parametrize("missing", [0, -1, 4])
def test_nothing_is_erased_where_one_position_is_not_in_the_log(log: EventLog, missing: int):
    log.append(batch("a"), tx_us=1)
    with pytest.raises(LogError, match=f"there is no event {missing}: the log ends at 3"):
        log.erase([1, missing], reason="r", tx_us=5)
    assert [event.data is None for event in log.read()] == [False] * 3


def test_the_log_goes_on_after_erasing(log: EventLog):
    log.append(batch("a"), tx_us=1)
    log.erase([1, 2, 3], reason="r", tx_us=5)
    assert log.append(batch("a"), tx_us=6).count == 0
    assert log.append(batch("b"), tx_us=6).first_pos == 4
    assert list(log.verify()) == []


def test_an_erased_event_decodes_as_erased_whatever_it_was(log: EventLog):
    events = (NewEvent("ArticleRecorded", 1, "k1", {"key": "k1"}), NewEvent("OfTheFuture", 1, "x", {}))
    log.append(Batch(b"k", b"d", "me", events), tx_us=1)
    log.erase([1, 2], reason="r", tx_us=2)
    first, other = log.read()
    assert decode(first) == Erased(type=ArticleRecorded.__name__, about="k1")
    with pytest.raises(LogError, match="unknown type"):
        decode(other)


@each_store
@given(sizes=st.lists(st.integers(1, 4), min_size=1, max_size=5), seed=st.randoms(use_true_random=False))
def test_whatever_is_erased_the_rest_reads_the_same_and_the_chain_is_whole(
    open_log: OpenLog, sizes: list[int], seed
):
    log = open_log()
    log.extend([batch(f"b{i}", size) for i, size in enumerate(sizes)], tx_us=1)
    before = list(log.read())
    chosen = {event.pos for event in before if seed.random() < 0.4}
    assert set(log.erase(chosen, reason="r", tx_us=2)) == chosen
    assert list(log.read()) == [e._replace(data=None) if e.pos in chosen else e for e in before]
    assert list(log.verify()) == []


# ---- the bytes of a file

WORDS = "the-secret-{}-of-"


def secret(i: int, size: int) -> str:
    return WORDS.format(i) + hashlib.shake_256(str(i).encode()).hexdigest(max(size // 2, 8))


@pytest.fixture
def telling(tmp_path: Path) -> Iterator[SqliteLog]:
    """A log of 300 events that each say something of their own, between 50 bytes and 50 kB."""
    with closing(SqliteLog(tmp_path / "log.sqlite")) as log:
        for first in range(0, 300, 20):
            events = tuple(
                NewEvent("Noted", 1, f"n{i}", {"words": secret(i, 50 if i % 3 else 50 * (1 + i * 3))})
                for i in range(first, first + 20)
            )
            log.append(Batch(str(first).encode(), b"d", "me", events), tx_us=first)
        yield log


def said_in(folder: Path) -> set[int]:
    """Which secrets, or parts of them, can be found in the raw bytes of the folder's files."""
    raw = b"\n".join(path.read_bytes() for path in sorted(folder.iterdir()))
    return {i for i in range(300) if WORDS.format(i).encode() in raw or secret(i, 50)[-24:].encode() in raw}


def test_no_byte_of_what_was_erased_stays_in_the_files(telling: SqliteLog, tmp_path: Path):
    assert said_in(tmp_path) == set(range(300))
    gone = set()
    for turn in ([0], [1, 2, 3], [299, 150, 151], list(range(40, 90)), [100, 102, 104, 106], [4, 5]):
        telling.erase([i + 1 for i in turn], reason="r", tx_us=999)
        gone |= set(turn)
        assert said_in(tmp_path) == set(range(300)) - gone
        assert list(telling.verify()) == []


def test_a_reader_that_keeps_the_old_bytes_alive_is_told_of_and_erasing_again_finishes(
    telling: SqliteLog, tmp_path: Path
):
    telling.append(batch("more"), tx_us=1000)
    with closing(sqlite3.connect(tmp_path / "log.sqlite", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM event").fetchone()
        with (
            closing(SqliteLog(tmp_path / "log.sqlite", timeout_s=0.1)) as log,
            pytest.raises(LogError, match=r"still in log\.sqlite-wal, because another process reads"),
        ):
            log.erase([8], reason="r", tx_us=999)
        reader.execute("ROLLBACK")
    assert telling.erase([8], reason="r", tx_us=999) == ()
    assert 7 not in said_in(tmp_path)


@pytest.mark.parametrize("at", [2, 4, 6, 9, 10, 11, 12, 13])
def test_an_erasing_that_is_killed_is_told_of_and_finished_by_erasing_again(
    telling: SqliteLog, tmp_path: Path, at: int
):
    """The child kills itself in front of one of its statements, as in the middle of the VACUUM."""
    telling.close()
    killed = subprocess.run(
        [sys.executable, "-c", CHILD, str(tmp_path / "log.sqlite"), str(at)],
        cwd=Path(__file__).resolve().parents[2],
    )
    assert killed.returncode == -9
    with closing(open_file(tmp_path / "log.sqlite")) as log:
        gone = [event.pos for event in log.read() if event.data is None]
        assert list(log.verify()) == ([UNFINISHED] if gone else [])
        log.erase([8, 9], reason="r", tx_us=999)
        assert list(log.verify()) == []
        assert [event.pos for event in log.read() if event.data is None] == [8, 9]
        assert said_in(tmp_path) == set(range(300)) - {7, 8}


def test_an_erasing_that_leaves_old_rows_on_the_server_is_told_of_and_finished_by_erasing_again(schema: str):
    with closing(PostgresLog(schema, timeout_s=0.2)) as log:
        log.append(batch("a", 9), tx_us=1)
        with psycopg.connect(schema) as reader:
            reader.execute("SELECT count(*) FROM event")
            with pytest.raises(LogError, match="by another process"):
                log.erase([8], reason="r", tx_us=2)
        assert list(log.verify()) == [UNFINISHED]
        assert log.erase([8], reason="r", tx_us=2) == ()
        assert list(log.verify()) == []


UNFINISHED = (
    "event 8: was erased, and bytes of what was erased may still be in the log: `kg erase 8 …` finishes that"
)
CHILD = """
import os, signal, sys
from pathlib import Path
from kg.log.sqlite import SqliteLog

log, left = SqliteLog(Path(sys.argv[1])), int(sys.argv[2])

def count(statement):
    global left
    left -= 1
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)

log._db._db.set_trace_callback(count)
log.erase([8, 9], reason="r", tx_us=999)
"""
