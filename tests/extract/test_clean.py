from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.days.calendar import Days
from kg.extract.text.clean import lines, masthead

STORY = """\
Border guards and rebels trade fire near Amuda crossing

By Lena Hoffmann
Published: 4 March 2019 18:05 GMT

AMUDA, Syria (Reuters) - Rebels attacked a border crossing near Amuda on Sunday, the governor said.

Four guards were wounded at the crossing before the rebels withdrew, according to a hospital in Amuda.

READ MORE: Minister promises new border posts

"We will hold the crossing," the governor told reporters.

No group said that it was behind the attack.

The army sent two armoured vehicles to the border after the attack."""

FURNITURE = [
    "icon-menu icon-search iconClose share-icon icon-facebook",
    "0:00",
    "03:12 / 24:55",
    "• • •",
    "Share on Facebook",
    "Tweet",
    "Podcasts",
    "Facebook Twitter Telegram RSS",
    "Share   Tweet   Print   Text size: A A+",
    "Home > News > Middle East",
    "LIVE NOW ▶ 00:00",
    "Add comment (0)",
    "Advertisement",
    "Most read",
    "Discuss This Article",
    "Other reports by",
    "© Getty Images / A. Photographer",
    "Subscribe to our newsletter",
    "5",
]

FOREIGN = [
    "Teen singer tops charts with third album",
    "The new smartphone ships with a brighter screen. Buyers can order it from Friday in three colours.",
    "Five recipes for a perfect summer salad",
    "See also: Ten things to know about the flu season",
    "Her wedding outfit cost more than a small car, friends of the actress joked.",
    "Striker signs with Lisbon club until 2023",
]


def kinds(text):
    return {text[line.start : line.end]: line.kind for line in lines(text)}


def read(text):
    return [line for line, kind in kinds(text).items() if kind in ("title", "body")]


OWN = read(STORY)


def test_a_story_is_told_from_its_byline_dates_and_links():
    assert list(kinds(STORY).values()) == [
        "title", "byline", "dateline", "dateline", "body", "body", "related", "body", "body", "body",
    ]  # fmt: skip


@pytest.mark.parametrize("noise", [*FURNITURE, *FOREIGN])
@pytest.mark.parametrize("place", range(5, 10))
def test_noise_anywhere_in_a_story_is_not_read_and_costs_no_line(noise, place):
    paragraphs = STORY.split("\n\n")
    text = "\n\n".join([*paragraphs[:place], noise, *paragraphs[place:]])
    assert read(text) == OWN


def test_a_page_full_of_noise_still_gives_the_story():
    text = "\n".join(FURNITURE) + "\n\n" + STORY + "\n\nOther news\n" + "\n".join([*FOREIGN, *FURNITURE])
    assert read(text) == OWN


def test_a_teaser_below_another_articles_headline_goes_with_it():
    teaser = (
        "Singer reveals name of her new album\nFans had waited for months, and many of them wept at the news."
    )
    assert read(STORY + "\n\n" + teaser) == OWN


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("READ MORE: Governor visits the border crossing at Amuda", "related"),
        ("UPDATE: Rebels withdraw from border crossing near Amuda", "related"),
        ("Update: The governor later said that a fifth guard had died.", "body"),
        ("He spoke of a bad night.", "body"),
        ("Amuda crossing", "title"),
        ("Who attacked the crossing?", "body"),
        ("March 4, 2019", "dateline"),
        ("Updated at 19:30, 4 March 2019", "dateline"),
        ("Reporting by Lena Hoffmann; Editing by Omar Said", "byline"),
        ("APRIL 2, 2019 / 4:41 PM / UPDATED 3 HOURS AGO", "dateline"),
        ("By our defence correspondent", "byline"),
        ("By a staff correspondent, Sunday 3 March 2019", "byline"),
        ("the rebels said they would be back at the crossing", "body"),
    ],
)
def test_a_line_inside_a_story_has_its_kind(line, kind):
    assert kinds(f"{STORY}\n\n{line}\n\nThe rebels hold three villages at the border.")[line] == kind


