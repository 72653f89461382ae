"""A schema that several processes make at the same moment. Runs on every server that `graph` runs on."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from kg.graph import Graph

AT_ONCE = 4
MADE = (
    ("INDEX", "CREATE INDEX {name} IF NOT EXISTS FOR (n:Raced) ON (n.{name})"),
    ("CONSTRAINT", "CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:Raced) REQUIRE n.{name} IS UNIQUE"),
)


@pytest.fixture
def names(graph: Graph) -> Iterator[list[tuple[str, str]]]:
    """Statements, each of which makes something that no other test makes; it is dropped in the end."""
    named = [(kind, f"raced_{kind.lower()}_{turn}", text) for kind, text in MADE for turn in range(2)]
    yield [(name, text.format(name=name)) for _, name, text in named]
    for kind, name, _ in named:
        graph.run_schema(f"DROP {kind} {name} IF EXISTS")


def test_what_others_make_in_the_same_moment_is_made(graph: Graph, names: list[tuple[str, str]]):
    together = Barrier(AT_ONCE)

    def make(statement: str) -> None:
        together.wait()
        with Graph.connect(graph.server) as mine:
            mine.run_schema(statement)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for _, statement in names:
            for made in [pool.submit(make, statement) for _ in range(AT_ONCE)]:
                made.result()
