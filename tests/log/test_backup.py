"""A backup is whole or not there, restoring loses nothing unasked, and a log that went back is noticed."""

import hashlib
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from kg.errors import LogError, ProjectionError
from kg.log import open_log
from kg.log.backup import backup, come_back, restore
from kg.log.copying import copy
from kg.log.protocol import Head
from kg.projection.digest import Digest
from kg.projection.fold import CODE
from kg.projection.project import Checkpoint, belongs
from tests import postgres

from .conftest import batch

ROOT = Path(__file__).resolve().parents[2]


def write(path: Path, *names: str) -> Head:
    with closing(open_log(path)) as log:
        for name in names:
            log.append(batch(name), tx_us=1)
        return log.head()


def head(path: Path) -> Head:
    with closing(open_log(path)) as log:
        assert list(log.verify()) == []
        return log.head()


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A log of six events."""
    write(tmp_path / "log.sqlite", "a", "b")
    return tmp_path / "log.sqlite"


@pytest.fixture
def saved(log: Path, tmp_path: Path) -> Path:
    """A backup of the log, which has gone on since."""
    backup(log, tmp_path / "saved.sqlite")
    write(log, "c")
    return tmp_path / "saved.sqlite"


def test_a_backup_is_the_log(log: Path, tmp_path: Path):
    said = backup(log, tmp_path / "far" / "away" / "saved.sqlite")
    assert said == head(log) == head(tmp_path / "far" / "away" / "saved.sqlite")
    assert [p.name for p in (tmp_path / "far" / "away").iterdir()] == ["saved.sqlite"]


def test_a_newer_backup_takes_the_place_of_an_older_one(log: Path, saved: Path):
    assert backup(log, saved).pos == 9
    assert head(saved) == head(log)


def test_a_file_that_holds_what_the_log_does_not_is_left_alone(saved: Path, log: Path, tmp_path: Path):
    write(tmp_path / "other.sqlite", "x")
    for there in (tmp_path / "other.sqlite", log):
        before = head(there)
        with pytest.raises(
            LogError, match="has events that would be lost: name another file, or say --force"
        ):
            backup(saved, there)
        assert head(there) == before
    assert backup(saved, tmp_path / "other.sqlite", force=True) == head(saved)


def test_a_log_is_no_backup_of_itself(log: Path, tmp_path: Path):
    """A process that has it open would go on writing to a file that is not there any more."""
    (tmp_path / "linked").symlink_to(log)
    (tmp_path / "other.sqlite").hardlink_to(log)
    before = log.stat().st_ino
    for same in (log, tmp_path / "linked", tmp_path / "other.sqlite"):
        with pytest.raises(LogError, match="is the log itself: name another file"):
            backup(log, same, force=True)
        with pytest.raises(LogError, match="is the log itself: name another file"):
            restore(same, log, force=True)
    assert log.stat().st_ino == before
    assert head(log).pos == 6


def test_what_is_no_log_is_neither_backed_up_nor_replaced(log: Path, tmp_path: Path):
    notes = tmp_path / "notes.txt"
    notes.write_text("mine " * 99)
    for source, target in ((notes, tmp_path / "saved.sqlite"), (log, notes)):
        with pytest.raises(LogError, match="is not an event log"):
            backup(source, target)
    assert notes.read_text() == "mine " * 99
    assert not (tmp_path / "saved.sqlite").exists()


def test_a_damaged_log_gives_no_backup(log: Path, tmp_path: Path):
    with closing(sqlite3.connect(log)) as db, db:
        db.execute("UPDATE event SET data = CAST('{}' AS BLOB) WHERE pos = 2")
    with pytest.raises(LogError, match="is not whole, and nothing was changed: event 2"):
        backup(log, tmp_path / "saved.sqlite")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["log.sqlite"]


def test_a_backup_without_room_leaves_the_older_one(log: Path, saved: Path):
    write(log, *(f"more-{i}" for i in range(300)))
    script = """
import resource, signal, sys
from pathlib import Path
from kg.errors import LogError
from kg.log.backup import backup
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
try:
    backup(Path(sys.argv[1]), Path(sys.argv[2]))
except LogError as error:
    print(error)
