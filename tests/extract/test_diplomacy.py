"""Meetings, protests, sanctions and threats, and who stands for whom in them."""

import pytest

from .reading import deeds


@pytest.mark.parametrize(
    ("sentence", "deed"),
    [
        ("Representatives of M23 and Rwanda met in Doha.", "m23+rwanda MET_WITH m23+rwanda"),
        ("Kinshasa met M23 in Doha.", "dr_congo+m23 MET_WITH dr_congo+m23"),
        ("Iraq lodged a strong protest with Turkey.", "iraq PROTESTED turkey"),
        (
            "People took to the streets of Bamako to protest against France.",
            "g_people PROTESTED france+bamako",
        ),
        ("Hezbollah threatened more attacks on Israeli troops.", "hezbollah THREATENED israeli_forces"),
        ("JNIM claimed the attack.", "jnim CONFIRMED"),
        ("The militia is loyal to Khalifa Haftar.", "g_militias BACKS khalifa_haftar"),
        ("The EU added Hezbollah to its sanctions list.", "european_union SANCTIONED hezbollah"),
    ],
)
def test_diplomacy_names_both_sides(sentence: str, deed: str) -> None:
    assert deed in deeds(sentence), deeds(sentence)


def test_a_deal_that_is_demanded_on_a_blocked_road_is_not_what_is_blocked() -> None:
    found = deeds("Critics of Israel blocked a road in Tel Aviv to demand a deal.")
    assert not [deed for deed in found if "REJECTED" in deed], found


def test_those_of_a_nation_are_no_part_of_it_for_that() -> None:
    assert deeds("The British agency UKMTO reported it.") == []
