"""The words of a date, and what dates are counted from."""

from datetime import date, timedelta
from typing import Final, Literal, NamedTuple

from kg.extract import lexicon
from kg.extract.days.calendar import Days, day, month_number, weekday_number, year_of
from kg.extract.spans import Token

Precision = Literal["day", "week", "month", "season", "year"]

_SOON: Final = timedelta(days=7)  # a day without a year may lie this far after publication
_LONG: Final = timedelta(days=31)  # what is longer ago than this is past
_THEN: Final = timedelta(days=45)  # so soon after something long past is told of it: "on 6 April it left"
_NEAR: Final = timedelta(days=31)  # and this far before the latest day that an undated article names


class Meant(NamedTuple):
    """The days that a date stands for."""

    first: date
    last: date
    precision: Precision


class Clock(NamedTuple):
    """What dates are counted from."""

    base: date | None = None  # the day of publication
    written: date | None = None  # the day of the dateline, where it is another
    previous: Days | None = None  # the date last mentioned
    near: Days | None = None  # the date last mentioned in the same sentence
    beside: Days | None = None  # the date that stands right before
    deed: Days | None = None  # the date last mentioned on which nobody only spoke
    back: Days | None = None  # what "a day earlier" is counted from
    past: Days | None = None  # what is long past at publication, and was spoken of just now
    period: Days | None = None  # the month of publication, where the day is unknown
    mentioned: Days | None = None  # the latest date with a year in the article
    main: date | None = None  # the only day the article names, where it names but one


class Words(NamedTuple):
    """The words of a date."""

    tokens: tuple[Token, ...]
    following: str

    def has(self, *norms: str) -> bool:
        return any(token.norm in norms for token in self.tokens)

    @property
    def days(self) -> list[int]:
        digits = [token.norm.rstrip("sthndr") for token in self.tokens]
        return [int(number) for number in digits if len(number) <= 2 and number.isdecimal()]

    @property
    def months(self) -> list[int]:
        return [
            number
            for token in self.tokens
            if (number := month_number(token.norm)) and token.text[0].isupper()
        ]

    @property
    def years(self) -> list[int]:
        return [year for token in self.tokens if (year := year_of(token.norm))]

    @property
    def weekdays(self) -> list[int]:
        found = [weekday_number(token.norm) for token in self.tokens]
        return [number for number in found if number is not None]

    @property
    def how_many(self) -> int:
        """How many days, weeks …; one for "a week"."""
        for token in self.tokens:
            number = lexicon.numbers("dates", "counts").get(token.norm) or lexicon.numbers(
                "dates", "vague"
            ).get(token.norm)
            if number or token.norm.isdecimal():
                return number or int(token.norm)
        return 1

    @property
    def unit(self) -> str:
        """day, week, month, year, hour; empty if the words name none."""
        named = (token.norm.rstrip("s") for token in self.tokens)
        return next((name for name in named if name in ("hour", "day", "week", "month", "year")), "")

    @property
    def names_something(self) -> bool:
        """Whether what follows makes the date a name: "the 14 March Alliance"."""
        return self.following in lexicon.words("dates", "names")

    @property
    def names_deed(self) -> bool:
        """Whether what follows may make the date a name: "the 11 September attacks"."""
        return self.following in lexicon.words("dates", "deeds")

    @property
    def ends(self) -> bool:
        """Whether nothing follows that the words could belong to."""
        return not self.following or not self.following[0].isalnum()


def dated(number: int, in_month: int, clock: Clock) -> date | None:
    """The day that a day and month without a year mean."""
    if clock.base or clock.period:
        latest = (clock.base or (clock.period and clock.period.last) or date.min) + _SOON
        found = (day(year, in_month, number) for year in range(latest.year, latest.year - 9, -1))
        usual = next((when for when in found if when and when <= latest), None)
        return _of_then(number, in_month, clock) or usual if usual and is_past(usual, clock.base) else usual
    if clock.mentioned:
        single = clock.mentioned.first == clock.mentioned.last
        earliest = clock.mentioned.first - (_NEAR if single else timedelta())
        found = (day(year, in_month, number) for year in range(earliest.year, earliest.year + 9))
        return next((when for when in found if when and when >= earliest), None)
    return None


def is_past(last: date, base: date | None) -> bool:
    """Whether something that ended on a day is no longer news at publication."""
    return base is not None and base - last > _LONG


def _of_then(number: int, in_month: int, clock: Clock) -> date | None:
    """The day, if it follows soon on something long past that is being told."""
    if not clock.past or clock.past.last - clock.past.first > _LONG:
        return None
    found = (day(year, in_month, number) for year in (clock.past.first.year, clock.past.first.year + 1))
    return next(
        (when for when in found if when and clock.past.first <= when <= clock.past.last + _THEN), None
    )


def up_to(clock: Clock) -> date | None:
    """The latest day that a month or season without a year can lie before."""
    if clock.base:
        return clock.base
    known = clock.period or clock.mentioned
    return known.last if known else None
