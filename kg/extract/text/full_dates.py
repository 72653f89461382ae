"""Dates with day, month and year as pages give them, and the lines that hold nothing else."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Final

from kg.extract.days.calendar import day
from kg.extract.lexicon import listed, numbers
from kg.extract.text import day_order

_YEAR: Final = re.compile(r"\d{4}")
_PLACE_WORDS: Final = 4


@cache
def month_names() -> str:
    """The names of months in the languages of the world's news, as alternatives of a verbose expression."""
    names = sorted(_months(), key=lambda name: (-len(name), name))
    return "|".join(re.escape(name) for name in names)


@cache
def _months() -> Mapping[str, int]:
    return {**numbers("calendar", "months_abroad"), **numbers("calendar", "months")}


@cache
def _full_date() -> re.Pattern[str]:
    names = month_names()
    glued = rf"\d?(?::\d\d|[ ](?:{names}|min|hour|day|week|month)s?\b)"  # "May 4, 20232:15 PM"
    over = rf"(?!\d(?!{glued}))"
    return re.compile(
        rf"""(?:\b|(?-i:(?<=[a-z])(?=[A-Z])))(?:
          (?P<y1>\d{{4}})[-/.](?P<m1>\d{{1,2}}|{names})[-/.](?P<d1>\d{{1,2}})(?:T(?=\d)|(?!\d))
        | (?P<d2>\d{{1,2}})(?:st|nd|rd|th|er|º)?(?:\.?\s{{0,9}}(?:(?:of|de)[ ])?|[-/.])(?P<m2>{names})\b
          (?:\.?,?\s{{1,9}}(?:del?[ ])?|[-/.])(?P<y2>\d{{4}}){over}
        | (?P<m3>{names})\b(?:\.?,?\s{{0,9}}|-)(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?
          (?:,?\s{{1,9}}(?:[-–][ ])?|[-/])(?P<y3>\d{{4}}){over}
        | (?P<a4>\d{{1,2}})[/.-](?P<b4>\d{{1,2}})[/.-](?P<y4>\d{{4}}){over}
        )""",
        re.VERBOSE | re.IGNORECASE,
    )


@cache
def furniture() -> re.Pattern[str]:
    """What stands around the date in a line that holds nothing else."""
    words_ = "|".join((*numbers("calendar", "weekdays"), *listed("clean", "around_date")))
    return re.compile(
        rf"""\b(?:
            {words_}
          | \d{{1,2}}[:.h]\d{{2}}(?:[:.]\d{{2}}(?:\.\d+)?)?(?:am|pm|z)?
          | \+\d{{1,2}}:?\d{{2}} | \d+[ ]min(?:ute)?s?(?:[ ]read)?
          | \d+[ ](?:second|minute|hour|day|week)s?[ ]ago
        )\b|[\s.,:;|/•·()\[\]+–—-]""",
        re.VERBOSE | re.IGNORECASE,
    )


def full_dates(text: str, start: int, end: int) -> Iterator[tuple[re.Match[str], date]]:
    """Dates with day, month and year; "02/07/2018" may be read in two ways, so the text has to tell."""
    if not _YEAR.search(text, start, end):
        return
    for match in _full_date().finditer(text, start, end):
        found = _as_date(match, text)
        if found:
            yield match, found


def _as_date(match: re.Match[str], text: str) -> date | None:
    for group in ("1", "2", "3"):
        year = match.group(f"y{group}")
        if year:
            named = match.group(f"m{group}")
            number = int(named) if named.isdecimal() else _months().get(named.lower())
            return day(int(year), number or 0, int(match.group(f"d{group}")))
    first, second, year = (int(match.group(group)) for group in ("a4", "b4", "y4"))
    one, other = day(year, second, first), day(year, first, second)
    if "." in match.group() or one is None or other is None or one == other:
        return one or other
    return day_order.chosen(text, one, other)


def is_date_line(line: str) -> bool:
    """Whether the line is a date, perhaps with a time, words such as "Updated", and a place in capitals."""
    if len(line) > 120:
        return False
    found = [match.span() for match, _ in full_dates(line, 0, len(line))]
    if not found:
        return False
    for start, end in reversed(found):
        line = line[:start] + " " + line[end:]
    rest = furniture().sub(" ", line).split()
    return len(rest) <= _PLACE_WORDS and all(map(str.isupper, rest))
