"""Units of an army by their numbers: "the 72nd Mechanised Brigade", "Light Infantry Battalion 531"."""

import re
from collections.abc import Iterator
from typing import Final

from kg.extract.names.mention_chains import chain
from kg.extract.names.mention_items import Found, Line, surface
from kg.identity.names import slug
from kg.identity.trie import DASHES

_NTH: Final = re.compile(r"\d{1,4}(st|nd|rd|th)")
_ORDINALS: Final = frozenset({"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"})
_HEADS: Final = frozenset(
    """
    army corps division brigade regiment battalion fleet squadron flotilla wing battery platoon detachment
    legion company unit
    """.split()  # noqa: SIM905, a word list reads better as words
)
_ARMS: Final = frozenset(
    """
    mechanised mechanized motorised motorized rifle guards separate special assault infantry armoured armored
    airborne air naval marine tank artillery mountain light combined arms missile engineer reserve territorial
    defence defense coastal jaeger presidential republican mobile commando reconnaissance field border guard
    """.split()  # noqa: SIM905, a word list reads better as words
)
_BETWEEN: Final = 6  # words that may stand between the number and "Brigade"


def numbered(line: Line) -> Iterator[Found]:
    """The units that a number tells from others of their kind."""
    last = 0
    for place, token in enumerate(line.tokens):
        telling = token.norm[0].isdigit() or token.norm in _ORDINALS or token.norm in _HEADS
        found = _unit(line, place) if telling and place >= last else None
        if found:
            yield found
            last = found.last


def _unit(line: Line, place: int) -> Found | None:
    norm = line.norm(place)
    if _NTH.fullmatch(norm) or (norm in _ORDINALS and line.is_capital(place)):
        last = _end(line, place)
        return _sharing(line, place) if last is None else _found(line, place, last)
    if norm in _HEADS and line.is_capital(place) and line.norm(place + 1).isdigit():
        return _found(line, _first(line, place), place + 2)
    return None


def _end(line: Line, place: int) -> int | None:
    """Where a unit ends whose number stands at `place`; a spelled number wants a name with capitals."""
    spelled = line.norm(place) in _ORDINALS
    for index in range(place + 1, min(len(line.tokens), place + 2 + _BETWEEN)):
        norm = line.norm(index)
        if norm.removesuffix("s") in _HEADS and (line.is_capital(index) or not spelled):
            return index + 1
        if not (norm in _ARMS or norm in DASHES or (line.is_capital(index) and norm.isalpha())):
            return None
    return None


def _sharing(line: Line, place: int) -> Found | None:
    """The 63rd in "the 63rd and 116th brigades"."""
    if line.norm(place + 1) not in {"and", ",", "or"}:
        return None
    following = _unit(line, place + 2)
    if following is None:
        return None
    name = " ".join([line.tokens[place].text, *following.name.removesuffix("s").split()[1:]])
    return Found(place, place + 1, "actor", "x_" + slug(name), name, "military", "provisional")


def _first(line: Line, place: int) -> int:
    """The first of the capitalised words before "Battalion 531" that tell its arm."""
    while place and line.is_capital(place - 1) and line.norm(place - 1) in _ARMS:
        place -= 1
    return place


def _found(line: Line, first: int, last: int) -> Found:
    name = surface(line.tokens, first, last).removesuffix("s")
    men = chain(line, last)
    return Found(
        first,
        men.last if men else last,
        "actor",
        "x_" + slug(name),
        name,
        "military",
        "provisional",
        plural=men.plural if men else False,
    )
