"""The word lists of the package, kg/extract/data/*.toml and rules/*.toml, read once and checked."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

from kg.errors import DataError

_DATA: Final = "data"  # word lists of the text stages
_RULES: Final = "rules"  # and those that rules are made of


@cache
def words(name: str, key: str) -> frozenset[str]:
    """The list `key` of the data file `name`, as a set."""
    return frozenset(listed(name, key))


@cache
def listed(name: str, key: str) -> tuple[str, ...]:
    """The list `key` of the data file `name`, in its order."""
    found = table(name).get(key)
    if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
        raise DataError(f"{name}.toml: `{key}` must be a list of words")
    return tuple(found)


@cache
def numbers(name: str, key: str) -> Mapping[str, int]:
    """The table `key` of the data file `name`, whose values are whole numbers."""
    found = table(name).get(key)
    if not isinstance(found, dict) or not all(isinstance(value, int) for value in found.values()):
        raise DataError(f"{name}.toml: `{key}` must be a table of whole numbers")
    return found


@cache
def table(name: str) -> Mapping[str, object]:
    """The whole data file."""
    return _read(_DATA, name)


@cache
def rules(name: str) -> Mapping[str, Any]:
    """The whole file of words that rules are made of; its sections hold words, set apart by blanks."""
    return _read(_RULES, name)


def _read(folder: str, name: str) -> Mapping[str, Any]:
    path = files("kg.extract") / folder / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"{name}.toml cannot be read: {error}; reinstall kg") from error
