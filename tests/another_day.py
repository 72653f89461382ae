"""A machine on another day: extracts and loads the sample with the clock moved, and prints what came of it.

    python -m tests.another_day DAYS

The clock is moved before kg is imported; on standard error stands the day that it shows.
"""

import datetime
import sys
import time
from typing import Any


class _SameInstances(type):
    """Whatever was a moment before the class of its name was replaced stays one."""

    def __instancecheck__(cls, value: object) -> bool:
        return isinstance(value, cls.__mro__[1])


def move_clock(days: int) -> None:
    """Move every clock of the standard library that tells the day; `date.today` asks `time.time`."""
    moved, now = datetime.timedelta(days=days), datetime.datetime.now
    clock, clock_ns = time.time, time.time_ns

    class Moment(datetime.datetime, metaclass=_SameInstances):
        @classmethod
        def now(cls, tz: datetime.tzinfo | None = None) -> Any:
            return now(tz) + moved

    time.time = lambda: clock() + moved.total_seconds()
    time.time_ns = lambda: clock_ns() + int(moved.total_seconds()) * 10**9
    datetime.datetime = Moment  # type: ignore[misc]


def main(days: int) -> None:
    """Print what is extracted, then the events of a load, all but the time at which they were recorded."""
    move_clock(days)
    from kg import canonical, ingest, sample
    from kg.extract import pipeline
    from kg.log.memory import MemoryLog

    sys.stderr.write(datetime.datetime.now(tz=datetime.UTC).date().isoformat())
    extractor, log = pipeline.load(), MemoryLog()
    arrivals = list(ingest.arrivals([sample.paths()]))
    for arrival in arrivals:
        if not isinstance(arrival.loaded, ingest.Problem):
            sys.stdout.write(extractor.extract(arrival.loaded).model_dump_json() + "\n")
    ingest.ingest(arrivals, log, extractor, now_us=lambda: time.time_ns() // 1000)
    for event in log.read():
        sys.stdout.write(canonical.encode(event._replace(tx_us=0)).decode() + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
