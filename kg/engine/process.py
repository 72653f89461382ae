"""A server of this home as an operating system process: start it, recognise it, end it."""

import os
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from kg.engine.layout import Layout
from kg.errors import EngineError

_POLL_S = 0.03
_STOP_S = 20.0
_LOOKS = 100
# The shell writes the pid down itself, so that it is known even if kg is killed at that very moment.
_LAUNCH = 'pid=$1; shift; "$@" & echo $! >"$pid"'


def start(files: Layout, command: Sequence[str]) -> int:
    """Start a server that outlives this process; returns its pid, and does not wait until it answers."""
    _keep_last(files.log)
    files.pid.unlink(missing_ok=True)
    with files.log.open("wb") as log:
        subprocess.run(  # noqa: S603 our own words only
            ["/bin/sh", "-c", _LAUNCH, "kg-engine", str(files.pid), *command],
            cwd=files.root,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            check=True,
        )
    pid = _read_pid(files.pid)
    if pid is None:
        raise EngineError(f"the graph server's process id is not in {files.pid}: is the disk full?")
    return pid


def find(files: Layout) -> int | None:
    """The pid of this home's server, if it lives.

    The pid file alone proves nothing: after a crash another program can have the same number.
    """
    pid = _read_pid(files.pid)
    return pid if pid is not None and _is_server(pid, files) else None


def stop(files: Layout) -> bool:
    """End this home's server, gently first; False where there was none."""
    pid = find(files)
    if pid is not None:
        _end(pid, files)
    files.pid.unlink(missing_ok=True)
    return pid is not None


def _end(pid: int, files: Layout) -> None:
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            return
        except PermissionError as error:
            raise EngineError(f"the graph server (pid {pid}) belongs to another user") from error
        if _gone(pid, files):
            return
    raise EngineError(f"the graph server (pid {pid}) does not end; see {files.log}")


def _gone(pid: int, files: Layout) -> bool:
    until = time.monotonic() + _STOP_S
    while _is_server(pid, files):
        if time.monotonic() > until:
            return False
        time.sleep(_POLL_S)
    return True


def _is_server(pid: int, files: Layout) -> bool:
    return files.mark in _command_line(pid)


def _command_line(pid: int) -> str:
    """The words a process was started with; empty where it is gone, or has ended and nobody took notice."""
    if not Path("/proc/self/cmdline").exists():
        return _listed(pid)
    for _ in range(_LOOKS):
        words = _proc(pid, "cmdline").replace("\0", "\n")
        if words or not _lives(pid):
            return words
        # A process that is becoming another program has no words for a moment, and one that was killed has
        # none while its threads end and still hold its ports.
        time.sleep(_POLL_S)
    return ""


def _lives(pid: int) -> bool:
    state = _proc(pid, "stat").rpartition(")")[2].split()
    return bool(state) and (state[0] not in ("Z", "X") or _threads(pid) > 1)


def _threads(pid: int) -> int:
    try:
        return sum(1 for _ in Path(f"/proc/{pid}/task").iterdir())
    except (FileNotFoundError, ProcessLookupError):
        return 0


def _proc(pid: int, name: str) -> str:
    try:
        return Path(f"/proc/{pid}/{name}").read_bytes().decode("utf-8", "replace")
    except (FileNotFoundError, ProcessLookupError):
        return ""


def _listed(pid: int) -> str:
    shown = subprocess.run(  # noqa: S603 a number of our own
        ["ps", "-ww", "-o", "command=", "-p", str(pid)],  # noqa: S607 found on the path, as on every macOS
        capture_output=True,
        text=True,
        check=False,
    )
    return shown.stdout


def _read_pid(path: Path) -> int | None:
    try:
        return int(path.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None


def _keep_last(log: Path) -> None:
    """Set the log of the run before aside, so that a start reads its own lines only."""
    if log.exists():
        log.replace(log.with_name(log.name + ".1"))


def _environment() -> dict[str, str]:
    """As little as Java needs: no options from elsewhere, no secrets, and UTF-8 file names."""
    passed = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    return {**passed, "LC_ALL": "C.UTF-8"}
