"""The embedded server's HTTP interface: whether it is ready, databases made and dropped, and bulk loading."""

import json
from collections.abc import Iterable
from http.client import HTTPException

from kg.engine.accounts import ROOT
from kg.engine.http import Account, call
from kg.engine.program import Answer
from kg.errors import EngineError

_LOAD_S = 600.0


def ask(port: int, password: str, database: str) -> Answer:
    """Whether the server on this port serves the database to us, refuses the password, or is not ready."""
    try:
        status, body = call("GET", "/api/v1/databases", port, Account(ROOT, password))
        if status in (401, 403):
            return "refused"
        return "ready" if status == 200 and database in json.loads(body)["result"] else "silent"
    except (OSError, HTTPException, ValueError, KeyError, TypeError):
        return "silent"


def command(port: int, password: str, text: str) -> None:
    """Run a command of the server itself; raises EngineError where it does not succeed."""
    try:
        told = json.dumps({"command": text})
        status, body = call("POST", "/api/v1/server", port, Account(ROOT, password), told)
    except (OSError, HTTPException) as error:
        raise EngineError(f"the graph server does not answer on port {port}: {error}") from error
    if status != 200:
        raise EngineError(f"the graph server refused `{text}`: {_reason(body)}")


def load(port: int, password: str, database: str, lines: Iterable[str]) -> None:
    """Put nodes or relationships, each a line of JSON, into a database; raises EngineError where it fails.

    It is not all or nothing: what came before a line that is refused may be there.
    """
    path = f"/api/v1/batch/{database}?wal=true"
    try:
        status, body = call(
            "POST",
            path,
            port,
            Account(ROOT, password),
            "\n".join(lines),
            type_="application/x-ndjson",
            timeout_s=_LOAD_S,
        )
    except (OSError, HTTPException) as error:
        raise EngineError(f"the graph server does not take what is loaded: {error}") from error
    if status != 200:
        raise EngineError(f"the graph server refused what is loaded: {_reason(body)}")


def _reason(body: bytes) -> str:
    try:
        return str(json.loads(body)["detail"]).splitlines()[0]
    except (ValueError, KeyError, TypeError, IndexError):
        return body[:200].decode("utf-8", "replace").replace("\n", " ")
