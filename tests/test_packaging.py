"""What users get: the wheel and the sdist, and a `kg` installed from the wheel alone."""

import json
import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

import kg

ROOT = Path(__file__).parents[1]
SHIPPED = ("kg", "loaders")
KINDS = {".py", ".typed", ".toml", ".csv", ".tsv", ".txt", ".json", ".jsonl"}


@pytest.fixture(scope="module")
def sdist(tmp_path_factory) -> Path:
    """The source distribution, built from the checkout."""
    folder = tmp_path_factory.mktemp("dist")
    build("sdist", folder, source=ROOT)
    return next(folder.glob("*.tar.gz"))


@pytest.fixture(scope="module")
def wheel(sdist: Path) -> Path:
    """The wheel, built from the source distribution as installers do it."""
    with tarfile.open(sdist) as archive:
        archive.extraction_filter = getattr(tarfile, "data_filter", None)  # Python 3.11.4 and later have it
        archive.extractall(sdist.parent)  # noqa: S202 our own archive
    build("wheel", sdist.parent, source=sdist.parent / sdist.name.removesuffix(".tar.gz"))
    return next(sdist.parent.glob("*.whl"))


def build(target: str, folder: Path, *, source: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", str(folder)]
    subprocess.run(command, cwd=source, capture_output=True, check=True)


def data_and_code() -> set[str]:
    """Every file of the checkout that the wheel has to carry, by its name in the wheel."""
    code = {
        path.relative_to(ROOT).as_posix()
        for folder in SHIPPED
        for path in (ROOT / folder).rglob("*")
        if path.suffix in KINDS and "__pycache__" not in path.parts
    }
    statements = {f"kg/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / "cypher").rglob("*.cypher")}
    return code | statements


def test_the_wheel_carries_all_code_data_and_statements(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert data_and_code() - names == set()
    assert f"kg-{kg.__version__}.dist-info/licenses/LICENSE" in names


def test_the_wheel_carries_nothing_else(wheel):
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
    assert tops == {*SHIPPED, f"kg-{kg.__version__}.dist-info"}


def test_the_sdist_is_enough_to_test_and_build_from(sdist):
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    wanted = {"pyproject.toml", "Makefile", "README.md", "CHANGELOG.md", "LICENSE", "tests/test_packaging.py"}
    assert wanted - names == set()
    assert any(name.startswith("cypher/") for name in names)


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory) -> Path:
    """`kg` of the wheel in an environment of its own, with nothing but what the wheel asks for."""
    folder = tmp_path_factory.mktemp("installed")
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    pip = [scripts / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel]
    subprocess.run(pip, check=True, capture_output=True)
    return scripts / "kg"


def run(kg_script: Path, *arguments: str, cwd: Path) -> str:
    env = {"PATH": os.defpath, "HOME": str(cwd)}
    return subprocess.run(
        [kg_script, *arguments], cwd=cwd, env=env, check=True, capture_output=True, encoding="utf-8"
    ).stdout


def test_the_installed_kg_knows_its_version(installed, tmp_path):
    assert run(installed, "--version", cwd=tmp_path) == f"kg {kg.__version__}\n"


def test_the_installed_kg_lists_every_question(installed, tmp_path):
    listed = run(installed, "ask", "--format", "json", cwd=tmp_path).splitlines()
    questions = {path.stem for path in (ROOT / "cypher" / "ask").glob("*.cypher")}
    assert {json.loads(line)["question"] for line in listed} == questions
