"""Appends many events to a log and reads them all back in one run: does memory stay flat, and the speed?

    python bench/log_many.py [--events N] [--log LOG]     prints a table in Markdown

Ten million events take some minutes and 4 GB of disk; LOG is a file or the URL of a PostgreSQL database.
"""

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path

from kg.log import open_log
from kg.log.protocol import Batch, EventLog, NewEvent

BATCH = 1_000  # events, in a transaction of their own
STEP = 1_000_000  # events between two rows of the table


def event(number: int) -> NewEvent:
    """An event with a few short fields, about 200 bytes of JSON, as a claim or a definition has."""
    quote = f"Fighters of group {number % 997} attacked a convoy near town {number % 89}, residents said."
    key = f"{number:020x}"
    data = {"claim": key, "type": "ATTACKED", "quote": quote, "span": [number, number + 80], "by": None}
    return NewEvent("ClaimNoted", 1, key, data)


def batch(first: int, size: int) -> Batch:
    """The events from a number on."""
    key = sha256(str(first).encode()).digest()
    return Batch(key, bytes(32), "bench@1", tuple(map(event, range(first, first + size))))


def append(log: EventLog, events: int) -> Iterator[int]:
    """Append them batch by batch; gives how many there are."""
    for first in range(0, events, BATCH):
        log.append(batch(first, BATCH), tx_us=1)
        yield first + BATCH


def read(log: EventLog) -> Iterator[int]:
    """Read them all; gives how many have come."""
    return (event.pos for event in log.read())


def table(what: str, reached: Iterator[int], step: int) -> None:
    """A row for each step: how fast it was, and how much memory the process has held at most."""
    last, spent = time.perf_counter(), time.process_time()
    for count in reached:
        if count % step == 0:
            now, cpu = time.perf_counter(), time.process_time()
            rates = f"{step / (now - last):,.0f} | {step / (cpu - spent):,.0f}"
            print(f"| {what} | {count:,} | {rates} | {peak()} |", flush=True)
            last, spent = now, cpu


def peak() -> int:
    """The most memory that this process has held so far, in MB."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit // 1_000_000


def run(target: str, events: int) -> None:
    """Append, read back, and print."""
    print("| | events | events/s | events/s of processor time | peak MB |")
    print("|---|--:|--:|--:|--:|")
    with closing(open_log(target)) as log:
        step = min(STEP, events)
        table("append", append(log, events), step)
        table("read", read(log), step)
        assert log.head().pos == events


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=int, default=STEP)
    parser.add_argument("--log", help="an empty log; else a file that is deleted in the end")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        run(asked.log or str(Path(folder) / "log.sqlite"), asked.events)


if __name__ == "__main__":
    main()
