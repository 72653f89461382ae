"""What an article says of itself: when and where it was written, and by which agency."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Final, NamedTuple

from kg.extract.days.calendar import Days, day, month, month_number, year_of
from kg.extract.lexicon import numbers, words
from kg.extract.spans import Line
from kg.extract.text import day_order


class Masthead(NamedTuple):
    """What date lines and datelines tell; spans are offsets into the text."""

    published: date | None  # as a line of its own says it
    title: str | None
    dateline_place: tuple[int, int] | None
    agency: tuple[int, int] | None
    month_day: tuple[int, int] | None  # a dateline's date without a year: "DAMASCUS, 8 February (SANA)"
    period: Days | None  # the month of a caption, where no line tells the day


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
_YEAR: Final = re.compile(r"\d{4}")
_MARK: Final = re.compile(r"[-–—/]")  # no dateline is without one
_DAY_MONTH: Final = re.compile(
    r"(?:(\d{1,2})\.? ([^\W\d_]{3,9})|([^\W\d_]{3,9})\.? (\d{1,2}))(?:,? (\d{4}))?"
)


@cache
def _months() -> str:
    return "|".join(sorted(numbers("calendar", "months"), key=lambda name: (-len(name), name)))


@cache
def _full_date() -> re.Pattern[str]:
    names = _months()
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
def _date_furniture() -> re.Pattern[str]:
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
    rest = _date_furniture().sub(" ", line).split()
    return len(rest) <= _PLACE_WORDS and all(map(str.isupper, rest))


_BY: Final = re.compile(
    r"(?:(?:(?:writt|report|edit|compil|translat|post)(?:en|ed|ing)|story|words) by|by|author)\b:? *",
    re.IGNORECASE,
)
_PLACE_WORDS: Final = 4
_BYLINE_LENGTH: Final = 120
_LONGEST_BYLINE: Final = 14  # words
_PERSON: Final = re.compile(r"[A-Z][a-z'’]+(?: (?:[A-Z]\.|(?:al-|el-|de |van |bin )?[A-Z][\w'’-]+)){1,3}\Z")


def is_byline(line: str) -> bool:
    """Whether the line reads like the name of who wrote the article, with or without "By"."""
    return is_signed(line) or (len(line) <= _BYLINE_LENGTH and bool(_PERSON.match(_before_date(line))))


def is_signed(line: str) -> bool:
    """Whether the line begins with "By" or the like, and goes on with nothing but names."""
    if len(line) > _BYLINE_LENGTH:
        return False
    by = _BY.match(line)
    names = _before_date(line)[by.end() :].rstrip(".").split() if by else ()
    return 0 < len(names) <= _LONGEST_BYLINE and all(_is_name(name) for name in names)


def _before_date(line: str) -> str:
    dated = next(full_dates(line, 0, len(line)), None)
    return (line[: dated[0].start()] if dated and dated[0].start() else line).strip(" |,–—•·-")


def _is_name(word: str) -> bool:
    known = word.lower().strip(";,") in words("clean", "byline")
    return known or word[0].isupper() or word[0] in "&|/;@(" or word.startswith(("al-", "el-"))


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


def masthead(text: str, lines: tuple[Line, ...]) -> Masthead:
    """What the article's own lines say of it; a line that says "published" is believed before the others."""
    title = next((text[line.start : line.end] for line in lines if line.kind == "title"), None)
    head = next((found for found in _datelines(text, lines)), None)
    published = _published(text, lines) or (head.date if head else None) or _headed(text, lines)
    return Masthead(
        published,
        title,
        head.place if head else _place_line(text, lines),
        head.agency if head else None,
        head.month_day if head else None,
        None if published else _period(text, lines),
    )


def _datelines(text: str, lines: tuple[Line, ...]) -> Iterator[Dateline]:
    for line, following in pairwise(lines):
        if line.kind == "dateline" and following.kind == "body":
            found = dateline(text, line.start, following.end)
            if found:
                yield found


_HEAD_LINES: Final = 8  # so many lines may stand above the story
_LABELLED: Final = re.compile(
    r"\b(?:updated|published|posted|issued|modified)\b\W*(?:on)?\W*$", re.IGNORECASE
)
_BARS: Final = re.compile(r"\s[|·•]\s")
_WHOLE: Final = 400  # characters; no head alone is as long
_HEAD: Final = 250  # so many characters of such a line may be a head
_IN_PROSE: Final = re.compile(  # a date after one of these is told of, and not that of the article
    r"\b(?:on|in|of|the|since|until|till|from|to|by|after|before|between|and|through)"
    r"(?: [^\W\d_]{6,9}day,?)?,? \Z",
    re.IGNORECASE,
)
_SENTENCE_END: Final = re.compile(r"(?<![ap]\.m)\.\s*\Z")
_LABELS: Final = 160  # characters of a line that may say when the article was published
_HEAD_WORDS: Final = 9  # a line of the masthead has few words beside its date
_RELEASE: Final = re.compile(
    r"\b(?:release|bulletin|statement|report|no\.?|number)\b.{0,12}\b(\d{4})(\d\d)(\d\d)\b", re.IGNORECASE
)


