"""Datelines: the place, day and agency before the first words of a story."""

import re
from datetime import date
from typing import Final, NamedTuple

from kg.extract.days.calendar import day, month_number


class Dateline(NamedTuple):
    """What stands before a paragraph: "QAMISHLI, Syria (Reuters) - "; `rest` is where the text begins."""

    end: int
    rest: int
    place: tuple[int, int]
    agency: tuple[int, int] | None
    month_day: tuple[int, int] | None
    date: date | None


_WORD: Final = r"[^\W\d_][\w'’.-]*"
_AGENCY: Final = r"""
    AFP|AP|ANHA|Anadolu|DPA|IRNA|ISNA|KUNA|MENA|NNA|RIA|Reuters|SANA|SPA|TASS|UPI|WAFA|WAM|Xinhua
"""
_WHEN: Final = r"[^\W\d_]{3,9}\.?[ ]\d{1,2}(?:,?[ ]\d{4})?|\d{1,2}[ ][^\W\d_]{3,9}\.?(?:,?[ ]\d{4})?"
_DATELINE: Final = re.compile(
    rf"""
    (?P<place>{_WORD}(?:[ ]{_WORD}){{0,3}}(?:/{_WORD}(?:[ ]{_WORD}){{0,2}})?)
    (?P<country>,[ ]{_WORD}(?:[ ]{_WORD}){{0,3}}?)??
    (?:,?[ ](?P<when>{_WHEN}))?
    (?:[,.]?[ ]?(?:
        \((?P<agency>[^()\n]{{2,30}})\)
      | /(?P<slashed>[A-Z][\w -]{{1,20}})/\.?
      | (?P<bare>{_AGENCY})(?=[ ]?[-–—])
    ))?
    (?P<dash>[,.]?[ ]*[-–—]{{1,2}}[ ]*|[ ])
    (?=["“'‘(\[]?[^\W_a-z])
    """,
    re.VERBOSE,
)
_BRACKETED: Final = re.compile(  # (Nairobi, 14 March 2024) –
    rf"""
    \((?P<place>{_WORD}(?:[ ]{_WORD}){{0,3}})(?:,[ ]{_WORD}(?:[ ]{_WORD}){{0,2}})?,[ ](?P<when>{_WHEN})\)
    [ ]?[-–—]{{1,2}}[ ]?(?=["“'‘]?[^\W_a-z])
    """,
    re.VERBOSE,
)
_MARK: Final = re.compile(r"[-–—/]")  # no dateline is without one
_DAY_MONTH: Final = re.compile(
    r"(?:(\d{1,2})\.? ([^\W\d_]{3,9})|([^\W\d_]{3,9})\.? (\d{1,2}))(?:,? (\d{4}))?"
)


def dateline(text: str, start: int, end: int) -> Dateline | None:
    """The dateline that a paragraph begins with, if it does."""
    last = min(end, start + 120)
    if not _MARK.search(text, start, last):
        return None
    return _bracketed(text, start, last) if text[start] == "(" else _dashed(text, start, last)


def _bracketed(text: str, start: int, last: int) -> Dateline | None:
    match = _BRACKETED.match(text, start, last)
    month_day, full = _when(match) if match else (None, None)
    if not match or not month_day:
        return None
    end = start + len(match.group().rstrip())
    return Dateline(end, match.end(), match.span("place"), None, month_day, full)


def _dashed(text: str, start: int, last: int) -> Dateline | None:
    match = _DATELINE.match(text, start, last)
    if not match or not _is_dateline(match):
        return None
    source = next((name for name in ("agency", "slashed", "bare") if match.group(name)), None)
    agency = match.span(source) if source else None
    month_day, full = _when(match)
    place = (match.start("place"), match.end("country") if match.group("country") else match.end("place"))
    return Dateline(match.start() + len(match.group().rstrip()), match.end(), place, agency, month_day, full)


def _is_dateline(match: re.Match[str]) -> bool:
    """Capitals or a bracketed agency, and a dash (or TASS's slashes), tell a dateline from a sentence."""
    place = match.group("place")
    dash, bracketed = match.group("dash"), match.group("agency") or match.group("slashed")
    if (dash.isspace() and not match.group("slashed")) or (" " not in dash and not bracketed):
        return False
    if place[0].islower() or any(word.islower() for word in re.split(r"[ /]", place)):
        return False
    shouted = place.isupper() and len(place.split("/")[0]) >= 4
    return shouted or bool(match.group("agency") or match.group("slashed") or match.group("bare"))


def _when(match: re.Match[str]) -> tuple[tuple[int, int] | None, date | None]:
    """The month and day of a dateline, and the date if the year is there, too."""
    dated = _DAY_MONTH.search(match["when"] or "")
    return _month_day(dated) if dated else (None, None)


def _month_day(match: re.Match[str]) -> tuple[tuple[int, int] | None, date | None]:
    name, number = (match.group(2), match.group(1)) if match.group(1) else (match.group(3), match.group(4))
    found = month_number(name.lower().rstrip("."))
    if not found:
        return None, None
    full = day(int(match.group(5)), found, int(number)) if match.group(5) else None
    return (found, int(number)), full
