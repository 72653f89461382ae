"""Where a home's own server keeps its files: one folder in it."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from kg.errors import EngineError

EMBEDDED_ROOT = "-Darcadedb.server.rootPath="


class Ports(NamedTuple):
    """The two loopback ports of a server."""

    bolt: int
    http: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The files of one home's server."""

    folder: Path
    root_option: str  # by which the server is told its own folder, and its process known for this home's

    @property
    def mark(self) -> str:
        """The word of the command line that only this home's server has."""
        return f"{self.root_option}{self.root}"

    @property
    def root(self) -> Path:
        """The server's own folder: databases, accounts."""
        return self.folder / "server"

    @property
    def databases(self) -> Path:
        return self.root / "databases"

    @property
    def discarded(self) -> Path:
        """Where a database goes to be deleted: a server does not start while it sees half of one."""
        return self.folder / "discarded"

    @property
    def password(self) -> Path:
        return self.folder / "password"

    @property
    def pid(self) -> Path:
        return self.folder / "server.pid"

    @property
    def ports(self) -> Path:
        return self.folder / "server.json"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    @property
    def lock(self) -> Path:
        return self.folder / "lock"


def layout(home: Path, folder: str = "engine", root_option: str = EMBEDDED_ROOT) -> Layout:
    """A server's files under a home; symbolic links are followed, so that one home has one name."""
    return Layout(home.resolve() / folder, root_option)


def make_folders(files: Layout) -> None:
    """Make the folders, open to their owner only; raises EngineError where that cannot be done."""
    try:
        files.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        files.root.mkdir(mode=0o700, exist_ok=True)
        files.lock.touch(mode=0o600)
    except OSError as error:
        raise EngineError(
            f"cannot write in {files.folder}: {error.strerror}; choose another folder with --home or KG_HOME"
        ) from error


def set_aside(files: Layout, database: str) -> None:
    """Put a database of a server that does not run out of its sight, in one step."""
    shutil.rmtree(files.discarded, ignore_errors=True)
    if (files.databases / database).exists():
        (files.databases / database).rename(files.discarded)


def discard_all_but(files: Layout, database: str) -> None:
    """Delete the other databases of a server that does not run: what a killed rebuild has left."""
    others = [path.name for path in files.databases.glob("*/") if path.name != database]
    for other in sorted(others):
        set_aside(files, other)
    shutil.rmtree(files.discarded, ignore_errors=True)


def write_ports(files: Layout, ports: Ports, *, version: str) -> None:
    """Remember where a server listens, and which version of it was started."""
    files.ports.write_text(json.dumps({**ports._asdict(), "version": version}) + "\n", encoding="utf-8")


def read_ports(files: Layout) -> tuple[Ports, str] | None:
    """The ports and version of the server that was started last; None where that is not known."""
    try:
        known = json.loads(files.ports.read_bytes())
        return Ports(int(known["bolt"]), int(known["http"])), str(known["version"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
