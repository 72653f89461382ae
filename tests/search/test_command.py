"""`kg search` at the command line."""

import json
import re
import shlex
from contextlib import closing
from pathlib import Path

from kg.log.protocol import Batch
from kg.log.sqlite import SqliteLog
from tests.ask import world
from tests.cli.process import run_here

PAGE = Path(__file__).parents[2] / "docs" / "search.md"


def loaded(tmp_path: Path) -> Path:
    """A home with a log and nothing else."""
    home = tmp_path / "home"
    home.mkdir()
    with closing(SqliteLog(home / "log.sqlite")) as log:
        for number, payload in enumerate(world.events()):
            key = number.to_bytes(32, "big")
            log.append(Batch(key, key, "test", (payload.new(),)), tx_us=1)
    return home


def test_the_examples_of_the_page_run_without_a_graph_server(tmp_path: Path):
    home = loaded(tmp_path)
    (block,) = re.findall(r"```console\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    for line in block.splitlines():
        ended = run_here(*shlex.split(line)[1:], home=home)
        assert (ended.returncode, "Traceback" in ended.stderr) == (0, False)
    assert not (home / "engine").exists()


def test_a_sentence_is_shown_with_its_words_marked_and_as_json_with_their_offsets(tmp_path: Path):
    home = loaded(tmp_path)
    shown = run_here("search", "villagers", home=home).stdout
    assert "*villagers*" in shown
    (line,) = run_here("search", '"at villagers"', "--json", home=home).stdout.splitlines()
    hit = json.loads(line)
    ((start, end),) = hit["marks"]
    assert (hit["kind"], hit["text"][start:end]) == ("sentence", "at villagers")


def test_what_cannot_be_read_ends_with_the_code_of_a_question_and_one_line(tmp_path: Path):
    ended = run_here("search", "foo AND", home=loaded(tmp_path))
    assert ended.returncode != 0
    assert ended.stdout == ""
    assert len(ended.stderr.strip().splitlines()) == 1
