"""What deciding looks up outlasts the process, is never further than the log, and can be thrown away."""

import re
import signal
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.deciding.decide import Origin, decide
from kg.deciding.families import LOOK, MEMBERS
from kg.deciding.known import Known
from kg.errors import LogError, LookupsError
from kg.events import ArticleRetracted, PayloadErased
from kg.ingest import Arrival, Summary, ingest
from kg.log import open_log
from kg.log.memory import MemoryLog
from kg.log.protocol import Batch, Event, EventLog
from kg.lookups import store
from kg.lookups.claims import VOICES
from kg.lookups.store import Lookups, discarded
from kg.model import Article

from .dying import ROOT, child, how_many
from .telling import Teller, article

ARTICLES = [
    article(
        f"a{number}",
        f"{'coalition' if number % 2 else 'sdf'} ATTACKED ndf @p_khasham 2018-02-0{1 + number % 3}",
        f"speaker{number}: ndf CASUALTIES ndf @p_khasham 2018-02-0{1 + number % 3} killed={number + 1}",
        publisher=f"outlet{number}",
    )
    for number in range(8)
]


class Counting(MemoryLog):
    """A log that counts the events that are read."""

    read_so_far = 0

    def read(self, after: int = 0, *, until: int | None = None) -> Iterator[Event]:
        for event in super().read(after, until=until):
            self.read_so_far += 1
            yield event


def load(log: EventLog, articles: list[Article], path: Path | None = None, **options) -> Summary:
    coming = (Arrival("text", one) for one in articles)
    return ingest(coming, log, Teller(), now_us=lambda: 7, lookups=path, **options)


def events(log: EventLog) -> list[tuple[str, object]]:
    return [(event.type, event.data) for event in log.read()]


def expected(articles: list[Article] = ARTICLES) -> list[tuple[str, object]]:
    log = MemoryLog()
    load(log, articles)
    return events(log)


def position(path: Path) -> int:
    with closing(sqlite3.connect(path)) as db:
        return int(db.execute("SELECT pos FROM position").fetchone()[0])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "lookup.sqlite"


def test_the_next_load_goes_on_where_the_last_one_ended_and_reads_nothing_again(path: Path):
    log = Counting()
    load(log, ARTICLES[:5], path)
    assert position(path) == log.head().pos
    log.read_so_far = 0
    load(log, ARTICLES[5:], path)
    assert log.read_so_far == 0
    assert events(log) == expected()


def test_a_load_of_nothing_new_does_not_even_open_the_file(path: Path):
    log = MemoryLog()
    load(log, ARTICLES)
    assert load(log, ARTICLES, path) == Summary(seen=8)
    assert not path.exists()


def test_what_another_process_appended_is_caught_up_with(path: Path):
    log = MemoryLog()
    load(log, ARTICLES[:3], path)
    load(log, ARTICLES[3:6])
    load(log, ARTICLES[6:], path)
    assert events(log) == expected()


def test_lookups_of_another_log_are_thrown_away(path: Path):
    load(MemoryLog(), ARTICLES[:4], path)
    log = MemoryLog()
    load(log, ARTICLES, path)
    assert events(log) == expected()


def test_lookups_that_are_ahead_of_the_log_are_thrown_away(path: Path, tmp_path: Path):
    with closing(open_log(tmp_path / "log.sqlite")) as log:
        load(log, ARTICLES[:4], path)
        backup = (tmp_path / "log.sqlite").read_bytes() if log_is_whole(tmp_path) else b""
        load(log, ARTICLES[4:], path)
    for file in tmp_path.glob("log.sqlite*"):
        file.unlink()
    (tmp_path / "log.sqlite").write_bytes(backup)
    with closing(open_log(tmp_path / "log.sqlite")) as log:
        assert log.head().pos < position(path)
        load(log, ARTICLES[4:], path)
        assert events(log) == expected()


