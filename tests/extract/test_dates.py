from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.days import dates
from kg.extract.days.calendar import Days
from kg.extract.days.date_meanings import MEANINGS
from kg.extract.lexicon import table
from kg.extract.spans import SentenceSpan
from kg.extract.text.tokens import tokenize

MONDAY = date(2018, 2, 12)


def sentence(text):
    return SentenceSpan(0, len(text), "body", tokenize(text))


def found(text, base=MONDAY, **known):
    one = sentence(text)
    return dates.find(one, base, dates.context([one], base, **known))


def days(one):
    return one.first if one.first == one.last else f"{one.first}..{one.last}"


def spelled(text, base=MONDAY, **known):
    """Each date as words = first..last precision."""
    return [
        f"{text[one.start : one.end]} = {days(one)} {one.precision}" for one in found(text, base, **known)
    ]


def article(*texts, base=None, **known):
    sentences = [sentence(text) for text in texts]
    return [
        days(one)
        for spans in dates.find_all(sentences, dates.context(sentences, base, **known))
        for one in spans
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It fell on 24 May 2017.", ["24 May 2017 = 2017-05-24 day"]),
        ("It fell on May 24, 2017, they said.", ["May 24, 2017 = 2017-05-24 day"]),
        ("It fell on the 12th of February.", ["the 12th of February = 2018-02-12 day"]),
        ("It fell on February 12th.", ["February 12th = 2018-02-12 day"]),
        ("Fighting began Feb. 7 near Tanf.", ["Feb. 7 = 2018-02-07 day"]),
        ("Fighting began 7 Feb.", ["7 Feb = 2018-02-07 day"]),
        ("On Monday, Dec. 26, he died.", ["Monday, Dec. 26 = 2017-12-26 day"]),
        ("Sat, 3 March 2018", ["Sat, 3 March 2018 = 2018-03-03 day"]),
        ("Talks open on 19 February.", ["19 February = 2018-02-19 day"]),
        ("Talks opened on 20 February.", ["20 February = 2017-02-20 day"]),
        ("It began on 29 February.", ["29 February = 2016-02-29 day"]),
        ("Seen 2017-05-18.", ["2017-05-18 = 2017-05-18 day"]),
        ("Seen 13/02/2018.", ["13/02/2018 = 2018-02-13 day"]),
        ("Seen 02/13/2018.", ["02/13/2018 = 2018-02-13 day"]),
        ("Seen 13.02.2018.", ["13.02.2018 = 2018-02-13 day"]),
        ("From 7-8 February 2018 it snowed.", ["From 7-8 February 2018 = 2018-02-07..2018-02-08 day"]),
        ("It held between 3 and 5 May.", ["between 3 and 5 May = 2017-05-03..2017-05-05 day"]),
        ("It held Feb. 7-9.", ["Feb. 7-9 = 2018-02-07..2018-02-09 day"]),
        ("from 30 December to 2 January", ["from 30 December to 2 January = 2017-12-30..2018-01-02 day"]),
        ("It fell on February 5 and 6.", ["February 5 and 6 = 2018-02-05..2018-02-06 day"]),
        ("On February 5 and 6 men fell.", ["February 5 = 2018-02-05 day"]),
        ("It fell on 5/6 February.", ["5/6 February = 2018-02-05..2018-02-06 day"]),
        ("It fell on February 5, 6 and 8.", ["February 5, 6 and 8 = 2018-02-05..2018-02-08 day"]),
        ("It fell on 5, 6 and 8 May 2016.", ["5, 6 and 8 May 2016 = 2016-05-05..2016-05-08 day"]),
        ("It fell overnight 4–5 February.", ["overnight 4–5 February = 2018-02-04..2018-02-05 day"]),
        ("It fell overnight on February 4-5.", ["overnight on February 4-5 = 2018-02-04..2018-02-05 day"]),
        ("the night of May 4 into May 5, 2016", ["May 4 into May 5, 2016 = 2016-05-04..2016-05-05 day"]),
        ("It fell on the fifth of February.", ["the fifth of February = 2018-02-05 day"]),
    ],
)
def test_days_are_resolved_with_or_without_a_year(text, expected):
    assert spelled(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In June 2017 a jet fell.", ["June 2017 = 2017-06-01..2017-06-30 month"]),
        ("Photo of 2020-02.", ["2020-02 = 2020-02-01..2020-02-29 month"]),
        ("They held it until October.", ["October = 2017-10-01..2017-10-31 month"]),
        ("They came in February.", ["February = 2018-02-01..2018-02-28 month"]),
        ("They came last May.", ["last May = 2017-05-01..2017-05-31 month"]),
        ("Since March they hold it.", ["March = 2017-03-01..2017-03-31 month"]),
        ("Votes are due next June.", ["next June = 2018-06-01..2018-06-30 month"]),
        ("In early March it fell.", ["early March = 2017-03-01..2017-03-10 week"]),
        ("By mid-November it fell.", ["mid-November = 2017-11-11..2017-11-20 week"]),
        ("By the end of January 2018", ["end of January 2018 = 2018-01-21..2018-01-31 week"]),
        ("from June to August 2016", ["from June to August 2016 = 2016-06-01..2016-08-31 month"]),
        ("It was late 2015.", ["late 2015 = 2015-09-01..2015-12-31 season"]),
        ("the spring of 2016", ["spring of 2016 = 2016-03-01..2016-05-31 season"]),
        ("It began last summer.", ["last summer = 2017-06-01..2017-08-31 season"]),
        ("A base since 2016.", ["2016 = 2016-01-01..2016-12-31 year"]),
        ("the 2003 invasion", ["2003 = 2003-01-01..2003-12-31 year"]),
        ("from 2014 to 2017", ["from 2014 to 2017 = 2014-01-01..2017-12-31 year"]),
        ("the war (2014-17)", ["2014-17 = 2014-01-01..2017-12-31 year"]),
        ("By March it had fallen.", ["March = 2017-03-01..2017-03-31 month"]),
        ("the invasion of 2003", ["2003 = 2003-01-01..2003-12-31 year"]),
        ("the second half of January", ["second half of January = 2018-01-16..2018-01-31 month"]),
        ("in the first half of 2016", ["first half of 2016 = 2016-01-01..2016-06-30 season"]),
        ("in the third quarter of 2016", ["third quarter of 2016 = 2016-07-01..2016-09-30 season"]),
        ("the first three months of 2016", ["first three months of 2016 = 2016-01-01..2016-03-31 season"]),
        ("the autumn of last year", ["autumn of last year = 2017-09-01..2017-11-30 season"]),
        ("It fell in the spring.", ["the spring = 2017-03-01..2017-05-31 season"]),
        ("It came in the fall of Homs.", []),
    ],
)
def test_months_seasons_and_years_are_intervals(text, expected):
    assert spelled(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It came on Monday.", ["Monday = 2018-02-12 day"]),
        ("It came on Wednesday night.", ["Wednesday night = 2018-02-07 day"]),
        ("It came last Monday.", ["last Monday = 2018-02-05 day"]),
        ("It comes next Friday.", ["next Friday = 2018-02-16 day"]),
        ("It came Tuesday last week.", ["Tuesday last week = 2018-02-06 day"]),
        ("between Monday and Wednesday", ["between Monday and Wednesday = 2018-02-05..2018-02-07 day"]),
        ("It came today.", ["today = 2018-02-12 day"]),
        ("It came this morning.", ["this morning = 2018-02-12 day"]),
        ("It came yesterday evening.", ["yesterday evening = 2018-02-11 day"]),
        ("It came the day before yesterday.", ["the day before yesterday = 2018-02-10 day"]),
        ("It comes tomorrow.", ["tomorrow = 2018-02-13 day"]),
        ("It came overnight.", ["overnight = 2018-02-11..2018-02-12 day"]),
        ("It came last week.", ["last week = 2018-02-05..2018-02-11 week"]),
        ("It came earlier this month.", ["earlier this month = 2018-02-01..2018-02-12 month"]),
        ("It came earlier in the month.", ["earlier in the month = 2018-02-01..2018-02-12 month"]),
        ("It came last month.", ["last month = 2018-01-01..2018-01-31 month"]),
        ("It came late last year.", ["late last year = 2017-09-01..2017-12-31 season"]),
        ("It came over the weekend.", ["the weekend = 2018-02-10..2018-02-11 day"]),
        ("It came two days ago.", ["two days ago = 2018-02-10 day"]),
        ("It came a week ago.", ["a week ago = 2018-02-05 week"]),
        (
            "In 2012 it rose. It fell that year.",
            ["2012 = 2012-01-01..2012-12-31 year", "that year = 2012-01-01..2012-12-31 year"],
        ),
        ("It came two weeks ago.", ["two weeks ago = 2018-01-29 week"]),
        ("It came on 7 October last year.", ["7 October last year = 2017-10-07 day"]),
        ("It came in May of last year.", ["May of last year = 2017-05-01..2017-05-31 month"]),
        (
            "Two years ago, on 12 May, it fell.",
            ["Two years ago = 2016-01-01..2016-12-31 year", "12 May = 2016-05-12 day"],
        ),
        (
            "It came overnight from Friday to Saturday.",
            ["overnight from Friday to Saturday = 2018-02-09..2018-02-10 day"],
        ),
        (
            "It came on Friday night into Saturday.",
            ["Friday night into Saturday = 2018-02-09..2018-02-10 day"],
        ),
        (
            "It came on Friday night and into Saturday morning.",
            ["Friday night and into Saturday morning = 2018-02-09..2018-02-10 day"],
        ),
        ("It came on Friday and Saturday.", ["Friday and Saturday = 2018-02-09..2018-02-10 day"]),
        (
            "It came on Thursday, Friday and Saturday.",
            ["Thursday, Friday and Saturday = 2018-02-08..2018-02-10 day"],
        ),
        ("It came overnight on Friday.", ["overnight on Friday = 2018-02-09 day"]),
        ("It came a year ago today.", ["a year ago today = 2017-01-01..2017-12-31 year"]),
        ("It came on 05.02.2018.", ["05.02.2018 = 2018-02-05 day"]),
        ("The 5 February attack", ["The 5 February = 2018-02-05 day"]),
        ("It came three months ago.", ["three months ago = 2017-11-01..2017-11-30 month"]),
        ("In the past 24 hours", ["past 24 hours = 2018-02-11..2018-02-12 day"]),
        ("In recent days", ["recent days = 2018-02-05..2018-02-12 week"]),
    ],
)
def test_relative_dates_count_from_the_day_of_publication(text, expected):
    assert spelled(text, MONDAY) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It may rain and they may march.",
        "Theresa May spoke.",
        "May said so.",
        "an SU-22 and an F-15",
        "about 2,000 men",
        "24 people, aged 30",
        "Seen on 02/07/2018.",
        "They sold it on Black Friday.",
        "Russia Today reported it.",
        "after the September 11 attacks",
        "the 14 March Alliance",
        "killed by 2000 men",
        "on 31 June 2017",
        "the 20th brigade",
        "Rocket 2017 was fired",
    ],
)
def test_what_only_looks_like_a_date_is_none(text):
    assert spelled(text) == []


