"""The text as it is read: blanks are blanks, and a line break stands only where a line was meant to end.

Feeds leave marks as `&#8217;` and `&nbsp;`; pages use blanks that do not break, and other hyphens than the
keyboard's; mail, press releases and old sites break their lines at a fixed width. What is read has the length
of what was given, so that every offset holds for both, and what is kept of it is cut from what was given.
"""

import html
import re
from collections.abc import Iterator
from itertools import pairwise, zip_longest
from typing import Final, NamedTuple, TypeVar

from kg.model import Claim, Extraction, Mention, Party

_ODD: Final = re.compile("[\u00a0\u1680\u2000-\u200b\u200e-\u2011\u202f\u205f\u2060\u3000\ufeff]")
_GROUPED: Final = re.compile(r"(?<=\d)[\u00a0\u2009\u202f](?=\d{3}(?!\d))")  # of a number: 1 200
_GROUP: Final = "\u202f"
_ENTITY: Final = re.compile(r"&(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,5}|[a-zA-Z]{2,8}\d?);")
_FILLED: Final = "\u2002"  # a blank as no page has two of
_JOINER: Final = "\u200d"  # belongs to the word it stands in, and says nothing
_LINE: Final = re.compile(r"[^\r\n]*[^\s]")
_ENDED: Final = re.compile(r"[.!?:;…][\"”’')\]]*\Z")
_ITEM: Final = re.compile(r"(?:[-–—*•·]|\d{1,2}[.)])\s")
_WIDEST: Final = 120  # characters of a line that was broken for its width
_LINES: Final = 8  # so many lines that do not end a sentence must be as full as they can be
_SHARE: Final = 0.7  # … and this share of all that do not end one


Named = TypeVar("Named", Mention, Party)


class _Line(NamedTuple):
    start: int
    end: int
    text: str


def plain(text: str) -> str:
    """The text as it is read, as long as it was."""
    if _ODD.search(text):
        text = _ODD.sub(_usual, _GROUPED.sub(_GROUP, text))
    if "&" in text:
        text = _ENTITY.sub(_meant, text)
    return _unwrapped(text)


def _meant(entity: re.Match[str]) -> str:
    """The character that an entity of HTML stands for, as long as the entity was."""
    mark = html.unescape(entity.group())
    room = len(entity.group()) - 1
    if len(mark) != 1:
        return entity.group()
    if mark.isspace():
        return " " + _FILLED * room
    before, after = entity.string[: entity.start()][-1:], entity.string[entity.end() : entity.end() + 1]
    if after.isalnum():
        return mark + _JOINER * room if before.isalnum() else _FILLED * room + mark
    return mark + _FILLED * room


def _usual(odd: re.Match[str]) -> str:
    if odd.group() in "\u2010\u2011":
        return "-"
    return _GROUP if odd.group() == _GROUP and _GROUPED.match(odd.string, odd.start()) else " "


def _unwrapped(text: str) -> str:
    lines = [_Line(*found.span(), found.group()) for found in _LINE.finditer(text)]
    breaks = list(_breaks(text, lines))
    amid = [(line, after) for line, after in breaks if not _ENDED.search(line.text)]
    width = _width(amid) if len(amid) >= _LINES else 0
    full = [(line, after) for line, after in breaks if _is_full(line, after, width)]
    pieces, end = [], 0
    for line, after in _within_paragraphs(full):
        pieces += [text[end : line.end], " " * (after.start - line.end)]
        end = after.start
    return "".join([*pieces, text[end:]])


def _within_paragraphs(full: list[tuple[_Line, _Line]]) -> list[tuple[_Line, _Line]]:
    """The breaks inside of prose: what comes to no end of a sentence is a list of headings or names."""
    kept, run = [], []
    for (line, after), following in zip_longest(full, full[1:]):
        if not _ITEM.match(after.text):
            run.append((line, after))
        if following is None or following[0] != after:
            kept += run if _ENDED.search(after.text) else []
            run = []
    return kept


def _breaks(text: str, lines: list[_Line]) -> Iterator[tuple[_Line, _Line]]:
    """Each line with the next, where no empty one is between."""
    for line, after in pairwise(lines):
        if text.count("\n", line.end, after.start) == 1:
            yield line, after


def _width(amid: list[tuple[_Line, _Line]]) -> int:
    """The width for which lines that end no sentence were broken; 0 where they were not."""
    widths = sorted({len(line.text) for line, _ in amid if len(line.text) <= _WIDEST})
    filled = [(sum(_is_full(line, after, width) for line, after in amid), width) for width in widths]
    most, width = max(filled, default=(0, 0))
    return width if most >= max(_LINES, _SHARE * len(amid)) else 0


def _is_full(line: _Line, after: _Line, width: int) -> bool:
    """Whether the line is no longer than that, and the next one's first word had no room on it."""
    return len(line.text) <= width < len(line.text) + 1 + len(after.text.split(maxsplit=1)[0])


def verbatim(extraction: Extraction, text: str) -> Extraction:
    """What was read, in the words of the text as it was given."""
    return extraction.model_copy(
        update={
            "mentions": tuple(_worded(mention, text) for mention in extraction.mentions),
            "claims": tuple(_quoted(claim, text) for claim in extraction.claims),
        }
    )


def _quoted(claim: Claim, text: str) -> Claim:
    sides = ("actors", "recipients", "attribution")
    told = {side: tuple(_worded(party, text) for party in getattr(claim, side)) for side in sides}
    place = claim.place and _worded(claim.place, text)
    return claim.model_copy(update={**told, "place": place, "quote": text[claim.start : claim.end]})


def _worded(named: Named, text: str) -> Named:
    return named.model_copy(update={"text": text[named.start : named.end]})
