"""A file that is made from the log: changed whole or not at all, thrown away where it is of no use."""

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kg import sidefile
from kg.errors import LogError
from kg.events import PayloadErased
from kg.judgements.kept import viewed
from kg.search import index
from tests.ask import world
from tests.logs import logged

OURS = 0x6B67


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "side.sqlite"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sidefile.connect(tmp_path / "side.sqlite", wait_s=1.0)) as db:
        yield db


def tables(db: sqlite3.Connection) -> list[str]:
    return [name for (name,) in db.execute("SELECT name FROM sqlite_schema ORDER BY name")]


def create(db: sqlite3.Connection) -> None:
    sidefile.run(db, "CREATE TABLE one (n);\nCREATE TABLE two (n)")


def test_an_empty_file_is_prepared_and_then_left_as_it_is(db: sqlite3.Connection):
    for _ in range(2):
        sidefile.prepare(db, OURS, lambda: create(db))
        assert tables(db) == ["one", "two"]


def test_a_file_of_another_application_is_not_touched(db: sqlite3.Connection):
    create(db)
    with pytest.raises(sidefile.UnfitError):
        sidefile.prepare(db, OURS, lambda: db.execute("CREATE TABLE three (n)"))
    assert tables(db) == ["one", "two"]
    assert db.execute("PRAGMA application_id").fetchone() == (0,)


def test_a_file_that_could_not_be_prepared_whole_stays_empty(db: sqlite3.Connection):
    with pytest.raises(sqlite3.Error, match="syntax"):
        sidefile.prepare(db, OURS, lambda: sidefile.run(db, "CREATE TABLE one (n);\nCREATE NONSENSE"))
    assert tables(db) == []
    sidefile.prepare(db, OURS, lambda: create(db))
    assert tables(db) == ["one", "two"]


def test_a_transaction_that_sqlite_itself_has_ended_tells_what_ended_it(db: sqlite3.Connection):
    create(db)
    db.execute("PRAGMA max_page_count = 8")
    with pytest.raises(sqlite3.Error, match="full"), sidefile.transaction(db):
        db.execute("INSERT OR ROLLBACK INTO one VALUES (zeroblob(1000000))")
    assert db.execute("SELECT count(*) FROM one").fetchone() == (0,)


@pytest.mark.parametrize(
    "problem", [sidefile.UnfitError(), sidefile.ForgottenError([3]), sqlite3.DatabaseError("damaged")]
)
def test_a_file_that_is_of_no_use_is_thrown_away_and_closed(path: Path, problem: Exception):
    if isinstance(problem, sqlite3.DatabaseError):
        problem.sqlite_errorname = "SQLITE_CORRUPT"
    tried: list[tuple[sqlite3.Connection, Collection[int]]] = []

    def bring_up(db: sqlite3.Connection, skip: Collection[int]) -> list[str]:
        tried.append((db, skip))
        before = tables(db)
        create(db)
        if len(tried) == 1:
            raise problem
        return before

    assert sidefile.fresh(path, bring_up, wait_s=1.0) == []
    (old, nothing), (new, skip) = tried
    assert (nothing, skip) == (set(), {3} if isinstance(problem, sidefile.ForgottenError) else set())
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        old.execute("SELECT 1")
    with closing(new):
        assert tables(new) == ["one", "two"]


def test_what_a_log_says_is_erased_before_it_is_there_is_told_of_rather_than_looked_for_forever(path: Path):
    log = logged([*world.events(), PayloadErased(positions=(10_000,), reason="order")])
    with pytest.raises(LogError, match="kg erase 10000"):
        viewed(log, path)
    with pytest.raises(LogError, match="kg erase 10000"), index.opened(path, log):
        pass
