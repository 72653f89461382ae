"""Where everybody tells of one incident, an article costs no more than where few do."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.deciding import contradictions
from kg.deciding.contradictions import Stand, nobody, stand
from kg.deciding.decide import Decision, Origin, decide
from kg.deciding.known import Known
from kg.events import ClaimsLinked, ClaimsRelated, Relation
from kg.lookups.claims import VOICES, packed, unpacked
from kg.model import Article

from .telling import Teller, article

TOLL = "{}: ndf CASUALTIES ndf @p_khasham 2018-02-07 killed={}"


def take(known: Known, one: Article) -> Decision:
    decision = decide(one, Teller().extract(one), known, Origin("text", "telling", "1"))
    for payload in decision.payloads:
        known.add(payload, pos=known.pos + 1)
    return decision


def relations(decision: Decision) -> tuple[Relation, ...]:
    return tuple(r for each in decision.payloads if isinstance(each, ClaimsRelated) for r in each.relations)


def stands(known: Known, one: Article, decision: Decision) -> list[Stand]:
    """What the claims of an article say, kept by nobody."""
    extraction = Teller().extract(one)
    claims = {claim.key(one.key): claim for claim in extraction.claims}
    outlet = extraction.outlet.id if extraction.outlet else nobody(one.key)
    ground = known.incidents.ground(extraction.entities)
    links = [link for each in decision.payloads if isinstance(each, ClaimsLinked) for link in each.links]
    return [stand(link.claim, claims[link.claim], link.incident, outlet, ground) for link in links]


def test_of_one_voice_that_says_the_same_again_and_again_only_the_first_is_compared():
    known = Known()
    for number in range(5):
        take(known, article(f"a{number}", TOLL.format("sdf", 100)))
    [relation] = relations(take(known, article("last", TOLL.format("moon", 3))))
    first = Teller().extract(article("a0", TOLL.format("sdf", 100))).claims[0]
    assert first.key(article("a0", TOLL.format("sdf", 100)).key) in (relation.a, relation.b)


def test_however_many_speak_a_claim_is_compared_with_the_first_so_many():
    known = Known()
    counts = [len(relations(take(known, article(f"a{i}", TOLL.format(f"s{i}", i + 1))))) for i in range(100)]
    assert counts[: VOICES + 1] == list(range(VOICES + 1))
    assert set(counts[VOICES:]) == {VOICES}


speakers = st.sampled_from(["sdf", "ndf", "moon", "wire", "coalition"])
said = st.one_of(
    st.builds(TOLL.format, speakers, st.sampled_from([3, 30, 60])),
    st.builds(
        "{}: {} ATTACKED {} @p_khasham 2018-02-07".format,
        speakers,
        st.sampled_from(["sdf", "ndf", "coalition"]),
        st.sampled_from(["sdf", "ndf", "villagers"]),
    ),
)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(said, min_size=1, max_size=3), min_size=2, max_size=8))
def test_the_first_voices_contradict_what_all_claims_do(told: list[list[str]]):
    known, everything = Known(), list[Stand]()
    for number, lines in enumerate(told):
        one = article(f"a{number}", *lines, publisher=f"outlet{number % 3}")
        decision = take(known, one)
        copies = {relation.a for relation in relations(decision) if relation.kind == "copy"}
        new = [each for each in stands(known, one, decision) if each.key not in copies]
        dead = {(each.incident, each.speaker) for each in everything if contradictions.tells_of_dead(each)}
        found = contradictions.find(new, everything, lambda *pair, dead=dead: pair in dead)
        assert found == tuple(r for r in relations(decision) if r.kind != "copy")
        everything += new


@given(st.lists(said, min_size=1, max_size=3))
def test_what_is_kept_of_a_claim_is_what_it_says(lines: list[str]):
    one = article("one", *lines)
    known = Known()
    for each in stands(known, one, take(known, one)):
        assert unpacked(packed(each), each.key, each.incident) == each
