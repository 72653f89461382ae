"""Where places lie and on whose side actors stand, as far as entity definitions tell."""

from collections.abc import Callable, Iterable
from math import asin, cos, radians, sin, sqrt

from kg.identity import skeleton
from kg.model import Entity

BESIDE_KM = 12.0  # known places this far apart are two
EARTH_KM = 6371.0088  # mean radius, IUGG
GENERIC = "g_"  # ids of actors and places that have no name
LINES = frozenset({"river", "border", "canal", "sea"})  # one coordinate says little of where they are
WIDE = LINES | frozenset(
    {"country", "region", "governorate", "province", "state", "division", "oblast", "department", "continent"}
)


def _nothing(_: str) -> Entity | None:
    return None


def _itself(identity: str) -> str:
    return identity


class Ground:
    """Entities by id, and what follows from them; a later definition replaces an earlier one.

    `beyond` finds the entities that are not among those given. `shown` gives the id under which an actor or
    place is shown, where it was judged to be the same as another; both sides of a comparison go through it.
    """

    def __init__(
        self,
        entities: Iterable[Entity] = (),
        *,
        beyond: Callable[[str], Entity | None] = _nothing,
        shown: Callable[[str], str] = _itself,
    ) -> None:
        self._entities = {entity.id: entity for entity in entities}
        self._beyond, self._shown = beyond, shown

    def define(self, entity: Entity) -> None:
        """Learn an entity, or learn it anew."""
        self._entities[entity.id] = entity

    def get(self, identity: str) -> Entity | None:
        """The entity of an id, where it is known."""
        return self._entities.get(identity) or self._beyond(identity)

    def within(self, identity: str) -> tuple[str, ...]:
        """The place and all that it lies in, from the inside out."""
        chain: list[str] = []
        current: str | None = self._shown(identity)
        while current and current not in chain:
            chain.append(current)
            entity = self.get(current)
            current = self._shown(entity.parent) if entity and entity.parent else None
        return tuple(chain)

    def is_wide(self, identity: str) -> bool:
        """Whether the place is a region or more, in which many things happen on one day."""
        entity = self.get(identity)
        return entity is not None and entity.type in WIDE

    def kilometres(self, a: str, b: str) -> float | None:
        """The great-circle distance (haversine) of two places; None where one has no coordinates."""
        one, other = self.get(a), self.get(b)
        if one is None or other is None or one.latitude is None or other.latitude is None:
            return None
        if one.longitude is None or other.longitude is None:
            return None
        lat1, lat2 = radians(one.latitude), radians(other.latitude)
        half = (
            sin((lat2 - lat1) / 2) ** 2
            + cos(lat1) * cos(lat2) * sin(radians(other.longitude - one.longitude) / 2) ** 2
        )
        return 2 * EARTH_KM * asin(sqrt(half))

    def compatible(self, a: str | None, b: str | None, *, near_km: float) -> bool:
        """Whether two places may be one: unknown, one within the other, or near each other."""
        if a is None or b is None or self.same(a, b):
            return True
        a, b = self._shown(a), self._shown(b)
        if self._holds(a, b):
            return True
        if self.kind(a) in LINES or self.kind(b) in LINES:
            return self._country(a) == self._country(b)
        distance = self.kilometres(a, b)
        if distance is not None and not (self.is_wide(a) or self.is_wide(b)):
            return distance <= near_km
        if distance is None and self._alike(a, b):
            return True
        if distance is None:
            return self.is_site(a) or self.is_site(b) or self._may_lie_in(a, b) or self._may_lie_in(b, a)
        return distance <= 3 * near_km

    def beside(self, a: str | None, b: str | None) -> bool:
        """Whether they are two known places, neither of which lies in the other."""
        if a is None or b is None or self.same(a, b) or self.is_wide(a) or self.is_wide(b):
            return False
        one, other = self._shown(a), self._shown(b)
        distance = self.kilometres(one, other)
        return distance is not None and distance > BESIDE_KM and not self._holds(one, other)

    def _holds(self, a: str, b: str) -> bool:
        return a in self.within(b) or b in self.within(a)

    def _alike(self, a: str, b: str) -> bool:
        """Whether two places that nobody knows have names that may be spellings of one."""
        one, other = self.get(a), self.get(b)
        if one is None or other is None or not (one.provisional and other.provisional):
            return False
        return not set(skeleton.keys(one.name)).isdisjoint(skeleton.keys(other.name))

    def _may_lie_in(self, place: str, area: str) -> bool:
        """Whether nobody knows where a place is that is named beside a region or country."""
        entity = self.get(place)
        return self.is_wide(area) and entity is not None and entity.provisional and not self.is_wide(place)

    def same(self, a: str | None, b: str | None) -> bool:
        """Whether two ids are shown as one."""
        return a == b or (a is not None and b is not None and self._shown(a) == self._shown(b))

    def _country(self, identity: str) -> str | None:
        entity = self.get(identity)
        return entity.country if entity else None

    def is_site(self, identity: str) -> bool:
        """Whether the place is only described ("the checkpoint"), so that it may be anywhere."""
        entity = self.get(identity)
        return entity is None or identity.startswith(GENERIC) or entity.type == "site"

    def sides(self, identity: str) -> frozenset[str]:
        """What an actor can be recognised by in another telling: itself, what it is part of, its side.

        Nobody can be told from "gunmen" or "residents": such an actor has no side.
        """
        entity = self.get(identity)
        if entity is None:
            return frozenset({self._shown(identity)})
        if entity.provisional and identity.startswith(GENERIC) and self._shown(identity) == identity:
            return frozenset()
        return frozenset(self._shown(part) for part in (identity, entity.parent, entity.side) if part)

    def is_actor(self, identity: str) -> bool:
        """Whether the id is an actor's; an unknown one is."""
        entity = self.get(identity)
        return entity is None or entity.kind == "actor"

    def kind(self, identity: str) -> str:
        """The kind of an actor or place; "other" where it is unknown."""
        entity = self.get(identity)
        return entity.type if entity else "other"
