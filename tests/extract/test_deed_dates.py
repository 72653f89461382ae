"""Of several dates in a sentence each deed has its own."""

import pytest

from .reading import claims, deed

SEIZED, SHELLED = "SEIZED", "ATTACKED"


@pytest.mark.parametrize(
    ("text", "seized", "shelled"),
    [
        ("On Sunday rebels seized Sake, and on Monday the army shelled Goma.", "2024-05-19", "2024-05-20"),
        ("On Sunday rebels seized Sake and on Monday they shelled Goma.", "2024-05-19", "2024-05-20"),
        ("Rebels seized Sake on Saturday and shelled Goma the next day.", "2024-05-18", "2024-05-19"),
        (
            "Rebels seized Sake on Saturday, and, on Monday, the army shelled Goma.",
            "2024-05-18",
            "2024-05-20",
        ),
        (
            "On Sunday rebels seized Sake after the army had shelled Bukavu on Friday.",
            "2024-05-19",
            "2024-05-17",
        ),
        ("On Sunday rebels seized Sake, two days after the army shelled Goma.", "2024-05-19", "2024-05-17"),
        ("Rebels, who shelled Goma on Friday, seized Sake on Sunday.", "2024-05-19", "2024-05-17"),
        ("After the army shelled Goma on Friday, rebels seized Sake on Sunday.", "2024-05-19", "2024-05-17"),
        ("This month rebels seized Sake, and last Friday the army shelled Goma.", "2024-05", "2024-05-17"),
        ("On Sunday rebels seized Sake and shelled Goma, they said on Monday.", "2024-05-19", "2024-05-19"),
        ("Rebels seized Sake on Sunday. A week earlier they had shelled Goma.", "2024-05-19", "2024-05-12"),
    ],
)
def test_each_deed_has_the_date_of_its_own_clause(text: str, seized: str, shelled: str) -> None:
    assert [claim.date for claim in claims(text, SEIZED)] == [seized]
    assert {claim.date for claim in claims(text, SHELLED)} == {shelled}


def test_an_accusation_has_another_day_than_what_somebody_is_accused_of() -> None:
    text = "On Sunday the army accused rebels of shelling Goma on Friday."
    assert [claim.date for claim in claims(text, "ACCUSED")] == ["2024-05-19"]
    assert [claim.date for claim in claims(text, SHELLED)] == ["2024-05-17"]


def test_a_day_told_of_another_clause_is_not_the_deeds() -> None:
    text = "Rebels seized Sake on 4 May.\n\nThe army said rebels shelled Goma, and that a soldier fell today."
    assert [claim.date for claim in claims(text, SHELLED)] == ["2024-05-04"]


@pytest.mark.parametrize("sentence", ["A year ago, in May 2023, rebels shelled Goma."])
def test_the_closer_of_two_dates_for_one_time_is_taken(sentence: str) -> None:
    assert [claim.date for claim in claims(sentence)] == ["2023-05"]


def test_a_day_holds_for_no_longer_than_a_paragraph_where_a_text_has_none() -> None:
    lead = "Russian forces shelled Kharkiv on Sunday. The town was dark. It rained."
    past = "On 2 May Russian forces shelled Sumy. Nobody was hurt. It was cold. The school stayed shut."
    told = claims(f"{lead} {past} Russian forces shelled Izium.", "ATTACKED")
    days = {deed(claim): claim.date for claim in told}
    assert days["russian_forces ATTACKED sumy"] == "2024-05-02"
    assert days["russian_forces ATTACKED izium"] == days["russian_forces ATTACKED kharkiv"] == "2024-05-19"


@pytest.mark.parametrize(
    ("past", "day"),
    [
        ("In 2019 rebels seized Sake.", "2019"),
        ("In October 2019 rebels seized Sake.", "2019-10"),
        ("Last month rebels seized Sake.", "2024-04"),
    ],
)
def test_a_paragraph_goes_on_from_the_year_or_month_that_it_tells_of(past: str, day: str) -> None:
    text = f"Russian forces shelled Kharkiv on Sunday.\n\n{past} Kenyan troops then shelled Goma."
    days = {deed(claim): claim.date for claim in claims(text, SHELLED)}
    assert days["kenyan_forces ATTACKED goma"] == day


def test_an_entry_of_a_brief_has_the_day_that_heads_it() -> None:
    text = (
        "Daily brief, 20 May 2024\n\n"
        "18 May, Goma. Rebels seized Sake. The army denied it.\n\n"
        "17 May. The army shelled Goma. Nobody was hurt. Rebels fled. It rained. Rebels attacked Kharkiv.\n\n"
        "The report is written by volunteers.\n"
    )
    days = {deed(claim): claim.date for claim in claims(text)}
    assert days["g_rebels SEIZED sake_drc"] == "2024-05-18"
    assert days["g_army DENIED"] == "2024-05-18"
    assert {day for said, day in days.items() if "ATTACKED" in said} == {"2024-05-17"}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Rebels will withdraw from Goma by December 31.", "2024-12-31"),
        ("Rebels withdrew from Goma on December 31.", "2023-12-31"),
        ("Rebels will withdraw from Goma in October.", "2024-10"),
        ("Rebels will withdraw from Goma on Friday.", "2024-05-24"),
    ],
)
def test_what_is_planned_is_told_of_the_next_such_day(text: str, day: str) -> None:
    assert [claim.date for claim in claims(text, "WITHDREW_FROM")] == [day]


def test_what_is_said_of_the_past_is_not_said_in_the_past() -> None:
    past = "In 2019 rebels seized Goma. Kinshasa accused Rwanda. Rebels shelled Goma."
    text = f"Rebels seized Sake on Sunday.\n\n{past}"
    days = {deed(claim): claim.date for claim in claims(text)}
    assert days["dr_congo ACCUSED rwanda"] == "2024-05-19"
    assert days["g_rebels ATTACKED goma"] == "2019"
