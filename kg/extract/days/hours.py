"""Times of day: "at 8:20 a.m.", "around 05:30 local time"; they are no numbers of anything."""

from collections.abc import Sequence
from typing import Final

from kg.extract.spans import Token

_OPENING: Final = 3  # tokens of the time that an entry of a running report opens with
_HALVES: Final = frozenset({"am", "pm", "hours", "hrs", "o'clock"})
_ZONES: Final = frozenset({"gmt", "utc", "cet", "est"})


def past_clock(tokens: Sequence[Token]) -> int:
    """The first token after the time that an entry of a running report opens with ("14:20 Troops have")."""
    norms = [token.norm for token in tokens[: _OPENING + 1]]
    if len(norms) <= _OPENING or not _minutes(norms, 0):
        return 0
    return _OPENING + (norms[_OPENING] in {*_HALVES, *_ZONES, "local", "-", "–", ":"})


def hours(tokens: Sequence[Token]) -> dict[int, int]:
    """The first token of each time of day and the one after its last."""
    norms = [token.norm for token in tokens]
    found: dict[int, int] = {}
    for index, norm in enumerate(norms):
        if index and norm.isdigit() and len(norm) <= 4 and norms[index - 1] not in {":", ".", "-"}:
            last = _end(norms, index)
            if last:
                found[index] = last
    return found


def _end(norms: Sequence[str], first: int) -> int:
    """The token after a time that begins here; 0 where none does."""
    timed = _minutes(norms, first)
    last = first + (_OPENING if timed else 1)
    if last < len(norms) and norms[last] in _HALVES and (timed or norms[first - 1] != "for"):
        timed, last = True, last + 1
    if not timed:
        return 0
    if norms[last : last + 2] == ["local", "time"]:
        return last + 2
    return last + (last < len(norms) and norms[last] in _ZONES)


def _minutes(norms: Sequence[str], first: int) -> bool:
    """Whether an hour and minutes stand here."""
    hour, mark, minute = (*norms[first : first + _OPENING], "", "", "")[:_OPENING]
    return hour.isdigit() and mark in {":", "."} and minute.isdigit() and len(hour) <= 2 == len(minute)
