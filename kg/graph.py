"""The only module that talks to a graph server: reading and writing with the official Neo4j driver."""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from queue import Empty, Queue
from threading import Thread
from typing import Any, NamedTuple, TypeVar, cast
from urllib.parse import urlsplit

import neo4j
import neo4j.time
from neo4j.exceptions import AuthError, DriverError, Neo4jError
from neo4j.graph import Node, Path, Relationship
from neo4j.spatial import Point

from kg.engine.address import Server
from kg.errors import EngineError, KgError, QuestionError

T = TypeVar("T")

RETRY_S = 10.0  # a lost connection is reported after this; two writers that meet have long made way by then
_FIRST_RETRY_S = 0.1
_CONNECT_S = 10.0
_SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
_PLAIN = (str, int, float, bool, type(None))
_READ_ONLY = ("Neo.ClientError.Statement.AccessMode", "Neo.ClientError.Security.Forbidden")
_AXES = {2: ("longitude", "latitude"), 3: ("longitude", "latitude", "height")}
_MADE_ALREADY = ".EquivalentSchemaRuleAlreadyExists"
_TOO_LONG = "the answer took longer than allowed: ask for less, or allow more time"
_TIMEOUT = ("TransactionTimedOut", "TransactionTimedOutClientConfiguration")


class Rows(NamedTuple):
    """The answer to a question: plain Python values, in the order in which the server gave them."""

    columns: list[str]
    rows: list[list[Any]]


class Plan(NamedTuple):
    """How the server means to answer: the operators, each with what it works on, and what it warns of."""

    operators: tuple[tuple[str, str], ...]
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tx:
    """A running write transaction."""

    _tx: neo4j.ManagedTransaction

    def run(self, statement: str, params: Mapping[str, object]) -> list[dict[str, Any]]:
        """Run a statement to its end and return its rows."""
        result = self._tx.run(statement, dict(params))
        columns = list(result.keys())
        return [dict(zip(columns, map(plain, record.values()), strict=True)) for record in result]


class Graph:
    """A connection to a graph server."""

    def __init__(self, server: Server, writer: neo4j.Driver, reader: neo4j.Driver) -> None:
        self.server = server
        self._writer = writer
        self._reader = reader

    @classmethod
    @contextmanager
    def connect(cls, server: Server, *, retry_s: float = RETRY_S) -> Iterator["Graph"]:
        """A graph on a server that is known to answer; raises EngineError where it does not."""
        with (
            _driver(server, server.user, retry_s=retry_s) as writer,
            _driver(server, server.reader or server.user, retry_s=retry_s) as reader,
        ):
            _check(server, writer)
            yield cls(server, writer, reader)

    @property
    def version(self) -> str:
        """The product and version that the server says it is."""
        with _translated(self.server, EngineError):
            return str(self._writer.get_server_info().agent)

    @property
    def has_fulltext(self) -> bool:
        """Whether it has full-text indexes: Neo4j does; those that say they are compatible do not."""
        return self.version.startswith("Neo4j/") and "compatible" not in self.version

    def read(
        self,
        statement: str,
        params: Mapping[str, object],
        *,
        timeout_s: float | None = None,
        limit: int | None = None,
    ) -> Rows:
        """The answer to a statement that only reads, at most `limit` rows; the server refuses any other.

        Raises QuestionError where the statement is at fault or takes longer than `timeout_s`, EngineError
        where the server is. Neo4j stops working then; the embedded server, which knows no such limit,
        may work on. Where there are no rows, the embedded server does not name the columns either.
        """

        @neo4j.unit_of_work(timeout=timeout_s)
        def work(tx: neo4j.ManagedTransaction) -> Rows:
            result = tx.run(statement, dict(params))
            columns = list(result.keys())
            return Rows(columns, [[plain(v) for v in record.values()] for record in islice(result, limit)])

        def ask() -> Rows:
            with (
                _fitting(),
                _translated(self.server, QuestionError),
                self._reader.session(
                    database=self.server.database, default_access_mode=neo4j.READ_ACCESS
                ) as session,
            ):
                return session.execute_read(work)

        if timeout_s is None or self.server.engine != "embedded":
            return ask()
        return _within(timeout_s, ask)

    def plan(self, statement: str, params: Mapping[str, object]) -> Plan:
        """How Neo4j would answer a statement, which is not run; raises QuestionError where it refuses to.

        The embedded server tells of its plans in other words, which are not read here: no operators.
        """
        with (
            _fitting(),
            _translated(self.server, QuestionError),
            self._reader.session(
                database=self.server.database, default_access_mode=neo4j.READ_ACCESS
            ) as session,
        ):
            summary = session.run(f"EXPLAIN {statement}", dict(params)).consume()
        notices = [
            _line(each.status_description) for each in summary.gql_status_objects if each.is_notification
        ]
        return Plan(tuple(_operators(summary.plan or {})), tuple(notices))

    def write(self, work: Callable[[Tx], T]) -> T:
        """Do the work in one transaction: all of it or nothing.

        It is done again from the start where the server asks for that, so it must not have side effects.
        """
        with (
            _translated(self.server, EngineError),
            self._writer.session(database=self.server.database) as session,
        ):
            return session.execute_write(lambda tx: work(Tx(tx)))

    def run_schema(self, statement: str) -> None:
        """Run a statement that makes or drops a constraint or an index, in a transaction of its own.

        What another process makes in the same moment is made: `IF NOT EXISTS` alone does not see to that.
        """
        try:
            self.write(lambda tx: tx.run(statement, {}))
        except EngineError as error:
            if not str(getattr(error.__cause__, "code", "")).endswith(_MADE_ALREADY):
                raise


