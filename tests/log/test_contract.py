"""What every event log promises, held against each store."""

import hashlib
import json
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import canonical
from kg.errors import LogError
from kg.log.chain import BatchRecord, contents, header
from kg.log.protocol import Appended, Batch, Event, EventLog, MovedOnError, NewEvent

from .conftest import OpenLog, batch

each_store = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def test_an_empty_log_is_at_zero_and_whole(log: EventLog):
    head = log.head()
    assert (head.pos, head.hash) == (0, bytes(32))
    assert list(log.read()) == []
    assert list(log.verify()) == []


def test_what_is_appended_is_read_in_order_with_its_envelope(log: EventLog):
    events = (NewEvent("Noted", 1, "a", {"x": "«é»"}), NewEvent("Seen", 2, "b", {"y": None}, cause=1))
    assert log.append(Batch(b"k", b"d", "me@1", events), tx_us=7) == Appended(1, 2)
    assert list(log.read()) == [
        Event(1, 1, "Noted", 1, "a", 7, "me@1", None, {"x": "«é»"}),
        Event(2, 1, "Seen", 2, "b", 7, "me@1", 1, {"y": None}),
    ]


def test_positions_start_at_one_and_have_no_gaps(log: EventLog):
    log.extend([batch("a", 2), batch("b", 1)], tx_us=1)
    log.append(batch("c", 3), tx_us=2)
    assert [(event.pos, event.batch) for event in log.read()] == [
        (1, 1), (2, 1), (3, 2), (4, 3), (5, 3), (6, 3),
    ]  # fmt: skip


def test_a_batch_that_is_there_is_not_appended_again(log: EventLog):
    log.append(batch("a"), tx_us=1)
    before = log.head()
    assert log.append(batch("a"), tx_us=2) == Appended(1, 0)
    assert log.head() == before


def test_a_batch_that_comes_twice_in_one_extend_is_appended_once(log: EventLog):
    assert log.extend([batch("a"), batch("a")], tx_us=1) == [Appended(1, 3), Appended(1, 0)]
    assert log.head().pos == 3


def test_the_same_key_with_another_digest_is_refused(log: EventLog):
    log.append(batch("a"), tx_us=1)
    with pytest.raises(LogError, match=r"tester@1 gave other events than at position 1"):
        log.append(batch("a", digest="other"), tx_us=2)
    assert log.head().pos == 3


def test_nothing_of_an_extend_is_kept_when_one_batch_is_refused(log: EventLog):
    log.append(batch("a"), tx_us=1)
    before = log.head()
    with pytest.raises(LogError):
        log.extend([batch("b"), batch("a", digest="other")], tx_us=2)
    assert log.head() == before
    assert not log.has(batch("b").key)
    assert list(log.verify()) == []


@pytest.mark.parametrize("value", [float("nan"), object(), {1, 2}])
def test_what_json_cannot_say_is_refused(log: EventLog, value: object):
    with pytest.raises(LogError, match="JSON cannot say"):
        log.append(Batch(b"k", b"d", "me", (NewEvent("Noted", 1, "a", {"x": value}),)), tx_us=1)
    assert log.head().pos == 0


def test_a_batch_without_events_is_refused(log: EventLog):
    with pytest.raises(LogError, match="no events"):
        log.append(batch("a", 0), tx_us=1)


def test_has_tells_which_batches_are_there(log: EventLog):
    log.append(batch("a"), tx_us=1)
    assert log.has(batch("a").key)
    assert not log.has(batch("b").key)


def test_time_never_falls_even_where_the_clock_does(log: EventLog):
    for name, clock in (("a", 10), ("b", 5), ("c", 11)):
        log.append(batch(name, 1), tx_us=clock)
    assert [event.tx_us for event in log.read()] == [10, 10, 11]


def test_position_at_is_the_last_one_recorded_by_then(log: EventLog):
    for name, clock in (("a", 10), ("b", 10), ("c", 20)):
        log.append(batch(name, 2), tx_us=clock)
    assert [log.position_at(at) for at in (0, 9, 10, 19, 20, 99)] == [0, 0, 4, 4, 6, 6]


def test_read_gives_what_lies_after_and_until(log: EventLog):
    log.append(batch("a", 5), tx_us=1)
    assert [event.pos for event in log.read(2)] == [3, 4, 5]
    assert [event.pos for event in log.read(1, until=3)] == [2, 3]
    assert [event.pos for event in log.read(until=99)] == [1, 2, 3, 4, 5]
    assert [event.pos for event in log.read(5)] == []


def test_read_goes_over_many_pages(log: EventLog):
    log.append(batch("a", 1_234), tx_us=1)
    assert [event.pos for event in log.read()] == list(range(1, 1_235))


def test_appending_while_reading_is_safe(log: EventLog):
    log.append(batch("a", 2), tx_us=1)
    seen = []
    for event in log.read():
        log.append(batch(f"more-{event.pos}", 1), tx_us=2)
        seen.append(event.pos)
    assert seen == [1, 2]
    assert [event.pos for event in log.read(2)] == [3, 4]


def test_waiting_ends_at_once_where_there_are_events_past_the_position(log: EventLog):
    log.append(batch("a", 2), tx_us=1)
    started = time.monotonic()
    assert log.wait(1, timeout_s=60)
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("timeout_s", [0, 0.15])
def test_waiting_for_what_does_not_come_ends_in_time(log: EventLog, timeout_s: float):
    log.append(batch("a", 2), tx_us=1)
    started = time.monotonic()
    assert not log.wait(2, timeout_s=timeout_s)
    assert timeout_s <= time.monotonic() - started < timeout_s + 5


