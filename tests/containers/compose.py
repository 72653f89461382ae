"""What docker-compose.yml starts, with ports and passwords of the test's own, and kg on the host."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docker
from docker.errors import ImageNotFound

from kg.engine import Server, choice
from kg.graph import Graph
from kg.log.postgres import PostgresLog
from kg.log.protocol import Head
from kg.projection import digest
from kg.projection.account import Digest
from kg.projection.project import checkpoint
from tests.cli.process import environment
from tests.containers import engine

ROOT = Path(__file__).parents[2]
SERVICES = ("kg", "neo4j", "postgres")
IMAGE = "kg-test"
PATIENCE_S = 180


@dataclass(frozen=True)
class Project:
    """The services under a name of their own."""

    docker: docker.DockerClient
    name: str
    environ: Mapping[str, str]

    def compose(self, *arguments: str) -> str:
        """What a command of compose prints."""
        return run([*self.composer, *arguments], self.environ)

    @property
    def composer(self) -> list[str]:
        """Compose as a plug-in of Docker, or the older program of its own."""
        plugin = ["docker", "compose"]
        there = (
            shutil.which("docker")
            and not subprocess.run([*plugin, "version"], capture_output=True).returncode
        )
        return [*(plugin if there else ["docker-compose"]), "--project-name", self.name]

    def up(self) -> None:
        """Start all, and wait for them."""
        self.compose("up", "--detach")
        until("all are healthy", lambda: all(map(self.is_well, SERVICES)))

    def container(self, service: str) -> Any:
        """What the engine says of a service's container."""
        labels = [f"com.docker.compose.project={self.name}", f"com.docker.compose.service={service}"]
        (found,) = self.docker.containers.list(all=True, filters={"label": labels})
        return found.attrs

    def is_well(self, service: str) -> bool:
        """Whether it runs, and is healthy if it has a check."""
        state = self.container(service)["State"]
        health = state.get("Health") or {"Status": "healthy"}
        return bool(state["Status"] == "running" and health["Status"] == "healthy")

    def secret(self, name: str) -> str:
        """A password."""
        return Path(self.environ["KG_SECRETS"], name).read_text().rpartition("/")[2]

    @property
    def port(self) -> str:
        """Of PostgreSQL."""
        return self.environ["KG_POSTGRES_PORT"]

    @property
    def server(self) -> Server:
        """The graph server, as kg on the host is told of it."""
        found = choice.remote(Path(self.environ["KG_HOME"]), self.environ)
        assert found
        return found

    @contextmanager
    def log(self) -> Iterator[PostgresLog]:
        """The log, from the host."""
        log = PostgresLog(f"postgresql://kg:{self.secret('postgres_password')}@localhost:{self.port}/kg")
        try:
            yield log
        finally:
            log.close()

    def held(self) -> tuple[Head, Digest, int]:
        """What the log and the graph hold, and how far the graph is."""
        with self.log() as log, Graph.connect(self.server) as graph:
            found = checkpoint(graph)
            return log.head(), digest.digest(digest.in_graph(graph)), found.pos if found else 0


@contextmanager
def started(address: str, folder: Path) -> Iterator[Project]:
    """The services, up and empty; all of them is removed in the end."""
    ports = {f"KG_{name}_PORT": str(free_port()) for name in ("BOLT", "BROWSER", "POSTGRES")}
    neo4j = {
        "NEO4J_URI": f"bolt://localhost:{ports['KG_BOLT_PORT']}",
        "NEO4J_AUTH_FILE": f"{folder}/neo4j_auth",
    }
    environ = environment(folder / "home", KG_SECRETS=str(folder), KG_IMAGE=IMAGE, **ports, **neo4j)
    with engine.client(address) as client:
        project = Project(client, f"kg-test-{os.getpid()}", environ)
        try:
            run(["make", "secrets"], environ)
            project.compose("build", "--quiet")
            project.up()
            yield project
        except BaseException:
            sys.stderr.write(project.compose("logs", "--tail=50"))
            raise
        finally:
            project.compose("down", "--volumes")
            with suppress(ImageNotFound):  # it could not be built
                client.images.remove(IMAGE, force=True)


def run(command: list[str], environ: Mapping[str, str]) -> str:
    """What a command prints in the project's folder, where it must succeed."""
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}: {done.stdout[-4_000:]}{done.stderr[-4_000:]}"
    return done.stdout


def until(what: str, holds: Callable[[], bool]) -> None:
    """Wait for something that other processes do."""
    deadline = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < deadline, f"after {PATIENCE_S} s not yet: {what}"
        time.sleep(0.5)


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
