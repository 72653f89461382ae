"""The embedded engine: ArcadeDB as its wheel brings it, with the Java runtime beside it."""

from kg.engine import accounts, api
from kg.engine.address import Engine
from kg.engine.layout import Layout, Ports, discard_all_but
from kg.engine.ports import LOOPBACK
from kg.engine.program import Answer
from kg.engine.runtime import Runtime, java_options

DATABASE = "kg"


class ArcadeDb:
    """The embedded server, of the version that is installed."""

    engine: Engine = "embedded"
    product = "ArcadeDB"
    database = DATABASE
    user = accounts.ROOT
    reader: str | None = accounts.READER
    fatal: tuple[str, ...] = ('Exception in thread "main"',)
    busy: tuple[str, ...] = ("Unable to listen", "Address already in use")

    def __init__(self, runtime: Runtime) -> None:
        self.version = runtime.version
        self._runtime = runtime

    def prepare(self, files: Layout, ports: Ports, password: str) -> None:  # noqa: ARG002 ports are options
        """Write the accounts, and clear away what a killed rebuild has left."""
        discard_all_but(files, DATABASE)
        accounts.write_accounts(files.root / "config", password)

    def command(self, files: Layout, ports: Ports) -> list[str]:
        """The words to start it with."""
        return [
            str(self._runtime.java),
            "-Xms64m",
            "-Xmx768m",  # a million claims were loaded and asked with this
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",  # the next command starts it again; a cripple would linger
            *java_options(),
            "-cp",
            str(self._runtime.jars / "*"),
            files.mark,
            *(f"-Darcadedb.{name}={value}" for name, value in _settings(ports).items()),
            "com.arcadedb.server.ArcadeDBServer",
        ]

    def ask(self, ports: Ports, password: str) -> Answer:
        """Whether it serves the database to us."""
        return api.ask(ports.http, password, DATABASE)


def _settings(ports: Ports) -> dict[str, str | int]:
    return {
        "bolt.host": LOOPBACK,
        "bolt.port": ports.bolt,
        "server.httpIncomingHost": LOOPBACK,
        "server.httpIncomingPort": ports.http,
        "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "server.defaultDatabases": f"{DATABASE}[root]",
        "maxPageRAM": 300,  # megabytes of the heap, for what is read from files: else a quarter of it
        "opencypher.loadCsv.allowFileUrls": "false",  # a query has no business with files
        "opencypher.loadCsv.allowRemoteUrls": "false",
        "polyglotEngineEnabled": "false",  # scripting languages that the wheel does not carry
        "serverMetrics": "false",
    }
