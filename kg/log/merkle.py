"""A Merkle tree over the hashes of a log's events, as RFC 6962 has it.

    leaf(n) = SHA-256(00 ‖ hash(n))        inner = SHA-256(01 ‖ left ‖ right)

The chain proves an event only to whoever reads the whole log after it; the tree, by some twenty hashes.
It is computed from the chain, and nothing of it is stored.
"""

from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple


class Tree(NamedTuple):
    """A tree's root, how many leaves it has, and the ways up from the leaves that were asked for."""

    size: int
    root: bytes
    paths: dict[int, list[bytes]]  # by position, the first leaf has 1; the hashes beside the way, from below


class _Node(NamedTuple):
    first: int
    size: int
    hash: bytes


def tree(hashes: Iterable[bytes], *, positions: Iterable[int] = ()) -> Tree:
    """The tree over the hashes, which are read once, with memory for its height alone."""
    paths: dict[int, list[bytes]] = {position: [] for position in positions}
    nodes: list[_Node] = []
    size = 0
    for size, hash_ in enumerate(hashes, start=1):
        nodes.append(_Node(size, 1, sha256(b"\0" + hash_).digest()))
        while len(nodes) > 1 and nodes[-1].size == nodes[-2].size:
            _join(nodes, paths)
    while len(nodes) > 1:
        _join(nodes, paths)
    return Tree(size, nodes[0].hash if nodes else sha256().digest(), paths)


def _join(nodes: list[_Node], paths: dict[int, list[bytes]]) -> None:
    """Put the last two nodes under one, which is the next step of every path that comes by."""
    right, left = nodes.pop(), nodes.pop()
    for position, path in paths.items():
        if left.first <= position < right.first:
            path.append(right.hash)
        elif right.first <= position < right.first + right.size:
            path.append(left.hash)
    nodes.append(_Node(left.first, left.size + right.size, sha256(b"\1" + left.hash + right.hash).digest()))
