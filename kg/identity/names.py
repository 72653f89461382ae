"""Every name that kg knows, compiled for reading text: what words mean, and what is known of whom they mean.

Kinds of sense: a actor · p place · s country (state or territory) · k capital, said for its government ·
j adjective of a country or people · d its people · n noun for a party · c noun that takes its party from the
word before · v the same, but nothing alone · t title · f noun that makes a place of the name beside it.
"""

import gc
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Final, NamedTuple

from kg.extract.spans import Token
from kg.identity import registry as registries
from kg.identity import trie, vocabulary
from kg.identity.countries import Country
from kg.identity.offices import Offices
from kg.identity.registry import Actor, Registry
from kg.identity.skeleton import fold, keys
from kg.identity.trie import Match, Node, Sense
from kg.identity.vocabulary import People, Vocabulary
from kg.model import Entity

_PEOPLE_KINDS: Final = {"forces": "militia", "government": "political"}
_BACKED: Final = "backed_"  # begins the unit of a party that only is backed by the country
_REMEMBERED: Final = 4096  # entities that are kept for the next article
_SLUG: Final = re.compile(r"[^a-z0-9]+")


class Link(NamedTuple):
    """An id that a spelling may mean."""

    id: str
    name: str
    kind: str  # actor | place


class Town(NamedTuple):
    """A name of a place of the gazetteer."""

    name: str
    id: str
    kind: str


