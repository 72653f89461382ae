"""Whoever changes one byte of a log's files is found out by `verify`, wherever the byte is."""

import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from kg.errors import LogError
from kg.events import PayloadErased
from kg.log import open_log
from kg.log.backup import backup
from kg.log.protocol import EventLog
from kg.verify import in_log
from tests.recorded import append, record

from .conftest import batch

ROOT = Path(__file__).resolve().parents[2]
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


def noted(path: Path) -> Path:
    """The note beside a log of what SQLite left in its pages."""
    return path.with_name(f"{path.name}-pages")


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
    shutil.copy(noted(written), noted(path))
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


def test_what_a_writer_left_that_was_killed_or_took_back_is_no_finding(tmp_path: Path):
    """Its frames stay behind those of the next writer: a chain of their own that nobody has committed."""
    path = tmp_path / "log.sqlite"
    with closing(open_log(path)) as log, closing(sqlite3.connect(path, isolation_level=None)) as other:
        record(log, "a")
        other.execute("PRAGMA cache_size = 5")
        for turn in range(3):
            other.execute("BEGIN IMMEDIATE")
            rows = ((1_000 + i, 9, "T", 1, "s", 1, "b", None, b"x" * 900, None, b"h") for i in range(200))
            other.executemany("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
            other.execute("ROLLBACK")
            record(log, f"b{turn}")
            assert list(log.verify()) == []
        assert path.with_name("log.sqlite-wal").stat().st_size > 40 * 4096


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


def test_a_backup_needs_no_note(written: Path, tmp_path: Path):
    backup(written, tmp_path / "saved.sqlite")
    assert [file.name for file in tmp_path.iterdir()] == ["saved.sqlite"]


@pytest.fixture(params=[2048, 4096])
def grown(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A log whose pages were split many times; small pages make high trees of few events."""
    path, chosen = tmp_path / "log.sqlite", random.Random(1)  # noqa: S311
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA page_size = {request.param}")
        db.execute("VACUUM")
    for turn in range(8):
        with closing(open_log(path)) as log:
            for i in range(6):
                sizes = [chosen.choice((1, 1, 2, 30)) for _ in range(chosen.choice((1, 7, 60)))]
                log.extend([batch(f"{turn}-{i}-{n}", size) for n, size in enumerate(sizes)], tx_us=NOW)
                with suppress(LogError):
                    log.extend([batch(f"{turn}-{i}-x", 9), batch(f"{turn}-{i}-0", 1, digest="x")], tx_us=NOW)
    return path


def test_a_log_of_many_appends_that_nobody_touched_is_whole(grown: Path):
    assert found(grown) == []
    with grown.open("rb") as file:
        size = int.from_bytes(file.read(18)[16:], "big")
        file.seek(0)
        kinds = {page[0] for page in iter(lambda: file.read(size), b"")}
    assert {2, 5, 10, 13} <= kinds  # inside of trees and leaves, of tables and indexes


def test_a_log_that_is_read_while_it_grows_is_whole_at_every_moment(tmp_path: Path):
    """SQLite leaves heads of free blocks and numbers of rows behind, in the index above all."""
    path = tmp_path / "log.sqlite"
    with closing(open_log(path)) as log:
        for i in range(160):
            log.extend([batch(f"{i}-{n}", 1) for n in range(25)], tx_us=NOW)
            if i % 20 == 0:
                assert list(log.verify()) == []


def test_a_log_is_whole_after_erasings_in_any_order(grown: Path):
    chosen = random.Random(2)  # noqa: S311
    with closing(open_log(grown)) as log:
        for _ in range(3):
            gone = {erasure.pos for erasure in log.erasures()}
            left = [event.pos for event in log.read() if event.pos not in gone and event.type == "Noted"]
            erase(log, *chosen.sample(left, 60))
            log.extend([batch(f"d{len(gone)}-{i}", 2) for i in range(90)], tx_us=NOW)
    assert found(grown) == []


def test_a_note_is_passed_over_once_somebody_has_appended(grown: Path, tmp_path: Path):
    """A writer that is killed leaves the note of the one before."""
    old = noted(grown).read_bytes()
    with closing(open_log(grown)) as log:
        log.extend([batch(f"more-{n}", 1) for n in range(60)], tx_us=NOW)
    assert noted(grown).read_bytes() != old
    noted(grown).write_bytes(old)
    assert found(grown) == []
    noted(grown).write_text("what somebody has scribbled")
    assert found(grown) == []


def test_a_log_keeps_its_write_ahead_log_while_it_is_open_though_it_was_looked_at(tmp_path: Path):
    """Or else what it appends goes where nobody else sees it, and two events have the same position."""
    path = tmp_path / "log.sqlite"
    script = """
import sys
from contextlib import closing, suppress
from pathlib import Path
from kg.log import open_log
from tests.log.conftest import batch
with closing(open_log(Path(sys.argv[1]))) as log:
    log.append(batch(sys.argv[2], 1), tx_us=1)
"""
    with closing(open_log(path)) as log:
        log.append(batch("first", 1), tx_us=1)
        assert list(log.verify()) == []
        for other in ("second", "fourth"):
            subprocess.run([sys.executable, "-c", script, path, other], cwd=ROOT, check=True)
            log.append(batch(f"after {other}", 1), tx_us=1)
    with closing(open_log(path)) as log:
        said = [event.subject for event in log.read()]
    assert said == ["first-0", "second-0", "after second-0", "fourth-0", "after fourth-0"]
