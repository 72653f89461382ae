"""What the projection remembers of the events that it has applied, kept in a file between runs.

With the file a start need not read the log; without one, or with one that does not fit, all is worked out
from the log again. The file is never ahead of the graph: a batch is kept when the graph has it.
"""

import json
from pathlib import Path
from typing import NamedTuple

from kg import canonical
from kg.engine.address import Server
from kg.errors import ProjectionError
from kg.log.protocol import Event, EventLog
from kg.projection.account import NOTHING, Account, Digest, read, written
from kg.projection.boards import BIG
from kg.projection.fold import CODE, State
from kg.projection.picture import Changes
from kg.projection.statefile import StateFile
from kg.projection.store import Store
from kg.sidefile import remove


class Mark(NamedTuple):
    """What the tables of a file are the state after."""

    log_id: str
    code: str
    pos: int
    hash: str
    digest: Digest

    def written(self) -> str:
        """The mark as text."""
        return json.dumps([*self[:4], written(self.digest)])


class Step(NamedTuple):
    """What a batch changes, and what the graph holds then."""

    changes: Changes
    mark: Mark


class Snapshot:
    """The state after some events of a log; lives in memory, and in a file where one is given."""

    def __init__(self, log: EventLog, path: Path | None = None, *, big: int = BIG) -> None:
        self._log, self._path, self._big = log, path, big
        self._file: StateFile | None = None
        self.restart()

    @property
    def pos(self) -> int:
        """The position of the last event that was taken in."""
        return self._mark.pos

    @property
    def digest(self) -> Digest:
        """What a graph holds that has all events up to here."""
        return self._mark.digest

    def restart(self, *, anew: bool = False) -> None:
        """Go back to what is in the file, or with `anew` to before the first event."""
        self.close()
        self._mark = Mark(self._log.head().log_id, CODE, 0, bytes(32).hex(), NOTHING)
        if self._path:
            self._file = StateFile.open(self._path)
            self._fit(self._path, self._file, anew=anew)
        self._store = Store(self._file)
        self._state = State(self._store, big=self._big)
        self._account = Account(self._store, self._mark.digest)
        self._sealed: list[Mark] = []

    def advance(self, batch: list[Event]) -> Step:
        """Take in the events that follow. Should this fail, `restart` before the next time."""
        changes = self._state.changes(batch)
        self._account.take(changes, first=batch[0].pos)
        pos = batch[-1].pos
        if (found := self._log.hash_at(pos)) is None:
            raise ProjectionError(f"event {pos} has gone from the log: run `kg verify`")
        self._mark = self._mark._replace(pos=pos, hash=found.hex(), digest=self._account.digest)
        self._store.seal()
        self._sealed.append(self._mark)
        return Step(changes, self._mark)

    def keep(self) -> None:
        """The graph has the oldest batch that was not kept yet: put the state after it into the file."""
        self._store.keep(self._sealed.pop(0).written())

    def close(self) -> None:
        """Let go of the file."""
        if self._file:
            self._file.close()
            self._file = None

    def _fit(self, path: Path, file: StateFile, *, anew: bool) -> None:
        """Begin with what is in the file if it is a state of this log by this fold, else with another."""
        if file.mark is None:
            return
        mark = _read(file.mark)
        if not anew and self._fits(mark):
            self._mark = mark
            return
        file.close()
        remove(path)
        self._file = StateFile.open(path)

    def _fits(self, mark: Mark) -> bool:
        found = self._log.hash_at(mark.pos)
        known = (self._mark.log_id, self._mark.code, found.hex() if found else None)
        return known == (mark.log_id, mark.code, mark.hash)


def _read(text: str) -> Mark:
    log_id, code, pos, hash_, digest = json.loads(text)
    return Mark(log_id, code, pos, hash_, read(digest))


def state_path(home: Path, server: Server) -> Path:
    """Where the state of the graph of a server is kept."""
    if server.engine == "embedded":
        return home / "state.sqlite"
    return home / f"state-{canonical.key(server.uri, server.database)}.sqlite"


def forget(home: Path) -> None:
    """Throw away what is remembered of any graph of this home; it is worked out again when it is needed."""
    for path in [*home.glob("state*.sqlite"), *home.glob("next-state*.sqlite")]:
        remove(path)
