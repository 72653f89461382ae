"""The word lists of the text stages: kg/extract/data/*.toml, read once and checked."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from kg.errors import DataError

_FOLDER: Final = "data"


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
    path = files("kg.extract") / _FOLDER / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"{name}.toml cannot be read: {error}; reinstall kg") from error
