"""Keeps the graph up with the log: what the fold computes, sent in batches, the checkpoint with them.

The checkpoint moves in the transaction of the data and is write-locked first, so that a killed projector
loses nothing, and of two that race only one applies a batch.
"""

import gc
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, Self

from kg import statements
from kg.claimtypes import claim_types
from kg.errors import EngineError, KgError, ProjectionError
from kg.graph import Graph, Tx
from kg.log.protocol import Event, EventLog
from kg.projection.account import NOTHING, Digest, read, written
from kg.projection.boards import BIG
from kg.projection.fold import CODE
from kg.projection.sending import Sending, sendings
from kg.projection.snapshot import Snapshot
from kg.projection.statefile import StaleError

MEETINGS = 100  # so often two projectors may get into each other's way over one state file
NAME = "kg"  # the name of the projection's checkpoint
EVENTS = 5_000  # at most so many events in a transaction …
ROWS = 8_000  # … and about so many rows: while the server takes them in, the next are worked out
FIRST_ROWS = 500  # of the first transaction, for which the server waits; each after it has half as many more
SWITCH_S = 0.0002  # for so long a thread may keep the others from Python

Progress = Callable[[int], None]  # is told the position that the graph has reached


class Checkpoint(NamedTuple):
    """Where a graph is, and what made it."""

    log_id: str
    pos: int
    hash: str  # hexadecimal
    code: str
    build: str
    digest: Digest


class _FencedError(ProjectionError):
    """Another projector has moved the checkpoint."""


def checkpoint(graph: Graph) -> Checkpoint | None:
    """The graph's checkpoint; None where kg has not made it."""
    rows = graph.read(statements.body("admin/checkpoint"), {"name": NAME}).rows
    if not rows:
        return None
    log_id, pos, hash_, code, build, digest = rows[0]
    return Checkpoint(str(log_id), int(pos), str(hash_), str(code), str(build), read(digest))


def begin(graph: Graph, log: EventLog, *, build: str = "1") -> Checkpoint:
    """Make the schema and a checkpoint in an empty database; raises ProjectionError where it is not empty."""
    if graph.read(statements.body("admin/has_nodes"), {}).rows and checkpoint(graph) is None:
        raise ProjectionError("the database holds data that is not kg's: name an empty one in NEO4J_DATABASE")
    for folder in ("schema", "schema-neo4j") if graph.has_fulltext else ("schema",):
        for name in statements.names(folder):
            graph.run_schema(statements.body(f"{folder}/{name}"))
    start = {
        "name": NAME,
        "log": log.head().log_id,
        "build": build,
        "code": CODE,
        "hash": bytes(32).hex(),
        "digest": written(NOTHING),
    }
    try:
        graph.write(lambda tx: tx.run(statements.body("project/begin"), start))
    except EngineError:  # another projector began in the same moment
        if checkpoint(graph) is None:
            raise
    return there(graph)


def belongs(found: Checkpoint, log: EventLog) -> Checkpoint:
    """The checkpoint, if the graph is a past of this log made by this fold; else ProjectionError."""
    if found.log_id != log.head().log_id:
        raise ProjectionError(
            "the graph was made from another log: run `kg rebuild`, or name the right --home"
        )
    if found.code != CODE:
        raise ProjectionError(f"the graph was made by fold {found.code}, this is {CODE}: run `kg rebuild`")
    if (expected := log.hash_at(found.pos)) is None:
        raise ProjectionError(f"the graph is at {found.pos}, past the end of the log: run `kg rebuild`")
    if found.hash != expected.hex():
        raise ProjectionError(f"the graph was made from another event {found.pos}: run `kg rebuild`")
    return found


