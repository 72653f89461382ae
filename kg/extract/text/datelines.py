"""Datelines: the place, day and agency before the first words of a story."""

import re
from datetime import date
from typing import Final, NamedTuple

from kg.extract.days.calendar import day, month_number, weekday_number
from kg.extract.text.full_dates import furniture


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
    (?P<place>{_WORD}(?:[ ]{_WORD}){{0,3}}(?:[ ]?/[ ]?{_WORD}(?:[ ]{_WORD}){{0,2}})?)
    (?P<country>,[ ]{_WORD}(?:[ ]{_WORD}){{0,3}}?|[ ]\({_WORD}(?:[ ]{_WORD}){{0,2}}\)(?=,[ ]\d))??
    (?:,?[ ](?P<when>{_WHEN}))?
    (?:[,.]?[ ]?(?:
        \((?P<agency>[^()\n]{{2,30}})\)
      | /(?P<slashed>[A-Z][\w -]{{1,20}})/\.?
      | (?P<bare>{_AGENCY})(?=[ ]?[-–—])
    ))?
    (?:[ ][-–—][ ](?P<later>{_WHEN}))?
    (?P<dash>[,.]?[ ]*[-–—]{{1,2}}[ ]*|:[ ]|(?<=/)[ ]|(?<=/\.)[ ])
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
_DATED: Final = re.compile(  # September 12, 2023 (KHARTOUM) –
    rf"""
    (?P<when>{_WHEN})[ ]\((?P<place>{_WORD}(?:[ /]{_WORD}){{0,3}})\)
    [ ]?[-–—]{{1,2}}[ ]?(?=["“'‘]?[^\W_a-z])
    """,
    re.VERBOSE,
)
_YEAR: Final = re.compile(r"\d{4}")
LONGEST_UNDATED: Final = 60  # characters of a line that may be no more than a day
_PLACE_WORDS: Final = 4
_MARK: Final = re.compile(r"[-–—/:]")  # no dateline is without one
_DAY_MONTH: Final = re.compile(
    r"(?:(\d{1,2})\.? ([^\W\d_]{3,9})|([^\W\d_]{3,9})\.? (\d{1,2}))(?:,? (\d{4}))?"
)


def dateline(text: str, start: int, end: int) -> Dateline | None:
    """The dateline that a paragraph begins with, if it does."""
    last = min(end, start + 120)
    if not _MARK.search(text, start, last):
        return None
    return _bracketed(text, start, last) or _dashed(text, start, last)


def _bracketed(text: str, start: int, last: int) -> Dateline | None:
    """A dateline whose day or place is in brackets, with no agency."""
    match = (_BRACKETED if text[start] == "(" else _DATED).match(text, start, last)
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
    """Capitals, a bracketed agency or a date tell a dateline from a sentence, with a dash or TASS's slashes.

    A colon does so only after a date, with its year or after a place in capitals.
    """
    place, dated = match.group("place"), match.group("when") or match.group("later")
    dash, bracketed = match.group("dash"), match.group("agency") or match.group("slashed")
    if dash == ": " and not (dated and (_YEAR.search(dated) or (place.isupper() and _month_named(dated)))):
        return False
    if " " not in dash and not bracketed:
        return False
    if weekday_number(place.lower()) is not None:  # "Wednesday 12 March – rebels fled"
        return False
    if place[0].islower() or any(word.islower() for word in re.split(r"[ /]", place)):
        return False
    shouted = place.isupper() and len(place.split("/")[0]) >= 4
    return shouted or bool(bracketed or match.group("bare") or _month_named(dated))


def _when(match: re.Match[str]) -> tuple[tuple[int, int] | None, date | None]:
    """The month and day of a dateline, and the date if the year is there, too."""
    groups = match.groupdict()
    dated = _DAY_MONTH.search(groups["when"] or groups.get("later") or "")
    return _month_day(dated) if dated else (None, None)


def _month_named(when: str | None) -> bool:
    dated = _DAY_MONTH.search(when or "")
    return dated is not None and _month_day(dated) != (None, None)


def _month_day(match: re.Match[str]) -> tuple[tuple[int, int] | None, date | None]:
    name, number = (match.group(2), match.group(1)) if match.group(1) else (match.group(3), match.group(4))
    found = month_number(name.lower().rstrip("."))
    if not found:
        return None, None
    full = day(int(match.group(5)), found, int(number)) if match.group(5) else None
    return (found, int(number)), full


def undated(line: str) -> tuple[int, int] | None:
    """The month and day of a line that holds little else and no year: "5 May, 7:45 pm"."""
    dated = _DAY_MONTH.search(line) if len(line) <= LONGEST_UNDATED else None
    month_day = _month_day(dated)[0] if dated else None
    rest = furniture().sub(" ", line[: dated.start()] + " " + line[dated.end() :]).split() if dated else ()
    return month_day if len(rest) <= _PLACE_WORDS and all(word[0].isupper() for word in rest) else None
