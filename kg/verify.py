"""Tells whether the log is what was written, and the graph what the log says."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from kg import statements
from kg.errors import LogError, ProjectionError
from kg.events import PayloadErased
from kg.graph import Graph
from kg.log.protocol import EventLog
from kg.lookups import store
from kg.projection import digest
from kg.projection.account import Item
from kg.projection.digest import Progress
from kg.projection.fold import fold
from kg.projection.project import belongs, checkpoint

SHOWN = 20  # differences that are named one by one


class Finding(NamedTuple):
    """Something that is not as it should be, and where: the log, the lookups, the checkpoint or the graph."""

    where: str
    what: str


def verify(log: EventLog, graph: Graph | None, *, progress: Progress | None = None) -> Iterator[Finding]:
    """Everything that is wrong, first in the log, then in the graph; nothing where all is well.

    A graph that is behind the log is compared with the log's past. Without a graph only the log is looked at.
    """
    yield from in_log(log, progress=progress)
    if graph is not None:
        yield from in_graph(log, graph, progress=progress)


def in_log(log: EventLog, *, progress: Progress | None = None) -> Iterator[Finding]:
    """Everything that is wrong with the log: its bytes, chain, batches, head, and what it says was erased."""
    whole = True
    try:
        for line in log.verify(progress=progress):
            whole = False
            yield Finding("log", line)
        if whole:  # or else what is read may be anything
            yield from (Finding("log", line) for line in _erasures(log))
    except LogError as error:
        yield Finding("log", str(error))


def _erasures(log: EventLog) -> Iterator[str]:
    """Where what was erased is not what the events say was erased."""
    rows = {erasure.pos: erasure for erasure in log.erasures()}
    said: dict[int, tuple[str, int]] = {}
    for event in log.read():
        if event.type == PayloadErased.__name__ and event.data is not None:
            said.update(dict.fromkeys(event.data["positions"], (event.data["reason"], event.tx_us)))
    for pos in sorted(said.keys() - rows.keys()):
        yield f"event {pos}: was to be erased, and still says something: `kg erase {pos} …` finishes that"
    for pos, row in rows.items():
        if pos not in said:
            yield f"event {pos}: was erased, and no event says so"
        elif (row.reason, row.tx_us) != said[pos]:
            yield f"event {pos}: was erased at another time or for another reason than an event says"


def in_lookups(log: EventLog, path: Path) -> Iterator[Finding]:
    """Whether the lookups of a home are a past of the log; they are made anew where they are not."""
    if path.exists() and not store.belongs(path, log):
        yield Finding("lookups", f"{path} is not of this log as it is now: the next `kg load` makes it anew")


def in_graph(log: EventLog, graph: Graph, *, progress: Progress | None = None) -> Iterator[Finding]:
    """Whether the graph is what the log says, or said at the graph's position."""
    try:
        found = checkpoint(graph)
        if found is None:
            yield Finding("checkpoint", "the graph has none: nothing was projected into it yet")
            return
        expected = Counter(digest.in_picture(fold(log.read(until=belongs(found, log).pos))))
    except ProjectionError as error:
        yield Finding("checkpoint", str(error))
        return
    yield from _differences(expected, graph, progress)


def _differences(expected: Counter[Item], graph: Graph, progress: Progress | None) -> Iterator[Finding]:
    wanted = expected.total()
    unexpected: Counter[Item] = Counter()
    for item in digest.in_graph(graph, progress=progress):
        (expected if expected[item] > 0 else unexpected).subtract([item])
    missing = +expected
    extra = Counter({item: -count for item, count in unexpected.items()})
    yield from _named(missing, "is not in the graph, or not as the log says")
    yield from _named(extra, "is in the graph, and the log does not say so")
    [[nodes, edges]] = graph.read(statements.body("admin/count"), {}).rows
    strangers = nodes + edges - 1 - (wanted - missing.total() + extra.total())
    if strangers:
        yield Finding("graph", f"{strangers} nodes or relationships are not kg's: somebody else wrote them")


def _named(items: Counter[Item], what: str) -> Iterator[Finding]:
    names = sorted(item.name for item in items.elements())
    for name in islice(names, SHOWN):
        yield Finding("graph", f"{name} {what}: run `kg rebuild`")
    if len(names) > SHOWN:
        yield Finding("graph", f"… and {len(names) - SHOWN} more like that")
