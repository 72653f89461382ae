"""What a claim carries: category, mode, place, its own words; and that it is made once."""

import pytest

from .reading import claims, deeds, the


@pytest.mark.parametrize(
    ("sentence", "deed", "category", "mode"),
    [
        ("Saudi jets bombed Houthi fighters.", "saudi_air_force ATTACKED houthis", "ASSAULT", "aerial"),
        ("Malian troops shelled Kidal.", "malian_forces ATTACKED kidal", "ASSAULT", "heavy-weapons"),
        ("Kenyan soldiers fired at al-Shabaab.", "kenyan_forces ATTACKED al_shabaab", "ASSAULT", "firearms"),
        ("US forces blocked a Russian convoy.", "us_forces BLOCKED russian_forces", "COERCE", "restrict"),
        ("M23 rebels seized Goma.", "m23 SEIZED goma", "COERCE", "seize"),
        (
            "Russian troops withdrew from Kherson.",
            "russian_forces WITHDREW_FROM kherson",
            "RETREAT",
            "withdraw",
        ),
    ],
)
def test_a_claim_has_category_and_mode(sentence: str, deed: str, category: str, mode: str) -> None:
    claim = the(sentence, deed)
    assert (claim.category, claim.mode) == (category, mode)


def test_standing_control_has_no_category() -> None:
    assert the("The RSF controls Nyala.", "rsf CONTROLS nyala").category is None


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("Russian forces attacked Ukrainian troops near Bakhmut.", "bakhmut"),
        ("Russian forces attacked Ukrainian troops.", None),
        ("Zelensky said in Warsaw that Russian forces attacked Ukrainian troops near Bakhmut.", "bakhmut"),
    ],
)
def test_the_place_is_where_it_happened(sentence: str, place: str | None) -> None:
    claim = the(sentence, "russian_forces ATTACKED ukrainian_armed_forces")
    assert (claim.place.id if claim.place else None) == place


def test_an_attacked_place_is_also_where_it_happened() -> None:
    claim = the("Russian forces shelled Kherson.", "russian_forces ATTACKED kherson")
    assert claim.place is not None
    assert claim.place.id == "kherson"


def test_the_quote_is_the_clause_and_the_trigger_its_verb() -> None:
    text = "Oil was dear. Russian forces shelled Kherson on Sunday, and bread was cheap."
    claim = the(text, "russian_forces ATTACKED kherson")
    assert text[claim.start : claim.end] == claim.quote
    assert "shelled" in claim.quote
    assert "bread" not in claim.quote
    assert text[slice(*claim.trigger)] == "shelled"


def test_one_deed_of_a_sentence_is_one_claim() -> None:
    text = "Russian forces attacked Kherson in an attack on Kherson."
    assert len(claims(text, "ATTACKED")) == 1


def test_a_deed_told_in_two_sentences_is_two_claims() -> None:
    text = "Russian forces attacked Kherson. Russian forces attacked Kherson."
    assert len(claims(text, "ATTACKED")) == 2


def test_nobody_attacks_themselves() -> None:
    assert deeds("Israeli troops attacked Israeli troops.") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Heavy rain attacked the roofs of the old market.",
        "The pop singer struck a chord with her listeners in Paris.",
        "The podcast about Russia hit the charts.",
        "An iPhone app blocks calls from unknown numbers.",
        "Share this article on Twitter and Facebook.",
    ],
)
def test_what_is_no_conflict_makes_no_attack(sentence: str) -> None:
    assert claims(sentence, "ATTACKED") == []
    assert claims(sentence, "BLOCKED") == []
