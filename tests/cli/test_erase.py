"""`kg erase` leaves no word of an article in the home, not in the log and not in what was made from it."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from unittest import mock

import pytest

from kg import erasing
from kg import log as logs
from kg.cli.exits import Exit
from kg.errors import LogError
from kg.log.sqlite import SqliteLog
from kg.lookups.store import Lookups
from kg.settings import Settings
from tests.cli.process import run_here, run_kg
from tests.recorded import record

GONE = "Fighters of the Delta Ring attacked the Tarmin post near Old Bridge at dawn on 3 March 2021"
STAYS = "The Tarmin army said on 4 March 2021 that two soldiers were killed near Old Bridge"


def holding(home: Path, words: str) -> list[Path]:
    """The files in which the words stand, as they are or in JSON."""
    return [path for path in home.rglob("*") if path.is_file() and words.encode() in path.read_bytes()]


def test_no_word_of_an_erased_article_stays_in_the_home(kg, tmp_path: Path):
    home, articles = tmp_path / "home", tmp_path / "articles"
    articles.mkdir()
    (articles / "gone.txt").write_text(f"{GONE}.\n")
    (articles / "stays.txt").write_text(f"{STAYS}.\n")
    try:
        kg("load", articles)
        assert holding(home, GONE)
        assert kg("search", "--kind", "sentence", GONE.split()[0]).returncode == Exit.OK
        assert (home / "search.sqlite").exists()
        shown = kg("erase", "gone.txt", "--reason", "asked for", "--dry-run", "--json")
        [key] = [row["subject"] for row in map(json.loads, shown.stdout.splitlines()) if row["pos"] == 1]
        assert (kg("erase", "gone.txt", "--reason", "asked for").returncode, holding(home, GONE) != []) == (
            1,
            True,
        )
        erased = kg("erase", "gone.txt", "--reason", "asked for", "--yes", "--json")
        assert erased.returncode == Exit.OK, erased.stderr
        *planned, done = map(json.loads, erased.stdout.splitlines())
        assert done == {"erased": [row["pos"] for row in planned]}
        assert "backups and copies hold it still" in erased.stderr
        checked = kg("verify")
        assert checked.returncode == Exit.OK, checked.stdout
        again = kg("erase", key, "--reason", "asked for", "--yes")
        assert "it is gone already" in again.stdout
        assert kg("load", articles).stdout.endswith("none new: 0 changes\n")
    finally:
        run_kg("down", home=home)
    assert holding(home, GONE) == []
    assert holding(home, STAYS)


def test_a_copy_of_the_log_is_erased_without_its_graph(kg, tmp_path: Path):
    articles = tmp_path / "gone.txt"
    articles.write_text(f"{GONE}.\n")
    home, copy = tmp_path / "home", tmp_path / "copy.sqlite"
    kg("load", articles)
    run_kg("down", home=home)
    kg("log", "copy", home / "log.sqlite", copy)
    erased = kg("--log", copy, "erase", "gone.txt", "--reason", "r", "--yes", "--log-only")
    assert erased.stdout.endswith(" events erased\n")
    assert GONE.encode() not in copy.read_bytes()
    assert holding(home, GONE)


def test_an_erasing_that_was_killed_is_told_of_and_finished_by_a_rebuild(kg, tmp_path: Path):
    home, articles = tmp_path / "home", tmp_path / "gone.txt"
    articles.write_text(f"{GONE}.\n")
    try:
        kg("load", articles)
        with closing(logs.open_log(home / "log.sqlite")) as log:
            planned = erasing.plan(log, ["gone.txt"])
            log.append(planned.batch("asked for", "me"), tx_us=1)
        told = kg("verify", "--log-only")
        assert (told.returncode, "was to be erased, and still says" in told.stdout) == (Exit.UNSOUND, True)
        assert (
            "an erasing was cut short, `kg erase 1 --reason TEXT` finishes it" in kg("load", articles).stderr
        )
        assert "run `kg rebuild`" in kg("ask", "timeline").stderr
        assert kg("rebuild").returncode == Exit.OK
        assert kg("verify").returncode == Exit.OK
    finally:
        run_kg("down", home=home)
    assert GONE.encode() not in (home / "log.sqlite").read_bytes()


def recorded(path: Path) -> None:
    """A log of two articles, called a and b."""
    with closing(logs.open_log(path)) as log:
        record(log, "a")
        record(log, "b")


def test_an_erasing_that_was_killed_is_finished_by_the_same_command(kg, tmp_path: Path):
    path = tmp_path / "log.sqlite"
    recorded(path)
    with closing(logs.open_log(path)) as log:
        log.append(erasing.plan(log, ["a"]).batch("asked for", "me"), tx_us=1)
    again = ("--log", path, "erase", "a", "--reason", "asked for", "--yes", "--log-only")
    assert kg(*again).stdout.endswith("2 events erased\n")
    assert kg("--log", path, "verify", "--log-only").returncode == Exit.OK
    assert "knows no article and no claim a: it may have been erased" in kg(*again).stderr


def test_old_bytes_that_an_erasing_left_are_gone_after_the_same_command(kg, tmp_path: Path):
    """A reader keeps them alive, and the command says so."""
    path = tmp_path / "log.sqlite"
    recorded(path)
    again = ("--log", path, "erase", "a", "--reason", "asked for", "--yes", "--log-only")
    with closing(logs.open_log(path)) as log:
        log.append(erasing.plan(log, ["a"]).batch("asked for", "me"), tx_us=1)
        with closing(sqlite3.connect(path, isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM event").fetchone()
            with closing(SqliteLog(path, timeout_s=0.1)) as hasty, pytest.raises(LogError, match="still in"):
                erasing.finish(hasty)
    told = kg("--log", path, "verify", "--log-only")
    assert (told.returncode, "may still be in the log: `kg erase 1 …`" in told.stdout) == (Exit.UNSOUND, True)
    assert "it may have been erased" in kg(*again).stderr
    assert kg("--log", path, "verify", "--log-only").returncode == Exit.OK
    assert [file.name for file in tmp_path.iterdir()] == ["log.sqlite"]


def test_nothing_is_erased_while_a_load_runs(kg, tmp_path: Path):
    home = tmp_path / "home"
    home.mkdir()
    recorded(home / "log.sqlite")
    with closing(logs.open_log(home / "log.sqlite")) as log:
        with closing(Lookups(log, Settings(home).lookups)):
            refused = kg("erase", "a", "--reason", "asked for", "--yes")
        assert "another process is loading" in refused.stderr
        assert "Traceback" not in refused.stderr
        assert list(log.erasures()) == []
        assert log.head().pos == 4


def test_whoever_erases_has_to_say_his_name_where_the_system_knows_none(tmp_path: Path):
    recorded(tmp_path / "log.sqlite")
    command = ("--log", tmp_path / "log.sqlite", "erase", "a", "--reason", "asked for", "--yes", "--log-only")
    with mock.patch("getpass.getuser", side_effect=KeyError("getpwuid(): uid not found")):
        nameless = run_here(*command, home=tmp_path / "home")
        assert "say it with --by NAME" in nameless.stderr
        assert run_here(*command, "--by", "me", home=tmp_path / "home").returncode == Exit.OK