@dataclass(frozen=True)
class Names:
    """The registry and the vocabulary as one trie."""

    registry: Registry
    vocabulary: Vocabulary
    root: Node
    stems: Mapping[str, Country | People]
    lands: Mapping[str, Country]  # territory's id → country
    towns: dict[str, list[Town]]  # first word → names of the gazetteer that the trie does not hold yet

    def match(self, tokens: Sequence[Token], first: int) -> Match | None:
        """The longest name that begins at a token."""
        norm = tokens[first].norm
        if norm in self.towns:
            self._unfold(norm)
        return trie.match(self.root, tokens, first)

    def _unfold(self, norm: str) -> None:
        """Put the towns of one first word into the trie: most words of a gazetteer never stand in a text."""
        for town in self.towns[norm]:
            trie.insert(self.root, town.name, Sense("p", town.id, town.kind))
        self.towns.pop(norm, None)

    def compose(self, stem: str, unit: str) -> Link:
        """Whom a country or people and a noun mean: "Syrian" and "soldiers" the Syrian army."""
        base = self.stems[stem]
        id_ = _composed_id(base, stem, unit)
        actor = self.registry.actors.get(id_)
        if actor is not None:
            return Link(id_, actor.name, actor.kind)
        if isinstance(base, People) and id_ == base.id:
            return Link(id_, base.name, "civilians")
        backed = unit.startswith(_BACKED)
        described = self.vocabulary.units[unit.removeprefix(_BACKED)]
        adjective = base.adjectives[0] if isinstance(base, People) else base.adjective
        kind = _PEOPLE_KINDS.get(unit, described.kind) if isinstance(base, People) else described.kind
        if backed:
            return Link(
                id_, f"{adjective}-backed {described.title}", "militia" if unit == "backed_forces" else kind
            )
        return Link(id_, f"{adjective} {described.title}", kind)

    def entity(
        self, id_: str, *, name: str | None = None, type_: str | None = None, on: str | None = None
    ) -> Entity:
        """What is known of an id, on a day; `name` and `type_` describe a provisional one."""
        actor = self.registry.actors.get(id_)
        if actor is not None and actor.phases:
            return _actor_entity(actor, on)
        return self._known(id_) or _provisional(id_, name, type_)

    @cached_property
    def _known(self) -> Callable[[str], Entity | None]:
        """What is known of an id on any day, remembered for those that were asked for last."""
        return lru_cache(maxsize=_REMEMBERED)(self._lasting)

    def _lasting(self, id_: str) -> Entity | None:
        if id_ in self.registry.actors:
            return _actor_entity(self.registry.actors[id_], None)
        if id_ in self.registry.places:
            return self._place_entity(id_)
        if id_ in self.vocabulary.generics:
            generic, kind = self.vocabulary.generics[id_]
            return Entity(id=id_, name=generic, kind="actor", type=kind, provisional=True)
        return self._composed(id_)

    def state_of(self, id_: str) -> str | None:
        """The government of a country's territory: that of "syria_country"."""
        country = self.lands.get(id_)
        return country.actor if country else None

    def land_of(self, id_: str) -> str | None:
        """The territory of a government."""
        return self._territories.get(id_)

    def country_of(self, id_: str) -> str | None:
        """The country that an actor or place belongs to."""
        if id_ in self.registry.actors:
            return self.registry.actors[id_].country
        place = self.registry.places.get(id_)
        if place is not None:
            return place.country
        known = self._known(id_)
        return known.country if known else None

    def link(self, surface: str) -> tuple[Link, ...]:
        """Whom a spelling that is itself no entry may mean, by its skeleton."""
        found: dict[str, Link] = {}
        for key in keys(surface):
            for candidate in self._by_key.get(key, ()):
                found.setdefault(candidate.id, candidate)
            if found:
                break
        return tuple(found.values())

    @cached_property
    def surnames(self) -> Mapping[str, str]:
        """The persons of the registry by the last word of their name, where only one has it."""
        bearers: dict[str, list[str]] = defaultdict(list)
        for actor in self.registry.actors.values():
            if actor.kind == "person":
                bearers[actor.name.split()[-1].lower()].append(actor.id)
        return {surname: ids[0] for surname, ids in bearers.items() if len(ids) == 1}

    @cached_property
    def offices(self) -> Offices:
        """Who held which office when."""
        return Offices(self.registry.actors.values())

    @cached_property
    def contextual(self) -> frozenset[str]:
        """The actors of whom some name is meant only in articles about some countries."""
        actors = self.registry.actors.values()
        return frozenset(actor.id for actor in actors if any(alias.theatres for alias in actor.aliases))

    @cached_property
    def _peoples(self) -> dict[str, People]:
        return {people.id: people for people in reversed([*self.vocabulary.peoples.values()])}

    @cached_property
    def _territories(self) -> dict[str, str]:
        return {country.actor: land for land, country in self.lands.items()}

    @cached_property
    def _by_key(self) -> dict[str, list[Link]]:
        index: dict[str, list[Link]] = defaultdict(list)
        for link, text in _spelled(self.registry):
            for key in keys(text)[:1]:
                if link not in index[key]:
                    index[key].append(link)
        return index

    def _composed(self, id_: str) -> Entity | None:
        for place in (place for place, letter in enumerate(id_) if letter == "_"):
            stem, unit = id_[:place], id_[place + 1 :]
            if stem in self.stems and unit.removeprefix(_BACKED) in self.vocabulary.units:
                return self._unit_entity(stem, unit)
        people = self._peoples.get(id_)
        return Entity(id=id_, name=people.name, kind="actor", type="civilians") if people else None

    def _unit_entity(self, stem: str, unit: str) -> Entity:
        base, link = self.stems[stem], self.compose(stem, unit)
        country = base.id if isinstance(base, Country) else None
        described = self.vocabulary.units.get(unit)
        parent = (
            base.actor if isinstance(base, Country) and described and described.sector in _STATE else None
        )
        return Entity(
            id=link.id,
            name=link.name,
            kind="actor",
            type=link.kind,
            country=country,
            parent=parent,
            side=parent and country,
        )

    def _place_entity(self, id_: str) -> Entity:
        place = self.registry.places[id_]
        return Entity(
            id=id_,
            name=place.name,
            kind="place",
            type=place.kind,
            country=place.country,
            parent=place.within,
            latitude=place.latitude,
            longitude=place.longitude,
        )


# Countries whose names reach English from another script in many spellings.
_RESPELLED: Final = frozenset(
    [
        *[
            "afghanistan",
            "algeria",
            "egypt",
            "iran",
            "iraq",
            "israel",
            "jordan",
            "lebanon",
            "libya",
            "morocco",
            "oman",
        ],
        *["pakistan", "palestine", "saudi_arabia", "somalia", "sudan", "syria", "tunisia", "yemen"],
    ]
)
_STATE: Final = frozenset({"MIL", "GOV", "COP", "SPY"})


@cache
def load() -> Names:
    """The names of the registry that ships with kg."""
    with _no_collection():
        return compile_names(registries.load(), vocabulary.load())


