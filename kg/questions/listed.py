"""Names that are listed somewhere, found by key, by text and by sound."""

import difflib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final, NamedTuple

from kg.identity import skeleton

_AKIN: Final = 0.5  # difflib's measure for spellings of one name: "Kamyshly" and "Qamishli" have 0.62
_TELLING: Final = 3  # consonants: shorter names share theirs with too many


class Name(NamedTuple):
    """A way to write the name of what has a key."""

    key: str
    text: str


class Listed:
    """Names in their order; what they are found by is worked out when it is first asked for."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._names = tuple(names)

    def __iter__(self) -> Iterator[Name]:
        return iter(self._names)

    def of_key(self, key: str) -> list[Name]:
        """Those of a key."""
        return self._by_key.get(key, [])

    def of_text(self, text: str) -> list[Name]:
        """Those that are written so, but for case, accents and apostrophes."""
        return self._by_text.get(skeleton.fold(text), [])

    def of_sound(self, text: str) -> list[Name]:
        """Those of which the text may be another spelling."""
        sound, folded = skeleton.key(text), skeleton.fold(text)
        alike = self._by_sound.get(sound, []) if sound and len(sound) >= _TELLING else []
        return [name for name in alike if _likeness(folded, skeleton.fold(name.text)) >= _AKIN]

    @cached_property
    def _by_key(self) -> dict[str, list[Name]]:
        return _grouped((name.key, name) for name in self._names)

    @cached_property
    def _by_text(self) -> dict[str, list[Name]]:
        return _grouped((skeleton.fold(name.text), name) for name in self._names)

    @cached_property
    def _by_sound(self) -> dict[str, list[Name]]:
        return _grouped((sound, name) for name in self._names if (sound := skeleton.key(name.text)))


def _grouped(pairs: Iterable[tuple[str, Name]]) -> dict[str, list[Name]]:
    groups: defaultdict[str, list[Name]] = defaultdict(list)
    for value, name in pairs:
        groups[value].append(name)
    return dict(groups)


def _likeness(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other).ratio()
