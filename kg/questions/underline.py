"""Underlines words of a text on the line below them."""

import re
import textwrap
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")  # also line ends: an offset must stay an offset


class Mark(NamedTuple):
    """Words to underline: offsets in the text, and the sign to draw under them."""

    start: int
    end: int
    sign: str


def underline(text: str, marks: Sequence[Mark], *, width: int = 88) -> list[str]:
    """The text cut into lines, each with the signs below it; later marks are drawn over earlier ones."""
    plain = _CONTROL.sub(" ", text)
    signs = [" "] * len(plain)
    for mark in marks:
        start, end = max(0, mark.start), min(len(plain), mark.end)
        signs[start:end] = mark.sign * max(0, end - start)
    return [line for start, end in _cut(plain, width) for line in _drawn(plain[start:end], signs[start:end])]


def _cut(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Where each line begins and ends in the text; lines break at spaces."""
    end = 0
    for line in textwrap.wrap(text, width, break_on_hyphens=False, replace_whitespace=False):
        start = text.index(line, end)
        end = start + len(line)
        yield start, end


def _drawn(text: str, signs: Sequence[str]) -> Iterator[str]:
    yield text
    below = "".join(sign * cells(letter) for letter, sign in zip(text, signs, strict=True)).rstrip()
    if below:
        yield below


def cells(letter: str) -> int:
    """How many columns of a terminal a character takes."""
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in ("W", "F") else 1
