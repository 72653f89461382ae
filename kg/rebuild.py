"""Makes the graph again from the log, and checks it against the fold before it counts."""

from pathlib import Path
from typing import NamedTuple

from kg import digest, statements
from kg.digest import Digest
from kg.engine import Server
from kg.errors import ProjectionError
from kg.fold import fold
from kg.graph import Graph
from kg.log.protocol import EventLog
from kg.project import NAME, Progress, Projector, begin, checkpoint

PAGE = 5_000  # nodes that are taken out of a graph at a time

_WIPED = "none, it is being rebuilt"


class Plan(NamedTuple):
    """Up to where to build, and what the graph must hold then."""

    goal: int
    expected: Digest
    progress: Progress | None


def rebuild(
    log: EventLog, home: Path, server: Server, *, until: int | None = None, progress: Progress | None = None
) -> Digest:
    """Make the graph of the log, or of its past up to `until`, anew; returns what it holds.

    The embedded server builds beside the graph and switches when the digests agree; killed before that, the
    old graph stays. Another server has one database: it is emptied first, and killed half-way asks for a
    rebuild. Raises ProjectionError, with the old graph in place on either, where the log cannot be folded.
    """
    goal = log.head().pos if until is None else until
    plan = Plan(goal, digest.digest(digest.in_picture(fold(log.read(until=goal)))), progress)
    if server.engine == "embedded":
        _beside(log, home, server, plan)
    else:
        _in_place(log, server, plan)
    return plan.expected


def _beside(log: EventLog, home: Path, server: Server, plan: Plan) -> None:
    from kg.engine import builds  # here, because a remote server has no need of it

    with Graph.connect(server) as graph:
        build = _next_build(graph)
    with Graph.connect(builds.open_build(home)) as graph:
        _project(log, graph, plan, build)
    builds.switch_build(home)


def _in_place(log: EventLog, server: Server, plan: Plan) -> None:
    with Graph.connect(server) as graph:
        build = _next_build(graph)
        _wipe(graph)
        _project(log, graph, plan, build)


def _project(log: EventLog, graph: Graph, plan: Plan, build: str) -> None:
    begin(graph, log, build=build)
    Projector(log, graph).catch_up(until=plan.goal, progress=plan.progress)
    found = digest.digest(digest.in_graph(graph))
    if found != plan.expected:
        raise ProjectionError(
            f"the graph that was built has {found.nodes} nodes and {found.edges} edges, the log"
            f" {plan.expected.nodes} and {plan.expected.edges}: `kg verify` names the first that differ"
        )


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
