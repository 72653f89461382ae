"""`kg` as a process of its own, with a home of its own."""

import subprocess
from pathlib import Path

import pytest

from tests.cli.process import Run, run_kg


@pytest.fixture
def kg(tmp_path: Path) -> Run:
    """`kg` with a home that is empty at first."""

    def run(*arguments: str | Path, **options: object) -> subprocess.CompletedProcess[str]:
        return run_kg(*arguments, home=tmp_path / "home", **options)

    return run
