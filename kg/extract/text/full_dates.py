"""Dates with day, month and year as pages give them, and the lines that hold nothing else."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Final

from kg.extract.days.calendar import day, month_number
from kg.extract.lexicon import numbers
from kg.extract.text import day_order

_YEAR: Final = re.compile(r"\d{4}")
_PLACE_WORDS: Final = 4


@cache
def month_names() -> str:
    return "|".join(sorted(numbers("calendar", "months"), key=lambda name: (-len(name), name)))


@cache
def _full_date() -> re.Pattern[str]:
    names = month_names()
    return re.compile(
        rf"""\b(?:
          (?P<y1>\d{{4}})[-/.](?P<m1>\d{{1,2}}|{names})[-/.](?P<d1>\d{{1,2}})(?:T(?=\d)|(?!\d))
        | (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:\.?[ ]?(?:of[ ])?|[-/.])(?P<m2>{names})\b
          (?:\.?,?[ ]+|[-/.])(?P<y2>\d{{4}})(?!\d)
        | (?P<m3>{names})\b\.?[ ]?(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,?[ ]+(?P<y3>\d{{4}})(?!\d)
        | (?P<a4>\d{{1,2}})[/.-](?P<b4>\d{{1,2}})[/.-](?P<y4>\d{{4}})(?!\d)
        )""",
        re.VERBOSE | re.IGNORECASE,
    )


@cache
def furniture() -> re.Pattern[str]:
    """What stands around the date in a line that holds nothing else."""
    days = "|".join(numbers("calendar", "weekdays"))
    return re.compile(
        rf"""\b(?:
            first|last|article|story|published|posted|updated|modified|created|date|edited|issued|released|uploaded
          | publication|time|edit|{days}|on|at|gmt|utc|est|edt|bst|cet|msk|local|am|pm|a\.m|p\.m|hrs?|z
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
            number = int(named) if named.isdecimal() else month_number(named.lower())
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
