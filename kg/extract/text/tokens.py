"""Words, numbers and punctuation marks of a text, with their offsets.

A hyphen is a token, so that "US-led" and the torn "U.S. -led" read alike; so is a possessive "'s".
"""

import re
from functools import lru_cache
from typing import Final

from kg.extract.spans import Token

# Combining marks, soft hyphens and joiners belong to the word they stand in; blanks of no width do not count.
_MARKS: Final = "\u0300-\u036f\u064b-\u065f\u0670\u00ad\u200c\u200d"
_SILENT: Final = "\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff"
_LONG: Final = 40  # characters; so long a word is none, and not worth remembering
_LETTER: Final = r"[^\W\d_]"
_TOKEN: Final = re.compile(
    rf"""
      {_LETTER}\.(?:{_LETTER}\.)+(?:{_LETTER}(?![\w.]))?       # U.S.  U.S.A  a.m.
    | {_LETTER}\.{_LETTER}(?![\w.])                            # U.S without its last dot
    | \d{{1,3}}(?:[,\u00a0\u202f]\d{{3}})+(?!\d)(?:\.\d+)?\w*+ # 1,200  1,200.5
    | (?<!\d\.)\d++\.\d++(?!\.\d)\w*+                          # 1.5, but 12.05.2017 in pieces
    | (?<=[\w.])['’]\u200d*[sS](?!\w)                          # Syria's
    | [\w{_MARKS}]++(?:['’ʼ](?!\u200d*[sS](?!\w))[\w{_MARKS}]++)*     # troops  Ma'arrat  didn't  20th
    | [^\s{_SILENT}]
    """,
    re.VERBOSE,
)
_QUIET: Final = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "\u00ad": None, "\u200c": None, "\u200d": None})


def tokenize(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """The tokens of text[start:end]; every character that shows belongs to exactly one of them."""
    tokens = []
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        first, last = match.span()
        word = match.group()
        norm = _remembered(word) if last - first < _LONG else normal(word)
        tokens.append(Token(first, last, word, norm))
    return tuple(tokens)


def normal(word: str) -> str:
    """The form to look a word up by: lower-case, straight apostrophes, no dots in an initialism."""
    lower = word.lower()
    if not lower.isascii():
        lower = lower.translate(_QUIET) or lower
    if "." in lower and len(lower) > 1 and not lower[0].isdigit():
        return lower.replace(".", "")
    return lower


_remembered = lru_cache(maxsize=1 << 14)(normal)
