"""The entities that are defined, by id."""

import json
import sqlite3

from kg.model import Entity

CACHED = 20_000  # entities in memory

_DEFINE = """
    INSERT INTO entity VALUES (?1, ?2, ?3) ON CONFLICT (id) DO UPDATE SET said = excluded.said
"""


class Entities:
    """Finds what was last defined under an id."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._cached: dict[str, Entity | None] = {}

    def get(self, identity: str) -> Entity | None:
        """The entity of an id, where it is known."""
        if identity not in self._cached:
            found = self._db.execute("SELECT said FROM entity WHERE id = ?", (identity,)).fetchone()
            self._keep(identity, Entity.model_validate_json(found[0]) if found else None)
        return self._cached[identity]

    def define(self, entity: Entity, *, pos: int) -> None:
        """Learn an entity; the position of its first definition is kept."""
        said = json.dumps(entity.model_dump(mode="json", exclude_defaults=True), ensure_ascii=True)
        self._db.execute(_DEFINE, (entity.id, pos, said))
        self._keep(entity.id, entity)

    def first(self, identity: str) -> int | None:
        """The position at which an id was first defined."""
        found = self._db.execute("SELECT pos FROM entity WHERE id = ?", (identity,)).fetchone()
        return int(found[0]) if found else None

    def _keep(self, identity: str, entity: Entity | None) -> None:
        if len(self._cached) >= CACHED:
            self._cached.clear()
        self._cached[identity] = entity