def test_dates_count_from_the_one_before():
    told = article(
        "The siege began on 3 February.",
        "A day earlier it had rained.",
        "The siege ended on 9 February; two days later they left.",
        "The next day nobody came.",
        "It snowed the same day.",
        base=MONDAY,
    )
    assert told == ["2018-02-03", "2018-02-02", "2018-02-09", "2018-02-11", "2018-02-12", "2018-02-12"]


def test_the_day_after_an_event_is_not_the_day_after_the_last_date():
    assert article("It began on 3 February.", "A day after the raid he left.", base=MONDAY) == ["2018-02-03"]


def test_without_publication_a_day_follows_the_latest_date_that_is_named():
    told = article(
        "In June 2017 a jet was shot down.", "The base was hit on February 7.", "They left Thursday."
    )
    assert told == ["2017-06-01..2017-06-30", "2018-02-07", "2018-02-08"]


def test_without_publication_a_day_shortly_before_the_latest_one_is_of_its_year():
    assert article("Shots on 12 February 2020.", "It began on February 10.") == ["2020-02-12", "2020-02-10"]


def test_without_publication_a_weekday_is_the_one_nearest_to_the_only_day_named():
    told = article("Shots on 12 February 2020.", "On Wednesday shots fell.", "On Tuesday all was quiet.")
    assert told == ["2020-02-12", "2020-02-12", "2020-02-11"]


