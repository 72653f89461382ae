"""How fast a big graph is loaded, and how fast it answers every question, typical and of a hub.

    python bench/questions.py [--worlds N] [--engine embedded|neo4j] [--home FOLDER] [--rounds N]

Prints tables in Markdown. A world is some 19,700 claims (`bench/million.py`): 51 are a million. With `--home`
the graph stays, and a graph that is there already is asked at once.
"""

import argparse
import os
import pickle
import shutil
import stat
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from million import HUB, picture

from kg import statements
from kg.engine import Server, builds, embedded, jars, neo4j
from kg.engine.layout import Layout, layout
from kg.engine.runtime import installed
from kg.export import admin
from kg.export.admin import Group, Row
from kg.graph import Graph
from kg.projection.filling import Filling
from kg.projection.picture import Changes
from kg.projection.project import working_ahead
from kg.questions import ask, quick

TYPICAL, OTHER, PLACE, INCIDENT = "actor700", "actor900", "place30", "incident0/30"
WORLD = 19_700  # claims
WARMING, LONG_MS = 3, 3_000
CASES: Mapping[str, tuple[dict[str, object], ...]] = {
    "actor": ({"actor": TYPICAL}, {"actor": HUB}),
    "allies": ({"actor": TYPICAL}, {"actor": HUB}, {}),
    "attacks-by": ({"by": TYPICAL}, {"by": HUB}),
    "attacks-on": ({"on": TYPICAL}, {"on": PLACE}, {"on": HUB}),
    "connection": ({"actor": TYPICAL, "other": OTHER}, {"actor": TYPICAL, "other": HUB}),
    "contested": ({"incident": INCIDENT}, {}),
    "de-escalations": ({"actor": TYPICAL}, {"incident": INCIDENT}, {"actor": HUB}, {}),
    "first-report": ({"incident": INCIDENT}, {"actor": TYPICAL}, {"actor": HUB}, {}),
    "hotspots": ({"within": PLACE}, {"from": "2018-02-01", "to": "2018-02-07"}, {}),
    "incident": ({"incident": INCIDENT},),
    "single-source": ({"actor": TYPICAL}, {"actor": HUB}, {}),
    "timeline": ({"actor": TYPICAL}, {"place": PLACE}, {"actor": HUB}, {}),
    "tolls": ({"incident": INCIDENT}, {"actor": TYPICAL}, {"actor": HUB}, {}),
    "who-attacked-whom": ({"incident": INCIDENT}, {"actor": TYPICAL}, {"actor": HUB}, {}),
    "who-denied": ({"incident": INCIDENT}, {"actor": TYPICAL}, {"actor": HUB}, {}),
    "who-reported": ({"incident": INCIDENT}, {"by": TYPICAL}, {"by": HUB}, {}),
}


class Timed(NamedTuple):
    """How long a question took, in milliseconds."""

    question: str
    given: dict[str, object]
    rows: int
    took: list[float]
    worked: float  # the server's own processor time

    def line(self) -> str:
        """A row of the table."""
        given = ", ".join(f"{name} {value}" for name, value in self.given.items()) or "nothing"
        high = sorted(self.took)[int(0.95 * (len(self.took) - 1) + 0.5)]
        clock = f"{statistics.median(self.took):,.0f} | {high:,.0f}"
        return f"| {self.question} | {given} | {self.rows} | {clock} | {self.worked:,.0f} |"


def rows(parts: Iterable[Changes]) -> Iterator[Row]:
    """What an import of Neo4j reads."""
    for part in parts:
        for node, it in part.nodes.items():
            if it is not None:
                yield Row(
                    Group(node.label), (node.key, ";".join(filter(None, (node.label, it.extra)))), it.props
                )
        for edge, props in (*part.edges.items(), *part.direct.items()):
            if props is not None:
                ends = Group(edge.start.label, edge.end.label)
                yield Row(ends, (edge.start.key, edge.end.key, edge.type), props)


def kept(file: Path) -> Iterator[Changes]:
    """The parts that a file holds."""
    with file.open("rb") as source:
        while source.peek(1):
            yield pickle.load(source)  # noqa: S301 our own file


def keep(parts: Iterable[Changes], file: Path) -> None:
    """Put parts into a file."""
    with file.open("wb") as target:
        for part in parts:
            pickle.dump(part, target, protocol=5)


def imported(files: list[Path], home: Path) -> dict[str, float]:
    """Fill an empty Neo4j with its own importer; the seconds of each step."""
    neo4j.up(home)  # writes the settings
    neo4j.down(home)
    folder = home / "import"
    took = {}
    started = time.perf_counter()
    admin.write_rows(lambda: rows(part for file in files for part in kept(file)), folder)
    took["files written"] = time.perf_counter() - started
    started = time.perf_counter()
    run_import(folder, home)
    took["`neo4j-admin database import`"] = time.perf_counter() - started
    shutil.rmtree(folder)
    started = time.perf_counter()
    with Graph.connect(neo4j.up(home)) as graph:
        schema(graph)
        graph.read(statements.body("admin/constraints"), {})
    took["start, and schema"] = time.perf_counter() - started
    return took


