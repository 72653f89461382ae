"""Wire copies and copied sentences are one source: found by their words, and told in the log."""

from collections.abc import Iterable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.deciding import copies, families
from kg.deciding.decide import Decision, Origin, decide
from kg.deciding.families import MEMBERS, Families, Member
from kg.deciding.fingerprints import fingerprint, overlap
from kg.deciding.known import Known
from kg.events import ClaimsRelated, Relation
from kg.extract import pipeline
from kg.log.memory import MemoryLog
from kg.lookups.tables import private
from kg.model import Article, Extraction
from kg.projection.fold import fold
from kg.projection.picture import Picture

from .telling import Teller, article

RAID = (
    "The Northern Guard shelled the grain market of Two Wells on Monday, killing 12 traders, residents said."
)


def near(one: str, other: str) -> float:
    a, b = fingerprint(one), fingerprint(other)
    return overlap(a.pairs, b.pairs) if a.guard == b.guard else 0.0


@pytest.mark.parametrize(
    "other",
    [
        RAID.upper(),
        RAID.replace(",", " –").replace(".", "!"),
        RAID.replace("grain market", "corn market"),
        RAID.removesuffix(", residents said."),
    ],
)
def test_case_punctuation_a_swapped_word_and_a_lost_tail_leave_a_copy(other: str):
    assert near(RAID, other) >= 0.8


def test_names_that_rewriters_swap_are_one_word():
    one = "The U.S. and its worldwide partners struck Daesh, Russian Federation's envoy said."
    other = "The United States and its global partners struck ISIL, Russia's envoy said."
    assert near(one, other) == 1.0


@pytest.mark.parametrize(
    "other",
    [
        RAID.replace("12", "15"),
        RAID.replace("said", "never said"),
        RAID.replace("12", "twelve"),
        "On Monday 12 traders died when shells hit the grain market of Two Wells, according to residents.",
    ],
)
def test_another_number_a_negation_and_own_words_are_no_copy(other: str):
    assert near(RAID, other) < 0.8


