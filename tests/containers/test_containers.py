"""kg with real containers: what docker-compose.yml starts, and servers that testcontainers starts.

All in one file, so that one test process has one Docker engine.
"""

import os
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import ingest
from kg.extract import pipeline
from kg.log.protocol import EventLog
from tests.cli.process import NEO4J
from tests.containers import engine, images
from tests.containers.compose import ROOT, SERVICES, Project, run, started, until
from tests.sockets import sockets_collected

ARTICLES = ROOT / "kg" / "sample" / "articles"
PAGE = (ROOT / "docs" / "compose.md").read_text(encoding="utf-8")
SECRETS = ("neo4j_auth", "postgres_password")
GRAPH_SUITE = (  # a small round: the whole of it runs on Neo4j from its jars
    "tests/engine/test_schema.py",
    "tests/graph/test_projection.py::test_projecting_again_changes_nothing",
    "tests/ask/test_questions.py::test_every_question_answers_as_is_written_down",
)
WORD = "not-the-usual-word"  # testcontainers' own is in many a text
RYUK = "testcontainers/ryuk:0.8.1"  # what testcontainers cleans up with, where it can be had


@pytest.fixture(autouse=True)
def no_sockets_left() -> Iterator[None]:
    """What a test leaves to the garbage collector is collected before the next one."""
    with sockets_collected():
        yield


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Docker engine that has all images, or can pull them."""
    with engine.engine() as address, pytest.MonkeyPatch.context() as environ:
        environ.setenv("DOCKER_HOST", address)
        environ.setenv("COMPOSE_DOCKER_CLI_BUILD", "0")  # the builder that every engine has
        with engine.client(address) as asked:
            if not images.is_to_be_had(asked, address, RYUK):
                environ.setenv("TESTCONTAINERS_RYUK_DISABLED", "true")
        with images.provided(address, tmp_path_factory.mktemp("images")):
            yield address


@pytest.fixture(scope="module")
def project(address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """The services of docker-compose.yml. The tests go on where the one before has left them."""
    with started(address, tmp_path_factory.mktemp("secrets")) as project:
        yield project


def test_a_neo4j_that_testcontainers_starts_holds_the_graph_suite(address: str):
    from testcontainers.community.neo4j import Neo4jContainer  # here, as it reads the environment at once

    with Neo4jContainer(images.named("neo4j"), password=WORD) as neo4j:
        given = {"URI": neo4j.get_connection_url(), "PASSWORD": neo4j.password}
        again(
            *GRAPH_SUITE, "-k", "neo4j", **{f"KG_TEST_NEO4J_{name}": value for name, value in given.items()}
        )


def test_a_postgresql_that_testcontainers_starts_holds_the_contract_of_the_log(address: str):
    from testcontainers.community.postgres import PostgresContainer  # likewise

    with PostgresContainer(images.named("postgres"), driver=None) as postgres:
        url = postgres.get_connection_url()
        again("tests/log/test_contract.py", "-k", "postgres", KG_TEST_POSTGRES_DSN=url)


def test_the_services_are_reached_from_this_machine_only_and_kg_is_not_root(project: Project):
    for service in SERVICES:
        ports = project.container(service)["NetworkSettings"]["Ports"]
        bound = [binding["HostIp"] for bindings in ports.values() for binding in bindings or ()]
        assert set(bound) == (set() if service == "kg" else {"127.0.0.1"}), service
    asked = "import os, sys; print(os.getuid(), sys.prefix)"
    assert project.compose("exec", "-T", "kg", "python", "-c", asked).split() == ["10001", "/opt/kg"]


def test_what_the_page_says_loads_the_sample_and_asks(project: Project):
    start, use = re.findall(r"^```sh\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    typed(project, start)
    told = typed(project, use)
    assert "16 articles, 16 new" in told
    assert "one_says" in told
    assert "none new: 0 changes" in typed(project, use)


def test_what_comes_into_the_log_is_followed_into_the_graph(project: Project, tmp_path: Path):
    add(project, tmp_path, "Syria said on Monday that Turkish forces shelled Afrin, killing five people.")


def test_killed_removed_and_made_anew_they_hold_what_they_held(project: Project, tmp_path: Path):
    before = project.held()
    assert before[0].pos == before[2] > 0
    project.compose("kill")
    project.compose("down")
    project.up()
    assert project.held() == before
    add(project, tmp_path, "Iraq said on Tuesday that militants attacked Mosul, wounding seven soldiers.")
    kg(project, "verify")  # it would fail


def test_the_image_of_kg_answers_where_kg_is_not_installed(project: Project):
    assert "one_says" in project.compose("run", "--rm", "kg", "ask", "contested", "--limit", "1")


def test_no_password_shows_in_what_the_services_were_started_with_or_say(project: Project):
    shown = project.compose("logs") + "".join(str(project.container(service)) for service in SERVICES)
    assert [name for name in SECRETS if project.secret(name) in shown] == []


def typed(project: Project, lines: str) -> str:
    """What the page's lines print, with the test's ports, folders and programs for those of the page."""
    here = {
        "docker compose": " ".join(project.composer),
        "localhost/kg": f"localhost:{project.port}/kg",
        "bolt://localhost": project.server.uri,
        "$PWD/secrets": project.environ["KG_SECRETS"],
        '"$(cat secrets': f'"$(cat {project.environ["KG_SECRETS"]}',
        "articles/": str(ARTICLES),
        "kg load": f"{sys.executable} -m kg load",
        "kg ask": f"{sys.executable} -m kg ask",
    }
    for page, test in here.items():
        assert page in PAGE, page
        lines = lines.replace(page, test)
    return run(["sh", "-euc", lines], project.environ)


def kg(project: Project, *arguments: str) -> str:
    """What a command of kg prints on the host."""
    log = {"KG_LOG": f"postgresql://kg@localhost:{project.port}/kg"}
    password = {"PGPASSWORD": project.secret("postgres_password")}
    return run([sys.executable, "-m", "kg", *arguments], {**project.environ, **log, **password})


def add(project: Project, folder: Path, text: str) -> None:
    """Load an article into the log alone, and wait until the service has followed it into the graph."""
    path = folder / "article.txt"
    path.write_text(f"Title: A report\n\n{text}\n", encoding="utf-8")
    with project.log() as log:
        before = log.head().pos
        loaded(log, path)
        end = log.head().pos
    assert end > before
    until(f"kg follows to {end}", lambda: project.held()[2] == end)


def loaded(log: EventLog, path: Path) -> None:
    """The article at a path is in the log, with a claim at least."""
    summary = ingest.ingest(
        ingest.arrivals([path]), log, pipeline.load(), now_us=lambda: time.time_ns() // 1_000
    )
    assert (summary.new, summary.problems) == (1, ())
    assert summary.claims


def again(*selected: str, **given: str) -> None:
    """Tests of this suite, run once more on a server that is given; all of them have to pass."""
    environ = {name: value for name, value in os.environ.items() if name not in NEO4J}
    told = run(
        [sys.executable, "-m", "pytest", "-n", "0", "-p", "no:cacheprovider", *selected], {**environ, **given}
    )
    assert re.search(r"\b[1-9]\d* passed", told), told
    assert "skipped" not in told, told
