"""The log in a PostgreSQL database: writers on many machines take turns, readers never wait."""

import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import psycopg
from psycopg import conninfo
from psycopg.types.string import BytesBinaryDumper

from kg.errors import LogError
from kg.log import chain, schema
from kg.log.address import Address, address
from kg.log.chain import BatchRecord, Growth, Record, Row, Salts, Tip
from kg.log.postgres_append import APPEND, Wire, WireDumper, values
from kg.log.postgres_errors import meaning
from kg.log.protocol import AwayError
from kg.log.stored import Made, Standing, StoredLog
from kg.log.upcast import UPCASTERS, Upcasters

POLL_S = 1.0  # a reader that waits looks at least this often: a notification may get lost
RETRY_S = 0.1  # between two attempts to reach a server that is away

_SETTINGS: dict[str, str | int | None] = {
    "connect_timeout": 10,
    "application_name": "kg",
}  # where the URL says nothing
_ENCODING = "utf8"  # whatever the URL says
_MARK = "kg event log, schema "  # the comment of log_head, by which the tables are known for a log's
_FIRST = 0x6B676C67  # the advisory lock of those who find no tables
_SOILED = "bytes of what was erased are still in the files of the table event"  # the comment of erasure
_TABLES = schema.TABLES.replace(" STRICT", "").replace(" INTEGER", " BIGINT").replace(" BLOB", " BYTEA")
_BEGIN = """
    BEGIN ISOLATION LEVEL READ COMMITTED; SELECT FROM log_head FOR UPDATE;
    SELECT bno, pos, hash, tx_us FROM log_head LEFT JOIN batch ON bno = (SELECT max(bno) FROM batch);
    SELECT bno, key, digest, first_pos, n, tx_us FROM batch WHERE key IN ({keys})
"""
_MARKED = b"""
    SELECT obj_description(oid, 'pg_class') FROM pg_class
    WHERE relname = 'log_head' AND relnamespace = current_schema()::regnamespace
      AND obj_description(oid, 'pg_class') LIKE %s
"""
_DURABLE = """
    SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'
"""  # what was said to be recorded survives a power cut
_AFRESH = """
    SELECT set_config('lock_timeout', %s, false), set_config('default_transaction_isolation', %s, false)
"""  # a statement that has waited for its turn looks again at what it waited for
_EVENT_TYPES = ("int8", "int8", "text", "int8", "text", "int8", "text", "int8", "bytea", "bytea", "bytea")


class PostgresLog(StoredLog):
    """An EventLog in a database. For one thread; other processes and threads open their own.

    A connection that is lost is made again: for up to `timeout_s` a restart of the server is only a wait.
    What was being appended is appended again, which changes nothing where it had been appended.
    """

    def __init__(
        self,
        url: str,
        *,
        salts: Salts = secrets.token_bytes,
        upcasters: Upcasters = UPCASTERS,
        timeout_s: float = 30.0,
    ) -> None:
        db = _PostgresDatabase(address(url), timeout_s=timeout_s)
        try:
            db.prepare(salts(chain.SALT).hex())
        except BaseException:  # whatever it is, also Ctrl-C: nobody else can close it
            db.close()
            raise
        super().__init__(db, salts=salts, upcasters=upcasters)


def exists(url: str) -> bool:
    """Whether there is a log in the database; nothing is made."""
    db = _PostgresDatabase(address(url), timeout_s=0)
    try:
        return db.is_log()
    finally:
        db.close()


