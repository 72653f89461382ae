"""The graph server that comes with kg: started as a child process, found again by every later command."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kg.engine import supervise
from kg.engine.address import Server
from kg.engine.arcadedb import ArcadeDb
from kg.engine.layout import layout
from kg.engine.runtime import Runtime, installed
from kg.errors import EngineError

if TYPE_CHECKING:
    from kg.engine.report import Status

START_S = 60.0


def up(home: Path, *, runtime: Runtime | None = None, wait_s: float = START_S) -> Server:
    """The running server of this home, which is started first where it does not run.

    Safe when several commands do this at once. Raises EngineError where no server answers within `wait_s`.
    """
    _check_platform()
    return supervise.up(layout(home), ArcadeDb(runtime or installed()), wait_s=wait_s)


def down(home: Path, *, wait_s: float = START_S) -> bool:
    """Stop this home's server; False where none ran. Its data stay."""
    return supervise.down(layout(home), wait_s=wait_s)


def status(home: Path) -> "Status":
    """The state of this home's server. Nothing is started or changed."""
    return supervise.status(layout(home), ArcadeDb(installed()))


def _check_platform() -> None:
    if sys.platform == "win32" or os.name != "posix":
        raise EngineError(
            "the embedded graph server needs Linux or macOS: set NEO4J_URI to use a Neo4j server"
        )
