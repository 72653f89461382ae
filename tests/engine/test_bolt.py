"""The graph is open to any program that speaks Bolt."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
REPOSITORY = HERE.parent.parent
QUESTION = REPOSITORY / "cypher/ask/who-attacked-whom.cypher"
ANYTHING = {
    "actor": None,
    "incident": None,
    "from": None,
    "to": None,
    "asOf": 9007199254740991,
    "limit": 10,
    "days": None,
}
ARTICLE = {
    "id": "1",
    "title": "Shells fall near Tel Tamr",
    "published": "2020-03-05",
    "publisher": "Reuters",
    "text": "Turkish forces shelled the Syrian Democratic Forces near Tel Tamr on 4 March 2020, SANA said.\n",
}


@pytest.fixture
def env(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A home with one article loaded, and the embedded server up."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}
    env = {**kept, "KG_HOME": str(tmp_path / "home")}
    source = tmp_path / "articles.jsonl"
    source.write_text(json.dumps(ARTICLE) + "\n", encoding="utf-8")
    run(env, "-m", "kg", "load", str(source))
    yield env
    run(env, "-m", "kg", "down")


def run(env: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], env=env, capture_output=True, encoding="utf-8", timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_script_with_the_official_driver_and_the_status_can_ask_a_question_file(env: dict[str, str]):
    rows = json.loads(run(env, str(HERE / "bolt_script.py"), str(QUESTION), json.dumps(ANYTHING)))
    assert len(rows) == 1
    shown = json.dumps(rows[0], ensure_ascii=False)
    assert "Turkish" in shown
    assert "Syrian Democratic Forces" in shown


def test_the_program_in_the_handbook_runs_as_it_stands(env: dict[str, str], tmp_path: Path):
    command = tmp_path / "bin" / "kg"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kg "$@"\n')
    command.chmod(0o755)
    programs = re.findall(r"```python\n(.*?)```", (REPOSITORY / "docs/engines.md").read_text(), re.DOTALL)
    path = f"{command.parent}{os.pathsep}{env['PATH']}"
    assert [int(run({**env, "PATH": path}, "-c", program)) > 0 for program in programs] == [True]
