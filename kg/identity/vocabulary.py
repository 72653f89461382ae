"""The common nouns, units and titles of generics.toml: what they mean alone and beside a name."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from pydantic import TypeAdapter, ValidationError

from kg.errors import DataError
from kg.model import Frozen


class Unit(Frozen):
    """What a country or people and a noun make."""

    title: str
    kind: str
    sector: str


class People(Frozen):
    """A people or side without a state."""

    id: str
    name: str
    adjectives: tuple[str, ...]
    people: tuple[str, ...]


class Noun(NamedTuple):
    """A common noun; `id` is what it means alone."""

    text: str
    unit: str
    id: str
    plural: bool


class _File(Frozen):
    units: dict[str, Unit]
    nouns: dict[str, str]
    carriers: dict[str, str]
    things: dict[str, str]
    fillers: dict[str, str]
    titles: dict[str, str]
    place_nouns: dict[str, str]
    aircraft: dict[str, str]
    bare_places: dict[str, str]
    peoples: dict[str, People]


class Vocabulary(NamedTuple):
    """Everything generics.toml says, ready to look up."""

    units: Mapping[str, Unit]
    nouns: tuple[Noun, ...]
    carriers: tuple[Noun, ...]
    things: tuple[Noun, ...]
    fillers: frozenset[str]
    titles: Mapping[str, str]  # title → unit
    place_nouns: Mapping[str, str]  # noun → place kind
    aircraft: frozenset[str]
    bare_places: frozenset[str]
    peoples: Mapping[str, People]  # stem → people
    generics: Mapping[str, tuple[str, str]]  # id → name, kind


@cache
def load() -> Vocabulary:
    """The vocabulary that ships with kg."""
    return parse(
        (files("kg.identity") / "data" / "generics.toml").read_text(encoding="utf-8"), "generics.toml"
    )


def parse(text: str, file: str) -> Vocabulary:
    """The vocabulary of a TOML text; raises DataError where a noun is of no known unit."""
    try:
        read = TypeAdapter(_File).validate_python(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise DataError(f"{file}: {error}") from error
    for unit in (*read.nouns, *read.carriers, *read.things):
        if unit not in read.units:
            raise DataError(f"{file}: nouns of the unit {unit}, which [units] does not have: add it there")
    nouns, carriers, things = (tuple(_nouns(table)) for table in (read.nouns, read.carriers, read.things))
    return Vocabulary(
        units=read.units,
        nouns=nouns,
        carriers=carriers,
        things=things,
        fillers=frozenset(read.fillers["words"].split()),
        titles={
            word.replace("_", " "): unit for unit, words in read.titles.items() for word in words.split()
        },
        place_nouns={
            word.replace("_", " "): kind for kind, words in read.place_nouns.items() for word in words.split()
        },
        aircraft=frozenset(read.aircraft["words"].split()),
        bare_places=frozenset(read.bare_places["words"].split()),
        peoples=read.peoples,
        generics={
            noun.id: (noun.id[2:].replace("_", " "), read.units[noun.unit].kind)
            for noun in (*nouns, *carriers, *things)
        },
    )


def _nouns(table: Mapping[str, str]) -> Iterator[Noun]:
    for unit, entries in table.items():
        for entry in entries.split():
            plural, _, singular = entry.replace("_", " ").partition("/")
            id_ = "g_" + (plural or singular).lower().replace(" ", "_").replace("-", "_")
            if plural:
                yield Noun(plural, unit, id_, plural=True)
            if singular:
                yield Noun(singular, unit, id_, plural=False)
