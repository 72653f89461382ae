"""Persons with their titles, and offices that are named without a person."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from kg.extract.names import mention_unknown
from kg.extract.names.mention_chains import modifier, of_country, stem_of
from kg.extract.names.mention_items import Found, Item, Line
from kg.extract.names.mention_places import is_territory
from kg.identity import clues
from kg.identity.trie import Sense

_LOOSE_TITLES: Final = frozenset({"speaker", "leader", "honorific"})


class Post(NamedTuple):
    """Titles in a row, the country or group they belong to, and the token after them."""

    owner: Item | None
    last: int


def titled(line: Line, item: Item) -> list[Found]:
    """A person with titles before the name, and whose titles they are."""
    post = _post(line, item)
    if post is None:
        return []
    person = _person_at(line, post.last)
    of = line.norm(post.last - 1) == "of"  # "the governor of Kharkiv" is no person of that name
    if person is None or (of and person.how == "provisional"):
        return _office(line, post.owner, post.last)
    founds = [person._replace(first=item.first, how="title" if person.how == "alias" else person.how)]
    return founds if post.owner is None else [*founds, _owner(line, post.owner)]


def _post(line: Line, item: Item) -> Post | None:
    place, owner, named = item.first, None, False
    while place < len(line.tokens):
        here = line.at.get(place)
        if here and here.has("t") and not is_person(here):
            named, place = True, here.last
        elif here and here.has("ncv") and owner is not None:
            place = here.last
        elif here and owner is None and not named and _may_own(line, here):
            owner, place = here, here.last
        elif _goes_on(line, place, owner, named=named):
            place += 1
        else:
            break
    return Post(owner, place) if named else None


def _may_own(line: Line, item: Item) -> bool:
    """Whether titles may belong to it; not to the country of "In Turkey, Minister X said"."""
    if is_person(item) or not item.has("asj"):
        return False
    return item.has("aj") or not is_territory(line, item)


def _goes_on(line: Line, place: int, owner: Item | None, *, named: bool) -> bool:
    """Whether a word may stand among titles: the dot of "Gen.", "'s", "former"."""
    word = line.norm(place)
    if word == ".":
        return named
    if word == "'s":
        return owner is not None and not named
    return (owner is not None or named) and word in line.names.vocabulary.fillers


def _owner(line: Line, owner: Item) -> Found:
    if owner.has("a"):
        actor = line.names.registry.actors[owner.senses["a"].id]
        return Found(
            owner.first, owner.last, "actor", actor.id, actor.name, actor.kind, "alias", "modifier", "title"
        )
    return modifier(line, owner, stem_of(line, owner), "title")


def _person_at(line: Line, place: int) -> Found | None:
    """The person whose name begins at a token: one of the registry, or any capitalised name."""
    item = line.at.get(place)
    if item and is_person(item):
        actor = line.names.registry.actors[item.senses["a"].id]
        return Found(place, item.last, "actor", actor.id, actor.name, actor.kind, "alias")
    return mention_unknown.person(line, place)


def is_person(item: Item) -> bool:
    sense = item.senses.get("a")
    return sense is not None and sense.type == "person"


def _office(line: Line, owner: Item | None, last: int) -> list[Found]:
    """A title with its country or group, but no name: "the Turkish president", "a Pentagon spokesman"."""
    if owner is None:
        return []
    while last > owner.last and not _ends_title(line, last):
        last -= 1
    if owner.has("a"):
        actor = line.names.registry.actors[owner.senses["a"].id]
        return [Found(owner.first, last, "actor", actor.id, actor.name, actor.kind, "title")]
    unit = next(
        (sense.type for sense in _senses(line, owner.last, last) if sense.type not in _LOOSE_TITLES),
        "government",
    )
    link = line.names.compose(stem_of(line, owner), unit)
    return [Found(owner.first, last, "actor", link.id, link.name, link.kind, "title")]


def _ends_title(line: Line, last: int) -> bool:
    return any(item.last == last and item.has("tnc") for item in line.items)


def _senses(line: Line, first: int, last: int) -> Iterator[Sense]:
    for place in range(first, last):
        item = line.at.get(place)
        if item:
            yield from (item.senses[kind] for kind in "nt" if kind in item.senses)


def bare_title(line: Line, item: Item) -> Iterator[Found]:
    """A title alone, where a word before it says that it is a person: "the president"."""
    sense = item.senses["t"]
    text = line.norm(item.first)
    country = of_country(line, item.last)
    if country and sense.type != "honorific":
        unit = "government" if sense.type in _LOOSE_TITLES else sense.type
        link = line.names.compose(stem_of(line, country), unit)
        yield Found(item.first, country.last, "actor", link.id, link.name, link.kind, "title")
        return
    if (
        text in clues.load().adjectival
        or sense.type == "honorific"
        or line.norm(item.first - 1) not in clues.load().determiners
    ):
        return
    yield Found(item.first, item.last, "actor", sense.id, sense.id[2:].replace("_", " "), "person", "generic")
