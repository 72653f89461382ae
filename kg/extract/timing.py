"""When a claim happened: the date in its own clause, else the day that the article is about."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from kg import claimtypes
from kg.extract.drafts import Draft
from kg.extract.spans import DateSpan, SentenceSpan
from kg.model import Modality

PARTIAL = {"day": 10, "month": 7, "year": 4}


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
    return When(span.first, span.last)


def own(draft: Draft, sentence: SentenceSpan, dates: Sequence[DateSpan]) -> DateSpan | None:
    """The date of a draft: the nearest to its trigger in its clause, else the sentence's only one."""
    if not dates:
        return None
    trigger = sentence.tokens[draft.first].start
    begin, end = sentence.tokens[draft.begin].start, sentence.tokens[draft.end - 1].end
    inside = [span for span in dates if begin <= span.start < end + 25]
    if inside:
        return min(inside, key=lambda span: (abs(span.start - trigger), span.start))
    return dates[0] if len(dates) == 1 else None


def main_day(dates: Sequence[Sequence[DateSpan]], published: date | None) -> When:
    """The first day the article names, as news tells the main thing first; else that of publication."""
    first = next((span.first for found in dates for span in found if span.precision == "day"), None)
    return When(first or (published.isoformat() if published else None), None)


def is_happening(draft: Draft) -> bool:
    """Something that took place at a time, as against a standing relation, a plan or a habit."""
    if claimtypes.claim_types()[draft.type].standing or draft.background:
        return False
    return draft.modality not in {Modality.PLANNED, Modality.HYPOTHETICAL}


def when(draft: Draft, span: DateSpan | None, main: When) -> When:
    """A claim's own date, else the article's main day where the claim is about a happening."""
    if span is not None:
        return of_span(span)
    return main if is_happening(draft) else UNKNOWN
