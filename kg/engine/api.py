"""The embedded server's HTTP interface: whether it is ready, and databases made and dropped."""

import base64
import json
from http.client import HTTPConnection, HTTPException

from kg.engine.accounts import ROOT
from kg.engine.ports import LOOPBACK
from kg.engine.program import Answer
from kg.errors import EngineError

_TIMEOUT_S = 3.0


def ask(port: int, password: str, database: str) -> Answer:
    """Whether the server on this port serves the database to us, refuses the password, or is not ready."""
    try:
        status, body = _call("GET", "/api/v1/databases", port, password)
        if status in (401, 403):
            return "refused"
        return "ready" if status == 200 and database in json.loads(body)["result"] else "silent"
    except (OSError, HTTPException, ValueError, KeyError, TypeError):
        return "silent"


def command(port: int, password: str, text: str) -> None:
    """Run a command of the server itself; raises EngineError where it does not succeed."""
    try:
        status, body = _call("POST", "/api/v1/server", port, password, json.dumps({"command": text}))
    except (OSError, HTTPException) as error:
        raise EngineError(f"the graph server does not answer on port {port}: {error}") from error
    if status != 200:
        raise EngineError(f"the graph server refused `{text}`: {_reason(body)}")


def _call(method: str, path: str, port: int, password: str, body: str | None = None) -> tuple[int, bytes]:
    token = base64.b64encode(f"{ROOT}:{password}".encode()).decode()
    connection = HTTPConnection(LOOPBACK, port, timeout=_TIMEOUT_S)
    try:
        connection.request(method, path, body, {"Authorization": f"Basic {token}"})
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def _reason(body: bytes) -> str:
    try:
        return str(json.loads(body)["detail"]).splitlines()[0]
    except (ValueError, KeyError, TypeError, IndexError):
        return body[:200].decode("utf-8", "replace").replace("\n", " ")
