"""Keeps the graph up with the log: what the fold computes, sent in batches, the checkpoint with them.

The checkpoint moves in the transaction of the data and is write-locked first, so that a killed projector
loses nothing, and of two that race only one applies a batch.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from kg import statements
from kg.claimtypes import claim_types
from kg.errors import EngineError, KgError, ProjectionError
from kg.fold import CODE, State
from kg.graph import Graph, Tx
from kg.log.protocol import Event, EventLog
from kg.picture import OPEN, Changes
from kg.sending import sendings

NAME = "kg"  # the name of the projection's checkpoint
EVENTS = 5_000  # at most so many events in a transaction …
ROWS = 20_000  # … and about so many rows

Progress = Callable[[int], None]  # is told the position that the graph has reached


class Checkpoint(NamedTuple):
    """Where a graph is, and what made it."""

    log_id: str
    pos: int
    hash: str  # hexadecimal
    code: str
    build: str


class _FencedError(ProjectionError):
    """Another projector has moved the checkpoint."""


def checkpoint(graph: Graph) -> Checkpoint | None:
    """The graph's checkpoint; None where kg has not made it."""
    rows = graph.read(statements.body("admin/checkpoint"), {"name": NAME}).rows
    if not rows:
        return None
    log_id, pos, hash_, code, build = rows[0]
    return Checkpoint(str(log_id), int(pos), str(hash_), str(code), str(build))


def begin(graph: Graph, log: EventLog, *, build: str = "1") -> Checkpoint:
    """Make the schema and a checkpoint in an empty database; raises ProjectionError where it is not empty."""
    if graph.read(statements.body("admin/has_nodes"), {}).rows and checkpoint(graph) is None:
        raise ProjectionError("the database holds data that is not kg's: name an empty one in NEO4J_DATABASE")
    for name in statements.names("schema"):
        graph.run_schema(statements.body(f"schema/{name}"))
    start = {"name": NAME, "log": log.head().log_id, "build": build, "code": CODE, "hash": bytes(32).hex()}
    graph.write(lambda tx: tx.run(statements.body("project/begin"), start))
    return _there(graph)


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
    """The events of a part of the log in runs that fit a transaction."""
    batch: list[Event] = []
    weight = 0
    for event in log.read(after, until=until):
        batch.append(event)
        weight += _weight(event)
        if len(batch) >= events or weight >= rows:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch


class Projector:
    """Brings a graph up to a log, and remembers what it needs to go on from there."""

    def __init__(self, log: EventLog, graph: Graph, *, events: int = EVENTS, rows: int = ROWS) -> None:
        self._log = log
        self._graph = graph
        self._events = events
        self._rows = rows
        self._state = State()
        self._state_pos = 0

    def catch_up(self, *, until: int | None = None, progress: Progress | None = None) -> int:
        """Apply every event up to `until`, or the log's end now; returns the graph's position.

        Raises ProjectionError, and changes nothing, where the graph does not belong to the log.
        """
        at = belongs(checkpoint(self._graph) or begin(self._graph, self._log), self._log)
        goal = self._log.head().pos if until is None else until
        while at.pos < goal:
            self._restore(at.pos)
            try:
                for batch in self._batches(at.pos, goal):
                    at = self._apply(batch, at)
                    if progress:
                        progress(at.pos)
            except (_FencedError, EngineError) as error:
                at = self._moved_on(at, error)
        return at.pos

    def _moved_on(self, at: Checkpoint, error: KgError) -> Checkpoint:
        """Where the graph is now, if another projector has moved it; else the error stands.

        The embedded engine notices a race late, so that the loser may fail at any statement.
        """
        now = belongs(_there(self._graph), self._log)
        if now == at:
            raise error
        return now

    def _apply(self, batch: list[Event], at: Checkpoint) -> Checkpoint:
        """Send what a batch changes and move the checkpoint, in one transaction."""
        changes = self._advance(batch)
        then = at._replace(pos=batch[-1].pos, hash=self._hash_at(batch[-1].pos))
        self._graph.write(lambda tx: _write(tx, changes, at, then))
        return then

    def _restore(self, pos: int) -> None:
        """Have the state of a position; what the events up to it change is in the graph already."""
        if self._state_pos > pos:
            self._state, self._state_pos = State(), 0
        for batch in self._batches(self._state_pos, pos):
            self._advance(batch)

    def _advance(self, batch: list[Event]) -> Changes:
        self._state_pos = OPEN  # of no use to anybody, should this fail half-way
        changes = self._state.changes(batch)
        self._state_pos = batch[-1].pos
        return changes

    def _batches(self, after: int, until: int) -> Iterator[list[Event]]:
        return batches(self._log, after, until, events=self._events, rows=self._rows)

    def _hash_at(self, pos: int) -> str:
        found = self._log.hash_at(pos)
        if found is None:
            raise ProjectionError(f"event {pos} has gone from the log: run `kg verify`")
        return found.hex()


def _there(graph: Graph) -> Checkpoint:
    found = checkpoint(graph)
    if found is None:
        raise ProjectionError("the graph has lost its checkpoint: run `kg rebuild`")
    return found


def _write(tx: Tx, changes: Changes, at: Checkpoint, then: Checkpoint) -> None:
    moved = {
        "name": NAME,
        "log": at.log_id,
        "build": at.build,
        "code": at.code,
        "from": at.pos,
        "to": then.pos,
        "hash": then.hash,
    }
    if not tx.run(statements.body("project/checkpoint"), moved):
        raise _FencedError("another command is writing to the graph: try again")
    for statement, params in sendings(changes, claim_types()):
        tx.run(statement, params)


def _weight(event: Event) -> int:
    """About how many rows an event makes."""
    said = event.data or {}
    return (
        2 + 2 * len(said.get("sentences", ())) + 8 * len(said.get("claims", ())) + len(said.get("links", ()))
    )
