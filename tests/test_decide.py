"""What an article adds to the log depends on the article, on what was read out of it and on the log alone."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kg import canonical
from kg.deciding.decide import Decision, Origin, decide, parents_first
from kg.deciding.known import Known
from kg.events import (
    ArticleRecorded,
    ClaimsExtracted,
    ClaimsLinked,
    ClaimsRelated,
    EntityDefined,
    IncidentOpened,
    Payload,
)
from kg.log.memory import MemoryLog
from kg.model import Article, Entity

from .telling import Teller, article

FIGHT = "coalition ATTACKED ndf @p_khasham 2018-02-07"
TOLL = "sdf: ndf CASUALTIES ndf @p_khasham 2018-02-07 killed="
FIRST = article("first", FIGHT, TOLL + "100")
SECOND = article("second", FIGHT, "moon: " + TOLL.split(": ")[1] + "20", publisher="times")


def origin(version: str = "1", loader: str = "text") -> Origin:
    return Origin(loader, "telling", version)


def take(known: Known, one: Article, version: str = "1") -> Decision:
    """Decide on an article, and know the outcome."""
    decision = decide(one, Teller(version).extract(one), known, origin(version))
    for payload in decision.payloads:
        known.add(payload, pos=known.pos + 1)
    return decision


def only(decision: Decision, kind: type[Payload]) -> list[Payload]:
    return [payload for payload in decision.payloads if isinstance(payload, kind)]


def test_an_article_is_recorded_then_its_entities_claims_and_incidents():
    kinds = [type(payload) for payload in take(Known(), FIRST).payloads]
    assert list(dict.fromkeys(kinds)) == [
        ArticleRecorded,
        EntityDefined,
        ClaimsExtracted,
        IncidentOpened,
        ClaimsLinked,
    ]
    assert kinds.count(ClaimsExtracted) == kinds.count(IncidentOpened) == kinds.count(ClaimsLinked) == 1


def test_entities_come_by_id_but_after_what_they_are_part_of():
    entities = [payload.entity.id for payload in only(take(Known(), FIRST), EntityDefined)]
    assert entities == ["coalition", "ndf", "p_aland", "p_zor", "p_khasham", "sdf", "wire"]


def test_only_what_is_new_or_different_about_entities_is_said():
    known = Known()
    take(known, FIRST)
    assert [e.entity.id for e in only(take(known, SECOND), EntityDefined)] == ["moon", "times"]
    renamed = Teller().extract(FIRST).entities[0].model_copy(update={"name": "Coalition forces"})
    known.add(EntityDefined(entity=renamed), pos=known.pos + 1)
    third = take(known, article("third", FIGHT))
    assert [e.entity.name for e in only(third, EntityDefined)] == ["Coalition"]


def test_a_second_telling_joins_the_incident_and_contradicts_the_first():
    known = Known()
    (opened,) = only(take(known, FIRST), IncidentOpened)
    decision = take(known, SECOND)
    assert not only(decision, IncidentOpened)
    (linked,) = only(decision, ClaimsLinked)
    assert {link.incident for link in linked.links} == {opened.incident.key}
    (related,) = only(decision, ClaimsRelated)
    assert [(r.kind, r.about) for r in related.relations] == [("contradicts", "toll")]


def test_a_newer_version_reads_a_recorded_article_again_and_does_not_contradict_its_older_self():
    known = Known()
    take(known, FIRST)
    again = take(known, FIRST.model_copy(), version="2")
    assert [type(payload) for payload in again.payloads] == [ClaimsExtracted, ClaimsLinked]


def test_a_retired_claim_contradicts_nothing_any_more():
    known = Known()
    take(known, FIRST)
    retracted = Teller("2").extract(article("first", FIGHT))
    for payload in decide(FIRST, retracted, known, origin("2")).payloads:
        known.add(payload, pos=known.pos + 1)
    assert not only(take(known, SECOND), ClaimsRelated)


def test_an_article_without_claims_is_recorded_as_read():
    decision = take(Known(), article("empty", publisher=None))
    assert [type(payload) for payload in decision.payloads] == [ArticleRecorded, ClaimsExtracted]


def test_the_batch_is_named_by_loader_article_extractor_and_version():
    extraction = Teller().extract(FIRST)
    keys = {
        decide(one, extraction, Known(), who).batch.key
        for one in (FIRST, SECOND)
        for who in (origin(), origin("2"), origin(loader="jsonl"))
    }
    assert len(keys) == 6
    assert canonical.digest(["text", FIRST.key, "telling", "1"]) in keys


def test_the_digest_is_that_of_what_was_read_not_of_what_was_known():
    known = Known()
    fresh = take(known, FIRST)
    assert decide(FIRST, Teller().extract(FIRST), known, origin()).batch.digest == fresh.batch.digest
    other = Teller().extract(FIRST).model_copy(update={"claims": ()})
    assert decide(FIRST, other, Known(), origin()).batch.digest != fresh.batch.digest


ids = st.sampled_from("abcdefg")


@given(st.dictionaries(ids, ids | st.none()))
def test_parents_come_first_whatever_points_where(parents: dict[str, str | None]):
    entities = [Entity(id=i, name=i, kind="place", type="town", parent=p) for i, p in parents.items()]
    ordered = [entity.id for entity in parents_first(entities)]
    assert sorted(ordered) == sorted(parents)
    assert ordered == [entity.id for entity in parents_first(reversed(entities))]
    assert all(
        ordered.index(up) < ordered.index(one)
        for one, up in parents.items()
        if up in parents and not _in_circle(one, parents)
    )


def _in_circle(one: str, parents: dict[str, str | None]) -> bool:
    seen: list[str | None] = []
    step: str | None = one
    while step in parents and step not in seen:
        seen.append(step)
        step = parents[step]
    return step in seen


lines = st.builds(
    "{} {} {} @{} 2018-02-0{}".format,
    st.sampled_from(["sdf", "ndf", "coalition"]),
    st.sampled_from(["ATTACKED", "BLOCKED", "DE_ESCALATED"]),
    st.sampled_from(["sdf", "ndf", "villagers"]),
    st.sampled_from(["p_khasham", "p_elsewhere"]),
    st.integers(1, 9),
)
tellings = st.lists(st.lists(lines, max_size=3), max_size=5)


@settings(deadline=None, max_examples=40)
@given(tellings, st.integers(0, 4))
def test_what_is_known_is_a_fold_of_the_log_cut_anywhere(told: list[list[str]], cut: int):
    """Reading the log again, from 0 or in parts, gives the decisions that going on would have given."""
    going_on, log = Known(), MemoryLog()
    for number, said in enumerate(told):
        log.append(take(going_on, article(f"a{number}", *said)).batch, tx_us=number)
    again = Known()
    again.advance(log.read(until=cut))
    again.advance(log.read(again.pos))
    assert again.pos == going_on.pos == log.head().pos
    last = article("last", FIGHT, TOLL + "7")
    assert take(again, last).payloads == take(going_on, last).payloads