def test_without_any_day_relative_dates_stay_open():
    assert article("On Wednesday, and yesterday, and in October, and on February 7.") == []
    assert article("On 1 May 2016 and on 1 June 2016.", "On Wednesday it ended.") == [
        "2016-05-01",
        "2016-06-01",
    ]


def test_an_article_that_says_today_and_a_date_is_of_that_date():
    told = article(
        "Shots fell today, February 12th.",
        "On Tuesday all was quiet.",
        period=Days(date(2020, 2, 1), date(2020, 2, 29)),
    )
    assert told == ["2020-02-12", "2020-02-12", "2020-02-11"]


def test_a_dateline_without_a_year_takes_it_from_the_article():
    told = article("In December 2017 it was calm.", "Shots fell on Wednesday.", month_day=(2, 8))
    assert told == ["2017-12-01..2017-12-31", "2018-02-07"]


def test_a_dateline_without_a_year_is_of_the_first_year_that_its_weekday_fits():
    told = article("In April 2021 it was calm.", "Shots fell on Monday.", month_day=(9, 12), weekday=0)
    assert told == ["2021-04-01..2021-04-30", "2022-09-12"]


def test_every_rule_means_something():
    assert {str(rule["means"]) for rule in table("dates")["rules"]} == set(MEANINGS)


@pytest.mark.parametrize("base", [date.min, date.max])
def test_days_beyond_the_calendar_are_not_told(base):
    text = "last week, next year, two years ago, tomorrow, yesterday, last summer, in the past 30 years"
    assert all(one.first <= one.last for one in found(text, base))


