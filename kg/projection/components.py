"""Who is who: the nodes that judgements say are one, and the one of them that they are shown as."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from kg.projection.picture import NodeId
from kg.projection.store import Store, Table

LABELS = {"actor": "Actor", "place": "Place", "incident": "Incident"}  # by the kind of a judgement


class Judged(NamedTuple):
    """A judgement that holds, as one of its sides sees it."""

    other: str
    same: bool


class Moved(NamedTuple):
    """A node that is shown as another one from now on."""

    node: NodeId
    shown: NodeId


class Standing(NamedTuple):
    """What decides by which of its members a component is shown: the least, then the key."""

    provisional: bool
    since: int  # where the log first speaks of it


class Components:
    """The judgements that hold, and what they add up to.

    Components come about by taking the judgements in the order of the log, passing over each that would join
    two sides of a `different` that holds. A node of which the log does not speak yet joins others, but is
    not shown.
    """

    def __init__(self, store: Store, standing: Callable[[NodeId], Standing | None]) -> None:
        self._ever: Table[int] = store.table("identity")  # whether anything was ever judged
        self._any = bool(self._ever.get(""))  # and at hand: it is asked for with every party of a claim
        self._judged = store.table("judged", Judged._make)
        self._shown_as = store.table("shown", str)
        self._standing = standing

    def shown(self, node: NodeId) -> NodeId:
        """The node that stands for the node now."""
        if not self._any:
            return node
        key = self._shown_as.get(_owner(node))
        return node if key is None else NodeId(node.label, key)

    def members(self, node: NodeId) -> list[NodeId]:
        """The node, and all that may be shown as one with it."""
        return self._around(node) if self._any else [node]

    def judge(self, pos: int, a: NodeId, b: NodeId, *, same: bool) -> list[Moved]:
        """The judgement made at a position holds now; gives the nodes that are shown as another one now."""
        self._ever.put("", "", 1)
        self._any = True
        self._judged.put(_owner(a), _member(pos, b.key), Judged(b.key, same))
        self._judged.put(_owner(b), _member(pos, a.key), Judged(a.key, same))
        return self._reconsidered([a, b])

    def withdraw(self, pos: int, a: NodeId, b: NodeId) -> list[Moved]:
        """The judgement does not hold any more; gives the nodes that are shown as another one now."""
        around = [*self._around(a), *self._around(b)]
        self._judged.put(_owner(a), _member(pos, b.key), None)
        self._judged.put(_owner(b), _member(pos, a.key), None)
        return self._reconsidered(around)

    def reconsider(self, node: NodeId) -> list[Moved]:
        """The standing of the node has changed; gives the nodes that are shown as another one now."""
        return self._reconsidered([node]) if self._any else []

    def _reconsidered(self, nodes: Iterable[NodeId]) -> list[Moved]:
        done: set[NodeId] = set()
        moved: list[Moved] = []
        for node in nodes:
            if node not in done:
                around = self._around(node)
                done.update(around)
                moved += self._settled(around)
        return moved

    def _settled(self, around: list[NodeId]) -> Iterator[Moved]:
        for component in self._components(around):
            standings = {node: self._standing(node) for node in component}
            known = sorted((standing, node) for node, standing in standings.items() if standing)
            for _, node in known:
                if self.shown(node) != known[0][1]:
                    self._show(node, known[0][1])
                    yield Moved(node, known[0][1])

    def _show(self, node: NodeId, shown: NodeId) -> None:
        self._shown_as.put(_owner(node), "", None if shown == node else shown.key)

    def _around(self, node: NodeId) -> list[NodeId]:
        """The node and all that a chain of `same` leads to."""
        found = {node: None}
        for one in (queue := [node]):
            new = [other for other in self._others(one, same=True) if other not in found]
            found.update(dict.fromkeys(new))
            queue += new
        return list(found)

    def _components(self, around: list[NodeId]) -> Iterator[list[NodeId]]:
        part = {node: [node] for node in around}
        for a, b in self._in_order(around):
            if part[a] is not part[b] and not self._apart(part[a], part[b]):
                part[a] += part[b]
                part.update((node, part[a]) for node in part[b])
        yield from {id(nodes): nodes for nodes in part.values()}.values()

    def _in_order(self, around: list[NodeId]) -> list[tuple[NodeId, NodeId]]:
        """The pairs that are judged to be the same, in the order of the log."""
        pairs = sorted(
            (member.split()[0], node, NodeId(node.label, judged.other))
            for node in around
            for member, judged in self._judged.members(_owner(node))
            if judged.same
        )
        return [(a, b) for _, a, b in pairs]

    def _apart(self, some: list[NodeId], others: list[NodeId]) -> bool:
        return any(other in others for node in some for other in self._others(node, same=False))

    def _others(self, node: NodeId, *, same: bool) -> Iterator[NodeId]:
        for _, judged in self._judged.members(_owner(node)):
            if judged.same == same:
                yield NodeId(node.label, judged.other)


def _owner(node: NodeId) -> str:
    return f"{node.label} {node.key}"


def _member(pos: int, other: str) -> str:
    return f"{pos:019d} {other}"
