"""The parts of the command line that hold for every command."""

import os
import subprocess
import sys

import pytest

import kg as package
from kg.cli.exits import MEANING, Exit, code
from kg.errors import EngineError, InputError, LogError, QuestionError

HEAVY = ("arcadedb_embedded", "neo4j", "platformdirs", "pydantic", "rich", "sqlite3")


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=True)


def test_the_version_is_the_packages(kg):
    assert kg("--version").stdout == f"kg {package.__version__}\n"


@pytest.mark.parametrize("module", ["kg.cli", "kg.cli.app"])
def test_importing_the_command_line_imports_nothing_that_costs_time(module):
    loaded = python("-c", f"import sys, {module}; print(*sys.modules)").stdout.split()
    assert [name for name in HEAVY if name in loaded] == []


def test_help_answers_in_under_a_third_of_a_second(kg):
    """In seconds of a processor, which other work on the machine does not lengthen much."""

    def once() -> float:
        before = os.times()
        kg("--help")
        after = os.times()
        return after.children_user + after.children_system - before.children_user - before.children_system

    assert 0 < min(once() for _ in range(5)) < 0.3


def test_no_arguments_print_the_help_and_are_a_usage_error(kg):
    asked, bare = kg("--help"), kg()
    assert (bare.returncode, bare.stdout) == (Exit.USAGE, "")
    assert bare.stderr.strip() == asked.stdout.strip()


def test_a_wrong_command_is_a_usage_error_with_a_suggestion(kg):
    wrong = kg("log", "tial")
    assert wrong.returncode == Exit.USAGE
    assert "Did you mean 'tail'?" in wrong.stderr


@pytest.mark.parametrize("command", [("log", "tail"), ("log", "show", "1")])
def test_a_home_without_a_log_is_told_in_one_line(kg, command):
    failed = kg(*command)
    assert (failed.returncode, failed.stdout) == (Exit.FAILED, "")
    assert failed.stderr.startswith("kg: nothing is loaded in ")
    assert "kg demo" in failed.stderr
    assert failed.stderr.count("\n") == 1


@pytest.mark.parametrize("before", [True, False])
def test_home_is_taken_before_and_after_the_command(kg, tmp_path, before):
    home = ("--home", tmp_path / "other")
    failed = kg(*home, "log", "tail") if before else kg("log", "tail", *home)
    assert f"nothing is loaded in {tmp_path / 'other'}:" in failed.stderr


def test_a_home_that_is_a_file_is_told_in_one_line(kg, tmp_path):
    (tmp_path / "file").write_text("not a folder")
    failed = kg("log", "tail", "--home", tmp_path / "file")
    assert (failed.returncode, failed.stderr.count("\n")) == (Exit.FAILED, 1)
    assert str(tmp_path / "file") in failed.stderr


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (InputError("x"), Exit.PARTIAL),
        (QuestionError("x"), Exit.PARTIAL),
        (EngineError("x"), Exit.UNREACHABLE),
        (LogError("x"), Exit.FAILED),
    ],
)
def test_each_kind_of_error_has_its_exit_code(error, expected):
    assert code(error) is expected


def test_every_exit_code_is_explained():
    assert set(MEANING) == set(Exit)
