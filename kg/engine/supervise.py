"""Starts, finds and stops a home's own graph server, whichever program it is."""

import time
from typing import TYPE_CHECKING

from kg.engine import accounts, ports, process
from kg.engine.address import Server
from kg.engine.layout import Layout, Ports, make_folders, read_ports, write_ports
from kg.engine.lock import locked
from kg.engine.program import Program
from kg.errors import EngineError

if TYPE_CHECKING:
    from kg.engine.report import Status

_POLL_S = 0.03
_ATTEMPTS = 3


def up(files: Layout, program: Program, *, wait_s: float) -> Server:
    """The running server, which is started first where it does not run.

    Safe when several commands do this at once. Raises EngineError where no server answers within `wait_s`.
    """
    make_folders(files)
    with locked(files.lock, wait_s=2 * wait_s):
        return _find(files, program, wait_s=wait_s) or _start(files, program, wait_s=wait_s)


def down(files: Layout, *, wait_s: float) -> bool:
    """Stop the server; False where none ran. Its data stay."""
    if not files.lock.exists():
        return False
    with locked(files.lock, wait_s=2 * wait_s):
        return process.stop(files)


def status(files: Layout, program: Program) -> "Status":
    """The state of the server. Nothing is started or changed."""
    from kg.engine.report import Status, running

    pid = process.find(files)
    if pid is None:
        return Status(state="stopped", engine=program.engine, message="`kg up` starts the graph server")
    known, password = read_ports(files), accounts.read_password(files.password)
    if known and password and program.ask(known[0], password) == "ready":
        found = _server(files, program, known[0], password, version=known[1])
        return running(found, pid=pid, log_file=files.log)
    message = f"the graph server runs and does not answer: `kg down`, then `kg up`; its log is {files.log}"
    return Status(state="failed", engine=program.engine, pid=pid, log_file=files.log, message=message)


def _find(files: Layout, program: Program, *, wait_s: float) -> Server | None:
    """The server, if one of this version runs and lets us in; one that is still starting is waited for."""
    known, password = read_ports(files), accounts.read_password(files.password)
    if process.find(files) is None or known is None or password is None or known[1] != program.version:
        return None
    if not _wait(files, program, known[0], password, wait_s=wait_s):
        return None
    return _server(files, program, known[0], password, version=known[1])


def _start(files: Layout, program: Program, *, wait_s: float) -> Server:
    """Start a server in the place of whatever is left of one."""
    process.stop(files)
    for attempt in range(_ATTEMPTS):
        known = read_ports(files)
        chosen = ports.pick(known[0] if known and attempt == 0 else None)
        password = _prepared(files, program, chosen)
        process.start(files, program.command(files, chosen))
        if _wait(files, program, chosen, password, wait_s=wait_s):
            return _server(files, program, chosen, password, version=program.version)
        process.stop(files)
        if not any(sign in _log(files) for sign in program.busy):
            break
    raise EngineError(f"the graph server did not start: {_last_words(files, program)} (log: {files.log})")


def _prepared(files: Layout, program: Program, chosen: Ports) -> str:
    """Have everything written that the server reads; returns the password."""
    try:
        password = accounts.read_or_make_password(files.password)
        program.prepare(files, chosen, password)
        write_ports(files, chosen, version=program.version)
    except OSError as error:
        raise EngineError(f"cannot write {error.filename or files.folder}: {error.strerror}") from error
    return password


def _wait(files: Layout, program: Program, chosen: Ports, password: str, *, wait_s: float) -> bool:
    """Whether the server comes to answer us; given up once it has ended or said that it cannot start."""
    until = time.monotonic() + wait_s
    while True:
        answer = program.ask(chosen, password)
        if answer != "silent" or time.monotonic() > until:
            return answer == "ready"
        if process.find(files) is None or any(sign in _log(files) for sign in program.fatal):
            return False
        time.sleep(_POLL_S)


def _server(files: Layout, program: Program, chosen: Ports, password: str, *, version: str) -> Server:
    return Server(
        uri=f"bolt://{ports.LOOPBACK}:{chosen.bolt}",
        user=program.user,
        password=password,
        database=program.database,
        engine=program.engine,
        version=f"{program.product} {version}",
        password_file=files.password,
        reader=program.reader,
    )


def _log(files: Layout) -> str:
    try:
        return files.log.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _last_words(files: Layout, program: Program) -> str:
    """The line of the log that tells best why the server is not there."""
    lines = [line.strip() for line in _log(files).splitlines() if line.strip()]
    signs = ("Caused by:", *program.fatal, " SEVER ", "Error")
    telling = [line for line in lines if any(sign in line for sign in signs)]
    return (telling or lines or ["it wrote nothing"])[-1][:300]
