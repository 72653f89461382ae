"""`kg log` shows events as they stand in the log, whatever is in them."""

import json
import shlex
import subprocess
import sys

import pytest

from kg import log as logs
from kg.cli.exits import Exit
from kg.log.protocol import Batch, NewEvent
from tests.cli.process import environment

COUNT = 2000  # more than a pipe holds


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A home whose log says little, often."""
    folder = tmp_path_factory.mktemp("home")
    events = tuple(
        NewEvent("Noted", 1, f"n{i}", {"words": "قامشلي \N{LATIN SMALL LETTER E WITH ACUTE} " * 9})
        for i in range(COUNT)
    )
    log = logs.open_log(folder / "log.sqlite")
    log.append(Batch(b"k", b"d", "a test", events), tx_us=1_582_000_000_000_000)
    log.close()
    return folder


def test_tail_prints_the_last_events_oldest_first(kg, home):
    lines = kg("log", "tail", "-n", "3", "--home", home).stdout.splitlines()
    assert [line.split()[0] for line in lines] == [str(COUNT - 2), str(COUNT - 1), str(COUNT)]
    assert lines[0].split()[1:] == ["2020-02-18", "04:26:40Z", "Noted", f"n{COUNT - 3}", "a", "test"]


def test_tail_as_json_prints_one_object_a_line(kg, home):
    rows = [json.loads(line) for line in kg("log", "tail", "--json", "--home", home).stdout.splitlines()]
    assert [row["pos"] for row in rows] == list(range(COUNT - 9, COUNT + 1))


def test_show_prints_all_that_an_event_says(kg, home):
    shown = json.loads(kg("log", "show", "7", "--home", home).stdout)
    assert (shown["pos"], shown["subject"]) == (7, "n6")
    assert shown["data"]["words"].startswith("قامشلي é")


def test_showing_an_event_past_the_end_says_where_the_log_ends(kg, home):
    failed = kg("log", "show", COUNT + 1, "--home", home)
    assert failed.returncode == Exit.FAILED
    assert failed.stderr == f"kg: there is no event {COUNT + 1}: the log ends at {COUNT}\n"


def test_a_pipe_gets_utf8_whatever_the_locale(kg, home):
    shown = kg(
        "log", "show", "1", "--home", home, env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    )
    assert (shown.returncode, shown.stderr) == (Exit.OK, "")
    assert "قامشلي" in shown.stdout


def test_a_reader_that_goes_away_is_no_error(home):
    command = f"{shlex.quote(sys.executable)} -m kg log tail -n {COUNT} --json | head -n 1"
    ended = subprocess.run(
        ["bash", "-c", command], env=environment(home), capture_output=True, text=True, check=True
    )
    assert ended.stderr == ""
    assert json.loads(ended.stdout)["pos"] == 1