def test_hash_at_is_the_chain_position_by_position(log: EventLog):
    log.append(batch("a", 2), tx_us=1)
    assert log.hash_at(0) == bytes(32)
    assert log.hash_at(2) == log.head().hash
    assert log.hash_at(1) not in (log.hash_at(0), log.hash_at(2), None)
    assert log.hash_at(3) is None


def test_an_append_decided_on_an_older_position_is_refused(log: EventLog):
    log.append(batch("a", 2), tx_us=1, expect=0)
    with pytest.raises(MovedOnError, match=r"at 2, .* decided on at 0"):
        log.append(batch("b"), tx_us=1, expect=0)
    assert log.append(batch("b"), tx_us=1, expect=2).first_pos == 3


def test_stores_agree_on_the_chain_whatever_the_transactions(open_log: OpenLog):
    one, other = open_log(), open_log()
    one.extend([batch("a"), batch("b")], tx_us=1)
    for name in "ab":
        other.append(batch(name), tx_us=1)
    assert [one.hash_at(i) for i in range(7)] == [other.hash_at(i) for i in range(7)]


def test_two_logs_have_two_names(open_log: OpenLog):
    from kg.log.memory import MemoryLog

    assert MemoryLog().head().log_id != MemoryLog().head().log_id
    assert len(open_log().head().log_id) == 32


def test_older_events_are_read_in_todays_schema_and_stay_as_they_were_stored(open_log: OpenLog):
    def split_name(old):
        return {"first": old["name"], "i": old["i"]}

    def count_from_one(old):
        return {**old, "i": old["i"] + 1}

    log = open_log(upcasters={("Noted", 1): split_name, ("Noted", 2): count_from_one})
    log.append(batch("a", 1), tx_us=1)
    (event,) = log.read()
    assert (event.sv, event.data) == (3, {"first": "a", "i": 1})
    assert list(log.verify()) == []


def test_the_chain_is_the_published_formula(log: EventLog):
    from .conftest import salts

    def said(value):
        return json.dumps(value, separators=(",", ":")).encode()

    def sha(*parts):
        return hashlib.sha256(b"".join(parts)).digest()

    log.append(batch("a", 1), tx_us=5)
    source = salts()
    source(16)  # the log's own name
    key = batch("a", 1).key.hex()
    seal = sha(said([1, key, key, 1, 1, 5]))
    header = said([1, "Noted", 1, "a-0", "tester@1", None])
    assert log.hash_at(1) == sha(bytes(32), seal, header, sha(source(16), b'{"i":0,"name":"a"}'))


@given(st.integers(1), st.text(), st.integers(1), st.text(), st.text(), st.none() | st.integers(1))
def test_the_header_is_canonical_json(pos, kind, sv, subject, by, cause):
    assert header(pos, kind, sv, subject, by, cause) == canonical.encode([pos, kind, sv, subject, by, cause])


@given(
    bno=st.integers(1),
    key=st.binary(),
    digest=st.binary(),
    at=st.lists(st.integers(0), min_size=3, max_size=3),
)
def test_a_seal_covers_the_canonical_bytes_of_a_batch(bno: int, key: bytes, digest: bytes, at: list[int]):
    expected = canonical.encode([bno, key.hex(), digest.hex(), *at])
    assert contents(BatchRecord(bno, key, digest, *at)) == expected


@each_store
@given(sizes=st.lists(st.integers(1, 5), max_size=6), cuts=st.lists(st.booleans(), max_size=6))
def test_any_run_of_batches_is_gapless_whole_and_read_back(open_log: OpenLog, sizes, cuts):
    log, waiting, names = open_log(), [], []
    for i, size in enumerate(sizes):
        waiting.append(batch(f"b{i}", size))
        names += [f"b{i}"] * size
        if i < len(cuts) and cuts[i]:
            log.extend(waiting, tx_us=i)
            waiting = []
    log.extend(waiting, tx_us=len(sizes))
    assert [(e.pos, e.data["name"]) for e in log.read()] == list(enumerate(names, start=1))
    assert list(log.verify()) == []


@pytest.mark.parametrize("text", ["a\0b", "\ud800", "half \udc00 of it", "مارع \ud83d"])
def test_a_name_that_is_no_text_is_refused_in_a_line(log: EventLog, text: str):
    log.append(batch("a"), tx_us=1)
    for event, by in (
        (NewEvent("Noted", 1, text, {}), "me"),
        (NewEvent(text, 1, "subject", {}), "me"),
        (NewEvent("Noted", 1, "subject", {}), text),
    ):
        with pytest.raises(LogError, match="has NUL or half a surrogate pair in it"):
            log.append(Batch(b"k", b"d", by, (event,)), tx_us=2)
    assert log.append(batch("b"), tx_us=2).first_pos == 4
    assert list(log.verify()) == []


def test_what_an_event_says_may_be_any_text_that_json_can_say(log: EventLog):
    said = {"half": "\ud800", "nul": "a\0b", "both": "\ud83d\ude00", "مارع": "𝄞"}
    log.append(Batch(b"k", b"d", "مارع", (NewEvent("Noted", 1, "𝄞", said),)), tx_us=1)
    [event] = log.read()
    assert (event.by, event.subject, event.data) == ("مارع", "𝄞", {**said})
    assert list(log.verify()) == []


def test_of_many_batches_in_one_extend_those_that_are_there_are_found(log: EventLog):
    log.extend([batch(f"b{number}", 1) for number in range(0, 1_200, 3)], tx_us=1)
    done = log.extend([batch(f"b{number}", 1) for number in range(1_200)], tx_us=2)
    assert [each.count for each in done] == [0, 1, 1] * 400
    assert log.head().pos == 1_200
    assert list(log.verify()) == []
