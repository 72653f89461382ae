"""The graph servers that tests run against: the embedded one, and Neo4j, which KG_TEST_NEO4J_URI may name.

Where none is named, Neo4j is run from its published jars; at a desk they are not downloaded for the tests.
A test that asks for `graph` runs on each of them, on an empty graph. Where a server cannot be had the test is
skipped at a desk, and fails where CI is set: nothing may pass because nothing ran.
"""

import hashlib
import logging
import os
import re
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

from kg.engine import Server, embedded, jars, neo4j
from kg.engine.lock import locked
from kg.errors import EngineError
from kg.graph import Graph

REMOTE = "KG_TEST_NEO4J_"
# A server of the tests lives for minutes: the time that Java takes to make it faster is not won back.
os.environ.setdefault("KG_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell that starts the tests in the background has them, and all that they start, pass over Ctrl-C.
    signal.signal(signal.SIGINT, signal.default_int_handler)
WIPE = "MATCH (n) WITH n LIMIT 5000 DETACH DELETE n RETURN count(*) AS gone"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadFileScheduling:
    """Tests of a file stay together, but for those on Neo4j: one worker has them all.

    So it is started once, and gets warm once: to plan its first questions takes it as long as to start.
    """
    return _ByServer(config, log)


class _ByServer(LoadFileScheduling):
    def _split_scope(self, nodeid: str) -> str:
        on_neo4j = re.search(r"[\[-]neo4j[\]-]", nodeid)
        return "neo4j" if on_neo4j else super()._split_scope(nodeid)


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Server]]:
    """Starts a kind of graph server when it is first asked for, and stops what it started in the end.

    With pytest-xdist each worker has servers of its own, but for a named one.
    """
    with ExitStack() as stack:

        @cache
        def started(kind: str) -> Server:
            if kind == "neo4j" and os.environ.get(f"{REMOTE}URI"):
                return _remote()
            home = tmp_path_factory.mktemp("graph")
            stack.callback(embedded.down if kind == "embedded" else neo4j.down, home)
            return own_embedded(home) if kind == "embedded" else own_neo4j(home)

        yield started


@pytest.fixture(scope="session", params=["embedded", "neo4j"])
def graph_server(request: pytest.FixtureRequest, servers: Callable[[str], Server]) -> Server:
    """A running graph server."""
    return servers(request.param)


@pytest.fixture
def graph(graph_server: Server) -> Iterator[Graph]:
    """An empty graph, with the constraints and indexes of earlier tests; deprecated Cypher fails the test."""
    with _alone(graph_server), _no_deprecations(), Graph.connect(graph_server) as graph:
        while graph.write(lambda tx: tx.run(WIPE, {}))[0]["gone"]:
            pass
        yield graph


def own_embedded(home: Path) -> Server:
    """The embedded server of a home; the test is skipped, or fails in CI, where it cannot be had."""
    return _or_skip(lambda: embedded.up(home))


def own_neo4j(home: Path) -> Server:
    """The Neo4j of a home, likewise; at a desk nothing is downloaded for it."""
    if not os.environ.get("CI") and jars.missing(jars.lock(), jars.cache()):
        pytest.skip("Neo4j's jars are not in the cache: `kg up --engine neo4j` downloads them")
    return _or_skip(lambda: neo4j.up(home))


def _remote() -> Server:
    server = Server(
        uri=os.environ[f"{REMOTE}URI"],
        user=os.environ.get(f"{REMOTE}USERNAME", "neo4j"),
        password=os.environ.get(f"{REMOTE}PASSWORD", ""),
        database=os.environ.get(f"{REMOTE}DATABASE", "neo4j"),
        engine="remote",
    )
    return _or_skip(lambda: _answering(server))


def _answering(server: Server) -> Server:
    with Graph.connect(server):
        return server


def _or_skip(start):
    try:
        return start()
    except EngineError as error:
        if os.environ.get("CI"):
            pytest.fail(str(error), pytrace=False)
        pytest.skip(str(error))


@contextmanager
def _alone(server: Server) -> Iterator[None]:
    """One test at a time on a server that several test runs share: it has one database."""
    if server.engine != "remote":
        yield
        return
    name = hashlib.sha256(server.uri.encode()).hexdigest()[:16]
    path = Path(tempfile.gettempdir()) / f"kg-test-{name}.lock"
    path.touch()
    with locked(path, wait_s=600):
        yield


@contextmanager
def _no_deprecations() -> Iterator[None]:
    heard: list[str] = []
    listener = logging.Handler(logging.WARNING)
    listener.emit = lambda record: heard.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("neo4j.notifications")
    logger.addHandler(listener)
    try:
        yield
    finally:
        logger.removeHandler(listener)
    assert heard == []