@pytest.mark.parametrize(
    "text",
    [
        "The two ministers met in Oslo.",
        "Oslo hosts ministers",
        "The singer played in Oslo.",
        "The phone costs less this year. The company did not say why.\n\nIts shares fell.\n\nBuyers cheered.",
        "Talks resume\n\nThe ministers said:\n\n- Prices will fall.\n- Wages will rise.",
    ],
)
def test_where_little_is_known_every_line_is_read(text):
    assert len(read(text)) == len([line for line in text.split("\n") if line])


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("18 May, 2017 18:19", date(2017, 5, 18)),
        ("February 12, 2018", date(2018, 2, 12)),
        ("Published: 2018-02-08 10:00 GMT", date(2018, 2, 8)),
        ("2018-02-08T10:00:00Z", date(2018, 2, 8)),
        ("Mon 12 Feb 2018", date(2018, 2, 12)),
        ("Last updated on Thursday, 8th February 2018 at 10:00 am", date(2018, 2, 8)),
        ("13/02/2018", date(2018, 2, 13)),
        ("By Lena Hoffmann | 8 February 2018", date(2018, 2, 8)),
        ("By Lena Hoffmann, correspondent. Thursday, 8 February 2018, 7:05 a.m.", date(2018, 2, 8)),
        ("[08/February/2018 - 10:42]", date(2018, 2, 8)),
        ("8. February 2018", date(2018, 2, 8)),
        ("2018-Feb-08", date(2018, 2, 8)),
        ("8 February 2018. Covers 6 and 7 February; late entries are marked with a star.", date(2018, 2, 8)),
        (
            "Daily report  |  Thu 8 Feb 2018, 22:30 Damascus time  |  Report no. 2,077 of the monitor",
            date(2018, 2, 8),
        ),
        ("On 8 February 2015 rebels came to the town for the first time and left soon.", None),
        ("02/07/2018", None),
        ("31 February 2018", None),
    ],
)
def test_a_date_line_gives_the_day_of_publication(line, published):
    text = f"Rebels seize crossing\n{line}\n\nRebels seized a crossing on 1 January 2015, the army said."
    found = masthead(text, lines(text))
    assert found.published == published
    assert found.title == "Rebels seize crossing"


@pytest.mark.parametrize(
    ("head", "story", "published"),
    [
        ("04/03/2021  Share  Print", "Troops came on Wednesday and left on Thursday.", date(2021, 3, 4)),
        ("04/03/2021  Share  Print", "Troops came on Friday and left on Saturday.", date(2021, 4, 3)),
        ("02/07/2018", "Rebels fled on February 6.", date(2018, 2, 7)),
        ("02/07/2018", "Rebels fled on 1 July.", date(2018, 7, 2)),
        ("02/07/2018", "Rebels fled.", None),
        ("05.06.2018 | 11:20", "Rebels fled.", date(2018, 6, 5)),
        (
            "Last updated 13 Feb 2018, 22:48 GMT | Load more | Sort by: Newest",
            "They fled.",
            date(2018, 2, 13),
        ),
        (
            "Weekly | Africa: 11-17 May 2018\nPosted: 21 May 2018 | Tags: Mali",
            "They fled.",
            date(2018, 5, 21),
        ),
    ],
)
def test_the_story_tells_which_number_of_a_date_is_the_day(head, story, published):
    text = f"Rebels flee\n{head}\n\n{story}"
    assert masthead(text, lines(text)).published == published


def test_a_page_in_one_line_has_the_date_of_its_head():
    story = "Rebels seized a crossing on 1 January 2015, the army said. " * 9
    text = f"Rebels seize crossing By Lena Hoffmann 8 February 2018 Share Copy link AMUDA — {story}"
    assert masthead(text, lines(text)).published == date(2018, 2, 8)
    assert masthead(story, lines(story)).published is None


def test_the_day_of_publication_goes_before_the_day_of_an_update():
    text = "Rebels flee\nUpdated 9 May 2018\nPublished 8 May 2018\n\nRebels fled on Monday."
    assert masthead(text, lines(text)).published == date(2018, 5, 8)