WORDS = """
    7 8 30 31 02 2017 2018 - / . , to and from between of the on in until last next this early mid end May
    March February Feb Monday Mon day days week month year years ago later earlier before after a two past
    recent summer today yesterday weekend hours 29 x
"""


@given(
    st.lists(st.sampled_from(WORDS.split()), max_size=14), st.sampled_from([None, MONDAY, date(2016, 2, 29)])
)
def test_any_words_give_verbatim_spans_in_order(words, base):
    text = " ".join(words)
    end = 0
    for one in found(text, base):
        assert end <= one.start < one.end <= len(text)
        assert one.first <= one.last
        assert not text[one.start : one.end].endswith((" ", ".", ","))
        end = one.end


@given(st.text())
@settings(deadline=None)  # the first text pays for reading the word lists
def test_any_text_can_be_searched(text):
    assert all(text[one.start : one.end].strip() for one in found(text))


@pytest.mark.parametrize(
    ("texts", "last"),
    [
        (
            ("The market was hit on 6 February.", "He told us so on Thursday.", "They did not fly that day."),
            "06",
        ),
        (("Rain fell on 6 February.", "That night it froze."), "06"),
        (("The siege ended on 6 February, he said on Thursday.", "He left a day later."), "09"),
    ],
)
def test_that_day_is_not_the_day_on_which_somebody_only_spoke(texts, last):
    assert article(*texts, base=MONDAY)[-1] == f"2018-02-{last}"


@pytest.mark.parametrize(
    ("texts", "last"),
    [
        (
            ("It fell on 9 February.", "In 2014 it had held.", "It snowed.", "A day earlier he left."),
            "2018-02-08",
        ),
        (("It fell on 9 February.", "Rain came on 3 May 2016.", "A day earlier he left."), "2016-05-02"),
        (
            ("It fell on 9 February.", "Rain came on 3 May 2016.", "It fell.", "Two days later he left."),
            "2016-05-05",
        ),
    ],
)
def test_a_day_earlier_is_not_counted_from_what_is_long_past_and_no_longer_spoken_of(texts, last):
    assert article(*texts, base=MONDAY)[-1] == last


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It fell on the 9th.", ["2018-02-09"]),
        ("It fell on the 14th in Homs.", ["2018-01-14"]),
        ("It fell on the night of the 11th.", ["2018-02-11"]),
        ("It fell to the 14th brigade.", []),
        ("It fell on the 2nd of January.", ["2018-01-02"]),
        ("It fell on New Year's Day.", ["2018-01-01"]),
        ("It fell on New Year’s Eve.", ["2017-12-31"]),
        ("It fell on Christmas Eve.", ["2017-12-24"]),
        ("It fell in the first week of January.", ["2018-01-01..2018-01-07"]),
        ("It fell in the last week of January.", ["2018-01-25..2018-01-31"]),
        ("It was shelled in November and December.", ["2017-11-01..2017-12-31"]),
    ],
)
def test_days_without_a_month_and_days_with_names_are_told(text, expected):
    assert [days(one) for one in found(text)] == expected


def test_today_is_the_day_of_the_dateline_where_the_article_came_out_later():
    texts = ["It fell today.", "It fell yesterday.", "It fell on Monday."]
    assert article(*texts, base=MONDAY, month_day=(2, 10)) == ["2018-02-10", "2018-02-09", "2018-02-12"]


def test_a_dateline_of_another_week_is_not_today():
    assert article("It fell today.", base=MONDAY, month_day=(2, 1)) == ["2018-02-12"]


@pytest.mark.parametrize(
    ("texts", "last"),
    [
        (("It fell on 4 April 2016.", "On 6 April he left."), "2016-04-06"),
        (("It fell on 4 April 2016.", "Two days later, on 6 April, he left."), "2016-04-06"),
        (("It fell on 4 April 2016.", "It rained.", "It snowed.", "On 6 April he left."), "2017-04-06"),
        (("It fell on 4 April 2016.", "On 6 February he left."), "2018-02-06"),
        (("In April 2016 it fell.", "By May he had left."), "2016-05-01..2016-05-31"),
        (("In April 2016 it fell.", "In December he left."), "2017-12-01..2017-12-31"),
        (("In 2016 it fell.", "On 4 April that year he left."), "2016-04-04"),
        (("In 2016 it fell.", "In April of the same year he left."), "2016-04-01..2016-04-30"),
        (("It fell on 3 February.", "Three days after that, he left."), "2018-02-06"),
        (("It fell on 3 February.", "Three days on, he left."), "2018-02-06"),
        (("It fell on 3 February, and two days before that he left.",), "2018-02-01"),
    ],
)
def test_what_follows_soon_on_something_long_past_is_of_its_year(texts, last):
    assert article(*texts, base=MONDAY)[-1] == last
