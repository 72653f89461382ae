"""The graph server that comes with kg: started as a child process, found again by every later command."""

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from kg.engine import accounts, api, ports, process
from kg.engine.address import Server
from kg.engine.layout import (
    Layout,
    Ports,
    discard_all_but,
    layout,
    make_folders,
    read_ports,
    write_ports,
)
from kg.engine.lock import locked
from kg.engine.runtime import Runtime, installed
from kg.errors import EngineError

if TYPE_CHECKING:
    from kg.engine.report import Status

START_S = 60.0

_POLL_S = 0.03
_ATTEMPTS = 3
_BUSY_PORT = ("Unable to listen", "Address already in use")
_FATAL = 'Exception in thread "main"'  # the server's process stays behind after this


def up(home: Path, *, runtime: Runtime | None = None, wait_s: float = START_S) -> Server:
    """The running server of this home, which is started first where it does not run.

    Safe when several commands do this at once. Raises EngineError where no server answers within `wait_s`.
    """
    _check_platform()
    wheel = runtime or installed()
    files = layout(home)
    make_folders(files)
    with locked(files.lock, wait_s=2 * wait_s):
        return _find(files, wheel, wait_s=wait_s) or _start(files, wheel, wait_s=wait_s)


def down(home: Path, *, wait_s: float = START_S) -> bool:
    """Stop this home's server; False where none ran. Its data stay."""
    files = layout(home)
    if not files.lock.exists():
        return False
    with locked(files.lock, wait_s=2 * wait_s):
        return process.stop(files)


def status(home: Path) -> "Status":
    """The state of this home's server. Nothing is started or changed."""
    from kg.engine.report import Status, running

    files = layout(home)
    pid = process.find(files)
    if pid is None:
        return Status(state="stopped", engine="embedded", message="`kg up` starts the graph server")
    known, password = read_ports(files), accounts.read_password(files.password)
    if known and password and api.ask(known[0].http, password, process.DATABASE) == "ready":
        return running(_server(files, *known, password), pid=pid, log_file=files.log)
    message = f"the graph server runs and does not answer: `kg down`, then `kg up`; its log is {files.log}"
    return Status(state="failed", engine="embedded", pid=pid, log_file=files.log, message=message)


def _find(files: Layout, runtime: Runtime, *, wait_s: float) -> Server | None:
    """The server, if one of this version runs and lets us in; one that is still starting is waited for."""
    known, password = read_ports(files), accounts.read_password(files.password)
    if process.find(files) is None or known is None or password is None or known[1] != runtime.version:
        return None
    return _server(files, *known, password) if _wait(files, known[0], password, wait_s=wait_s) else None


def _start(files: Layout, runtime: Runtime, *, wait_s: float) -> Server:
    """Start a server in the place of whatever is left of one."""
    process.stop(files)
    discard_all_but(files, process.DATABASE)
    password = _credentials(files)
    for attempt in range(_ATTEMPTS):
        known = read_ports(files)
        chosen = ports.pick(known[0] if known and attempt == 0 else None)
        write_ports(files, chosen, version=runtime.version)
        process.start(files, runtime, chosen)
        if _wait(files, chosen, password, wait_s=wait_s):
            return _server(files, chosen, runtime.version, password)
        process.stop(files)
        if not any(sign in _log(files) for sign in _BUSY_PORT):
            break
    raise EngineError(f"the graph server did not start: {_last_words(files)} (log: {files.log})")


def _credentials(files: Layout) -> str:
    try:
        password = accounts.read_or_make_password(files.password)
        accounts.write_accounts(files.root / "config", password)
    except OSError as error:
        raise EngineError(f"cannot write {error.filename or files.folder}: {error.strerror}") from error
    return password


def _wait(files: Layout, chosen: Ports, password: str, *, wait_s: float) -> bool:
    """Whether the server comes to answer us; given up once it has ended or said that it cannot start."""
    until = time.monotonic() + wait_s
    while True:
        answer = api.ask(chosen.http, password, process.DATABASE)
        if answer != "silent" or time.monotonic() > until:
            return answer == "ready"
        if process.find(files) is None or _FATAL in _log(files):
            return False
        time.sleep(_POLL_S)


def _server(files: Layout, chosen: Ports, version: str, password: str) -> Server:
    return Server(
        uri=f"bolt://{ports.LOOPBACK}:{chosen.bolt}",
        user=accounts.ROOT,
        password=password,
        database=process.DATABASE,
        engine="embedded",
        version=f"ArcadeDB {version}",
        password_file=files.password,
        reader=accounts.READER,
    )


def _log(files: Layout) -> str:
    try:
        return files.log.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _last_words(files: Layout) -> str:
    """The line of the log that tells best why the server is not there."""
    lines = [line.strip() for line in _log(files).splitlines() if line.strip()]
    telling = [
        line for line in lines if any(sign in line for sign in ("Caused by:", _FATAL, " SEVER ", "Error"))
    ]
    return (telling or lines or ["it wrote nothing"])[-1][:300]


def _check_platform() -> None:
    if sys.platform == "win32" or os.name != "posix":
        raise EngineError(
            "the embedded graph server needs Linux or macOS: set NEO4J_URI to use a Neo4j server"
        )
