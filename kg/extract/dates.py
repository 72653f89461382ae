"""Dates of an article: expressions such as "on Wednesday" or "June 2017", as intervals of days.

Nothing reads the clock. What a date is counted from is the day of publication; where that is unknown,
the dates that the article itself tells.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from kg.extract.calendar import DAY, Days
from kg.extract.date_grammar import Rule, matches
from kg.extract.date_meanings import MEANINGS
from kg.extract.date_words import Clock, Meant, Words, dated
from kg.extract.spans import DateSpan, SentenceSpan, Token


class DateContext(NamedTuple):
    """What the whole article tells of its time."""

    base: date | None = None  # the day of publication, given or worked out
    period: Days | None = None  # the month of publication, where the day is unknown
    mentioned: Days | None = None  # the latest date with a year that the article names
    main: date | None = None  # the only day that the article names, where it names but one
    previous: Days | None = None  # the date last mentioned before the sentence at hand


class _Found(NamedTuple):
    rule: Rule
    first: int  # of the tokens
    last: int
    meant: Meant


def find_all(sentences: Iterable[SentenceSpan], context: DateContext) -> tuple[tuple[DateSpan, ...], ...]:
    """The dates of each sentence of an article; "a day earlier" goes back to the sentences before."""
    known = context
    found = []
    for sentence in sentences:
        found.append(find(sentence, known.base, known))
        known = after(known, found[-1])
    return tuple(found)


def find(sentence: SentenceSpan, base: date | None, context: DateContext) -> tuple[DateSpan, ...]:
    """The dates of a sentence that can be told, from left to right."""
    spans = []
    for found in _resolved(sentence.tokens, base, context):
        covered = sentence.tokens[found.first : found.last]
        first, last = found.meant.first.isoformat(), found.meant.last.isoformat()
        spans.append(
            DateSpan(covered[0].start, covered[-1].end, first, last, found.meant.precision, found.rule.id)
        )
    return tuple(spans)


def after(context: DateContext, dates: tuple[DateSpan, ...]) -> DateContext:
    """The context for the sentence that follows one with these dates."""
    if not dates:
        return context
    last = dates[-1]
    return context._replace(previous=Days(date.fromisoformat(last.first), date.fromisoformat(last.last)))


def context(
    sentences: Iterable[SentenceSpan],
    base: date | None,
    *,
    period: Days | None = None,
    month_day: tuple[int, int] | None = None,
) -> DateContext:
    """What the article tells of its time.

    Where the day of publication (`base`) is not known, its month (`period`) or its day and month without
    the year (`month_day`) help to work it out.
    """
    sentences = tuple(sentences)
    known = DateContext(base=base, period=None if base else period)
    if base:
        return known
    known = known._replace(mentioned=_latest(sentences), main=_only_day(sentences, known))
    known = known._replace(base=_dateline_day(month_day, known) or _today(sentences, known))
    return known if known.main else known._replace(main=_only_day(sentences, known))


def _dateline_day(month_day: tuple[int, int] | None, known: DateContext) -> date | None:
    clock = Clock(period=known.period, mentioned=known.mentioned)
    return dated(month_day[1], month_day[0], clock) if month_day else None


def _resolved(tokens: tuple[Token, ...], base: date | None, context: DateContext) -> Iterator[_Found]:
    clock = Clock(base or context.base, context.previous, context.period, context.mentioned, context.main)
    for rule, first, last in matches(tokens):
        while tokens[last - 1].norm in (".", ","):
            last -= 1
        following = tokens[last].norm if last < len(tokens) else ""
        meant = _meant(rule, Words(tokens[first:last], following), clock)
        if meant:
            clock = clock._replace(previous=Days(meant.first, meant.last))
            yield _Found(rule, first, last, meant)


def _meant(rule: Rule, words: Words, clock: Clock) -> Meant | None:
    try:
        return MEANINGS[rule.means](words, clock)
    except (ValueError, OverflowError):  # beyond the first or the last year of the calendar
        return None


def _latest(sentences: Iterable[SentenceSpan]) -> Days | None:
    """The latest day or month that the article names with its year."""
    named = [
        Days(found.meant.first, found.meant.last)
        for sentence in sentences
        for found in _resolved(sentence.tokens, None, DateContext())
        if found.meant.precision in ("day", "week", "month")
    ]
    return max(named, key=lambda days: (days.last, days.first), default=None)


def _only_day(sentences: Iterable[SentenceSpan], known: DateContext) -> date | None:
    days = {
        found.meant.first
        for sentence in sentences
        for found in _resolved(sentence.tokens, None, known)
        if found.meant.first == found.meant.last
    }
    return days.pop() if len(days) == 1 else None


def _today(sentences: Iterable[SentenceSpan], known: DateContext) -> date | None:
    """The day of publication, if the article says "today, February 12"."""
    for sentence in sentences:
        words = sentence.tokens
        for found in _resolved(words, None, known):
            if found.rule.id not in ("day", "day-month") or found.meant.first != found.meant.last:
                continue
            before = [
                token.norm for token in words[max(0, found.first - 3) : found.first] if token.norm.isalnum()
            ]
            if before[-1:] == ["today"]:
                return found.meant.first
            if before[-1:] == ["yesterday"]:
                return found.meant.first + DAY
    return None
