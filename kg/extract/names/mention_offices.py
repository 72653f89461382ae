"""Offices that are named without a person ("the Russian president"): their holder on the article's day."""

from collections.abc import Sequence
from typing import Final

from kg.extract.names.mention_items import Found
from kg.extract.spans import SentenceSpan, Token
from kg.identity import offices
from kg.identity.names import Names

# Words before or in an office that make it another's, or nobody's in particular.
_OTHERS: Final = frozenset(
    """
    former ex late then vice deputy acting interim future next new elect candidate onetime self slain ousted
    deposed first assistant predecessor successor a an any no every
    """.split()  # noqa: SIM905, a word list reads better as words
)
_IS: Final = frozenset({"is", "was", "as", "became", "become", "becoming", "elected", "appointed", "named"})
_BEFORE: Final = 3  # words before an office that may say whose it is
_BESIDE: Final = 2  # tokens between an office and the name of its holder: ", the"


def held(
    sentences: Sequence[SentenceSpan], founds: Sequence[tuple[Found, ...]], names: Names, day: str | None
) -> tuple[tuple[Found, ...], ...]:
    """The mentions; offices become those who held them on the day, where the registry knows them."""
    if day is None:
        return tuple(founds)
    return tuple(
        tuple(_held(sentence.tokens, found, each, names, day) for found in each)
        for sentence, each in zip(sentences, founds, strict=True)
    )


def _held(tokens: Sequence[Token], found: Found, others: Sequence[Found], names: Names, day: str) -> Found:
    if found.how != "title" or found.kind != "actor" or found.type == "person":
        return found
    words = [token.norm for token in tokens[found.first : found.last]]
    title = offices.title_in(words)
    before = {token.norm for token in tokens[max(0, found.first - _BEFORE) : found.first]}
    if title is None or not _OTHERS.isdisjoint([*words, *before]) or _beside_name(tokens, found, others):
        return found
    person = next(
        (one for of in _owners(found, names) if (one := names.offices.holder(title, of, day))), None
    )
    if person is None:
        return found
    return found._replace(id=person, name=names.registry.actors[person].name, type="person")


def _owners(found: Found, names: Names) -> tuple[str, ...]:
    """Whose office it may be: the party itself, else the government of its country."""
    country = names.registry.countries.get(names.country_of(found.id) or "")
    return (found.id, country.actor) if country else (found.id,)


def _beside_name(tokens: Sequence[Token], found: Found, others: Sequence[Found]) -> bool:
    """Whether the holder's name stands beside it, or it is what somebody is said to be."""
    persons = [other for other in others if other.type == "person" and other.how != "generic"]
    near = any(
        0 <= found.first - other.last <= _BESIDE or 0 <= other.first - found.last <= _BESIDE
        for other in persons
    )
    return near or not _IS.isdisjoint(token.norm for token in tokens[max(0, found.first - 2) : found.first])
