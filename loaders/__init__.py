"""Bytes to articles: one module a format, found by the entry point group `kg.loaders`.

`read` takes files and folders and yields an `Article` for each text in them and a `Problem` for each thing
that cannot be read; nothing that is wrong with one file keeps the others from being read.
docs/loaders.md tells how to add a format.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from loaders.contract import Loaded, Problem, Reader, reads
from loaders.walk import Ignored, Loader, Source, walk

__all__ = ["Ignored", "Loaded", "Loader", "Problem", "Reader", "Source", "read", "reads", "walk"]


def read(paths: Iterable[Path]) -> Iterator[Loaded]:
    """The articles of files and folders, in an order that depends on their names alone."""
    for found in walk(paths):
        if isinstance(found, Source):
            yield from found.read()
        elif isinstance(found, Problem):
            yield found
