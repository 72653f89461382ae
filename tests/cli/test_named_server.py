"""Options before the command name a graph server, as Neo4j's own environment variables do."""

import json
from pathlib import Path

import pytest

from kg.cli.exits import Exit
from kg.settings import OWN_LOG
from tests.cli.process import run_here


def status(*options: str | Path, home: Path, **env: str) -> dict:
    ended = run_here(*options, "status", "--json", home=home, env=env)
    assert (ended.returncode, ended.stderr) == (Exit.OK, "")
    return json.loads(ended.stdout)


@pytest.fixture
def auth_file(tmp_path: Path) -> Path:
    path = tmp_path / "auth"
    path.write_text("reader/not-the-word")
    return path


def test_the_options_win_over_the_environment(tmp_path: Path, auth_file: Path):
    env = {"NEO4J_URI": "bolt://127.0.0.1:2", "NEO4J_DATABASE": "old", "NEO4J_PASSWORD": "other"}
    options = ("--uri", "bolt://127.0.0.1:1", "--database", "news", "--auth-file", auth_file)
    found = status(*options, home=tmp_path, **env)
    assert (found["uri"], found["user"], found["database"]) == ("bolt://127.0.0.1:1", "reader", "news")
    assert status(*options, "--user", "writer", home=tmp_path)["user"] == "writer"


def test_a_named_server_is_the_one_that_answers(demo, tmp_path: Path):
    there = status(home=demo.home)
    password = Path(there["password_file"]).read_text().strip()
    (tmp_path / "auth").write_text(f"{there['user']}/{password}")
    options = (
        "--log",
        demo.home / OWN_LOG,
        "--uri",
        there["uri"],
        "--database",
        there["database"],
        "--auth-file",
        tmp_path / "auth",
    )
    counted = run_here(*options, "query", "MATCH (c:Claim) RETURN count(c) > 0 AS any", home=tmp_path)
    assert counted.returncode == Exit.OK, counted.stderr
    assert counted.stdout.split()[-1] == "yes"


@pytest.mark.parametrize("option", ["--user", "--database", "--auth-file"])
def test_what_is_said_of_no_server_is_refused(tmp_path: Path, option: str):
    ended = run_here(option, "word", "status", home=tmp_path)
    assert ended.returncode == Exit.UNREACHABLE
    assert ended.stderr == f"kg: {option} is for a server that you name: say --uri too, or set NEO4J_URI\n"


def test_a_password_in_the_address_is_refused_and_not_repeated(tmp_path: Path, auth_file: Path):
    ended = run_here(
        *("--uri", "bolt://neo4j:not-the-word@127.0.0.1:1", "--auth-file", auth_file), "status", home=tmp_path
    )
    assert ended.returncode == Exit.UNREACHABLE
    assert "not-the-word" not in ended.stdout + ended.stderr
