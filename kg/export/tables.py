"""CSV for spreadsheets and data frames: a file for each label, and one for each type of relationship."""

import csv
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from kg.export.columns import Columns, Seen
from kg.export.content import all_edges, all_nodes, plain
from kg.graph import Graph
from kg.projection.picture import Props

_ENDS = ("start_label", "start", "end_label", "end")


def write(graph: Graph, folder: Path) -> dict[str, int]:
    """Write the files into a folder; returns how many rows each has."""
    seen = Seen()
    for node in all_nodes(graph):
        seen.add(("node", node.id.label), node.props)
    for edge in all_edges(graph):
        seen.add(("relationship", edge.type), edge.props)
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as opened:
        files = {group: _Table(opened, folder, group, seen.of(group)) for group in seen.groups()}
        for node in all_nodes(graph):
            files["node", node.id.label].add(("|".join(node.labels),), node.props)
        for edge in all_edges(graph):
            files["relationship", edge.type].add((*edge.start, *edge.end), edge.props)
        return {table.name: table.rows for table in files.values()}


class _Table:
    def __init__(self, opened: ExitStack, folder: Path, group: tuple[str, ...], columns: Columns) -> None:
        kind, what = group
        self.name, self.rows, self._columns = f"{kind}-{what}.csv", 0, list(columns)
        file = opened.enter_context((folder / self.name).open("w", encoding="utf-8", newline=""))
        self._writer = csv.writer(file, lineterminator="\n")
        self._writer.writerow([*(("labels",) if kind == "node" else _ENDS), *self._columns])

    def add(self, lead: Sequence[str], props: Props) -> None:
        self._writer.writerow([*lead, *_cells(props, self._columns)])
        self.rows += 1


def _cells(props: Props, columns: Sequence[str]) -> Iterator[object]:
    return (plain(props[name]) if name in props else "" for name in columns)
