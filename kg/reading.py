"""Reads a log from programs of one's own: typed events, from any position on, and on as they come."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from kg import log as logs
from kg.errors import LogError
from kg.events import Payload, decode
from kg.log.address import shown
from kg.log.protocol import Event, EventLog

WAIT_S = 3_600.0  # between two looks of a reader that nobody wakes


class Entry(NamedTuple):
    """An event of the log: what it says is a class of `kg.events`, `Erased` where that was destroyed."""

    pos: int
    said: Payload
    recorded: datetime
    by: str
    cause: int | None


class Log:
    """A log to read from. For one thread; it never changes the log, and never keeps a writer waiting."""

    def __init__(self, log: EventLog) -> None:
        self._log = log

    @property
    def end(self) -> int:
        """The position of the last event; 0 where there is none."""
        return self._log.head().pos

    def events(self, after: int | str = 0, *, until: int | None = None) -> Iterator[Entry]:
        """The events after a position or a mark, up to `until` or to where the log ends now."""
        return map(_entry, self._log.read(self._position(after), until=until))

    def follow(self, after: int | str = 0, *, idle_s: float | None = None) -> Iterator[Entry]:
        """The events after a position or a mark, and on as they come.

        It goes on for ever, or ends when nothing has come for `idle_s` seconds. Raises LogError where the
        log goes back behind what was read, because a backup was restored.
        """
        pos = self._position(after)
        while True:
            end = self._log.head()
            if end.pos < pos:
                raise LogError(f"there is no event {pos}: the log ends at {end.pos}")
            yield from map(_entry, self._log.read(pos, until=end.pos))
            pos = end.pos
            if not self._log.wait(pos, timeout_s=WAIT_S if idle_s is None else idle_s) and idle_s is not None:
                return
            if self._log.hash_at(pos) != end.hash:
                raise LogError(f"the log went back behind event {pos}: read it from 0")

    def mark(self, pos: int) -> str:
        """Names a position so that `events` and `follow` refuse it when it is not of this log, or no more."""
        found = self._log.hash_at(pos)
        if found is None:
            raise LogError(f"there is no event {pos}: the log ends at {self.end}")
        return f"{self._log.head().log_id}:{pos}:{found.hex()}"

    def close(self) -> None:
        """Let go of the log."""
        self._log.close()

    def __enter__(self) -> "Log":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _position(self, after: int | str) -> int:
        if isinstance(after, int):
            return after
        pos = after.split(":")[1] if after.count(":") == 2 else ""
        if not pos.isdecimal() or self._log.hash_at(int(pos)) is None or self.mark(int(pos)) != after:
            raise LogError(f"the mark {after!r} is of another log, or the log went back: read it from 0")
        return int(pos)


def open_log(target: Path | str) -> Log:
    """The log in a file, or in a PostgreSQL database by its URL; raises LogError where there is none."""
    if not logs.exists(target):
        raise LogError(f"there is no log in {shown(target)}: `kg load` makes one")
    return Log(logs.open_log(target))


def _entry(event: Event) -> Entry:
    recorded = datetime.fromtimestamp(event.tx_us / 1_000_000, UTC)
    return Entry(event.pos, decode(event), recorded, event.by, event.cause)
