"""Ministries without a country ("the Foreign Ministry said"): whose they are, as the article tells."""

from collections.abc import Sequence
from typing import Final

from kg.extract.names.mention_items import Found
from kg.extract.spans import SentenceSpan, Token
from kg.identity.names import Link, Names

_ORGANS: Final = frozenset(
    """
    defence_ministry foreign_ministry interior_ministry health_ministry justice_ministry finance_ministry
    information_ministry parliament
    """.split()  # noqa: SIM905, a word list reads better as words
)
_CLEARLY: Final = 3  # times as often as the next must the article name the country that it is about


def owned(
    sentences: Sequence[SentenceSpan],
    founds: Sequence[tuple[Found, ...]],
    names: Names,
    theatre: Sequence[tuple[str, int]],
) -> tuple[tuple[Found, ...], ...]:
    """The mentions; a ministry without a country is the one that is named, else that of the country told of.

    `theatre` are the countries that the article names, and how often, the one named most first.
    """
    if not any(found.how == "generic" and found.type == "government" for each in founds for found in each):
        return tuple(founds)
    ids = {found.id for each in founds for found in each}
    return tuple(
        tuple(_owned(sentence.tokens, found, ids, names, theatre) for found in each)
        for sentence, each in zip(sentences, founds, strict=True)
    )


def _owned(
    tokens: Sequence[Token],
    found: Found,
    ids: set[str],
    names: Names,
    theatre: Sequence[tuple[str, int]],
) -> Found:
    organ = _organ(tokens, found, names) if found.how == "generic" and found.type == "government" else None
    link = _meant(organ, ids, names, theatre) if organ else None
    return found._replace(id=link.id, name=link.name, type=link.kind, how="composed") if link else found


def _organ(tokens: Sequence[Token], found: Found, names: Names) -> str | None:
    """Which organ of a state the words name: "foreign_ministry"."""
    match = names.match(tokens, found.first)
    units = [sense.type for sense in match.senses if sense.kind == "n"] if match else []
    return units[0] if units and units[0] in _ORGANS else None


def _meant(organ: str, ids: set[str], names: Names, theatre: Sequence[tuple[str, int]]) -> Link | None:
    """That of the only country whose organ the article names; else of the country it is clearly about."""
    links = [names.compose(names.registry.countries[country].stem, organ) for country, _ in theatre]
    named = [link for link in links if link.id in ids]
    if named:
        return named[0] if len(named) == 1 else None
    counts = [count for _, count in theatre]
    clear = counts and (len(counts) == 1 or counts[0] >= _CLEARLY * counts[1])
    return links[0] if clear else None
