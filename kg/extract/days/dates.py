"""Dates of an article: expressions such as "on Wednesday" or "June 2017", as intervals of days.

Nothing reads the clock. What a date is counted from is the day of publication; where that is unknown,
the dates that the article itself tells.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

from kg.extract.days.calendar import DAY, Days, day, fits
from kg.extract.days.date_grammar import Match, Rule, matches
from kg.extract.days.date_meanings import MEANINGS
from kg.extract.days.date_words import Clock, Meant, Words, dated, is_past
from kg.extract.lexicon import words
from kg.extract.spans import DateSpan, SentenceSpan, Token

NEAR: Final = 4  # tokens after a verb of speech in which its own date stands
_JUST: Final = 2  # sentences in which something past is still being told
_LATE: Final = 3  # days after which a report may be published
_YEARS: Final = 4  # so many are tried for a dateline without one, from the latest that the article names on
_BETWEEN: Final = frozenset({",", "(", "on", "in"})  # "two years ago, on 12 May"


class DateContext(NamedTuple):
    """What the whole article tells of its time."""

    base: date | None = None  # the day of publication, given or worked out
    written: date | None = None  # the day of the dateline, shortly before that
    period: Days | None = None  # the month of publication, where the day is unknown
    mentioned: Days | None = None  # the latest date with a year that the article names
    main: date | None = None  # the only day that the article names, where it names but one
    previous: Days | None = None  # the date last mentioned before the sentence at hand
    deed: Days | None = None  # the same, but for days on which somebody only spoke
    recent: Days | None = None  # the same, but for what is long past at publication
    age: int = 0  # sentences since `previous`


class _Found(NamedTuple):
    match: Match
    meant: Meant


_Read = tuple[tuple[Token, ...], tuple[Match, ...]]  # the words of a sentence, and the dates among them


def find_all(
    sentences: Iterable[SentenceSpan],
    context: DateContext,
    under: Callable[[int], DateSpan | None] = lambda _: None,
) -> tuple[tuple[DateSpan, ...], ...]:
    """The dates of each sentence of an article; "a day earlier" goes back to the sentences before.

    `under` tells the day that stands as a heading over an offset: "today" is then that day.
    """
    known = context
    found = []
    for sentence in sentences:
        heading = under(sentence.start)
        if heading is not None:
            known = known._replace(written=date.fromisoformat(heading.last))
        found.append(find(sentence, known.base, known))
        known = after(known, found[-1], sentence.tokens)
    return tuple(found)


def find(sentence: SentenceSpan, base: date | None, context: DateContext) -> tuple[DateSpan, ...]:
    """The dates of a sentence that can be told, from left to right."""
    tokens = sentence.tokens
    found = matches(tokens)
    if not found:
        return ()
    return tuple(
        DateSpan(
            tokens[match.first].start,
            tokens[match.last - 1].end,
            meant.first.isoformat(),
            meant.last.isoformat(),
            meant.precision,
            match.rule.id,
        )
        for match, meant in _resolved((tokens, found), base, context)
    )


def after(context: DateContext, dates: tuple[DateSpan, ...], tokens: Sequence[Token]) -> DateContext:
    """The context for the sentence that follows one with these dates."""
    if not dates:
        return context._replace(age=context.age + 1)
    days = [Days(date.fromisoformat(span.first), date.fromisoformat(span.last)) for span in dates]
    deeds = [each for each, span in zip(days, dates, strict=True) if not _spoken(tokens, span.start)]
    recent = [each for each in days if not is_past(each.last, context.base)]
    return context._replace(
        previous=days[-1],
        deed=deeds[-1] if deeds else context.deed,
        recent=recent[-1] if recent else context.recent,
        age=0,
    )


def _spoken(tokens: Sequence[Token], start: int) -> bool:
    """Whether a date only tells when somebody spoke: "told the agency on Monday"."""
    before = [token.norm for token in tokens if token.end <= start][-NEAR:]
    return not words("dates", "speech").isdisjoint(before)


def _back(context: DateContext) -> Days | None:
    """What "a day earlier" is counted from: hardly from something long past that is no longer spoken of."""
    previous = context.previous
    stale = context.age > 0 and previous is not None and is_past(previous.last, context.base)
    return context.recent or previous if stale else previous


def _just_past(context: DateContext) -> Days | None:
    """What is long past, where it was spoken of in one of the two sentences before."""
    told = context.previous if context.age < _JUST else None
    return told if told and is_past(told.last, context.base) else None


def context(
    sentences: Iterable[SentenceSpan],
    base: date | None,
    *,
    period: Days | None = None,
    month_day: tuple[int, int] | None = None,
    weekday: int | None = None,
) -> DateContext:
    """What the article tells of its time.

    Where the day of publication (`base`) is not known, its month (`period`) or its day and month without
    the year (`month_day`) help to work it out, with the first `weekday` of the story.
    """
    if base:
        known = DateContext(base=base)
        return known._replace(written=_shortly_before(base, _dateline_day(month_day, known)))
    read = [(sentence.tokens, found) for sentence in sentences if (found := matches(sentence.tokens))]
    known = DateContext(period=period, mentioned=_latest(read))
    known = known._replace(main=_only_day(read, known))
    written = _in_a_year_that_fits(_dateline_day(month_day, known), weekday)
    known = known._replace(base=written or _today(read, known))
    return known if known.main else known._replace(main=_only_day(read, known))


def _shortly_before(base: date, written: date | None) -> date | None:
    return written if written and base - _LATE * DAY <= written < base else None


def _dateline_day(month_day: tuple[int, int] | None, known: DateContext) -> date | None:
    clock = Clock(known.base, period=known.period, mentioned=known.mentioned)
    return dated(month_day[1], month_day[0], clock) if month_day else None


def _in_a_year_that_fits(written: date | None, weekday: int | None) -> date | None:
    """The dateline's day in the first year, from that which the article names on, that its weekday fits."""
    if written is None or weekday is None:
        return written
    coming = (day(written.year + years, written.month, written.day) for years in range(_YEARS))
    return next((when for when in coming if when and fits(when, weekday)), written)


