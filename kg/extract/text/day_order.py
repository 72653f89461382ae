"""Which number of "04/03/2021" is the day: the one that fits the days and months that the article names."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Final

from kg.extract.days.calendar import day
from kg.extract.lexicon import numbers

READ: Final = 20_000  # characters of an article that are looked at
SOON: Final = 14  # days that a day named with its month may lie before publication
FRESH: Final = {0: 2, 1: 2, 2: 1}  # news tells of today, yesterday and the day before by their weekdays


def chosen(text: str, one: date, other: date) -> date | None:
    """The day of publication, of two that it may be; None where the text tells for neither."""
    weekdays, days = list(_weekdays(text)), list(_days(text))
    first, second = (_fits(published, weekdays, days) for published in (one, other))
    if first == second:
        return None
    return one if first > second else other


def _fits(published: date, weekdays: list[int], days: list[tuple[int, int]]) -> int:
    points = sum(FRESH.get((published.weekday() - weekday) % 7, 0) for weekday in weekdays)
    near = (day(published.year, month, number) for month, number in days)
    return points + sum(3 for when in near if when and 0 <= (published - when).days <= SOON)


def _weekdays(text: str) -> Iterator[int]:
    known = numbers("calendar", "weekdays")
    for match in _weekday().finditer(text, 0, READ):
        yield known[match.group().lower()]


def _days(text: str) -> Iterator[tuple[int, int]]:
    """The months and days that are named together."""
    months = numbers("calendar", "months")
    for match in _month_day().finditer(text, 0, READ):
        name, number = match["m1"] or match["m2"], match["d1"] or match["d2"]
        yield months[name.lower()], int(number)


@cache
def _weekday() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_names('weekdays', ending='day')})\b")


@cache
def _month_day() -> re.Pattern[str]:
    months = _names("months", ending="")
    number = r"[0-3]?\d"
    return re.compile(
        rf"\b(?:(?P<m1>{months})\.? (?P<d1>{number})(?!\d)|(?P<d2>{number}) (?P<m2>{months}))\b"
    )


def _names(table: str, *, ending: str) -> str:
    names = [name.capitalize() for name in numbers("calendar", table) if name.endswith(ending)]
    return "|".join(sorted(names, key=lambda name: (-len(name), name)))
