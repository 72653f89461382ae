"""The published jars of Neo4j, as the lock file beside this module names them: fetched, checked, kept.

A lock has a line for each file: its path in a Maven repository, its size in bytes, its SHA-256.
"""

import hashlib
import os
import urllib.request
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from functools import cache as once
from http.client import HTTPException
from importlib import resources
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from kg.errors import EngineError

VERSION = "5.26.30"
REPOSITORY = "https://repo.maven.apache.org/maven2"
MIRROR = "KG_MAVEN_REPOSITORY"

_AT_ONCE = 8
_TRIES = 3
_TIMEOUT_S = 60.0

Progress = Callable[[int], None]
"""Is told how many bytes have come."""


class Jar(NamedTuple):
    """A file of a Maven repository."""

    path: str
    size: int
    sha256: str


@once
def lock(name: str = "neo4j.lock") -> tuple[Jar, ...]:
    """The files that a lock file names."""
    text = resources.files("kg.engine").joinpath(name).read_text(encoding="ascii")
    rows = (line.split() for line in text.splitlines() if line and not line.startswith("#"))
    return tuple(Jar(path, int(size), digest) for path, size, digest in rows)


def cache() -> Path:
    """Where the files are kept for all homes of this user: in KG_CACHE, else the platform's cache folder."""
    import platformdirs  # here, because the embedded engine has no need of it

    named = os.environ.get("KG_CACHE") or platformdirs.user_cache_dir("kg", appauthor=False)
    return Path(named) / "maven"


def fetch(wanted: Iterable[Jar], *, progress: Progress | None = None, folder: Path | None = None) -> Path:
    """The folder in which all the files are, whole; those that are missing are downloaded, several at once.

    A file counts once its size and SHA-256 are right, and is put in its place in one step, so that a download
    that was broken off goes on with what is missing. Raises EngineError, naming the file and the repository.
    """
    folder = folder or cache()
    done = 0
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for each in as_completed([pool.submit(_download, jar, folder) for jar in missing(wanted, folder)]):
            try:
                done += each.result()
            except EngineError:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
            if progress:
                progress(done)
    return folder


def missing(wanted: Iterable[Jar], folder: Path) -> list[Jar]:
    """The files that are not in the folder yet."""
    return [jar for jar in wanted if not _is_there(folder / jar.path, jar)]


def _is_there(path: Path, jar: Jar) -> bool:
    """By size only: reading 125 MB at every start would take longer than the start."""
    return path.is_file() and path.stat().st_size == jar.size


def _download(jar: Jar, folder: Path) -> int:
    url = f"{_repository()}/{jar.path}"
    last: Exception | None = None
    for _ in range(_TRIES):
        try:
            _put(folder / jar.path, _checked(jar, _body(url, jar.size)))
        except (OSError, HTTPException, ValueError) as error:
            last = error
        else:
            return jar.size
    raise EngineError(
        f"cannot get {jar.path} from {_repository()}: {last}; try again, or name a mirror in {MIRROR}"
    )


def _body(url: str, size: int) -> bytes:
    if urlsplit(url).scheme not in ("https", "http", "file"):
        raise ValueError(f"{MIRROR} is not an address")
    with urllib.request.urlopen(url, timeout=_TIMEOUT_S) as response:  # noqa: S310 the scheme was looked at
        body: bytes = response.read(size + 1)
    return body


def _checked(jar: Jar, body: bytes) -> bytes:
    found = hashlib.sha256(body).hexdigest()
    if found != jar.sha256:
        raise ValueError(f"it is not what the lock file says (SHA-256 {found[:12]}… for {jar.sha256[:12]}…)")
    return body


def _put(path: Path, body: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}.part")
    fresh.write_bytes(body)
    fresh.replace(path)


def _repository() -> str:
    return (os.environ.get(MIRROR) or REPOSITORY).rstrip("/")
