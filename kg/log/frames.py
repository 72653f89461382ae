"""Looks at the write-ahead log of a SQLite file: was it changed after it was written?"""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_FRAME = 24  # bytes of a frame's header
_HEADER = 32  # bytes of the file's own header


class _Frame(NamedTuple):
    commits: bool  # it is the last of a transaction
    salts: bytes
    checksum: tuple[int, int]
    content: bytes  # all that its checksum is about


def changed(wal: Path) -> Iterator[str]:
    """A line where a frame of the write-ahead log was changed after it was written.

    SQLite takes such a frame, and all behind it, for the rest of a write that was cut off, and passes over
    it in silence. But the frames behind it go on from the checksum that the changed frame has, up to one
    that commits. What is left of a write that was cut off, or taken back, commits nothing.
    """
    if wal.exists() and (found := list(_changed(wal))) and wal.exists() and list(_changed(wal)) == found:
        yield from found  # twice: somebody may have begun to write the file anew


def _changed(wal: Path) -> Iterator[str]:
    with wal.open("rb") as file:
        head = file.read(_HEADER)
        if len(head) < _HEADER:
            return
        order = ">" if head[3] & 1 else "<"
        size = int.from_bytes(head[8:12], "big")
        before = _sums(head[:24], (0, 0), order)
        if before != struct.unpack(">2I", head[24:32]):
            yield "the header of the write-ahead log is not what SQLite wrote"
            return
        broken, number = 0, 0
        while len(raw := file.read(_FRAME + size)) == _FRAME + size:
            number += 1
            frame = _frame(raw)
            if frame.salts != head[16:24]:
                return
            goes_on = _sums(frame.content, before, order) == frame.checksum
            if broken and goes_on and frame.commits:
                yield f"frame {broken} of the write-ahead log is not what SQLite wrote"
                return
            broken = broken or (0 if goes_on else number)
            before = frame.checksum


def _frame(raw: bytes) -> _Frame:
    first, second = struct.unpack(">2I", raw[16:24])
    return _Frame(any(raw[4:8]), raw[8:16], (first, second), raw[:8] + raw[_FRAME:])


def _sums(content: bytes, start: tuple[int, int], order: str) -> tuple[int, int]:
    """The checksum of SQLite's file format, section 4.2."""
    first, second = start
    words = struct.unpack(f"{order}{len(content) // 4}I", content)
    for even, odd in zip(words[::2], words[1::2], strict=True):
        first = first + even + second & 0xFFFFFFFF
        second = second + odd + first & 0xFFFFFFFF
    return first, second
