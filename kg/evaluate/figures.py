"""Counts to rates: precision and recall, shares, B³; and the notes of what went wrong."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple


class Rate(NamedTuple):
    """How much of the gold was found, and how much of what was found is right."""

    found: int = 0  # of the gold
    gold: int = 0
    right: int = 0  # of what was predicted
    predicted: int = 0

    @property
    def precision(self) -> float:
        """The share of what was predicted that is right; 0 where nothing was."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold that was found; 0 where there is none."""
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return harmonic(self.precision, self.recall)


class Figure(NamedTuple):
    """A row of the table: what was measured, and how it came out."""

    measure: str
    precision: float | None = None
    recall: float | None = None
    f1: float | None = None
    value: float | None = None  # a share, or a number of its own kind
    gold: int | None = None
    predicted: int | None = None


class Note(NamedTuple):
    """A difference between the gold and what was read."""

    what: Literal["missed", "extra", "attribution", "date", "polarity", "not verbatim"]
    article: str
    claim: str  # in short: type, who and whom
    sentence: str
    read: tuple[str, ...] = ()  # what was read there, each with its rule


class Report(NamedTuple):
    """What came out for one set of gold."""

    name: str
    articles: int  # with gold
    figures: tuple[Figure, ...]
    notes: tuple[Note, ...]


def harmonic(one: float, other: float) -> float:
    """The harmonic mean of two shares; 0 where both are."""
    return 2 * one * other / (one + other) if one + other else 0.0


def total(rates: Iterable[Rate]) -> Rate:
    """The rate of several counts taken together."""
    listed = list(rates)
    return Rate(*map(sum, zip(*listed, strict=True))) if listed else Rate()


def rated(measure: str, rate: Rate) -> Figure:
    """Precision, recall and F1 as a row."""
    p, r, f1 = (round(value, 3) for value in (rate.precision, rate.recall, rate.f1))
    return Figure(measure, p, r, f1, gold=rate.gold, predicted=rate.predicted)


def share(measure: str, verdicts: Sequence[bool]) -> Figure:
    """How many of several verdicts are good, as a row; without a value where there are none."""
    value = round(sum(verdicts) / len(verdicts), 3) if verdicts else None
    return Figure(measure, value=value, gold=len(verdicts))


def b_cubed(measure: str, pairs: Sequence[tuple[str, str]]) -> Figure:
    """How well items are clustered, by gold and predicted cluster of each (Bagga and Baldwin 1998)."""
    if not pairs:
        return Figure(measure, gold=0)
    both, gold, predicted = Counter(pairs), Counter(g for g, _ in pairs), Counter(p for _, p in pairs)
    precision = sum(n * n / predicted[p] for (_, p), n in both.items()) / len(pairs)
    recall = sum(n * n / gold[g] for (g, _), n in both.items()) / len(pairs)
    f1 = harmonic(precision, recall)
    return Figure(measure, round(precision, 3), round(recall, 3), round(f1, 3), gold=len(pairs))
