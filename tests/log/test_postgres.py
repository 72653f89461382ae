"""What only a server can get into: passwords, rights, other programs' tables, locks, restarts, tampering."""

import subprocess
import sys
import threading
import tracemalloc
from collections.abc import Iterator
from contextlib import closing
from itertools import count

import psycopg
import pytest

from kg.errors import LogError
from kg.log import exists, open_log
from kg.log.postgres import AwayError, PostgresLog
from kg.log.protocol import Batch, NewEvent
from tests import postgres

from .conftest import batch, salts


@pytest.fixture(scope="module")
def own() -> Iterator[postgres.Own]:
    """A server that a test may restart."""
    with postgres.own() as started:
        yield started


@pytest.fixture
def url(schema: str) -> str:
    """A log of three batches: events 1 to 3, 4 to 6, 7 to 9."""
    with closing(PostgresLog(schema, salts=salts())) as log:
        for name, clock in (("a", 10), ("b", 20), ("c", 30)):
            log.append(batch(name), tx_us=clock)
    return schema


def run(url: str, statement: str) -> None:
    """Run a statement behind the log's back."""
    with psycopg.connect(url, autocommit=True) as db:
        db.execute(statement)


def test_a_log_is_the_same_when_it_is_opened_again(url: str):
    with closing(open_log(url)) as log:
        head = log.head()
        assert list(log.verify()) == []
    with closing(open_log(url)) as log:
        assert log.head() == head
        assert log.append(batch("a"), tx_us=40).count == 0


def test_looking_for_a_log_makes_none(schema: str):
    assert not exists(schema)
    assert not exists(schema)
    open_log(schema).close()
    assert exists(schema)


def test_processes_that_open_a_log_at_once_for_the_first_time_open_one_log(schema: str):
    names: list[str] = []

    def first() -> None:
        start.wait()
        with closing(open_log(schema)) as log:
            names.append(log.head().log_id)

    start = threading.Barrier(8)
    threads = [threading.Thread(target=first) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(names) == 8
    assert len(set(names)) == 1


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("UPDATE event SET data = '{}' WHERE pos = 5", "event 5: it, its batch or"),
        ("UPDATE event SET by = 'other' WHERE pos = 5", "event 5: it, its batch or"),
        ("UPDATE event SET salt = NULL, data = NULL WHERE pos = 5", "event 5: its data is gone"),
        ("DELETE FROM event WHERE pos = 5", "event 5: missing"),
        ("DELETE FROM event WHERE pos > 6", "events 7 to 9: missing, all of batch 3"),
        ("UPDATE batch SET digest = '' WHERE bno = 2", "event 4: it, its batch or"),
        ("UPDATE log_head SET pos = 8", "event 8: is the end by the log's head, but the last event is 9"),
        ("DELETE FROM log_head", "the log postgres"),
    ],
)
def test_verify_names_the_position_of_what_was_changed(url: str, statement: str, problem: str):
    run(url, statement)
    with closing(open_log(url)) as log:
        said = list(log.verify())
    assert any(line.startswith(problem) for line in said), said


def test_a_reader_stops_at_an_event_that_is_missing(url: str):
    run(url, "DELETE FROM event WHERE pos = 5")
    with (
        closing(open_log(url)) as log,
        pytest.raises(LogError, match="event 5 is missing from the log postgres"),
    ):
        list(log.read())


def test_tables_of_another_program_are_refused_and_left_alone(schema: str):
    run(schema, "CREATE TABLE event (mine int)")
    with pytest.raises(LogError, match=r"has tables of another program .*name another database"):
        open_log(schema)
    assert not exists(schema)
    run(schema, "INSERT INTO event VALUES (1)")


def test_a_log_of_a_newer_kg_is_refused(url: str):
    run(url, "COMMENT ON TABLE log_head IS 'kg event log, schema 99'")
    with pytest.raises(LogError, match=r"written by a newer kg \(schema 99, not \d+\): upgrade kg"):
        open_log(url)


