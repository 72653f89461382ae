"""The actors and places that kg knows, read from the data files and checked while reading."""

import csv
import io
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import combinations
from typing import Final, Literal, NamedTuple, Self, get_args

from pydantic import Field, TypeAdapter, ValidationError, model_validator

from kg.errors import DataError
from kg.identity import countries, gazetteer
from kg.identity.countries import Country
from kg.identity.gazetteer import Places
from kg.model import Frozen

Kind = Literal[
    "state",
    "government",
    "military",
    "police",
    "militia",
    "rebel",
    "terrorist",
    "coalition",
    "pmc",
    "media",
    "monitor",
    "igo",
    "ngo",
    "political",
    "person",
    "civilians",
    "company",
    "other",
]
KINDS: Final = get_args(Kind)
_DAY: Final = r"^\d{4}(-\d\d(-\d\d)?)?$"


class Span(Frozen):
    """From a day on until a day (exclusive); an open end is None. Days may be cut to month or year."""

    since: str | None = Field(default=None, alias="from", pattern=_DAY)
    until: str | None = Field(default=None, alias="to", pattern=_DAY)

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.since and self.until and self.since >= self.until:
            raise ValueError(f"'from' {self.since} is not before 'to' {self.until}")
        return self

    def holds(self, day: str | None) -> bool:
        """Whether the day lies within; an unknown day lies within every span that is still open."""
        if day is None:
            return self.until is None
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)

    def meets(self, other: "Span") -> bool:
        """Whether the two have a day in common."""
        return _before(self.since, other.until) and _before(other.since, self.until)


def _before(since: str | None, until: str | None) -> bool:
    return since is None or until is None or since < until


class Alias(Span):
    """A surface form; `exact` means that upper and lower case must be as written."""

    text: str = Field(min_length=2)
    case: Literal["exact", "any"] | None = None
    lang: str | None = None
    theatres: tuple[str, ...] = Field(default=(), alias="in")  # the countries whose articles mean this by it


class Role(Span):
    """What a person is to an actor, and when."""

    title: str
    of: str
    kind: Literal["leads", "speaks_for", "member"] = "leads"


class Phase(Span):
    """What an actor was during a time, where that changed."""

    kind: Kind
    sector: str | None = None
    side: str | None = None


class Actor(Frozen):
    """An actor with every name it goes by."""

    id: str = Field(pattern=r"^[a-z0-9_]+$")
    name: str
    kind: Kind
    aliases: tuple[Alias, ...] = ()
    country: str | None = None
    side: str | None = None
    parent: str | None = None
    sector: str | None = None  # PLOVER: GOV MIL REB PRM UAF COP CVL …
    backed_by: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    phases: tuple[Phase, ...] = ()

    @model_validator(mode="after")
    def _one_phase_at_a_time(self) -> Self:
        for one, other in combinations(self.phases, 2):
            if one.meets(other):
                raise ValueError(f"the phases {one.kind} and {other.kind} overlap")
        for role, other_role in combinations(self.roles, 2):
            if role.title == other_role.title and role.of == other_role.of and role.meets(other_role):
                raise ValueError(f"the role {role.title} of {role.of} is held twice at the same time")
        return self

    def kind_on(self, day: str | None) -> str:
        """The kind it is of on a day."""
        return next((phase.kind for phase in self.phases if phase.holds(day)), self.kind)


class Registry(NamedTuple):
    """All that the data files say."""

    actors: Mapping[str, Actor]
    places: Places
    countries: Mapping[str, Country]


_COLUMNS: Final = "id,name,kind,country,parent,aliases,roles"
_SECTORS: Final = {
    "militia": "PRM",
    "rebel": "REB",
    "terrorist": "REB",
    "pmc": "PRM",
    "media": "JRN",
    "igo": "IGO",
    "ngo": "NGO",
    "monitor": "NGO",
    "political": "PTY",
}
_ROWS: Final = TypeAdapter(dict[str, dict[str, object]])


