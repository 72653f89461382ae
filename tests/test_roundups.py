"""What a roundup says is of what was told just before; who leaves a day later leaves the same happening."""

from datetime import date

import pytest

from kg.deciding.ground import Ground
from kg.deciding.grouping import Group, groups
from kg.model import Claim
from tests.extract.reading import read

DAYS = (
    "On 12 May 2024 the RSF shelled El Fasher.",
    "On 13 May 2024 JNIM attacked Malian troops in Djibo.",
    "On 14 May 2024 M23 took Sake.",
    "On 15 May 2024 Russian forces shelled Kharkiv.",
    "On 16 May 2024 al-Shabaab attacked Somali troops in Moqokori.",
)


def told(text: str) -> tuple[list[Group], tuple[Claim, ...]]:
    extraction = read(text, published=date(2024, 5, 20))
    return groups(extraction, Ground(extraction.entities)), extraction.claims


def with_denial(*days: str) -> str | None:
    """The first day of the happening that "Burundi denied it" is of."""
    found, claims = told("\n\n".join(days))
    return next(g.first for g in found if any(claims[i].type == "DENIED" for i in g.claims))


def test_what_is_said_in_a_roundup_is_said_of_what_was_told_just_before() -> None:
    denied = f"{DAYS[2]} Burundi denied it."
    assert with_denial(*DAYS[:2], denied, *DAYS[3:]) == "2024-05-14"


def test_what_others_say_in_an_article_with_a_main_happening_is_of_the_main_one() -> None:
    assert with_denial(*DAYS[:2], "Burundi denied it.") == "2024-05-12"


@pytest.mark.parametrize(
    ("later", "happenings"),
    [
        ("On 17 May 2024 the Somali troops withdrew from Moqokori.", 1),
        ("On 17 May 2024 the Somali troops withdrew from Adan Yabaal.", 2),
        ("On 19 May 2024 the Somali troops withdrew from Moqokori.", 2),
        ("On 17 May 2024 al-Shabaab attacked Somali troops in Moqokori.", 2),
    ],
)
def test_who_leaves_a_day_later_leaves_the_same_happening(later: str, happenings: int) -> None:
    assert len(told(f"{DAYS[4]} {later}")[0]) == happenings
