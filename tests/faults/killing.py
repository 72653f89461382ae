"""Kills a writer again and again, and counts what became of what it was told is recorded.

python -m tests.faults.killing LOG ROUNDS SEED moment|statement

A process of its own, because it forks: a writer that is forked is there at once.
"""

import json
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from kg.log import open_log
from kg.log.protocol import Batch, EventLog, NewEvent
from kg.log.sqlite import SqliteLog


class Harm(NamedTuple):
    """When a writer is to die: after so many appends and seconds, or in front of a statement."""

    appends: int
    seconds: float
    statement: int  # 0: it is killed from outside


def batch(number: int) -> Batch:
    """The batch that a number stands for, always the same: of 1 to 12 events, of little to a page's size."""
    events = tuple(
        NewEvent("Noted", 1, f"{number}-{i}", {"words": "x" * (number * 37 % 5000)})
        for i in range(1 + number * 7 % 12)
    )
    return Batch(f"{number}".encode(), b"d", "writer", events)


def write(path: Path, first: int, out: int, harm: Harm) -> None:
    """Append from a number on, for ever, and tell each that is recorded."""
    log = SqliteLog(path)
    if harm.statement:
        die_in_front_of(log, harm.statement)
    number = first
    while True:
        done = log.append(batch(number), tx_us=number)
        os.write(out, f"{number} {done.first_pos}\n".encode())
        number += 1


def die_in_front_of(log: SqliteLog, statement: int) -> None:
    """Have this process kill itself when SQLite is about to run its so-and-so-manieth statement."""
    left = [statement]

    def count(_: str) -> None:
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)

    database: Any = log._db
    database._db.set_trace_callback(count)


def killed(path: Path, first: int, harm: Harm) -> dict[int, int]:
    """What a writer was told before it was killed: the batches' numbers and their first positions."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        write(path, first, writing, harm)
    os.close(writing)
    told = b""
    while told.count(b"\n") < harm.appends and (more := os.read(reading, 4096)):
        told += more
    if not harm.statement:
        time.sleep(harm.seconds)
        os.kill(child, signal.SIGKILL)
    while more := os.read(reading, 65536):
        told += more
    os.close(reading)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL, status
    lines = (
        told.decode().splitlines() if told.endswith(b"\n") or not told else told.decode().splitlines()[:-1]
    )
    return {int(number): int(pos) for number, pos in (line.split() for line in lines)}


def account(log: EventLog, told: dict[int, int]) -> dict[str, int]:
    """What was lost, doubled or left out."""
    events = [(event.pos, event.subject) for event in log.read()]
    where = dict(events)
    expected = {
        pos + i: event.subject for number, pos in told.items() for i, event in enumerate(batch(number).events)
    }
    return {
        "acknowledged": len(expected),
        "lost": sum(where.get(pos) != subject for pos, subject in expected.items()),
        "doubled": sum(times - 1 for times in Counter(subject for _, subject in events).values()),
        "gaps": sum(pos != i for i, (pos, _) in enumerate(events, start=1)),
        "torn": len({s.partition("-")[0] for _, s in events}) - len(set(whole(where.values()))),
    }


def whole(subjects: Iterable[str]) -> list[str]:
    """The batches of which every event is there."""
    found = Counter(subject.partition("-")[0] for subject in subjects)
    return [number for number, n in found.items() if n == len(batch(int(number)).events)]


def main() -> None:
    """Do so many rounds of harm, and print what became of the log."""
    path, rounds, seed, kind = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    chance, told, unsound = random.Random(seed), dict[int, int](), 0  # noqa: S311 - moments, not secrets
    for _ in range(rounds):
        statement = chance.randrange(1, 60) if kind == "statement" else 0
        harm = Harm(chance.randrange(0, 6), chance.uniform(0, 0.004), statement)
        told |= killed(path, len(told), harm)
        with closing(open_log(path)) as log:
            unsound += bool(list(log.verify()))
    with closing(open_log(path)) as log:
        sys.stdout.write(json.dumps({"rounds": rounds, **account(log, told), "unsound": unsound}) + "\n")


if __name__ == "__main__":
    main()
