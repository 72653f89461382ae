"""Programs read the log with `kg.open_log`: typed, from any position, on as it grows, and never wrongly."""

import json
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kg import log as logs
from kg import open_log
from kg.errors import LogError
from kg.events import ArticleRecorded, ClaimsExtracted, Erased
from kg.log.backup import backup, restore
from tests.cli.process import environment

from .recorded import record, told

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "subscriptions.md").read_text(), re.DOTALL)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A log of three articles: events 1 to 6."""
    file = tmp_path / "log.sqlite"
    grow(file, "a", "b", "c")
    return file


def grow(path: Path, *names: str) -> None:
    with closing(logs.open_log(path)) as log:
        for name in names:
            record(log, name)


def test_events_are_typed_and_say_when_and_by_whom(path: Path):
    with open_log(path) as log:
        first, second, *_ = log.events()
    assert isinstance(first.said, ArticleRecorded)
    assert first.said.text == told("a").text
    assert isinstance(second.said, ClaimsExtracted)
    assert (second.pos, second.by, second.cause) == (2, "test", None)
    assert second.recorded.isoformat() == "2020-02-18T04:26:40+00:00"


def test_reading_starts_and_ends_where_it_is_told(path: Path):
    with open_log(path) as log:
        assert [entry.pos for entry in log.events(2, until=4)] == [3, 4]
        assert [entry.pos for entry in log.events(log.mark(4))] == [5, 6]
        assert log.end == 6


def test_what_was_erased_comes_as_erased(path: Path):
    with closing(logs.open_log(path)) as log:
        log.erase([3], reason="r", tx_us=1)
    with open_log(path) as log:
        assert [entry.said for entry in log.events(2, until=3)] == [
            Erased(type="ArticleRecorded", about=told("b").key)
        ]


def test_a_log_that_is_not_there_is_not_made(tmp_path: Path):
    with pytest.raises(LogError, match=r"there is no log in .*log\.sqlite: `kg load` makes one"):
        open_log(tmp_path / "log.sqlite")
    assert list(tmp_path.iterdir()) == []


def test_following_gives_what_comes_and_ends_when_nothing_comes(path: Path):
    with open_log(path) as log:
        seen = []
        for entry in log.follow(4, idle_s=0.2):
            if entry.pos == 6:
                grow(path, "d")
            seen.append(entry.pos)
    assert seen == [5, 6, 7, 8]


@pytest.mark.parametrize("mark", ["", "x", "a:b:c", "::", "1:2:3:4"])
def test_what_is_no_mark_is_refused(path: Path, mark: str):
    with open_log(path) as log, pytest.raises(LogError, match="is of another log, or the log went back"):
        next(log.events(mark))


def test_a_mark_of_another_log_or_of_what_is_gone_is_refused(path: Path, tmp_path: Path):
    backup(path, tmp_path / "saved.sqlite")
    grow(path, "d")
    with open_log(path) as log:
        kept, lost = log.mark(6), log.mark(8)
        with pytest.raises(LogError, match="there is no event 9: the log ends at 8"):
            log.mark(9)
    restore(tmp_path / "saved.sqlite", path, force=True)
    grow(path, "e")
    grow(tmp_path / "other.sqlite", "a", "b", "c", "d")
    with open_log(path) as log:
        assert [entry.pos for entry in log.events(kept)] == [7, 8]
        with pytest.raises(LogError, match="or the log went back"):
            next(log.events(lost))
    with open_log(tmp_path / "other.sqlite") as log, pytest.raises(LogError, match="of another log"):
        next(log.events(kept))


def test_following_stops_where_the_log_goes_back(path: Path, tmp_path: Path):
    backup(path, tmp_path / "saved.sqlite")
    grow(path, "d")
    with open_log(path) as log:
        follow = log.follow(7, idle_s=5)
        assert next(follow).pos == 8
        restore(tmp_path / "saved.sqlite", path, force=True)
        grow(path, "e", "f")
        with pytest.raises(LogError, match="the log went back behind event 8"):
            next(follow)


def test_following_from_past_the_end_is_refused(path: Path):
    with open_log(path) as log, pytest.raises(LogError, match="there is no event 7: the log ends at 6"):
        next(log.follow(7))


# ---- the examples of docs/subscriptions.md


def test_the_first_example_prints_what_the_log_says(path: Path, capsys: pytest.CaptureFixture[str]):
    exec(EXAMPLES[0], {"path": path})  # noqa: S102 - our own documentation
    assert capsys.readouterr().out.splitlines() == [
        "1 article a", "2 claims 2", "3 article b", "4 claims 2", "5 article c", "6 claims 2",
    ]  # fmt: skip


def consume(path: Path, output: Path) -> list[tuple[object, ...]]:
    exec(EXAMPLES[1], {"path": path, "output": output, "idle_s": 0})  # noqa: S102
    return tally(output)


def tally(output: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(output)) as mine:
        return mine.execute("SELECT type, claims FROM tally ORDER BY type").fetchall()


def test_the_consumer_goes_on_where_it_was_and_counts_nothing_twice(path: Path, tmp_path: Path):
    output = tmp_path / "mine.sqlite"
    for _ in range(2):
        assert consume(path, output) == [("ATTACKED", 3), ("CASUALTIES", 3)]
    grow(path, "d", "e")
    assert consume(path, output) == [("ATTACKED", 5), ("CASUALTIES", 5)]


def test_a_consumer_that_is_killed_at_any_moment_counts_each_claim_once(tmp_path: Path):
    path, output = tmp_path / "log.sqlite", tmp_path / "mine.sqlite"
    grow(path, *(f"a{i}" for i in range(60)))
    script = "from pathlib import Path\npath, output, idle_s = {!r}, {!r}, 0\nprint(flush=True)\n"
    program = script.format(str(path), str(output)) + EXAMPLES[1]
    for round_ in range(4):
        with subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE) as child:
            assert child.stdout is not None
            child.stdout.readline()
            time.sleep(0.02 + 0.03 * round_)
            child.kill()
    assert consume(path, output) == [("ATTACKED", 60), ("CASUALTIES", 60)]


@pytest.fixture
def tailing(path: Path) -> Iterator[subprocess.Popen[str]]:
    command = [
        sys.executable,
        "-m",
        "kg",
        "--log",
        str(path),
        "log",
        "tail",
        "--follow",
        "--after",
        "4",
        "--json",
    ]
    with subprocess.Popen(
        command, env=environment(path.parent), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as child:
        yield child
        child.kill()


def test_the_command_prints_what_comes_as_it_comes(tailing: subprocess.Popen[str], path: Path):
    assert tailing.stdout is not None
    assert [json.loads(tailing.stdout.readline())["pos"] for _ in range(2)] == [5, 6]
    grow(path, "d")
    rows = [json.loads(tailing.stdout.readline()) for _ in range(2)]
    assert [(row["pos"], row["type"]) for row in rows] == [(7, "ArticleRecorded"), (8, "ClaimsExtracted")]
    tailing.send_signal(signal.SIGINT)
    assert tailing.wait(timeout=10) == 130
