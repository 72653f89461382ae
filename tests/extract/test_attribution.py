"""Who says so: sources before, after and inside what they say, nested speakers, quotations, pronouns."""

import pytest

from kg.model import Modality, Stance

from .reading import claims, read, speakers, the

SHELLED = "russian_forces ATTACKED kherson"
WORDS = "Russian forces shelled Kherson"


@pytest.mark.parametrize(
    "sentence",
    [
        f"The Ukrainian army said that {WORDS}.",
        f"The Ukrainian army said {WORDS}.",
        f"{WORDS}, the Ukrainian army said.",
        f"{WORDS}, said the Ukrainian army.",
        f"According to the Ukrainian army, {WORDS}.",
        f"{WORDS}, according to the Ukrainian army.",
        f"{WORDS}, citing the Ukrainian army.",
        f'"{WORDS}," the Ukrainian army said.',
        f"“{WORDS},” said the Ukrainian army.",
        f'The Ukrainian army said: "{WORDS}."',
        f"Ukrainian army: {WORDS}",
        f"The Ukrainian army claims {WORDS}.",
        f"A statement by the Ukrainian army said {WORDS}.",
        f"The Ukrainian army has found that {WORDS}.",
        f"The Ukrainian army documented how {WORDS}.",
    ],
)
def test_a_speaker_is_found_before_and_after_the_words(sentence: str) -> None:
    assert speakers(sentence, SHELLED) == ["ukrainian_armed_forces"]


@pytest.mark.parametrize(
    ("sentence", "deed", "chain"),
    [
        (
            f"Reuters reported the Ukrainian army as saying that {WORDS}.",
            SHELLED,
            ["ukrainian_armed_forces", "reuters"],
        ),
        (
            f"The Ukrainian army said, according to Reuters, that {WORDS}.",
            SHELLED,
            ["ukrainian_armed_forces", "reuters"],
        ),
        (
            f"Citing the Ukrainian army, Reuters reported that {WORDS}.",
            SHELLED,
            ["ukrainian_armed_forces", "reuters"],
        ),
        (
            f"The Ukrainian army was quoted by Reuters as saying that {WORDS}.",
            SHELLED,
            ["ukrainian_armed_forces", "reuters"],
        ),
        (
            f"{WORDS}, Reuters reported, citing the Ukrainian army.",
            SHELLED,
            ["ukrainian_armed_forces", "reuters"],
        ),
        (
            "Interfax reported that the Russian Defence Ministry said Ukrainian troops attacked Belgorod.",
            "ukrainian_armed_forces ATTACKED belgorod",
            ["russian_defence_ministry", "interfax"],
        ),
        (f"Zelensky told Reuters that {WORDS}.", SHELLED, ["volodymyr_zelensky", "reuters"]),
        (
            "An RSF spokesman told Al Jazeera that Sudanese warplanes bombed Nyala.",
            "sudanese_air_force ATTACKED nyala",
            ["rsf", "al_jazeera"],
        ),
        (
            f"Reuters cited the Ukrainian army as saying that {WORDS}.",
            SHELLED,
            ["ukrainian_armed_forces", "reuters"],
        ),
        (
            "Al Jazeera reported that, according to Hamas, Israeli jets bombed Rafah.",
            "israeli_air_force ATTACKED rafah",
            ["hamas", "al_jazeera"],
        ),
    ],
)
def test_nested_speakers_stand_nearest_first(sentence: str, deed: str, chain: list[str]) -> None:
    assert speakers(sentence, deed) == chain


def test_an_inserted_speaker_stands_behind_both_halves() -> None:
    text = "Russian jets, the Ukrainian army said, bombed Odesa, and Ukrainian troops shelled Belgorod."
    assert speakers(text, "russian_air_force ATTACKED odesa") == ["ukrainian_armed_forces"]
    assert speakers(text, "ukrainian_armed_forces ATTACKED belgorod") == ["ukrainian_armed_forces"]


def test_what_nobody_is_quoted_for_is_the_articles_own() -> None:
    text = f"{WORDS}. The Ukrainian army said that Russian jets bombed Odesa."
    assert speakers(text, SHELLED) == []


@pytest.mark.parametrize("marks", ['""', "“”", "«»"])
def test_a_quotation_over_several_sentences_has_one_speaker(marks: str) -> None:
    opening, closing = marks
    text = f"{opening}{WORDS}. Russian jets bombed Odesa,{closing} the Ukrainian army said."
    assert speakers(text, SHELLED) == ["ukrainian_armed_forces"]
    assert speakers(text, "russian_air_force ATTACKED odesa") == ["ukrainian_armed_forces"]


