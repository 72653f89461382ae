"""The year of a day that a dateline gives without one: that of the page's rights, if that fits the story."""

import re
from datetime import date
from functools import cache
from typing import Final

from kg.extract.days.calendar import day, fits, weekday_number
from kg.extract.lexicon import numbers
from kg.extract.spans import Line

_RIGHTS: Final = re.compile(
    r"(?:©|\(c\)|\bcopyright\b)[^\n]{0,60}?(?<!\d)(?:\d{4}\s?[-–—]\s?)?(?P<year>\d{4})(?!\d)", re.IGNORECASE
)


def day_of_rights(text: str, month_day: tuple[int, int] | None, weekday: int | None) -> date | None:
    """The dateline's day in the year of "(c) 2024", where the first weekday of the story fits that year.

    Many pages have their rights dated by the day they are looked at: without a weekday they prove nothing.
    """
    if month_day is None or weekday is None:
        return None
    found = (day(int(match["year"]), *month_day) for match in _RIGHTS.finditer(text))
    return next((when for when in found if when and fits(when, weekday)), None)


def first_weekday(text: str, lines: tuple[Line, ...]) -> int | None:
    """The first weekday that the story names; Monday is 0."""
    body = (line for line in lines if line.kind == "body")
    named = (_weekday().search(text, line.start, line.end) for line in body)
    return next((weekday_number(match.group().lower()) for match in named if match), None)


@cache
def _weekday() -> re.Pattern[str]:
    """A weekday's name; an abbreviation is also a word ("sat", "sun")."""
    whole = sorted(name for name in numbers("calendar", "weekdays") if name.endswith("day"))
    return re.compile(rf"\b(?:{'|'.join(whole)})\b", re.IGNORECASE)
