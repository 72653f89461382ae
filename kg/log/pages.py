"""Looks at the bytes of a SQLite log that SQLite itself never reads, and says where there is something.

In a file that only kg has written, space that is not used is zero wherever rows only ever came in. What
SQLite reads is not looked at here: the chain and its own `integrity_check` tell of that. Left over is what
neither can tell (docs/backup.md): unused space in pages from which SQLite itself has moved rows to others.
"""

import os
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO, NamedTuple

from kg.log import raw
from kg.log.schema import VERSION

_HEADER = 100  # bytes of the file's own header, in front of the first page's
_GROWING = frozenset({"event", "batch"})  # whose rows never move
_NUMBERED = frozenset({"event", "batch", "erasure"})
_LEAF, _INTERIOR, _INDEX_LEAF, _INDEX_INTERIOR = 13, 5, 10, 2
_FIXED: Mapping[int, bytes] = {
    0: b"SQLite format 3\0",
    20: b"\0\x40\x20\x20",
    40: bytes(2),
    44: (4).to_bytes(4, "big"),
    48: bytes(4),
    52: bytes(4),
    56: (1).to_bytes(4, "big"),
    60: VERSION.to_bytes(4, "big"),
    64: bytes(4),
    72: bytes(20),
}


class Span(NamedTuple):
    """Bytes of a page that nothing uses."""

    start: int
    end: int


class Cell(NamedTuple):
    """A row, or what leads to rows, as it lies in a page."""

    start: int
    end: int
    child: int  # the page below; 0 in a leaf
    overflow: int  # the page with what did not fit; 0 where all did
    spilt: int  # how many bytes did not fit


def strange(path: Path) -> Iterator[str]:
    """A line for each place in the file that holds what nobody has written there."""
    with raw.opened(path.resolve()) as file:
        yield from _File(file).strange()


class Moved(NamedTuple):
    """The pages whose unused space may hold anything: how many, their digest, and that of the log's state."""

    pages: int
    digest: str
    at: str


def moved(path: Path) -> Moved:
    """Those pages of the file as it is now."""
    with raw.opened(path.resolve()) as file:
        return _File(file).moved()


class _File:
    """One look at a file, page by page."""

    def __init__(self, file: BinaryIO) -> None:
        self._handle = file.fileno()
        self._head = head = os.pread(self._handle, _HEADER, 0)
        size = int.from_bytes(head[16:18], "big")
        self._size = 65_536 if size == 1 else size
        self._pages = int.from_bytes(head[28:32], "big")

    def strange(self) -> Iterator[str]:
        yield from self._header()
        if os.fstat(self._handle).st_size != self._pages * self._size:
            yield f"the file does not end with its page {self._pages}"
        for root, name in self._roots():
            yield from self._tree(root, name)
        yield from self._free()

    def moved(self) -> Moved:
        count, digest, roots = 0, blake2b(digest_size=16), dict(self._roots())
        for root, name in roots.items():
            for page in self._moved(root, name):
                digest.update(page)
                count += 1
        [head] = (root for root, name in roots.items() if name == "log_head")
        at = blake2b(self._page(1) + self._page(head), digest_size=16)  # each append writes into the latter
        return Moved(count, digest.hexdigest(), at.hexdigest())

    def _moved(self, root: int, name: str) -> Iterator[bytes]:
        waiting = [root]
        while waiting:
            number = waiting.pop()
            page = self._page(number)
            inside = page[_at(number)] in (_INTERIOR, _INDEX_INTERIOR)
            if not self._only_grew(number, root, name):
                yield page
            if inside and not (name in _GROWING and self._is_over_leaves(page, number)):
                waiting += [cell.child for cell in _cells(page, number)]
                waiting.append(_last_child(page, number))

    def _header(self) -> Iterator[str]:
        for offset, wanted in _FIXED.items():
            if self._head[offset : offset + len(wanted)] != wanted:
                yield f"byte {offset} of the file's header is not what SQLite writes there"
        if self._head[18:20] not in (b"\1\1", b"\2\2"):
            yield "byte 18 of the file's header is not what SQLite writes there"
        if self._head[24:28] != self._head[92:96]:
            yield "byte 24 of the file's header is not what SQLite writes there"
        if not 3_007_000 <= int.from_bytes(self._head[96:100], "big") < 4_000_000:
            yield "byte 96 of the file's header is not what SQLite writes there"

    def _roots(self) -> Iterator[tuple[int, str]]:
        """The first pages of the trees, and the names of their tables and indexes."""
        yield 1, "schema"
        for cell in _cells(self._page(1), 1):
            name, root = _master(self._page(1)[cell.start : cell.end])
            yield root, name

    def _tree(self, root: int, name: str) -> Iterator[str]:
        waiting, left = [root], self._pages
        while waiting:
            number, left = waiting.pop(), left - 1
            if left < 0:
                raise ValueError("pages lead back to themselves")
            page = self._page(number)
            cells = _cells(page, number)
            at = _at(number)
            if self._only_grew(number, root, name) and any(map(any, _unused(page, at, cells))):
                yield f"page {number} holds something where it has no row"
            for cell in cells:
                waiting += [cell.child] if cell.child else []
                yield from self._chain(cell)
                if name in _NUMBERED and page[at] == _LEAF and not _keeps_no_position(page, cell):
                    yield f"page {number} has a row that says its position twice"
            if page[at] in (_INTERIOR, _INDEX_INTERIOR):
                waiting.append(_last_child(page, number))

    def _only_grew(self, number: int, root: int, name: str) -> bool:
        """Whether SQLite has never moved a row out of a page, which leaves remains of rows behind.

        It does where a page is split in the middle. A table that grows at its end gets new pages instead,
        and a tree's first page passes all its rows on and is emptied.
        """
        page = self._page(number)
        if page[_at(number)] in (_LEAF, _INDEX_LEAF):
            return name in _GROWING or number == root
        return name in _GROWING and number == root and self._is_over_leaves(page, number)

    def _is_over_leaves(self, page: bytes, number: int) -> bool:
        """Whether the pages right under an inner one hold rows: all of them or none do."""
        return self._page(_last_child(page, number))[0] == _LEAF

    def _chain(self, cell: Cell) -> Iterator[str]:
        """What lies behind the end of a row that goes on on other pages."""
        number, left = cell.overflow, cell.spilt
        while number:
            page = self._page(number)
            left -= self._size - 4
            if left < 0 and any(page[left:]):
                yield f"page {number} holds something behind the end of its row"
            number = int.from_bytes(page[:4], "big") if left > 0 else 0

    def _free(self) -> Iterator[str]:
        trunk = int.from_bytes(self._head[32:36], "big")
        while trunk:
            page = self._page(trunk)
            count = int.from_bytes(page[4:8], "big")
            leaves = [int.from_bytes(page[8 + 4 * i : 12 + 4 * i], "big") for i in range(count)]
            if any(page[8 + 4 * count :]) or any(any(self._page(leaf)) for leaf in leaves):
                yield f"page {trunk}, which is free, or one of those that it names holds something"
            trunk = int.from_bytes(page[:4], "big")

    def _page(self, number: int) -> bytes:
        return os.pread(self._handle, self._size, (number - 1) * self._size)


