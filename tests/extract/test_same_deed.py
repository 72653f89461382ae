"""An attack that a verb and its noun tell is one claim; deeds of others that somebody backs are theirs."""

import pytest

from .reading import claims, deeds, the


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        (
            "JNIM's attacks in the town of Djibo, which killed scores of Malian civilians, go on.",
            {"malian_civilians", "djibo"},
        ),
        ("Three Malian soldiers were killed by a JNIM attack near Gao.", {"malian_forces", "gao"}),
    ],
)
def test_an_attack_that_a_verb_and_its_noun_both_tell_of_is_one(text: str, hit: set[str]) -> None:
    attacks = claims(text, "ATTACKED")
    assert [{party.id for party in attack.recipients} for attack in attacks] == [hit], deeds(text)


def test_two_attacks_of_one_sentence_stay_two() -> None:
    text = "A JNIM attack near Gao killed a soldier after Wagner fighters attacked rebels in Kidal."
    assert len(claims(text, "ATTACKED")) == 2, deeds(text)


def test_what_one_raid_hit_besides_is_one_claim_though_it_names_its_victim_again() -> None:
    text = "Two RSF raids hit an army unit; destroyed a tank; and killed a soldier of the army unit in Bara."
    assert len(claims(text, "ATTACKED")) == 1, deeds(text)


@pytest.mark.parametrize(
    "text",
    [
        "Egypt supported the retaking of Bara by Sudanese troops.",
        "Egypt has supported the re-taking by Sudanese troops of Bara.",
    ],
)
def test_whoever_supports_a_deed_supports_its_doer_and_does_not_do_it(text: str) -> None:
    assert "egypt SUPPORTED sudanese_armed_forces" in deeds(text)
    the(text, "sudanese_armed_forces SEIZED bara_sudan")


def test_help_comes_from_all_that_are_named() -> None:
    text = "Somali troops retook Ras Kamboni, aided by strong support from Kenya and the African Union."
    assert [{a.id for a in c.actors} for c in claims(text, "SUPPORTED")] == [{"kenya", "african_union"}]


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        (
            "France's jets struck JNIM camps, which include two training sites, in support of Malian forces.",
            "french_air_force SUPPORTED malian_forces",
        ),
        ("France carried out raids in support of its partners.", "france SUPPORTED g_partners"),
        (
            "Kenya is steadfast in its support of the Somali government and the African Union.",
            "kenya SUPPORTED somalia+african_union",
        ),
    ],
)
def test_in_support_of_is_said_of_whoever_does_the_deed(text: str, deed: str) -> None:
    the(text, deed)


def test_whom_a_gift_is_for_stands_after_to_where_to_names_somebody() -> None:
    text = "Norway gave protective masks to the Iraqi army in preparation for the Mosul offensive."
    assert all("mosul" not in deed for deed in deeds(text))
