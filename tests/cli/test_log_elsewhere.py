"""`--log` and KG_LOG name a log outside the home, in a file or on a server; `kg log copy` moves it."""

import re
import shlex
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kg.cli.exits import Exit
from kg.log import open_log
from kg.log.protocol import Batch, NewEvent
from tests import postgres

PAGE = (Path(__file__).parents[2] / "docs" / "postgresql.md").read_text("utf-8")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The URL of a PostgreSQL server."""
    with postgres.server() as url:
        yield url


@pytest.fixture(params=["file", "server"])
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a log may be that is not the home's: nothing is there yet."""
    if request.param == "file":
        yield str(tmp_path / "elsewhere" / "log.sqlite")
        return
    with postgres.schema(request.getfixturevalue("server")) as url:
        yield url


def fill(target: str) -> None:
    """Write a log of 30 events."""
    with closing(open_log(target)) as log:
        events = tuple(NewEvent("Noted", 1, f"n{i}", {"i": i}) for i in range(30))
        log.append(Batch(b"k", b"d", "a test", events), tx_us=1)


def test_the_log_is_read_where_the_option_says(kg, elsewhere: str):
    fill(elsewhere)
    for options, env in ((("--log", elsewhere), {}), ((), {"KG_LOG": elsewhere})):
        lines = kg(*options, "log", "tail", "-n", "2", env=env).stdout.splitlines()
        assert [line.split()[0] for line in lines] == ["29", "30"]
    assert kg("log", "tail").returncode == Exit.FAILED


def test_a_home_may_name_its_log_for_good(kg, elsewhere: str, tmp_path: Path):
    fill(elsewhere)
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "kg.toml").write_text(f'log = "{elsewhere}"\n')
    assert kg("log", "tail", "-n", "1").stdout.split()[0] == "30"
    other = kg("log", "tail", env={"KG_LOG": str(tmp_path / "other.sqlite")})
    assert other.stderr.startswith(f"kg: nothing is loaded in {tmp_path / 'other.sqlite'}")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("log = 1", "log is not a text"),
        ("log =", "cannot be read"),
        ("[grpah]\nuri = 'bolt://x'", "'grpah' is none of graph, log"),
    ],
)
def test_a_file_that_names_no_log_is_told(kg, tmp_path: Path, text: str, said: str):
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "kg.toml").write_text(text)
    failed = kg("log", "tail")
    assert failed.returncode == Exit.FAILED
    assert failed.stderr.startswith(f"kg: {tmp_path / 'home' / 'kg.toml'}")
    assert said in failed.stderr


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--log", "mysql://ann:word@host/x"), "a log cannot be at mysql://: name a file, or postgresql://"),
        (("--log", "~nobody-of-that-name/x"), "~nobody-of-that-name/x begins with the folder of a user"),
        (("--home", "~nobody-of-that-name"), "~nobody-of-that-name begins with the folder of a user"),
    ],
)
def test_a_place_where_nothing_can_be_is_told_and_nothing_is_made(kg, tmp_path: Path, options, said: str):
    failed = kg(*options, "load", tmp_path, cwd=tmp_path)
    assert (failed.returncode, failed.stdout, failed.stderr.count("\n")) == (Exit.FAILED, "", 1)
    assert failed.stderr.startswith(f"kg: {said}")
    assert list(tmp_path.iterdir()) == []


def test_a_log_that_is_not_there_is_named_and_not_made(kg, elsewhere: str):
    for _ in range(2):
        failed = kg("--log", elsewhere, "log", "tail")
        assert failed.returncode == Exit.FAILED
        assert failed.stderr.startswith("kg: nothing is loaded in ")


def test_a_server_that_does_not_answer_is_told_in_a_line_without_the_password(kg):
    for options, env in (
        (("--log", "postgresql://ada:open-sesame@127.0.0.1:1/news"), {}),
        ((), {"KG_LOG": "postgresql://ada:open-sesame@127.0.0.1:1/news"}),
    ):
        failed = kg(*options, "log", "tail", env=env)
        assert failed.returncode == Exit.FAILED
        assert failed.stderr.startswith(
            "kg: the PostgreSQL server of postgresql://ada@127.0.0.1:1/news is away"
        )
        assert len(failed.stderr.splitlines()) == 1
        assert "sesame" not in failed.stdout + failed.stderr


def test_a_log_is_copied_there_and_verified(kg, elsewhere: str, tmp_path: Path):
    fill(str(tmp_path / "mine.sqlite"))
    with closing(open_log(tmp_path / "mine.sqlite")) as log:
        head = log.head()
    copied = kg("log", "copy", tmp_path / "mine.sqlite", elsewhere)
    assert copied.stdout == f"30 events copied; the copy ends at 30 with the hash {head.hash.hex()}\n"
    assert kg("log", "copy", tmp_path / "mine.sqlite", elsewhere).stdout.startswith("0 events copied;")
    with closing(open_log(elsewhere)) as log:
        assert log.head() == head


def test_copying_over_another_log_or_from_none_is_refused(kg, elsewhere: str, tmp_path: Path):
    fill(elsewhere)
    fill(str(tmp_path / "mine.sqlite"))
    refused = kg("log", "copy", tmp_path / "mine.sqlite", elsewhere)
    assert refused.returncode == Exit.FAILED
    assert "has 30 events of its own" in refused.stderr
    absent = kg("log", "copy", tmp_path / "absent.sqlite", elsewhere)
    assert absent.returncode == Exit.FAILED
    assert f"there is no log in {tmp_path / 'absent.sqlite'}" in absent.stderr
    assert not (tmp_path / "absent.sqlite").exists()


def test_the_commands_of_the_page_about_postgresql_work(kg, server: str, tmp_path: Path):
    fill(str(tmp_path / "log.sqlite"))
    ran = []
    with postgres.schema(server) as url:
        lines = re.findall(r"^\$ kg (log .*)$", PAGE, re.MULTILINE)
        for line in sorted(lines, key=lambda line: "tail" in line):  # what is copied first can be read
            words = shlex.split(line.replace("postgresql://kg@db.example/news", shlex.quote(url)))
            done = kg(*words, env={"KG_LOG": url}, cwd=tmp_path)
            assert (done.returncode, done.stderr) == (0, "")
            ran.append(words[1])
    assert ran == ["copy", "copy", "tail"]
    assert (tmp_path / "copy.sqlite").exists()


def test_the_example_in_python_reads_to_the_end(server: str, capsys: pytest.CaptureFixture[str]):
    (example,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    with postgres.schema(server) as url:
        fill(url)
        names: dict[str, object] = {}
        exec(example.replace("postgresql://kg@db.example/news", url), names)  # noqa: S102 (the page's own words)
        names["log"].close()
    assert capsys.readouterr().out == "30\n"
