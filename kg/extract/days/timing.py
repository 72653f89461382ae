"""When a claim happened: the date in its own clause, else the day that the article is about."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import islice
from typing import NamedTuple

from kg import claimtypes
from kg.extract.days import deed_dates
from kg.extract.days.dates import NEAR
from kg.extract.deeds.drafts import Draft
from kg.extract.grammar.chunks import Chunk
from kg.extract.spans import DateSpan, SentenceSpan
from kg.model import UNREAL, Modality

WEEK = timedelta(days=7)
YEARLESS = frozenset({"day-month", "month"})  # rules of dates that leave the year to be worked out
LIVE = 3  # times of day at the heads of lines, which only a running report has
CLOCK = re.compile(r"^[ \t]*\d{1,2}[:.h]\d\d\b(?![.:]\d)", re.MULTILINE)
PARTIAL = {"day": 10, "month": 7, "year": 4}
# What is said or done about a happening; its day is not the happening's.
REACTIONS = frozenset({"ACCUSED", "DENIED", "CONFIRMED", "INVESTIGATED", "REJECTED", "DEMANDED"})


class When(NamedTuple):
    """First and last day as a claim gives them; both None where the article does not tell."""

    date: str | None
    date_to: str | None


UNKNOWN = When(None, None)


def of_span(span: DateSpan) -> When:
    """A day, month or year cut to its precision; anything else as its first and last day."""
    length = PARTIAL.get(span.precision)
    if length and span.first[:length] == span.last[:length]:
        return When(span.first[:length], None if span.first == span.last else span.last)
    return When(span.first, None if span.first == span.last else span.last)


class Dates(NamedTuple):
    """The dates of a sentence: when things happened, and when somebody spoke of them."""

    deeds: tuple[DateSpan, ...]
    words: tuple[DateSpan, ...]


def divide(sentence: SentenceSpan, dates: Sequence[DateSpan], cues: Sequence[tuple[int, int]]) -> Dates:
    """Tell "said on Monday" from "attacked on Monday"; `cues` are the tokens of the verbs of speech."""
    words = tuple(span for span in dates if any(_beside(sentence, span, cue) for cue in cues))
    return Dates(tuple(span for span in dates if span not in words), words)


def _beside(sentence: SentenceSpan, span: DateSpan, cue: tuple[int, int]) -> bool:
    """ "said on Monday", "told the agency on Monday", "on Monday said" """
    first, last = cue
    after = sentence.tokens[last : last + NEAR]
    before = sentence.tokens[max(0, first - 1) : first]
    return any(token.start < span.end and span.start < token.end for token in (*before, *after))


def own(draft: Draft, sentence: SentenceSpan, found: Dates, chunks: Sequence[Chunk]) -> DateSpan | None:
    """The date of a draft: the one that is told with its trigger, else the sentence's only one."""
    trigger = (draft.first, draft.last)
    words = deed_dates.near(trigger, found.words, sentence.tokens)
    spoken = tuple(span for span in words if _beside(sentence, span, trigger))
    dates = sorted((*deed_dates.near(trigger, found.deeds, sentence.tokens), *spoken))
    if not claimtypes.claim_types()[draft.type].standing:
        dates = [span for span in dates if not _lasts(sentence, span)]
    if not dates:
        return None
    if len(dates) > 1:
        return deed_dates.chosen(trigger, dates, sentence.tokens, chunks)
    return None if deed_dates.told_apart(trigger, dates[0], sentence.tokens, chunks) else dates[0]


def _lasts(sentence: SentenceSpan, span: DateSpan) -> bool:
    """ "held since 2014": how long something else has lasted, and not when this happened."""
    return span.precision == "year" and _since(sentence, span)


def _since(sentence: SentenceSpan, span: DateSpan) -> bool:
    before = next((token for token in reversed(sentence.tokens) if token.end <= span.start), None)
    return before is not None and before.norm == "since"


class Told(NamedTuple):
    """The days that a sentence names, by what they are likely to be the day of."""

    deeds: tuple[DateSpan, ...] = ()
    words: tuple[DateSpan, ...] = ()  # of speaking and of reactions
    heading: tuple[DateSpan, ...] = ()


def told(
    sentence: SentenceSpan, found: Dates, drafts: Sequence[Draft], own: Sequence[DateSpan | None]
) -> Told:
    """Sort the days that a sentence names; how long something has lasted is the day of nothing."""
    used = list(zip(drafts, own, strict=True))
    reactions = {span for draft, span in used if draft.type in REACTIONS}
    reactions -= {span for draft, span in used if draft.type not in REACTIONS}
    days = [span for span in found.deeds if _tells_day(sentence, span)]
    return Told(
        tuple(span for span in days if span not in reactions),
        (*(span for span in days if span in reactions), *(s for s in found.words if s.precision == "day")),
    )


def _tells_day(sentence: SentenceSpan, span: DateSpan) -> bool:
    """Whether a date is a day of its own, not the day of something told before ("that night")."""
    return span.precision == "day" and span.rule != "same-day" and not _since(sentence, span)


def is_live(text: str) -> bool:
    """Whether an article is told as it happens, each piece under its time of day: it is about that day."""
    return len(list(islice(CLOCK.finditer(text), LIVE))) == LIVE


def main_day(named: Sequence[Told], published: date | None, *, live: bool) -> When:
    """The first day that the article names, as news tells the main thing first.

    What is told `live` is of the day of publication. Days on which somebody only spoke or reacted count
    where the article names no other, then those of headings, then the day of publication.
    """
    if live and published:
        return When(published.isoformat(), None)
    for days in ([s for t in named for s in t.deeds], [s for t in named for s in t.words]):
        if days:
            return When(days[0].first, None)
    headings = [span.first for t in named for span in t.heading]
    return When(headings[0] if headings else published.isoformat() if published else None, None)


def told_of(drafts: Sequence[Draft], dates: Sequence[DateSpan | None]) -> When | None:
    """When a sentence says that something happened: its paragraph goes on from it."""
    for draft, span in zip(drafts, dates, strict=True):
        if span is not None and is_happening(draft):
            return of_span(span)
    return None


def is_of(draft: Draft, told: When) -> bool:
    """Whether a claim is of the time that its paragraph is told of: what is said now is not said in 2014."""
    return (
        told.date is None
        or len(told.date) == PARTIAL["day"]
        or not claimtypes.claim_types()[draft.type].speech
    )


def is_happening(draft: Draft) -> bool:
    """Something that took place at a time, as against a standing relation, a plan or a habit."""
    if claimtypes.claim_types()[draft.type].standing or draft.background:
        return False
    return draft.modality not in UNREAL


def _to_come(span: DateSpan, published: date | None) -> DateSpan:
    """ "Will meet on Thursday", "will leave by 31 December": what is planned is told of the next such day."""
    first, last = date.fromisoformat(span.first), date.fromisoformat(span.last)
    if span.rule == "weekday" and first == last:
        first, last = first + WEEK, last + WEEK
    elif span.rule in YEARLESS and published and last < published:
        first, last = _next_year(first), _next_year(last)
    return span._replace(first=first.isoformat(), last=last.isoformat())


def _next_year(day: date) -> date:
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def when(draft: Draft, span: DateSpan | None, main: When, published: date | None = None) -> When:
    """A claim's own date, else the article's main day where the claim is about a happening."""
    if span is not None:
        return of_span(_to_come(span, published) if draft.modality is Modality.PLANNED else span)
    return main if is_happening(draft) else UNKNOWN
