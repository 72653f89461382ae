"""First pass of finding mentions: the known words and names of a sentence, with what they may mean."""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from kg.extract.spans import NumberSpan, Token
from kg.identity import clues
from kg.identity.names import Names
from kg.identity.trie import DASHES, Match, Sense, article_start

Role = Literal["head", "modifier"]
How = Literal["alias", "skeleton", "composed", "generic", "provisional", "title"]


class Found(NamedTuple):
    """The tokens first … last-1 name an actor or place.

    A modifier only qualifies something else: "US" in "US-backed rebels" (relation "backed"), "Russian" in
    "Russian air strikes" (relation "nationality"), "Iraqi" in "Iraqi President Salih" (relation "title").
    """

    first: int
    last: int
    kind: Literal["actor", "place"]
    id: str
    name: str
    type: str
    how: How
    role: Role = "head"
    relation: str | None = None
    plural: bool = False
    number: NumberSpan | None = None


class Item(NamedTuple):
    """A known word or name and one sense of each kind that it may have."""

    first: int
    last: int
    senses: Mapping[str, Sense]

    def has(self, kinds: str) -> bool:
        """Whether it has a sense of one of these kinds."""
        return kinds in self.senses if len(kinds) == 1 else not self.senses.keys().isdisjoint(kinds)


class Line(NamedTuple):
    """A sentence being read: its tokens, and its items by the tokens they begin at and end before."""

    tokens: Sequence[Token]
    items: Sequence[Item]
    at: Mapping[int, Item]
    until: Mapping[int, Item]
    names: Names

    def norm(self, place: int) -> str:
        """The token's norm; empty outside the sentence."""
        return self.tokens[place].norm if 0 <= place < len(self.tokens) else ""

    def is_capital(self, place: int) -> bool:
        """Whether the token begins with a capital letter."""
        return 0 <= place < len(self.tokens) and self.tokens[place].text[0].isupper()


def read(tokens: Sequence[Token], names: Names) -> Line:
    """The known words and names of a sentence."""
    items: list[Item] = []
    place, size = 0, len(tokens)
    begins, towns = names.root.next, names.towns
    while place < size:
        _, _, text, norm = tokens[place]
        node = begins.get(norm)
        may_begin = norm in towns or (node is not None and (node.small or not text[0].islower()))
        matched = names.match(tokens, place) if may_begin else None
        if matched is None or _goes_on(tokens, place, matched):
            place += 1
            continue
        senses: dict[str, Sense] = {}
        for sense in matched.senses:
            senses.setdefault(sense.kind, sense)
        first = matched.first
        if ("p" in senses or "a" in senses) and first:
            first = max(article_start(tokens, first), items[-1].last if items else 0)
        items.append(Item(first, matched.last, senses))
        place = matched.last
    firsts, lasts = {item.first: item for item in items}, {item.last: item for item in items}
    return Line(tokens, items, firsts, lasts, names)


def _goes_on(tokens: Sequence[Token], place: int, matched: Match) -> bool:
    """Whether a name of "the" and one word is the beginning of another: "the National Salvation Front"."""
    if tokens[place].text not in {"the", "The"} or matched.last - place != 2 or matched.last >= len(tokens):
        return False
    following = tokens[matched.last]
    return following.text[0].isupper() and any(
        sense.type in {"media", "political"} for sense in matched.senses
    )


def surface(tokens: Sequence[Token], first: int, last: int) -> str:
    """The words of a span, blanks where the text has some."""
    parts = [tokens[first].text]
    for before, token in zip(tokens[first : last - 1], tokens[first + 1 : last], strict=True):
        parts.append(token.text if before.end == token.start else " " + token.text)
    return "".join(parts)


def relation_after(line: Line, place: int) -> str | None:
    """The relation in "-backed", "-led" right after a name."""
    word = line.norm(place + 1)
    if line.norm(place) in DASHES and (word.endswith("ed") or word in clues.load().relations):
        return word
    return None


def relation_before(line: Line, place: int) -> str | None:
    """The relation in "pro-", "anti-" right before a name."""
    if line.norm(place - 1) in DASHES and line.norm(place - 2) in clues.load().prefixes:
        return line.norm(place - 2)
    return None