@contextmanager
def _no_collection() -> Iterator[None]:
    """Let the collector of cycles wait: a large trie has none, and looking for them takes half the time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def compile_names(registry: Registry, words: Vocabulary) -> Names:
    """The names of a registry, ready for reading text."""
    root = Node()
    for actor in registry.actors.values():
        _add_actor(root, actor)
    stems: dict[str, Country | People] = {**words.peoples}
    for country in registry.countries.values():
        stems[country.stem] = country
        _add_country(root, country)
    for stem, people in words.peoples.items():
        _add_demonyms(root, stem, people.adjectives, people.people)
    _add_words(root, words)
    _add_places(root, registry)
    lands = {country.land: country for country in registry.countries.values()}
    return Names(registry, words, root, stems, lands, _towns(registry.places.rows.values()))


def slug(text: str) -> str:
    """The words of a name as part of an id."""
    return _SLUG.sub("_", fold(text)).strip("_")


def _composed_id(base: Country | People, stem: str, unit: str) -> str:
    if isinstance(base, Country):
        return {"forces": base.forces, "government": base.actor}.get(unit, f"{stem}_{unit}")
    return base.id if unit in {"people", "civilians"} else f"{stem}_{unit}"


def _add_actor(root: Node, actor: Actor) -> None:
    if actor.kind == "state" and not actor.aliases:
        return  # named by its country
    sense = Sense("a", actor.id, actor.kind)
    if "(" not in actor.name:
        trie.insert(root, actor.name, sense)
    for alias in actor.aliases:
        exact = None if alias.case is None else alias.case == "exact"
        bound = sense._replace(since=alias.since, until=alias.until, theatres=alias.theatres)
        trie.insert(root, alias.text, bound, exact=exact)


def _add_country(root: Node, country: Country) -> None:
    for name in (country.name, *country.aliases):
        trie.insert(root, name, Sense("s", country.id))
    for name in country.capital:
        trie.insert(root, name, Sense("k", country.id))
    _add_demonyms(root, country.stem, country.adjectives, country.people)


def _add_demonyms(root: Node, stem: str, adjectives: Sequence[str], people: Sequence[str]) -> None:
    for name in adjectives:
        trie.insert(root, name, Sense("j", stem))
    for name in people:
        if name not in adjectives:
            trie.insert(root, name, Sense("d", stem, plural=name.endswith(("s", "men")) or name == people[0]))


def _add_words(root: Node, words: Vocabulary) -> None:
    for kind, nouns in (("n", words.nouns), ("c", words.carriers), ("v", words.things)):
        for noun in nouns:
            trie.insert(root, noun.text, Sense(kind, noun.id, noun.unit, noun.plural), exact=False)
    for title, unit in words.titles.items():
        trie.insert(root, title, Sense("t", "g_" + slug(title), unit), exact=False)
    bare = dict.fromkeys(sorted(words.bare_places), "place")
    for noun_text, kind in {**bare, **words.place_nouns}.items():
        trie.insert(root, noun_text, Sense("f", "g_" + slug(noun_text), kind), exact=False)


def _add_places(root: Node, registry: Registry) -> None:
    lands = {country.land for country in registry.countries.values()}
    for place in sorted(registry.places.by_hand.values(), key=lambda place: -place.population):
        if place.id in lands:
            continue
        sense = Sense("p", place.id, place.kind)
        for name in dict.fromkeys((place.name, *place.aliases)):
            trie.insert(root, name, sense)


def _towns(rows: Iterable[str]) -> dict[str, list[Town]]:
    """The names of the gazetteer's rows by their first word, in the order of the rows: the largest first."""
    towns: dict[str, list[Town]] = defaultdict(list)
    for row in rows:
        id_, name, kind, _, _, _, _, _, aliases = row.split(",")
        for each in (name, *aliases.split("|")) if aliases else (name,):
            towns[trie.first_word(each)].append(Town(each, id_, kind))
    return dict(towns)


def _spelled(registry: Registry) -> Iterator[tuple[Link, str]]:
    """Every spelling that others may be linked to."""
    for actor in registry.actors.values():
        if actor.kind in {"militia", "rebel", "terrorist", "person"}:
            for text in (actor.name, *(alias.text for alias in actor.aliases if not alias.text.isupper())):
                yield Link(actor.id, actor.name, "actor"), text
    for place in registry.places.values():
        if place.kind != "country" and (place.by_hand or place.country in _RESPELLED):
            for text in (place.name, *place.aliases):
                yield Link(place.id, place.name, "place"), text


def _actor_entity(actor: Actor, on: str | None) -> Entity:
    return Entity(
        id=actor.id,
        name=actor.name,
        kind="actor",
        type=actor.kind_on(on),
        country=actor.country,
        side=next((phase.side for phase in actor.phases if phase.holds(on)), actor.side),
        parent=actor.parent,
    )


def _provisional(id_: str, name: str | None, type_: str | None) -> Entity:
    return Entity(
        id=id_,
        name=name or id_[2:].replace("_", " "),
        kind="place" if id_.startswith("p_") else "actor",
        type=type_ or "other",
        provisional=True,
    )
