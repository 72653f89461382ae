"""A word trie over tokens: the longest name that starts at a token, however its articles are written."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from kg.extract.spans import Token
from kg.extract.text.tokens import normal, tokenize
from kg.identity import clues
from kg.identity.skeleton import ARTICLES

DASHES: Final = frozenset("-–‑−")
_SKIPPED: Final = ARTICLES | DASHES | {"."}
_UNMISTAKABLE: Final = frozenset({"al", "ar", "as", "ash", "at", "az", "ad", "an"})  # not "El" of El Salvador
_ABBREVIATED: Final = 6  # all-capital names up to so many letters must be written in capitals
_TELLING: Final = 4  # a shorter name needs the article that it is entered with


class Sense(NamedTuple):
    """What a name may mean; `kind` is one of the letters of kg.identity.names."""

    kind: str
    id: str
    type: str = ""  # the kind of an actor or place; the unit of a noun or title
    plural: bool = False
    since: str | None = None
    until: str | None = None
    theatres: tuple[str, ...] = ()  # the countries whose articles mean this by the name; none: all do


class Form(NamedTuple):
    """A way to write a name: what must be as written, and what it then means."""

    sense: Sense
    exact: tuple[str, ...] | None  # the tokens without dots, where their case counts
    capitals: tuple[bool, ...]  # which tokens begin with a capital
    article: bool  # the article before the name must be there


class Match(NamedTuple):
    """The tokens first … last-1 are a name."""

    first: int
    last: int
    senses: tuple[Sense, ...]


class Node:
    """A place in the trie: where the next tokens lead, and which forms end here."""

    __slots__ = ("forms", "next", "small")

    def __init__(self) -> None:
        self.next: dict[str, Node] = {}
        self.forms: list[Form] = []  # filled while compiling, never after
        self.small = False  # of a first word: whether some name may have it without a capital


def insert(root: Node, text: str, sense: Sense, *, exact: bool | None = None) -> None:
    """Add a name; `exact` None means: exact where it is a short abbreviation."""
    bare, first = _spelled(text)
    if not bare:
        return
    kept = [normal(word) for word in bare]
    node = root
    for norm in kept:
        following = node.next.get(norm)
        if following is None:
            following = node.next[norm] = Node()
        node = following
    if exact is None:
        exact = len(kept) == 1 and bare[0].isupper() and len(bare[0]) <= _ABBREVIATED
    form = Form(
        sense,
        exact=bare if exact else None,
        capitals=tuple(word[0].isupper() for word in bare),
        article=not first and len(kept) == 1 and len(bare[0]) <= _TELLING,
    )
    if exact or not form.capitals[0]:
        root.next[kept[0]].small = True
    if form not in node.forms:
        node.forms.append(form)


def first_word(text: str) -> str:
    """The norm of the token that a name is found by; the same as inserting it takes."""
    word, blank, _ = text.partition(" ")
    norm = word.lower()
    if word.isascii() and word.isalpha() and not (blank and norm in ARTICLES):
        return norm
    bare, _ = _spelled(text)
    return normal(bare[0]) if bare else ""


def _spelled(text: str) -> tuple[tuple[str, ...], bool]:
    """The words of a name that must be there, without dots, and whether its first word is among them."""
    words = text.split(" ")
    if text.isascii() and all(word.isalpha() for word in words):  # most names, and much faster
        bare = tuple(word for word in words[:-1] if word.lower() not in _UNMISTAKABLE)
        return (*bare, words[-1]), words[0].lower() not in _UNMISTAKABLE or len(words) == 1
    tokens = tokenize(text)
    telling = [place for place in range(len(tokens)) if not _is_filler(tokens, place)]
    return tuple(tokens[place].text.replace(".", "") for place in telling), telling[:1] == [0]


def _is_filler(tokens: Sequence[Token], place: int) -> bool:
    """Whether a name's token is a hyphen, or an article that may be written in several ways or be missing."""
    token = tokens[place]
    if token.norm in DASHES or token.norm == ".":
        return True
    if token.norm not in ARTICLES or place == len(tokens) - 1:
        return False
    return tokens[place + 1].norm in DASHES or token.norm in _UNMISTAKABLE


def match(root: Node, tokens: Sequence[Token], first: int) -> Match | None:
    """The longest name that begins at a token."""
    start = root.next.get(tokens[first].norm)
    if start is None:
        return None
    node, place, hits, size = start, first + 1, [first], len(tokens)
    best: Match | None = None
    while True:
        if node.forms:
            senses = [form.sense for form in node.forms if _fits(form, tokens, hits)]
            if senses:
                best = Match(first, place, tuple(senses))
        following = node.next
        while place < size and tokens[place].norm not in following and tokens[place].norm in _SKIPPED:
            place += 1
        if not following or place >= size or tokens[place].norm not in following:
            return best
        node = following[tokens[place].norm]
        hits.append(place)
        place += 1


def _fits(form: Form, tokens: Sequence[Token], hits: Sequence[int]) -> bool:
    if form.article and not has_article(tokens, hits[0]):
        return False
    if form.exact is not None:
        return all(
            tokens[hit].text.replace(".", "") == word for hit, word in zip(hits, form.exact, strict=True)
        ) or _is_torn(tokens, hits)
    if len(hits) == 1:
        return tokens[hits[0]].text[0].isupper() or not form.capitals[0]
    for hit, capital in zip(hits, form.capitals, strict=True):
        if capital and not tokens[hit].text[0].isupper():
            return False
    return True


def _is_torn(tokens: Sequence[Token], hits: Sequence[int]) -> bool:
    """Whether a lower-case abbreviation stands before "-led" and its like: "us -led"."""
    after = hits[-1] + 1
    return (
        after + 1 < len(tokens)
        and tokens[after].norm in DASHES
        and tokens[after + 1].norm in clues.load().relations
    )


def has_article(tokens: Sequence[Token], first: int) -> bool:
    """Whether "al-", "Al" or its like stands right before the token."""
    return article_start(tokens, first) < first


def article_start(tokens: Sequence[Token], first: int) -> int:
    """Where the Arabic article before a name begins; the name itself where it has none."""
    if first >= 2 and tokens[first - 1].norm in DASHES and tokens[first - 2].norm in ARTICLES:
        return first - 2
    before = tokens[first - 1] if first else None
    if before is not None and before.norm in ARTICLES and (before.norm == "al" or before.text[0].isupper()):
        return first - 1
    return first