def _at(number: int) -> int:
    """Where a page's own header starts."""
    return _HEADER if number == 1 else 0


def _cells(page: bytes, number: int) -> list[Cell]:
    at = _at(number)
    count, first = int.from_bytes(page[at + 3 : at + 5], "big"), at + _header_size(page[at])
    starts = (int.from_bytes(page[i : i + 2], "big") for i in range(first, first + 2 * count, 2))
    return sorted(_cell(page, start, page[at]) for start in starts)


def _last_child(page: bytes, number: int) -> int:
    return int.from_bytes(page[_at(number) + 8 : _at(number) + 12], "big")


def _header_size(kind: int) -> int:
    return 12 if kind in (_INTERIOR, _INDEX_INTERIOR) else 8


def _cell(page: bytes, start: int, kind: int) -> Cell:
    at, child = start, 0
    if kind in (_INTERIOR, _INDEX_INTERIOR):
        child, at = int.from_bytes(page[at : at + 4], "big"), at + 4
    if kind == _INTERIOR:
        return Cell(start, _varint(page, at)[1], child, 0, 0)
    payload, at = _varint(page, at)
    if kind == _LEAF:
        at = _varint(page, at)[1]
    local = _local(payload, len(page), leaf=kind == _LEAF)
    if local == payload:
        return Cell(start, max(at + local, start + 4), child, 0, 0)
    overflow = int.from_bytes(page[at + local : at + local + 4], "big")
    return Cell(start, at + local + 4, child, overflow, payload - local)


def _local(payload: int, size: int, *, leaf: bool) -> int:
    """How much of a row lies in its page: the rule of SQLite's file format, section 1.6."""
    most = size - 35 if leaf else (size - 12) * 64 // 255 - 23
    if payload <= most:
        return payload
    least = (size - 12) * 32 // 255 - 23
    kept = least + (payload - least) % (size - 4)
    return kept if kept <= most else least


def _unused(page: bytes, at: int, cells: list[Cell]) -> Iterator[bytes]:
    """What lies where a page has no row."""
    used = [Span(0, at + _header_size(page[at]) + 2 * len(cells)), *_blocks(page, at)]
    used += [Span(cell.start, cell.end) for cell in cells]
    end = 0
    for span in sorted(used):
        if span.start > end:
            yield page[end : span.start]
        end = max(end, span.end)
    yield page[end:]


def _blocks(page: bytes, at: int) -> Iterator[Span]:
    """The heads of the free blocks, by which SQLite finds them again; what is behind a head is unused."""
    block = int.from_bytes(page[at + 1 : at + 3], "big")
    while block:
        yield Span(block, block + 4)
        block = int.from_bytes(page[block : block + 2], "big")


def _varint(page: bytes, at: int) -> tuple[int, int]:
    """A number of SQLite's, and where it ends."""
    value = 0
    for at_, byte in enumerate(page[at : at + 8], start=at + 1):
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at_
    return value << 8 | page[at + 8], at + 9


def _keeps_no_position(page: bytes, cell: Cell) -> bool:
    """Whether a row leaves its number, which is its key, out of what it says."""
    start = _varint(page, _varint(page, cell.start)[1])[1]
    return _varint(page, _varint(page, start)[1])[0] == 0


def _master(cell: bytes) -> tuple[str, int]:
    """The name and the first page of a table or index, from the row that tells of it."""
    at = start = _varint(cell, _varint(cell, 0)[1])[1]
    length, at = _varint(cell, at)
    types = []
    while at < start + length:
        kind, at = _varint(cell, at)
        types.append(kind)
    kind, name, table, _, *_ = ((one - 13) // 2 for one in types)
    begin = start + length + kind
    root = begin + name + table
    width = types[3]
    found = int.from_bytes(cell[root : root + width], "big") if width < 8 else width - 8
    return cell[begin : begin + name].decode("utf-8", "replace"), found
