"""Whose work a loss is that nobody is said to have caused."""

import pytest

from .reading import claims, deed

BEFORE = "Russian forces attacked Kharkiv. "


@pytest.mark.parametrize(
    ("told", "attacks"),
    [
        ("Ukraine's general staff said 30 Russian soldiers were killed.", 2),  # its own work
        ("Ukraine's general staff said 30 Ukrainian soldiers were killed.", 1),  # its own losses
        ("The United Nations said 30 Russian soldiers were killed.", 1),  # no party to the war
        ("The Turkish defence ministry said 12 PKK members were killed.", 2),  # nobody else's work
        ("Thirty Russian soldiers were killed.", 1),  # nobody says it
    ],
)
def test_only_who_tells_of_losses_of_his_enemy_means_his_own_work(told: str, attacks: int) -> None:
    assert len(claims(BEFORE + told, "ATTACKED")) == attacks


def test_the_doer_is_whoever_tells_of_it() -> None:
    told = claims(BEFORE + "Ukraine's general staff said 30 Russian soldiers were killed.", "ATTACKED")[-1]
    assert deed(told) == "ukrainian_general_staff ATTACKED russian_forces"