@cache
def load() -> Registry:
    """The registry that ships with kg."""
    folder = files("kg.identity") / "data"
    known = countries.load((folder / "countries.csv").read_text(encoding="utf-8"))
    actors = {
        actor.id: actor for country in known.values() for actor in map(_actor, countries.actors(country))
    }
    seen: set[str] = set()
    for file in _sorted(folder / "actors"):
        reader = parse if file.name.endswith(".toml") else roster
        read = reader(file.read_text(encoding="utf-8"), file.name)
        for id_ in sorted(read.keys() & actors.keys()):
            if actors[id_].kind != read[id_].kind or id_ in seen:
                raise DataError(f"{file.name}: {id_} is there already, as {actors[id_].kind}: use another id")
        seen |= read.keys()
        actors |= read
    registry = Registry(actors, gazetteer.load(folder, known), known)
    check(registry)
    return registry


def parse(text: str, file: str) -> dict[str, Actor]:
    """The actors of a TOML text: a table for each id; the table `_` holds what they have in common."""
    try:
        rows = _ROWS.validate_python(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise DataError(
            f"{file}: not a table of actors ({error}): give each actor a line `id = {{ … }}`"
        ) from error
    common = rows.pop("_", {})
    actors = {}
    for id_, row in rows.items():
        try:
            actors[id_] = _actor({**common, **row, "id": id_})
        except ValidationError as error:
            where = ".".join(str(part) for part in error.errors()[0]["loc"])
            raise DataError(f"{file}: {id_}: {where} {error.errors()[0]['msg']}") from error
    return actors


def roster(text: str, file: str) -> dict[str, Actor]:
    """The actors of a table with a line for each: the short form of a file of tables."""
    actors: dict[str, Actor] = {}
    for number, row in enumerate(csv.DictReader(io.StringIO(text)), start=2):
        try:
            actor = _actor(_line(row))
        except (ValidationError, ValueError, TypeError, KeyError) as error:
            raise DataError(
                f"{file}: line {number}: {error}: give {_COLUMNS}, and roles as title@of@from@to"
            ) from error
        if actor.id in actors:
            raise DataError(f"{file}: line {number}: {actor.id} is there twice: remove one")
        actors[actor.id] = actor
    return actors


def _line(row: Mapping[str, str]) -> dict[str, object]:
    """A line of a roster as a table; the sector is the usual one of the kind."""
    if None in row or None in row.values():
        raise ValueError("a field is missing or too many")
    roles = [_role(*role.split("@")) for role in _split(row["roles"], ";")]
    known = {column: row[column] for column in ("id", "name", "kind", "country", "parent") if row[column]}
    sector = _SECTORS.get(row["kind"])
    return {**known, "sector": sector, "aliases": _split(row["aliases"], "|"), "roles": roles}


def _role(title: str, of: str, since: str, until: str) -> dict[str, object]:
    kind = "speaks_for" if title.startswith(("spokes", "press secretary")) else "leads"
    return {"title": title, "of": of, "kind": kind, "from": since or None, "to": until or None}


def _split(field: str, mark: str) -> list[str]:
    return field.split(mark) if field else []


def _actor(row: Mapping[str, object]) -> Actor:
    aliases = row.get("aliases", ())
    if not isinstance(aliases, list | tuple):
        return Actor.model_validate(row)
    tables = tuple({"text": alias} if isinstance(alias, str) else alias for alias in aliases)
    return Actor.model_validate({**row, "aliases": tables})


def check(registry: Registry) -> None:
    """Raise DataError where an entry points at one that is not there, or an id is used twice."""
    stems = tuple(f"{country.stem}_" for country in registry.countries.values())
    for id_ in sorted(registry.actors.keys() & registry.places.keys()):
        raise DataError(f"{id_} is an actor and a place: rename one of them")
    for actor in registry.actors.values():
        for id_ in _points_at(actor):
            if id_ not in registry.actors and not id_.startswith(stems):
                raise DataError(
                    f"actor {actor.id} points at {id_}, which is not an actor: add it, or mend the id"
                )
        if actor.country is not None and actor.country not in registry.countries:
            raise DataError(f"actor {actor.id} is of the unknown country {actor.country}: see countries.csv")


def _points_at(actor: Actor) -> Iterable[str]:
    if actor.parent:
        yield actor.parent
    yield from actor.backed_by
    yield from (role.of for role in actor.roles)


def _sorted(folder: Traversable) -> list[Traversable]:
    return sorted(
        (file for file in folder.iterdir() if file.name.endswith((".toml", ".csv"))),
        key=lambda file: file.name,
    )
