"""What a loader is: a function from a path to articles and problems, which says what suffixes it reads."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple, Protocol, TypeAlias, cast

from kg.model import Article

MAX_BYTES = 10_000_000  # of one article; a longer text is not an article, and would not fit a sentence table


class Problem(NamedTuple):
    """Something that cannot be loaded: where it is, and in one line what is wrong and what to do."""

    where: str  # a file, a folder, or file:line
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


Loaded: TypeAlias = Article | Problem


class Reader(Protocol):
    """A loader. It may let OSError and InputError rise: they become the file's Problem."""

    suffixes: frozenset[str]  # in lower case, with the dot

    def __call__(self, path: Path, /) -> Iterator[Loaded]: ...


def reads(*suffixes: str) -> Callable[[Callable[[Path], Iterator[Loaded]]], Reader]:
    """Make a function the loader of files with these suffixes."""

    def mark(function: Callable[[Path], Iterator[Loaded]]) -> Reader:
        reader = cast("Reader", function)
        reader.suffixes = frozenset(suffixes)
        return reader

    return mark


def shown(path: Path) -> str:
    """The path as one line of valid Unicode: a file's name may be any bytes."""
    text = os.fsencode(path).decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
