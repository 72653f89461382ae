"""Whoever changes one byte of a log's files is found out by `verify`, wherever the byte is."""

import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kg.errors import LogError
from kg.events import PayloadErased
from kg.log import open_log, pages
from kg.log.backup import backup
from kg.log.protocol import EventLog
from kg.verify import in_log
from tests.recorded import append, record

from .conftest import batch

ROUNDS = 400
NOW = 1_700_000_000_000_000


def write(path: Path) -> None:
    """Events of some bytes to some ten thousand, so that pages of all kinds come about, and some erased."""
    with closing(open_log(path)) as log:
        for i in range(12):
            record(log, f"a{i}")
        log.append(batch("many", 150), tx_us=NOW)
        log.append(batch("n" * 9000, 2), tx_us=NOW)
        log.extend([batch(f"b{i}", 1) for i in range(120)], tx_us=NOW)
        erase(log, 3, 40, 175)
        log.extend([batch(f"c{i}", 1) for i in range(50)], tx_us=NOW)


def erase(log: EventLog, *positions: int) -> None:
    append(log, f"erase {positions}", PayloadErased(positions=positions, reason="asked for"), tx_us=NOW)
    log.erase(positions, reason="asked for", tx_us=NOW)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("log") / "log.sqlite"
    write(path)
    return path


def found(path: Path) -> list[str]:
    """What is wrong with a log; one that cannot be opened says why."""
    try:
        with closing(open_log(path)) as log:
            return [finding.what for finding in in_log(log)]
    except LogError as error:
        return [str(error)]


def offsets(path: Path, seed: int) -> Iterator[int]:
    """Every byte of the header, and others at random: of each page some."""
    chosen = random.Random(seed)  # noqa: S311 - no secret
    size = path.stat().st_size
    yield from range(100)
    yield from (page + chosen.randrange(4096) for page in range(0, size, 4096))
    yield from (chosen.randrange(size) for _ in range(ROUNDS))


def test_a_log_that_nobody_touched_is_whole(written: Path):
    assert found(written) == []
    with written.open("rb") as file:
        kinds = {page[0] for page in iter(lambda: file.read(4096), b"")}
    assert {0, 5, 10, 13} < kinds  # overflow, inside of a tree, index, rows


def test_one_byte_changed_anywhere_is_found(written: Path, tmp_path: Path):
    path, content = tmp_path / "log.sqlite", written.read_bytes()
    chosen, missed = random.Random(7), []  # noqa: S311
    for at in offsets(written, 7):
        other = content[at] ^ chosen.randrange(1, 256)
        path.write_bytes(content[:at] + bytes([other]) + content[at + 1 :])
        if not found(path):
            missed.append((at, content[at], other))
    assert {at for at, *_ in missed} <= UNTOLD
    assert len(missed) < 12


UNTOLD = {42, 43, 97, 98, 99}
"""Of the header: how often the tables were changed, and which version of SQLite wrote last."""


def test_a_page_of_zeros_and_a_page_twice_are_found(written: Path, tmp_path: Path):
    path, content = tmp_path / "log.sqlite", written.read_bytes()
    for start in range(4096, len(content), 4096):
        for other in (bytes(4096), content[start - 4096 : start]):
            path.write_bytes(content[:start] + other + content[start + 4096 :])
            assert found(path), start


def test_a_byte_behind_the_last_page_is_found(written: Path, tmp_path: Path):
    path = tmp_path / "log.sqlite"
    path.write_bytes(written.read_bytes() + b"x")
    assert found(path)


def test_a_byte_changed_in_a_frame_that_others_follow_is_found(tmp_path: Path):
    """SQLite takes the rest for a write that was cut off, and the events in it are gone without a word."""
    path, copy = tmp_path / "log.sqlite", tmp_path / "copy" / "log.sqlite"
    copy.parent.mkdir()
    write(path)
    with closing(open_log(path)) as log:
        for i in range(8):
            record(log, f"new-{i}")
        wal = path.with_name("log.sqlite-wal").read_bytes()
        main = path.read_bytes()
    chosen, frame = random.Random(3), 24 + 4096  # noqa: S311
    last = len(wal) - frame
    for at in [*range(32), *(chosen.randrange(32, last) for _ in range(60))]:
        copy.write_bytes(main)
        other = wal[at] ^ chosen.randrange(1, 256)
        copy.with_name("log.sqlite-wal").write_bytes(wal[:at] + bytes([other]) + wal[at + 1 :])
        copy.with_name("log.sqlite-shm").unlink(missing_ok=True)
        assert found(copy), at


def test_a_write_that_was_cut_off_is_no_finding(tmp_path: Path):
    path, copy = tmp_path / "log.sqlite", tmp_path / "copy" / "log.sqlite"
    copy.parent.mkdir()
    with closing(open_log(path)) as log:
        for i in range(4):
            record(log, f"a{i}")
        wal = path.with_name("log.sqlite-wal").read_bytes()
        for cut in (len(wal) - 1, len(wal) - 4000, len(wal) - 4120 - 7, 5000):
            shutil.copy(path, copy)
            copy.with_name("log.sqlite-wal").write_bytes(wal[:cut])
            assert found(copy) == []


def test_a_log_is_looked_at_while_others_write(written: Path, tmp_path: Path):
    """A reader that holds on to the past, and a writer, keep the file from being what the log is."""
    path = tmp_path / "log.sqlite"
    shutil.copy(written, path)
    with closing(sqlite3.connect(path, isolation_level=None)) as reader, closing(open_log(path)) as writer:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM event").fetchone()
        for i in range(30):
            record(writer, f"more-{i}")
            assert found(path) == []


def test_a_backup_can_be_looked_at_as_well(written: Path, tmp_path: Path):
    backup(written, tmp_path / "saved.sqlite")
    assert found(tmp_path / "saved.sqlite") == []


def test_a_large_log_that_nobody_touched_is_whole(tmp_path: Path):
    """Indexes whose pages were split many times, and erasures in any order, leave bytes behind."""
    path, chosen = tmp_path / "log.sqlite", random.Random(1)  # noqa: S311
    with closing(open_log(path)) as log:
        for turn in range(3):
            log.extend([batch(f"b{turn}-{i}", 2) for i in range(900)], tx_us=NOW)
            gone = {erasure.pos for erasure in log.erasures()}
            left = [event.pos for event in log.read() if event.pos not in gone and event.type == "Noted"]
            erase(log, *chosen.sample(left, 60))
            log.extend([batch(f"d{turn}-{i}", 2) for i in range(300)], tx_us=NOW)
    assert list(pages.strange(path)) == []
    assert found(path) == []
