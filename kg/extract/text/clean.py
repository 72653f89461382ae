"""Which lines of an article are its own: headlines and text, apart from the furniture of the page.

Nothing is removed. A line keeps its offsets and gets a kind; only titles and bodies are read for claims.
Pages end in other articles' headlines and teasers, so a line also has to be about what its neighbours are
about, where there are enough neighbours to tell.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Final, Literal, NamedTuple

from kg.extract.lexicon import listed, words
from kg.extract.spans import Line
from kg.extract.text.datelines import dateline
from kg.extract.text.full_dates import is_date_line
from kg.extract.text.masthead import Masthead, is_byline, is_signed, masthead

__all__ = ["Masthead", "lines", "masthead"]

Kind = Literal["title", "body", "byline", "dateline", "noise", "related"]

_BLANK: Final = " \t\x1f\u00a0\u1680\u202f\u205f\u3000\ufeff" + "".join(map(chr, range(0x2000, 0x200C)))
_LINE: Final = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_ENDED: Final = re.compile(r"[.!?…:;,—–-][\"”’'»)\]]{0,9}\Z")
_INNER_END: Final = re.compile(r"[a-z]{3}[.!?][\"”’]? [A-Z]")
_CREDIT: Final = re.compile(r"©|\(c\)|getty images|shutterstock|/ ?handout", re.IGNORECASE)
_AGENCIES: Final = r"(?:reuters|afp|ap|epa|upi|tass|xinhua|anadolu(?: agency)?|getty images|shutterstock)"
_CAPTION: Final = re.compile(  # of a photograph: its date is none of the article's
    r"(?:photo(?:graph)?|image|picture|caption|image caption|file(?: photo)?) ?[:–—|-] ", re.IGNORECASE
)
_CREDITED: Final = re.compile(
    rf"""
    (?: \b(?:(?:ap|afp|epa)[ ]photo|reuters)/[^.]{{2,60}}
      | [/©][ ]?{_AGENCIES}
      | [.!?”"][ ]{_AGENCIES}
      | \bfile[ ]photo
      | [\[(](?:file|photo|image)\b[^\])]{{0,60}}
    )[ \])]*\Z
    """,
    re.IGNORECASE | re.VERBOSE,
)
_PREFIXED: Final = re.compile(r"([^\W\d_][\w' ]{1,20}?)\s*[:|>»–—]+\s*\S")
_ANAPHORIC: Final = re.compile(
    r"[\"“'‘]|(?:he|she|it|they|this|that|these|those|his|her|their|its)\b", re.IGNORECASE
)
_SEPARATED: Final = re.compile(r" [|>»›/•·] ?|  +")
_CREDIT_LENGTH: Final = 60
_STEM: Final = 5  # letters of a word that count: "Syria" and "Syrian" are one
_HEADLINE: Final = 25  # words; a longer line without an end mark is text
_SUBHEAD: Final = 3
_ENOUGH: Final = 3  # lines on the topic, before anything is held to be off it
_KEYWORDS: Final = 40


class _Read(NamedTuple):
    """A line with what its words tell."""

    start: int
    end: int
    text: str
    size: int  # words of any kind
    stems: frozenset[str]  # of words that tell what it is about
    topical: bool
    away: int  # words of gadgets, shows, sports
    prose: int  # words that headlines leave out
    ended: bool  # has an end mark, at its end or inside
    touches: bool  # no blank line between it and the line before
    lower: bool


class _Theme(NamedTuple):
    """What the lines that surely belong to the article are about."""

    known: bool  # whether there are enough of them to tell
    keywords: frozenset[str]
    vocabulary: frozenset[str]


def lines(text: str) -> tuple[Line, ...]:
    """Every line that is not blank, with its kind; a dateline before a paragraph is a line of its own."""
    found: list[Line] = []
    for line, kind in _classified(tuple(_read(text))):
        head = dateline(text, line.start, line.end) if kind == "body" else None
        if head:
            found.append(Line(line.start, head.end, "dateline"))
        found.append(Line(head.rest if head else line.start, line.end, kind))
    return tuple(found)


def _read(text: str) -> Iterator[_Read]:
    before = 0
    for match in _LINE.finditer(text):
        line = match.group().strip(_BLANK)
        if not line:
            continue
        start = match.start() + match.group().index(line[0])
        touches = before > 0 and text[before:start].replace("\r\n", "\n").count("\n") <= 1
        before = start + len(line)
        yield _read_line(line, start, touches=touches)


def _read_line(line: str, start: int, *, touches: bool) -> _Read:
    said = [_word(word) for word in _WORD.findall(line)]
    return _Read(
        start,
        start + len(line),
        line,
        len(line.split()),
        frozenset([word.stem for word in said if word.stem]),
        any(word.topical for word in said) and not is_signed(line),
        sum([word.away for word in said]),
        sum([word.prose for word in said]),
        bool(_ENDED.search(line, max(0, len(line) - 12)) or _INNER_END.search(line)),
        touches,
        line[0].islower(),
    )


class _Word(NamedTuple):
    stem: str  # empty if the word says nothing of what a text is about
    topical: bool
    away: bool
    prose: bool


@lru_cache(maxsize=1 << 15)
def _word(word: str) -> _Word:
    word = word.lower()
    stem = "" if word in words("clean", "stop") else word[:_STEM]
    return _Word(stem, _among("topic", word), _among("away", word), word in words("clean", "prose"))


def _among(key: str, word: str) -> bool:
    return word in words("clean", key) or word.startswith(_beginnings(key))


@cache
def _beginnings(key: str) -> tuple[str, ...]:
    return tuple(item[:-1] for item in listed("clean", key) if item.endswith("*"))


def _theme(read: Sequence[_Read]) -> _Theme:
    trusted = [line for line in read if line.topical and not line.away]
    counts = Counter(stem for line in trusted for stem in line.stems)
    shared = sorted((stem for stem in counts if counts[stem] > 1), key=lambda stem: (-counts[stem], stem))
    return _Theme(len(trusted) >= _ENOUGH, frozenset(shared[:_KEYWORDS]), frozenset(counts))


def _classified(read: Sequence[_Read]) -> Iterator[tuple[_Read, Kind]]:
    theme = _theme(read)
    kinds: list[Kind] = []
    apart = False  # below a heading such as "Other news"
    forms = [_form(line) for line in read]
    for index, (line, form) in enumerate(zip(read, forms, strict=True)):
        if form == "section":
            apart = "body" in kinds
        wrapped = forms[index + 1 : index + 2] == [""] and read[index + 1].touches and read[index + 1].lower
        kind = _furniture_kind(form) or _kind(line, theme, kinds, apart=apart, wrapped=wrapped)
        kinds.append(kind)
        yield line, kind


_Form = Literal["section", "noise", "dateline", "elsewhere", ""]


def _furniture_kind(form: _Form) -> Kind | None:
    if form == "dateline":
        return "dateline"
    return "noise" if form in ("section", "noise") else None


def _form(line: _Read) -> _Form:
    """What the line is by its form alone."""
    if line.size > _HEADLINE and "icon" not in line.text.casefold() and any(map(str.isalpha, line.text)):
        return ""
    bare = line.text.casefold().strip(" .:|»>-–—•·#*…")
    if is_date_line(line.text):
        return "dateline"
    if bare in words("clean", "sections"):
        return "section"
    if not any(map(str.isalpha, bare)) or bare in words("clean", "alone") or _is_icons(line):
        return "noise"
    if _is_menu(line):
        return "noise"
    if _CAPTION.match(line.text) or _CREDITED.search(line.text, max(0, len(line.text) - _CREDIT_LENGTH)):
        return "noise"
    short = line.size <= 12 and not line.text.endswith((".", "!"))
    if short and (bare.startswith(listed("clean", "furniture")) or _CREDIT.search(line.text)):
        return "noise"
    return "elsewhere" if _points_elsewhere(line) else ""


def _is_icons(line: _Read) -> bool:
    text = line.text.casefold()
    named = [word for word in text.split() if "icon" in word] if "icon" in text else []
    return len(named) >= 3 and len(named) * 7 > line.size


def _is_menu(line: _Read) -> bool:
    """Buttons and paths: "Share   Tweet   Print", "Home > News > Asia"."""
    if line.ended or line.size > _HEADLINE:
        return False
    items = line.text.casefold().split()
    known = words("clean", "alone")
    return len(_SEPARATED.findall(line.text)) >= 2 or (
        len(items) > 1 and all(item in known for item in items)
    )


def _points_elsewhere(line: _Read) -> bool:
    match = _PREFIXED.match(line.text)
    if not match:
        return False
    label = match.group(1).casefold()
    return label in words("clean", "elsewhere") and not (line.ended and label.startswith("update"))


def _kind(line: _Read, theme: _Theme, kinds: Sequence[Kind], *, apart: bool, wrapped: bool) -> Kind:
    begun = "body" in kinds
    if kinds and _points_elsewhere(line):
        return "related"
    if is_byline(line.text) and not (line.topical or (begun and line.stems <= theme.vocabulary)):
        return "byline"
    continues = line.lower and line.touches and kinds[-1:] == ["body"]
    if line.ended or line.size >= _HEADLINE or wrapped or continues or (begun and line.prose >= 2):
        return "related" if _is_foreign(line, theme, kinds) else "body"
    return _headline(line, theme, kinds, begun=begun, apart=apart)


def _is_foreign(line: _Read, theme: _Theme, kinds: Sequence[Kind]) -> bool:
    """Whether a paragraph is about something else than the article."""
    shared = len(line.stems & theme.keywords)
    if not theme.known or shared >= 2:
        return False
    if line.topical:
        return line.away >= 2
    teaser = line.touches and kinds[-1:] == ["related"]
    if line.away or teaser:
        return True
    telling = 6 if line.ended else 3
    return (
        len(line.stems) >= telling and not line.stems & theme.vocabulary and not _ANAPHORIC.match(line.text)
    )


def _headline(line: _Read, theme: _Theme, kinds: Sequence[Kind], *, begun: bool, apart: bool) -> Kind:
    """A line without an end mark: a headline of this article, or of another."""
    if "title" not in kinds and not begun:
        return "title"
    if apart or line.away:
        return "related"
    if not theme.known:
        return "title"
    shared = len(line.stems & theme.keywords)
    if begun and line.size <= _SUBHEAD:
        return "title" if line.topical or line.stems & theme.vocabulary else "noise"
    needed = 3 if begun else 2
    return "title" if shared >= needed - line.topical else "related"