def test_a_locked_log_is_said_to_be_locked_and_can_still_be_read(url: str):
    with psycopg.connect(url) as other:
        other.execute("SELECT FROM log_head FOR UPDATE")
        with closing(PostgresLog(url, timeout_s=0.05)) as log:
            with pytest.raises(LogError, match="is being written by another process: try again"):
                log.append(batch("d"), tx_us=40)
            assert sum(1 for _ in log.read()) == 9
        other.rollback()
    with closing(PostgresLog(url, timeout_s=5)) as log:
        assert log.append(batch("d"), tx_us=40).first_pos == 10


def test_a_reader_at_rest_holds_no_transaction_open(url: str):
    """One that did would keep the server from clearing away what was erased."""
    with closing(open_log(url)) as log:
        events = log.read()
        next(events)
        with psycopg.connect(url) as db:
            held = db.execute("SELECT state FROM pg_stat_activity WHERE application_name = 'kg'").fetchall()
        assert ("idle",) in held
        assert not any(state.startswith("idle in transaction") for (state,) in held)
        assert len(list(events)) == 8


def test_a_database_that_may_not_be_written_is_named(url: str):
    with closing(open_log(url + "%20-cdefault_transaction_read_only%3Don")) as log:
        assert sum(1 for _ in log.read()) == 9
        with pytest.raises(LogError, match="cannot be written: its server is a read-only copy"):
            log.append(batch("d"), tx_us=40)


def test_reading_holds_no_more_than_a_page(server: str):
    def peak(events: int) -> int:
        with postgres.schema(server) as url, closing(open_log(url)) as log:
            log.extend([batch(f"b{i}", 100) for i in range(events // 100)], tx_us=1)
            tracemalloc.start()
            total = sum(1 for _ in log.read()) + sum(1 for _ in log.verify())
            found = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
        assert total == events
        return found

    small, large = peak(2_000), peak(8_000)
    assert large < small * 1.5


def test_without_the_driver_the_extra_is_named(schema: str):
    script = "import sys; sys.modules['psycopg'] = None; from kg.log import open_log; open_log(sys.argv[1])"
    done = subprocess.run([sys.executable, "-c", script, schema], capture_output=True, text=True)
    assert "LogError: a log in PostgreSQL needs a driver: pip install 'kg[postgres]'" in done.stderr


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda url: url.replace("postgres@", "nobody@"), "knows no such user"),
        (lambda url: url.replace("/postgres?", "/nothing?"), "has no such database: make it with createdb"),
        (
            lambda url: url.replace("postgres@/", "postgres@127.0.0.1:1/").partition("?")[0],
            "is away: start it",
        ),
        (lambda url: url.replace("postgres@/", "postgres@no.invalid/").partition("?")[0], "there is no host"),
        (lambda url: url + "&nonsense=1", "is not understood"),
        (lambda url: url.replace("postgres@", "postgres:%zz@"), "is not understood"),
    ],
)
def test_what_is_wrong_with_a_url_is_told_in_a_line(own: postgres.Own, change, said: str):
    with pytest.raises(LogError, match=said) as refused:
        open_log(change(own.url))
    assert "\n" not in str(refused.value)


def test_a_wrong_password_is_told_without_the_password(own: postgres.Own, monkeypatch: pytest.MonkeyPatch):
    run(own.url, "CREATE ROLE guest LOGIN PASSWORD 'sesame'")
    run(own.url, "CREATE SCHEMA guest AUTHORIZATION guest")
    own.ask_for_passwords("guest")
    mine = own.url.replace("postgres@", "guest@")
    with pytest.raises(LogError, match="asks for a password: set PGPASSWORD"):
        open_log(mine)
    with pytest.raises(LogError, match="refuses user or password") as refused:
        open_log(mine.replace("guest@", "guest:open-sesame@"))
    assert "open-sesame" not in str(refused.value)
    monkeypatch.setenv("PGPASSWORD", "sesame")
    with closing(open_log(mine)) as log:
        assert log.append(batch("a"), tx_us=1).first_pos == 1


