"""What only a file can get into: tampering, damage, other programs, no rights, no room, many processes."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import tracemalloc
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest

from kg.errors import LogError
from kg.log import open_log
from kg.log.sqlite import SqliteLog

from .conftest import batch, salts

CHILD = "import sys; from pathlib import Path; sys.path.insert(0, {root!r}); "
ROOT = str(Path(__file__).resolve().parents[2])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A log of three batches: events 1 to 3, 4 to 6, 7 to 9."""
    file = tmp_path / "log.sqlite"
    with closing(SqliteLog(file, salts=salts())) as log:
        for name, clock in (("a", 10), ("b", 20), ("c", 30)):
            log.append(batch(name), tx_us=clock)
    return file


def tamper(path: Path, statement: str) -> list[str]:
    """What verify says once the statement was run behind the log's back."""
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(statement)
    with closing(open_log(path)) as log:
        return list(log.verify())


def test_a_log_is_the_same_when_it_is_opened_again(path: Path):
    with closing(open_log(path)) as log:
        head = log.head()
        assert list(log.verify()) == []
    with closing(open_log(path)) as log:
        assert log.head() == head
        assert log.append(batch("a"), tx_us=40).count == 0


def test_folders_are_made_where_they_are_missing(tmp_path: Path):
    with closing(open_log(tmp_path / "a" / "b" / "log.sqlite")) as log:
        assert log.head().pos == 0


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("UPDATE event SET data = CAST('{}' AS BLOB) WHERE pos = 5", "event 5: it, its batch or"),
        ("UPDATE event SET subject = 'other' WHERE pos = 5", "event 5: it, its batch or"),
        ("UPDATE event SET by = 'other' WHERE pos = 5", "event 5: it, its batch or"),
        ("UPDATE event SET cause = 1 WHERE pos = 5", "event 5: it, its batch or"),
        ("UPDATE event SET sv = 2 WHERE pos = 5", "event 5: it, its batch or"),
        ("UPDATE event SET salt = zeroblob(16) WHERE pos = 5", "event 5: it, its batch or"),
        ("UPDATE event SET hash = zeroblob(32) WHERE pos = 5", "event 6: it, its batch or"),
        ("UPDATE event SET tx_us = 11 WHERE pos = 5", "event 5: its time is not that of its batch 2"),
        ("UPDATE event SET batch = 1 WHERE pos = 5", "event 5: belongs to no batch that covers it"),
        ("UPDATE event SET data = NULL, salt = NULL WHERE pos = 5", "event 5: its data is gone"),
        ("DELETE FROM event WHERE pos = 5", "event 5: missing"),
        ("DELETE FROM event WHERE pos IN (4, 5)", "events 4 to 5: missing"),
        ("DELETE FROM event WHERE pos = 9", "event 9: missing from batch 3"),
        ("DELETE FROM event WHERE pos > 6", "events 7 to 9: missing, all of batch 3"),
        ("DELETE FROM batch WHERE bno = 2", "event 4: belongs to no batch that covers it"),
        ("UPDATE batch SET n = 2 WHERE bno = 2", "event 6: belongs to no batch that covers it"),
        ("UPDATE batch SET first_pos = 3 WHERE bno = 2", "event 4: batch 2 starts at 3, not here"),
        ("UPDATE batch SET digest = zeroblob(32) WHERE bno = 2", "event 4: it, its batch or"),
        ("UPDATE batch SET key = zeroblob(32) WHERE bno = 2", "event 4: it, its batch or"),
        ("UPDATE batch SET tx_us = 5 WHERE bno = 2", "event 4: batch 2 was recorded before the batch"),
        ("UPDATE log_head SET pos = 8", "event 8: is the end by the log's head, but the last event is 9"),
        ("UPDATE log_head SET hash = zeroblob(32)", "event 9: its hash is not that of the log's head"),
        ("DELETE FROM log_head", "the log "),
    ],
)
def test_verify_names_the_position_of_what_was_changed(path: Path, statement: str, problem: str):
    said = tamper(path, statement)
    assert any(line.startswith(problem) for line in said), said
    assert all("\n" not in line for line in said)


def test_a_log_that_lost_its_head_takes_nothing_in_and_gives_nothing_out(path: Path):
    (said,) = tamper(path, "DELETE FROM log_head")
    with closing(open_log(path)) as log:
        for use in (lambda: log.append(batch("d"), tx_us=40), log.head, lambda: list(log.read())):
            with pytest.raises(LogError, match="does not say where it ends") as refused:
                use()
            assert str(refused.value) == said


def test_data_that_is_no_json_object_is_named_by_its_position(path: Path):
    tamper(path, "UPDATE event SET data = CAST('[1]' AS BLOB) WHERE pos = 5")
    with closing(open_log(path)) as log, pytest.raises(LogError, match="event 5 is not a JSON object"):
        list(log.read())
    tamper(path, "UPDATE event SET data = x'ff' WHERE pos = 4")
    with closing(open_log(path)) as log, pytest.raises(LogError, match="event 4 cannot be read"):
        list(log.read())


def test_a_file_that_is_not_sqlite_is_refused_and_left_alone(tmp_path: Path):
    file = tmp_path / "notes.txt"
    file.write_text("These are my notes, and they are none of your business.\n" * 50)
    before = file.read_bytes()
    with pytest.raises(LogError, match="is not an event log"):
        open_log(file)
    assert file.read_bytes() == before


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path):
    file = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("CREATE TABLE event (x)")
    before = file.read_bytes()
    with pytest.raises(LogError, match="belongs to another program"):
        open_log(file)
    assert file.read_bytes() == before


