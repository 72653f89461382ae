"""The published jars are fetched once, each is what the lock file says, and what is missing is said."""

import hashlib
from pathlib import Path

import pytest

from kg.engine import jars
from kg.engine.jars import Jar
from kg.errors import EngineError

BODIES = {f"org/example/part{n}/1/part{n}-1.jar": bytes([n]) * (n + 1) for n in range(12)}
LOCK = [Jar(path, len(body), hashlib.sha256(body).hexdigest()) for path, body in BODIES.items()]


@pytest.fixture
def mirror(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository on this machine that has all the files."""
    mirror = tmp_path / "mirror"
    for path, body in BODIES.items():
        (mirror / path).parent.mkdir(parents=True)
        (mirror / path).write_bytes(body)
    monkeypatch.setenv(jars.MIRROR, mirror.as_uri())
    return mirror


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.*")}


@pytest.mark.usefixtures("mirror")
def test_all_files_are_fetched_and_the_progress_ends_at_their_size(tmp_path: Path):
    seen: list[int] = []
    assert jars.fetch(LOCK, progress=seen.append, folder=tmp_path / "cache") == tmp_path / "cache"
    assert contents(tmp_path / "cache") == BODIES
    assert seen[-1] == sum(jar.size for jar in LOCK)
    assert seen == sorted(seen)


def test_only_what_is_missing_is_fetched_again(mirror: Path, tmp_path: Path):
    cache = jars.fetch(LOCK, folder=tmp_path / "cache")
    (cache / LOCK[3].path).unlink()
    for jar in LOCK[:3]:
        (mirror / jar.path).unlink()
    jars.fetch(LOCK, folder=cache)
    assert contents(cache) == BODIES
    assert jars.missing(LOCK, cache) == []


def test_a_file_that_is_not_what_the_lock_says_is_refused_and_not_kept(mirror: Path, tmp_path: Path):
    (mirror / LOCK[5].path).write_bytes(b"x" * LOCK[5].size)
    with pytest.raises(EngineError, match=r"part5-1\.jar.*SHA-256.*KG_MAVEN_REPOSITORY"):
        jars.fetch(LOCK, folder=tmp_path / "cache")
    assert not (tmp_path / "cache" / LOCK[5].path).exists()


def test_a_file_that_is_not_there_is_named(mirror: Path, tmp_path: Path):
    (mirror / LOCK[0].path).unlink()
    with pytest.raises(EngineError, match=r"cannot get org/example/part0/1/part0-1\.jar"):
        jars.fetch(LOCK, folder=tmp_path / "cache")


def test_a_mirror_that_is_no_address_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(jars.MIRROR, "ftp://example.org/maven")
    with pytest.raises(EngineError, match="is not an address"):
        jars.fetch(LOCK, folder=tmp_path / "cache")


def test_the_lock_names_the_server_of_this_version():
    paths = [jar.path for jar in jars.lock()]
    assert f"org/neo4j/app/neo4j-server/{jars.VERSION}/neo4j-server-{jars.VERSION}.jar" in paths
    assert len(paths) == len(set(paths))
    assert all(len(jar.sha256) == 64 and jar.size > 0 and ".." not in jar.path for jar in jars.lock())
