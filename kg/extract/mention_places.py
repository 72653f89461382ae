"""Whether a name is meant as a place, and which words around it belong to it."""

from typing import Final

from kg.extract.mention_items import Found, Item, Line, relation_after
from kg.identity.trie import DASHES

_LOCATIVE: Final = frozenset(
    "in inside into within across throughout to from near around outside of at over through toward towards entire "
    "northern southern eastern western central northeastern northwestern southeastern southwestern northeast northwest "
    "southeast southwest north south east west neighbouring neighboring upper lower rural via beyond leaving entering".split()
)
_GROUND: Final = frozenset(
    "border borders airspace war conflict crisis territory soil frontier coast".split()
)
_AFTER_ACTOR: Final = frozenset(
    "against between with by that than provide giving give told urged accused".split()
)
_SAYS: Final = frozenset(
    "has had have is was are were will would says said can could may might must should does did".split()
)


def is_territory(line: Line, item: Item) -> bool:
    """Whether a country's or capital's name means the land: "in Russia", "Palmyra, Syria", "Syria: …"."""
    before, after = line.norm(item.first - 1), line.norm(item.last)
    if before == "the":
        before = line.norm(item.first - 2)
    if before in _LOCATIVE or after in _GROUND:
        return True
    if item.first == 0 and after == ":":
        return True
    if before == "," and _is_place_before(line, item.first - 1):
        return True
    if before in {"and", "or"} and _was_territory(line, item.first - 1):
        return True
    return (
        after in DASHES
        and not item.has("j")
        and not relation_after(line, item.last)
        and _joins_ground(line, item)
    )


def _is_place_before(line: Line, comma: int) -> bool:
    return any(other.last == comma and other.has("pk") for other in line.items)


def _was_territory(line: Line, conjunction: int) -> bool:
    """Whether the country before "and" is meant as land: "in Iraq and Syria"."""
    other = next((one for one in line.items if one.last == conjunction and one.has("skp")), None)
    if other is None:
        return False
    return other.has("p") and not other.has("k") or is_territory(line, other)


def _joins_ground(line: Line, item: Item) -> bool:
    """Whether "Syria-Iraq-Jordan border" goes on after a hyphen."""
    place = item.last
    while line.norm(place) in DASHES and (following := line.at.get(place + 1)):
        place = following.last
    return line.norm(place) in _GROUND or line.norm(place) in {"highway", "road", "route", "railway"}


def stands_for_government(line: Line, item: Item) -> bool:
    """Whether a capital's name means the government: "Damascus considers …", "against Moscow"."""
    before, after = line.norm(item.first - 1), line.norm(item.last)
    if after in DASHES or after == "," and line.at.get(item.last + 1, item).has("sp"):
        return False
    following = line.at.get(item.last)
    if following and following.has("f"):
        return False
    if before in _AFTER_ACTOR or after in _SAYS or after == "'s":
        return True
    return after.endswith(("ed", "s", "n't")) and not line.is_capital(item.last)


def as_place(line: Line, item: Item) -> Found:
    """The item as a place, with the nouns that belong to it: "Hasake province", "the city of Qamishli"."""
    id_ = item.senses["p"].id if item.has("p") else line.names.registry.countries[_country(item)].land
    place = line.names.registry.places[id_]
    relation = relation_after(line, item.last)
    return Found(
        item.first,
        item.last,
        "place",
        id_,
        place.name,
        place.kind,
        "alias",
        "modifier" if relation else "head",
        relation,
    )


def _country(item: Item) -> str:
    return (item.senses.get("s") or item.senses["k"]).id
