"""What an article says of itself: when and where it was written, and by which agency."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import pairwise, takewhile
from typing import Final, NamedTuple

from kg.extract.days.calendar import Days, day, month, month_number, year_of
from kg.extract.lexicon import words
from kg.extract.spans import Line
from kg.extract.text import page_year
from kg.extract.text.datelines import LONGEST_UNDATED, Dateline, dateline, undated
from kg.extract.text.full_dates import full_dates, furniture, month_names


class Masthead(NamedTuple):
    """What date lines and datelines tell; spans are offsets into the text."""

    published: date | None  # as a line of its own says it
    title: str | None
    dateline_place: tuple[int, int] | None
    agency: tuple[int, int] | None
    month_day: tuple[int, int] | None  # a dateline's date without a year: "DAMASCUS, 8 February (SANA)"
    period: Days | None  # the month of a caption, where no line tells the day
    weekday: int | None  # the first that the story names, where it tells the year of that day; Monday is 0


_BY: Final = re.compile(
    r"(?:(?:(?:writt|report|edit|compil|translat|post)(?:en|ed|ing)|story|words) by|by|author)\b:? *",
    re.IGNORECASE,
)
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


def masthead(text: str, lines: tuple[Line, ...]) -> Masthead:
    """What the article's own lines say of it; a line that says "published" is believed before the others."""
    title = next((text[line.start : line.end] for line in lines if line.kind == "title"), None)
    head = next((found for found in _datelines(text, lines)), None)
    month_day = (head.month_day if head else None) or _undated(text, lines)
    published = _published(text, lines) or (head.date if head else None) or _headed(text, lines)
    weekday = page_year.first_weekday(text, lines) if month_day and not published else None
    published = published or page_year.day_of_rights(text, month_day, weekday)
    return Masthead(
        published,
        title,
        head.place if head else _place_line(text, lines),
        head.agency if head else None,
        month_day,
        None if published else _period(text, lines),
        weekday,
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
_LABEL_WORDS: Final = 3
_HEAD_WORDS: Final = 9  # a line of the masthead has few words beside its date
_RELEASE: Final = re.compile(  # and the address of a page: "https://news.example/20240112-title"
    r"\b(?:(?:release|bulletin|statement|report|no\.?|number)\b.{0,12}\b|https?://\S{1,80}?[/_-])"
    r"(\d{4})(\d\d)(\d\d)\b",
    re.IGNORECASE,
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


def _undated(text: str, lines: tuple[Line, ...]) -> tuple[int, int] | None:
    """The day without a year in a line above the story: "Goma — Sept. 12"."""
    above = takewhile(lambda line: line.kind != "body" or _short(line), lines[:_HEAD_LINES])
    return next((found for line in above if (found := undated(text[line.start : line.end]))), None)


def _short(line: Line) -> bool:
    return line.end - line.start <= LONGEST_UNDATED


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
    for before, line in zip(("", *_labels(text, lines)), lines, strict=False):
        if line.kind in ("dateline", "byline") and line.end - line.start <= 160:
            for match, when in full_dates(text, line.start, line.end):
                label = (text[line.start : match.start()].strip() or before).lower()
                rank = 2 if "updated" in label or "modified" in label else 0 if "publi" in label else 1
                found.append((rank, match.start(), when))
    return min(found)[2] if found else None


def _labels(text: str, lines: tuple[Line, ...]) -> Iterator[str]:
    """Each line that may be the label of the date in the next one: "Originally published"."""
    for line in lines:
        label = text[line.start : min(line.end, line.start + _LABELS)]
        yield label if len(label.split()) <= _LABEL_WORDS else ""


def _place_line(text: str, lines: tuple[Line, ...]) -> tuple[int, int] | None:
    """The place of a line such as "SOUTHWEST ASIA, June 18, 2017"."""
    for line in lines:
        dated = next(full_dates(text, line.start, line.end), None) if line.kind == "dateline" else None
        if dated and furniture().sub("", text[line.start : dated[0].start()]):
            return line.start, line.start + len(text[line.start : dated[0].start()].rstrip(" ,"))
    return None


_MONTH: Final = re.compile(r"(?<![\d-])(?P<year>\d{4})-(?P<number>\d{2})(?![\d-])")


@cache
def _named_month() -> re.Pattern[str]:
    return re.compile(rf"\b(?P<name>{month_names()})\b\.?,? (?P<year>\d{{4}})(?!\d)", re.IGNORECASE)


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
