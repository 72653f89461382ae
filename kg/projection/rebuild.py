"""Makes the graph again from the log, and checks it against the fold before it counts."""

from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from kg import statements
from kg.engine import Server
from kg.errors import ProjectionError
from kg.graph import Graph
from kg.log.protocol import EventLog
from kg.projection import digest
from kg.projection.account import Digest
from kg.projection.filling import Filling
from kg.projection.project import (
    NAME,
    Checkpoint,
    Progress,
    Projector,
    batches,
    begin,
    checkpoint,
    there,
    working_ahead,
    write,
)
from kg.projection.snapshot import Snapshot, state_path
from kg.projection.statefile import replace
from kg.sidefile import remove

FILLED = 40_000  # rows, about, that go into an empty database at a time
PAGE = 5_000  # nodes that are taken out of a graph at a time

_WIPED = "none, it is being rebuilt"


class Plan(NamedTuple):
    """Up to where to build, and where the new graph's state is kept in the end."""

    goal: int
    state: Path
    progress: Progress | None

    @property
    def fresh(self) -> Path:
        """The file for the state while the graph is being built."""
        return self.state.with_name(f"next-{self.state.name}")


def rebuild(
    log: EventLog, home: Path, server: Server, *, until: int | None = None, progress: Progress | None = None
) -> Digest:
    """Make the graph of the log, or of its past up to `until`, anew; returns what it holds.

    The embedded server builds beside the graph and switches when the digests agree; killed before that, the
    old graph stays. Another server has one database: it is emptied first, and killed half-way asks for a
    rebuild. Raises ProjectionError, with the old graph in place on either, where the log cannot be folded.
    """
    goal = log.head().pos if until is None else until
    plan = Plan(goal, state_path(home, server), progress)
    remove(plan.fresh)
    try:
        built = (
            _beside(log, home, server, plan) if server.engine == "embedded" else _in_place(log, server, plan)
        )
        replace(plan.fresh, plan.state)
    finally:
        remove(plan.fresh)
    return built


def _beside(log: EventLog, home: Path, server: Server, plan: Plan) -> Digest:
    from kg.engine import builds  # here, because a remote server has no need of it

    with Graph.connect(server) as graph:
        build = _next_build(graph)
    beside = builds.open_build(home)
    with (
        Graph.connect(beside) as graph,
        closing(Filling(graph, lambda lines: builds.load(home, beside, lines))) as filling,
    ):
        at = begin(graph, log, build=build)
        then = _fill(log, filling, plan, at)
        graph.write(lambda tx: write(tx, [], at, then))
        built = _checked(graph)
    builds.switch_build(home)
    return built


def _fill(log: EventLog, filling: Filling, plan: Plan, at: Checkpoint) -> Checkpoint:
    """Put what the log makes into an empty database; returns where that is then."""
    snapshot = Snapshot(log, plan.fresh)
    arriving: Future[None] | None = None
    try:
        with working_ahead(), ThreadPoolExecutor(max_workers=1) as sender:
            for batch in batches(log, 0, plan.goal, rows=FILLED):
                step = snapshot.advance(batch)
                _arrived(arriving, snapshot, plan, at.pos)
                arriving = sender.submit(filling.take, step.changes, first=batch[0].pos)
                at = at._replace(pos=step.mark.pos, hash=step.mark.hash, digest=step.mark.digest)
            _arrived(arriving, snapshot, plan, at.pos)
        filling.end()
    finally:
        snapshot.close()
    return at


def _arrived(arriving: Future[None] | None, snapshot: Snapshot, plan: Plan, pos: int) -> None:
    """Wait until the batch before is there: the events up to a position."""
    if arriving is None:
        return
    arriving.result()
    snapshot.keep()
    if plan.progress:
        plan.progress(pos)


def _in_place(log: EventLog, server: Server, plan: Plan) -> Digest:
    with Graph.connect(server) as graph:
        build = _next_build(graph)
        _fold(log, plan)
        _wipe(graph)
        return _project(log, graph, plan, build)


def _fold(log: EventLog, plan: Plan) -> None:
    """Find out whether the log can be folded, before anything is emptied."""
    snapshot = Snapshot(log, plan.fresh)
    try:
        for batch in batches(log, 0, plan.goal):
            snapshot.advance(batch)
            snapshot.keep()
    finally:
        snapshot.close()
        remove(plan.fresh)


def _project(log: EventLog, graph: Graph, plan: Plan, build: str) -> Digest:
    begin(graph, log, build=build)
    with Projector(log, graph, state=plan.fresh) as projector:
        projector.catch_up(until=plan.goal, progress=plan.progress)
    return _checked(graph)


def _checked(graph: Graph) -> Digest:
    """What the graph holds, if that is what its checkpoint says."""
    said, found = there(graph).digest, digest.digest(digest.in_graph(graph))
    if found != said:
        raise ProjectionError(
            f"the graph that was built has {found.nodes} nodes and {found.edges} edges, the log"
            f" {said.nodes} and {said.edges}: `kg verify` names the first that differ"
        )
    return found


def _wipe(graph: Graph) -> None:
    """Empty a database of kg's; the checkpoint says from the first moment that it is of no use."""
    if checkpoint(graph) is None:
        return  # then it is empty, or somebody else's: `begin` tells
    graph.write(lambda tx: tx.run(statements.body("admin/condemn"), {"name": NAME, "code": _WIPED}))
    while _wipe_page(graph):
        pass
    graph.write(lambda tx: tx.run(statements.body("admin/forget"), {"name": NAME}))


def _wipe_page(graph: Graph) -> bool:
    [row] = graph.write(lambda tx: tx.run(statements.body("admin/wipe"), {"limit": PAGE}))
    return bool(row["gone"])


def _next_build(graph: Graph) -> str:
    found = checkpoint(graph)
    return str(int(found.build) + 1) if found and found.build.isdecimal() else "1"
