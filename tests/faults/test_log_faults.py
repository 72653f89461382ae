"""Whatever is done to the writer or to the file of a log, what was acknowledged is there, once, without gaps.

The figures are printed at the end of the run; bench/README.md keeps them.
"""

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest

from kg.errors import LogError
from kg.log import open_log
from kg.log.sqlite import SqliteLog
from tests.faults.conftest import Told
from tests.faults.killing import account, batch

ROOT = Path(__file__).resolve().parents[2]
SOUND = {"lost": 0, "doubled": 0, "gaps": 0, "torn": 0, "unsound": 0}


def child(*arguments: str | Path) -> dict[str, int]:
    """What a program of the tests counted."""
    done = subprocess.run(
        [sys.executable, *map(str, arguments)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    counts: dict[str, int] = json.loads(done.stdout.splitlines()[-1])
    return counts


def written(path: Path, count: int, first: int = 0) -> dict[int, int]:
    """Append batches; returns where each was told to begin."""
    with closing(open_log(path)) as log:
        return {i: log.append(batch(i), tx_us=i).first_pos for i in range(first, first + count)}


def counted(path: Path, told: dict[int, int]) -> dict[str, int]:
    with closing(open_log(path)) as log:
        return {**account(log, told), "unsound": len(list(log.verify()))}


@pytest.mark.parametrize(("kind", "rounds"), [("moment", 60), ("statement", 60)])
def test_a_writer_that_is_killed_loses_nothing(tmp_path: Path, figures: Told, kind: str, rounds: int):
    counts = child("-m", "tests.faults.killing", tmp_path / "log.sqlite", str(rounds), "11", kind)
    figures(f"kill -9 of the writer at a random {kind}", **counts)
    assert counts == {"rounds": rounds, "acknowledged": counts["acknowledged"], **SOUND}
    assert counts["acknowledged"] > rounds


FULL = """
import json, random, resource, signal, sys
from contextlib import closing
from pathlib import Path
from kg.errors import LogError
from kg.log import open_log
from tests.faults.killing import account, batch
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
chance, told, refused, number = random.Random(5), {}, 0, 0
path, rounds = Path(sys.argv[1]), int(sys.argv[2])
with closing(open_log(path)):
    pass
unsound = 0
for _ in range(rounds):
    room = path.stat().st_size + chance.randrange(0, 60_000)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
    try:
        with closing(open_log(path)) as log:
            while True:
                told[number] = log.append(batch(number), tx_us=number).first_pos
                number += 1
    except LogError as error:
        refused += "disk" in str(error)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    with closing(open_log(path)) as log:
        unsound += bool(list(log.verify()))
with closing(open_log(path)) as log:
    print(json.dumps({"rounds": rounds, "refused": refused, **account(log, told), "unsound": unsound}))
"""


def test_a_disk_that_fills_up_again_and_again_loses_nothing(tmp_path: Path, figures: Told):
    """A limit on the size of files stands for the disk; each round there is a little more room."""
    counts = child("-c", FULL, tmp_path / "log.sqlite", "25")
    figures("full disk (a limit on files)", **counts)
    assert counts == {"rounds": 25, "refused": 25, "acknowledged": counts["acknowledged"], **SOUND}


def test_a_file_that_may_only_be_read_takes_nothing_and_loses_nothing(tmp_path: Path, figures: Told):
    folder = tmp_path / "folder"
    folder.mkdir()
    told = written(folder / "log.sqlite", 20)
    script = """
import json, os, sys
from contextlib import closing
from pathlib import Path
from kg.errors import LogError
from kg.log import open_log
from tests.faults.killing import batch
if os.geteuid() == 0:
    os.setgroups([]), os.setegid(65534), os.seteuid(65534)
refused = 0
for number in range(100, 110):
    try:
        with closing(open_log(Path(sys.argv[1]))) as log:
            log.append(batch(number), tx_us=1)
    except LogError as error:
        refused += "cannot be" in str(error)
print(json.dumps({"refused": refused}))
"""
    open_up(tmp_path)
    (folder / "log.sqlite").chmod(0o444)
    folder.chmod(0o555)
    try:
        counts = child("-c", script, folder / "log.sqlite")
    finally:
        folder.chmod(0o755)
        (folder / "log.sqlite").chmod(0o644)
    counts |= counted(folder / "log.sqlite", told)
    figures("read-only file", **counts)
    assert counts == {"refused": 10, "acknowledged": counts["acknowledged"], **SOUND}


def open_up(folder: Path) -> None:
    """Let everybody come to a folder of the test run."""
    for above in (folder, *folder.parents):
        if above.stat().st_uid == os.geteuid() and above != Path(above.anchor):
            above.chmod(above.stat().st_mode | 0o055)


def test_a_torn_last_page_never_passes_for_a_whole_log(tmp_path: Path, figures: Told):
    path, torn = tmp_path / "log.sqlite", tmp_path / "torn.sqlite"
    written(path, 60)
    content, chance, noticed, rounds = path.read_bytes(), random.Random(3), 0, 40  # noqa: S311
    for turn in range(rounds):
        cut = len(content) - chance.randrange(1, 4096)
        torn.write_bytes(content[:cut] + (bytes(len(content) - cut) if turn % 2 else b""))
        noticed += content != torn.read_bytes() and unsound(torn)
        noticed += content == torn.read_bytes()  # nothing was written there: nothing was torn
    figures("torn last page", rounds=rounds, unnoticed=rounds - noticed)
    assert noticed == rounds


def unsound(path: Path) -> bool:
    try:
        with closing(open_log(path)) as log:
            return bool(list(log.verify()))
    except LogError:
        return True


def test_a_write_that_was_cut_off_leaves_whole_batches(tmp_path: Path, figures: Told):
    """The write-ahead log ends anywhere, as after a power cut in the middle of a write."""
    path, copy = tmp_path / "log.sqlite", tmp_path / "copy.sqlite"
    chance, rounds, counts = random.Random(9), 40, dict[str, int]()  # noqa: S311 - places, not secrets
    before = written(path, 20)
    with closing(open_log(path)) as log:
        told, sizes = dict(before), list[int]()
        for i in range(20, 60):
            told[i] = log.append(batch(i), tx_us=i).first_pos
            sizes.append(path.with_name("log.sqlite-wal").stat().st_size)
        wal = path.with_name("log.sqlite-wal").read_bytes()
        for _ in range(rounds):
            cut = chance.randrange(len(wal))
            shutil.copy(path, copy)
            copy.with_name("copy.sqlite-wal").write_bytes(wal[:cut])
            synced = {i: told[i] for i in told if i < 20 or sizes[i - 20] <= cut}
            for name, count in counted(copy, synced).items():
                counts[name] = counts.get(name, 0) + count
    figures("write cut off", rounds=rounds, **counts)
    assert counts == {"acknowledged": counts["acknowledged"], **SOUND}


def test_a_clock_that_goes_back_and_forth_loses_nothing_and_times_never_fall(tmp_path: Path, figures: Told):
    path, chance, told = tmp_path / "log.sqlite", random.Random(2), dict[int, int]()  # noqa: S311
    for i in range(200):
        with closing(open_log(path)) as log:
            told[i] = log.append(batch(i), tx_us=chance.randrange(-(10**15), 10**15)).first_pos
    counts = counted(path, told)
    with closing(open_log(path)) as log:
        times = [event.tx_us for event in log.read()]
    fallen = sum(a > b for a, b in pairwise(times))
    figures("clock going back", rounds=200, **counts, fallen=fallen)
    assert counts == {"acknowledged": counts["acknowledged"], **SOUND}
    assert fallen == 0


def test_a_lock_that_is_never_let_go_of_is_told_and_loses_nothing(tmp_path: Path, figures: Told):
    path = tmp_path / "log.sqlite"
    told, refused = written(path, 10), 0
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for number in range(10, 20):
            with closing(SqliteLog(path, timeout_s=0.01)) as log:
                try:
                    log.append(batch(number), tx_us=1)
                except LogError as error:
                    refused += "is being written by another process" in str(error)
        other.execute("ROLLBACK")
    counts = {"refused": refused, **counted(path, told)}
    figures("locked file", **counts)
    assert counts == {"refused": 10, "acknowledged": counts["acknowledged"], **SOUND}
