"""Where the answers go, and what happens when they cannot go there."""

import io
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli.exits import Exit
from kg.cli.reextract import show_difference
from kg.cli.review import asked_for
from kg.cli.streams import say
from kg.judgements.reextract import Rereading
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


def test_no_article_steers_the_terminal_by_a_message_or_a_title(capsys):
    title = "\x1b[2Jgone\x9b"
    say(f"{title}: is empty")
    show_difference(Rereading(None, title, "1", (), (), 0), as_lines=False)  # type: ignore[arg-type]
    shown = capsys.readouterr()
    assert shown.err == "\ufffd[2Jgone\ufffd: is empty\n"
    assert shown.out == "\ufffd[2Jgone\ufffd: 0 gone, 0 new, 0 same\n"


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("s\n", "s"),
        (" Same\n", "s"),
        ("skip\n", ""),
        ("\n", ""),
        ("sure\nquit\n", "q"),
        ("D\n", "d"),
        ("", "q"),
    ],
)
def test_only_a_whole_word_or_its_letter_is_an_answer(monkeypatch, typed, answer):
    """`skip` is not the `s` of `same`."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    assert asked_for() == answer