def _operators(plan: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if name := plan.get("operatorType"):
        yield name.partition("@")[0], _line(str(plan.get("args", {}).get("Details", "")))
    for child in plan.get("children", ()):
        yield from _operators(child)


def _within(timeout_s: float, ask: Callable[[], T]) -> T:
    """What `ask` returns or raises, if it does so in time; else it is left to itself."""
    done: Queue[tuple[T | None, BaseException | None]] = Queue()

    def run() -> None:
        try:
            done.put((ask(), None))
        except BaseException as error:  # noqa: BLE001 it is raised where somebody waits for it
            done.put((None, error))

    Thread(target=run, daemon=True).start()
    try:
        found, error = done.get(timeout=timeout_s)
    except Empty:
        raise QuestionError(_TOO_LONG) from None
    if error:
        raise error
    return cast("T", found)


def plain(value: object) -> Any:  # noqa: ANN401 whatever the graph holds
    """A value of the driver as plain Python: nodes, relationships and paths become dictionaries."""
    if type(value) in _PLAIN:  # nearly all are
        return value
    match value:
        case list():
            return [plain(item) for item in value]
        case dict():
            return {name: plain(item) for name, item in value.items()}
        case Node():
            return {"labels": sorted(value.labels), "properties": plain(dict(value))}
        case Relationship():
            return {"type": value.type, "properties": plain(dict(value))}
        case Path():
            return {
                "nodes": [plain(node) for node in value.nodes],
                "relationships": [plain(relationship) for relationship in value.relationships],
            }
        case Point():
            return dict(zip(_AXES[len(value)], value, strict=True))
        case _:
            return _plain_time(value)


def _plain_time(value: object) -> object:
    match value:
        case neo4j.time.DateTime():
            return _utc(value.to_native())
        case neo4j.time.Date() | neo4j.time.Time():
            return value.to_native()
        case neo4j.time.Duration():
            return value.iso_format()  # months have no length, so no Python type fits
        case _:
            return value


def _utc(moment: datetime) -> datetime:
    """The same moment in UTC; the embedded engine stores no zone, and kg stores nothing but UTC."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


@contextmanager
def _fitting() -> Iterator[None]:
    try:
        yield
    except (OverflowError, TypeError, ValueError) as error:
        raise QuestionError(f"a parameter has a value that no graph can hold: {_line(str(error))}") from error


def _driver(server: Server, user: str, *, retry_s: float) -> neo4j.Driver:
    import kg

    _hush()
    if not _is_address(server.uri):
        raise EngineError(
            f"{server.uri} is not the address of a graph server: write bolt://HOST:PORT or neo4j://HOST"
        )
    try:
        return neo4j.GraphDatabase.driver(
            server.uri,
            auth=(user, server.password),
            user_agent=f"kg/{kg.__version__}",
            connection_timeout=_CONNECT_S,
            max_transaction_retry_time=retry_s,
            initial_retry_delay=_FIRST_RETRY_S,
            telemetry_disabled=True,
            # A label that no node has yet is no mistake here; what is deprecated should still be heard.
            notifications_disabled_classifications=[neo4j.NotificationDisabledClassification.UNRECOGNIZED],
        )
    except (DriverError, ValueError) as error:
        raise EngineError(
            f"{server.uri} is not the address of a graph server: {_line(str(error))}"
        ) from error


def _is_address(uri: str) -> bool:
    """Whether the driver can make sense of it; HTTP it would speak by a library that is not there."""
    try:
        parts = urlsplit(uri)
        return parts.scheme in _SCHEMES and parts.port != 0
    except ValueError:  # a port that is none
        return False


def _hush() -> None:
    """What these log before they raise is in the error already; deprecations have a logger of their own."""
    for name in ("neo4j.pool", "neo4j.session", "neo4j.io"):
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())


def _check(server: Server, driver: neo4j.Driver) -> None:
    """An empty transaction tells more than the driver's own check: that the database is there, too."""
    with (
        _translated(server, EngineError),
        driver.session(database=server.database, default_access_mode=neo4j.READ_ACCESS) as session,
        session.begin_transaction() as tx,
    ):
        tx.rollback()


@contextmanager
def _translated(server: Server, at_fault: type[KgError]) -> Iterator[None]:
    """Turn what the driver raises into one line; `at_fault` is for a statement that the server refuses."""
    try:
        yield
    except AuthError as error:
        raise EngineError(
            f"the graph server at {server.uri} refuses user {server.user}: check name and password"
        ) from error
    except Neo4jError as error:
        raise _refusal(server, error, at_fault) from error
    except DriverError as error:
        advice = "; run the command again to start it" if server.engine == "embedded" else ""
        raise EngineError(
            f"the graph server at {server.uri} cannot be reached: {_line(str(error))}{advice}"
        ) from error


def _refusal(server: Server, error: Neo4jError, at_fault: type[KgError]) -> KgError:
    code, message = error.code or "", _line(error.message or str(error))
    if code.endswith("DatabaseNotFound"):
        return EngineError(f"the graph server at {server.uri} has no database {server.database}")
    if code in _READ_ONLY and at_fault is QuestionError:
        return QuestionError("a question may only read, and this one writes")
    if code.endswith(_TIMEOUT):
        return at_fault(_TOO_LONG)
    if "TransientError" in code:
        return EngineError(f"the graph server could not do it now, try again: {message}")
    return at_fault(f"the graph server refuses: {message}")


def _line(text: str) -> str:
    return " ".join(text.split())[:300]
