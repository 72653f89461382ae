"""`kg erase` leaves no word of an article in the home, not in the log and not in what was made from it."""

import json
from contextlib import closing
from pathlib import Path

from kg import erasing
from kg import log as logs
from kg.cli.exits import Exit
from tests.cli.process import run_kg

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
        erased = kg("erase", "gone.txt", "--reason", "asked for", "--yes")
        assert (erased.returncode, "events erased" in erased.stdout) == (Exit.OK, True), erased.stderr
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
        assert "run `kg rebuild`" in kg("load", articles, tmp_path).stderr + kg("ask", "timeline").stderr
        assert kg("rebuild").returncode == Exit.OK
        assert kg("verify").returncode == Exit.OK
    finally:
        run_kg("down", home=home)
    assert GONE.encode() not in (home / "log.sqlite").read_bytes()
