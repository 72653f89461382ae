"""`kg doctor` names what is wrong and the command that mends it, and starts nothing."""

import json
from pathlib import Path

import pytest

from kg.cli.exits import Exit
from tests.cli.process import run_kg


def findings(home: Path, *, ends: Exit, **env: str) -> dict[str, dict]:
    ended = run_kg("doctor", "--json", home=home, env=env)
    assert (ended.returncode, ended.stderr) == (ends, "")
    return {row["what"]: row for row in map(json.loads, ended.stdout.splitlines())}


def test_all_is_well_where_the_demo_was_loaded(demo):
    found = findings(demo.home, ends=Exit.OK)
    assert list(found) == ["python", "packages", "home", "disk", "log", "server", "schema", "position"]
    assert {row["state"] for row in found.values()} == {"ok"}
    assert not any(row["mend"] for row in found.values())


def test_a_home_that_is_not_there_yet_is_no_fault(tmp_path: Path):
    found = findings(tmp_path / "home", ends=Exit.OK)
    assert {what for what, row in found.items() if row["state"] == "note"} == {"home", "log", "server"}
    assert found["server"]["mend"] == "kg up"
    assert not (tmp_path / "home").exists()


def test_a_log_that_is_none_is_wrong(tmp_path: Path):
    (tmp_path / "log.sqlite").write_text("not a log")
    found = findings(tmp_path, ends=Exit.FAILED)
    assert (found["log"]["state"], found["server"]["state"]) == ("wrong", "note")
    assert "not an event log" in found["log"]["found"]
    assert found["log"]["mend"]


@pytest.mark.parametrize(("password", "says"), [("word", "cannot be reached"), ("", "NEO4J_PASSWORD")])
def test_a_server_that_cannot_be_used_is_wrong(tmp_path: Path, password: str, says: str):
    found = findings(tmp_path, ends=Exit.FAILED, NEO4J_URI="bolt://127.0.0.1:1", NEO4J_PASSWORD=password)
    assert found["server"]["state"] == "wrong"
    assert says in found["server"]["found"] + found["server"]["mend"]
