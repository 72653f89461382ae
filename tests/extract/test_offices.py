"""An office without a name is its holder's on the day of the article, and else remains an office."""

from datetime import date

import pytest

from kg.extract import pipeline
from kg.model import Article, Entity, Extraction

from .reading import read as read_text


@pytest.fixture(scope="module")
def extractor() -> pipeline.Extractor:
    return pipeline.load()


def _read(extractor: pipeline.Extractor, text: str, day: str | None) -> Extraction:
    published = date.fromisoformat(day) if day else None
    return extractor.extract(Article(id="a", text=text, published=published))


def _entity(extraction: Extraction, id_: str) -> Entity:
    return next(entity for entity in extraction.entities if entity.id == id_)


@pytest.mark.parametrize(
    ("text", "day", "id_"),
    [
        ("The Syrian president toured the coast.", "2024-12-07", "bashar_al_assad"),
        ("The Syrian president toured the coast.", "2024-12-20", "syrian_government"),
        ("The Syrian president toured the coast.", "2025-03-01", "ahmed_al_sharaa"),
        ("Israel's prime minister called a vote.", "2022-08-01", "yair_lapid"),
        ("Israel's prime minister called a vote.", "2024-08-01", "benjamin_netanyahu"),
        ("The president of Afghanistan flew to Doha.", "2021-08-14", "ashraf_ghani"),
        ("The president of Afghanistan flew to Doha.", "2021-08-16", "afghanistan"),
        ("The Russian president flew to Minsk.", None, "russia"),
    ],
)
def test_an_office_is_its_holders_on_the_day_of_publication(extractor, text, day, id_):
    assert id_ in {mention.id for mention in _read(extractor, text, day).mentions}


@pytest.mark.parametrize(
    "text",
    [
        "A former Russian president criticised the budget.",
        "The Russian vice president criticised the budget.",
        "Vladimir Putin, the Russian president, criticised the budget.",
    ],
)
def test_an_office_that_is_anothers_or_stands_beside_a_name_stays_an_office(extractor, text):
    office = [m for m in _read(extractor, text, "2024-05-05").mentions if m.text.startswith("Russian")]
    assert [mention.id for mention in office] == ["russia"]


def test_he_is_whoever_holds_the_office(extractor):
    text = "The Russian president arrived in Minsk on Friday. He met Belarusian officials."
    (met,) = [claim for claim in _read(extractor, text, "2024-05-05").claims if claim.type == "MET_WITH"]
    assert "vladimir_putin" in {party.id for party in met.actors}


@pytest.mark.parametrize(
    ("text", "id_", "kinds"),
    [
        (
            "The Taliban seized Kandahar.",
            "taliban",
            {"2021-08-14": "rebel", "2021-08-16": "government"},
        ),
        (
            "HTS fighters seized Aleppo.",
            "hts",
            {"2024-11-30": "terrorist", "2024-12-09": "political"},
        ),
    ],
)
def test_what_a_party_is_follows_the_day_of_publication(extractor, text, id_, kinds):
    assert {day: _entity(_read(extractor, text, day), id_).type for day in kinds} == kinds


def test_wagner_and_the_corps_that_followed_it_are_two(extractor):
    text = "Wagner fighters left Kidal. Africa Corps troops entered Kidal."
    ids = {mention.id for mention in _read(extractor, text, "2025-06-10").mentions}
    assert {"wagner_group", "africa_corps"} <= ids


@pytest.mark.parametrize(
    ("text", "ministry"),
    [
        ("Sudan was silent. The Foreign Ministry denied it.", "sudanese_foreign_ministry"),
        (
            "Sudan's Foreign Ministry met Chad, Chad's army and its police. The foreign ministry said so.",
            "sudanese_foreign_ministry",
        ),
        ("Sudan met Chad. The Foreign Ministry said so.", "g_foreign_ministry"),
    ],
)
def test_a_ministry_without_a_country_is_that_of_the_articles_country(text: str, ministry: str) -> None:
    assert [m.id for m in read_text(text).mentions][-1] == ministry
