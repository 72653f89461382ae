"""The judgements that hold, and what they say of single claims and articles."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from kg.events import TYPES, ArticleRetracted, ClaimAsserted, ClaimRetracted, Judgement
from kg.projection.said import Said
from kg.projection.store import Store, Table


class Ruled(NamedTuple):
    """A judgement that holds, as the log has it."""

    type: str
    data: dict[str, Any]


class Rulings:
    """What was retracted or replaced, and by which judgements."""

    def __init__(self, store: Store) -> None:
        self._rules = store.table("ruling", Ruled._make)
        self._any: Table[int] = store.table("ruled")  # whether there was ever one: most logs have none
        self._retracted: Table[int] = store.table("retracted")
        self._replaced: Table[int] = store.table("replaced")

    def make(self, judgement: Judgement, pos: int) -> None:
        """The judgement of a position holds."""
        data = judgement.model_dump(mode="json")
        self._any.put("", "", 1)
        self._rules.put("", _member(pos), Ruled(type(judgement).__name__, data))
        self._set(judgement, pos, 1)

    def withdraw(self, pos: int) -> Judgement | None:
        """The judgement of a position does not hold any more; None where none held."""
        ruled = self._rules.get("", _member(pos))
        if ruled is None:
            return None
        judgement = TYPES[ruled.type].model_validate(ruled.data)
        assert isinstance(judgement, Judgement)  # noqa: S101 - `make` takes no other
        self._rules.put("", _member(pos), None)
        self._set(judgement, pos, None)
        return judgement

    def allow(self, said: Said) -> bool:
        """Whether nothing speaks against holding a claim.

        What a person says is replaced only by what is said later: it may go by the key of what it replaces.
        """
        if not self._any.get(""):
            return True
        if self._retracted.least(f"article {said.source.key}") or self._retracted.least(f"claim {said.key}"):
            return False
        last = self._replaced.greatest(said.key)
        return last is None or (said.judged and int(last) <= said.pos)

    def _set(self, judgement: Judgement, pos: int, value: int | None) -> None:
        match judgement:
            case ArticleRetracted(article=article):
                self._retracted.put(f"article {article}", _member(pos), value)
            case ClaimRetracted(claim=claim):
                self._retracted.put(f"claim {claim}", _member(pos), value)
            case ClaimAsserted(replaces=str(key)):
                self._replaced.put(key, _member(pos), value)


def affected(judgement: Judgement) -> Iterator[str]:
    """Whose claims a judgement decides on: `article KEY` or `claim KEY`."""
    match judgement:
        case ArticleRetracted(article=article):
            yield f"article {article}"
        case ClaimRetracted(claim=claim):
            yield f"claim {claim}"
        case ClaimAsserted(replaces=str(key)):
            yield f"claim {key}"


def _member(pos: int) -> str:
    return f"{pos:019d}"
