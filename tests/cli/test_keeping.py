"""The commands by which a log is kept safe: verify, root and prove, backup and restore, erase."""

import json
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from kg import log as logs
from kg.cli.exits import Exit
from tests.cli.process import run_kg
from tests.recorded import record, told

CHECK = Path(__file__).resolve().parents[2] / "tools" / "check_proof.py"
Kg = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home whose log has three articles: events 1 to 6."""
    grow(tmp_path / "home", "a", "b", "c")
    return tmp_path / "home"


@pytest.fixture
def kg(home: Path) -> Kg:
    """`kg` with that home."""
    return lambda *arguments: run_kg(*arguments, home=home)


def grow(home: Path, *names: str) -> list[str]:
    with closing(logs.open_log(home / "log.sqlite")) as log:
        return [claim for name in names for claim in record(log, name)]


def test_a_proof_of_the_command_is_believed_by_whoever_has_the_line_of_the_root(kg: Kg, home: Path):
    [first, _] = grow(home, "d")
    size, root = kg("log", "root").stdout.split()
    proof = home / "proof.json"
    proof.write_text(kg("prove", first, "--article").stdout)
    grow(home, "e")
    check = [sys.executable, "-I", str(CHECK), str(proof), size, root]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert (size, done.returncode) == ("8", 0)
    assert done.stdout.startswith("proved event [8,")
    assert kg("log", "root", "--at", "8").stdout.split() == [size, root]
    assert json.loads(kg("log", "root", "--json").stdout)["size"] == 10
    assert json.loads(kg("prove", first, "--at", "8", "--article").stdout) == json.loads(proof.read_text())


def test_a_claim_that_is_not_there_cannot_be_proved(kg: Kg):
    failed = kg("prove", "nonsense")
    assert (failed.returncode, failed.stdout) == (Exit.FAILED, "")
    assert failed.stderr == "kg: no event of the log states the claim nonsense: it may have been erased\n"


def test_what_was_lost_is_restored_from_the_backup(kg: Kg, home: Path, tmp_path: Path):
    saved = tmp_path / "saved.sqlite"
    made = kg("backup", saved)
    assert made.stdout.startswith(f"{saved} holds 6 events and ends with the hash ")
    grow(home, "d")
    refused = kg("restore", saved)
    assert (refused.returncode, "has events that would be lost" in refused.stderr) == (Exit.FAILED, True)
    assert kg("restore", saved, "--force").stdout.startswith("the log ends at 6 ")
    assert [path.name for path in home.glob("log.sqlite.8-*")] != []
    for path in home.glob("log.sqlite*"):
        path.unlink()
    assert kg("restore", saved).stdout.startswith("the log ends at 6 ")
    assert kg("verify", "--log-only").returncode == Exit.OK


def test_a_backup_of_nothing_is_refused_and_nothing_is_made(tmp_path: Path):
    failed = run_kg("backup", tmp_path / "saved.sqlite", home=tmp_path / "empty")
    assert failed.returncode == Exit.FAILED
    assert "to back up: `kg load` makes one" in failed.stderr
    assert list(tmp_path.iterdir()) == []


def test_verify_tells_one_changed_byte_with_exit_code_4(kg: Kg, home: Path):
    log = home / "log.sqlite"
    content = log.read_bytes()
    at = content.index(told("b").text.encode()[:20])
    log.write_bytes(content[:at] + b"X" + content[at + 1 :])
    checked = kg("verify", "--log-only")
    assert checked.returncode == Exit.UNSOUND
    assert checked.stdout == "log: event 3: it, its batch or the event before it is not what was written\n"


def test_verify_tells_what_was_erased_and_what_was_erased_only_half(kg: Kg, home: Path):
    kg("erase", "a", "--reason", "asked for", "--yes", "--log-only")
    checked = kg("verify", "--log-only")
    assert checked.returncode == Exit.OK
    assert "event 1 was erased: asked for\nevent 2 was erased: asked for\n" in checked.stderr
    with closing(logs.open_log(home / "log.sqlite")) as log:
        log.erase([4], reason="behind its back", tx_us=1)
    checked = kg("verify", "--log-only")
    assert (checked.returncode, checked.stdout) == (
        Exit.UNSOUND,
        "log: event 4: was erased, and no event says so\n",
    )


def test_restoring_tells_what_had_been_erased(kg: Kg, tmp_path: Path):
    saved = tmp_path / "saved.sqlite"
    kg("backup", saved)
    kg("erase", "a", "--reason", "asked for", "--yes", "--log-only")
    restored = kg("restore", saved, "--force")
    assert "the backup still says what had been erased: `kg erase 1 2 --reason …`" in restored.stderr
