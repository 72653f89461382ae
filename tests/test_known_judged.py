"""What was judged counts when the next article is decided on, until it is withdrawn."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.deciding.decide import Decision, Origin, decide
from kg.deciding.known import Known
from kg.events import (
    ArticleRetracted,
    ClaimAsserted,
    ClaimRetracted,
    ClaimsLinked,
    ClaimsRelated,
    Erased,
    IdentityJudged,
    IncidentOpened,
    JudgementWithdrawn,
    Payload,
    Relation,
)
from kg.model import Article, Entity

from .telling import Teller, article

FIGHT = "coalition ATTACKED ndf in-the-hills over-the-old-bridge @p_khasham 2018-02-07"
TOLL = "{}: ndf CASUALTIES ndf @p_khasham 2018-02-07 killed={}"
FIRST = article("first", FIGHT, TOLL.format("sdf", 100))
OTHER = article("other", TOLL.format("moon", 20), publisher="times")


def take(known: Known, one: Article, version: str = "1") -> Decision:
    decision = decide(one, Teller(version).extract(one), known, Origin("text", "telling", version))
    say(known, *decision.payloads)
    return decision


def say(known: Known, *payloads: Payload) -> int:
    """Have events be known; the position of the last."""
    for payload in payloads:
        known.add(payload, pos=known.pos + 1)
    return known.pos


def withdraw(known: Known, judgement: int) -> None:
    say(known, JudgementWithdrawn(judgement=judgement, reason="wrong"))


def same(kind: str, a: str, b: str, *, same: bool = True) -> IdentityJudged:
    return IdentityJudged(kind=kind, a=a, b=b, same=same, evidence=(), score=None, reason="r")


def would(known: Known, one: Article) -> tuple[Payload, ...]:
    """What would be decided on an article."""
    return decide(one, Teller().extract(one), known, Origin("text", "telling", "1")).payloads


def relations(payloads: Sequence[Payload]) -> list[Relation]:
    return [r for payload in payloads if isinstance(payload, ClaimsRelated) for r in payload.relations]


def kinds(known: Known, one: Article) -> list[str]:
    return sorted(relation.kind for relation in relations(would(known, one)))


def linked(payloads: Sequence[Payload]) -> set[str]:
    return {link.incident for each in payloads if isinstance(each, ClaimsLinked) for link in each.links}


def opened(payloads: Sequence[Payload]) -> list[str]:
    return [each.incident.key for each in payloads if isinstance(each, IncidentOpened)]


def key(one: Article, line: int) -> str:
    return Teller().extract(one).claims[line].key(one.key)


def test_a_retracted_claim_contradicts_nothing_until_that_is_withdrawn():
    known = Known()
    take(known, FIRST)
    assert kinds(known, OTHER) == ["contradicts"]
    judged = say(known, ClaimRetracted(claim=key(FIRST, 1), reason="r"))
    assert kinds(known, OTHER) == []
    withdraw(known, judged)
    assert kinds(known, OTHER) == ["contradicts"]


def test_the_claims_of_a_retracted_article_contradict_nothing_and_newer_runs_of_it_do_not_either():
    known = Known()
    take(known, FIRST)
    judged = say(known, ArticleRetracted(article=FIRST.key, reason="r"))
    take(known, FIRST, "2")
    assert kinds(known, OTHER) == []
    withdraw(known, judged)
    assert kinds(known, OTHER) == ["contradicts"]


def test_of_two_retractions_each_has_to_be_withdrawn():
    known = Known()
    take(known, FIRST)
    one = say(known, ArticleRetracted(article=FIRST.key, reason="r"))
    other = say(known, ClaimRetracted(claim=key(FIRST, 1), reason="r"))
    withdraw(known, one)
    assert kinds(known, OTHER) == []
    withdraw(known, other)
    assert kinds(known, OTHER) == ["contradicts"]


def test_what_repeats_a_retracted_claim_is_no_copy():
    known = Known()
    take(known, FIRST)
    again = article("again", FIGHT, publisher="times")
    assert kinds(known, again) == ["copy"]
    judged = say(known, ArticleRetracted(article=FIRST.key, reason="r"))
    assert kinds(known, again) == []
    withdraw(known, judged)
    assert kinds(known, again) == ["copy"]


LONG = (
    "{}: ndf CASUALTIES ndf among-the-men who-held-the-hill since-the-autumn @p_khasham 2018-02-07 killed={}"
)


def test_a_copy_speaks_for_itself_while_its_original_is_retracted():
    known = Known()
    first, copy = (article(name, LONG.format("sdf", 100), publisher=name) for name in ("sun", "star"))
    take(known, first)
    take(known, copy)
    [relation] = relations(would(known, OTHER))
    assert key(first, 0) in (relation.a, relation.b)
    judged = say(known, ArticleRetracted(article=first.key, reason="r"))
    [relation] = relations(would(known, OTHER))
    assert key(copy, 0) in (relation.a, relation.b)
    withdraw(known, judged)
    [relation] = relations(would(known, OTHER))
    assert key(first, 0) in (relation.a, relation.b)


def test_a_persons_claim_takes_the_place_of_what_was_read_until_it_is_withdrawn():
    known = Known()
    take(known, FIRST)
    read = Teller().extract(FIRST)
    right = (
        Teller().extract(article("x", TOLL.format("sdf", 20))).claims[0].model_copy(update={"rule": "person"})
    )
    [incident] = linked(would(known, FIRST))
    judged = say(
        known,
        ClaimAsserted(
            article=FIRST.key,
            sentence=read.sentences[1],
            claim=right,
            replaces=key(FIRST, 1),
            reason="r",
        ),
    )
    link = {"claim": right.key(FIRST.key), "incident": incident}
    say(known, ClaimsLinked(article=FIRST.key, method="person/1", links=(link,)))
    assert kinds(known, OTHER) == []
    third = article("third", TOLL.format("moon", 50), publisher="times")
    [relation] = relations(would(known, third))
    assert right.key(FIRST.key) in (relation.a, relation.b)
    withdraw(known, judged)
    [relation] = relations(would(known, third))
    assert key(FIRST, 1) in (relation.a, relation.b)


def test_speakers_who_are_one_do_not_contradict_each_other():
    known = Known()
    take(known, FIRST)
    judged = say(known, same("actor", "sdf", "moon"))
    assert kinds(known, OTHER) == []
    withdraw(known, judged)
    assert kinds(known, OTHER) == ["contradicts"]


def test_actors_who_are_one_meet_in_one_incident():
    known = Known()
    [incident] = opened(take(known, article("a", "sdf ATTACKED villagers @p_khasham 2018-02-07")).payloads)
    told = article("b", "raiders ATTACKED strangers @p_khasham 2018-02-07")
    assert opened(would(known, told))
    judged = say(known, same("actor", "sdf", "raiders"))
    assert linked(would(known, told)) == {incident}
    withdraw(known, judged)
    assert opened(would(known, told))


def test_places_that_are_one_meet_in_one_incident():
    known = Known()
    [incident] = opened(take(known, article("a", "sdf ATTACKED ndf @p_khasham 2018-02-07")).payloads)
    far = Entity(id="p_far", name="Far", kind="place", type="town", latitude=1.0, longitude=1.0)
    near = far.model_copy(update={"id": "p_khasham", "latitude": 35.0, "longitude": 40.0})
    known.incidents.define(near, pos=known.pos)
    told = article("b", "sdf ATTACKED ndf @p_far 2018-02-07")
    extraction = Teller().extract(told)
    entities = tuple(far if one.id == "p_far" else one for one in extraction.entities)

    def links() -> set[str]:
        moved = extraction.model_copy(update={"entities": entities})
        return {link.incident for link in known.incidents.link(told, moved).links}

    assert links() != {incident}
    judged = say(known, same("place", "p_far", "p_khasham"))
    assert links() == {incident}
    withdraw(known, judged)
    assert links() != {incident}


def test_new_claims_go_to_the_incident_that_others_are_shown_as_and_are_compared_with_all_of_it():
    known = Known()
    [one] = opened(take(known, FIRST).payloads)
    [two] = opened(take(known, article("b", "sdf ATTACKED ndf @p_khasham 2018-03-07")).payloads)
    told = article("c", "moon: ndf CASUALTIES ndf @p_khasham 2018-03-07 killed=3", publisher="times")
    assert (linked(would(known, told)), kinds(known, told)) == ({two}, [])
    judged = say(known, same("incident", one, two))
    assert (linked(would(known, told)), kinds(known, told)) == ({one}, ["contradicts"])
    withdraw(known, judged)
    assert (linked(would(known, told)), kinds(known, told)) == ({two}, [])


def test_a_judgement_that_two_differ_keeps_a_later_one_from_joining_them():
    known = Known()
    take(known, FIRST)
    parted = say(known, same("actor", "sdf", "moon", same=False))
    say(known, same("actor", "sdf", "third"), same("actor", "third", "moon"))
    assert kinds(known, OTHER) == ["contradicts"]
    withdraw(known, parted)
    assert kinds(known, OTHER) == []


def test_what_was_erased_is_passed_over_with_all_that_points_at_it():
    known = Known()
    payloads = take(Known(), FIRST).payloads
    say(
        known, *(Erased(type=type(each).__name__, about=each.subject) for each in payloads[:-1]), payloads[-1]
    )
    assert known.pos == len(payloads)
    assert would(known, OTHER) == would(Known(), OTHER)


lines = st.sampled_from(
    [
        FIGHT,
        TOLL.format("sdf", 100),
        TOLL.format("moon", 20),
        LONG.format("sdf", 4),
        "ndf ATTACKED coalition @p_khasham 2018-02-08",
        "sdf ATTACKED ndf @p_far 2018-02-07",
    ]
)
articles = st.lists(st.lists(lines, min_size=1, max_size=3), min_size=1, max_size=4)
actors = st.sampled_from(["sdf", "ndf", "moon", "coalition", "outlet0", "outlet1"])
LAST = article("last", FIGHT, TOLL.format("stranger", 7), LONG.format("moon", 4), publisher="last")


@settings(deadline=None, max_examples=60)
@given(articles, st.data())
def test_withdrawn_judgements_leave_what_is_decided_as_it_was(told: list[list[str]], data: st.DataObject):
    plain, judged = Known(), Known()
    made: list[int] = []
    for number, text in enumerate(told):
        one = article(f"a{number}", *text, publisher=f"outlet{number % 2}")
        for payload in take(plain, one).payloads:
            say(judged, payload)
        claims = [claim.key(one.key) for claim in Teller().extract(one).claims]
        incidents = linked(would(plain, one)) or {"none"}
        said = data.draw(
            st.lists(
                st.one_of(
                    st.builds(ClaimRetracted, claim=st.sampled_from(claims), reason=st.just("r")),
                    st.just(ArticleRetracted(article=one.key, reason="r")),
                    st.builds(same, st.just("actor"), actors, actors, same=st.booleans()),
                    st.builds(same, st.just("incident"), *[st.sampled_from(sorted(incidents))] * 2),
                ),
                max_size=3,
            )
        )
        made += [say(judged, each) for each in said]
    for judgement in data.draw(st.permutations(made)):
        withdraw(judged, judgement)
    assert would(judged, LAST) == would(plain, LAST)
