"""Places: those entered by hand (places.csv) and those cut from GeoNames (gazetteer.csv), in one form."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources.abc import Traversable
from typing import Final, NamedTuple

from kg.errors import DataError
from kg.identity.countries import Country

_FIELDS: Final = ["id", "name", "kind", "country", "within", "lat", "lon", "population", "aliases"]


class Place(NamedTuple):
    """A place; `by_hand` marks the ones whose names are vetted."""

    id: str
    name: str
    kind: str
    country: str | None
    within: str | None
    latitude: float | None
    longitude: float | None
    population: int
    aliases: tuple[str, ...]
    by_hand: bool


class Places(Mapping[str, Place]):
    """Every place by id; the gazetteer's rows are read when they are asked for, so that kg starts at once."""

    def __init__(
        self, by_hand: Mapping[str, Place], lines: Iterable[str], codes: Mapping[str, Country]
    ) -> None:
        self._known = dict(by_hand)
        rows = {line.partition(",")[0]: line for line in lines}
        self.by_hand = by_hand
        self.rows = {id_: line for id_, line in rows.items() if id_ not in by_hand}
        self._codes = codes

    def with_by_hand(self, places: Mapping[str, Place]) -> "Places":
        """The same places, some of them as a hand entered them, before all others."""
        others = {id_: place for id_, place in self.by_hand.items() if id_ not in places}
        return Places({**places, **others}, self.rows.values(), self._codes)

    def __getitem__(self, id_: str) -> Place:
        place = self._known.get(id_)
        if place is None:
            place = self._known[id_] = self._read(self.rows[id_])
        return place

    def _read(self, line: str) -> Place:
        try:
            return _place(line.split(","), self._codes, by_hand=False)
        except (ValueError, KeyError) as error:
            raise DataError(f"gazetteer.csv: {line}: {error}: cut it anew") from error

    def __iter__(self) -> Iterator[str]:
        yield from self.by_hand
        yield from self.rows

    def __len__(self) -> int:
        return len(self.by_hand) + len(self.rows)

    def __contains__(self, id_: object) -> bool:
        return id_ in self.by_hand or id_ in self.rows


def load(folder: Traversable, countries: Mapping[str, Country]) -> Places:
    """Every place; where both files have an id, the hand-entered one counts."""
    codes = {country.iso: country for country in countries.values()}
    places = {country.land: _land(country) for country in countries.values()}
    by_hand = parse((folder / "places.csv").read_text(encoding="utf-8"), "places.csv", codes, by_hand=True)
    for place in by_hand:
        if place.id in places:
            raise DataError(f"places.csv: {place.id} is there twice: remove one")
        places[place.id] = place
    found = Places(places, (folder / "gazetteer.csv").read_text(encoding="utf-8").splitlines()[1:], codes)
    for place in places.values():
        if place.within is not None and place.within not in found:
            raise DataError(
                f"places.csv: {place.id} lies within {place.within}, which is not a place: add it"
            )
    return found


def parse(text: str, file: str, codes: Mapping[str, Country], *, by_hand: bool) -> Iterator[Place]:
    """The places of a table; raises DataError naming file and line where a row breaks the rules."""
    rows = csv.reader(io.StringIO(text))
    if next(rows, None) != _FIELDS:
        raise DataError(f"{file}: the first line must be {','.join(_FIELDS)}")
    for number, row in enumerate(rows, start=2):
        try:
            yield _place(row, codes, by_hand=by_hand)
        except (ValueError, KeyError) as error:
            raise DataError(
                f"{file}: line {number}: {error}: give {len(_FIELDS)} fields, as in the first line"
            ) from error


def _place(row: list[str], codes: Mapping[str, Country], *, by_hand: bool) -> Place:
    id_, name, kind, iso, within, lat, lon, population, aliases = row
    country = codes[iso] if iso else None
    return Place(
        id_,
        name,
        kind,
        country.id if country else None,
        within or (country.land if country else None),
        float(lat) if lat else None,
        float(lon) if lon else None,
        int(population or 0),
        tuple(aliases.split("|")) if aliases else (),
        by_hand,
    )


def _land(country: Country) -> Place:
    return Place(
        country.land, country.name, "country", country.id, None, None, None, 0, country.aliases, True
    )
