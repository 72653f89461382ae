"""The embedded server's HTTP interface: whether it is ready, and databases made and dropped."""

import json
from http.client import HTTPException

from kg.engine.accounts import ROOT
from kg.engine.http import Account, call
from kg.engine.program import Answer
from kg.errors import EngineError


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


def _reason(body: bytes) -> str:
    try:
        return str(json.loads(body)["detail"]).splitlines()[0]
    except (ValueError, KeyError, TypeError, IndexError):
        return body[:200].decode("utf-8", "replace").replace("\n", " ")