"""
    done = subprocess.run(
        [sys.executable, "-c", script, log, saved], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert "check the disk" in done.stdout or "make room" in done.stdout
    assert head(saved).pos == 6
    assert not list(saved.parent.glob(".saved*"))


def test_a_lost_log_is_restored(saved: Path, tmp_path: Path):
    assert (
        restore(saved, tmp_path / "home" / "log.sqlite")
        == head(tmp_path / "home" / "log.sqlite")
        == head(saved)
    )


def test_a_log_that_is_behind_its_backup_is_brought_up_by_it(log: Path, saved: Path, tmp_path: Path):
    backup(log, saved)
    older = tmp_path / "older.sqlite"
    write(older)
    with closing(open_log(log)) as now, closing(open_log(older)) as then:
        copy(now, then)
    write(log, "d")
    backup(log, saved)
    assert restore(saved, older) == head(older) == head(log)


def test_a_log_that_is_ahead_is_only_replaced_when_told_and_is_kept(log: Path, saved: Path):
    before = head(log)
    with pytest.raises(LogError, match="has events that would be lost"):
        restore(saved, log)
    assert head(log) == before
    assert restore(saved, log, force=True) == head(log) == head(saved)
    [kept] = log.parent.glob("log.sqlite.9-*")
    assert head(kept) == before


def test_a_backup_that_is_not_whole_is_not_restored(log: Path, saved: Path):
    before = head(log)
    with closing(sqlite3.connect(saved)) as db, db:
        db.execute("UPDATE event SET by = 'other' WHERE pos = 2")
    with pytest.raises(LogError, match=r"saved\.sqlite is not whole, and nothing was changed: event 2"):
        restore(saved, log, force=True)
    assert head(log) == before


def test_a_reader_keeps_its_log_open_while_a_backup_takes_its_place(log: Path, saved: Path):
    with closing(open_log(log)) as reader:
        assert reader.head().pos == 9
        restore(saved, log, force=True)
        assert [event.pos for event in reader.read()] == list(range(1, 7))
        assert list(reader.verify()) == []


def test_a_graph_that_is_ahead_of_a_restored_log_is_noticed(log: Path, saved: Path):
    then = head(log)
    found = Checkpoint(then.log_id, then.pos, then.hash.hex(), CODE, "1", Digest(0, 0, bytes(32)))
    restore(saved, log, force=True)
    with closing(open_log(log)) as now:
        with pytest.raises(
            ProjectionError, match=r"the graph is at 9, past the end of the log.*`kg rebuild`"
        ):
            belongs(found, now)
        now.append(batch("other"), tx_us=2)
        with pytest.raises(ProjectionError, match="from another event 9: run `kg rebuild`"):
            belongs(found, now)


def test_what_was_erased_since_the_backup_is_told(log: Path, saved: Path):
    with closing(open_log(log)) as now:
        now.erase([2, 8], reason="asked for", tx_us=5)
    assert [erasure.pos for erasure in come_back(saved, log)] == [2]
    backup(log, saved)
    assert come_back(saved, log) == []


def test_a_backup_while_others_write_is_a_past_of_the_log(tmp_path: Path):
    log = tmp_path / "log.sqlite"
    write(log, *(f"first-{i}" for i in range(200)))
    script = """
import sys
from pathlib import Path
from kg.log import open_log
from tests.log.conftest import batch
log, i = open_log(Path(sys.argv[1])), 0
while True:
    log.append(batch(f"{sys.argv[2]}-{i}"), tx_us=1)
    i += 1
    print(i, flush=True)
"""
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", script, log, name], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        for name in "xy"
    ]
    try:
        for writer in writers:
            assert writer.stdout is not None
            writer.stdout.readline()
        saved = [backup(log, tmp_path / f"saved-{i}.sqlite") for i in range(5)]
        assert all(writer.poll() is None for writer in writers)
    finally:
        for writer in writers:
            writer.kill()
            writer.communicate()
    with closing(open_log(log)) as now:
        assert list(now.verify()) == []
        assert [now.hash_at(each.pos) for each in saved] == [each.hash for each in saved]
        assert 600 < saved[0].pos < saved[-1].pos <= now.head().pos


KILLED = """
import os, signal, sqlite3, sys
from pathlib import Path
from kg.log import backup as backups
turns = iter(range(int(sys.argv[4]), -1, -1))
backups.PAGES = 3
getattr(backups, sys.argv[1])(
    Path(sys.argv[2]), Path(sys.argv[3]), force=True,
    progress=lambda *_: next(turns) or os.kill(os.getpid(), signal.SIGKILL),
)
"""


@pytest.mark.parametrize("turns", [0, 1, 3, 8])
@pytest.mark.parametrize("command", ["backup", "restore"])
def test_killed_half_way_the_file_is_as_it_was(log: Path, tmp_path: Path, command: str, turns: int):
    other = tmp_path / "other.sqlite"
    write(other, *(f"o{i}" for i in range(200)))
    before, content = head(log), hashlib.sha256(log.read_bytes()).digest()
    arguments = [sys.executable, "-c", KILLED, command, str(other), str(log), str(turns)]
    assert subprocess.run(arguments, cwd=ROOT).returncode == -signal.SIGKILL
    assert head(log) == before
    assert hashlib.sha256(log.read_bytes()).digest() == content
    getattr(sys.modules["kg.log.backup"], command)(other, log, force=True)
    assert head(log) == head(other)


def test_a_log_in_postgresql_is_backed_up_into_a_file_and_brought_up_by_it(server: str, tmp_path: Path):
    saved, older = tmp_path / "saved.sqlite", tmp_path / "older.sqlite"
    with postgres.schema(server) as url, postgres.schema(server) as fresh:
        with closing(open_log(url)) as log:
            log.extend([batch("a"), batch("b")], tx_us=1)
            log.erase([2], reason="asked for", tx_us=2)
            backup(url, older)
            log.append(batch("c"), tx_us=3)
            assert backup(url, saved) == log.head() == head(saved)
            assert backup(url, older) == log.head()
        assert restore(saved, fresh) == head(saved)
        with closing(open_log(fresh)) as log:
            assert list(log.verify()) == []
            assert [erasure.pos for erasure in log.erasures()] == [2]
            log.append(batch("d"), tx_us=4)
        write(tmp_path / "other.sqlite", "x")
        with pytest.raises(LogError, match="has 12 events of its own"):
            restore(tmp_path / "other.sqlite", fresh)
