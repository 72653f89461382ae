"""What days mean that are written out: from the words of a date to its day, or its first and last day."""

from typing import Final

from kg.extract.days.calendar import DAY, day, month
from kg.extract.days.date_months import one, whole_year
from kg.extract.days.date_words import Clock, Meant, Words, dated
from kg.extract.lexicon import numbers
from kg.extract.lexicon import words as word_list

_FRESH: Final = 60 * DAY  # "the 26 April attack" is that of the day; longer ago it is a name


def iso_day(words: Words, _clock: Clock) -> Meant | None:
    return one(day(words.years[0], *words.days)) if len(words.days) == 2 else None


def numeric_day(words: Words, _clock: Clock) -> Meant | None:
    """Two numbers either of which may be the month mean nothing."""
    first, second = words.days
    if first <= 12 and second <= 12 and first != second:
        return None
    return one(day(words.years[0], min(first, second), max(first, second)))


def dotted_day(words: Words, _clock: Clock) -> Meant | None:
    """With full stops the day stands first."""
    first, second = words.days
    return one(day(words.years[0], second, first))


def full_day(words: Words, _clock: Clock) -> Meant | None:
    return one(day(words.years[0], words.months[0], words.days[0])) if words.months else None


def day_month(words: Words, clock: Clock) -> Meant | None:
    if not words.months or words.names_something:
        return None
    year = whole_year(clock.beside)
    if year:  # "two years ago, on 12 May"
        return one(day(year, words.months[0], words.days[0]))
    found = dated(words.days[0], words.months[0], clock)
    old = found is not None and clock.base is not None and clock.base - found > _FRESH
    return None if old and words.names_deed else one(found)


def day_of_month(words: Words, clock: Clock) -> Meant | None:
    """ "On the 14th": the latest such day up to publication."""
    if not clock.base or not (words.ends or words.following in word_list("dates", "after_days")):
        return None
    base, number = clock.base, words.days[0]
    this = day(base.year, base.month, number)
    before = month(base.year, base.month - 1).first
    return one(this if this and this <= base else day(before.year, before.month, number))


def ordinal_day(words: Words, clock: Clock) -> Meant | None:
    """ "The fifth of May" """
    number = next(
        number for token in words.tokens if (number := numbers("dates", "ordinals").get(token.norm))
    )
    if not words.months:
        return None
    return one(
        day(words.years[0], words.months[0], number) if words.years else dated(number, words.months[0], clock)
    )


def day_list(words: Words, clock: Clock) -> Meant | None:
    """ "May 5, 6 and 8": from the first to the last."""
    numbers_, months, years_ = words.days, words.months, words.years
    if not months or numbers_ != sorted(set(numbers_)):
        return None
    last = day(years_[0], months[0], numbers_[-1]) if years_ else dated(numbers_[-1], months[0], clock)
    return Meant(last.replace(day=numbers_[0]), last, "day") if last else None


def feast(words: Words, clock: Clock) -> Meant | None:
    """Days that have a name: Christmas, the last and the first of the year."""
    if words.has("new"):
        return one(dated(31, 12, clock) if words.has("eve") else dated(1, 1, clock))
    return one(dated(24 if words.has("eve") else 25, 12, clock))


def day_range(words: Words, clock: Clock) -> Meant | None:
    """From a day to a day; a year or month that stands once holds for both."""
    months, days, years = words.months, words.days, words.years
    if not months or len(days) != 2:
        return None
    last = day(years[-1], months[-1], days[1]) if years else dated(days[1], months[-1], clock)
    if not last:
        return None
    first = day(years[0] if len(years) > 1 else last.year, months[0], days[0])
    if first and first > last and len(years) < 2:
        first = day(last.year - 1, months[0], days[0])
    return Meant(first, last, "day") if first and first <= last else None