class _PostgresDatabase:
    """A Database on a server."""

    page = 1_000

    def __init__(self, at: Address, *, timeout_s: float) -> None:
        self.name, self._at, self._timeout_s = at.shown, at, timeout_s
        self._within = False  # a transaction
        self._unsent: list[str] = []  # what was written in it, and goes with the next statement
        self._listens = False  # for notifications
        self._db = self._connected()

    def prepare(self, log_id: str) -> None:
        """Make an empty schema a log; refuse the tables of another program or of a newer kg."""
        if self.is_log():
            return
        with self._explained(), self._db.transaction():
            self._db.execute("SELECT pg_advisory_xact_lock(%s)", (_FIRST,))
            if not self.is_log():  # still: another process may have been faster
                for statement in _TABLES.split(";\n"):
                    self._db.execute(statement.encode())
                self._db.execute("INSERT INTO log_head VALUES (%s, 0, %s)", (log_id, chain.GENESIS))
                self._db.execute(f"COMMENT ON TABLE log_head IS '{_MARK}{schema.VERSION}'".encode())

    def is_log(self) -> bool:
        """Whether the tables of a log are there; raises LogError where it is a newer kg's."""
        found = self._rows(_MARKED, (f"{_MARK}%",))
        if not found:
            return False
        version = int(found[0][0].removeprefix(_MARK))
        if version > schema.VERSION:
            raise LogError(schema.newer(self.name, version))
        return True

    def append(self, tip: Tip, growth: Growth) -> bool:
        try:
            with self._explained():
                return self._db.execute(APPEND, values(tip, growth), prepare=True).rowcount == 1
        except AwayError:  # the way that also makes a new connection looks whether it was appended
            return False

    def transact(self, work: Callable[[Standing], Made], *, keys: Sequence[bytes] = ()) -> Made:
        return self._again(lambda: self._transacted(work, keys))

    def _transacted(self, work: Callable[[Standing], Made], keys: Sequence[bytes]) -> Made:
        with self._explained():
            self._within, self._unsent = True, []
            try:
                made = work(self._standing(keys))
                self._send("COMMIT")
            except BaseException:  # whatever it is, also Ctrl-C: the lock must not outlive it
                with suppress(psycopg.Error):  # a connection that is lost has rolled back by itself
                    self._db.execute("ROLLBACK")
                raise
            finally:
                self._within = False
        return made

    def _standing(self, keys: Sequence[bytes]) -> Standing:
        """Start to write, in one round trip; statements of their own see what the first has waited for."""
        wanted = ", ".join(map(_literal, keys)) or "NULL"
        with self._db.execute(_BEGIN.format(keys=wanted).encode(), prepare=False) as cursor:
            found = [cursor.fetchall() if cursor.description else []]
            while cursor.nextset():
                found.append(cursor.fetchall() if cursor.description else [])
        return Standing.of(*found[-2:])

    def _send(self, *statements: str) -> None:
        """Send statements, with those that have waited for the next round trip to the server."""
        self._unsent += statements
        text, self._unsent = "; ".join(self._unsent), []
        self._db.execute(text.encode(), prepare=False)

    def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        text = statement.replace("?", "%s").encode()
        if self._within:
            if self._unsent:
                self._send()
            return self._rows(text, values)
        return self._again(lambda: self._rows(text, values))

    def _rows(self, text: bytes, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
        with self._explained():
            found = self._db.execute(text, values, binary=True)
            return found.fetchall() if found.description else []

    def insert(self, batches: list[BatchRecord], rows: Sequence[Row | Record], tip: Tip) -> None:
        with self._explained(), self._db.cursor() as cursor:
            _copy(cursor, b"COPY event FROM STDIN (FORMAT BINARY)", _EVENT_TYPES, rows)
        written = ", ".join(f"({', '.join(_literal(value) for value in batch)})" for batch in batches)
        self._unsent = [
            f"INSERT INTO batch VALUES {written}",  # noqa: S608 - numbers and bytes of hashes alone
            f"UPDATE log_head SET pos = {tip.pos}, hash = {_literal(tip.hash)}",  # noqa: S608 - the same
            "NOTIFY kg_log",  # with the commit, if there is one
        ]

    def pause(self, timeout_s: float) -> None:
        if not self._listens:  # what came before is not told: the caller looks once more
            self.rows("LISTEN kg_log")
            self._listens = True
            return
        with self._explained(), suppress(AwayError):
            for _ in self._db.notifies(timeout=min(POLL_S, timeout_s), stop_after=1):
                pass

    def soil(self) -> None:
        self.rows(f"COMMENT ON TABLE erasure IS '{_SOILED}'")

    def soiled(self) -> bool:
        return self.rows("SELECT obj_description('erasure'::regclass, 'pg_class')") == [(_SOILED,)]

    def scrub(self) -> None:
        self.rows("VACUUM (FULL) event")  # its files are written anew, and the old ones removed
        self.rows("COMMENT ON TABLE erasure IS NULL")

    def damage(self) -> str | None:
        return None  # the server says so when it reads what is damaged

    def touched(self) -> Iterator[str]:
        return iter(())  # what a server does with its files is its own business

    def close(self) -> None:
        self._db.close()

    def _again(self, work: Callable[[], Made]) -> Made:
        """What the work gives, done again on a new connection as long as the server is only away."""
        deadline = time.monotonic() + self._timeout_s
        while True:
            try:
                if self._db.closed:
                    self._db = self._connected()
                return work()
            except AwayError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(RETRY_S)

    def _connected(self) -> psycopg.Connection:
        self._listens = False
        with self._explained():
            said = conninfo.conninfo_to_dict(self._at.url)
            asked = {**_SETTINGS, **said, "client_encoding": _ENCODING}
            db = psycopg.connect(conninfo.make_conninfo("", **asked), autocommit=True)
            db.adapters.register_dumper(bytes, BytesBinaryDumper)  # or else COPY takes a slower one
            db.adapters.register_dumper(Wire, WireDumper)
            db.execute(_AFRESH, (f"{self._timeout_s * 1000:.0f}ms", "read committed"))
            db.execute(_DURABLE)
        return db

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turns the driver's errors into LogErrors that name the log and what to do."""
        try:
            yield
        except (psycopg.Error, UnicodeEncodeError) as error:
            line, away = meaning(getattr(error, "sqlstate", None), str(error), self._at)
            raise (AwayError if away else LogError)(line) from None


def _literal(value: int | bytes) -> str:
    """A number or bytes as SQL has them, whatever the server takes a backslash for."""
    return str(value) if isinstance(value, int) else f"decode('{value.hex()}', 'hex')"


def _copy(
    cursor: psycopg.Cursor, statement: bytes, types: Sequence[str], rows: Sequence[tuple[object, ...]]
) -> None:
    with cursor.copy(statement) as copy:
        copy.set_types(types)
        for row in rows:
            copy.write_row(row)
