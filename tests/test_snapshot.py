"""What the projection remembers in a file is what it would work out from the log."""

import sqlite3
import tempfile
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import ProjectionError
from kg.events import PayloadErased
from kg.log.memory import MemoryLog
from kg.projection import digest, project, snapshot, statefile, store
from kg.projection.fold import fold
from kg.projection.picture import Picture
from kg.projection.snapshot import Snapshot
from kg.projection.statefile import StaleError, StateFile
from tests.graph.filling import append
from tests.graph.stories import random_moves, story


def log_of(seed: int, moves: int) -> MemoryLog:
    log = MemoryLog()
    append(log, story(random_moves(seed, moves)))
    return log


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state.sqlite"


@pytest.fixture
def no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is held in memory that is in the file."""
    monkeypatch.setattr(store, "CACHED", -1)


@settings(max_examples=25, deadline=None)
@given(
    st.integers(0, 10**9),
    st.integers(1, 90),
    st.lists(st.integers(1, 90), max_size=6),
    st.booleans(),
    st.sampled_from((2, 1_000)),
)
def test_what_is_read_back_from_the_file_goes_on_as_what_stayed_in_memory(
    seed: int, moves: int, cuts: list[int], cached: bool, big: int
) -> None:
    log, picture = log_of(seed, moves), Picture()
    bounds = sorted({0, log.head().pos, *(min(cut, log.head().pos) for cut in cuts)})
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "CACHED", store.CACHED if cached else -1)
        for first, last in pairwise(bounds):
            with closing(Snapshot(log, Path(folder) / "state.sqlite", big=big)) as kept:
                assert kept.pos == first
                step = kept.advance(list(log.read(first, until=last)))
                kept.keep()
                picture.apply(step.changes)
                assert step.mark.digest == digest.digest(digest.in_picture(picture))
        assert picture == fold(log.read(), big=big)


@pytest.mark.usefixtures("no_cache")
def test_batches_that_are_worked_out_ahead_are_not_in_the_file_before_their_turn(path: Path) -> None:
    log, picture = log_of(5, 120), Picture()
    with closing(Snapshot(log, path)) as kept:
        changed = []
        for first in range(0, log.head().pos, 20):
            changed.append(kept.advance(list(log.read(first, until=first + 20))).changes)
            if first:
                kept.keep()
    for changes in changed:
        picture.apply(changes)
    assert picture == fold(log.read())
    with closing(Snapshot(log, path)) as again:
        assert log.head().pos - 20 <= again.pos < log.head().pos
        then = again.advance(list(log.read(again.pos)))
    assert then.mark.digest == digest.digest(digest.in_picture(picture))


def kept(log: MemoryLog, path: Path, until: int) -> None:
    with closing(Snapshot(log, path)) as made:
        made.advance(list(log.read(until=until)))
        made.keep()


def begins_at(log: MemoryLog, path: Path) -> int:
    with closing(Snapshot(log, path)) as found:
        return found.pos


def test_a_file_of_another_log_code_or_history_is_thrown_away(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = log_of(1, 100)
    kept(log, path, 50)
    assert begins_at(log, path) == 50
    assert begins_at(log_of(1, 100), path) == 0
    kept(log, path, 50)
    monkeypatch.setattr(snapshot, "CODE", "another")
    assert begins_at(log, path) == 0
    monkeypatch.undo()
    kept(log, path, log.head().pos)
    shorter = MemoryLog(salts=lambda size: bytes(size))
    append(shorter, story(random_moves(1, 20)))
    assert begins_at(shorter, path) == 0


@pytest.mark.parametrize("damage", [b"not a database at all", b"SQLite format 3\0" + bytes(84)])
def test_a_file_that_cannot_be_read_is_thrown_away(path: Path, damage: bytes) -> None:
    path.write_bytes(damage)
    log = log_of(1, 100)
    assert begins_at(log, path) == 0
    kept(log, path, 50)
    assert begins_at(log, path) == 50


def test_a_file_whose_tables_are_written_in_another_way_is_thrown_away(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = log_of(1, 100)
    with monkeypatch.context() as older:
        older.setattr(statefile, "_MARK", "state 1")
        kept(log, path, 50)
    assert begins_at(log, path) == 0
    with closing(StateFile.open(path)) as file:
        assert file._db.execute("SELECT count(*) FROM row").fetchone() == (0,)


def test_a_file_that_another_command_is_busy_with_is_left_to_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = log_of(1, 100)
    kept(log, path, 50)
    monkeypatch.setattr(statefile, "WAIT_S", 0.05)
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(
            ProjectionError, match=r"cannot write the file .*state.sqlite: database is locked"
        ):
            begins_at(log, path)
    assert begins_at(log, path) == 50


def test_a_place_where_no_file_can_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "state.sqlite").mkdir()
    with pytest.raises(ProjectionError, match=r"cannot write the file .*state.sqlite"):
        StateFile.open(tmp_path / "state.sqlite")


def test_two_that_write_one_file_do_not_mix_what_they_remember(path: Path) -> None:
    log = log_of(1, 100)
    with closing(Snapshot(log, path)) as first, closing(Snapshot(log, path)) as second:
        for one in (first, second):
            one.advance(list(log.read(until=50)))
        first.keep()
        with pytest.raises(StaleError, match="another command writes"):
            second.keep()
        second.restart()
        assert second.pos == 50


def test_the_ends_of_an_owner_are_found_over_and_under_what_is_written_behind(path: Path) -> None:
    with closing(StateFile.open(path)) as file:
        over = store.Store(file)
        table = over.table("t")
        for member in range(200):
            table.put("o", f"{member:03d}", 1)
        over.seal()
        over.keep("first")
        for member in range(100):
            table.put("o", f"{member:03d}", None)
        over.seal()
        table.put("o", "199", None)
        assert (table.least("o"), table.greatest("o")) == ("100", "198")
        assert [member for member, _ in table.members("o")] == [f"{n:03d}" for n in range(100, 199)]
        assert table.least("nobody") is None


def test_the_events_come_in_order_in_runs_that_grow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(project, "FIRST_ROWS", 40)
    log = log_of(4, 200)
    runs = list(project.batches(log, 0, log.head().pos, rows=200))
    assert [event.pos for run in runs for event in run] == list(range(1, log.head().pos + 1))
    assert 1 < 3 * len(runs[0]) < max(map(len, runs))


def test_an_erased_event_is_passed_over_and_a_graph_that_was_made_from_it_is_refused() -> None:
    log = log_of(3, 60)
    events = list(log.read())
    gone = [event.pos for event in events if event.type == "ArticleRecorded"][:1]
    told = PayloadErased(positions=tuple(gone), reason="a court order").new()
    erasure = events[-1]._replace(pos=len(events) + 1, type=told.type, data=told.data)
    with pytest.raises(ProjectionError, match=r"erased what the graph was made from: run `kg rebuild`"):
        fold([*events, erasure])
    erased = [event._replace(data=None) if event.pos in gone else event for event in events]
    picture = fold([*erased, erasure])
    assert events[gone[0] - 1].subject not in {node.key for node in picture.nodes}


@pytest.mark.usefixtures("no_cache")
def test_a_claim_behind_a_busy_edge_costs_no_more_than_one_behind_a_quiet_one(path: Path) -> None:
    """Sums are kept up, not gone through: statements are counted while more articles say the same."""
    log, counts = MemoryLog(), []
    record, extract = 1, 2
    append(log, story([move for at in range(60) for move in ((record, 1, at, 0), (extract, at, 1, 1))]))
    with closing(Snapshot(log, path)) as kept:
        for first in range(0, log.head().pos, 2):
            asked: list[str] = []
            kept._file._db.set_trace_callback(asked.append)
            kept.advance(list(log.read(first, until=first + 2)))
            kept.keep()
            counts.append(len(asked))
    [direct] = [props for edge, props in fold(log.read()).edges.items() if edge.type == "BLOCKED"]
    assert direct["claims"] == 60
    assert max(counts[50:]) <= max(counts[2:10])
