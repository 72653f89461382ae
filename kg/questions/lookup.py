"""From the name that somebody types to the key that the graph knows it by."""

import difflib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

from kg import statements
from kg.errors import QuestionError
from kg.identity import registry as registries
from kg.identity import skeleton
from kg.questions.listed import Listed, Name

if TYPE_CHECKING:
    from kg.graph import Graph

__all__ = ["LATEST", "Kind", "Name", "as_anybody", "as_in_articles", "choose", "known", "resolve", "suggest"]

Kind = Literal["actor", "place", "incident"]

LATEST: Final = 2**53 - 1  # past any log; a larger whole number would not survive JavaScript
SUGGESTIONS: Final = 3
_CLOSE: Final = 0.6  # difflib's measure: below it, a suggestion has little to do with what was typed
_SHORT: Final = 3  # letters: a shorter word may be a set of initials
_SURE: Final = ("alias", "composed", "skeleton")  # ways to find a mention that name somebody known
_LISTED: Final = 6  # candidates that an ambiguous name is answered with
_COMPARED: Final = 20_000  # names of the graph that an unknown name is compared with


Found = Callable[[Kind, str | None], Sequence[Name]]  # of the graph: those that a text may mean, or all
Known = Callable[[Kind], Listed]  # names of the registry
Read = Callable[[Kind, str], Sequence[Name]]  # whom a text would be taken to name in an article


def resolve(graph: "Graph", text: str, *kinds: Kind, as_of: int = LATEST) -> str:
    """The key of what a text names: a key, a name, an alias or another spelling of one.

    What is the same as something else, as of that position, has the key under which both are shown. Raises
    QuestionError where nothing, or more than one thing, goes by the name.
    """

    def found(kind: Kind, wanted: str | None) -> Sequence[Name]:
        return _in_graph(graph, kind, wanted, as_of)

    return choose(text.strip(), kinds, found=found, known=known, read=as_in_articles)


def choose(text: str, kinds: Sequence[Kind], *, found: Found, known: Known, read: Read) -> str:
    """The one key for a text: of the graph, else the registry, else as articles are read, else by sound."""
    in_graph = Listed(name for kind in kinds for name in found(kind, text)) if text else Listed(())
    if in_graph.of_key(text):
        return text
    listed = [known(kind) for kind in kinds]
    ways: tuple[Callable[[], Sequence[Name]], ...] = (
        lambda: in_graph.of_text(text),
        lambda: [name for names in listed for name in names.of_key(text)],
        lambda: [name for names in listed for name in names.of_text(text)],
        lambda: [name for kind in kinds for name in read(kind, text)],
        lambda: [*in_graph],  # what only holds the text
        lambda: [name for names in listed for name in names.of_sound(text)],
    )
    for way in ways:
        if hits := way():
            return _only(text, hits)
    named = [*(name for names in listed for name in names), *(n for kind in kinds for n in found(kind, None))]
    raise QuestionError(_unknown(text, kinds, suggest(text, named)))


def suggest(text: str, among: Iterable[Name]) -> list[Name]:
    """Up to three names that look like a text, the likest first, each key once."""
    by_text = {skeleton.fold(spelling): name for name in among for spelling in (name.key, name.text)}
    likest = difflib.get_close_matches(skeleton.fold(text), sorted(by_text), n=20, cutoff=_CLOSE)
    by_key = {by_text[spelling].key: by_text[spelling] for spelling in reversed(likest)}
    return list(reversed(by_key.values()))[:SUGGESTIONS]


@cache
def known(kind: Kind) -> Listed:
    """Every name of the registry; it knows no incidents."""
    return Listed(_registered(kind))


def _registered(kind: Kind) -> Iterator[Name]:
    registry = registries.load()
    if kind == "actor":
        for actor in registry.actors.values():
            yield from (
                Name(actor.id, text) for text in (actor.name, *(alias.text for alias in actor.aliases))
            )
    elif kind == "place":
        for place in registry.places.values():
            yield from (Name(place.id, text) for text in (place.name, *place.aliases))


def as_in_articles(kind: Kind, text: str) -> list[Name]:
    """Whom a text names as a whole where an article has it: "Turkish soldiers" are the Turkish army."""
    return _read_as(kind, text, _SURE)


def as_anybody(kind: Kind, text: str) -> list[Name]:
    """The same, and those without a name: "residents"."""
    return _read_as(kind, text, (*_SURE, "generic"))


def _read_as(kind: Kind, text: str, ways: Sequence[str]) -> list[Name]:
    from kg.extract.names.mentions import find  # here, because reading articles takes a while to load
    from kg.extract.spans import SentenceSpan
    from kg.extract.text.tokens import tokenize
    from kg.identity import names

    known_names = names.load()
    for written in (text, " ".join(map(_capital, text.split()))):
        tokens = tuple(tokenize(written))
        for mention in find(SentenceSpan(0, len(written), "body", tokens), known_names):
            whole = mention.first == 0 and mention.last == len(tokens) and mention.role == "head"
            if whole and mention.kind == kind and mention.how in ways:
                return [Name(mention.id, mention.name)]
    return []


def _capital(word: str) -> str:
    """A word as it may stand in an article: "us" as US, "forces" as Forces."""
    return word.upper() if len(word) < _SHORT else word.capitalize()


def _in_graph(graph: "Graph", kind: Kind, text: str | None, as_of: int) -> list[Name]:
    statement = statements.parse(statements.load(f"admin/find-{kind}s"))
    given = {"text": text, "asOf": as_of, "limit": _COMPARED}
    rows = graph.read(statement.body, statement.bind(given)).rows
    if itself := next((key for key, _, own in rows if own == text), None):
        return [Name(itself, str(text))]
    return [Name(key, name or own) for key, name, own in rows]


def _only(text: str, hits: Sequence[Name]) -> str:
    keys = sorted({name.key for name in hits})
    if len(keys) == 1:
        return keys[0]
    texts = {name.key: name.text for name in reversed(hits)}
    listed = ", ".join(f"{key} ({texts[key]})" for key in keys[:_LISTED])
    more = " …" if len(keys) > _LISTED else ""
    raise QuestionError(f"{text!r} may mean {listed}{more}: give one of these keys")


def _unknown(text: str, kinds: Sequence[Kind], likest: Sequence[Name]) -> str:
    what = " or ".join(kinds)
    if not likest:
        return f"no {what} goes by {text!r}: `kg ask timeline` shows what there is"
    listed = ", ".join(f"{name.key} ({name.text})" if name.key != name.text else name.key for name in likest)
    return f"no {what} goes by {text!r}: did you mean {listed}?"
