"""The same articles give the same bytes, whatever the process hashes strings to, and on whatever day."""

import os
import subprocess
import sys
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]


class Ran(NamedTuple):
    """What a process printed, and which day its clock showed."""

    printed: bytes
    day: date


@cache
def ran(seed: str, days: int) -> Ran:
    """The sample extracted and loaded by a process of its own."""
    command = [sys.executable, "-m", "tests.another_day", str(days)]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, check=True)
    return Ran(done.stdout, date.fromisoformat(done.stderr.decode().strip()))


def test_two_hash_seeds_give_the_same_bytes() -> None:
    first, second = ran("1", 0), ran("2", 0)
    assert first.printed.count(b"\n") >= 50
    assert first.printed == second.printed


def test_two_days_give_the_same_bytes() -> None:
    today, later = ran("1", 0), ran("2", 400)
    assert later.day - today.day >= timedelta(days=400)
    assert today.printed == later.printed
