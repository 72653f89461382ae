"""A copy of a log is that log: the same name, positions, hashes and erasures, in whatever store."""

from contextlib import ExitStack, closing
from itertools import count
from pathlib import Path

import pytest

from kg.errors import LogError
from kg.log import copying, open_log
from kg.log.copying import copy
from kg.log.memory import MemoryLog
from kg.log.protocol import EventLog
from kg.log.sqlite import SqliteLog

from .conftest import OpenLog, batch, salts


@pytest.fixture
def source() -> EventLog:
    """A log of 20 batches and 60 events, one of which was erased."""
    log = MemoryLog(salts=salts())
    for i in range(20):
        log.append(batch(f"b{i}"), tx_us=i)
    log.erase([5], reason="asked for", tx_us=30)
    return log


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a small log is copied in several transactions."""
    monkeypatch.setattr(copying, "PIECE", 7)


def same(one: EventLog, other: EventLog) -> bool:
    """Whether two logs hold the same, byte for byte."""
    parts = (EventLog.head, EventLog.records, EventLog.batches, EventLog.erasures)
    return all(_all(getattr(one, part.__name__)()) == _all(getattr(other, part.__name__)()) for part in parts)


def _all(part: object) -> list[object]:
    return list(part)  # type: ignore[call-overload]


def test_a_copy_is_the_same_log_in_every_store(source: EventLog, open_log: OpenLog):
    target = open_log()
    reached: list[int] = []
    assert copy(source, target, progress=reached.append) == 60
    assert same(source, target)
    assert list(target.verify()) == []
    assert reached == sorted(reached)
    assert reached[-1] == 60
    assert len(reached) > 5


def test_copying_back_gives_the_same_log(source: EventLog, open_log: OpenLog, tmp_path: Path):
    target = open_log()
    copy(source, target)
    with closing(SqliteLog(tmp_path / "back.sqlite")) as back:
        assert copy(target, back) == 60
        assert same(source, back)


def test_a_copy_can_be_written_to(source: EventLog, open_log: OpenLog):
    target = open_log()
    copy(source, target)
    assert target.append(batch("b3"), tx_us=50).count == 0
    assert target.append(batch("new"), tx_us=50).first_pos == 61
    assert list(target.verify()) == []


def test_a_copy_that_was_cut_short_goes_on_where_it_ended(source: EventLog, open_log: OpenLog):
    class CutError(Exception):
        pass

    def cut(pos: int) -> None:
        if next(turns) == 2:
            raise CutError

    target, turns = open_log(), count()
    with pytest.raises(CutError):
        copy(source, target, progress=cut)
    copied = target.head().pos
    assert 0 < copied < 60
    assert list(target.verify()) == []
    assert copy(source, target) == 60 - copied
    assert same(source, target)


def test_a_copy_takes_what_came_later_and_forgets_what_was_erased_later(source: EventLog, open_log: OpenLog):
    target = open_log()
    copy(source, target)
    source.append(batch("later"), tx_us=40)
    source.erase([1, 2, 61], reason="asked for too", tx_us=41)
    source.erase([9], reason="asked for again", tx_us=42)
    assert copy(source, target) == 3
    assert same(source, target)
    assert copy(source, target) == 0


def test_another_log_is_refused_and_left_alone(source: EventLog, open_log: OpenLog):
    target = open_log()
    target.append(batch("mine"), tx_us=1)
    before = target.head()
    with pytest.raises(LogError, match="has 3 events of its own, and the one to copy has 60 others"):
        copy(source, target)
    assert target.head() == before


def test_a_copy_that_went_its_own_way_is_refused(source: EventLog, open_log: OpenLog):
    target = open_log()
    copy(source, target)
    target.append(batch("mine"), tx_us=50)
    with pytest.raises(LogError, match="has 63 events of its own"):
        copy(source, target)
    source.append(batch("yours"), tx_us=50)
    with pytest.raises(LogError, match="has 63 events of its own"):
        copy(source, target)


def test_a_piece_that_was_taken_is_not_taken_again(source: EventLog, open_log: OpenLog):
    target = open_log()
    batches, records = list(source.batches(0, until=1)), list(source.records(0, until=3))
    for _ in range(2):
        target.adopt(copying.Piece(source.head().log_id, batches, records, []))
        assert target.head().pos == 3
    assert list(target.verify()) == []


def test_a_piece_that_does_not_go_on_where_the_log_ends_is_refused(source: EventLog, open_log: OpenLog):
    target = open_log()
    copy(source, target)
    batches = list(source.batches(3, until=5))
    piece = copying.Piece(source.head().log_id, batches, list(source.records(9, until=15)), [])
    with pytest.raises(LogError, match="was written to while it was copied into"):
        target.adopt(piece)
    assert same(source, target)


def test_a_log_with_a_gap_is_not_copied(tmp_path: Path, open_log: OpenLog):
    import sqlite3

    with closing(SqliteLog(tmp_path / "log.sqlite")) as log:
        log.extend([batch(f"b{i}") for i in range(5)], tx_us=1)
        with closing(sqlite3.connect(tmp_path / "log.sqlite")) as db, db:
            db.execute("DELETE FROM event WHERE pos = 5")
        with pytest.raises(LogError, match="events between 1 and 9 are missing"):
            copy(log, open_log())


def test_a_log_goes_to_a_server_and_back_unchanged(source: EventLog, schema: str, tmp_path: Path):
    file, back = tmp_path / "log.sqlite", tmp_path / "back.sqlite"
    with ExitStack() as opened:
        first, second, third = (opened.enter_context(closing(open_log(at))) for at in (file, schema, back))
        copy(source, first)
        copy(first, second)
        copy(second, third)
        assert {log.head() for log in (source, first, second, third)} == {source.head()}
        assert same(first, third)
