"""Spellings that people added: a registry that has them, and what tells one set of them from another."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import get_args

from kg import canonical
from kg.identity.gazetteer import Place, Places
from kg.identity.registry import Actor, Alias, Kind, Registry
from kg.model import Entity

Aliases = tuple[tuple[Entity, str], ...]  # spellings, each with the actor or place that it names


def digest(aliases: Aliases) -> str:
    """A short name of a set of spellings; empty where there are none."""
    said = sorted([entity.id, alias] for entity, alias in aliases)
    return canonical.key("aliases", said, length=8) if said else ""


def added(registry: Registry, aliases: Aliases) -> Registry:
    """The registry in which the spellings name their actors and places, before all others that have them."""
    entities = {entity.id: entity for entity, _ in aliases}
    spellings: defaultdict[str, list[str]] = defaultdict(list)
    for entity, alias in aliases:
        spellings[entity.id].append(alias)
    actors = {
        id_: _actor(entity, registry.actors.get(id_), spellings[id_])
        for id_, entity in entities.items()
        if entity.kind == "actor"
    }
    places = {
        id_: _place(entity, registry.places.get(id_), spellings[id_])
        for id_, entity in entities.items()
        if entity.kind == "place"
    }
    return registry._replace(actors=_first(actors, registry.actors), places=_with(places, registry.places))


def _first(new: Mapping[str, Actor], old: Mapping[str, Actor]) -> dict[str, Actor]:
    """The new ones before the old ones: where several have a spelling, the first is meant."""
    return {**new, **{id_: actor for id_, actor in old.items() if id_ not in new}}


def _with(new: Mapping[str, Place], old: Places) -> Places:
    return old.with_by_hand(new) if new else old


def _actor(entity: Entity, known: Actor | None, spellings: Iterable[str]) -> Actor:
    kind = entity.type if entity.type in get_args(Kind) else "other"
    actor = known or Actor.model_validate(
        {"id": entity.id, "name": entity.name, "kind": kind, "country": entity.country, "side": entity.side}
    )
    own = tuple(Alias(text=spelling) for spelling in spellings)
    return actor.model_copy(update={"aliases": (*own, *actor.aliases)})


def _place(entity: Entity, known: Place | None, spellings: Iterable[str]) -> Place:
    place = known or Place(
        id=entity.id,
        name=entity.name,
        kind=entity.type,
        country=entity.country,
        within=entity.parent,
        latitude=entity.latitude,
        longitude=entity.longitude,
        population=0,
        aliases=(),
        by_hand=True,
    )
    return place._replace(aliases=(*spellings, *place.aliases), by_hand=True)