def run_import(folder: Path, home: Path) -> None:
    """Run the script of the files with the `neo4j-admin` that is in the server's own jars."""
    root = neo4j.files(home).root
    classes = ":".join(str(jars.cache() / jar.path) for jar in jars.lock())
    command = folder / "neo4j-admin"
    command.write_text(
        f'#!/bin/sh\nexec env NEO4J_HOME="{root}" NEO4J_CONF="{root}/conf" "{installed().java}" -Xmx1g'
        f' --add-opens=java.base/java.nio=ALL-UNNAMED -cp "{classes}" org.neo4j.cli.AdminTool "$@"\n'
    )
    command.chmod(command.stat().st_mode | stat.S_IXUSR)
    subprocess.run(
        ["/bin/sh", str(folder / "import.sh")],
        env={"NEO4J_ADMIN": str(command), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        check=True,
    )


def sent(files: list[Path], home: Path) -> dict[str, float]:
    """Fill the empty embedded server as a rebuild does; the seconds."""
    server = embedded.up(home)
    started = time.perf_counter()
    with Graph.connect(server) as graph, working_ahead():
        schema(graph)
        filling = Filling(graph, lambda lines: builds.load(home, server, lines))
        for file in files:
            for part in kept(file):
                filling.take(part, first=0)
        filling.end()
    return {"nodes by statements, relationships by the server's bulk format": time.perf_counter() - started}


def schema(graph: Graph) -> None:
    """Make the constraints and indexes."""
    for name in statements.names("schema"):
        graph.run_schema(statements.body(f"schema/{name}"))


def timed(graph: Graph, pid: int, name: str, given: dict[str, object], rounds: int) -> Timed:
    """Ask a question to warm up, thrice unless it takes long, then often, likewise."""
    question = ask.question(name)
    params = question.statement.bind(given)

    def answer() -> int:
        return len(quick.answer(graph, name, question.statement, params, graph.read).rows)

    def once() -> float:
        started = time.perf_counter()
        answer()
        return (time.perf_counter() - started) * 1_000

    found = answer()  # the plan is made now, and kept
    took = [once()]
    while len(took) < WARMING and sum(took) < LONG_MS:
        took.append(once())
    before, took = processor_ms(pid), []
    while len(took) < rounds and sum(took) < LONG_MS:
        took.append(once())
    return Timed(name, given, found, took, (processor_ms(pid) - before) / len(took))


def processor_ms(pid: int) -> float:
    """What a process and all its threads have used so far; the clock tells more of other work than of it."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1_000 / os.sysconf("SC_CLK_TCK")


def running(engine: str, home: Path) -> Server:
    """The server of a home."""
    return embedded.up(home) if engine == "embedded" else neo4j.up(home)


def pid(engine: str, home: Path) -> int:
    """The process of that server."""
    return int(files_of(engine, home).pid.read_text(encoding="ascii"))


def files_of(engine: str, home: Path) -> Layout:
    """Where that server keeps its files."""
    return layout(home) if engine == "embedded" else neo4j.files(home)


def stop(engine: str, home: Path) -> None:
    """Stop it."""
    (embedded if engine == "embedded" else neo4j).down(home)


def filled(engine: str, home: Path, worlds: int) -> None:
    """Fill an empty graph, and print how long it took."""
    file = home / "parts.pickle"
    keep(picture(range(worlds)), file)
    took = imported([file], home) if engine == "neo4j" else sent([file], home)
    print("| step | seconds | claims/s |\n|---|--:|--:|")
    for step, seconds in took.items():
        print(f"| {step} | {seconds:,.0f} | {worlds * WORLD / seconds:,.0f} |")
    print()
    file.unlink()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--worlds", type=int, default=1)
    parser.add_argument("--engine", choices=("embedded", "neo4j"), default="embedded")
    parser.add_argument("--home", type=Path)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--question", choices=sorted(CASES))
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        home = args.home or Path(temporary)
        if not files_of(args.engine, home).folder.exists():
            home.mkdir(exist_ok=True)
            filled(args.engine, home, args.worlds)
        try:
            with Graph.connect(running(args.engine, home)) as graph:
                answer(graph, pid(args.engine, home), args.rounds, args.question)
        finally:
            if not args.home:
                stop(args.engine, home)


def answer(graph: Graph, server: int, rounds: int, only: str | None) -> None:
    """Print the table of the questions."""
    print("| question | given | rows | median, ms | 95th percentile, ms | server's processor, ms |")
    print("|---|---|--:|--:|--:|--:|")
    for name, cases in CASES.items():
        for given in cases if only in (None, name) else ():
            print(timed(graph, server, name, given, rounds).line(), flush=True)


if __name__ == "__main__":
    main()