words = st.lists(
    st.sampled_from(["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "not", "20", "30"]), max_size=25
)


@given(words, words)
def test_sentences_that_are_equal_after_folding_are_found_and_far_ones_are_not(
    one: list[str], other: list[str]
):
    families = Families()
    families.add(fingerprint(" ".join(one)), Member(0, 0, 9))
    found = families.find(fingerprint(" ".join(other)))
    similar = near(" ".join(one), " ".join(other))
    assert not found or similar >= 0.8
    if one == other and len(set(one)) > 1:
        assert found == [Member(0, 0, 9)]


def test_a_family_tells_the_first_of_however_many_repeat_it():
    families = Families()
    for number in range(500):
        families.add(fingerprint(RAID), Member(number, 0, len(RAID)))
    found = families.find(fingerprint(RAID))
    assert found == [Member(number, 0, len(RAID)) for number in range(MEMBERS)]


few = st.lists(st.sampled_from(["alpha", "beta", "gamma", "delta", "epsilon"]), min_size=6, max_size=14)


@given(st.lists(few, max_size=12))
def test_families_are_found_as_they_are_in_the_file_by_whoever_added_them(texts: list[list[str]]):
    db = private()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(families, "LOOK", 2)
        going_on = Families(db)
        for number, text in enumerate(texts):
            print_ = fingerprint(" ".join(text))
            assert going_on.find(print_) == Families(db).find(print_)
            going_on.add(print_, Member(number, 0, 9))


@given(few, few)
def test_no_sentence_that_is_near_is_passed_over_for_its_sketch(one: list[str], other: list[str]):
    a, b = fingerprint(" ".join(one)), fingerprint(" ".join(other))
    families = Families()
    families.add(a, Member(0, 0, 9))
    near = a.guard == b.guard and set(a.keys) & set(b.keys) and overlap(a.pairs, b.pairs) >= 0.8
    assert families.find(b) == ([Member(0, 0, 9)] if near else [])


@given(st.text())
def test_any_text_has_a_fingerprint(text: str):
    assert near(text, text) in (0.0, 1.0)


# From here on in the language of tests/telling.py: a line is a sentence and a claim.

FIGHT = "coalition ATTACKED ndf in-the-hills over-the-old-bridge @p_khasham 2018-02-07"
TOLL = "moon: ndf CASUALTIES ndf among-the-men who-held-the-hill @p_khasham 2018-02-07 killed=40"
SHORT = "coalition BLOCKED ndf"
OWN = "coalition ATTACKED ndf as-this-reporter-saw from-the-roof @p_khasham 2018-02-07"


def take(known: Known, one: Article, version: str = "1") -> Decision:
    decision = decide(one, Teller(version).extract(one), known, Origin("text", "telling", version))
    for payload in decision.payloads:
        known.add(payload, pos=known.pos + 1)
    return decision


def told(*articles: Article | tuple[Article, str]) -> tuple[MemoryLog, list[Decision]]:
    log, known, decisions = MemoryLog(), Known(), []
    for one in articles:
        decisions.append(take(known, *one) if isinstance(one, tuple) else take(known, one))
        log.append(decisions[-1].batch, tx_us=1)
    return log, decisions


def related(decision: Decision) -> Iterator[Relation]:
    for payload in decision.payloads:
        if isinstance(payload, ClaimsRelated):
            yield from payload.relations


def lines(relations: Iterable[Relation], *articles: Article) -> set[tuple[str, str, str, str]]:
    """The relations with articles and trigger words for claims' keys."""
    names = {
        claim.key(one.key): f"{one.id} {claim.type}"
        for one in articles
        for claim in Teller().extract(one).claims
    }
    return {(names[r.a], names[r.b], r.kind, r.about) for r in relations}


def outlets(log: MemoryLog, type_: str = "ATTACKED") -> list[object]:
    return [props["outlets"] for edge, props in fold(log.read()).edges.items() if edge.type == type_]


def test_the_claims_of_a_repeated_sentence_are_copies_of_the_first_article_that_had_it():
    first, second, third = (article(name, FIGHT, publisher=name) for name in ("sun", "star", "sky"))
    log, decisions = told(first, second, third)
    assert not list(related(decisions[0]))
    assert lines(related(decisions[1]), first, second) == {
        ("star ATTACKED", "sun ATTACKED", "copy", "sentence")
    }
    assert lines(related(decisions[2]), first, third) == {
        ("sky ATTACKED", "sun ATTACKED", "copy", "sentence")
    }
    assert outlets(log) == [1]


def test_an_own_sentence_about_the_same_is_another_voice():
    log, _ = told(article("sun", FIGHT, publisher="sun"), article("star", FIGHT, OWN, publisher="star"))
    assert outlets(log) == [2]


def test_the_same_told_in_own_words_is_no_copy():
    log, _ = told(article("sun", FIGHT, publisher="sun"), article("star", OWN, publisher="star"))
    assert outlets(log) == [2]


def test_a_short_sentence_is_copied_only_as_part_of_a_wire_copy():
    long = (FIGHT, TOLL, "ndf ATTACKED villagers on-the-road from-the-mill-to-the-ford @p_khasham 2018-02-07")
    wire, copy = (article(name, *long, SHORT, publisher=name) for name in ("wire", "star"))
    alone, again = (article(name, SHORT, publisher=name) for name in ("sun", "sky"))
    _, decisions = told(wire, alone, copy, again)
    assert not list(related(decisions[1]))
    assert ("star BLOCKED", "wire BLOCKED", "copy", "article") in lines(related(decisions[2]), wire, copy)
    assert {relation.about for relation in related(decisions[2])} == {"article"}
    assert not list(related(decisions[3]))


def test_a_copy_contradicts_nothing_that_its_original_does_not():
    denial = article("sun", TOLL.replace("moon", "sdf").replace("40", "3"), publisher="sun")
    first, copy = (article(name, TOLL, publisher=name) for name in ("wire", "star"))
    for order in ([denial, first, copy], [first, copy, denial]):
        _, decisions = told(*order)
        kinds = sorted(relation.kind for decision in decisions for relation in related(decision))
        assert kinds == ["contradicts", "copy"]


def test_another_toll_in_the_same_words_is_a_contradiction_and_no_copy():
    other = article("sun", TOLL.replace("moon", "sdf").replace("40", "3"), publisher="sun")
    _, decisions = told(article("wire", TOLL), other)
    assert [relation.kind for relation in related(decisions[1])] == ["contradicts"]


def test_the_same_words_of_another_day_are_no_copy():
    first, later = article("sun", FIGHT), article("star", FIGHT.replace("02-07", "02-17"), publisher="star")
    _, decisions = told(first, later)
    assert not list(related(decisions[1]))


def test_a_newer_run_that_loses_the_claim_takes_the_copy_back_and_one_that_finds_it_says_it_again():
    first, copy = article("sun", FIGHT, publisher="sun"), article("star", FIGHT, publisher="star")
    known = Known()
    payloads = [*take(known, first).payloads, *take(known, copy).payloads]
    blind = Teller("2").extract(first).model_copy(update={"claims": ()})
    steps = [blind, Teller("3").extract(first)]
    counts = []
    for number, extraction in enumerate(steps, start=2):
        decision = decide(first, extraction, known, Origin("text", "telling", str(number)))
        for payload in decision.payloads:
            known.add(payload, pos=known.pos + 1)
        payloads += decision.payloads
        counts.append(lines(related(decision), first, copy))
    assert counts == [set(), {("star ATTACKED", "sun ATTACKED", "copy", "sentence")}]


def test_a_new_version_of_all_articles_ends_with_the_same_voices():
    both = [article("sun", FIGHT, publisher="sun"), article("star", FIGHT, OWN, publisher="star")]
    log, _ = told(*both, *((one, "2") for one in both), *((one, "3") for one in reversed(both)))
    assert outlets(log) == [2]
    assert [e.type for e in held(fold(log.read()))].count("COPY_OF") == 1


def held(picture: Picture) -> list:
    return [edge for edge, props in picture.edges.items() if props["txTo"] > 1 << 60]


sentence = st.sampled_from([FIGHT, TOLL, OWN, SHORT, TOLL.replace("40", "3"), FIGHT.replace("old-", "")])
texts = st.lists(st.tuples(st.lists(sentence, max_size=4), st.sampled_from(["sun", "star"])), max_size=6)


@settings(deadline=None, max_examples=40)
@given(texts, st.integers(0, 30))
def test_what_is_copied_is_a_fold_of_the_log_cut_anywhere(given_texts: list, cut: int):
    articles = [article(f"a{i}", *text, publisher=outlet) for i, (text, outlet) in enumerate(given_texts)]
    log, _ = told(*articles, *((one, "2") for one in articles[::2]))
    again = Known()
    again.advance(log.read(until=cut))
    again.advance(log.read(again.pos))
    straight = Known()
    straight.advance(log.read())
    last = article("last", FIGHT, TOLL, OWN, SHORT)
    assert take(again, last).payloads == take(straight, last).payloads


# The extractor's own articles, in own prose.

DESPATCH = (
    "The Sudanese army shelled the western market of Omdurman on Tuesday, killing 14 people, doctors said.",
    "The Rapid Support Forces attacked a convoy of the Sudanese army near El Obeid on Tuesday evening.",
    "Sudan's foreign ministry accused the United Arab Emirates of arming the Rapid Support Forces.",
)
REPORT = (
    "Residents told this paper that the Rapid Support Forces had attacked an army convoy close to El Obeid."
)


@pytest.fixture(scope="module")
def read() -> list[Extraction]:
    extractor = pipeline.load()
    return [extractor.extract(one) for one in DESPATCHES]


DESPATCHES = [
    Article(id="wire", text=" ".join(DESPATCH), publisher="Reuters"),
    Article(id="paper", text=f"{' '.join(DESPATCH)} {REPORT}".replace("Tuesday,", "Tuesday")),
    Article(id="own", text=REPORT),
]


def test_a_despatch_that_two_outlets_carry_is_a_wire_copy_and_the_added_sentence_is_not(
    read: list[Extraction],
):
    index, known = copies.CopyIndex(), Known()
    assert index.relate(DESPATCHES[0], read[0]) == ()
    for number in (0, 1):
        decision = decide(DESPATCHES[number], read[number], known, Origin("text", "rules", "1"))
        for payload in decision.payloads:
            known.add(payload, pos=known.pos + 1)
    relations = [r for r in related(decision) if r.kind == "copy"]
    by_key = {claim.key(DESPATCHES[1].key): claim for claim in read[1].claims}
    assert {r.about for r in relations} == {"article"}
    assert {by_key[r.a].sentence for r in relations} == {0, 1, 2}
    assert any(claim.sentence == 3 for claim in read[1].claims)
    assert {r.article for r in known.copies.find(DESPATCHES[2], read[2])} == {2}
