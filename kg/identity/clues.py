"""What gives away an unknown name: the words of unknown.toml."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from kg.errors import DataError


class Clues(NamedTuple):
    """Words by what they say of the name that they stand in or beside; unknown.toml describes each group."""

    heads: Mapping[str, str]  # last word of a name → actor kind
    openers: Mapping[str, str]  # first word of a name → actor kind
    given: frozenset[str]
    relations: frozenset[str]
    prefixes: frozenset[str]
    backing: frozenset[str]
    locative: frozenset[str]
    ground: frozenset[str]
    roads: frozenset[str]
    against: frozenset[str]
    auxiliary: frozenset[str]
    determiners: frozenset[str]
    adjectival: frozenset[str]
    particles: frozenset[str]
    connectors: frozenset[str]
    never: frozenset[str]
    motion: frozenset[str]
    taking: frozenset[str]
    through: frozenset[str]
    giving: frozenset[str]
    generations: frozenset[str]
    speech: frozenset[str]
    near: frozenset[str]
    hoped: frozenset[str]
    documents: frozenset[str]


@cache
def load() -> Clues:
    """The clues that ship with kg."""
    return parse((files("kg.identity") / "data" / "unknown.toml").read_text(encoding="utf-8"), "unknown.toml")


def parse(text: str, file: str) -> Clues:
    """The clues of a TOML text; raises DataError where a group is missing or unknown."""
    try:
        read = tomllib.loads(text)
        return Clues(
            heads=_by_word(read["heads"]),
            openers=_by_word(read["openers"]),
            given=frozenset(name.lower() for name in read["given"]["names"].split()),
            **{group: frozenset(listed.split()) for group, listed in read["words"].items()},
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
        raise DataError(
            f"{file}: {error}: keep the groups of words that kg.identity.clues.Clues names"
        ) from error


def _by_word(groups: Mapping[str, str]) -> dict[str, str]:
    kinds: dict[str, str] = {}
    for kind, words in groups.items():
        for word in words.lower().split():
            kinds.setdefault(word, kind)
    return kinds