def test_he_is_the_person_who_was_named_last() -> None:
    text = f"Zelensky came back to Kyiv on Sunday. He said that {WORDS}."
    assert speakers(text, SHELLED) == ["volodymyr_zelensky"]


def test_the_office_of_a_person_is_nobody_else() -> None:
    text = f"Omar Hassan, the governor, visited Kharkiv. He said {WORDS}."
    assert speakers(text, SHELLED) == ["x_omar_hassan"]


def test_it_added_names_nobody() -> None:
    assert speakers(f"Russian troops left Izium. It added that {WORDS}.", SHELLED) == []


def test_a_statement_is_spoken_by_whoever_issued_it() -> None:
    text = "Hamas issued a statement on Sunday. The statement said that Israeli jets bombed Rafah."
    assert speakers(text, "israeli_air_force ATTACKED rafah") == ["hamas"]


@pytest.mark.parametrize(
    ("sentence", "type_"),
    [
        ("Israel accused Hezbollah of shelling Israeli troops.", "ACCUSED"),
        ("Hamas denied attacking Israeli soldiers in Rafah.", "DENIED"),
        ("Kyiv confirmed that Ukrainian troops attacked Belgorod.", "CONFIRMED"),
    ],
)
def test_a_speech_act_does_not_repeat_its_speaker(sentence: str, type_: str) -> None:
    [act] = claims(sentence, type_)
    assert act.actors
    assert act.attribution == ()


def test_a_speech_act_keeps_whoever_reports_it() -> None:
    [act] = claims("Israel accused Hezbollah of shelling Israeli troops, Reuters reported.", "ACCUSED")
    assert [party.id for party in act.attribution] == ["reuters"]


@pytest.mark.parametrize(
    ("verb", "stance"),
    [
        ("said", Stance.REPORT),
        ("claimed", Stance.CLAIM),
        ("confirmed", Stance.CONFIRM),
        ("denied", Stance.DENY),
    ],
)
def test_the_cue_gives_the_stance(verb: str, stance: Stance) -> None:
    claim = the(f"The Ukrainian army {verb} that {WORDS}.", SHELLED)
    assert claim.stance is stance


def test_what_somebody_is_accused_of_is_alleged_by_the_accuser() -> None:
    claim = the("Israel accused Hezbollah of shelling Israeli troops.", "hezbollah ATTACKED israeli_forces")
    assert claim.modality is Modality.ALLEGED
    assert claim.stance is Stance.ACCUSE
    assert [party.id for party in claim.attribution] == ["israel"]


def test_the_words_of_a_speaker_are_pointed_at() -> None:
    text = f"{WORDS}, the Ukrainian army said."
    [party] = the(text, SHELLED).attribution
    assert text[party.start : party.end] == party.text == "Ukrainian army"


def test_the_outlet_of_an_article_is_an_actor_and_no_speaker() -> None:
    found = read(f"{WORDS}.", publisher="Reuters")
    assert found.outlet is not None
    assert found.outlet.id == "reuters"
    assert [claim.attribution for claim in found.claims if claim.type == "ATTACKED"] == [()]


def test_a_place_before_a_colon_is_no_speaker() -> None:
    (claim,) = claims("Mali: Tuareg rebels attack Malian soldiers near Kidal.", "ATTACKED")
    assert claim.attribution == ()


def test_what_is_told_beside_a_bare_claim_is_nobodys_words() -> None:
    headline = "Houthis claim hit on cargo ship as US forces strike Hodeidah"
    assert speakers(headline, "us_forces ATTACKED hodeidah") == []


def test_what_soldiers_find_is_not_what_they_say() -> None:
    text = "Malian troops found a truck after Russian forces shelled Kherson."
    assert speakers(text, SHELLED) == []


@pytest.mark.parametrize("verb", ["condemned", "criticised", "thanked", "arrested"])
def test_what_somebody_is_condemned_or_thanked_for_is_their_own_deed(verb: str) -> None:
    the(f"The UN {verb} Russian forces for shelling Kherson.", SHELLED)


@pytest.mark.parametrize(
    ("speaker", "party"),
    [
        ("Amna Idris, a nurse,", "x_amna_idris"),
        ("The Joint Protection Force", "x_joint_protection_force"),
        ("Two residents", "g_residents"),
        ("Local officials", "g_officials"),
    ],
)
def test_a_speaker_whom_nobody_knows_keeps_the_name(speaker: str, party: str) -> None:
    assert speakers(f"{speaker} said {WORDS}.", SHELLED) == [party]
