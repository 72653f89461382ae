"""Serves Neo4j Browser and the pack on loopback, to the one who started it."""

import json
import mimetypes
import secrets
from collections.abc import Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

from kg.engine.ports import LOOPBACK
from kg.errors import EngineError

START = """<!doctype html>
<meta charset="utf-8">
<title>Neo4j Browser</title>
<p id="said">Opening Neo4j Browser …</p>
<script>
const said = document.getElementById("said");
fetch("/session", {headers: {"X-Token": location.hash.slice(1)}})
  .then(answer => answer.ok ? answer.json() : Promise.reject(new Error("this page has expired")))
  .then(kept => {
    for (const [name, value] of Object.entries(kept)) localStorage.setItem(name, JSON.stringify(value));
    location.replace("/browser/");
  })
  .catch(error => { said.textContent = error.message + ": run kg browser again."; });
</script>
"""


# Neo4j Browser needs nothing from elsewhere; what it would send or fetch there stays here.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline';"
    " img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:;"
    " connect-src 'self' http: ws: wss: https://localhost:*; frame-ancestors 'none'"
)


class Page(NamedTuple):
    """What an address answers with."""

    body: bytes
    type: str


class Site:
    """The pages: Neo4j Browser from its jar, the files of the pack, and the way in.

    `kept` is what Neo4j Browser finds in its local storage; the password is in it, so only who knows the
    token of this run gets it.
    """

    def __init__(
        self,
        jar: Path,
        pack: Mapping[str, bytes],
        kept: Mapping[str, object],
        discovery: Mapping[str, object],
    ) -> None:
        self.token = secrets.token_urlsafe(24)
        self._zip = ZipFile(jar)
        self._names = frozenset(self._zip.namelist())
        self._pack = pack
        self._kept = json.dumps(kept).encode()
        self._discovery = json.dumps(discovery).encode()

    def page(self, path: str, token: str | None) -> Page | HTTPStatus:
        """The page of a path, or why there is none."""
        if path == "/":
            return Page(self._discovery, "application/json")
        if path == "/start":
            return Page(START.encode(), "text/html; charset=utf-8")
        if path == "/session":
            return self._session(token)
        if path.startswith("/pack/"):
            return self._file(self._pack.get(path.removeprefix("/pack/")), path)
        return self._browser(path.removeprefix("/"))

    def _session(self, token: str | None) -> Page | HTTPStatus:
        if token is None or not secrets.compare_digest(token.encode(), self.token.encode()):
            return HTTPStatus.FORBIDDEN
        return Page(self._kept, "application/json")

    def _browser(self, name: str) -> Page | HTTPStatus:
        name = "browser/index.html" if name in ("browser", "browser/") else name
        found = name.startswith("browser/") and name in self._names
        return self._file(self._zip.read(name) if found else None, name)

    @staticmethod
    def _file(body: bytes | None, name: str) -> Page | HTTPStatus:
        if body is None:
            return HTTPStatus.NOT_FOUND
        guessed, _ = mimetypes.guess_type(name)
        text = guessed in ("text/html", "text/plain", "text/css") or name.endswith(
            (".adoc", ".cypher", ".grass")
        )
        return Page(
            body,
            f"{guessed or 'text/plain'}; charset=utf-8" if text else guessed or "application/octet-stream",
        )


class Door(ThreadingHTTPServer):
    """A loopback socket that is bound at once and serves a site later: the site knows its own address."""

    daemon_threads = True

    def __init__(self, port: int) -> None:
        try:
            super().__init__((LOOPBACK, port), _Handler)
        except OSError as error:
            raise EngineError(
                f"port {port} is taken ({error.strerror}): choose another with --port"
            ) from error
        self.site: Site | None = None

    @property
    def address(self) -> str:
        """The address by the name that Neo4j Browser takes guides from."""
        return f"http://localhost:{self.server_port}"

    def serve(self, site: Site) -> None:
        """Serve the site until interrupted."""
        self.site = site
        self.serve_forever()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if isinstance(self.server, Door) and self.server.site:
            _answer(self, self.server.site)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the name of the base class
        """Say nothing: the terminal is the user's."""


def _answer(request: BaseHTTPRequestHandler, site: Site) -> None:
    host = (request.headers.get("Host") or "").rpartition(":")[0]
    if host not in (LOOPBACK, "localhost"):  # a page elsewhere whose name was pointed at this machine
        request.send_error(HTTPStatus.FORBIDDEN)
        return
    page = site.page(request.path.partition("?")[0], request.headers.get("X-Token"))
    if isinstance(page, HTTPStatus):
        request.send_error(page)
        return
    request.send_response(HTTPStatus.OK)
    request.send_header("Content-Type", page.type)
    request.send_header("Content-Length", str(len(page.body)))
    request.send_header("Cache-Control", "no-store")
    request.send_header("Content-Security-Policy", _POLICY)
    if request.path.startswith("/pack/"):
        request.send_header("Access-Control-Allow-Origin", "*")  # guides are fetched from other origins
    request.end_headers()
    request.wfile.write(page.body)
