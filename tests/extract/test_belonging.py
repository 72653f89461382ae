"""Who leads, speaks for and belongs to whom, as phrases tell it in passing."""

import pytest

from .reading import claims, deeds, speakers, the


@pytest.mark.parametrize(
    ("sentence", "deed"),
    [
        ("The Libyan National Army of Khalifa Haftar left.", "khalifa_haftar LEADS libyan_national_army"),
        ("Khalifa Haftar's Libyan National Army left.", "khalifa_haftar LEADS libyan_national_army"),
        ("The governor of Kharkiv, Oleh Syniehubov, left.", "oleh_syniehubov LEADS kharkiv"),
        ("Zelenskyy named Oleksandr Syrskyi head of the SBU.", "oleksandr_syrskyi LEADS sbu"),
        ("Oleksandr Syrskyi was appointed head of the SBU.", "oleksandr_syrskyi LEADS sbu"),
        ("Kyiv appointed Oleksandr Syrskyi as head of the SBU.", "oleksandr_syrskyi LEADS sbu"),
        ("The RSF, whose leader Hemedti left, is in Nyala.", "mohamed_hamdan_dagalo LEADS rsf"),
        ("The chief of staff of the RSF, John Doe, left.", "x_john_doe LEADS rsf"),
        ("Chief of Army Staff John Doe left Abuja.", "x_john_doe LEADS g_army"),
        ("Air Force spokesman John Doe left.", "x_john_doe SPOKESPERSON_OF g_air_force"),
        ("Interior Ministry spokesman John Doe left.", "x_john_doe SPOKESPERSON_OF g_interior_ministry"),
        ("Hezbollah said one of its commanders, Ibrahim Aqil, left.", "ibrahim_aqil PART_OF hezbollah"),
        ("One of Hezbollah's commanders, Ibrahim Aqil, left.", "ibrahim_aqil PART_OF hezbollah"),
        ("The RSF's 18th Brigade left Nyala.", "x_18th_brigade PART_OF rsf"),
        ("The 18th Brigade of the Israeli army left.", "x_18th_brigade PART_OF israeli_forces"),
        ("A delegation, led by Hakan Fidan, met Hamas in Doha.", "hakan_fidan LEADS g_delegations"),
        ("The force was led by a man called John Doe.", "x_john_doe LEADS g_force"),
        ("The Libyan army under the command of Khalifa Haftar left.", "khalifa_haftar LEADS libyan_forces"),
        ("The Chadian contingent of MINUSMA left Kidal.", "chadian_forces PART_OF minusma"),
    ],
)
def test_a_phrase_tells_who_leads_speaks_for_or_belongs_to_whom(sentence: str, deed: str) -> None:
    assert deed in deeds(sentence), deeds(sentence)


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("Hezbollah fired rockets. The group's leader, Hassan Nasrallah, spoke.", "LEADS hezbollah"),
        ("Hezbollah confirmed the strike. Its spokesman, John Doe, left.", "SPOKESPERSON_OF hezbollah"),
        ("M23 left. Hezbollah denies it: its spokesman, John Doe, left.", "SPOKESPERSON_OF hezbollah"),
        ("Hamas met. Hezbollah, a member of the group, left.", "hezbollah PART_OF hamas"),
    ],
)
def test_whose_it_is_may_stand_in_the_sentence_before(text: str, deed: str) -> None:
    assert any(found.endswith(deed) for found in deeds(text)), deeds(text)


@pytest.mark.parametrize(
    "sentence",
    [
        "Tareq Saleh, the coalition-backed commander, left Mocha.",
        "A spokesperson for the governor, John Doe, left.",
        "Ukraine's 72nd Mechanized Brigade left Vuhledar.",
    ],
)
def test_what_tells_of_no_leader_or_whole_states_none(sentence: str) -> None:
    assert not [deed for deed in deeds(sentence) if {"LEADS", "PART_OF"} & set(deed.split())]


def test_who_somebody_is_is_told_by_the_article_whoever_speaks() -> None:
    text = "Rwanda said M23, led by Sultani Makenga, took Goma."
    assert speakers(text, "sultani_makenga LEADS m23") == []
    assert speakers(text, "m23 SEIZED goma") == ["rwanda"]
    assert speakers("Rwanda said that Sultani Makenga led M23.", "sultani_makenga LEADS m23") == ["rwanda"]


def test_what_a_party_says_that_it_did_not_do_it_denies() -> None:
    assert "russia DENIED kyiv" in deeds("Russia says it did not bomb Kyiv.")
    assert the("Russia says it did not bomb Kyiv.", "russia ATTACKED kyiv").polarity == "negated"
    assert "DENIED" not in " ".join(deeds("Ukraine says Russia did not bomb Kyiv."))


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Mali's president accused foreign sponsors of arming rebels.", "foreign sponsors"),
        ("Mali's president blamed foreign mercenaries.", "foreign mercenaries"),
        ("Hezbollah warned local fishermen.", "local fishermen"),
    ],
)
def test_those_who_are_accused_or_warned_may_be_nameless(sentence: str, words: str) -> None:
    assert words in addressed(sentence), deeds(sentence)


def addressed(sentence: str) -> list[str]:
    speech = [claim for claim in claims(sentence) if claim.type in {"ACCUSED", "WARNED"}]
    return [party.text for claim in speech for party in claim.recipients]


@pytest.mark.parametrize("sentence", ["The minister blamed bad weather.", "Troops fired warning shots."])
def test_things_are_neither_accused_nor_warned(sentence: str) -> None:
    assert addressed(sentence) == []
