"""From the name that somebody types to the key that the graph knows it by."""

import difflib
from collections.abc import Callable, Iterable, Sequence
from typing import Final, Literal, NamedTuple

from kg import statements
from kg.errors import QuestionError
from kg.graph import Graph
from kg.identity import registry as registries
from kg.identity import skeleton

Kind = Literal["actor", "place", "incident"]

SUGGESTIONS: Final = 3
_CLOSE: Final = 0.6  # difflib's measure: below it, a suggestion has little to do with what was typed
_LISTED: Final = 6  # candidates that an ambiguous name is answered with
_COMPARED: Final = 20_000  # names of the graph that an unknown name is compared with


class Name(NamedTuple):
    """A way to write the name of what has a key."""

    key: str
    text: str


Found = Callable[[Kind, str | None], Sequence[Name]]  # names of the graph: those that a text names, or all
Known = Callable[[Kind], Sequence[Name]]  # names of the registry


def resolve(graph: Graph, text: str, *kinds: Kind) -> str:
    """The key of what a text names: a key, a name, an alias or another spelling of one.

    Raises QuestionError where nothing, or more than one thing, goes by the name.
    """

    def found(kind: Kind, wanted: str | None) -> Sequence[Name]:
        return _in_graph(graph, kind, wanted)

    return choose(text.strip(), kinds, found=found, known=known)


def choose(text: str, kinds: Sequence[Kind], *, found: Found, known: Known) -> str:
    """The one key for a text among the names of the graph (`found`) and of the registry (`known`)."""
    in_graph = [name for kind in kinds for name in found(kind, text)] if text else []
    if any(name.key == text for name in in_graph):
        return text
    if in_graph:
        return _only(text, in_graph)
    listed = [name for kind in kinds for name in known(kind)]
    for means in (_same_key, _same_text, _same_sound):
        if hits := [name for name in listed if means(name, text)]:
            return _only(text, hits)
    named = [*listed, *(name for kind in kinds for name in found(kind, None))]
    raise QuestionError(_unknown(text, kinds, suggest(text, named)))


def suggest(text: str, names: Iterable[Name]) -> list[Name]:
    """Up to three names that look like a text, the likest first, each key once."""
    by_text = {skeleton.fold(spelling): name for name in names for spelling in (name.key, name.text)}
    likest = difflib.get_close_matches(skeleton.fold(text), sorted(by_text), n=20, cutoff=_CLOSE)
    by_key = {by_text[spelling].key: by_text[spelling] for spelling in reversed(likest)}
    return list(reversed(by_key.values()))[:SUGGESTIONS]


def known(kind: Kind) -> list[Name]:
    """Every name of the registry; it knows no incidents."""
    if kind == "incident":
        return []
    registry = registries.load()
    if kind == "actor":
        return [
            Name(actor.id, text)
            for actor in registry.actors.values()
            for text in (actor.name, *(alias.text for alias in actor.aliases))
        ]
    return [
        Name(place.id, text) for place in registry.places.values() for text in (place.name, *place.aliases)
    ]


def _in_graph(graph: Graph, kind: Kind, text: str | None) -> list[Name]:
    statement = statements.parse(statements.load(f"admin/find-{kind}s"))
    rows = graph.read(statement.body, statement.bind({"text": text, "limit": _COMPARED})).rows
    return [Name(key, name or key) for key, name in rows]


def _same_key(name: Name, text: str) -> bool:
    return name.key == text


def _same_text(name: Name, text: str) -> bool:
    return skeleton.fold(name.text) == skeleton.fold(text)


def _same_sound(name: Name, text: str) -> bool:
    sounds = skeleton.keys(text)
    return bool(sounds) and sounds[0] in skeleton.keys(name.text)[:1]


def _only(text: str, hits: Sequence[Name]) -> str:
    keys = sorted({name.key for name in hits})
    if len(keys) == 1:
        return keys[0]
    names = {name.key: name.text for name in reversed(hits)}
    listed = ", ".join(f"{key} ({names[key]})" for key in keys[:_LISTED])
    more = " …" if len(keys) > _LISTED else ""
    raise QuestionError(f"{text!r} may mean {listed}{more}: give one of these keys")


def _unknown(text: str, kinds: Sequence[Kind], likest: Sequence[Name]) -> str:
    what = " or ".join(kinds)
    if not likest:
        return f"no {what} goes by {text!r}: `kg ask timeline` shows what there is"
    listed = ", ".join(f"{name.key} ({name.text})" if name.key != name.text else name.key for name in likest)
    return f"no {what} goes by {text!r}: did you mean {listed}?"
