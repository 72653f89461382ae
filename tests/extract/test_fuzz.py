"""Whatever the text, extraction ends, and everything it points at stands there word for word."""

from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.ingest import arrivals
from kg.model import Article, Claim, Extraction, Party

from .reading import extractor

SIDES = [
    "Russian forces",
    "Hamas",
    "the SDF",
    "a US convoy",
    "the convoy",
    "Zelensky",
    "he",
    "it",
    "its jets",
    "they",
    "gunmen",
    "12 civilians",
    "at least 20 Israeli soldiers",
    "more than 100 rebels",
    "no one",
    "Reuters",
    "neither Iran",
    "Khasham",
    "El Fasher",
    "the statement",
]
DEEDS = [
    "attacked",
    "was bombed by",
    "did not attack",
    "denied attacking",
    "accused",
    "clashed with",
    "killed",
    "were killed by",
    "threatened to attack",
    "carried out air strikes on",
    "came under fire from",
    "told",
    "said",
    "cited",
    "met",
    "seized",
    "wounded",
]
JOINTS = [
    " and ",
    " or ",
    " but ",
    ", ",
    " which ",
    " who ",
    " that ",
    " if ",
    " after ",
    ", according to ",
    ", citing ",
    " as saying ",
    " of shelling ",
    " near Aleppo ",
    " on Monday ",
    " on 12 May 2024 ",
    " in May ",
    ". ",
    ".",
    "; ",
    ": ",
    "—",
    "“",
    "”",
    '"',
    "'",
    "(",
    ")",
    "’s ",
    "-",
    "?",
    "!",
    "\n",
    "\n\n",
    "\t",
    "\xa0",
    "\u200b",
    "\u202e",
    "\ufeff",
    " é ",
    " ß",
    " İ",
    " ﬁ",
    "😀",
    " العربية ",
    " Сирия ",
    "By ",
    " © ",
    " # ",
    "%",
]
CLAUSE = st.tuples(*(st.sampled_from(words) for words in (SIDES, DEEDS, SIDES))).map(" ".join)
WORDS = st.lists(st.one_of(CLAUSE, st.sampled_from(JOINTS)), max_size=30).map("".join)
TOLD = st.lists(CLAUSE, min_size=1, max_size=8).flatmap(
    lambda clauses: st.lists(st.sampled_from(JOINTS), min_size=len(clauses), max_size=len(clauses)).map(
        lambda joints: "".join(clause + joint for clause, joint in zip(clauses, joints, strict=True))
    )
)
MODEST = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def check(text: str, **fields: str) -> None:
    extraction = extractor().extract(Article(id="fuzz", text=text, **fields))
    for mention in extraction.mentions:
        assert text[mention.start : mention.end] == mention.text != ""
    for sentence in extraction.sentences:
        assert 0 <= sentence.start < sentence.end <= len(text)
    for claim in extraction.claims:
        check_claim(text, claim, extraction)


def check_claim(text: str, claim: Claim, extraction: Extraction) -> None:
    assert text[claim.start : claim.end] == claim.quote != ""
    sentence = extraction.sentences[claim.sentence]
    assert sentence.index == claim.sentence
    assert sentence.start <= claim.start < claim.end <= sentence.end
    first, last = claim.trigger
    assert sentence.start <= first < last <= sentence.end
    for party in (*claim.actors, *claim.recipients, *claim.attribution, claim.place):
        check_party(text, party, extraction)


def check_party(text: str, party: Party | None, extraction: Extraction) -> None:
    if party is None:
        return
    assert text[party.start : party.end] == party.text
    assert any(entity.id == party.id for entity in extraction.entities)


@MODEST
@given(st.text(max_size=400))
def test_any_text_is_read(text: str) -> None:
    check(text)


@MODEST
@given(st.one_of(WORDS, TOLD))
def test_any_order_of_telling_words_is_read(text: str) -> None:
    check(text)


@MODEST
@given(TOLD, st.text(max_size=40), st.text(max_size=40))
def test_any_title_and_publisher_are_read(text: str, title: str, publisher: str) -> None:
    check(text, title=title, publisher=publisher)


@MODEST
@given(content=st.one_of(st.binary(max_size=400), WORDS.map(lambda text: text.encode("utf-16"))))
def test_any_bytes_are_read_or_refused(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / f"fuzz-{next(FILES)}.txt"
    path.write_bytes(content)
    assert [article.text for article in _loaded(path) if not _reads(article)] == []


FILES = count()


def _loaded(path: Path) -> list[Article]:
    return [each.loaded for each in arrivals([path]) if isinstance(each.loaded, Article)]


def _reads(article: Article) -> bool:
    check(article.text)
    return True


@pytest.mark.parametrize(
    "text",
    [
        "Russian forces attacked Kherson and " * 2_000,
        "a" * 50_000,
        "(" * 5_000,
        "“" * 2_000 + "Hamas attacked Israel" + "”" * 2_000,
        "Hamas said " * 1_500,
        "Russia, " * 1_500,
        "Russian " * 4_000,
        "the army of " * 2_000,
        "12 May 2024 " * 2_000,
        "1,000 " * 4_000,
        "\n" * 20_000,
        "who " * 4_000,
        "\u200b" * 10_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_hostile_texts_end(text: str) -> None:
    check(text)
