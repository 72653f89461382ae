"""The judgements that hold: what is retracted, and which ids are shown as one."""

import json
import sqlite3
from collections.abc import Iterator

from kg.events import (
    AliasAdded,
    ArticleRetracted,
    ClaimAsserted,
    ClaimRetracted,
    IdentityJudged,
    Judgement,
    JudgementWithdrawn,
)
from kg.judgements import sameness
from kg.judgements.view import Said

CACHED = 20_000  # ids in memory
ALIAS = "alias"  # the type of a judgement that names

_JUDGE = "INSERT INTO judgement VALUES (?, ?, ?, ?, ?, 1)"
_FIND = "SELECT shown FROM shown WHERE kind = ? AND id = ?"
_TOGETHER = "SELECT id FROM shown WHERE kind = ? AND shown = ? ORDER BY id"
_ABOUT = "SELECT type, subject, other FROM judgement WHERE pos = ?"
_PAIRS = """
    SELECT pos, subject, other, same FROM judgement
    WHERE live AND type = ?1 AND (subject IN (SELECT value FROM json_each(?2))
                               OR other IN (SELECT value FROM json_each(?2)))
    ORDER BY pos
"""
_ALIASES = "SELECT subject, other FROM judgement WHERE live AND type = ? ORDER BY pos"
_SHOWN = {
    "entity": """
        SELECT ids.value FROM json_each(?) AS ids LEFT JOIN entity ON entity.id = ids.value
        ORDER BY entity.id IS NULL, coalesce(json_extract(said, '$.provisional'), 0), pos, ids.value LIMIT 1
    """,
    "incident": """
        SELECT ids.value FROM json_each(?) AS ids LEFT JOIN incident ON incident.key = ids.value
        ORDER BY n IS NULL, n, ids.value LIMIT 1
    """,
}


class Judged:
    """Retractions and identities, as the judgements that were not withdrawn have them."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._any = db.execute("SELECT 1 FROM judgement").fetchone() is not None
        self._cached: dict[tuple[str, str], str] = {}

    @property
    def any(self) -> bool:
        """Whether anything was ever judged."""
        return self._any

    def judge(self, judgement: Judgement, *, pos: int) -> None:
        """Learn a judgement."""
        match judgement:
            case ArticleRetracted(article=article):
                self._say(pos, "article", article)
            case ClaimRetracted(claim=claim):
                self._say(pos, "claim", claim)
            case ClaimAsserted(replaces=replaced):
                self._say(pos, "claim", replaced or "")
            case IdentityJudged(kind=kind, a=a, b=b, same=same):
                type_ = "incident" if kind == "incident" else "entity"
                self._say(pos, type_, a, b, same=same)
                self._join(type_, (a, b))
            case AliasAdded(entity=entity, alias=alias):
                self._say(pos, ALIAS, entity, alias)

    def withdraw(self, withdrawn: JudgementWithdrawn) -> None:
        """Take a judgement back."""
        self._db.execute("UPDATE judgement SET live = 0 WHERE pos = ?", (withdrawn.judgement,))
        found = self._db.execute(_ABOUT, (withdrawn.judgement,)).fetchone()
        if found and found[0] in _SHOWN and found[2] is not None:
            self._join(found[0], found[1:])

    def aliases(self) -> list[tuple[str, str]]:
        """The spellings that hold, each after the id that it names, in the order of the log."""
        return self._db.execute(_ALIASES, (ALIAS,)).fetchall() if self._any else []

    def about(self, judgement: int) -> tuple[str, str] | None:
        """The type and subject of a judgement that says what is held."""
        found = self._db.execute(_ABOUT, (judgement,)).fetchone()
        return (found[0], found[1]) if found and found[2] is None else None

    def appeared(self, type_: str, identity: str) -> None:
        """An id that is judged to be others' was defined, or defined anew: another may be shown now."""
        if self._any and self._shown(type_, identity) is not None:
            self._join(type_, (identity,))

    def shown(self, identity: str) -> str:
        """The id under which an actor or place is shown."""
        return self._find("entity", identity) if self._any else identity

    def members(self, identity: str) -> list[str]:
        """All ids that are shown under the same id as this one."""
        return self._together("entity", identity) if self._any else [identity]

    def shown_incident(self, key: str) -> str:
        """The key under which an incident is shown."""
        return self._find("incident", key) if self._any else key

    def incidents(self, key: str) -> list[str]:
        """All incidents that are shown as one with this one."""
        return self._together("incident", key) if self._any else [key]

    def _say(
        self, pos: int, type_: str, subject: str, other: str | None = None, same: bool | None = None
    ) -> None:
        self._db.execute(_JUDGE, (pos, type_, subject, other, same))
        self._any = True

    def _find(self, type_: str, identity: str) -> str:
        key = type_, identity
        if key not in self._cached:
            if len(self._cached) >= CACHED:
                self._cached.clear()
            self._cached[key] = self._shown(type_, identity) or identity
        return self._cached[key]

    def _shown(self, type_: str, identity: str) -> str | None:
        found = self._db.execute(_FIND, (type_, identity)).fetchone()
        return str(found[0]) if found else None

    def _together(self, type_: str, identity: str) -> list[str]:
        shown = self._find(type_, identity)
        found = self._db.execute(_TOGETHER, (type_, shown)).fetchall()
        return [str(one) for (one,) in found] or [identity]

    def _join(self, type_: str, identities: tuple[str, ...]) -> None:
        """Work out anew what is shown as one with some ids, or was."""
        self._cached.clear()
        said = list(self._around(type_, identities))
        left = dict.fromkeys(one for pair in said for one in _ids(pair)) | dict.fromkeys(identities)
        self._db.executemany("DELETE FROM shown WHERE kind = ? AND id = ?", [(type_, one) for one in left])
        while left:
            together = sorted(sameness.together(said, next(iter(left))))
            if len(together) > 1:
                (shown,) = self._db.execute(_SHOWN[type_], (json.dumps(together),)).fetchone()
                self._db.executemany(
                    "INSERT INTO shown VALUES (?, ?, ?)", [(type_, one, shown) for one in together]
                )
            for one in together:
                left.pop(one, None)

    def _around(self, type_: str, identities: tuple[str, ...]) -> Iterator[Said]:
        """The live judgements on all that a chain of `same` leads to from some ids, in their order."""
        reached, found, asked = set(identities), dict[int, Said](), set[str]()
        while reached > asked:
            asked |= reached
            for pos, a, b, same in self._db.execute(_PAIRS, (type_, json.dumps(sorted(asked)))):
                found[pos] = _said(pos, type_, a, b, bool(same))
                if same:
                    reached |= {a, b}
        return iter([found[pos] for pos in sorted(found)])


def _ids(said: Said) -> tuple[str, str]:
    judged = said.judgement
    if not isinstance(judged, IdentityJudged):
        raise TypeError(f"{type(judged).__name__} is no judgement on identity")
    return judged.a, judged.b


def _said(pos: int, type_: str, a: str, b: str, same: bool) -> Said:
    kind = "incident" if type_ == "incident" else "actor"
    judged = IdentityJudged(kind=kind, a=a, b=b, same=same, evidence=(), score=None, reason="")
    return Said(pos, judged, "", 0, None)
