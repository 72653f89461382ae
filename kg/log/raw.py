"""Reads the bytes of a file that SQLite has open in this process, without taking SQLite's locks away from it.

On POSIX systems a process loses its locks on a file as soon as it closes *any* handle of it. Another process
that closes the log would then take itself for the last one, and remove the write-ahead log that this one
goes on writing to: with the events in it. So a handle stays open for as long as a log of this process does.
"""

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import BinaryIO

_users: Counter[Path] = Counter()
_handles: dict[Path, list[BinaryIO]] = {}
_turn = Lock()


@contextmanager
def held(path: Path) -> Iterator[None]:
    """While SQLite has the file open."""
    with _turn:
        _users[path] += 1
    try:
        yield
    finally:
        _let_go(path)


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """The file that is at the path now, for reading at any offset; its own place means nothing."""
    with held(path):
        yield _handle(path)


def _handle(path: Path) -> BinaryIO:
    with _turn:
        handles = _handles.setdefault(path, [])
        if not (handles and os.path.samestat(os.fstat(handles[-1].fileno()), path.stat())):
            handles.append(path.open("rb", buffering=0))
        return handles[-1]


def _let_go(path: Path) -> None:
    with _turn:
        _users[path] -= 1
        if not _users[path]:
            del _users[path]
            for handle in _handles.pop(path, []):
                handle.close()
