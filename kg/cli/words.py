"""Reads parameters from the words of a command line."""

import json
from collections.abc import Sequence

import typer


def pair(text: str) -> tuple[str, str]:
    """The name and the value of `name=value`."""
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise typer.BadParameter(f"{text!r} is not of the form name=value", param_hint="--param")
    return name.removeprefix("$"), value


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
