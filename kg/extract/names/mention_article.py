"""What only the whole article tells: its theatre of war, which Tripoli it means, "(SDF)", and surnames."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from kg.extract.names import mention_offices, mention_organs
from kg.extract.names.mention_items import Found, surface
from kg.extract.spans import SentenceSpan, Token
from kg.identity.gazetteer import Place
from kg.identity.names import Names, slug
from kg.identity.trie import Match, Sense

Founds: TypeAlias = tuple[Found, ...]
Theatre: TypeAlias = Mapping[str, int]  # country → how often the article names it

_OUTSIDE = frozenset({"media", "igo", "ngo", "monitor", "person"})  # their country is not where it happens
_WORLD_CITY = 1_000_000  # inhabitants
_FAR = 4  # times as often
_LEADING = 3  # so many of the countries that an article names may lend a name its meaning


class Short(NamedTuple):
    """A short form that an article introduces, and the mention it is short for."""

    text: str
    meant: Found


def settle(
    sentences: Sequence[SentenceSpan], founds: Sequence[Founds], names: Names, day: str | None = None
) -> tuple[Founds, ...]:
    """The mentions of an article, once names that mean several are decided by the company they keep.

    `day` is that of its publication: offices are those of whoever held them then.
    """
    theatre = theatre_of(sentences, founds, names)
    chosen = [
        tuple(_decided(sentence.tokens, found, theatre, names) for found in each)
        for sentence, each in zip(sentences, founds, strict=True)
    ]
    settled = acronyms(sentences, _surnames(sentences, chosen))
    ranked = sorted(theatre.items(), key=lambda pair: (-pair[1], pair[0]))
    owned = mention_organs.owned(sentences, settled, names, ranked)
    return mention_offices.held(sentences, owned, names, day)


def acronyms(sentences: Sequence[SentenceSpan], founds: Sequence[Founds]) -> tuple[Founds, ...]:
    """The mentions, and those that "(SDF)" after a name gives its short form to, in the whole article."""
    shorts = {
        short.text: short.meant
        for sentence, each in zip(sentences, founds, strict=True)
        for short in _introduced(sentence.tokens, each)
    }
    return _spread(sentences, founds, shorts) if shorts else tuple(founds)


def _introduced(tokens: Sequence[Token], founds: Founds) -> Iterator[Short]:
    for found in founds:
        if found.kind != "actor" or found.last - found.first < 2 or found.role != "head":
            continue
        inside = tokens[found.last : found.last + 3]
        if (
            len(inside) == 3
            and inside[0].text == "("
            and inside[2].text == ")"
            and _abbreviates(inside[1], tokens, found)
        ):
            yield Short(inside[1].text, found)


def _abbreviates(short: Token, tokens: Sequence[Token], found: Found) -> bool:
    letters = short.text.replace(".", "")
    initials = [token.norm[0] for token in tokens[found.first : found.last]]
    return (
        2 <= len(letters) <= 8
        and sum(letter.isupper() for letter in letters) >= 2
        and letters[0].lower() in initials
    )


def _surnames(sentences: Sequence[SentenceSpan], founds: Sequence[Founds]) -> list[Founds]:
    """The mentions, and those of persons by the last word of a name that stood before."""
    known: dict[str, Found] = {}
    spread: list[Founds] = []
    for sentence, each in zip(sentences, founds, strict=True):
        for found in each:
            if found.type == "person" and found.how != "generic" and found.last - found.first > 1:
                last = sentence.tokens[found.last - 1].text
                if last[0].isupper() and len(last) > 2:
                    known.setdefault(last, found)
        spread += _spread([sentence], [each], known)
    return spread


def _spread(
    sentences: Sequence[SentenceSpan], founds: Sequence[Founds], shorts: Mapping[str, Found]
) -> tuple[Founds, ...]:
    """The mentions, and one wherever a short form stands that no mention covers."""
    spread: list[Founds] = []
    for sentence, each in zip(sentences, founds, strict=True):
        if shorts.keys().isdisjoint([token.text for token in sentence.tokens]):
            spread.append(each)
            continue
        covered = {place for found in each for place in range(found.first, found.last) if _is_firm(found)}
        added = [
            shorts[token.text]._replace(first=place, last=place + 1, plural=False)
            for place, token in enumerate(sentence.tokens)
            if token.text in shorts and place not in covered
        ]
        places = {found.first for found in added}
        kept = [found for found in each if _is_firm(found) or found.first not in places]
        spread.append(tuple(sorted([*kept, *added], key=lambda found: (found.first, -found.last))))
    return tuple(spread)


def _is_firm(found: Found) -> bool:
    """Whether a mention stands against a short form: a place of one word does not ("Dayton said")."""
    return found.kind == "actor" or found.last - found.first > 1


def theatre_of(sentences: Sequence[SentenceSpan], founds: Sequence[Founds], names: Names) -> Counter[str]:
    """How often the article names each country, its parties, and its places of unmistakable name."""
    counts: Counter[str] = Counter()
    for sentence, each in zip(sentences, founds, strict=True):
        for found in each:
            country = names.country_of(found.id)
            if country and not _says_nothing(sentence.tokens, found, names):
                counts[country] += 2 if found.kind == "place" else 1
    return counts


def abroad(sentences: Sequence[SentenceSpan], founds: Sequence[Founds], names: Names) -> frozenset[str]:
    """The actors of countries that the article hardly speaks of: "the army" is not theirs."""
    theatre = theatre_of(sentences, founds, names)
    most = max(theatre.values(), default=0)
    actors = {found.id for each in founds for found in each if found.kind == "actor"}
    return frozenset(id_ for id_ in actors if (home := names.country_of(id_)) and theatre[home] * _FAR < most)


def _says_nothing(tokens: Sequence[Token], found: Found, names: Names) -> bool:
    if found.how == "skeleton" or found.type in _OUTSIDE:
        return True
    if found.kind == "actor":
        return found.id in names.contextual and _is_contextual(_match(tokens, found, names))
    place = names.registry.places.get(found.id)
    if place is None or place.by_hand:
        return False
    matched = _match(tokens, found, names)
    return matched is None or len(matched.senses) > 1


def _is_contextual(matched: Match | None) -> bool:
    """Whether a name means its actor only in articles about some countries."""
    return matched is not None and all(sense.theatres for sense in matched.senses if sense.kind == "a")


def _decided(tokens: Sequence[Token], found: Found, theatre: Theatre, names: Names) -> Found:
    if found.how == "skeleton" and found.kind == "place":
        return _respelled(tokens, found, theatre, names)
    if found.how not in {"alias", "composed"}:
        return found
    matched = _match(tokens, found, names)
    if matched is None or (len(matched.senses) < 2 and not matched.senses[0].theatres):
        return found
    if found.kind == "place":
        return _place(found, [sense for sense in matched.senses if sense.kind == "p"], theatre, names)
    return _actor(tokens, found, [sense for sense in matched.senses if sense.kind == "a"], theatre, names)


def _match(tokens: Sequence[Token], found: Found, names: Names) -> Match | None:
    """The name at a mention's beginning, after its article."""
    for first in range(found.first, min(found.first + 3, found.last)):
        matched = names.match(tokens, first)
        if matched:
            return matched
    return None


