"""Second pass of finding mentions: nationality or group and noun become one party, titles and names one person."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from kg.extract import mention_unknown, words
from kg.extract.mention_items import Found, Item, Line, relation_after, relation_before
from kg.extract.mention_places import as_place, bare_place, is_meant, is_territory, stands_for_government
from kg.identity.trie import DASHES, Sense

_CONJUNCTIONS: Final = frozenset({"and", "or", ",", "/", "&"})
_BASES: Final = "askjdp"
_DETERMINERS: Final = frozenset("the a an its his her their this that our another one".split())
_LOOSE_TITLES: Final = frozenset({"speaker", "leader", "honorific"})
_ADJECTIVES: Final = frozenset(
    "general major private specialist lt head sir lord lady father sister dr".split()
)


class Chain(NamedTuple):
    """The nouns after a nationality or group, and the unit that they make."""

    last: int
    unit: str
    plural: bool


def compose(line: Line) -> Iterator[Found]:
    """Every mention that known words make, in order."""
    place = 0
    while place < len(line.tokens):
        item = line.at.get(place)
        if item is None:
            place += 1
            continue
        founds = list(_read(line, item))
        yield from founds
        place = max(item.last, *(found.last for found in founds if found.role == "head"), item.last)


def _read(line: Line, item: Item) -> Iterator[Found]:
    person = _titled(line, item)
    if person:
        yield from person
    elif item.has("a") and (found := _named(line, item)):
        yield found
    elif item.has("skjd"):
        yield from _national(line, item)
    elif item.has("p") and is_meant(line, item):
        yield as_place(line, item)
    elif item.has("ncv"):
        yield from _generic(line, item)
    elif item.has("t"):
        yield from _bare_title(line, item)
    elif item.has("f") and (place := bare_place(line, item)):
        yield place


def _named(line: Line, item: Item) -> Found | None:
    """An actor of the registry, with the nouns that only describe it: "SDF fighters"."""
    sense = item.senses["a"]
    actor = line.names.registry.actors[sense.id]
    relation = relation_after(line, item.last) or relation_before(line, item.first)
    found = Found(item.first, item.last, "actor", sense.id, actor.name, actor.kind, "alias")
    if relation:
        return found._replace(role="modifier", relation=relation)
    chain = None if actor.kind == "person" else _chain(line, item.last)
    if chain:
        return found._replace(last=chain.last, plural=chain.plural, how="composed")
    return found


def _national(line: Line, item: Item) -> Iterator[Found]:
    """A country, its capital, its adjective or its people, with the nouns after it."""
    stem = _stem(line, item)
    relation = relation_after(line, item.last) or relation_before(line, item.first)
    if relation:
        yield _modifier(line, item, stem, relation)
        yield from _related_head(line, item, stem, relation)
        return
    chain = _chain(line, item.last) or _shared_chain(line, item)
    if item.has("sk") and is_territory(line, item) and not (chain and item.has("j")):
        yield as_place(line, item)
        return
    if chain:
        link = line.names.compose(stem, chain.unit)
        last = max(item.last, chain.last) if chain.last else item.last
        yield Found(item.first, last, "actor", link.id, link.name, link.kind, "composed", plural=chain.plural)
    elif item.has("d") and not item.has("j"):
        link = line.names.compose(stem, "people")
        plural = item.senses["d"].plural
        yield Found(item.first, item.last, "actor", link.id, link.name, link.kind, "composed", plural=plural)
    elif item.has("s") and not (item.has("j") and _qualifies(line, item.last)):
        yield _state(line, item, stem)
    elif item.has("j"):
        yield _modifier(line, item, stem, "nationality")
    elif item.has("k"):
        yield (
            _state(line, item, stem)
            if stands_for_government(line, item) or not item.has("p")
            else as_place(line, item)
        )


def _stem(line: Line, item: Item) -> str:
    for kind in "jd":
        if kind in item.senses:
            return item.senses[kind].id
    sense = item.senses.get("s") or item.senses["k"]
    return line.names.registry.countries[sense.id].stem


def _state(line: Line, item: Item, stem: str) -> Found:
    link = line.names.compose(stem, "government")
    return Found(item.first, item.last, "actor", link.id, link.name, link.kind, "alias")


def _modifier(line: Line, item: Item, stem: str, relation: str) -> Found:
    link = line.names.compose(stem, "people" if stem in line.names.vocabulary.peoples else "government")
    return Found(item.first, item.last, "actor", link.id, link.name, link.kind, "alias", "modifier", relation)


def _qualifies(line: Line, last: int) -> bool:
    """Whether a lower-case word that is no verb or function word follows: "US bombing", not "US said"."""
    word = line.norm(last)
    return word.isalpha() and not line.is_capital(last) and not mention_unknown.is_predicate(word)


def _related_head(line: Line, item: Item, stem: str, relation: str) -> Iterator[Found]:
    """The party after "Turkish-backed": its id tells by whom it is backed."""
    start = item.last + 2 if relation_after(line, item.last) else item.last
    chain = _chain(line, start)
    if chain and relation in _BACKING and not mention_unknown.name_end(line, chain.last):
        link = line.names.compose(stem, f"backed_{chain.unit}")
        first = next((place for place in range(start, chain.last) if place in line.at), start)
        yield Found(
            first, chain.last, "actor", link.id, link.name, link.kind, "composed", plural=chain.plural
        )


_BACKING: Final = frozenset(
    "backed supported sponsored funded allied aligned armed trained affiliated linked led pro".split()
)


def _chain(line: Line, start: int) -> Chain | None:
    """The nouns from a token on, with the adjectives between them."""
    place, last, unit, plural, strong = start, 0, "", False, False
    while place < len(line.tokens) and place - max(last, start) < 4:
        item = line.at.get(place)
        sense = _noun(item) if item else None
        if item and sense and not (last and plural and strong and sense.kind in "cv"):
            if sense.kind == "n" or not strong:
                unit = sense.type if not (strong and sense.type == "government") else unit
            strong = strong or sense.kind == "n"
            place = last = item.last
            plural = sense.plural
        elif line.norm(place) in line.names.vocabulary.fillers or (
            line.norm(place) in DASHES and place > start
        ):
            place += 1
        else:
            break
    return Chain(last, unit, plural) if last else None


def _noun(item: Item) -> Sense | None:
    return item.senses.get("n") or item.senses.get("c") or item.senses.get("v")


def _shared_chain(line: Line, item: Item) -> Chain | None:
    """The nouns that an adjective shares with the next: "Russian" in "Russian and Syrian warplanes"."""
    if line.norm(item.last) not in _CONJUNCTIONS or not item.has("j"):
        return None
    after = item.last + 1
    if line.norm(after) in {"and", "the"}:
        after += 1
    following = line.at.get(after)
    if following is None or not following.has("ajs"):
        return None
    shared = _chain(line, following.last) or _shared_chain(line, following)
    if (
        shared is None
        and following.has("a")
        and line.names.registry.actors[following.senses["a"].id].kind != "person"
    ):
        shared = Chain(0, "forces", plural=True) if _chain(line, following.last) else None
    return Chain(0, shared.unit, shared.plural) if shared else None


def _generic(line: Line, item: Item) -> Iterator[Found]:
    """A party without a name: "gunmen", "government troops", "the people of Iraq"."""
    chain, head = _chain(line, item.first), _noun(item)
    if chain is None or head is None:
        return
    country = _of_country(line, chain.last)
    if country:
        link = line.names.compose(_stem(line, country), chain.unit)
        yield Found(
            item.first, country.last, "actor", link.id, link.name, link.kind, "composed", plural=chain.plural
        )
        return
    if relation_after(line, item.last):
        return
    sense = _telling(line, item, chain)
    if sense is None or not _stands_alone(line, item.first, chain, sense):
        return
    name, kind = line.names.vocabulary.generics[sense.id]
    yield Found(item.first, chain.last, "actor", sense.id, name, kind, "generic", plural=chain.plural)


def _telling(line: Line, first: Item, chain: Chain) -> Sense | None:
    """The noun of a chain that says most: the last that tells a unit, else the last."""
    nouns = [
        sense
        for place in range(first.first, chain.last)
        if (item := line.at.get(place)) and (sense := _noun(item))
    ]
    telling = [sense for sense in nouns if sense.kind == "n" and sense.type == chain.unit]
    return (telling or nouns or [None])[-1]


def _stands_alone(line: Line, first: int, chain: Chain, sense: Sense) -> bool:
    """Whether a noun is a party by itself: "gunmen", "the army", "a suspected militant", not "fighter aircraft"."""
    if sense.kind == "v":
        return False
    if chain.plural:
        return True
    if _qualifies(line, chain.last):
        return False
    return any(_determines(line.norm(place)) for place in (first - 1, first - 2))


def _determines(word: str) -> bool:
    return word in _DETERMINERS or word.isdigit() or words.load().closed.get(word) in {"#", "D"}


def _of_country(line: Line, place: int) -> Item | None:
    if line.norm(place) != "of":
        return None
    item = line.at.get(place + 2 if line.norm(place + 1) == "the" else place + 1)
    return item if item and item.has("s") else None


def _titled(line: Line, item: Item) -> list[Found]:
    """A person with titles before the name, and whom the titles name: "Russian Foreign Minister Sergey Lavrov"."""
    place, owner, titled = item.first, None, False
    while place < len(line.tokens):
        here = line.at.get(place)
        if here and here.has("t") and not _is_person(line, here):
            titled, place = True, here.last
        elif here and here.has("ncv") and owner is not None:
            place = here.last
        elif here and owner is None and not titled and here.has("asj") and not _is_person(line, here):
            owner, place = here, here.last
        elif titled and line.norm(place) == ".":
            place += 1
        elif (owner or titled) and line.norm(place) in line.names.vocabulary.fillers:
            place += 1
        else:
            break
    if not titled:
        return []
    person = _person_at(line, place)
    if person is None:
        return _office(line, owner, place)
    founds = [person._replace(first=item.first, how="title" if person.how == "alias" else person.how)]
    if owner:
        founds.append(_owner(line, owner))
    return founds


def _owner(line: Line, owner: Item) -> Found:
    if owner.has("a"):
        actor = line.names.registry.actors[owner.senses["a"].id]
        return Found(
            owner.first, owner.last, "actor", actor.id, actor.name, actor.kind, "alias", "modifier", "title"
        )
    return _modifier(line, owner, _stem(line, owner), "title")


def _person_at(line: Line, place: int) -> Found | None:
    """The person whose name begins at a token: one of the registry, or any capitalised name."""
    item = line.at.get(place)
    if item and _is_person(line, item):
        actor = line.names.registry.actors[item.senses["a"].id]
        return Found(place, item.last, "actor", actor.id, actor.name, actor.kind, "alias")
    return mention_unknown.person(line, place)


def _is_person(line: Line, item: Item) -> bool:
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
    link = line.names.compose(_stem(line, owner), unit)
    return [Found(owner.first, last, "actor", link.id, link.name, link.kind, "title")]


def _ends_title(line: Line, last: int) -> bool:
    return any(item.last == last and item.has("tnc") for item in line.items)


def _senses(line: Line, first: int, last: int) -> Iterator[Sense]:
    for place in range(first, last):
        item = line.at.get(place)
        if item:
            yield from (item.senses[kind] for kind in "nt" if kind in item.senses)


def _bare_title(line: Line, item: Item) -> Iterator[Found]:
    """A title alone, where a word before it says that it is a person: "the president"."""
    sense = item.senses["t"]
    text = line.norm(item.first)
    if text in _ADJECTIVES or sense.type == "honorific" or line.norm(item.first - 1) not in _DETERMINERS:
        return
    yield Found(item.first, item.last, "actor", sense.id, sense.id[2:].replace("_", " "), "person", "generic")
