"""The countries of the world: one row each, and the actors that every country has."""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kg.errors import DataError


class Country(NamedTuple):
    """A country; `actor` is its government, `land` its territory, `forces` its armed forces."""

    iso: str
    id: str
    name: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]  # plural, and singular where it is a noun
    capital: tuple[str, ...]  # names of the capital that stand for the government
    stem: str  # begins the ids of its units: "russian" in russian_police
    actor: str
    forces: str
    forces_name: str

    @property
    def land(self) -> str:
        """The id of its territory, a place."""
        return f"{self.id}_country"

    @property
    def adjective(self) -> str:
        """The word to compose names with: "Russian" in "Russian police"."""
        return self.adjectives[0] if self.adjectives else self.name


def load(text: str) -> dict[str, Country]:
    """The countries of a table, by id."""
    known: dict[str, Country] = {}
    for number, row in enumerate(csv.DictReader(io.StringIO(text)), start=2):
        if None in row.values() or None in row:
            raise DataError(
                f"countries.csv: line {number} has not ten fields: quote a field that holds a comma"
            )
        country = _country(row)
        if country.id in known:
            raise DataError(f"countries.csv: line {number}: {country.id} is there twice: remove one")
        known[country.id] = country
    return known


def _country(row: Mapping[str, str]) -> Country:
    adjectives = _split(row["adjectives"])
    stem = row["stem"] or (
        adjectives[0].lower().replace(" ", "_").replace("-", "_") if adjectives else row["id"]
    )
    forces, _, name = row["forces"].partition(":")
    return Country(
        iso=row["iso"],
        id=row["id"],
        name=row["name"],
        aliases=_split(row["aliases"]),
        adjectives=adjectives,
        people=_split(row["people"]),
        capital=_split(row["capital"]),
        stem=stem,
        actor=row["actor"] or row["id"],
        forces=forces or f"{stem}_forces",
        forces_name=name or f"{adjectives[0] if adjectives else row['name']} Armed Forces",
    )


def _split(field: str) -> tuple[str, ...]:
    return tuple(field.split("|")) if field else ()


def actors(country: Country) -> Iterator[dict[str, object]]:
    """The rows of the actors that the country has for certain: its government and its armed forces."""
    common = {"country": country.id, "side": country.id}
    named = country.name if country.actor == country.id else country.actor.replace("_", " ").title()
    yield {**common, "id": country.actor, "name": named, "kind": "state", "sector": "GOV"}
    yield {
        **common,
        "id": country.forces,
        "name": country.forces_name,
        "kind": "military",
        "sector": "MIL",
        "parent": country.actor,
        "aliases": [country.forces_name],
    }