def _respelled(tokens: Sequence[Token], found: Found, theatre: Theatre, names: Names) -> Found:
    """A place in another spelling, if the article is about its country at all."""
    if not theatre or theatre.get(names.country_of(found.id) or "", 0):
        return found
    name = surface(tokens, found.first, found.last)
    return found._replace(id="p_" + slug(name), name=name, type="place", how="provisional")


def _place(found: Found, senses: Sequence[Sense], theatre: Theatre, names: Names) -> Found:
    """Of several places, the one in the country that the article names most; else the largest.

    A village that has the name of a city the world knows is not meant by the name alone.
    """
    if len(senses) < 2 or all(sense.id != found.id for sense in senses):  # the division of the name
        return found
    places = names.registry.places
    first = places.get(found.id)

    def weight(sense: Sense) -> int:
        return theatre.get(places[sense.id].country or "", 0) + (1 if sense.id == found.id else 0)

    best = max((s for s in senses if first is None or not _is_outshone(places[s.id], first)), key=weight)
    place = places[best.id]
    return found._replace(id=place.id, name=place.name, type=place.kind)


def _is_outshone(place: Place, other: Place) -> bool:
    return not place.by_hand and other.population >= _WORLD_CITY and place.population * 50 < other.population


def _actor(
    tokens: Sequence[Token], found: Found, senses: Sequence[Sense], theatre: Theatre, names: Names
) -> Found:
    """Of several actors, the one whose theatre it is; a name said of another war becomes a generic."""
    leading = sorted(theatre, key=lambda country: (-theatre[country], country))[:_LEADING]
    fitting = [sense for sense in senses if any(country in sense.theatres for country in leading)]
    free = [sense for sense in senses if not sense.theatres]
    if fitting or free:
        actor = names.registry.actors[(fitting or free)[0].id]
        return found._replace(id=actor.id, name=actor.name, type=actor.kind)
    if not leading or found.id not in {sense.id for sense in senses}:
        return found
    name = surface(tokens, found.first, found.last)
    return found._replace(id="g_" + slug(name), name=name, how="generic")
