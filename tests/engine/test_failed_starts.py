"""A start that fails says why in one line, in bounded time, and leaves nothing running."""

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.engine import embedded
from kg.engine.layout import layout
from kg.engine.lock import locked
from kg.engine.runtime import Runtime, installed
from kg.errors import EngineError


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    home = tmp_path / "home"
    yield home
    embedded.down(home)


def java(folder: Path, script: str) -> Runtime:
    """The installed engine, with a `java` that does what the script says; `real` is the true one."""
    wheel = installed()
    path = folder / "java"
    path.write_text(f'#!/bin/sh\nreal() {{ exec "{wheel.java}" "$@"; }}\n{script}\n')
    path.chmod(0o755)
    return Runtime(path, wheel.jars, wheel.version)


def complaint(home: Path, *, runtime: Runtime | None = None, wait_s: float = 30.0) -> str:
    with pytest.raises(EngineError) as caught:
        embedded.up(home, runtime=runtime, wait_s=wait_s)
    assert "\n" not in str(caught.value)
    assert embedded.status(home).state == "stopped"
    return str(caught.value)


def test_a_java_that_fails_is_quoted_with_the_log_it_wrote(home: Path, tmp_path: Path):
    broken = java(tmp_path, "echo starting; echo 'Error: no room for the heap'; echo bye; exit 1")
    text = complaint(home, runtime=broken)
    assert "Error: no room for the heap" in text
    assert str(layout(home).log) in text


def test_a_java_that_does_not_exist_is_named(home: Path, tmp_path: Path):
    wheel = installed()
    assert "nowhere/java" in complaint(
        home, runtime=Runtime(tmp_path / "nowhere/java", wheel.jars, wheel.version)
    )


def test_a_server_that_never_answers_is_given_up_and_ended(home: Path, tmp_path: Path):
    before = time.monotonic()
    assert "it wrote nothing" in complaint(home, runtime=java(tmp_path, "sleep 60"), wait_s=0.5)
    assert time.monotonic() - before < 20


def test_a_port_lost_in_a_race_means_another_try_with_other_ports(home: Path, tmp_path: Path):
    once = tmp_path / "once"
    racing = java(
        tmp_path,
        f'if [ -e "{once}" ]; then real "$@"; fi\ntouch "{once}"; echo "Unable to listen for BOLT"; exit 1',
    )
    assert embedded.up(home, runtime=racing).engine == "embedded"


def test_broken_data_on_disk_are_reported_with_the_log(home: Path):
    embedded.up(home)
    embedded.down(home)
    for path in (layout(home).databases / "kg").iterdir():
        path.write_bytes(b"\xff" * 100)
    assert str(layout(home).log) in complaint(home)


def test_a_database_that_another_server_holds_is_reported(home: Path, tmp_path: Path):
    embedded.up(home)
    pid_file = layout(home).pid
    owner = pid_file.read_text()
    pid_file.unlink()
    try:
        with pytest.raises(EngineError, match="locked by another process"):
            embedded.up(home)
    finally:
        pid_file.write_text(owner)


def test_a_home_that_cannot_be_written_is_named(tmp_path: Path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(EngineError, match="choose another folder") as caught:
        embedded.up(tmp_path / "file" / "home")
    assert str(tmp_path / "file") in str(caught.value)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_home_without_leave_to_write_is_named(tmp_path: Path):
    (tmp_path / "closed").mkdir(mode=0o500)
    with pytest.raises(EngineError, match="choose another folder"):
        embedded.up(tmp_path / "closed" / "home")


def test_without_the_wheel_the_way_out_is_said(home: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "path", [])
    with pytest.raises(EngineError, match="NEO4J_URI"):
        embedded.up(home)


def test_a_lock_that_is_held_for_too_long_is_named(tmp_path: Path):
    path = tmp_path / "lock"
    path.touch()
    with (
        locked(path, wait_s=1),
        pytest.raises(EngineError, match="another kg command"),
        locked(path, wait_s=0.1),
    ):
        pass