def test_a_line_with_a_place_in_capitals_and_a_date_gives_both():
    text = "Jet lost\n\nNORTH SEA BASE, June 18, 2017\n\nA jet was lost on Sunday."
    found = masthead(text, lines(text))
    assert found.published == date(2017, 6, 18)
    assert found.dateline_place
    assert text[slice(*found.dateline_place)] == "NORTH SEA BASE"


@pytest.mark.parametrize(
    "caption", ["File photo 2019-03 © Agency / Handout", "Releases > Archive > March 2019"]
)
def test_a_caption_or_path_with_a_month_gives_the_month(caption):
    text = f"{caption}\n\nRebels fled on Monday."
    assert masthead(text, lines(text)).period == Days(date(2019, 3, 1), date(2019, 3, 31))


@pytest.mark.parametrize(
    ("head", "place", "agency", "month_day", "published"),
    [
        ("QAMISHLI, Syria (Reuters) - ", "QAMISHLI, Syria", "Reuters", None, None),
        ("DAMASCUS, 8 February (SANA) — ", "DAMASCUS", "SANA", (2, 8), None),
        ("BEIRUT, Feb. 12, 2018 (Xinhua) -- ", "BEIRUT", "Xinhua", (2, 12), date(2018, 2, 12)),
        ("MOSCOW, February 8. /TASS/. ", "MOSCOW", "TASS", (2, 8), None),
        ("WASHINGTON/BEIRUT (AP) – ", "WASHINGTON/BEIRUT", "AP", None, None),
        ("Homs, SANA- ", "Homs", "SANA", None, None),
        ("NEW YORK — ", "NEW YORK", None, None, None),
        ("Deir ez-Zor (AFP) - ", "Deir ez-Zor", "AFP", None, None),
        ("(Nairobi, 14 March 2024) – ", "Nairobi", None, (3, 14), date(2024, 3, 14)),
        ("(Port Sudan, Sudan, May 2, 2024) - ", "Port Sudan", None, (5, 2), date(2024, 5, 2)),
    ],
)
def test_a_dateline_gives_place_agency_and_day_and_is_cut_from_the_sentence(
    head, place, agency, month_day, published
):
    text = f"{head}The army said that it had taken the crossing."
    found = masthead(text, lines(text))
    spans = [span and text[span[0] : span[1]] for span in (found.dateline_place, found.agency)]
    assert (*spans, found.month_day, found.published) == (place, agency, month_day, published)
    if place:
        assert [line.kind for line in lines(text)] == ["dateline", "body"]
        assert read(text) == ["The army said that it had taken the crossing."]


@pytest.mark.parametrize(
    "text",
    [
        "The army - once strong - fled.",
        "Accordingly, CJTF-OIR struck twice.",
        "Russia – which backs the army – denied it.",
        "Rebels (SDF) said so.",
        "US-led forces fled.",
        "(Rebels, 14 of them) – fled.",
    ],
)
def test_a_sentence_with_a_dash_has_no_dateline(text):
    assert [line.kind for line in lines(text)] == ["body"]


@pytest.mark.parametrize(
    "unit", ["icon ", "a", "A ", "\n\r", "(", "© ", "2018-", "By ", "a\n\n", "- ", "A, ", "A/", "."]
)
def test_monotonous_text_of_any_length_is_classified(unit):
    text = unit * 10_000
    found = lines(text)
    masthead(text, found)
    assert sum(line.end - line.start for line in found) <= len(text)


@given(st.text(alphabet='aA é\n\r\t:-–()/|©20186.,!?“"\u2028\ufeff'))
@settings(deadline=None)  # the first text pays for reading the word lists
def test_lines_are_in_order_trimmed_and_miss_nothing_but_blanks(text):
    end = 0
    for line in lines(text):
        assert not text[end : line.start].strip(" \t\n\r\u2028\ufeff–-")
        assert line.start < line.end
        assert not text[line.start].isspace()
        assert not text[line.end - 1].isspace()
        end = line.end
    assert not text[end:].strip(" \t\n\r\u2028\ufeff")


@given(st.text())
@settings(deadline=None)  # the first text pays for reading the word lists
def test_any_text_has_lines_and_a_masthead(text):
    found = lines(text)
    assert all(text[line.start : line.end].strip() for line in found)
    masthead(text, found)
