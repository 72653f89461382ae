"""The nouns after a nationality or group, and the party that they make together."""

from typing import Final, NamedTuple

from kg.extract.grammar.tag_words import CAPTIVE
from kg.extract.names import mention_unknown
from kg.extract.names.mention_items import Found, Item, Line
from kg.identity import clues
from kg.identity.trie import DASHES, Sense

_THEM: Final = frozenset({"him", "her", "them", "people", "men", "women"})
_CONJUNCTIONS: Final = frozenset({"and", "or", ",", "/", "&"})


class Chain(NamedTuple):
    """The nouns after a nationality or group, and the unit that they make."""

    last: int
    unit: str
    plural: bool


def chain(line: Line, start: int) -> Chain | None:
    """The nouns from a token on, with the adjectives between them."""
    place, last, unit, plural, strong = start, 0, "", False, False
    while place < len(line.tokens) and place - max(last, start) < 4 and not closes_object(line, place):
        item = line.at.get(place)
        sense = noun(item) if item else None
        if item and sense and not (last and plural and strong and sense.kind in "cv"):
            if sense.kind == "n" or not strong:
                unit = sense.type if not (strong and sense.type == "government") else unit
            strong = strong or sense.kind == "n"
            place = last = item.last
            plural = sense.plural
        elif aircraft := _aircraft_end(line, place):
            unit, strong, plural = (unit, strong, plural) if strong else ("air_force", True, False)
            place = last = aircraft
        elif line.norm(place) in line.names.vocabulary.fillers or (
            line.norm(place) in DASHES and place > start
        ):
            place += 1
        else:
            break
    return Chain(last, unit, plural) if last else None


def closes_object(line: Line, place: int) -> bool:
    """ "took ten soldiers prisoner", "held them hostage": what was made of them, nobody beside them."""
    if line.norm(place) not in CAPTIVE:
        return False
    before, name = line.norm(place - 1), line.until.get(place)
    several = before in _THEM or (before.endswith("s") and before not in clues.load().determiners)
    return several and not (name is not None and name.has("asjkp"))


def _aircraft_end(line: Line, place: int) -> int | None:
    """Where the type of an aircraft ends: "Su-24", "F-15E"."""
    known = line.norm(place) in line.names.vocabulary.aircraft and line.is_capital(place)
    return (
        place + 3 if known and line.norm(place + 1) in DASHES and line.norm(place + 2)[:1].isdigit() else None
    )


def noun(item: Item) -> Sense | None:
    return item.senses.get("n") or item.senses.get("c") or item.senses.get("v")


_UNIT_OF: Final = {"military": "forces", "coalition": "forces", "police": "police"}


def shared_chain(line: Line, item: Item) -> Chain | None:
    """The nouns that an adjective shares with the next: "Russian" in "Russian and Syrian warplanes"."""
    if line.norm(item.last) not in _CONJUNCTIONS or not item.has("j"):
        return None
    after = item.last + 1
    if line.norm(after) in {"and", "the"}:
        after += 1
    following = line.at.get(after)
    if following is None or not following.has("ajs"):
        return None
    shared = chain(line, following.last) or shared_chain(line, following)
    unit = _UNIT_OF.get(following.senses["a"].type) if following.has("a") else None
    if unit is not None:
        shared = Chain(0, unit, plural=True)
    return Chain(0, shared.unit, shared.plural) if shared else None


def qualifies(line: Line, last: int) -> bool:
    """Whether a lower-case word that is no verb or function word follows: "US bombing", not "US said"."""
    word = line.norm(last)
    return word.isalpha() and not line.is_capital(last) and not mention_unknown.is_predicate(word)


def stem_of(line: Line, item: Item) -> str:
    for kind in "jd":
        if kind in item.senses:
            return item.senses[kind].id
    sense = item.senses.get("s") or item.senses["k"]
    return line.names.registry.countries[sense.id].stem


def of_country(line: Line, place: int) -> Item | None:
    if line.norm(place) != "of":
        return None
    item = line.at.get(place + 2 if line.norm(place + 1) == "the" else place + 1)
    return item if item and item.has("s") and not (item.has("j") and qualifies(line, item.last)) else None


def modifier(line: Line, item: Item, stem: str, relation: str) -> Found:
    link = line.names.compose(stem, "people" if stem in line.names.vocabulary.peoples else "government")
    return Found(item.first, item.last, "actor", link.id, link.name, link.kind, "alias", "modifier", relation)
