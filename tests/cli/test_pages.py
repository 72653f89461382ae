"""The commands of the pages on corrections and time travel can be typed as they stand there."""

import re
import shlex
from pathlib import Path

import pytest

from kg.cli.exits import Exit
from tests.cli.process import run_here

DOCS = Path(__file__).parents[2] / "docs"
FILE = re.compile(r"<!-- (news\.jsonl) -->\n```json\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TESTED = re.compile(r"<!-- run by the tests -->\n```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def commands(page: str) -> list[str]:
    """What is typed in the blocks of a page."""
    blocks = TESTED.findall((DOCS / page).read_text("utf-8"))
    return [line.removeprefix("$ kg ") for block in blocks for line in block.splitlines()]


@pytest.mark.parametrize(("page", "least"), [("corrections.md", 15), ("time-travel.md", 10)])
def test_the_examples_of_a_page_work_one_after_the_other(page, least, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, text in FILE.findall((DOCS / page).read_text("utf-8")):
        (tmp_path / name).write_text(text, "utf-8")
    typed, seen = commands(page), {"CLAIM": "", "POSITION": ""}
    try:
        for command in typed:
            for word, value in seen.items():
                command = command.replace(word, value)
            done = run_here(*shlex.split(command), home=tmp_path / "home")
            assert done.returncode == Exit.OK, (command, done.stderr)
            seen["CLAIM"] = (re.findall(r"\b[0-9a-f]{10}\b", done.stdout) or [seen["CLAIM"]])[-1]
            seen["POSITION"] = (re.findall(r"at position (\d+);", done.stdout) or [seen["POSITION"]])[-1]
    finally:
        run_here("down", home=tmp_path / "home")
        run_here("down", home=tmp_path / "january")
    assert len(typed) >= least
