"""Kills a projector again and again; reads what to do from its standard input, and tells how often it did.

A process of its own, because it forks: a projector that is forked is there at once.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import NamedTuple

from kg.engine import Server
from kg.graph import Graph, Tx
from kg.log import open_log
from kg.log.protocol import Event, EventLog
from kg.projection import digest
from kg.projection.fold import fold
from kg.projection.project import Projector, checkpoint
from kg.projection.statefile import StateFile
from tests.graph.filling import append
from tests.graph.stories import random_moves, story

ROOT = Path(__file__).resolve().parents[2]
BATCH = 6  # events in a transaction: a round is a few of them


class Wrong(NamedTuple):
    """What of the log up to the graph's position is not in the graph, or is there too often."""

    lost: int
    doubled: int


def wrong(log: EventLog, graph: Graph) -> Wrong:
    """Compare the graph, node by node and edge by edge, with the fold of what it says it has."""
    found = checkpoint(graph)
    expected = Counter(digest.in_picture(fold(log.read(until=found.pos if found else 0))))
    there = Counter(digest.in_graph(graph))
    return Wrong((expected - there).total(), (there - expected).total())


def growing(seed: int, rounds: int) -> list[list[Event]]:
    """The events by which a log grows in each of so many rounds."""
    rng = Random(seed)  # noqa: S311 - a test's story, not a secret
    events = story(random_moves(seed, rounds * 40))
    ends = [0]
    for _ in range(rounds):
        ends.append(ends[-1] + rng.randrange(3, 20))
    return [events[first:last] for first, last in pairwise(ends)]


def killed(log: Path, server: Server, state: Path, *, rounds: int, seed: int) -> dict[str, int]:
    """Run the rounds in another process; returns what they came to."""
    asked = {
        "log": str(log),
        "server": asdict(server) | {"password_file": None},
        "state": str(state),
        "rounds": rounds,
        "seed": seed,
    }
    command = [sys.executable, "-m", "tests.faults.projecting"]
    child = subprocess.run(
        command, input=json.dumps(asked), text=True, capture_output=True, cwd=ROOT, timeout=550, check=False
    )
    assert child.returncode == 0, child.stderr
    return json.loads(child.stdout)


def _rounds(path: Path, server: Server, state: Path, rounds: int, seed: int) -> dict[str, int]:
    rng = Random(seed)  # noqa: S311 - the same at every run
    counts = Counter(rounds=rounds)
    with closing(open_log(path)) as log:
        for number, events in enumerate(growing(seed, rounds)):
            append(log, events)
            counts["killed"] += _one(path, server, state, rng)
            if number % 16 == 15:
                with Graph.connect(server) as graph:
                    lost, doubled = wrong(log, graph)
                counts.update(compared=1, lost=lost, doubled=doubled)
    return dict(counts)


def _one(path: Path, server: Server, state: Path, rng: Random) -> bool:
    """Fork a projector and have it die; says whether it did before it was done."""
    statement = rng.randrange(1, 40) if rng.random() < 0.7 else 0
    seconds = rng.uniform(0.02, 0.4)
    child = os.fork()
    if child == 0:
        _project(path, server, state, statement)
    if not statement:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def _project(path: Path, server: Server, state: Path, statement: int) -> None:
    if statement:
        _die_in_front_of(statement)
    with (
        closing(open_log(path)) as log,
        Graph.connect(server) as graph,
        Projector(log, graph, state=state, events=BATCH) as projector,
    ):
        projector.catch_up()
    os._exit(0)


def _die_in_front_of(statement: int) -> None:
    """Have this process kill itself in front of its so-and-so-manieth statement; keeping the state is one."""
    left = [statement]

    def counted(run):
        def run_or_die(*args, **kwargs):
            left[0] -= 1
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)
            return run(*args, **kwargs)

        return run_or_die

    Tx.run = counted(Tx.run)  # type: ignore[method-assign]
    StateFile.write = counted(StateFile.write)  # type: ignore[method-assign]


def _main() -> None:
    asked = json.load(sys.stdin)
    counts = _rounds(
        Path(asked["log"]), Server(**asked["server"]), Path(asked["state"]), asked["rounds"], asked["seed"]
    )
    sys.stdout.write(json.dumps(counts))


if __name__ == "__main__":
    _main()
