"""Erasing an article takes every event that tells of its words, and nothing that others tell of too."""

import pytest

from kg import erasing
from kg.errors import LogError
from kg.events import (
    ArticleRetracted,
    ClaimAsserted,
    ClaimsExtracted,
    ClaimsLinked,
    EntityDefined,
    IncidentOpened,
    Link,
    PayloadErased,
    decode,
)
from kg.ingest import Arrival, ingest
from kg.log.memory import MemoryLog
from kg.log.protocol import EventLog
from kg.model import Entity, Incident
from kg.verify import in_log

from .recorded import append, payloads, record, told
from .telling import Teller

LINE = "sdf ATTACKED ndf @p_khasham 2018-02-07"


@pytest.fixture
def log() -> EventLog:
    """Three articles: events 1 and 2, 3 and 4, 5 and 6; two claims each."""
    log = MemoryLog()
    for name in "abc":
        record(log, name)
    return log


def found(log: EventLog, *names: str) -> list[tuple[int, str]]:
    return [(one.pos, one.why) for one in erasing.plan(log, names).found]


def erase(log: EventLog, *names: str, reason: str = "asked for") -> tuple[int, ...]:
    return erasing.erase(log, names, reason=reason, by="tester", now_us=lambda: 9)


def person(name: str) -> EntityDefined:
    return EntityDefined(
        entity=Entity(id=f"~{name}", name=name, kind="actor", type="person", provisional=True)
    )


def incident(key: str, title: str) -> IncidentOpened:
    return IncidentOpened(
        incident=Incident(
            key=key, title=title, category=None, date=None, date_to=None, place=None, parties=()
        )
    )


def test_an_article_goes_with_all_its_readings(log: EventLog):
    again = payloads(told("b"))[1]
    append(log, "again", again)
    expected = [(3, "the article"), (4, "what was read out of it"), (7, "what was read out of it")]
    assert found(log, told("b").key) == expected
    assert found(log, "b") == expected  # by the name that its source gave it


def test_a_claim_goes_with_its_article(log: EventLog):
    key = payloads(told("c"))[1].claims[1].key(told("c").key)
    assert [pos for pos, _ in found(log, key)] == [5, 6]


def test_a_position_goes_alone(log: EventLog):
    assert found(log, "4") == [(4, "named")]


def test_several_names_are_one_erasing(log: EventLog):
    assert [pos for pos, _ in found(log, "6", "a", told("a").key)] == [1, 2, 6]


def test_a_slip_of_a_few_letters_erases_nothing(log: EventLog):
    claim = payloads(told("c"))[1].claims[1].key(told("c").key)
    for slip in ("", "x" + claim[:3], told("c").key[:5] + "x"):
        with pytest.raises(LogError, match="the log knows no article and no claim"):
            erase(log, slip)
    with pytest.raises(LogError, match="the log knows no article and no claim"):
        erase(log, next(claim[:length] for length in range(5, 0, -1) if not claim[:length].isdecimal()))
    assert list(log.erasures()) == []


@pytest.mark.parametrize("name", ["nobody", "0", "99"])
def test_what_the_log_does_not_know_is_told_and_nothing_is_erased(log: EventLog, name: str):
    with pytest.raises(LogError, match=rf"\b{name}\b"):
        erase(log, "a", name)
    assert log.head().pos == 6
    assert list(log.erasures()) == []


def test_what_a_person_said_with_the_words_goes_too(log: EventLog):
    said, reading = told("b"), payloads(told("b"))[1]
    assert isinstance(reading, ClaimsExtracted)
    by_hand = ClaimAsserted(
        article=said.key,
        sentence=reading.sentences[0],
        claim=reading.claims[0],
        replaces=None,
        reason="my reading",
    )
    append(log, "asserted", by_hand)
    append(log, "retracted", ArticleRetracted(article=said.key, reason=f"it says: {LINE} and so on. No."))
    append(log, "plain", ArticleRetracted(article=said.key, reason="made up"))
    assert found(log, "b")[2:] == [(7, "what a person read out of it")]
    quoting = ArticleRetracted(article=said.key, reason="b: ndf CASUALTIES ndf @p_khasham killed=7")
    append(log, "quoting", quoting)
    assert found(log, "b")[3:] == [(10, "quotes it")]


