"""What the rules of kg/extract/data/dates.toml mean: from the words of a date to its first and last day."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from kg.extract.days.calendar import DAY, Days, day, month, weekday_number
from kg.extract.days.date_days import (
    day_list,
    day_month,
    day_of_month,
    day_range,
    dotted_day,
    feast,
    full_day,
    iso_day,
    numeric_day,
    ordinal_day,
)
from kg.extract.days.date_months import (
    bare_month,
    bare_season,
    half_of_month,
    half_of_year,
    iso_month,
    month_range,
    month_year,
    months_of_year,
    one,
    one_year,
    part_of_month,
    part_of_year,
    pointed_month,
    pointed_season,
    quarter_of_year,
    season_in,
    season_year,
    span_of,
    third,
    week_of_month,
    year_range,
    years,
)
from kg.extract.days.date_words import Clock, Meant, Precision, Words

Meaning = Callable[[Words, Clock], Meant | None]


def nothing(_words: Words, _clock: Clock) -> Meant | None:
    return None


# Counted from the day of publication.


def _off(days: int) -> Meaning:
    """So many days from the day of the dateline; without one, from that of publication."""

    def meaning(_words: Words, clock: Clock) -> Meant | None:
        today = clock.written or clock.base
        return one(today + days * DAY) if today else None

    return meaning


def overnight(_words: Words, clock: Clock) -> Meant | None:
    return Meant(clock.base - DAY, clock.base, "day") if clock.base else None


def weekday(words: Words, clock: Clock) -> Meant | None:
    """The latest such day up to publication; without one, the day nearest to the only day that is named."""
    number = words.weekdays[0]
    if not clock.base:
        near = clock.main and clock.main - 3 * DAY
        return one(near + (number - near.weekday()) % 7 * DAY) if near else None
    if words.has("next"):
        return one(clock.base + ((number - clock.base.weekday() - 1) % 7 + 1) * DAY)
    latest = clock.base - DAY if words.has("last", "past") else clock.base
    return one(latest - (latest.weekday() - number) % 7 * DAY)


def last_weekday(words: Words, clock: Clock) -> Meant | None:
    """The last of several weekdays, whatever time of day stands after it."""
    named = [token for token in words.tokens if weekday_number(token.norm) is not None]
    return weekday(Words(tuple(named[-1:]), words.following), clock)


def that_weekday(words: Words, clock: Clock) -> Meant | None:
    """ "That Sunday" is the one nearest to the date last mentioned."""
    if not clock.previous or clock.previous.first != clock.previous.last:
        return weekday(words, clock)
    early = clock.previous.first - 3 * DAY
    return one(early + (words.weekdays[0] - early.weekday()) % 7 * DAY)


def weekday_range(words: Words, clock: Clock) -> Meant | None:
    """From the first weekday that is named to the last."""
    last = last_weekday(words, clock)
    if not last:
        return None
    length = (words.weekdays[-1] - words.weekdays[0]) % 7
    return Meant(last.first - length * DAY, last.last, "day")


def weekday_of_week(words: Words, clock: Clock) -> Meant | None:
    week = period(words, clock)
    return one(week.first + words.weekdays[0] * DAY) if week else None


def period(words: Words, clock: Clock) -> Meant | None:
    """This, last or next week, month or year; weeks begin on Monday."""
    back, on = words.has("last", "previous", "preceding", "before"), words.has("next", "following", "after")
    step = -1 if back else 1 if on else 0
    return _period(words.unit, clock.base, step) if clock.base else None


def _period(unit: str, base: date, step: int) -> Meant | None:
    if unit == "week":
        monday = base + (7 * step - base.weekday()) * DAY
        return Meant(monday, monday + 6 * DAY, "week")
    if unit == "month":
        return span_of(month(base.year, base.month + step), "month")
    return years(base.year + step, base.year + step)


def day_of_year(words: Words, clock: Clock) -> Meant | None:
    """ "7 October last year" """
    year = period(words, clock)
    return one(day(year.first.year, words.months[0], words.days[0])) if year and words.months else None


def month_of_year(words: Words, clock: Clock) -> Meant | None:
    """ "May of last year" """
    year = period(words, clock)
    return span_of(month(year.first.year, words.months[0]), "month") if year and words.months else None


def day_of_that_year(words: Words, clock: Clock) -> Meant | None:
    """ "7 October of that year": of the one last spoken of."""
    known = clock.back or clock.previous
    return one(day(known.first.year, words.months[0], words.days[0])) if known and words.months else None


def month_of_that_year(words: Words, clock: Clock) -> Meant | None:
    known = clock.back or clock.previous
    return span_of(month(known.first.year, words.months[0]), "month") if known and words.months else None


def season_of_year(words: Words, clock: Clock) -> Meant | None:
    """ "The summer of last year" """
    year = period(words, clock)
    return season_in(words, year.first.year) if year else None


def part_of_period(words: Words, clock: Clock) -> Meant | None:
    """ "Earlier this month" ends, and "later this month" begins, with the day of publication."""
    whole = period(words, clock)
    if not whole or not clock.base:
        return None
    if words.has("earlier") and words.has("this", "the"):
        return Meant(whole.first, clock.base, whole.precision)
    if words.has("later") and words.has("this", "the"):
        return Meant(clock.base, whole.last, whole.precision)
    first, last = third(words)
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
        return one(clock.base)
    return one(known.first) if known and known.first == known.last else None


def same_period(words: Words, clock: Clock) -> Meant | None:
    """ "That year" is the one last spoken of."""
    known = clock.back or clock.previous
    return _period(words.unit, known.first, 0) if known else None


def next_day(words: Words, clock: Clock) -> Meant | None:
    """ "The day after" some event is not told by the date last mentioned."""
    if words.has("before", "after", "earlier") and not words.ends:
        return None
    step = -1 if words.has("previous", "preceding", "before", "earlier") else 1
    known = clock.back if step < 0 else clock.previous
    if not known:
        return one(clock.base - DAY) if clock.base and words.has("previous", "preceding") else None
    return one(known.last + step * DAY) if known.first == known.last else None


def shifted(words: Words, clock: Clock) -> Meant | None:
    if words.has("before", "after") and not (words.ends or words.has("that", "this")):
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
    if words.has("before", "after") and not words.ends:
        return None
    base = clock.previous.first if clock.previous else clock.base
    return period(words, clock._replace(base=base)) if base else None


def _shift(known: Days, count: int, unit: str) -> Meant | None:
    """The day so many days or weeks off; the month or year around it for longer units."""
    if unit == "year":
        return years(known.first.year + count, known.first.year + count)
    if unit == "month":
        return span_of(month(known.first.year, known.first.month + count), "month")
    if known.first != known.last:
        return None
    if unit == "week":
        same = known.first + count * 7 * DAY
        return Meant(same, same, "week")
    return one(known.first + (0 if unit == "hour" else count) * DAY)


MEANINGS: Final[Mapping[str, Meaning]] = {
    "after_tomorrow": _off(2),
    "ago": ago,
    "bare_month": bare_month,
    "before_yesterday": _off(-2),
    "bare_season": bare_season,
    "day_list": day_list,
    "day_month": day_month,
    "day_of_that_year": day_of_that_year,
    "day_of_month": day_of_month,
    "feast": feast,
    "day_range": day_range,
    "day_of_year": day_of_year,
    "dotted_day": dotted_day,
    "full_day": full_day,
    "last_weekday": last_weekday,
    "that_weekday": that_weekday,
    "half_of_month": half_of_month,
    "half_of_year": half_of_year,
    "iso_day": iso_day,
    "iso_month": iso_month,
    "month_of_that_year": month_of_that_year,
    "month_of_year": month_of_year,
    "month_range": month_range,
    "month_year": month_year,
    "months_of_year": months_of_year,
    "next_day": next_day,
    "next_period": next_period,
    "nothing": nothing,
    "numeric_day": numeric_day,
    "one_year": one_year,
    "ordinal_day": ordinal_day,
    "overnight": overnight,
    "part_of_month": part_of_month,
    "part_of_period": part_of_period,
    "part_of_year": part_of_year,
    "past": past,
    "period": period,
    "pointed_month": pointed_month,
    "pointed_season": pointed_season,
    "quarter_of_year": quarter_of_year,
    "same_day": same_day,
    "same_period": same_period,
    "season_of_year": season_of_year,
    "season_year": season_year,
    "shifted": shifted,
    "today": _off(0),
    "tomorrow": _off(1),
    "weekday": weekday,
    "week_of_month": week_of_month,
    "weekday_of_week": weekday_of_week,
    "weekday_range": weekday_range,
    "weekend": weekend,
    "year_range": year_range,
    "yesterday": _off(-1),
}
