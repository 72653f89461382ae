"""The patterns of kg/extract/data/dates.toml as one regular expression over kinds of words.

Every word that a pattern names becomes one character, so a sentence is matched in one pass.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from kg.errors import DataError
from kg.extract.days.calendar import YEARS
from kg.extract.lexicon import numbers, table
from kg.extract.spans import Token

_OTHER: Final = "\uf8ff"
_WEAK_MONTHS: Final = frozenset(("may", "march"))  # also a verb and a name
_ITEM: Final = re.compile(r"([<>]?)(\S+?)(\??)(?:\s+|\Z)")
_AROUND: Final = {"<": "(?<={parts})", ">": "(?=(?:{parts}){optional}|\\Z)", "": "(?:{parts}){optional}"}
_ANCHORS: Final = (
    *("MONTH", "WEAK", "WEEKDAY", "SEASON", "YEAR", "today", "tonight", "yesterday", "tomorrow", "overnight"),
    *("day", "days", "week", "weeks", "month", "months", "year", "years", "hour", "hours", "minutes"),
    *("morning", "afternoon", "evening", "night", "weekend", "christmas", "NTH"),
)
_STOPS: Final = (
    *(".", ",", ";", ")", "in", "at", "near", "by", "and", "but"),
    *("when", "after", "before", "while", "as", "from", "with"),
)
_MACROS: Final = {
    "MON": "(?:{MONTH}|{WEAK}{.}?)",
    "DOW": "(?:[{WEEKDAY}{SHORTDAY}]{.}?{,}?{on}?)",
    "DAY": "[{NUMBER}{NTH}]",
    "COUNT": "[{NUMBER}{NTH}{WORD}]",
    "NIGHT": "(?:{overnight}[{on}{from}]?)",
    "STOP": "[" + "".join(f"{{{word}}}" for word in _STOPS) + "]",
    "TO": "[{-}{–}{—}{to}{until}{till}{through}]",
}

_OPENING: Final = {"MON": ("MONTH", "WEAK"), "DOW": ("WEEKDAY", "SHORTDAY"), "NIGHT": ("overnight",)}
_FIRST: Final = "\ue000"  # of the characters that stand for words


class Rule(NamedTuple):
    """One pattern and what it means."""

    id: str
    means: str
    glued: bool


class Match(NamedTuple):
    """A rule and the tokens it covers."""

    rule: Rule
    first: int
    last: int


class Grammar(NamedTuple):
    """All rules, ready to match."""

    kinds: Mapping[str, str]  # of a word that dates are made of: its character
    anchor: re.Pattern[str]  # without one of these no rule matches
    pattern: re.Pattern[str]
    rules: Mapping[str, Rule]  # by the name of its group


@lru_cache(maxsize=256)  # dates and numbers both ask, of the same sentence
def matches(tokens: tuple[Token, ...]) -> tuple[Match, ...]:
    """The rules that match, from left to right."""
    grammar = _grammar()
    known = grammar.kinds.get
    shape = "".join([known(token.norm, _OTHER) for token in tokens])
    return tuple(_matches(grammar, tokens, shape)) if grammar.anchor.search(shape) else ()


def _matches(grammar: Grammar, tokens: tuple[Token, ...], shape: str) -> Iterator[Match]:
    for match in grammar.pattern.finditer(shape):
        rule = grammar.rules[str(match.lastgroup)]
        first, last = match.span()
        if not rule.glued or all(a.end == b.start for a, b in pairwise(tokens[first:last])):
            yield Match(rule, first, last)


@cache
def _grammar() -> Grammar:
    kinds: dict[str, str] = {}
    characters: dict[str, str] = {}
    for name, members in _classes():
        characters[name] = chr(ord(_FIRST) + len(characters))
        kinds.update(dict.fromkeys(members, characters[name]))
    rules: dict[str, Rule] = {}
    patterns = []
    opening: set[str] = set()
    for index, entry in enumerate(_entries()):
        _check_anchored(str(entry["match"]))
        body = _compiled(str(entry["match"]), characters, kinds)
        patterns.append(f"(?P<r{index}>{body})")
        opening.update(_opening(str(entry["match"]), characters, kinds))
        rules[f"r{index}"] = Rule(str(entry["id"]), str(entry["means"]), bool(entry.get("glued", False)))
    anchors = "".join(characters[name] for name in _ANCHORS)
    opens = "".join(sorted(opening))
    return Grammar(
        kinds, re.compile(f"[{anchors}]"), re.compile(f"(?=[{opens}])(?:{'|'.join(patterns)})"), rules
    )


def _entries() -> Iterable[Mapping[str, object]]:
    entries = table("dates").get("rules")
    if not isinstance(entries, list) or not all(
        {"id", "match", "means"} <= entry.keys() for entry in entries
    ):
        raise DataError("dates.toml: every rule needs `id`, `match` and `means`")
    return entries


def _check_anchored(pattern: str) -> None:
    items = [(set(item.split("|")), optional) for _, item, optional in _ITEM.findall(pattern)]
    if not any(words <= {*_ANCHORS, "MON", "DOW"} and not optional for words, optional in items):
        raise DataError(f"dates.toml: {pattern!r} needs a word that only dates have, such as MON or `week`")


def _classes() -> Iterator[tuple[str, Iterable[str]]]:
    months = numbers("calendar", "months")
    strong = [name for name in months if len(name) > 3 and name not in _WEAK_MONTHS and name != "sept"]
    weekdays = numbers("calendar", "weekdays")
    numerals = [*(f"0{number}" for number in range(1, 10)), *map(str, range(1, 32))]
    ordinals = [f"{number}{suffix}" for number in numerals for suffix in ("st", "nd", "rd", "th")]
    yield "MONTH", strong
    yield "WEAK", [name for name in months if name not in strong]
    yield "WEEKDAY", [name for name in weekdays if name.endswith("day")]
    yield "SHORTDAY", [name for name in weekdays if not name.endswith("day")]
    yield "SEASON", numbers("calendar", "seasons")
    yield "YEAR", map(str, YEARS)
    yield "NUMBER", numerals
    yield "NTH", ordinals
    yield "WORD", [*numbers("dates", "counts"), *map(str, range(32, 100))]
    for word in ("-", "–", "—", "on", "to", "until", "till", "through", "overnight", *_STOPS):
        yield word, (word,)


def _compiled(pattern: str, characters: dict[str, str], kinds: dict[str, str]) -> str:
    """The pattern as a regular expression; words it names for the first time get a character."""
    compiled = []
    for before, item, optional in _ITEM.findall(pattern):
        parts = "|".join(_part(word, characters, kinds) for word in item.split("|"))
        compiled.append(_AROUND[before].format(parts=parts, optional=optional))
    return "".join(compiled)


def _opening(pattern: str, characters: dict[str, str], kinds: dict[str, str]) -> Iterator[str]:
    """The characters of the words that a date by this pattern may begin with."""
    for before, item, optional in _ITEM.findall(pattern):
        if before:
            continue
        for word in item.split("|"):
            for name in _OPENING.get(word, (word,)):
                yield from (c for c in _part(name, characters, kinds) if c >= _FIRST)
        if not optional:
            return


def _part(word: str, characters: dict[str, str], kinds: dict[str, str]) -> str:
    if word in _MACROS:
        return re.sub(r"\{([^}]+)\}", lambda match: characters[match.group(1)], _MACROS[word])
    if word not in characters:
        characters[word] = kinds.setdefault(word, chr(ord(_FIRST) + len(characters)))
    return characters[word]
