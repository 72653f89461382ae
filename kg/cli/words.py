"""Reads parameters from the words of a command line."""

import json
from collections.abc import Iterable, Sequence

import typer


def assigned(pairs: Iterable[str]) -> dict[str, object]:
    """`k=v` pairs as parameters: 5, true, null, "5" and [1] are taken as JSON, anything else as text."""
    return dict(assignment(pair) for pair in pairs)


def assignment(pair: str) -> tuple[str, object]:
    """One `k=v` pair."""
    name, equals, value = pair.partition("=")
    if not equals or not name:
        raise typer.BadParameter(f"{pair!r} is not of the form name=value", param_hint="--param")
    return name.removeprefix("$"), literal(value)


def literal(value: str) -> object:
    """The JSON value that the text is, else the text."""
    try:
        return json.loads(value)
    except ValueError:
        return value


def split(words: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """Values in their order, and `--name value` or `--name=value` by name, in camelCase as Cypher has it."""
    values: list[str] = []
    options: dict[str, str] = {}
    rest = iter(words)
    for word in rest:
        if not word.startswith("--"):
            values.append(word)
            continue
        name, equals, value = word[2:].partition("=")
        if not equals and (following := next(rest, None)) is not None:
            value, equals = following, "="
        if not equals:
            raise typer.BadParameter("needs a value", param_hint=word)
        options[camel(name)] = value
    return values, options


def camel(name: str) -> str:
    """`first-report` as `firstReport`."""
    first, *others = name.split("-")
    return first + "".join(other.capitalize() for other in others)
