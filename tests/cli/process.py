"""Runs `kg` as a user does: as a process of its own, with a home of its own."""

import io
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from unittest import mock

from kg.cli.run import run

Run = Callable[..., subprocess.CompletedProcess[str]]
NEO4J = ("NEO4J_URI", "NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_DATABASE", "NEO4J_AUTH_FILE")


def environment(home: Path, **extra: str) -> dict[str, str]:
    """The environment of the test run, without what would lead kg to another home or server."""
    kept = {name: value for name, value in os.environ.items() if name not in (*NEO4J, "COLUMNS")}
    return {**kept, "KG_HOME": str(home), **extra}


def run_kg(
    *arguments: str | Path, home: Path, env: Mapping[str, str] | None = None, **options: object
) -> subprocess.CompletedProcess[str]:
    """What `kg` with these arguments printed, and its exit code."""
    command = [sys.executable, "-m", "kg", *map(str, arguments)]
    return subprocess.run(
        command,
        env=environment(home, **(env or {})),
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=120,
        check=False,
        **options,
    )


def run_here(
    *arguments: str | Path, home: Path, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """The same in this process, which saves the start of another: for many commands in a row."""
    command = ["kg", *map(str, arguments)]
    out, err, code = io.StringIO(), io.StringIO(), 0
    with (
        mock.patch.object(sys, "argv", command),
        mock.patch.dict(os.environ, environment(home, **(env or {})), clear=True),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        try:
            run()
        except SystemExit as ended:
            code = int(ended.code or 0)
    return subprocess.CompletedProcess(command, code, out.getvalue(), err.getvalue())
