"""One request to a server's HTTP interface on this machine."""

import base64
from http.client import HTTPConnection
from typing import NamedTuple

from kg.engine.ports import LOOPBACK

_TIMEOUT_S = 5.0
_JSON = "application/json"


class Account(NamedTuple):
    """As whom we ask."""

    user: str
    password: str


def call(
    method: str,
    path: str,
    port: int,
    account: Account,
    body: str | None = None,
    *,
    type_: str = _JSON,
    timeout_s: float = _TIMEOUT_S,
) -> tuple[int, bytes]:
    """The answer's status and body; raises OSError or HTTPException where there is none."""
    token = base64.b64encode(":".join(account).encode()).decode()
    headers = {"Authorization": f"Basic {token}", **({"Content-Type": type_} if body else {})}
    connection = HTTPConnection(LOOPBACK, port, timeout=timeout_s)
    try:
        connection.request(method, path, body.encode() if body else None, headers)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()
