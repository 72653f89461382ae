"""Paths to files with their loaders: walks folders in a fixed order and chooses loaders by suffix."""

import stat
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import NamedTuple, cast

from kg.errors import InputError
from loaders import jsonl, text
from loaders.contract import Loaded, Problem, Reader, shown


class Loader(NamedTuple):
    """A reader and the name it is known by."""

    name: str
    read: Reader


class Source(NamedTuple):
    """A file that a loader can read."""

    path: Path
    loader: Loader

    def read(self) -> Iterator[Loaded]:
        """What the loader finds in the file; a file that cannot be read is a Problem."""
        try:
            yield from self.loader.read(self.path)
        except OSError as error:
            yield _unreadable(self.path, error)
        except InputError as error:
            yield Problem(shown(self.path), str(error))


class Ignored(NamedTuple):
    """A file in a folder that no loader reads."""

    path: Path


Found = Source | Problem | Ignored

# Known without their entry points too: a checkout that is not installed has none.
_BUILT_IN = (Loader("jsonl", jsonl.read), Loader("text", text.read))


def by_suffix() -> Mapping[str, Loader]:
    """The loader of each suffix: kg's own, then the installed ones in the order of their names.

    Raises InputError for an installed loader that cannot be used.
    """
    own = {loader.name for loader in _BUILT_IN}
    entries = sorted(entry_points(group="kg.loaders"), key=lambda entry: (entry.name, entry.value))
    found: dict[str, Loader] = {}
    for loader in (*_BUILT_IN, *(_installed(entry) for entry in entries if entry.name not in own)):
        for suffix in loader.read.suffixes:
            found.setdefault(suffix, loader)
    return found


def _installed(entry: EntryPoint) -> Loader:
    try:
        reader = entry.load()
    except (ImportError, AttributeError) as error:
        raise InputError(
            f"the loader {entry.name!r} ({entry.value}) cannot be imported ({error}): mend or uninstall it"
        ) from error
    if not isinstance(getattr(reader, "suffixes", None), frozenset):
        raise InputError(
            f"the loader {entry.name!r} ({entry.value}) names no suffixes: decorate it with loaders.reads"
        )
    return Loader(entry.name, cast("Reader", reader))


def walk(paths: Iterable[Path]) -> Iterator[Found]:
    """Every file of the paths: folders in the order of names, without hidden files and symlink loops."""
    loaders = by_suffix()
    for path in paths:
        try:
            is_folder = path.is_dir()
            if is_folder:
                yield from _folder(path, loaders)
            else:
                yield _named(path, loaders)
        except OSError as error:
            yield _unreadable(path, error)


def _named(path: Path, loaders: Mapping[str, Loader]) -> Source | Problem:
    """A file that the user named."""
    if not stat.S_ISREG(path.stat().st_mode):
        return Problem(shown(path), "is not a regular file: copy what it gives into a file")
    if loader := loaders.get(path.suffix.lower()):
        return Source(path, loader)
    known = " ".join(sorted(loaders))
    return Problem(shown(path), f"is of an unknown format: kg reads {known}; rename or convert it")


def _folder(folder: Path, loaders: Mapping[str, Loader]) -> Iterator[Found]:
    sources = ignored = problems = 0
    for found in _files(folder, loaders):
        sources += isinstance(found, Source)
        ignored += isinstance(found, Ignored)
        problems += isinstance(found, Problem)
        yield found
    if not sources and not problems:
        known = " ".join(sorted(loaders))
        yield Problem(
            shown(folder),
            f"has no articles in it ({ignored} other files): kg reads {known}, name such a folder",
        )


def _files(folder: Path, loaders: Mapping[str, Loader]) -> Iterator[Found]:
    """The files below a folder; one that is reachable on several ways is entered on the first."""
    seen: set[tuple[int, int]] = set()
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        try:
            if path.is_dir():
                if _is_new(path, seen):
                    waiting.extend(_children(path))
            elif path.suffix.lower() in loaders:
                yield _named(path, loaders)
            else:
                yield Ignored(path)
        except OSError as error:
            yield _unreadable(path, error)


def _is_new(folder: Path, seen: set[tuple[int, int]]) -> bool:
    status = folder.stat()
    identity = (status.st_dev, status.st_ino)
    if identity in seen:
        return False
    seen.add(identity)
    return True


def _children(folder: Path) -> list[Path]:
    """What is in a folder, last name first."""
    shown_ones = (child for child in folder.iterdir() if not child.name.startswith("."))
    return sorted(shown_ones, key=lambda child: child.name, reverse=True)


def _unreadable(path: Path, error: OSError) -> Problem:
    reason = error.strerror or type(error).__name__
    return Problem(shown(path), f"cannot be read ({reason}): check that it is there and that you may read it")
