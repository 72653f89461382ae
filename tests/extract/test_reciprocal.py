"""What two do to each other, and whom "both sides" mean."""

import pytest

from .reading import deeds


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("Armenia and Azerbaijan accused each other of it.", "armenia+azerbaijan ACCUSED"),
        ("Kyiv and Moscow have blamed one another.", "ukraine+russia ACCUSED"),
        ("The RSF and the Sudanese army each blamed the other.", "rsf+sudanese_armed_forces ACCUSED"),
        ("India traded accusations with Pakistan.", "india+pakistan ACCUSED"),
        ("India and Pakistan fired at each other.", "india+pakistan ATTACKED"),
    ],
)
def test_what_two_do_to_each_other_has_both_on_both_sides(text: str, deed: str) -> None:
    sides, kind = deed.split()
    assert f"{sides} {kind} {sides}" in deeds(text), deeds(text)


@pytest.mark.parametrize(
    "text",
    [
        "The RSF clashed with Sudanese troops. Both sides agreed to a truce.",
        "Tension between the RSF and Sudanese troops is high. Each side blamed the other.",
        "The RSF and Sudanese troops stopped fighting. Both have since accused each other.",
        "The RSF attacked Sudanese troops. The two forces met, and both sides agreed to a truce.",
    ],
)
def test_both_are_the_two_last_set_side_by_side(text: str) -> None:
    last = deeds(text)[-1]
    assert {"rsf", "sudanese_armed_forces"} <= set(last.replace("+", " ").split()), deeds(text)


@pytest.mark.parametrize("text", ["Both sides blamed each other.", "Each side accused the other of lies."])
def test_where_no_two_were_named_both_are_nobody(text: str) -> None:
    assert deeds(text) == []


def test_a_relative_clause_may_open_with_its_preposition() -> None:
    assert "m23 PART_OF congo_river_alliance" in deeds(
        "The Congo River Alliance, to which M23 belongs, took Goma."
    )
    assert "m23 PART_OF congo_river_alliance" in deeds(
        "He heads the Congo River Alliance, the coalition to which M23 belongs."
    )


def test_what_is_insisted_to_be_so_is_no_demand() -> None:
    assert deeds("Rwanda insisted that Uganda was to blame.") == ["rwanda ACCUSED uganda"]
