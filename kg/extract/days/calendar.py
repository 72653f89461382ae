"""Days, months and their ends, without a clock."""

from datetime import date, timedelta
from functools import cache
from typing import Final, NamedTuple

from kg.extract.lexicon import numbers

YEARS: Final = range(1900, 2100)  # a number outside of these is not taken for a year
DAY: Final = timedelta(days=1)


class Days(NamedTuple):
    """An interval of days, both ends included."""

    first: date
    last: date


@cache
def month_number(name: str) -> int | None:
    """The month that a lower-case name or abbreviation stands for."""
    return numbers("calendar", "months").get(name)


@cache
def weekday_number(name: str) -> int | None:
    """The weekday that a lower-case name or abbreviation stands for; Monday is 0."""
    return numbers("calendar", "weekdays").get(name)


def day(year: int, month: int, number: int) -> date | None:
    """The day, if there is one."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def month(year: int, number: int) -> Days:
    """The days of a month; months are counted on past December."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    first = date(year, number, 1)
    return Days(first, (first + timedelta(days=31)).replace(day=1) - DAY)


def year_of(number: str) -> int | None:
    """The year that four digits stand for."""
    return int(number) if len(number) == 4 and number.isdecimal() and int(number) in YEARS else None


def fits(written: date, weekday: int) -> bool:
    """Whether news of the day may name the weekday: it is told of the same day, or of the day before."""
    return weekday in (written.weekday(), (written - DAY).weekday())
