"""Which claims repeat which, so that a copy is counted with the voice that it repeats."""

from collections.abc import Callable, Iterator

from kg.projection.store import Store


class Voices:
    """The claims as far as one is a copy of another; those that are not held are passed over."""

    def __init__(self, store: Store, node: Callable[[str], str | None]) -> None:
        self._originals = store.table("original", str)
        self._copies = store.table("copy", str)
        self._node = node

    def begin(self, claim: str) -> None:
        """The claim is new: it repeats nothing, and nothing repeats it."""
        self._originals.begin(claim)
        self._copies.begin(claim)

    def add(self, copy: str, original: str, about: str) -> bool:
        """From now on a claim is a copy of another; False where it is already."""
        if self._originals.get(copy, original):
            return False
        self._originals.put(copy, original, about)
        self._copies.put(original, copy, about)
        return True

    def originals(self, claim: str) -> Iterator[tuple[str, str]]:
        """What a claim repeats, and whether as a sentence or with its whole article."""
        return self._originals.members(claim)

    def copies(self, claim: str) -> Iterator[tuple[str, str]]:
        """What repeats a claim, and whether as a sentence or with its whole article."""
        return self._copies.members(claim)

    def drop(self, claim: str) -> None:
        """The claim is not said any more: it is no copy, and what repeated it stands for itself."""
        for original, _ in self.originals(claim):
            self._originals.put(claim, original, None)
            self._copies.put(original, claim, None)
        for copy, _ in self.copies(claim):
            self._originals.put(copy, claim, None)
            self._copies.put(claim, copy, None)

    def first(self, claim: str) -> str:
        """The claim that is repeated in the end; of some that repeat each other in a circle, the least."""
        path = [claim]
        while held := [original for original, _ in self.originals(path[-1]) if self._node(original)]:
            step = min(held, key=self._order)
            if step in path:
                return min(path[path.index(step) :], key=self._order)
            path.append(step)
        return path[-1]

    def nearest(self, claim: str) -> str:
        """The claim that this one repeats, the least of several; itself where it repeats none."""
        held = [original for original, _ in self.originals(claim) if self._node(original)]
        return min(held, key=self._order, default=claim)

    def following(self, claim: str) -> list[str]:
        """The claim and all that repeat it, directly or not."""
        found = {claim: None}
        for one in (queue := [claim]):
            new = [copy for copy, _ in self.copies(one) if copy not in found and self._node(copy)]
            found.update(dict.fromkeys(new))
            queue += new
        return list(found)

    def _order(self, claim: str) -> str:
        return self._node(claim) or ""
