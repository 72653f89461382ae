"""Whether a name is meant as a place, and which words around it belong to it."""

from typing import Final

from kg.extract.grammar import words
from kg.extract.names.mention_items import Found, Item, Line, Role, relation_after, surface
from kg.identity import clues
from kg.identity.names import slug
from kg.identity.trie import DASHES

_ADMINISTRATIVE: Final = frozenset({"village", "town", "city", "province", "district", "region"})
_DIVISIONS: Final = ("governorate", "region", "oblast", "province", "state", "department", "division")
_HEADING: Final = frozenset({"", "both", "that", "as", "while", "when", "although", "though", "said"})
_HOLDING: Final = frozenset(
    {"hold", "holds", "held", "holding", "deem", "deems", "considers", "find", "finds"}
)
_LIABLE: Final = frozenset({"responsible", "accountable", "liable", "guilty", "complicit"})
_LARGE: Final = 100_000  # people; a smaller place may bear the name of something else in the text


def is_territory(line: Line, item: Item) -> bool:
    """Whether a country's or capital's name means the land: "in Russia", "Palmyra, Syria", "Syria: …"."""
    place = item.first - 1
    if line.norm(place) == "the":
        place -= 1
    before, after = line.norm(place), line.norm(item.last)
    if after in clues.load().ground or (item.first == 0 and after in {":", ""}):
        return True
    if before in clues.load().locative:
        return before != "of" or after != "'s"
    if before in clues.load().hoped:  # "a democratic Syria"
        return True
    if before in {"to", "from"}:
        return _leads_to_land(line, place)
    if before == ",":
        return _is_place_before(line, place) or (after in {",", "and"} and _was_territory(line, place))
    if before in {"and", "or"}:
        return _was_territory(line, place)
    return after in DASHES and not relation_after(line, item.last) and _joins_ground(line, item)


def _leads_to_land(line: Line, place: int) -> bool:
    """Whether one travels "to" or "from" the country, and does not speak to it or have its support."""
    reach = 10 if line.norm(place - 1) == "and" else 4  # "travels to Turkey and to Lebanon"
    earlier = {line.norm(one) for one in range(place - reach, place)}
    if line.norm(place) == "to":
        return bool(earlier & clues.load().motion)
    return not earlier & clues.load().giving


def _is_place_before(line: Line, comma: int) -> bool:
    other = line.until.get(comma)
    return other is not None and other.has("pk")


def _was_territory(line: Line, conjunction: int) -> bool:
    """Whether the country before "and" is meant as land: "in Iraq and Syria"."""
    other = line.until.get(conjunction)
    if other is None or not other.has("skp"):
        return False
    return (other.has("p") and not other.has("k")) or is_territory(line, other)


def _joins_ground(line: Line, item: Item) -> bool:
    """Whether "Syria-Iraq-Jordan border" goes on after a hyphen."""
    place = item.last
    while line.norm(place) in DASHES and (following := line.at.get(place + 1)):
        place = following.last
    return line.norm(place) in clues.load().ground | clues.load().roads


def stands_for_government(line: Line, item: Item) -> bool:
    """Whether a capital's name means the government: "Damascus considers …", "against Moscow"."""
    before, after = line.norm(item.first - 1), line.norm(item.last)
    if after in DASHES or (after == "," and line.at.get(item.last + 1, item).has("sp")):
        return False
    following = line.at.get(item.last)
    if following and following.has("f"):
        return False
    if before in clues.load().against or after in clues.load().auxiliary or after == "'s":
        return True
    beside = line.at.get(item.last + 1) if after == "and" and before in _HEADING else None
    if beside is not None and beside.has("k"):  # "Kyiv and Moscow agreed"
        return stands_for_government(line, beside)
    if before in _HOLDING and not {after, line.norm(item.last + 1)}.isdisjoint(_LIABLE):
        return True  # "holds Kigali fully responsible"
    if words.load().closed.get(after) == "B" or after.endswith("ly"):  # "Beirut again rejected"
        after = line.norm(item.last + 1)
    forms = words.load().verbs.get(after)
    if forms is not None and "d" in forms.kinds and "b" not in forms.kinds:  # "Kinshasa met", "Kyiv began"
        return not line.is_capital(item.last)
    return after.endswith(("ed", "s", "n't")) and not line.is_capital(item.last)


def as_place(line: Line, item: Item) -> Found:
    """The item as a place, with the noun that belongs to it: "Hasake province", "Aleppo city"."""
    country = item.senses.get("s") or item.senses.get("k")
    id_ = (
        item.senses["p"].id
        if item.has("p") or country is None
        else line.names.registry.countries[country.id].land
    )
    place = line.names.registry.places[_division(line, item, id_)]
    id_ = place.id
    relation = relation_after(line, item.last)
    role: Role = "modifier" if relation else "head"
    found = Found(item.first, item.last, "place", id_, place.name, place.kind, "alias", role, relation)
    frame = line.at.get(item.last)
    if relation or frame is None or not frame.has("f"):
        return found
    kind = frame.senses["f"].type
    if kind in _ADMINISTRATIVE or not line.is_capital(frame.first):
        return found._replace(last=frame.last)
    name = surface(line.tokens, item.first, frame.last)
    return found._replace(last=frame.last, id="p_" + slug(name), name=name, type=kind, how="provisional")


def _division(line: Line, item: Item, id_: str) -> str:
    """ "the province of Gao", "Gao region": the division that bears a town's name, where there is one."""
    of = line.norm(item.first - 1) == "of" and line.norm(item.first - 2) in _DIVISIONS
    if not of and line.norm(item.last) not in _DIVISIONS:
        return id_
    places = line.names.registry.places
    base = id_.removeprefix("al_")
    wide = (f"{name}_{kind}" for kind in _DIVISIONS for name in (id_, base, f"al_{base}"))
    country = places[id_].country
    return next((one for one in wide if one in places and places[one].country == country), id_)


def names_document(line: Line, item: Item) -> bool:
    """Whether the name is that of a paper, a meeting or a school: "the Geneva Communique"."""
    return line.is_capital(item.last) and line.norm(item.last) in clues.load().documents


def is_meant(line: Line, item: Item) -> bool:
    """Whether a name is meant as a place: a small one must be said like a place."""
    place = line.names.registry.places[item.senses["p"].id]
    if place.by_hand or place.population >= _LARGE or item.last - item.first > 1:
        return True
    before, after = line.norm(item.first - 1), line.at.get(item.last)
    if before in clues.load().locative or (after is not None and after.has("f")):
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
    if line.is_capital(item.first):
        return None
    if text not in line.names.vocabulary.bare_places or (
        line.norm(item.last) == "of" and line.is_capital(item.last + 1)
    ):
        return None
    held = line.norm(item.first - 1) in clues.load().relations and line.norm(item.first - 2) in DASHES
    if (
        not text.endswith("s")
        and not held
        and not any(_determines(line.norm(place)) for place in (item.first - 1, item.first - 2))
    ):
        return None
    sense = item.senses["f"]
    return Found(
        item.first, item.last, "place", sense.id, text, sense.type, "generic", plural=text.endswith("s")
    )


def _determines(word: str) -> bool:
    return word.isdigit() or words.load().closed.get(word) in {"#", "D"}
