"""Closed word classes and verb forms: what a word can be before its neighbours are looked at."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from kg.extract.grammar import inflect

TAGS = {
    "adverb": "B",
    "preposition": "P",
    "subordinator": "S",
    "coordinator": "C",
    "pronoun": "I",
    "relative": "R",
    "determiner": "D",
    "number": "#",
    "negation": "N",
    "modal": "M",
    "do": "O",
    "have": "H",
    "be": "A",
}


class Forms(NamedTuple):
    """What verb a form belongs to, and which of its forms it can be: letters of `bzdng`.

    b base, z third person, d past, n participle, g gerund.
    """

    lemma: str
    kinds: str


class Words(NamedTuple):
    """The tables that tagging looks words up in."""

    closed: dict[str, str]
    verbs: dict[str, Forms]


def _read(name: str) -> str:
    return (files("kg.extract") / "data" / name).read_text(encoding="utf-8")


def entries(text: str) -> list[str]:
    """The blank-separated entries of a word file without its comment lines."""
    return [entry for line in text.splitlines() if not line.startswith("#") for entry in line.split()]


def add_verb(verbs: dict[str, Forms], entry: str) -> None:
    """Add all forms of a verb; a form that is known already keeps its first lemma and gains kinds."""
    forms = inflect.verb(entry)
    pairs = (
        (forms.lemma, "b"),
        (forms.third, "z"),
        (forms.past, "d"),
        (forms.participle, "n"),
        (forms.gerund, "g"),
    )
    for form, kind in pairs:
        known = verbs.get(form)
        if known is None:
            verbs[form] = Forms(forms.lemma, kind)
        elif known.lemma == forms.lemma and kind not in known.kinds:
            verbs[form] = Forms(known.lemma, known.kinds + kind)


@cache
def load() -> Words:
    """Read the word files of the package."""
    closed: dict[str, str] = {}
    for group, words in tomllib.loads(_read("closed.toml")).items():
        for word in words.split():
            closed.setdefault(word, TAGS[group])
    for group in ("be", "have", "do", "modal", "negation", "relative", "coordinator", "determiner"):
        for word in tomllib.loads(_read("closed.toml"))[group].split():
            closed[word] = TAGS[group]
    verbs: dict[str, Forms] = {}
    for entry in entries(_read("verbs.txt")):
        add_verb(verbs, entry)
    return Words(closed, verbs)
