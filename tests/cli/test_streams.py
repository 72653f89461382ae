"""Where the answers go, and what happens when they cannot go there."""

import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli.exits import Exit
from tests.cli.process import environment

FULL = Path("/dev/full")


def shell(command: str, home: Path) -> subprocess.CompletedProcess[str]:
    """What a shell makes of a command, in which `kg` is this kg."""
    kg = f'kg() {{ "{sys.executable}" -m kg "$@"; }}; '
    env = environment(home, PYTHONUNBUFFERED="")  # or else every write would be one to the disk
    return subprocess.run(["sh", "-c", kg + command], env=env, capture_output=True, text=True, check=False)


@pytest.mark.skipif(not FULL.exists(), reason="only some systems have a device that is always full")
@pytest.mark.parametrize("command", ["ask", "ask --format json", "--help"])
def test_a_disk_that_is_full_is_told_in_one_line(tmp_path, command):
    failed = shell(f"kg {command} > {FULL}", tmp_path)
    assert failed.returncode == Exit.FAILED
    assert failed.stderr == "kg: standard output: No space left on device\n"


@pytest.mark.parametrize(
    ("closed", "prints"), [(">&-", False), ("2>&-", True), ("<&-", True), ("<&- >&- 2>&-", False)]
)
def test_a_stream_that_is_closed_changes_nothing_else(tmp_path, closed, prints):
    asked = shell(f"kg ask {closed}", tmp_path)
    assert (asked.returncode, asked.stderr) == (Exit.OK, "")
    assert bool(asked.stdout) == prints


def test_a_reader_that_goes_away_ends_the_command_in_silence(tmp_path):
    read = shell("kg ask --format json | head -n 1", tmp_path)
    assert read.stdout.count("\n") == 1
    assert read.stderr == ""
