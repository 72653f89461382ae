"""Whether a name is meant as a place, and which words around it belong to it."""

from typing import Final

from kg.extract import words
from kg.extract.mention_items import Found, Item, Line, Role, relation_after
from kg.identity.trie import DASHES

_LOCATIVE: Final = frozenset(
    "in inside into within across throughout to from near around outside of at over through toward towards entire "
    "northern southern eastern western central northeastern northwestern southeastern southwestern northeast northwest "
    "southeast southwest north south east west neighbouring neighboring upper lower rural via beyond leaving entering".split()
)
_LARGE: Final = 100_000  # people; a smaller place may bear the name of something else in the text
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
    """The item as a place, with the noun that belongs to it: "Hasake province", "Aleppo city"."""
    country = item.senses.get("s") or item.senses.get("k")
    id_ = item.senses["p"].id if item.has("p") or country is None else line.names.registry.countries[country.id].land
    place = line.names.registry.places[id_]
    relation = relation_after(line, item.last)
    frame = line.at.get(item.last)
    last = frame.last if frame and frame.has("f") and not frame.has("a") and not relation else item.last
    role: Role = "modifier" if relation else "head"
    return Found(item.first, last, "place", id_, place.name, place.kind, "alias", role, relation)


def is_meant(line: Line, item: Item) -> bool:
    """Whether a name is meant as a place: a small one must be said like a place."""
    place = line.names.registry.places[item.senses["p"].id]
    if place.by_hand or place.population >= _LARGE or item.last - item.first > 1:
        return True
    before, after = line.norm(item.first - 1), line.at.get(item.last)
    if before in _LOCATIVE or (after is not None and after.has("f")):
        return True
    if line.norm(item.last) == "," and line.at.get(item.last + 1, item).has("ps"):
        return True
    return before in {",", "and"} and _was_place(line, item.first - 1)


def _was_place(line: Line, conjunction: int) -> bool:
    """Whether a place stands before "," or "and": "in Orikhiv and Huliaipole"."""
    other = next((one for one in line.items if one.last == conjunction and one.has("p")), None)
    return other is not None and is_meant(line, other)


def bare_place(line: Line, item: Item) -> Found | None:
    """A place without a name: "the village", "two bridges"."""
    text = line.norm(item.last - 1)
    if text not in line.names.vocabulary.bare_places or (line.norm(item.last) == "of" and line.is_capital(item.last + 1)):
        return None
    if not text.endswith("s") and not any(_determines(line.norm(place)) for place in (item.first - 1, item.first - 2)):
        return None
    sense = item.senses["f"]
    return Found(item.first, item.last, "place", sense.id, text, sense.type, "generic", plural=text.endswith("s"))


def _determines(word: str) -> bool:
    return word.isdigit() or words.load().closed.get(word) in {"#", "D"}
