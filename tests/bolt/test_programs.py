"""The programs of docs/bolt.md run as they stand, on each engine, and say the same in each language."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from kg.engine import jars
from kg.graph import Graph
from kg.projection.project import Projector
from tests.ask import world
from tests.logs import logged

ROOT = Path(__file__).parents[2]
PROGRAMS = ROOT / "docs" / "bolt"
LIBRARIES = ("driver/", "/neo4j-bolt-connection", "io/netty/", "reactor-core", "reactive-streams", "jackson-")
EXPECTED = [
    "2020-02-12 residents, contested: “US troops shot at villagers, SANA said.” (SANA via Reuters)",
]

Command = list[str]


def python(folder: Path) -> Command:
    return [sys.executable, str(PROGRAMS / "python" / "ask.py")]


def javascript(folder: Path) -> Command:
    node, npm = _tools("node", "npm")
    shutil.copytree(PROGRAMS / "javascript", folder / "javascript")
    _fetch(npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent", where=folder / "javascript")
    return [node, str(folder / "javascript" / "ask.js")]


def java(folder: Path) -> Command:
    (runtime,) = _tools("javac")
    wanted = [jar for jar in jars.lock() if any(name in jar.path for name in LIBRARIES)]
    if jars.missing(wanted, jars.cache()) and not os.environ.get("CI"):
        pytest.skip("the Java driver is not in the cache: `kg up --engine neo4j` downloads it")
    where = jars.fetch(wanted)
    path = os.pathsep.join(str(where / jar.path) for jar in wanted)
    return [str(Path(runtime).with_name("java")), "-cp", path, str(PROGRAMS / "java" / "Ask.java")]


def go(folder: Path) -> Command:
    (tool,) = _tools("go")
    _fetch(tool, "build", "-buildvcs=false", "-o", str(folder / "ask"), ".", where=PROGRAMS / "go")
    return [str(folder / "ask")]


LANGUAGES: tuple[Callable[[Path], Command], ...] = (python, javascript, java, go)


@pytest.fixture(scope="module", params=LANGUAGES, ids=lambda language: language.__name__)
def program(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Command:
    """The command that starts the program, its packages fetched as its lock file names them."""
    return request.param(tmp_path_factory.mktemp("bolt"))


@pytest.fixture
def env(graph: Graph, tmp_path: Path) -> Mapping[str, str]:
    """A graph of two incidents, named in the environment, and `kg` on the path."""
    Projector(logged(world.events()), graph).catch_up()
    command = tmp_path / "bin" / "kg"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kg "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    server = graph.server
    return {
        **os.environ,
        "PATH": f"{command.parent}{os.pathsep}{os.environ['PATH']}",
        "KG_HOME": str(tmp_path / "home"),
        "NEO4J_URI": server.uri,
        "NEO4J_USERNAME": server.reader or server.user,
        "NEO4J_PASSWORD": server.password,
        "NEO4J_DATABASE": server.database,
    }


def test_a_program_in_each_language_prints_the_answer_with_its_words(
    program: Command, env: Mapping[str, str]
):
    asked = [*program, str(ROOT / "cypher/ask/attacks-by.cypher"), "us_forces"]
    done = subprocess.run(asked, env=env, capture_output=True, encoding="utf-8", timeout=120, check=False)
    assert done.stdout.splitlines() == EXPECTED, done.stderr
    assert done.returncode == 0


def _tools(*names: str) -> list[str]:
    found = [shutil.which(name) for name in names]
    if not all(found):
        pytest.skip(f"{' and '.join(names)} are not installed")
    return [str(path) for path in found]


def _fetch(*command: str, where: Path) -> None:
    done = subprocess.run(command, cwd=where, capture_output=True, encoding="utf-8", timeout=300, check=False)
    if done.returncode and not os.environ.get("CI"):
        pytest.skip(f"the packages cannot be fetched: {done.stderr[-300:]}")
    assert done.returncode == 0, done.stderr