def batches(
    log: EventLog, after: int, until: int, *, events: int = EVENTS, rows: int = ROWS
) -> Iterator[list[Event]]:
    """The events of a part of the log in runs that fit a transaction, the first of them small."""
    batch: list[Event] = []
    weight, most = 0, min(FIRST_ROWS, rows)
    for event in log.read(after, until=until):
        batch.append(event)
        weight += _weight(event)
        if len(batch) >= events or weight >= most:
            yield batch
            batch, weight, most = [], 0, min(most + most // 2, rows)
    if batch:
        yield batch


class Projector:
    """Keeps one graph up with one log; remembers what it has applied, in a `state` file also for later runs.

    The changes of a batch are worked out while the server takes in those of the batch before.
    """

    def __init__(
        self,
        log: EventLog,
        graph: Graph,
        *,
        state: Path | None = None,
        events: int = EVENTS,
        rows: int = ROWS,
        big: int = BIG,
    ) -> None:
        self._log = log
        self._big = big
        self._graph = graph
        self._events = events
        self._rows = rows
        self._state = state
        self._snapshot: Snapshot | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the state file; what was not kept in it is worked out again when it is needed."""
        if self._snapshot:
            self._snapshot.close()
            self._snapshot = None

    def catch_up(self, *, until: int | None = None, progress: Progress | None = None) -> int:
        """Apply every event up to `until`, or the log's end now; returns the graph's position.

        Raises ProjectionError, and changes nothing, where the graph does not belong to the log.
        """
        at = belongs(checkpoint(self._graph) or begin(self._graph, self._log), self._log)
        goal = self._log.head().pos if until is None else until
        failed: Checkpoint | None = None
        met = 0
        while at.pos < goal:
            try:
                at = self._go_on(at, goal, progress)
            except StaleError:  # another projector has written the state: go on from what it has done
                self.close()
                met += 1
                if met > MEETINGS:
                    raise
                at = belongs(there(self._graph), self._log)
            except (_FencedError, EngineError, ProjectionError) as error:
                self.close()
                failed, at = at, self._moved_on(at, error, again=failed == at)
            except BaseException:  # whatever it is, also Ctrl-C: what was half worked out is of no use
                self.close()
                raise
        return at.pos

    def _moved_on(self, at: Checkpoint, error: KgError, *, again: bool) -> Checkpoint:
        """Where the graph is now, if another projector has moved it or is about to; else the error stands.

        The embedded engine lets two that race into the graph: the loser may fail at any statement, and before
        the winner is done. So only what fails twice at one position has failed.
        """
        now = belongs(there(self._graph), self._log)
        if now == at and (again or not isinstance(error, EngineError)):
            raise error
        return now

    def _go_on(self, at: Checkpoint, goal: int, progress: Progress | None) -> Checkpoint:
        """Apply the batches up to the goal, each in one transaction with the checkpoint."""
        snapshot = self._restored(at, progress)
        arriving: Future[int] | None = None
        with working_ahead(), ThreadPoolExecutor(max_workers=1) as sender:
            for batch in self._batches(at.pos, goal):
                step = snapshot.advance(batch)
                todo = list(sendings(step.changes, claim_types()))
                then = at._replace(pos=step.mark.pos, hash=step.mark.hash, digest=step.mark.digest)
                done = arriving.result() if arriving else None
                arriving = sender.submit(self._send, todo, at, then)
                at = then
                _arrived(done, snapshot, progress)
            _arrived(arriving.result() if arriving else None, snapshot, progress)
        return at

    def _send(self, todo: list[Sending], at: Checkpoint, then: Checkpoint) -> int:
        self._graph.write(lambda tx: write(tx, todo, at, then))
        return then.pos

    def _restored(self, at: Checkpoint, progress: Progress | None) -> Snapshot:
        """The state at the graph's position; what the events up to it change is in the graph already."""
        if self._snapshot is None:
            self._snapshot = Snapshot(self._log, self._state, big=self._big)
        if self._snapshot.pos > at.pos:
            self._snapshot.restart()
        if self._snapshot.pos > at.pos:
            self._snapshot.restart(anew=True)
        for batch in self._batches(self._snapshot.pos, at.pos):
            self._snapshot.advance(batch)
            _arrived(batch[-1].pos, self._snapshot, progress)
        if self._snapshot.digest != at.digest:
            raise ProjectionError("the graph is not what this log makes: run `kg rebuild`")
        return self._snapshot

    def _batches(self, after: int, until: int) -> Iterator[list[Event]]:
        return batches(self._log, after, until, events=self._events, rows=self._rows)


@contextmanager
def working_ahead() -> Iterator[None]:
    """Have Python fit for working things out in one thread while another one sends what was worked out.

    It looks less often for garbage in circles: a batch makes many objects, and none of that. And whoever
    waits for the other thread waits a fraction of a millisecond, not five: one that sends waits often.
    """
    before, waits_s = gc.get_threshold(), sys.getswitchinterval()
    gc.set_threshold(200_000, 20, 100)
    sys.setswitchinterval(SWITCH_S)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        sys.setswitchinterval(waits_s)


def _arrived(pos: int | None, snapshot: Snapshot, progress: Progress | None) -> None:
    """The graph has reached a position: keep the state, and tell."""
    if pos is None:
        return
    snapshot.keep()
    if progress:
        progress(pos)


def there(graph: Graph) -> Checkpoint:
    """The graph's checkpoint; raises ProjectionError where it has none."""
    found = checkpoint(graph)
    if found is None:
        raise ProjectionError("the graph has lost its checkpoint: run `kg rebuild`")
    return found


def write(tx: Tx, todo: list[Sending], at: Checkpoint, then: Checkpoint) -> None:
    """Run the statements and move the checkpoint; raises ProjectionError where somebody else has moved it."""
    moved = {
        "name": NAME,
        "log": at.log_id,
        "build": at.build,
        "code": at.code,
        "from": at.pos,
        "to": then.pos,
        "hash": then.hash,
        "digest": written(then.digest),
    }
    if not tx.run(statements.body("project/checkpoint"), moved):
        raise _FencedError("another command is writing to the graph: try again")
    for statement, params in todo:
        tx.run(statement, params)


def _weight(event: Event) -> int:
    """About how many rows an event makes."""
    said = event.data or {}
    return (
        2 + 2 * len(said.get("sentences", ())) + 8 * len(said.get("claims", ())) + len(said.get("links", ()))
    )
