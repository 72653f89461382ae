"""Parties of the registry with their nouns, and parties without a name: "SDF fighters", "gunmen"."""

from collections.abc import Iterator
from typing import Final

from kg.extract.grammar import words
from kg.extract.names.mention_chains import Chain, chain, noun, of_country, qualifies, stem_of
from kg.extract.names.mention_items import Found, Item, Line, relation_after, relation_before
from kg.identity import clues
from kg.identity.trie import Sense

_PARTS: Final = frozenset(
    {"forces", "fighters", "members", "groups", "militants", "militias", "rebels", "air_force"}
)


_BODIES: Final = frozenset({"army", "military", "junta", "navy", "police", "government", "regime"})
_DEEDS: Final = frozenset(
    """
    airstrike airstrikes strike strikes raid raids shelling bombing bombings bombardment bombardments
    artillery attack attacks assault assaults offensive offensives ambush gunfire fire
    """.split()  # noqa: SIM905, a word list reads better as words
)
_ARMED: Final = frozenset({"military", "militia", "rebel", "terrorist", "pmc", "police"})


def named(line: Line, item: Item) -> Found:
    """An actor of the registry, with the nouns that only describe it: "SDF fighters"."""
    sense = item.senses["a"]
    actor = line.names.registry.actors[sense.id]
    relation = relation_after(line, item.last) or relation_before(line, item.first)
    found = Found(item.first, item.last, "actor", sense.id, actor.name, actor.kind, "alias")
    if relation:
        return found._replace(role="modifier", relation=relation)
    nouns = None if actor.kind == "person" else chain(line, item.last)
    if nouns:
        return found._replace(last=nouns.last, plural=nouns.plural, how="composed")
    return found


def generic(line: Line, item: Item) -> Iterator[Found]:
    """A party without a name: "gunmen", "government troops", "the people of Iraq"."""
    nouns, head = chain(line, item.first), noun(item)
    if nouns is None or head is None:
        return
    whole = _of_group(line, nouns.last) if nouns.unit in _PARTS else None
    if whole:
        yield _named_whole(line, item, whole, nouns)
        return
    country = of_country(line, nouns.last)
    if country:
        body = chain(line, country.last) if line.is_capital(country.last) else None  # "of the Mali Army"
        last = body.last if body else country.last
        link = line.names.compose(stem_of(line, country), body.unit if body else nouns.unit)
        yield Found(item.first, last, "actor", link.id, link.name, link.kind, "composed", plural=nouns.plural)
        return
    if relation_after(line, item.last):
        return
    sense = _telling(line, item, nouns)
    if sense is None or _ends_name(line, item) or not _stands_alone(line, item.first, nouns, sense):
        return
    name, kind = line.names.vocabulary.generics[sense.id]
    yield Found(item.first, nouns.last, "actor", sense.id, name, kind, "generic", plural=nouns.plural)


def _of_group(line: Line, place: int) -> Item | None:
    """The armed group in "units of the Wagner group", "fighters from Hezbollah"."""
    if line.norm(place) not in {"of", "from"}:
        return None
    item = line.at.get(place + 2 if line.norm(place + 1) == "the" else place + 1)
    return item if item and item.has("a") and item.senses["a"].type in _ARMED else None


def _named_whole(line: Line, item: Item, whole: Item, nouns: Chain) -> Found:
    found = named(line, whole)
    return found._replace(first=item.first, how="composed", plural=nouns.plural)


def _telling(line: Line, first: Item, nouns: Chain) -> Sense | None:
    """The noun of a chain that says most: the last that tells a unit, else the last."""
    items = [line.at[place] for place in range(first.first, nouns.last) if place in line.at]
    senses = [sense for item in items if (sense := noun(item))]
    telling = [sense for sense in senses if sense.kind == "n" and sense.type == nouns.unit]
    chosen = telling or senses
    return chosen[-1] if chosen else None


def _ends_name(line: Line, item: Item) -> bool:
    """Whether a capitalised noun is the end of a name: "Brigade" in "Red Valley Brigade"."""
    before = item.first - 1
    if line.is_capital(item.first) and line.norm(before)[:1].isdigit() and line.norm(before)[-1:].isalpha():
        return True  # "the 47th Brigade"
    if not (line.is_capital(item.first) and line.is_capital(before)):
        return False
    return line.norm(before) not in words.load().closed and before not in line.at


def _stands_alone(line: Line, first: int, nouns: Chain, sense: Sense) -> bool:
    """Whether a noun is a party by itself: "gunmen", "the army", not the fighter of "fighter aircraft"."""
    if sense.kind == "v":
        return False
    if nouns.plural:
        return True
    if line.norm(nouns.last) in _DEEDS and line.norm(first) in _BODIES:
        return True  # "an army airstrike" is the army's
    if qualifies(line, nouns.last) or line.is_capital(nouns.last):
        return False
    if sense.kind == "c" and line.norm(nouns.last) == "of":
        return False
    return any(_determines(line.norm(place)) for place in (first - 1, first - 2))


def _determines(word: str) -> bool:
    return word in clues.load().determiners or word.isdigit() or words.load().closed.get(word) in {"#", "D"}
