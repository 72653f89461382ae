"""Standing relations that noun phrases state by themselves."""

import pytest

from .reading import deeds, the


@pytest.mark.parametrize(
    ("sentence", "deed"),
    [
        ("Rebels backed by Rwanda attacked Congolese troops.", "rwanda BACKS g_rebels"),
        ("Fighters loyal to Khalifa Haftar attacked Tripoli.", "g_fighters BACKS khalifa_haftar"),
        ("Iran is the Houthis' main ally.", "iran BACKS houthis"),
    ],
)
def test_a_phrase_states_a_relation(sentence: str, deed: str) -> None:
    assert any(found.startswith(deed) for found in deeds(sentence)), deeds(sentence)


def test_a_relation_is_attributed_like_anything_else() -> None:
    claim = the("Kinshasa said rebels backed by Rwanda attacked Congolese troops.", "rwanda BACKS g_rebels")
    assert [party.id for party in claim.attribution] == ["dr_congo"]


@pytest.mark.parametrize(
    ("sentence", "deed"),
    [
        ("The SDF, mainly Kurdish fighters, advanced.", "kurdish_fighters PART_OF sdf"),
        ("We thank our NATO partners, especially Turkey.", "turkey PART_OF nato"),
        ("Soldiers visiting from the Kenyan army met the rebels.", "g_soldiers PART_OF kenyan_forces"),
        ("Two experts from UNESCO visited Palmyra.", "g_experts PART_OF unesco"),
        ("Canada is fighting as part of NATO.", "canada PART_OF nato"),
        ("On Monday, Abu Ali, a Hezbollah commander in Tyre, was killed.", "x_abu_ali PART_OF hezbollah"),
        ("Abu Ali was killed. He was a member of Hezbollah.", "x_abu_ali PART_OF hezbollah"),
        ("Raqqa, Islamic State's self-proclaimed capital, was hit.", "islamic_state CONTROLS raqqa"),
        ("Sirte, a stronghold of Islamic State, fell.", "islamic_state CONTROLS sirte"),
        ("The army shelled Islamic State's de facto capital of Raqqa.", "islamic_state CONTROLS raqqa"),
        ("Gen. John Doe, commander, US Central Command, said so.", "x_john_doe LEADS us_central_command"),
        ("Katibat Macina (KM), a branch of JNIM, left.", "katiba_macina PART_OF jnim"),
        ("Al-Qaeda affiliate JNIM attacked Gao.", "jnim PART_OF al_qaeda"),
        ("RSF member Omar Hassan was killed.", "x_omar_hassan PART_OF rsf"),
        ("Omar Hassan, the director of Al-Shifa Hospital, left.", "x_omar_hassan LEADS al_shifa_hospital"),
        ("The district head of Isfara, Omar Hassan, said so.", "x_omar_hassan LEADS isfara"),
        (
            "Omar Hassan, the commander-in-chief of Ukraine's armed forces, left.",
            "x_omar_hassan LEADS ukrainian_armed_forces",
        ),
        ("The prefect of Gao, Omar Hassan, left.", "x_omar_hassan LEADS gao"),
        ("The RSF left Gao, its spokesman Omar Hassan said.", "x_omar_hassan SPOKESPERSON_OF rsf"),
        ("RSF deputy spokesman Omar Hassan said so.", "x_omar_hassan SPOKESPERSON_OF rsf"),
        ("Omar Hassan, military spokesman for M23, said so.", "x_omar_hassan SPOKESPERSON_OF m23"),
        ("Omar Hassan, a spokeswoman with UNICEF, said so.", "x_omar_hassan SPOKESPERSON_OF unicef"),
        ("Boko Haram attacked villages using drones.", "boko_haram CONTROLS p_drones"),
        ("Hamas was involved in the use of car bombs.", "hamas CONTROLS p_car_bombs"),
    ],
)
def test_a_noun_or_preposition_tells_who_belongs_to_whom_or_holds_what(sentence: str, deed: str) -> None:
    assert any(found.startswith(deed) for found in deeds(sentence)), deeds(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Damascus, Syria's capital, was hit.",
        "Their partners from the SDF attacked the town.",
        "Two men from Kenya were killed.",
        "The strikes were carried out as part of a wider plan.",
        "An IS-held building was hit.",
        "The Turkish news agency Anadolu said so.",
        "RSF deputy commander Omar Hassan left.",
        "Omar Hassan, head of Gaza operations, left.",
    ],
)
def test_what_tells_of_no_belonging_states_none(sentence: str) -> None:
    standing = {"PART_OF", "LEADS", "CONTROLS"}
    assert not [found for found in deeds(sentence) if standing & set(found.split())], deeds(sentence)


def test_a_deed_done_with_means_is_aimed_beyond_them() -> None:
    the("Turkish troops launched strikes using drones against the PKK.", "turkish_armed_forces ATTACKED pkk")
