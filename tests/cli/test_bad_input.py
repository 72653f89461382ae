"""Bad input, all of it in one load: one clear line each, the rest loaded, the log whole."""

import json
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest

from kg.cli.exits import Exit
from tests.cli.process import run_kg

GOOD = "The army shelled the town of Khasham on 7 February 2018, residents said.\n"


class Case(NamedTuple):
    """An input that cannot be read, and what the line about it says."""

    name: str
    content: bytes | None  # None: the case is made by hand in `make`
    says: str


FILES = (
    Case("empty.txt", b"", "is empty"),
    Case("binary.txt", bytes(range(256)) * 20, "is binary"),
    Case("latin-1.txt", "Les soldats ont été attaqués à Khasham.".encode("latin-1"), "is not UTF-8"),
    Case("utf-16.txt", GOOD.encode("utf-16"), "is UTF-16"),
    Case("huge.txt", b"The army shelled the town. " * (50_000_000 // 27), "MB"),
    Case("dangling.txt", None, "No such file"),
    Case("folder.txt", None, "has no articles"),
    Case("nothing-to-read", None, "has no articles"),
    Case("missing.txt", None, "No such file"),
)
ROWS = (
    (json.dumps({"id": "good-row", "text": GOOD}), None),
    ('{"id": "broken", "text": "The army', "rows.jsonl:2"),
    (json.dumps({"id": "no-text", "title": "Nothing below"}), "rows.jsonl:3"),
    (json.dumps({"id": "empty-text", "text": " "}), "rows.jsonl:4"),
    (json.dumps(["not", "an", "object"]), "rows.jsonl:5"),
)
LINES = [(case.name, case.says) for case in FILES] + [(where, "") for _, where in ROWS if where]


def make(folder: Path) -> list[Path]:
    """The inputs: one good file, one good row, and every bad one; as the paths to load."""
    folder.mkdir()
    (folder / "good.txt").write_text(GOOD)
    (folder / "rows.jsonl").write_text("".join(f"{row}\n" for row, _ in ROWS))
    (folder / "dangling.txt").symlink_to(folder / "nowhere")
    for name in ("folder.txt", "nothing-to-read"):
        (folder / name).mkdir()
    (folder / "nothing-to-read" / "picture.png").write_bytes(b"\x89PNG")
    for case in FILES:
        if case.content is not None:
            (folder / case.name).write_bytes(case.content)
    return [folder / "good.txt", folder / "rows.jsonl", *(folder / case.name for case in FILES)]


class Loaded(NamedTuple):
    """A home into which everything was loaded once, and how that ended."""

    home: Path
    paths: list[Path]
    ended: subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def loaded(tmp_path_factory) -> Loaded:
    folder = tmp_path_factory.mktemp("bad")
    paths = make(folder / "input")
    yield Loaded(folder / "home", paths, run_kg("load", *paths, home=folder / "home"))
    run_kg("down", home=folder / "home")


@pytest.mark.parametrize(("where", "says"), LINES)
def test_each_bad_input_is_told_in_one_line_that_names_it(loaded, where, says):
    lines = [line for line in loaded.ended.stderr.splitlines() if where in line.split(": ")[1]]
    assert len(lines) == 1
    assert lines[0].startswith("kg: ")
    assert says in lines[0]


def test_nothing_else_is_told(loaded):
    assert len(loaded.ended.stderr.splitlines()) == len(LINES)


def test_the_rest_is_loaded_and_the_exit_code_tells_that_some_was_not(loaded):
    assert loaded.ended.returncode == Exit.PARTIAL
    assert loaded.ended.stdout.startswith("2 articles, 2 new: ")


def test_the_log_is_whole_and_the_graph_is_what_it_says(loaded):
    verified = run_kg("verify", home=loaded.home)
    assert (verified.returncode, verified.stdout) == (Exit.OK, "")


def test_loading_it_all_again_changes_nothing(loaded):
    again = run_kg("load", *loaded.paths, home=loaded.home)
    assert (again.returncode, again.stdout) == (Exit.PARTIAL, "2 articles, none new: 0 changes\n")


def test_as_json_the_problems_are_told_on_stdout_too(loaded):
    told = run_kg("load", *loaded.paths, "--json", home=loaded.home)
    assert len(json.loads(told.stdout)["problems"]) == len(LINES)


def test_extracting_tells_the_same_problems_and_prints_the_rest(loaded, tmp_path):
    extracted = run_kg("extract", *loaded.paths, "--jsonl", home=tmp_path)
    assert extracted.returncode == Exit.PARTIAL
    assert sorted(extracted.stderr.splitlines()) == sorted(loaded.ended.stderr.splitlines())
    assert [json.loads(line)["article"] for line in extracted.stdout.splitlines()] == ["good.txt", "good-row"]
    assert list(tmp_path.iterdir()) == []
