"""The day of publication from the heads of pages, in the forms of agencies, papers, offices and channels."""

from datetime import date

import pytest

from kg.extract.text.clean import lines, masthead

from .reading import read

DAY = date(2023, 9, 12)
STORY = """Militants ambushed an army convoy near Gao on Monday, killing eleven soldiers, the army said.

Residents of Gao heard gunfire for hours. The army said that it had killed twenty militants.
"""


@pytest.mark.parametrize(
    "head",
    [
        "Issued on: 12/09/2023 - 18:22Modified: 13/09/2023 - 19:01",
        "Published On 12 Sep 202312 Sep 2023",
        "September 12, 20232:23 PM GMT+2Updated 4 months ago",
        "Updated September 12, 20235:33 PM ET",
        "12 September 2023By Lena Hoffmann Share",
        "09/12/2023September 12, 2023",
        "DateSept. 12, 2023",
        "Posted\n13 Sep 2023\nOriginally published\n12 Sep 2023\nOrigin\nView original",
        "Tuesday, 12 Sep 2023 2:33 PM  [ Last Update: Tuesday, 12 Sep 2023 2:40 PM ]",
        "Published date: 12 September 2023 14:33 BST | Last update: 4 months 2 weeks ago",
        "12.09.2023 - Update : 13.09.2023",
        "Update: September, 12/2023 - 14:33",
        "September 12 - 2023 GAO",
        "Sep-12-2023",
        "As of 12 September 2023",
        "@maliwatch\n2:33 PM · Sep 12, 2023",
        "Channel in English, [12.09.2023 14:33]",
        "https://news.example/2023/09/12/soldiers-killed",
        "https://news.example/world/20230912-soldiers-killed",
        "&nbsp;September&nbsp;12,&nbsp;2023 &#8211; 2:33 pm",
    ],
)
def test_a_head_tells_the_day_of_publication(head: str) -> None:
    assert read(f"Soldiers killed\n{head}\n\n{STORY}", published=None).published == DAY
    assert read(f"{head}\nSoldiers killed\n\n{STORY}", published=None).published == DAY


@pytest.mark.parametrize(
    "head",
    [
        "Publié le 12 septembre 2023 à 14h33",
        "12 de septiembre de 2023",
        "12 de setembro de 2023, 14h33",
        "12. September 2023, 14:33 Uhr",
        "12 Eylül 2023",
        "12 сентября 2023",
        "12 вересня 2023, 14:33",
        "12 سبتمبر 2023",
        "١٢ أيلول ٢٠٢٣",
    ],
)
def test_months_in_other_languages_are_known_in_heads(head: str) -> None:
    assert read(f"Soldiers killed\n{head}\n\n{STORY}", published=None).published == DAY


@pytest.mark.parametrize(
    ("head", "place"),
    [
        ("Bamako (AFP) – Sept 12, 2023 – ", "Bamako"),
        ("September 12, 2023 (BAMAKO) – ", "BAMAKO"),
        ("Bamako, 12 September 2023 – ", "Bamako"),
        ("Bamako (Mali), 12 September 2023: ", "Bamako (Mali)"),
        ("GAO / BAMAKO, September 12, 2023 - ", None),
    ],
)
def test_a_dateline_with_a_date_needs_neither_capitals_nor_agency(head: str, place: str | None) -> None:
    text = head + STORY
    found = masthead(text, lines(text))
    assert found.published == DAY
    if place:
        assert found.dateline_place
        assert text[slice(*found.dateline_place)] == place


@pytest.mark.parametrize(
    "text",
    [
        "Bamako: Militants fled.",
        "Chapter 12: Militants fled.",
        "Operation Barkhane 14 – Troops left.",
        "Militants (of Gao): Nobody came.",
    ],
)
def test_what_has_no_date_is_no_dateline(text: str) -> None:
    assert [line.kind for line in lines(text)] == ["body"]


@pytest.mark.parametrize(
    "head", ["September 12, 7:45 pm ET", "Gao — Sept. 12", "BAMAKO, Sept 12 (Reuters) - "]
)
def test_a_head_without_a_year_takes_it_from_the_story(head: str) -> None:
    text = f"{head}\n\n{STORY}\nThe last such attack was on 5 August 2023.\n"
    days = {claim.date for claim in read(text, published=None).claims if claim.type == "ATTACKED"}
    assert days & {"2023-09-11"}


def test_marks_of_html_are_read_as_what_they_mean() -> None:
    plain = read("Mali’s army “freed” the town & seized Gao, it said. Rebels shelled Timbuktu on Monday.")
    marked = read(
        "Mali&rsquo;s army &#8220;freed&#8221; the town &amp; seized Gao, it said. "
        "Rebels shelled&nbsp;Timbuktu on Monday."
    )
    said = [(claim.type, [party.id for party in claim.actors]) for claim in plain.claims]
    assert len(said) > 1
    assert [(claim.type, [party.id for party in claim.actors]) for claim in marked.claims] == said


@pytest.mark.parametrize(
    ("dateline", "rights"),
    [
        ("BAMAKO, Sept 12 (Sahel Wire) - ", "(c) 2023 Sahel Wire. All rights reserved"),
        ("Bamako, 12 September (Sahel Wire) - ", "Copyright © 2009-2023 Sahel Wire"),
        ("BAMAKO, September 12: ", "Copyright Sahel Wire 2023. No part may be copied."),
    ],
)
def test_a_dateline_is_of_the_year_of_the_pages_rights_where_the_weekday_fits(
    dateline: str, rights: str
) -> None:
    assert read(f"{dateline}{STORY}\n{rights}", published=None).published == DAY


@pytest.mark.parametrize("rights", ["(c) 2025 Sahel Wire", "Copyright Sahel Wire", "Archive 2023"])
def test_rights_of_another_year_date_nothing(rights: str) -> None:
    assert read(f"BAMAKO, Sept 12 (Sahel Wire) - {STORY}\n{rights}", published=None).published is None
