"""`kg` as a process of its own, with a home of its own or with the sample articles."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cli.process import Run, run_kg


class Demo(NamedTuple):
    """A home with the sample articles, and what loading them printed."""

    home: Path
    ended: subprocess.CompletedProcess[str]


@pytest.fixture
def kg(tmp_path: Path) -> Run:
    """`kg` with a home that is empty at first."""

    def run(*arguments: str | Path, **options: object) -> subprocess.CompletedProcess[str]:
        return run_kg(*arguments, home=tmp_path / "home", **options)

    return run


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The sample articles in log and graph, by way of `kg demo`."""
    folder = tmp_path_factory.mktemp("demo")
    ended = run_kg("demo", home=folder)
    yield Demo(folder / "demo", ended)
    run_kg("down", home=folder / "demo")


@pytest.fixture(scope="session")
def ask(demo: Demo) -> Run:
    """`kg` with the sample articles; for commands that change nothing."""

    def run(*arguments: str | Path, **options: object) -> subprocess.CompletedProcess[str]:
        return run_kg(*arguments, home=demo.home, **options)

    return run
