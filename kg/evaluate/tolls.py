"""Scores numbers of killed and wounded: a number is found where a toll of the same words gives it."""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple, TypeAlias

from kg.evaluate.figures import Rate
from kg.evaluate.gold import GoldToll
from kg.evaluate.matching import Span, locate, overlap
from kg.model import Claim, Count

CASUALTIES = "CASUALTIES"

Kind: TypeAlias = Literal["killed", "wounded"]


class Placed(NamedTuple):
    """A claim, and where its quote stands in the collapsed text."""

    claim: Claim
    span: Span | None


class Tolls(NamedTuple):
    """How the numbers of one article came out."""

    rate: Rate
    missed: tuple[tuple[GoldToll, Kind], ...]
    extra: tuple[tuple[Claim, Kind], ...]


def count(gold: Iterable[GoldToll], said: Sequence[Placed], text: str) -> Tolls:
    """Hold the numbers of an article against the gold; what the gold leaves open counts neither way."""
    used: set[tuple[int, Kind]] = set()
    open_: set[tuple[int, Kind]] = set()
    missed: list[tuple[GoldToll, Kind]] = []
    asked = 0
    for toll in gold:
        span = locate(text, toll.quote)
        near = [i for i, each in enumerate(said) if overlap(each.span, span)]
        for kind, number in wanted(toll).items():
            if number is None or toll.optional:
                open_.update((i, kind) for i in near)
                continue
            asked += 1
            hit = next((i for i in near if number in bounds(said[i].claim, kind)), None)
            if hit is None:
                missed.append((toll, kind))
            else:
                used.add((hit, kind))
    given = [(i, kind) for i, each in enumerate(said) for kind in counts(each.claim)]
    judged = [each for each in given if each in used or each not in open_]
    extra = tuple((said[i].claim, kind) for i, kind in judged if (i, kind) not in used)
    return Tolls(Rate(asked - len(missed), asked, len(used), len(judged)), tuple(missed), extra)


def wanted(toll: GoldToll) -> dict[Kind, int | None]:
    """The numbers of an annotation, by what they count."""
    return {"killed": toll.killed, "wounded": toll.wounded}


def counts(claim: Claim) -> dict[Kind, Count]:
    """The numbers that a claim gives, by what they count."""
    if claim.casualties is None:
        return {}
    given: dict[Kind, Count | None] = {"killed": claim.casualties.killed, "wounded": claim.casualties.wounded}
    return {kind: number for kind, number in given.items() if number is not None}


def bounds(claim: Claim, kind: Kind) -> tuple[int | None, ...]:
    """Low, best and high of one number of a claim."""
    number = counts(claim).get(kind)
    return (number.low, number.best, number.high) if number else ()


def shown(claim: Claim, kind: Kind) -> str:
    """One number of a claim as a reader writes it: "7", "at least 100", "40–50"."""
    number = counts(claim)[kind]
    if number.low is not None and number.low == number.high:
        return str(number.low)
    if number.high is None:
        return f"at least {number.low}"
    return f"{number.low or 0}–{number.high}"
