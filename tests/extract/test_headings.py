"""Days that stand over the text as headings: field notes by days, live pages, timelines."""

from datetime import date

import pytest

from .reading import deed, read

NOTE = """Field note on Nyala

Published 15 March 2025

{0}

RSF fighters stormed Nyala.

They left before dark.

{1}

Kenyan troops shelled Goma. Russian forces shelled Kharkiv two days earlier.

{2}

Russian forces shelled Sumy.
"""


def days(text: str) -> dict[str, str | None]:
    return {deed(claim): claim.date for claim in read(text, published=None).claims}


@pytest.mark.parametrize(
    "headings",
    [
        ("10 March", "11 March", "12–13 March"),
        ("Monday, March 10", "Tuesday, March 11", "Wednesday, March 12"),
        ("10 March 2025", "11 March 2025", "12 March 2025"),
        ("• March 10:", "• March 11:", "• March 12:"),
    ],
)
def test_what_stands_under_a_day_is_of_that_day(headings: tuple[str, str, str]) -> None:
    found = days(NOTE.format(*headings))
    assert found["rsf ATTACKED nyala"] == "2025-03-10"
    assert found["kenyan_forces ATTACKED goma"] == "2025-03-11"
    assert found["russian_forces ATTACKED sumy"] == "2025-03-12"


def test_today_under_a_heading_is_that_day() -> None:
    text = NOTE.format("10 March", "11 March", "12 March").replace("shelled Goma", "shelled Goma yesterday")
    assert days(text)["kenyan_forces ATTACKED goma"] == "2025-03-10"


@pytest.mark.parametrize(
    "headings",
    [
        ("15 March 2025", "What happened", "Background"),
        ("10 March", "What happened", "Background"),
        ("Monday", "Tuesday", "Wednesday"),
        ("March 10 attack", "March 11 attack", "March 12 attack"),
    ],
)
def test_one_day_or_other_headings_are_no_days_of_the_text(headings: tuple[str, str, str]) -> None:
    found = days(NOTE.format(*headings))
    assert found["kenyan_forces ATTACKED goma"] == found["rsf ATTACKED nyala"]


def test_two_dates_in_the_head_of_a_page_are_no_headings() -> None:
    text = "Nyala stormed\n\nUpdated 14 March 2025\nPublished 12 March 2025\n\nThe RSF took Nyala on Monday."
    found = read(text, published=None)
    assert found.published == date(2025, 3, 12)
    assert [claim.date for claim in found.claims if claim.date != "2025-03-10"] == []


def test_a_weekday_before_a_dash_is_no_dateline() -> None:
    assert days("Wednesday 15 May – Kenyan troops shelled Goma.\n\n20 May 2024\n") == {
        "kenyan_forces ATTACKED goma": "2024-05-15"
    }
