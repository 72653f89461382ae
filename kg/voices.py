"""Which claims repeat which, so that a copy is counted with the voice that it repeats."""

from collections import defaultdict

from kg.picture import NodeId


class Voices:
    """The claims that are held, as far as one is a copy of another."""

    def __init__(self) -> None:
        self._originals: defaultdict[NodeId, dict[NodeId, None]] = defaultdict(dict)
        self._copies: defaultdict[NodeId, dict[NodeId, None]] = defaultdict(dict)

    def add(self, copy: NodeId, original: NodeId) -> bool:
        """From now on a claim is a copy of another; False where it is already."""
        if original in self._originals[copy]:
            return False
        self._originals[copy][original] = None
        self._copies[original][copy] = None
        return True

    def drop(self, claim: NodeId) -> None:
        """The claim is not held any more: it is no copy, and what repeated it stands for itself."""
        for original in self._originals.pop(claim, {}):
            self._copies[original].pop(claim, None)
        for copy in self._copies.pop(claim, {}):
            self._originals[copy].pop(claim, None)

    def first(self, claim: NodeId) -> NodeId:
        """The claim that is repeated in the end; of some that repeat each other in a circle, the least."""
        path = [claim]
        while originals := self._originals.get(path[-1]):
            step = min(originals)
            if step in path:
                return min(path[path.index(step) :])
            path.append(step)
        return path[-1]

    def following(self, claim: NodeId) -> list[NodeId]:
        """The claim and all that repeat it, directly or not."""
        found = {claim: None}
        for one in (queue := [claim]):
            new = [copy for copy in self._copies.get(one, ()) if copy not in found]
            found.update(dict.fromkeys(new))
            queue += new
        return list(found)
