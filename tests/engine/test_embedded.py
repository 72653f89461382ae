"""The life of the embedded server: started once, found again, stopped, and never lost sight of."""

import os
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.engine import Server, embedded
from kg.engine.layout import layout, read_ports
from kg.engine.runtime import installed
from kg.errors import EngineError
from kg.graph import Graph, Tx

LINUX = sys.platform == "linux"
UP = "import sys, pathlib, kg.engine.embedded as it; print(it.up(pathlib.Path(sys.argv[1])).uri)"


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A home with a name that needs care, whose server is gone afterwards."""
    home = tmp_path / "hö me, with 'words'"
    yield home
    embedded.down(home)


def start_elsewhere(home: Path, **env: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", UP, str(home)], stdout=subprocess.PIPE, text=True, env={**os.environ, **env}
    )


def pid(home: Path) -> int:
    found = embedded.status(home).pid
    assert found is not None
    return found


def remember(server: Server, key: str) -> None:
    with Graph.connect(server) as graph:
        graph.write(lambda tx: tx.run("CREATE (:Kept {key: $key})", {"key": key}))


def remembered(server: Server) -> list[str]:
    with Graph.connect(server) as graph:
        return [row[0] for row in graph.read("MATCH (n:Kept) RETURN n.key AS key ORDER BY key", {}).rows]


def test_the_server_outlives_the_command_that_started_it(home: Path):
    starter = start_elsewhere(home, JAVA_TOOL_OPTIONS="-Xmx1m", CLASSPATH="/nowhere")
    uri = starter.communicate(timeout=90)[0].strip()
    status = embedded.status(home)
    assert (status.state, status.uri, status.user, status.database) == ("running", uri, "root", "kg")
    assert status.engine_version == f"ArcadeDB {installed().version}"
    assert status.log_file is not None
    assert status.log_file.exists()
    remember(embedded.up(home), "a")


def test_commands_that_race_get_the_same_server(home: Path):
    starters = [start_elsewhere(home) for _ in range(4)]
    uris = {starter.communicate(timeout=90)[0].strip() for starter in starters}
    assert len(uris) == 1
    before = pid(home)
    assert {embedded.up(home).uri} == uris
    assert pid(home) == before


def test_the_password_is_in_its_file_and_nowhere_else(home: Path):
    server = embedded.up(home)
    files = layout(home)
    assert stat.S_IMODE(files.password.stat().st_mode) == 0o600
    assert stat.S_IMODE(files.folder.stat().st_mode) == 0o700
    remember(server, "a")
    telling = {path for path in files.folder.rglob("*") if path.is_file() and holds(path, server.password)}
    assert telling == {files.password}
    if LINUX:
        shown = [Path(f"/proc/{pid(home)}/{name}").read_bytes() for name in ("cmdline", "environ")]
        assert not any(server.password.encode() in words for words in shown)


def holds(path: Path, word: str) -> bool:
    return word.encode() in path.read_bytes()


@pytest.mark.skipif(not LINUX, reason="reads the kernel's list of sockets")
def test_the_server_listens_on_loopback_only(home: Path):
    embedded.up(home)
    known = read_ports(layout(home))
    assert known is not None
    rows = [
        line.split()
        for name in ("tcp", "tcp6")
        for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]
    ]
    hosts = {
        row[1].split(":")[0] for row in rows if row[3] == "0A" and int(row[1].split(":")[1], 16) in known[0]
    }
    assert hosts <= {"0100007F", "0000000000000000FFFF00000100007F"}
    assert hosts


def test_two_homes_have_two_servers(home: Path, tmp_path: Path):
    other = tmp_path / "other"
    try:
        first, second = embedded.up(home), embedded.up(other)
        assert first.uri != second.uri
        assert first.password != second.password
        remember(first, "a")
        assert remembered(second) == []
        embedded.down(other)
        assert remembered(first) == ["a"]
    finally:
        embedded.down(other)


def test_a_server_killed_by_hand_comes_back_with_its_data(home: Path):
    server = embedded.up(home)
    remember(server, "a")
    os.kill(pid(home), signal.SIGKILL)
    again = embedded.up(home)
    assert remembered(again) == ["a"]
    assert again.uri == server.uri


def test_a_server_killed_during_a_write_is_missed_in_one_line_and_keeps_no_half(home: Path):
    server = embedded.up(home)
    remember(server, "a")

    def work(tx: Tx) -> None:
        tx.run("CREATE (:Kept {key: 'half'})", {})
        os.kill(pid(home), signal.SIGKILL)
        tx.run("CREATE (:Kept {key: 'other half'})", {})

    with Graph.connect(server, retry_s=0) as graph:
        with pytest.raises(EngineError, match=r"cannot be reached.*run the command again") as caught:
            graph.write(work)
        assert "\n" not in str(caught.value)
        with pytest.raises(EngineError, match="cannot be reached"):
            graph.read("RETURN 1 AS x", {})
    assert remembered(embedded.up(home)) == ["a"]


def test_down_stops_the_server_and_keeps_its_data(home: Path):
    server = embedded.up(home)
    remember(server, "a")
    assert embedded.down(home)
    assert embedded.status(home).state == "stopped"
    with pytest.raises(EngineError, match="cannot be reached"), Graph.connect(server):
        pass
    assert not embedded.down(home)
    assert remembered(embedded.up(home)) == ["a"]


def test_a_pid_file_that_names_another_process_harms_nobody(home: Path):
    embedded.up(home)
    embedded.down(home)
    with subprocess.Popen(["sleep", "600"]) as stranger:
        layout(home).pid.write_text(f"{stranger.pid}\n")
        assert embedded.status(home).state == "stopped"
        assert not embedded.down(home)
        layout(home).pid.write_text(f"{stranger.pid}\n")
        embedded.up(home)
        assert pid(home) != stranger.pid
        assert stranger.poll() is None
        stranger.kill()


def test_a_lost_password_is_replaced(home: Path):
    first = embedded.up(home)
    remember(first, "a")
    layout(home).password.unlink()
    assert embedded.status(home).state == "failed"
    second = embedded.up(home)
    assert second.password != first.password
    assert remembered(second) == ["a"]


def test_a_taken_port_is_left_to_its_owner(home: Path):
    first = embedded.up(home)
    embedded.down(home)
    with socket.socket() as squatter:
        squatter.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        squatter.bind(("127.0.0.1", int(first.uri.rpartition(":")[2])))
        squatter.listen()
        assert embedded.up(home).uri != first.uri


def test_a_server_that_hangs_is_reported(home: Path):
    embedded.up(home)
    hung = pid(home)
    os.kill(hung, signal.SIGSTOP)
    try:
        until = time.monotonic() + 10
        while embedded.status(home).state == "running":  # it takes a moment to stop
            assert time.monotonic() < until
        status = embedded.status(home)
        assert (status.state, status.pid) == ("failed", hung)
        assert "kg down" in (status.message or "")
    finally:
        os.kill(hung, signal.SIGKILL)


def test_another_version_of_the_engine_replaces_the_server_that_runs(home: Path):
    remember(embedded.up(home), "a")
    before = pid(home)
    wheel = installed()
    newer = embedded.up(home, runtime=type(wheel)(wheel.java, wheel.jars, "99.1"))
    assert newer.version == "ArcadeDB 99.1"
    assert pid(home) != before
    assert remembered(newer) == ["a"]


def test_asking_for_the_state_starts_and_makes_nothing(home: Path):
    assert embedded.status(home).state == "stopped"
    assert not embedded.down(home)
    assert not home.exists()


def test_questions_cannot_read_files_of_this_machine(home: Path, tmp_path: Path):
    secret = tmp_path / "secret.csv"
    secret.write_text("x\n")
    with Graph.connect(embedded.up(home)) as graph, pytest.raises(EngineError):
        graph.write(lambda tx: tx.run("LOAD CSV FROM $url AS line RETURN line", {"url": secret.as_uri()}))
