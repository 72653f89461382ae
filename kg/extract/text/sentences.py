"""Sentences: the lines of an article's titles and body, cut after their end marks.

Made for torn text: sentences run together ("Force.According"), quotes that open and never close, lines
that break inside a sentence. Every line ends a sentence, unless it is plain that it was only wrapped.
"""

import re
from collections.abc import Iterator
from typing import Final, Literal

from kg.extract.days.calendar import weekday_number
from kg.extract.lexicon import words
from kg.extract.spans import Line, SentenceSpan, Token
from kg.extract.text.tokens import tokenize

LONGEST: Final = 200  # tokens; a text without any full stop is cut into pieces of this size
_WRAPPED: Final = 45  # a shorter line than this is not wrapped, it ends

_END: Final = re.compile(r"[.!?…]+[\"”’'»)\]]*")
_BEFORE: Final = re.compile(r"((?:[^\W\d_]\.)*[^\W_]+)\Z")
_AFTER: Final = re.compile(r"[\"“”‘'«(\[–—-]*(\w+)(\.?)")
_PREFIXED_NAME: Final = re.compile(r"(?:al|el|an|as|ash|at|ad|ar|az|e|i)-?[A-Z]")
_OPENING: Final = re.compile(r"[\"“‘'«(\[]+\Z")


def split(text: str, lines: tuple[Line, ...]) -> tuple[SentenceSpan, ...]:
    """The sentences of titles and body, in order; white space at their ends is left out."""
    sentences: list[SentenceSpan] = []
    for start, end, kind in _blocks(text, lines):
        for first, last in _cut(text, start, end):
            sentences.extend(_capped(kind, tokenize(text, first, last)))
    return tuple(sentences)


def _blocks(text: str, lines: tuple[Line, ...]) -> Iterator[tuple[int, int, Literal["title", "body"]]]:
    """Lines that are read, wrapped ones joined."""
    held: tuple[int, int, Literal["title", "body"]] | None = None
    for line in lines:
        if held and line.kind == held[2] and _wraps(text, held, line):
            held = (held[0], line.end, held[2])
            continue
        if held:
            yield held
        held = (line.start, line.end, line.kind) if line.kind in ("title", "body") else None
    if held:
        yield held


def _wraps(text: str, held: tuple[int, int, str], line: Line) -> bool:
    """Whether the line goes on with the sentence of the one before it."""
    between = text[held[1] : line.start]
    return (
        held[2] == "body"
        and held[1] - held[0] > _WRAPPED
        and len(between) < 8
        and between.replace("\r\n", "\n").count("\n") == 1
        and text[line.start].islower()
        and text[held[1] - 1] not in '.!?…:;"”'
    )


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of one block."""
    first = start
    for mark in _END.finditer(text, start, end):
        if mark.end() < end and any(map(str.isalnum, text[first : min(mark.start(), first + 40)])):
            last = _break(text, first, mark, end)
            if last:
                yield first, last
                first = last
    yield first, end


def _break(text: str, first: int, mark: re.Match[str], end: int) -> int | None:
    """Where the sentence that began at `first` ends, if it ends with this mark."""
    after = mark.end()
    while after < end and text[after].isspace():
        after += 1
    following = _AFTER.match(text, after, end)
    if not following or not _begins(text, following):
        return None
    fused = after == mark.end()
    if fused and not _reads_on(text, mark, following):
        return None
    if mark.group()[0] == "." and _abbreviated(text, first, mark, following):
        return None
    return _closing(text, first, mark) if fused else mark.end()


def _begins(text: str, following: re.Match[str]) -> bool:
    """Whether a sentence can begin with this word."""
    initial = following.group(1)[0]
    return not initial.islower() or bool(_PREFIXED_NAME.match(text, following.start(1)))


def _reads_on(text: str, mark: re.Match[str], following: re.Match[str]) -> bool:
    """Whether two sentences were run together without a blank: "left.Then", but not "10.30" or "N.Korea"."""
    word = following.group(1)
    if following.group(2) or not word[0].isupper() or not (word[1:].islower() or word in ("A", "I")):
        return False
    before = text[max(0, mark.start() - 2) : mark.start()]
    return len(before) == 2 and (before[-1].islower() or before.isupper() or before[-1] in ")]%0123456789")


def _abbreviated(text: str, first: int, mark: re.Match[str], following: re.Match[str]) -> bool:
    """Whether the full stop belongs to an abbreviation and does not end the sentence."""
    before = _BEFORE.search(text, max(first, mark.start() - 12), mark.start())
    if not before:
        return False
    word, next_word = before.group(1).lower(), following.group(1).lower()
    starts = next_word in words("sentences", "starters") and not (len(next_word) == 1 and following.group(2))
    if word in words("sentences", "never"):
        return True
    if word in words("sentences", "before_number"):
        return next_word[0].isdigit()
    if word in ("a.m", "p.m"):
        aside = text[following.start()] in "(["  # "at 2 a.m. (local time)"
        return (
            aside
            or following.group(1).isupper()
            or weekday_number(next_word) is not None
            or next_word == "local"
        )
    initial = len(word) == 1 and before.group(1).isupper()
    return (initial or "." in word or word in words("sentences", "maybe")) and not starts


def _closing(text: str, first: int, mark: re.Match[str]) -> int:
    """The end of a sentence that the next follows without a blank; a quote between may belong to either."""
    quotes = _OPENING.search(text, mark.start(), mark.end())
    if quotes and quotes.group() == '"' and text.count('"', first, mark.start()) % 2 == 0:
        return quotes.start()
    return mark.end()


def _capped(kind: Literal["title", "body"], tokens: tuple[Token, ...]) -> Iterator[SentenceSpan]:
    """The sentence, or pieces of it if it is too long to be one."""
    for index in range(0, len(tokens), LONGEST):
        piece = tokens[index : index + LONGEST]
        yield SentenceSpan(piece[0].start, piece[-1].end, kind, piece)
