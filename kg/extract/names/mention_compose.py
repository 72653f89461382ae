"""Second pass of finding mentions: what the known words of a sentence name together."""

from collections.abc import Iterator
from typing import Final

from kg.extract.names import mention_unknown
from kg.extract.names.mention_chains import Chain, chain, modifier, qualifies, shared_chain, stem_of
from kg.extract.names.mention_items import Found, Item, Line, relation_after, relation_before, surface
from kg.extract.names.mention_parties import generic, named
from kg.extract.names.mention_places import (
    as_place,
    bare_place,
    is_meant,
    is_territory,
    names_document,
    stands_for_government,
)
from kg.extract.names.mention_titles import bare_title, titled
from kg.identity import clues
from kg.identity.names import slug
from kg.identity.trie import DASHES


def compose(line: Line) -> Iterator[Found]:
    """Every mention that known words make, in order."""
    place = 0
    for item in line.items:
        if item.first < place:
            continue
        founds = list(_read(line, item))
        yield from founds
        place = max([item.last, *[found.last for found in founds if found.role == "head"]])


def _read(line: Line, item: Item) -> Iterator[Found]:
    person = titled(line, item)
    if person:
        yield from person
    elif item.has("a"):
        yield named(line, item)
        yield from _backer(line, item)
    elif _is_surname(line, item) or (item.has("kp") and not item.has("sjd") and names_document(line, item)):
        return
    elif item.has("skjd"):
        yield from _national(line, item)
    elif item.has("p") and is_meant(line, item):
        yield as_place(line, item)
    elif item.has("ncv") and (party := list(generic(line, item))):
        yield from party
    elif item.has("t"):
        yield from bare_title(line, item)
    elif item.has("f") and (place := bare_place(line, item)):
        yield place


def _is_surname(line: Line, item: Item) -> bool:
    """ "Abu Jandal al-Kuwaiti" is nobody's nation."""
    return item.has("jd") and line.norm(item.first - 1) in DASHES and line.norm(item.first - 2) in _ARTICLES


_ARTICLES: Final = frozenset({"al", "el", "ul"})


def _backer(line: Line, item: Item) -> Iterator[Found]:
    """The country at the head of a name such as "Iran-backed militias"."""
    inside = range(item.first + 1, item.last)
    after = next((place for place in inside if line.norm(place) in DASHES), item.last)
    relation = relation_after(line, after) if after < item.last else None
    match = line.names.match(line.tokens[:after], after - 1) if relation else None
    senses = {sense.kind: sense for sense in match.senses} if match else {}
    country = Item(after - 1, after, senses)
    if relation and country.has("skjd"):
        yield modifier(line, country, stem_of(line, country), relation)


def _national(line: Line, item: Item) -> Iterator[Found]:
    """A country, its capital, its adjective or its people, with the nouns after it."""
    stem = stem_of(line, item)
    relation = relation_after(line, item.last) or relation_before(line, item.first)
    if relation:
        yield modifier(line, item, stem, relation)
        yield from _related_head(line, item, stem, relation)
        return
    nouns = _national_chain(line, item)
    qualifying = item.has("j") and (nouns is not None or qualifies(line, item.last))
    army = nouns is not None and nouns.unit != "government" and line.is_capital(item.last)
    if item.has("sk") and not qualifying and not army and is_territory(line, item):  # "of the Mali Army"
        yield as_place(line, item)
        return
    body = _body(line, item, nouns) if nouns else None
    if body:
        yield body
    elif nouns:
        link = line.names.compose(stem, nouns.unit)
        last = max(item.last, nouns.last) if nouns.last else item.last
        yield Found(item.first, last, "actor", link.id, link.name, link.kind, "composed", plural=nouns.plural)
    elif item.has("d") and not item.has("j"):
        link = line.names.compose(stem, "forces" if _beside_forces(line, item) else "people")
        plural = item.senses["d"].plural
        yield Found(item.first, item.last, "actor", link.id, link.name, link.kind, "composed", plural=plural)
    elif item.has("s") and not (item.has("j") and qualifies(line, item.last)):
        yield _state(line, item, stem)
    elif item.has("j"):
        yield modifier(line, item, stem, "nationality")
    elif item.has("k"):
        yield (
            _state(line, item, stem)
            if stands_for_government(line, item) or not item.has("p")
            else as_place(line, item)
        )


def _body(line: Line, item: Item, nouns: Chain) -> Found | None:
    """ "The Druze Military Council" is no military: a body of its own, whatever stands before it."""
    last = nouns.last + 1
    if line.norm(nouns.last) not in _BODIES or not line.is_capital(nouns.last - 1):
        return None
    if not line.is_capital(nouns.last) or nouns.last in line.at:
        return None
    first = item.last + 1 if line.norm(item.last) == "'s" else item.first
    name = surface(line.tokens, first, last)
    kind = clues.load().heads.get(line.norm(nouns.last), "political")
    return Found(first, last, "actor", "x_" + slug(name), name, kind, "provisional")


_BODIES: Final = frozenset(
    {"council", "committee", "commission", "court", "tribunal", "alliance", "party", "union", "academy"}
)


def _national_chain(line: Line, item: Item) -> Chain | None:
    """The nouns after a nationality, after "Russia's", or shared with the next nationality."""
    if line.norm(item.last) == "'s" and item.has("s"):
        owned = chain(line, item.last + 1)
        return owned if owned and owned.unit not in _OWN_LIFE else None
    return chain(line, item.last) or shared_chain(line, item)


_OWN_LIFE: Final = frozenset(
    {"allies", "groups", "members", "sources", "rebels", "militants", "criminals", "refugees"}
)


def _beside_forces(line: Line, item: Item) -> bool:
    """Whether a people is named in one breath with forces: "the Syrian army and Iranians"."""
    if line.norm(item.first - 1) not in {"and", "or"}:
        return False
    other = next((one for one in line.items if one.last == item.first - 1), None)
    return other is not None and (
        (other.has("a") and other.senses["a"].type == "military")
        or (other.has("n") and other.senses["n"].type == "forces")
    )


def _state(line: Line, item: Item, stem: str) -> Found:
    link = line.names.compose(stem, "government")
    return Found(item.first, item.last, "actor", link.id, link.name, link.kind, "alias")


def _related_head(line: Line, item: Item, stem: str, relation: str) -> Iterator[Found]:
    """The party after "Turkish-backed": its id tells by whom it is backed."""
    start = item.last + 2 if relation_after(line, item.last) else item.last
    nouns = chain(line, start)
    if nouns and relation in clues.load().backing and not mention_unknown.name_end(line, nouns.last):
        link = line.names.compose(stem, f"backed_{nouns.unit}")
        first = next((place for place in range(start, nouns.last) if place in line.at), start)
        yield Found(
            first, nouns.last, "actor", link.id, link.name, link.kind, "composed", plural=nouns.plural
        )
