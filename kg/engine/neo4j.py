"""Real Neo4j Community on this machine: its published jars, run by the Java runtime that kg brings.

Neo4j is licensed under the GPL, version 3; it is downloaded to and run on the user's machine as a program of
its own.
"""

import hashlib
import json
import secrets
from http.client import HTTPException
from pathlib import Path
from typing import TYPE_CHECKING

from kg.engine import jars, supervise
from kg.engine.accounts import write_private
from kg.engine.address import Engine, Server
from kg.engine.http import Account, call
from kg.engine.layout import Layout, Ports, layout
from kg.engine.ports import LOOPBACK
from kg.engine.program import Answer
from kg.engine.runtime import installed, java_options

if TYPE_CHECKING:
    from kg.engine.report import Status

START_S = 180.0
DATABASE = "neo4j"  # the one database of the Community edition, under the name that everybody expects
USER = "neo4j"
FOLDER = "neo4j"

_ROOT = "--home-dir="
_OPENED = ("java.nio", "java.io", "sun.nio.ch")  # parts of Java that Neo4j reaches into
_ITERATIONS = 1_024  # of the password's hash, as the server itself makes it


def up(home: Path, *, progress: jars.Progress | None = None, wait_s: float = START_S) -> Server:
    """The running Neo4j of this home; its jars are downloaded where the user's cache has not got them.

    Raises EngineError where that fails, or where no server answers within `wait_s`.
    """
    folder = jars.fetch(jars.lock(), progress=progress)
    return supervise.up(files(home), Neo4j(folder), wait_s=wait_s)


def down(home: Path, *, wait_s: float = START_S) -> bool:
    """Stop this home's server; False where none ran. Its data stay."""
    return supervise.down(files(home), wait_s=wait_s)


def status(home: Path) -> "Status":
    """The state of this home's server. Nothing is started or changed."""
    return supervise.status(files(home), Neo4j(jars.cache()))


def files(home: Path) -> Layout:
    """Where a home's Neo4j keeps its files."""
    return layout(home, FOLDER, _ROOT)


class Neo4j:
    """The server of the version that the lock file names."""

    engine: Engine = "neo4j"
    product = "Neo4j"
    version = jars.VERSION
    database = DATABASE
    user = USER
    reader: str | None = None  # the Community edition has no roles
    fatal: tuple[str, ...] = ("Failed to start Neo4j",)
    busy: tuple[str, ...] = ("Address already in use",)

    def __init__(self, repository: Path) -> None:
        self._repository = repository

    def prepare(self, files: Layout, ports: Ports, password: str) -> None:
        """Write the settings, and the first account where there is none yet."""
        for folder in (_conf(files), files.root / "data" / "dbms"):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_private(_conf(files) / "neo4j.conf", "".join(f"{k}={v}\n" for k, v in _settings(ports).items()))
        account = files.root / "data" / "dbms" / "auth.ini"
        if not account.exists():  # it is read at the first start only
            write_private(account, f"{USER}:{_hashed(password)}:\n")

    def command(self, files: Layout, ports: Ports) -> list[str]:  # noqa: ARG002 ports are in the settings
        """The words to start it with."""
        return [
            str(installed().java),
            "-Xms256m",
            "-Xmx1g",  # with the page cache 1.4 GB: a million claims were loaded and asked with this
            "-XX:+ExitOnOutOfMemoryError",
            *java_options(),
            *(f"--add-opens=java.base/{part}=ALL-UNNAMED" for part in _OPENED),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            ":".join(str(self._repository / jar.path) for jar in jars.lock()),
            "org.neo4j.server.CommunityEntryPoint",
            files.mark,
            f"--config-dir={_conf(files)}",
        ]

    def ask(self, ports: Ports, password: str) -> Answer:
        """Whether it serves the database to us."""
        query = json.dumps({"statement": "RETURN 1"})
        try:
            status, _ = call("POST", f"/db/{DATABASE}/query/v2", ports.http, Account(USER, password), query)
        except (OSError, HTTPException):
            return "silent"
        if status in (401, 403):
            return "refused"
        return "ready" if status in (200, 202) else "silent"


def _conf(files: Layout) -> Path:
    return files.root / "conf"


def _settings(ports: Ports) -> dict[str, str]:
    return {
        "server.default_listen_address": LOOPBACK,
        "server.bolt.listen_address": f"{LOOPBACK}:{ports.bolt}",
        "server.bolt.advertised_address": f"{LOOPBACK}:{ports.bolt}",
        "server.http.listen_address": f"{LOOPBACK}:{ports.http}",
        "server.http.advertised_address": f"{LOOPBACK}:{ports.http}",
        "server.https.enabled": "false",
        "server.memory.pagecache.size": "256m",
        "dbms.security.allow_csv_import_from_file_urls": "false",  # a query has no business with files
        "dbms.usage_report.enabled": "false",
    }


def _hashed(password: str) -> str:
    """The password as the server keeps it: SHA-256, salted and repeated."""
    salt = secrets.token_bytes(32)
    value = salt + password.encode()
    for _ in range(_ITERATIONS):
        value = hashlib.sha256(value).digest()
    return f"SHA-256,{value.hex()},{salt.hex()},{_ITERATIONS}"