def log_is_whole(home: Path) -> bool:
    """Have all of the log in its file."""
    with closing(sqlite3.connect(home / "log.sqlite")) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return True


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE position SET code = 'older'",
        "UPDATE position SET hash = zeroblob(32)",
        "UPDATE position SET pos = 1000000",
        "DELETE FROM position",
        "DROP TABLE claim; DELETE FROM position",
        "PRAGMA application_id = 7",
    ],
)
def test_lookups_that_are_no_past_of_the_log_by_this_code_are_thrown_away(path: Path, change: str):
    log = MemoryLog()
    load(log, ARTICLES[:4], path)
    with closing(sqlite3.connect(path)) as db:
        db.executescript(change)
    load(log, ARTICLES[4:], path)
    assert events(log) == expected()
    assert position(path) == log.head().pos


@pytest.mark.parametrize("bad", [b"", b"no database", b"SQLite format 3\0" + bytes(100), bytes(9_000)])
def test_a_file_that_is_no_database_is_thrown_away(path: Path, bad: bytes):
    path.write_bytes(bad)
    log = MemoryLog()
    load(log, ARTICLES, path)
    assert events(log) == expected()
    assert position(path) == log.head().pos


def test_damage_that_shows_only_while_loading_is_mended_from_the_log(path: Path):
    log = MemoryLog()
    load(log, ARTICLES[:4], path)
    with closing(sqlite3.connect(path)) as db:
        (size,) = db.execute("PRAGMA page_size").fetchone()
        (page,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'claim'").fetchone()
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    summary = load(log, ARTICLES[4:], path)
    assert summary.new == 4
    assert events(log) == expected()
    assert position(path) == log.head().pos


def test_a_dry_run_does_not_write_into_the_lookups_nor_make_any(path: Path):
    log = MemoryLog()
    assert load(log, ARTICLES, path, dry_run=True).new == 8
    assert not path.exists()
    load(log, ARTICLES[:3], path)
    before = path.read_bytes()
    dry = load(log, ARTICLES, path, dry_run=True)
    assert path.read_bytes() == before
    assert dry == load(log, ARTICLES, path)


def test_a_dry_run_of_a_log_goes_on_from_the_lookups(path: Path):
    log = Counting()
    load(log, ARTICLES[:4], path)
    log.read_so_far = 0
    load(log, ARTICLES, path, dry_run=True)
    assert log.read_so_far == 0


def test_two_loads_at_once_end_as_one_after_the_other(path: Path):
    shared = MemoryLog()

    def interrupted() -> Iterator[Arrival]:
        for mine, theirs in zip(ARTICLES[:4], ARTICLES[4:], strict=True):
            load(shared, [theirs], path)
            yield Arrival("text", mine)

    ingest(interrupted(), shared, Teller(), now_us=lambda: 7, lookups=path)
    turns = zip(ARTICLES[4:], ARTICLES[:4], strict=True)
    assert events(shared) == expected([one for pair in turns for one in pair])
    load(shared, [article("last", "sdf BLOCKED ndf")], path)
    assert position(path) == shared.head().pos


def test_only_one_process_keeps_the_file_and_the_next_takes_over(path: Path):
    log = MemoryLog()
    first = Lookups(log, path)
    second = Lookups(log, path)
    assert (first.kept, second.kept) == (True, False)
    second.close()
    first.close()
    with closing(Lookups(log, path)) as third:
        assert third.kept


def test_a_load_that_fails_leaves_the_file_no_further_than_the_log(path: Path):
    log = MemoryLog()
    load(log, ARTICLES[:2], path)

    class Full(MemoryLog):
        def append(self, batch: Batch, **options):  # noqa: ARG002 as the log has it
            raise LogError("the disk is full")

    full = Full()
    full.__dict__.update(log.__dict__)
    with pytest.raises(LogError, match="full"):
        load(full, ARTICLES[2:], path)
    assert position(path) == log.head().pos
    load(log, ARTICLES[2:], path)
    assert events(log) == expected()


def test_what_is_known_of_many_batches_is_kept_before_the_load_ends(
    path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(store, "BATCHES", 2)
    log, reached = MemoryLog(), []

    def watched() -> Iterator[Arrival]:
        for number, one in enumerate(ARTICLES):
            yield Arrival("text", one)
            if number:
                reached.append(position(path))

    load(log, [article("before", "sdf BLOCKED ndf")], path)
    ingest(watched(), log, Teller(), now_us=lambda: 7, lookups=path)
    assert reached == sorted(reached)
    assert len(set(reached)) == 4


def test_discarding_takes_the_file_away_unless_it_is_in_use(path: Path):
    log = MemoryLog()
    load(log, ARTICLES, path)
    with (
        closing(Lookups(log, path)),
        pytest.raises(LookupsError, match="another process is loading"),
        discarded(path, wait_s=0.2),
    ):
        pytest.fail("it is in use")
    for there in (path, path, path.parent / "missing" / path.name):
        with discarded(there):
            pass
    assert not path.exists()
    assert not (path.parent / "missing").exists()


def test_discarding_waits_for_a_load_to_end(path: Path):
    log = MemoryLog()
    load(log, ARTICLES, path)
    lookups = Lookups(log, path)

    def throw_away() -> None:
        with discarded(path):
            pass

    with ThreadPoolExecutor() as pool:
        thrown = pool.submit(throw_away)
        with pytest.raises(TimeoutError):
            thrown.result(timeout=0.3)
        lookups.close()
        thrown.result(timeout=60)
    assert not path.exists()


def test_an_erasing_that_was_cut_short_is_told_of_with_what_to_do(path: Path):
    log = MemoryLog()
    load(log, ARTICLES, path)
    said = PayloadErased(positions=(2, 3), reason="asked for")
    log.append(Batch(b"erase", b"erase", "somebody", (said.new(),)), tx_us=8)
    log.erase([2], reason="asked for", tx_us=9)
    with closing(Lookups(log, path)) as lookups, pytest.raises(LogError, match=r"event 3 was to be erased"):
        lookups.catch_up()
    log.erase([3], reason="asked for", tx_us=9)
    with closing(Lookups(log, path)) as lookups:
        lookups.catch_up()
        assert lookups.known.pos == log.head().pos


def test_a_folder_that_is_missing_is_made_and_one_that_cannot_be_is_told(tmp_path: Path):
    with closing(Lookups(MemoryLog(), tmp_path / "missing" / "lookup.sqlite")) as lookups:
        assert lookups.kept
    (tmp_path / "file").touch()
    with pytest.raises(LookupsError, match="cannot be used"):
        Lookups(MemoryLog(), tmp_path / "file" / "lookup.sqlite")


class Forgetful(MemoryLog):
    """A log of which some events were erased."""

    erased: frozenset[int] = frozenset()

    def read(self, after: int = 0, *, until: int | None = None) -> Iterator[Event]:
        for event in super().read(after, until=until):
            yield event._replace(data=None) if event.pos in self.erased else event


def test_what_is_erased_from_the_log_is_gone_from_the_lookups(path: Path):
    log = Forgetful()
    load(log, ARTICLES[:4], path)
    article_of = next(event.pos for event in log.read() if event.subject == ARTICLES[1].key)
    gone = tuple(e.pos for e in log.read() if e.batch == 2)
    assert article_of in gone
    said = PayloadErased(positions=gone, reason="asked for")
    log.append(Batch(b"erase", b"erase", "somebody", (said.new(),)), tx_us=8)
    log.erased = frozenset(gone)
    load(log, ARTICLES[4:], path)
    assert b"speaker1" not in path.read_bytes()
    afresh = Known()
    afresh.advance(log.read())
    last = article("last", "moon: ndf CASUALTIES ndf @p_khasham 2018-02-02 killed=90")
    with closing(Lookups(log, path)) as lookups:
        assert would(lookups.known, last) == would(afresh, last)


def would(known: Known, one: Article):
    return decide(one, Teller().extract(one), known, Origin("text", "telling", "1")).payloads


LINES = [line for one in ARTICLES for line in one.text.splitlines()]
tellings = st.lists(st.lists(st.sampled_from(LINES), max_size=3), max_size=6)


@settings(deadline=None, max_examples=25)
@given(tellings, st.lists(st.integers(0, 40), max_size=3), st.integers(0, 5))
def test_what_is_decided_is_the_same_however_often_the_lookups_were_put_away(
    tmp_path_factory: pytest.TempPathFactory, told: list[list[str]], cuts: list[int], retracted: int
):
    path = tmp_path_factory.mktemp("home") / "lookup.sqlite"
    log = MemoryLog()
    for number, said in enumerate(told):
        load(log, [article(f"a{number}", *said)])
        if number == retracted:
            judged = ArticleRetracted(article=article(f"a{number}", *said).key, reason="r")
            log.append(Batch(b"r", b"r", "somebody", (judged.new(),)), tx_us=8)
    ends = sorted({event.batch: event.pos for event in log.read()}.values())
    for cut in sorted(min(cut, len(ends)) for cut in cuts):
        until = ends[cut - 1] if cut else 0
        with closing(Lookups(log, path)) as lookups:
            lookups.known.advance(log.read(lookups.known.pos, until=max(until, lookups.known.pos)))
    straight = Known()
    straight.advance(log.read())
    last = article("last", *LINES[:2], "moon: ndf CASUALTIES ndf @p_khasham 2018-02-01 killed=99")
    with closing(Lookups(log, path)) as lookups:
        lookups.catch_up()
        assert would(lookups.known, last) == would(straight, last)


LOAD = """
from kg.log import open_log
from kg.lookups import store
from tests.test_lookups import ARTICLES, load
store.BATCHES = 2
load(open_log(path / "log.sqlite"), ARTICLES, path / "lookup.sqlite")
"""


@pytest.fixture(scope="module")
def statements(tmp_path_factory: pytest.TempPathFactory) -> int:
    """How many statements a whole load runs."""
    return how_many(LOAD, tmp_path_factory.mktemp("whole"))


@pytest.mark.parametrize("percent", [2, 5, 9, 22, 41, 63, 80, 97, 100])
def test_a_load_that_dies_in_front_of_any_statement_leaves_lookups_to_go_on_from(
    tmp_path: Path, statements: int, percent: int
):
    killed = child(LOAD, tmp_path, statements * percent // 100)
    killed.communicate()
    assert killed.returncode == -signal.SIGKILL
    with closing(open_log(tmp_path / "log.sqlite")) as log:
        load(log, ARTICLES, tmp_path / "lookup.sqlite")
        assert events(log) == expected()
        load(log, [article("last", "sdf BLOCKED ndf")], tmp_path / "lookup.sqlite")
        assert position(tmp_path / "lookup.sqlite") == log.head().pos


def test_loads_that_race_with_one_home_record_each_article_once(tmp_path: Path):
    racers = [child(LOAD, tmp_path) for _ in range(3)]
    for racer in racers:
        racer.communicate()
    assert [racer.returncode for racer in racers] == [0, 0, 0]
    with closing(open_log(tmp_path / "log.sqlite")) as log:
        assert events(log) == expected()
        load(log, [article("last", "sdf BLOCKED ndf")], tmp_path / "lookup.sqlite")
        assert position(tmp_path / "lookup.sqlite") == log.head().pos


def test_the_example_of_the_page_loads_what_it_is_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    [example] = re.findall(
        r"```python\n(.*?)```", (ROOT / "docs" / "loading.md").read_text("utf-8"), re.DOTALL
    )
    (tmp_path / "one.txt").write_text("Russian forces shelled Kherson on 12 May 2024, killing two people.\n")
    log = MemoryLog()
    names = {"articles": tmp_path / "one.txt", "log": log, "home": tmp_path, "time": time}
    exec(compile(example, "loading.md", "exec"), names)  # noqa: S102 the page is the project's own
    assert capsys.readouterr().out == f"1 articles, {claims(log)} claims\n"
    assert position(tmp_path / "lookup.sqlite") == log.head().pos


def claims(log: EventLog) -> int:
    return sum(
        len(event.data["claims"]) for event in log.read() if event.type == "ClaimsExtracted" and event.data
    )


def test_the_page_gives_the_bounds_that_hold():
    page = (ROOT / "docs" / "loading.md").read_text("utf-8")
    for bound in (store.BATCHES, VOICES, LOOK, MEMBERS):
        assert f" {bound} " in page
