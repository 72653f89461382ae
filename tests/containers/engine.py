"""A Docker engine for tests: the one that is there, else one of the tests' own, on a socket of its own."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import docker
from docker.errors import DockerException

from tests.postgres import missing
from tests.sockets import sockets_collected

START_S = 60.0
STOP_S = 60.0


@contextmanager
def engine() -> Iterator[str]:
    """The address of a running engine, as DOCKER_HOST has it.

    Where there is none, and none can be started, a test is skipped at a desk and fails in CI.
    """
    given = os.environ.get("DOCKER_HOST") or "unix:///var/run/docker.sock"
    if answers(given):
        yield given
        return
    if os.geteuid() or not shutil.which("dockerd"):
        missing("no Docker: set DOCKER_HOST, or run as root with `dockerd` installed (Debian: docker.io)")
    folder = Path(tempfile.mkdtemp(prefix="kg-docker-"))
    try:
        with own(folder) as address:
            yield address
    finally:
        cleared(folder)


def answers(address: str) -> bool:
    """Whether an engine is there."""
    with sockets_collected():
        try:
            with client(address) as found:
                found.ping()
        except DockerException:
            return False
        return True


@contextmanager
def client(address: str, *, timeout_s: int = 300) -> Iterator[docker.DockerClient]:
    """A client of an engine."""
    with sockets_collected():
        client = docker.DockerClient(base_url=address, timeout=timeout_s)
        try:
            yield client
        finally:
            client.close()
            del client


@contextmanager
def own(folder: Path) -> Iterator[str]:
    """An engine that keeps all it has in a folder, but for the network bridge that every engine makes."""
    address = f"unix://{folder}/socket"
    (folder / "daemon.json").write_text("{}")  # not the machine's own settings
    command = [
        "dockerd",
        f"--host={address}",
        f"--config-file={folder}/daemon.json",
        f"--data-root={folder}/data",
        f"--exec-root={folder}/exec",
        f"--pidfile={folder}/pid",
        "--oom-score-adjust=0",
        "--default-ulimit=nofile=20000:20000",
    ]
    log = folder / "log"
    with log.open("wb") as out, subprocess.Popen(command, stdout=out, stderr=out) as process:
        try:
            deadline = time.monotonic() + START_S
            while not answers(address):
                if process.poll() is not None or time.monotonic() > deadline:
                    missing(f"dockerd does not start: {log.read_text()[-2_000:]}")
                time.sleep(0.2)
            yield address
        finally:
            process.terminate()  # it stops its containers first
            process.wait(STOP_S)


def cleared(folder: Path) -> None:
    """Delete an engine's folder, with what it left mounted there."""
    mounts = [line.split()[1] for line in Path("/proc/mounts").read_text().splitlines()]
    for mount in sorted((mount for mount in mounts if mount.startswith(f"{folder}/")), reverse=True):
        subprocess.run(["umount", "--lazy", mount], check=False)
    shutil.rmtree(folder)