def _headed(text: str, lines: tuple[Line, ...]) -> date | None:
    """The date in a short line above the story: "KIVU MATIN - Goma - 5 May 2024", "Release 20240112-02"."""
    for line in lines[:_HEAD_LINES]:
        for match, when in full_dates(text, line.start, min(line.end, line.start + _LABELS)):
            if _LABELLED.search(text, line.start, match.start()):
                return when
    for line in lines[:_HEAD_LINES]:
        words_ = text[line.start : line.end].split()
        dated = next(full_dates(text, line.start, line.end), None)
        if dated and (
            _opens(text, line, dated[0])
            or _between_bars(text, line, dated[0])
            or (len(words_) <= _HEAD_WORDS + 3 and not _SENTENCE_END.search(text, line.start, line.end))
        ):
            return dated[1]
        short = len(words_) <= _HEAD_WORDS
        release = _RELEASE.search(text, line.start, line.end) if short else None
        if release:
            return day(*(int(part) for part in release.groups()))
    return _run_in(text, lines[0]) if lines else None


def _between_bars(text: str, line: Line, dated: re.Match[str]) -> bool:
    """Whether the date is in a part of its own: "Daily report | Wed 26 Feb 2020, 22:30 | No. 12"."""
    before = _BARS.split(text[line.start : dated.start()])
    after = _BARS.split(text[dated.end() : line.end])
    words_ = f"{before[-1]} {after[0]}".split()
    return len(before) + len(after) > 2 and len(words_) <= _HEAD_WORDS


def _run_in(text: str, line: Line) -> date | None:
    """The date of a head that stands in one line with all the rest: "… By A. Writer 9 May 2024 Share …"."""
    if line.end - line.start < _WHOLE:
        return None
    found = full_dates(text, line.start, line.start + _HEAD)
    return next(
        (when for match, when in found if not _IN_PROSE.search(text, line.start, match.start())), None
    )


def _opens(text: str, line: Line, dated: re.Match[str]) -> bool:
    """Whether the line begins with its date and then ends or goes on with something else."""
    return dated.start() == line.start and (dated.end() == line.end or text[dated.end()] in ".:;|–—-")


def _published(text: str, lines: tuple[Line, ...]) -> date | None:
    found: list[tuple[int, int, date]] = []
    for line in lines:
        if line.kind in ("dateline", "byline") and line.end - line.start <= 160:
            for match, when in full_dates(text, line.start, line.end):
                label = text[line.start : match.start()].lower()
                rank = 2 if "updated" in label or "modified" in label else 0 if "publi" in label else 1
                found.append((rank, match.start(), when))
    return min(found)[2] if found else None


def _place_line(text: str, lines: tuple[Line, ...]) -> tuple[int, int] | None:
    """The place of a line such as "SOUTHWEST ASIA, June 18, 2017"."""
    for line in lines:
        dated = next(full_dates(text, line.start, line.end), None) if line.kind == "dateline" else None
        if dated and _date_furniture().sub("", text[line.start : dated[0].start()]):
            return line.start, line.start + len(text[line.start : dated[0].start()].rstrip(" ,"))
    return None


_MONTH: Final = re.compile(r"(?<![\d-])(?P<year>\d{4})-(?P<number>\d{2})(?![\d-])")


@cache
def _named_month() -> re.Pattern[str]:
    return re.compile(rf"\b(?P<name>{_months()})\b\.?,? (?P<year>\d{{4}})(?!\d)", re.IGNORECASE)


def _period(text: str, lines: tuple[Line, ...]) -> Days | None:
    for line in lines:
        if line.kind == "noise" and line.end - line.start <= 160:
            numbered = _MONTH.search(text, line.start, line.end)
            named = _named_month().search(text, line.start, line.end)
            year = year_of((numbered or named or {"year": ""})["year"])
            number = (
                int(numbered["number"])
                if numbered
                else month_number(named["name"].lower())
                if named
                else None
            )
            if year and number and number <= 12:
                return month(year, number)
    return None