def _resolved(read: _Read, base: date | None, context: DateContext) -> Iterator[_Found]:
    tokens, found = read
    clock = Clock(
        base or context.base,
        context.written,
        context.previous,
        deed=context.deed,
        back=_back(context),
        past=_just_past(context),
        period=context.period,
        mentioned=context.mentioned,
        main=context.main,
    )
    end = -len(_BETWEEN)
    for match in found:
        rule, first, last = match
        between = tokens[end:first] if 0 < first - end <= 2 else ()
        beside = clock.near if between and all(token.norm in _BETWEEN for token in between) else None
        while tokens[last - 1].norm in (".", ","):
            last -= 1
        following = tokens[last].norm if last < len(tokens) else ""
        meant = _meant(rule, Words(tokens[first:last], following), clock._replace(beside=beside))
        if meant:
            end = last
            days = Days(meant.first, meant.last)
            past = days if is_past(days.last, clock.base) else None
            clock = clock._replace(previous=days, near=days, back=days, past=past)
            yield _Found(Match(rule, first, last), meant)


def _meant(rule: Rule, words: Words, clock: Clock) -> Meant | None:
    try:
        return MEANINGS[rule.means](words, clock)
    except (ValueError, OverflowError):  # beyond the first or the last year of the calendar
        return None


def _latest(read: Iterable[_Read]) -> Days | None:
    """The latest day or month that the article names with its year."""
    named = [
        Days(meant.first, meant.last)
        for sentence in read
        for _, meant in _resolved(sentence, None, DateContext())
        if meant.precision in ("day", "week", "month")
    ]
    return max(named, key=lambda days: (days.last, days.first), default=None)


def _only_day(read: Iterable[_Read], known: DateContext) -> date | None:
    days = {
        meant.first
        for sentence in read
        for _, meant in _resolved(sentence, None, known)
        if meant.first == meant.last
    }
    return days.pop() if len(days) == 1 else None


def _today(read: Iterable[_Read], known: DateContext) -> date | None:
    """The day of publication, if the article says "today, February 12"."""
    for sentence in read:
        for match, meant in _resolved(sentence, None, known):
            if match.rule.id not in ("day", "day-month"):
                continue
            before = [token.norm for token in sentence[0][max(0, match.first - 2) : match.first]]
            word = next((norm for norm in reversed(before) if norm.isalnum()), "")
            if word in ("today", "yesterday"):
                return meant.first + DAY if word == "yesterday" else meant.first
    return None
