"""A child process that projects or rebuilds, and kills itself with -9 in front of a given statement."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from kg.engine import Server
from kg.graph import Graph, Tx
from kg.log import open_log
from kg.projection.project import Projector
from kg.projection.rebuild import rebuild

ROOT = Path(__file__).resolve().parents[2]


def killed(what: str, log: Path, server: Server, *, at: int, home: Path | None = None) -> bool:
    """Run it in a child that dies in front of its `at`-th statement; False where it got through before."""
    words = asdict(server) | {"password_file": None}
    asked = json.dumps({"what": what, "log": str(log), "server": words, "at": at, "home": str(home)})
    command = [sys.executable, "-m", "tests.graph.dying"]
    child = subprocess.run(command, input=asked, text=True, capture_output=True, cwd=ROOT, timeout=120)
    assert child.returncode in (0, -signal.SIGKILL), child.stderr
    return child.returncode != 0


def _die_in_front_of(at: int) -> None:
    run, seen = Tx.run, 0

    def counted(self: Tx, statement: str, params):
        nonlocal seen
        seen += 1
        if seen == at:
            os.kill(os.getpid(), signal.SIGKILL)
        return run(self, statement, params)

    Tx.run = counted  # type: ignore[method-assign]


def _main() -> None:
    asked = json.load(sys.stdin)
    _die_in_front_of(asked["at"])
    server, log = Server(**asked["server"]), open_log(Path(asked["log"]))
    if asked["what"] == "rebuild":
        rebuild(log, Path(asked["home"]), server)
        return
    with Graph.connect(server) as graph:
        Projector(log, graph, events=10).catch_up()


if __name__ == "__main__":
    _main()
