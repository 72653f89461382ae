"""Files for `neo4j-admin database import full`: the fastest way into an empty Neo4j, for a first build.

A header and a data file for each label and for each pair of labels that relationships join, the script that
imports them, and the schema to run afterwards. The checkpoint is among the nodes: kg goes on from there.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from kg import statements
from kg.export.columns import Columns, Seen
from kg.export.content import all_edges, all_nodes, plain
from kg.graph import Graph
from kg.projection.picture import Props, Value

CHECKPOINT = "_Projection"
SCHEMA = ("schema", "schema-neo4j")  # folders of statements: what is imported here is imported into Neo4j

_SCRIPT = r"""#!/bin/sh
# Imports the files beside this script into an empty Neo4j database, whose server must not run.
#   sh import.sh [DATABASE]
# NEO4J_ADMIN names another neo4j-admin than the one on the path.
set -eu
cd "$(dirname "$0")"
"${NEO4J_ADMIN:-neo4j-admin}" database import full "${1:-neo4j}" \
  --overwrite-destination --multiline-fields=true \
"""
_SAY = 'echo "now start the server and run the schema: cypher-shell --file schema.cypher" >&2\n'


class Group(NamedTuple):
    """The rows that share a file: the nodes of a label, or the relationships between two labels."""

    start: str
    end: str = ""

    @property
    def file(self) -> str:
        """The name of its file without the ending."""
        return f"relationships-{self.start}-{self.end}" if self.end else f"nodes-{self.start}"


class Row(NamedTuple):
    """A row of a group's file: what comes before the properties, and they."""

    group: Group
    lead: Sequence[str]
    props: Props


def count(graph: Graph) -> dict[str, int]:
    """How many rows each file would have; nothing is written."""
    counts: dict[str, int] = {}
    for row in rows(graph):
        counts[row.group.file] = counts.get(row.group.file, 0) + 1
    return dict(sorted(counts.items()))


def write(graph: Graph, folder: Path) -> dict[str, int]:
    """Write everything into a folder, which is made; returns how many rows each file has."""
    return write_rows(lambda: rows(graph), folder)


def write_rows(again: Callable[[], Iterable[Row]], folder: Path) -> dict[str, int]:
    """Write rows into a folder, likewise; they are asked for twice, since the headers come first."""
    seen = Seen()
    for row in again():
        seen.add(row.group, row.props)
    groups = [Group(*parts) for parts in seen.groups()]
    folder.mkdir(parents=True, exist_ok=True)
    for group in groups:
        header = ",".join(_header(group, seen.of(group)))
        (folder / f"{group.file}-header.csv").write_text(header + "\n", encoding="utf-8")
    (folder / "schema.cypher").write_text(_schema(), encoding="utf-8")
    lines = " \\\n".join(f"  {option}" for option in options(groups))
    (folder / "import.sh").write_text(f"{_SCRIPT}{lines}\n{_SAY}", encoding="utf-8")
    return _write_rows(again(), folder, {group: seen.of(group) for group in groups})


def options(groups: Iterable[Group]) -> list[str]:
    """The options of the importer that name the files."""
    return [
        f"--{'relationships' if group.end else 'nodes'}={group.file}-header.csv,{group.file}.csv"
        for group in groups
    ]


def rows(graph: Graph) -> Iterator[Row]:
    """Every node, the checkpoint, and every relationship."""
    for node in all_nodes(graph):
        yield Row(Group(node.id.label), (node.id.key, ";".join(node.labels)), node.props)
    for (props,) in graph.read(statements.body("admin/dump_checkpoint"), {}).rows:
        yield Row(Group(CHECKPOINT), (props["name"], CHECKPOINT), props)
    for edge in all_edges(graph):
        yield Row(
            Group(edge.start.label, edge.end.label), (edge.start.key, edge.end.key, edge.type), edge.props
        )


def _write_rows(some: Iterable[Row], folder: Path, columns: dict[Group, Columns]) -> dict[str, int]:
    counts = dict.fromkeys((group.file for group in columns), 0)
    with ExitStack() as opened:
        writers = {
            group: csv.writer(
                opened.enter_context((folder / f"{group.file}.csv").open("w", encoding="utf-8", newline="")),
                lineterminator="\n",
            )
            for group in columns
        }
        for row in some:
            rest = _properties(row.group, columns[row.group])
            writers[row.group].writerow([*row.lead, *(_cell(row.props.get(name)) for name in rest)])
            counts[row.group.file] += 1
    return counts


def _header(group: Group, columns: Columns) -> list[str]:
    rest = [f"{name}:{columns[name]}" for name in _properties(group, columns)]
    if group.end:
        return [f":START_ID({group.start})", f":END_ID({group.end})", ":TYPE", *rest]
    return [f"{_key(group)}:ID({group.start})", ":LABEL", *rest]


def _properties(group: Group, columns: Columns) -> list[str]:
    """The columns but the one that stands first."""
    return [name for name in columns if group.end or name != _key(group)]


def _key(group: Group) -> str:
    return "name" if group.start == CHECKPOINT else "key"


def _cell(value: Value | None) -> object:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return str(value).lower() if isinstance(value, bool) else plain(value)


def _schema() -> str:
    files = (f"{folder}/{name}" for folder in SCHEMA for name in statements.names(folder))
    return "".join(f"{statements.body(file)};\n" for file in files)
