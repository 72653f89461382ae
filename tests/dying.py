"""A process that kills itself in front of one of the statements that SQLite runs in it."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

SCRIPT = """
import sys
from pathlib import Path
from tests.dying import counted

seen = counted(int(sys.argv[2]))
path = Path(sys.argv[1])
{body}
print(seen())
"""


def child(body: str, path: Path, at: int = 0) -> subprocess.Popen[str]:
    """A process that runs lines of Python, in which `path` is given.

    It kills itself in front of its statement number `at`; else it prints in the end how many there were.
    """
    command = [sys.executable, "-c", SCRIPT.format(body=body), str(path), str(at)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)


def how_many(body: str, path: Path) -> int:
    """How many statements the lines run when nothing stops them."""
    out, _ = child(body, path).communicate()
    return int(out.split()[-1])


def counted(at: int) -> Callable[[], int]:
    """Count statements from now on, and die in front of one; what is returned tells how many there were."""
    seen, connect = 0, sqlite3.connect

    def count(_: str) -> None:
        nonlocal seen
        seen += 1
        if seen == at:
            os.kill(os.getpid(), signal.SIGKILL)

    def connected(*args, **options) -> sqlite3.Connection:
        db = connect(*args, **options)
        db.set_trace_callback(count)
        return db

    sqlite3.connect = connected
    return lambda: seen