def test_actors_and_incidents_that_only_it_tells_of_go_with_it():
    log = MemoryLog()
    recorded, read = payloads(told("a"))
    defined = (person("Abu Nobody"), person("Shared Name"))
    opened = (incident("i1", "only here"), incident("i2", "Abu Nobody – ndf"), incident("i3", "shared"))
    claim = read.claims[0].key(recorded.key)
    links = ClaimsLinked(
        article=recorded.key, method="m", links=tuple(Link(claim=claim, incident=f"i{i}") for i in (1, 2, 3))
    )
    append(log, "a", recorded, *defined, read, *opened, links)
    other, reread = payloads(told("other"))
    mention = reread.mentions[0].model_copy(update={"id": "~Shared Name"})
    reread = reread.model_copy(update={"mentions": (mention,)})
    shared = tuple(Link(claim=reread.claims[0].key(other.key), incident=f"i{i}") for i in (2, 3))
    append(log, "other", other, reread, ClaimsLinked(article=other.key, method="m", links=shared))
    why = "only it tells of this"
    assert found(log, "a") == [
        (1, "the article"), (2, why), (4, "what was read out of it"), (5, why), (6, why),
    ]  # fmt: skip


def test_articles_that_repeat_its_words_are_named_and_stay():
    log = MemoryLog()
    sentence = "The column left the old bridge before dawn and was met by fire from both banks of the river"
    for name, text in (("a", f"{sentence}. It was over."), ("b", f"Agency: {sentence}."), ("c", "Nothing.")):
        recorded, read = payloads(told(name))
        append(log, name, recorded.model_copy(update={"text": text}), read)
    planned = erasing.plan(log, ["a"])
    assert planned.positions == (1, 2)
    assert planned.copies == (told("b").key,)


def test_erasing_is_an_event_that_quotes_nothing(log: EventLog):
    before = list(log.read())
    assert erase(log, "b", reason="asked for") == (3, 4)
    *rest, last = log.read()
    assert decode(last) == PayloadErased(positions=(3, 4), reason="asked for")
    assert (last.by, last.tx_us) == ("tester", before[-1].tx_us)  # the clock went back
    assert rest == [e._replace(data=None) if e.pos in (3, 4) else e for e in before]
    assert list(log.verify()) == []


def test_a_reason_that_quotes_it_is_refused(log: EventLog):
    with pytest.raises(LogError, match="the reason quotes what is to be erased"):
        erase(log, "b", reason=LINE)
    assert log.head().pos == 6


def test_a_reason_that_cannot_be_written_down_is_refused_before_anything_is_said(log: EventLog):
    before = log.head()
    with pytest.raises(LogError, match="the reason has half a character in it"):
        erasing.erase(log, ["a"], reason="half \ud800 of it", by="me", now_us=lambda: 9)
    assert log.head() == before
    assert not erasing.unfinished(log)


def test_erasing_what_is_gone_changes_nothing(log: EventLog):
    erase(log, "b")
    head = log.head()
    assert erase(log, told("b").key) == ()
    assert erase(log, "4") == ()
    assert log.head() == head


def test_an_erasing_that_was_killed_is_finished_by_the_next(log: EventLog):
    append(log, "killed", PayloadErased(positions=(3, 4), reason="asked for"))
    assert [event.pos for event in erasing.unfinished(log)] == [7]
    assert erase(log, "a") == (1, 2)
    assert [e.pos for e in log.erasures()] == [1, 2, 3, 4]
    assert erasing.unfinished(log) == []


def test_what_was_appended_while_it_was_decided_is_looked_at_too(log: EventLog):
    """The reading comes from another process right when the clock is read."""
    turns = []

    def now_us() -> int:
        if not turns:
            append(log, "again", payloads(told("b"))[1])
        turns.append(1)
        return 9

    assert erasing.erase(log, ["b"], reason="r", by="me", now_us=now_us) == (3, 4, 7)


def test_an_erased_article_does_not_come_back_with_a_newer_extractor():
    log, coming = MemoryLog(), [Arrival("text", told("a")), Arrival("text", told("b"))]
    ingest(coming, log, Teller(), now_us=lambda: 1)
    erase(log, "a")
    for version, new in (("1", 0), ("2", 1)):
        summary = ingest(coming, log, Teller(version), now_us=lambda: 2)
        assert (summary.seen, summary.new) == (2, new)
    said = [event.data["text"] for event in log.read() if event.type == "ArticleRecorded" and event.data]
    assert said == [told("b").text]
    assert list(in_log(log)) == []