def test_a_user_without_rights_is_told_what_is_missing(own: postgres.Own):
    run(own.url, "CREATE ROLE idler LOGIN")
    with pytest.raises(LogError, match=r"may not be used by this user \(permission denied"):
        open_log(own.url.replace("postgres@", "idler@"))


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_a_restart_of_the_server_is_only_a_wait(own: postgres.Own, mode: str):
    with postgres.schema(own.url) as url, closing(open_log(url)) as log:
        log.append(batch("a", 2_500), tx_us=1)
        assert not log.wait(2_500, timeout_s=0.01)
        events = log.read()
        next(events)
        own.restart(mode)
        assert sum(1 for _ in events) == 2_499
        own.restart(mode)
        assert log.append(batch("b"), tx_us=2).first_pos == 2_501
        own.restart(mode)
        assert not log.wait(2_503, timeout_s=0.01)
        assert list(log.verify()) == []


@pytest.mark.parametrize("mode", ["fast", "immediate"])
@pytest.mark.parametrize(
    "turn", [2, 4]
)  # the log's own name, batch a, and now in the middle of batch b, or d
def test_what_a_restart_interrupts_is_appended_once(own: postgres.Own, mode: str, turn: int):
    turns, grains = count(), salts()

    def restarting(n: int) -> bytes:
        if next(turns) == turn:
            own.restart(mode)
        return grains(n)

    with postgres.schema(own.url) as url, closing(PostgresLog(url, salts=restarting)) as log:
        appended = [log.append(batch(name), tx_us=1) for name in "abcde"]
        assert [(each.first_pos, each.count) for each in appended] == [(pos, 3) for pos in (1, 4, 7, 10, 13)]
        assert [event.pos for event in log.read()] == list(range(1, 16))
        assert list(log.verify()) == []
    assert next(turns) == 7


@pytest.mark.parametrize("isolation", ["read%5C%20committed", "serializable"])
def test_an_append_that_waited_for_its_turn_looks_again(url: str, isolation: str):
    mine = f"{url}%20-cdefault_transaction_isolation%3D{isolation}"
    with closing(open_log(mine)) as log, psycopg.connect(url) as other:
        log.append(batch("d"), tx_us=40)
        log.append(batch("e"), tx_us=40)
        other.execute("UPDATE log_head SET log_id = log_id")
        waiting = threading.Timer(0.2, other.commit)
        waiting.start()
        assert log.append(batch("f"), tx_us=40).first_pos == 16
        waiting.join()
        assert list(log.verify()) == []


def test_a_writer_that_is_alone_goes_to_the_server_once_for_a_batch(url: str):
    name = url.rpartition("%3D")[2]
    asked = "SELECT query FROM pg_stat_activity WHERE application_name = %s"
    with closing(open_log(f"{url}&application_name={name}")) as log, psycopg.connect(url) as db:
        for each in "def":
            log.append(batch(each), tx_us=40)
        [(last,)] = db.execute(asked, (name,)).fetchall()
    assert last.lstrip().startswith("WITH head AS")


def test_text_arrives_as_it_was_whatever_encoding_the_url_names(schema: str):
    names = ("Дейр-эз-Зор", "دير الزور", "Deir ez-Zor 🕊")
    with closing(open_log(f"{schema}&client_encoding=latin1")) as log:
        for name in names:
            log.append(Batch(name.encode(), b"d", name, (NewEvent("Noted", 1, name, {"x": name}),)), tx_us=1)
        assert [(event.by, event.subject, (event.data or {})["x"]) for event in log.read()] == [
            (name, name, name) for name in names
        ]


def test_a_server_that_stays_away_is_told_in_time(own: postgres.Own):
    with postgres.schema(own.url) as url, closing(PostgresLog(url, timeout_s=0.3)) as log:
        own.stop()
        try:
            for use in (log.head, lambda: log.append(batch("a"), tx_us=1), lambda: log.wait(0, timeout_s=1)):
                with pytest.raises(AwayError, match="is away: start it, or check host and port"):
                    use()
        finally:
            own.start()
        assert log.append(batch("a"), tx_us=1).first_pos == 1