def test_a_log_of_a_newer_kg_is_refused(path: Path):
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 2")
    with pytest.raises(LogError, match=r"written by a newer kg \(schema 2, not 1\): upgrade kg"):
        open_log(path)


def test_a_folder_is_not_a_log(tmp_path: Path):
    with pytest.raises(LogError, match="cannot be opened"):
        open_log(tmp_path)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(LogError, match=r"the folder .*file/deeper for the log cannot be made"):
        open_log(tmp_path / "file" / "deeper" / "log.sqlite")


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A log of 2,000 events, about 100 pages."""
    file = tmp_path / "large.sqlite"
    with closing(SqliteLog(file)) as log:
        log.extend([batch(f"b{i}", 50) for i in range(40)], tx_us=1)
    return file


@pytest.mark.parametrize("left", [0.3, 0.6, 0.97])
def test_a_torn_file_is_said_to_be_damaged(large: Path, left: float):
    os.truncate(large, int(large.stat().st_size * left))
    with pytest.raises(LogError, match=r"large\.sqlite is damaged \(.*\): restore it from a backup"):
        open_log(large)


def test_verify_says_that_a_file_is_damaged_inside(large: Path):
    middle = large.stat().st_size // 8192 * 4096
    with large.open("r+b") as file:
        file.seek(middle)
        file.write(b"\xaa" * 4096)
    with closing(open_log(large)) as log:
        (line,) = log.verify()
        assert re.fullmatch(rf"the log {large} is damaged \(.*\): restore it from a backup", line)
        with pytest.raises(LogError, match="is damaged"):
            list(log.read())


def test_a_locked_log_is_said_to_be_locked_and_can_still_be_read(path: Path):
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with closing(SqliteLog(path, timeout_s=0.05)) as log:
            with pytest.raises(LogError, match="is being written by another process: try again"):
                log.append(batch("d"), tx_us=40)
            assert sum(1 for _ in log.read()) == 9
        other.execute("ROLLBACK")
        with closing(SqliteLog(path, timeout_s=0.05)) as log:
            assert log.append(batch("d"), tx_us=40).first_pos == 10


@pytest.mark.parametrize("lost", [1, 100, 3000, 4000])
def test_a_file_that_lost_its_last_bytes_is_not_whole(large: Path, lost: int):
    """SQLite opens such a file as if the bytes had been zeros."""
    os.truncate(large, large.stat().st_size - lost)
    with closing(open_log(large)) as log:
        said = list(log.verify())
        assert said
        assert all("\n" not in line for line in said)


@pytest.mark.parametrize(
    ("statement", "first"),
    [
        ("DELETE FROM event WHERE pos = 5", 5),
        ("DELETE FROM event WHERE pos > 7", 8),
        ("DELETE FROM event WHERE pos = 1", 1),
    ],
)
def test_a_reader_stops_at_an_event_that_is_missing(path: Path, statement: str, first: int):
    tamper(path, statement)
    with closing(open_log(path)) as log:
        assert len(list(log.read(until=first - 1))) == first - 1
        with pytest.raises(LogError, match=rf"event {first} is missing from the log {path}: run"):
            list(log.read())


@pytest.fixture
def powerless(path: Path) -> Iterator[Path]:
    """The log, in a folder that everybody may enter, while this process has no special rights."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        file = Path(shutil.copy(path, folder))
        file.chmod(0o444)
        Path(folder).chmod(0o555)
        mine = os.geteuid()
        if mine == 0:
            os.seteuid(65534)
        try:
            yield file
        finally:
            os.seteuid(mine)
            Path(folder).chmod(0o755)


def test_a_file_that_may_not_be_written_is_named(powerless: Path):
    with pytest.raises(LogError, match=rf"the log {powerless} cannot be (written|opened)"):
        append_one(powerless)


def append_one(path: Path) -> None:
    with closing(open_log(path)) as log:
        log.append(batch("d"), tx_us=40)


def test_a_full_disk_is_named_and_nothing_is_half_written(path: Path):
    """A limit on the size of files stands for the full disk; it only hurts a child process."""
    script = """
import resource, signal
from kg.errors import LogError
from kg.log import open_log
from kg.log.protocol import Batch, NewEvent
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
log = open_log(Path(sys.argv[1]))
events = tuple(NewEvent("Noted", 1, "x", {"x": "y" * 1000}) for _ in range(1000))
try:
    log.append(Batch(b"k", b"d", "me", events), tx_us=40)
except LogError as error:
    print(error)
print(log.head().pos, list(log.verify()))
"""
    done = subprocess.run(
        [sys.executable, "-c", CHILD.format(root=ROOT) + script, path], capture_output=True, text=True
    )
    said, after = done.stdout.splitlines()
    assert said.startswith(("the disk is full", f"the log {path} cannot be read or written (disk"))
    assert after == "9 []"


def test_reading_holds_no_more_than_a_page(tmp_path: Path):
    def peak(events: int) -> int:
        file = tmp_path / f"{events}.sqlite"
        with closing(SqliteLog(file)) as log:
            log.extend([batch(f"b{i}", 100) for i in range(events // 100)], tx_us=1)
            tracemalloc.start()
            total = sum(1 for _ in log.read()) + sum(1 for _ in log.verify())
            found = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
        assert total == events
        return found

    small, large = peak(1_000), peak(8_000)
    assert large < small * 1.5


def test_times_on_disk_do_not_fall(path: Path):
    with closing(open_log(path)) as log:
        log.append(batch("d"), tx_us=1)
        times = [event.tx_us for event in log.read()]
    assert all(a <= b for a, b in pairwise(times))
    assert times[-1] == 30
