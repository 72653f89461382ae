"""What months, seasons and years mean: from the words of a date to its first and last day."""

from datetime import date
from typing import Final

from kg.extract.days.calendar import DAY, Days, month
from kg.extract.days.date_words import Clock, Meant, Precision, Words, is_past, up_to
from kg.extract.lexicon import numbers

_SOON: Final = 3  # months
_MOST: Final = 90 * DAY  # a season or more, within which a month or day without a year lies


def one(found: date | None) -> Meant | None:
    return Meant(found, found, "day") if found else None


def span_of(days: Days, precision: Precision) -> Meant:
    return Meant(days.first, days.last, precision)


def whole_year(days: Days | None) -> int | None:
    """The year that an interval lies in, if it is most of one."""
    if days is None or days.first.year != days.last.year or days.last - days.first < _MOST:
        return None
    return days.first.year


def iso_month(words: Words, _clock: Clock) -> Meant | None:
    """ "2020-02" is a month, "2014-17" years."""
    year, number = words.years[0], words.days[0]
    if 1 <= number <= 12:
        return span_of(month(year, number), "month")
    return years(year, year - year % 100 + number)


def month_year(words: Words, _clock: Clock) -> Meant | None:
    return span_of(month(words.years[0], words.months[0]), "month") if words.months else None


def bare_month(words: Words, clock: Clock) -> Meant | None:
    now = up_to(clock)
    if not words.months or not now:
        return None
    recent = now.year if words.months[0] <= now.month else now.year - 1
    usual = month(whole_year(clock.beside) or recent, words.months[0])
    return span_of(
        _of_then(words.months[0], clock) or usual if is_past(usual.last, clock.base) else usual, "month"
    )


def _of_then(number: int, clock: Clock) -> Days | None:
    """The month, if it follows soon on something long past that is being told: "By May it had left"."""
    if not clock.past or clock.past.last - clock.past.first > _MOST or clock.beside:
        return None
    later = (number - clock.past.first.month) % 12
    return month(clock.past.first.year, clock.past.first.month + later) if later <= _SOON else None


def pointed_month(words: Words, clock: Clock) -> Meant | None:
    """ "last October" is over, "next October" has not begun, "this October" is of the same year."""
    now = up_to(clock)
    if not words.months or not now:
        return None
    number = words.months[0]
    if words.has("next"):
        return span_of(month(now.year + (number <= now.month), number), "month")
    over = words.has("last", "past") and number >= now.month
    return span_of(month(now.year - over, number), "month")


def month_range(words: Words, clock: Clock) -> Meant | None:
    months, years = words.months, words.years
    now = up_to(clock)
    if len(months) != 2 or not (years or now):
        return None
    end_year = years[-1] if years else (now.year - (months[1] > now.month) if now else 0)
    start_year = years[0] if len(years) > 1 else end_year - (months[0] > months[1])
    first, last = month(start_year, months[0]).first, month(end_year, months[1]).last
    return Meant(first, last, "month") if first <= last else None


def part_of_month(words: Words, clock: Clock) -> Meant | None:
    whole = month_year(words, clock) if words.years else bare_month(words, clock)
    if not whole:
        return None
    first, last = third(words)
    starts, ends = (1, 11, 21), (10, 20, whole.last.day)
    return Meant(whole.first.replace(day=starts[first]), whole.first.replace(day=ends[last]), "week")


def week_of_month(words: Words, clock: Clock) -> Meant | None:
    """ "The first week of June" are its first seven days, "the last week" its last."""
    whole = month_year(words, clock) if words.years else bare_month(words, clock)
    if not whole:
        return None
    if words.has("last", "final"):
        return Meant(whole.last - 6 * DAY, whole.last, "week")
    number = next(n for n, name in enumerate(("first", "second", "third", "fourth")) if words.has(name))
    first = whole.first + 7 * number * DAY
    return Meant(first, first + 6 * DAY, "week")


def third(words: Words) -> tuple[int, int]:
    if words.has("early", "beginning", "start", "earlier"):
        return 0, 0
    return (2, 2) if words.has("late", "end", "later") else (1, 1)


def season_year(words: Words, _clock: Clock) -> Meant | None:
    return season_in(words, words.years[0])


def pointed_season(words: Words, clock: Clock) -> Meant | None:
    now = up_to(clock)
    if not now:
        return None
    near = [season_in(words, year) for year in range(now.year - 2, now.year + 2)]
    if words.has("next"):
        return next(season for season in near if season.first > now)
    if words.has("this"):
        return next(season for season in near if season.last >= now)
    return next(season for season in reversed(near) if season.last < now)


def season_in(words: Words, year: int) -> Meant:
    starts = numbers("calendar", "seasons")
    start = next(starts[token.norm] for token in words.tokens if token.norm in starts)
    return Meant(month(year, start).first, month(year, start + 2).last, "season")


def bare_season(words: Words, clock: Clock) -> Meant | None:
    """ "In the spring": the last that has begun; "in the fall" is rather that of a town."""
    now = up_to(clock)
    if not now or words.has("fall"):
        return None
    near = [season_in(words, year) for year in (now.year, now.year - 1)]
    return next((season for season in near if season.first <= now), None)


def half_of_month(words: Words, clock: Clock) -> Meant | None:
    whole = month_year(words, clock) if words.years else bare_month(words, clock)
    if not whole:
        return None
    first, last = (1, 15) if words.has("first") else (16, whole.last.day)
    return Meant(whole.first.replace(day=first), whole.first.replace(day=last), "month")


def half_of_year(words: Words, _clock: Clock) -> Meant | None:
    return _months_of(words.years[0], 1 if words.has("first") else 7, 6)


def quarter_of_year(words: Words, _clock: Clock) -> Meant | None:
    """ "The third quarter of 2022" """
    number = next((n for n, name in enumerate(("first", "second", "third")) if words.has(name)), 3)
    return _months_of(words.years[0], 3 * number + 1, 3)


def months_of_year(words: Words, _clock: Clock) -> Meant | None:
    """ "The first three months of 2023" """
    count = words.how_many
    if not 0 < count < 12:
        return None
    return _months_of(words.years[0], 1 if words.has("first") else 13 - count, count)


def _months_of(year: int, first: int, count: int) -> Meant:
    return Meant(month(year, first).first, month(year, first + count - 1).last, "season")


def years(first: int, last: int) -> Meant | None:
    return Meant(date(first, 1, 1), date(last, 12, 31), "year") if first <= last else None


def year_range(words: Words, _clock: Clock) -> Meant | None:
    return years(*words.years)


def one_year(words: Words, _clock: Clock) -> Meant | None:
    """A round number before a noun is a number: "by 2000 men"."""
    year = words.years[0]
    return None if year % 100 == 0 and not words.ends else years(year, year)


def part_of_year(words: Words, _clock: Clock) -> Meant | None:
    first, last = third(words)
    year = words.years[0]
    return Meant(month(year, 4 * first + 1).first, month(year, 4 * last + 4).last, "season")
