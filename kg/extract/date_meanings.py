"""What the rules of kg/extract/data/dates.toml mean: from the words of a date to its first and last day."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from kg.extract.calendar import DAY, Days, day, month
from kg.extract.date_words import Clock, Meant, Precision, Words, dated, up_to
from kg.extract.lexicon import numbers

Meaning = Callable[[Words, Clock], Meant | None]


def _one(found: date | None) -> Meant | None:
    return Meant(found, found, "day") if found else None


def _span(days: Days, precision: Precision) -> Meant:
    return Meant(days.first, days.last, precision)


# Days.


def nothing(_words: Words, _clock: Clock) -> Meant | None:
    return None


def iso_day(words: Words, _clock: Clock) -> Meant | None:
    return _one(day(words.years[0], *words.days)) if len(words.days) == 2 else None


def numeric_day(words: Words, _clock: Clock) -> Meant | None:
    """Two numbers either of which may be the month mean nothing."""
    first, second = words.days
    if first <= 12 and second <= 12 and first != second:
        return None
    return _one(day(words.years[0], min(first, second), max(first, second)))


def full_day(words: Words, _clock: Clock) -> Meant | None:
    return _one(day(words.years[0], words.months[0], words.days[0])) if words.months else None


def day_month(words: Words, clock: Clock) -> Meant | None:
    if not words.months or words.names_something:
        return None
    return _one(dated(words.days[0], words.months[0], clock))


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


# Months, seasons, years.


def iso_month(words: Words, _clock: Clock) -> Meant | None:
    """ "2020-02" is a month, "2014-17" years."""
    year, number = words.years[0], words.days[0]
    if 1 <= number <= 12:
        return _span(month(year, number), "month")
    return _years(year, year - year % 100 + number)


def month_year(words: Words, _clock: Clock) -> Meant | None:
    return _span(month(words.years[0], words.months[0]), "month") if words.months else None


def bare_month(words: Words, clock: Clock) -> Meant | None:
    now = up_to(clock)
    if not words.months or not now:
        return None
    year = now.year if words.months[0] <= now.month else now.year - 1
    return _span(month(year, words.months[0]), "month")


def pointed_month(words: Words, clock: Clock) -> Meant | None:
    """ "last October" is over, "next October" has not begun, "this October" is of the same year."""
    now = up_to(clock)
    if not words.months or not now:
        return None
    number = words.months[0]
    if words.has("next"):
        return _span(month(now.year + (number <= now.month), number), "month")
    over = words.has("last", "past") and number >= now.month
    return _span(month(now.year - over, number), "month")


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
    first, last = _third(words)
    starts, ends = (1, 11, 21), (10, 20, whole.last.day)
    return Meant(whole.first.replace(day=starts[first]), whole.first.replace(day=ends[last]), "week")


def _third(words: Words) -> tuple[int, int]:
    if words.has("early", "beginning", "start", "earlier"):
        return 0, 0
    return (2, 2) if words.has("late", "end", "later") else (1, 1)


def season_year(words: Words, _clock: Clock) -> Meant | None:
    return _season(words, words.years[0])


def pointed_season(words: Words, clock: Clock) -> Meant | None:
    now = up_to(clock)
    if not now:
        return None
    near = [_season(words, year) for year in range(now.year - 2, now.year + 2)]
    if words.has("next"):
        return next(season for season in near if season.first > now)
    if words.has("this"):
        return next(season for season in near if season.last >= now)
    return next(season for season in reversed(near) if season.last < now)


def _season(words: Words, year: int) -> Meant:
    starts = numbers("calendar", "seasons")
    start = next(starts[token.norm] for token in words.tokens if token.norm in starts)
    return Meant(month(year, start).first, month(year, start + 2).last, "season")


def _years(first: int, last: int) -> Meant | None:
    return Meant(date(first, 1, 1), date(last, 12, 31), "year") if first <= last else None


def year_range(words: Words, _clock: Clock) -> Meant | None:
    return _years(*words.years)


def one_year(words: Words, _clock: Clock) -> Meant | None:
    """A round number before a noun is a number: "by 2000 men"."""
    year = words.years[0]
    return None if year % 100 == 0 and not words.ends else _years(year, year)


def part_of_year(words: Words, _clock: Clock) -> Meant | None:
    first, last = _third(words)
    year = words.years[0]
    return Meant(month(year, 4 * first + 1).first, month(year, 4 * last + 4).last, "season")


# Counted from the day of publication.


def _off(days: int) -> Meaning:
    def meaning(_words: Words, clock: Clock) -> Meant | None:
        return _one(clock.base + days * DAY) if clock.base else None

    return meaning


def overnight(_words: Words, clock: Clock) -> Meant | None:
    return Meant(clock.base - DAY, clock.base, "day") if clock.base else None


def weekday(words: Words, clock: Clock) -> Meant | None:
    """The latest such day up to publication; without one, the day nearest to the only day that is named."""
    number = words.weekdays[0]
    if not clock.base:
        near = clock.main and clock.main - 3 * DAY
        return _one(near + (number - near.weekday()) % 7 * DAY) if near else None
    if words.has("next"):
        return _one(clock.base + ((number - clock.base.weekday() - 1) % 7 + 1) * DAY)
    latest = clock.base - DAY if words.has("last", "past") else clock.base
    return _one(latest - (latest.weekday() - number) % 7 * DAY)


def last_weekday(words: Words, clock: Clock) -> Meant | None:
    return weekday(Words(words.tokens[-1:], words.following), clock)


def that_weekday(words: Words, clock: Clock) -> Meant | None:
    """ "That Sunday" is the one nearest to the date last mentioned."""
    if not clock.previous or clock.previous.first != clock.previous.last:
        return weekday(words, clock)
    early = clock.previous.first - 3 * DAY
    return _one(early + (words.weekdays[0] - early.weekday()) % 7 * DAY)


def weekday_range(words: Words, clock: Clock) -> Meant | None:
    last = weekday(Words(words.tokens[-1:], words.following), clock)
    if not last:
        return None
    length = (words.weekdays[1] - words.weekdays[0]) % 7
    return Meant(last.first - length * DAY, last.last, "day")


def weekday_of_week(words: Words, clock: Clock) -> Meant | None:
    week = period(words, clock)
    return _one(week.first + words.weekdays[0] * DAY) if week else None


def period(words: Words, clock: Clock) -> Meant | None:
    """This, last or next week, month or year; weeks begin on Monday."""
    step = -1 if words.has("last", "previous", "preceding") else 1 if words.has("next", "following") else 0
    return _period(words.unit, clock.base, step) if clock.base else None


def _period(unit: str, base: date, step: int) -> Meant | None:
    if unit == "week":
        monday = base + (7 * step - base.weekday()) * DAY
        return Meant(monday, monday + 6 * DAY, "week")
    if unit == "month":
        return _span(month(base.year, base.month + step), "month")
    return _years(base.year + step, base.year + step)


def part_of_period(words: Words, clock: Clock) -> Meant | None:
    """ "Earlier this month" ends, and "later this month" begins, with the day of publication."""
    whole = period(words, clock)
    if not whole or not clock.base:
        return None
    if words.has("earlier") and words.has("this"):
        return Meant(whole.first, clock.base, whole.precision)
    if words.has("later") and words.has("this"):
        return Meant(clock.base, whole.last, whole.precision)
    first, last = _third(words)
    days = (whole.last - whole.first).days + 1
    return Meant(
        whole.first + days * first // 3 * DAY, whole.first + (days * (last + 1) // 3 - 1) * DAY, _finer(whole)
    )


def _finer(whole: Meant) -> Precision:
    return "season" if whole.precision == "year" else "week" if whole.precision == "month" else "day"


def weekend(words: Words, clock: Clock) -> Meant | None:
    if not clock.base:
        return None
    saturday = clock.base - (clock.base.weekday() - 5) % 7 * DAY
    if words.has("next") or (words.has("this") and clock.base.weekday() < 5):
        saturday += 7 * DAY
    return Meant(saturday, saturday + DAY, "day")


def ago(words: Words, clock: Clock) -> Meant | None:
    if not clock.base:
        return None
    if words.has("few", "several"):
        return past(words, clock)
    return _shift(Days(clock.base, clock.base), -words.how_many, words.unit)


def past(words: Words, clock: Clock) -> Meant | None:
    """The days up to publication: "in the past 24 hours", "in recent days"."""
    if not clock.base:
        return None
    each = {"day": 1, "week": 7, "month": 30, "year": 365}.get(words.unit)
    length = words.how_many * each if each else -(-words.how_many // 24)
    precision: Precision = (
        "day" if length < 7 else "week" if length < 28 else "month" if length < 360 else "year"
    )
    return Meant(clock.base - length * DAY, clock.base, precision)


# Counted from the date last mentioned.


def same_day(words: Words, clock: Clock) -> Meant | None:
    known = clock.deed if words.has("that") else clock.previous
    if known is None and words.has("in"):
        return _one(clock.base)
    return _one(known.first) if known and known.first == known.last else None


def next_day(words: Words, clock: Clock) -> Meant | None:
    """ "The day after" some event is not told by the date last mentioned."""
    if words.has("before", "after", "earlier") and not words.ends:
        return None
    step = -1 if words.has("previous", "preceding", "before", "earlier") else 1
    known = clock.back if step < 0 else clock.previous
    if not known:
        return _one(clock.base - DAY) if clock.base and words.has("previous", "preceding") else None
    return _one(known.last + step * DAY) if known.first == known.last else None


def shifted(words: Words, clock: Clock) -> Meant | None:
    if words.has("before", "after") and not words.ends:
        return _beside(words, clock)
    sign = -1 if words.has("earlier", "before") else 1
    known = clock.back if sign < 0 else clock.previous
    return _shift(known, sign * words.how_many, words.unit) if known else None


def _beside(words: Words, clock: Clock) -> Meant | None:
    """ "On Monday, a day after rebels took the town": what follows is told from the date before it."""
    near = clock.near
    if near is None or near.first != near.last or words.unit not in {"day", "week"}:
        return None
    return _shift(near, words.how_many * (1 if words.has("before") else -1), words.unit)


def next_period(words: Words, clock: Clock) -> Meant | None:
    base = clock.previous.first if clock.previous else clock.base
    return period(words, clock._replace(base=base)) if base else None


def _shift(known: Days, count: int, unit: str) -> Meant | None:
    """A whole day off for days; the week, month or year around it for longer units."""
    if unit == "year":
        return _years(known.first.year + count, known.first.year + count)
    if unit == "month":
        return _span(month(known.first.year, known.first.month + count), "month")
    if known.first != known.last:
        return None
    if unit == "week":
        middle = known.first + count * 7 * DAY
        return Meant(middle - 3 * DAY, middle + 3 * DAY, "week")
    return _one(known.first + (0 if unit == "hour" else count) * DAY)


MEANINGS: Final[Mapping[str, Meaning]] = {
    "after_tomorrow": _off(2),
    "ago": ago,
    "bare_month": bare_month,
    "before_yesterday": _off(-2),
    "day_month": day_month,
    "day_range": day_range,
    "full_day": full_day,
    "last_weekday": last_weekday,
    "that_weekday": that_weekday,
    "iso_day": iso_day,
    "iso_month": iso_month,
    "month_range": month_range,
    "month_year": month_year,
    "next_day": next_day,
    "next_period": next_period,
    "nothing": nothing,
    "numeric_day": numeric_day,
    "one_year": one_year,
    "overnight": overnight,
    "part_of_month": part_of_month,
    "part_of_period": part_of_period,
    "part_of_year": part_of_year,
    "past": past,
    "period": period,
    "pointed_month": pointed_month,
    "pointed_season": pointed_season,
    "same_day": same_day,
    "season_year": season_year,
    "shifted": shifted,
    "today": _off(0),
    "tomorrow": _off(1),
    "weekday": weekday,
    "weekday_of_week": weekday_of_week,
    "weekday_range": weekday_range,
    "weekend": weekend,
    "year_range": year_range,
    "yesterday": _off(-1),
}
