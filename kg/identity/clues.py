"""What gives away an unknown name: the words of unknown.toml."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Clues(NamedTuple):
    """Words by what they say of the capitalised name that they stand in or beside."""

    heads: Mapping[str, str]  # last word of a name → actor kind
    openers: Mapping[str, str]  # first word of a name → actor kind
    given: frozenset[str]
    particles: frozenset[str]
    connectors: frozenset[str]
    never: frozenset[str]
    generations: frozenset[str]
    speech: frozenset[str]
    near: frozenset[str]


@cache
def load() -> Clues:
    """The clues that ship with kg."""
    read = tomllib.loads((files("kg.identity") / "data" / "unknown.toml").read_text(encoding="utf-8"))
    words = {group: frozenset(text.split()) for group, text in read["words"].items()}
    return Clues(
        heads=_by_word(read["heads"]),
        openers=_by_word(read["openers"]),
        given=frozenset(name.lower() for name in read["given"]["names"].split()),
        particles=words["particles"],
        connectors=words["connectors"],
        never=words["never"],
        generations=words["generations"],
        speech=words["speech"],
        near=words["near"],
    )


def _by_word(groups: Mapping[str, str]) -> dict[str, str]:
    kinds: dict[str, str] = {}
    for kind, words in groups.items():
        for word in words.lower().split():
            kinds.setdefault(word, kind)
    return kinds
