"""The claims that are held now, and what they add up to in the current picture."""

from collections import defaultdict
from collections.abc import Iterable

from kg import shapes, support
from kg.draft import Draft
from kg.model import Incident
from kg.picture import EdgeId, NodeId
from kg.support import Direct, Held
from kg.voices import Voices


class Claims:
    """Keeps the edges between claims and incidents, and all that is summed up over claims.

    Sums are worked out at the end of a batch, once for each direct edge and incident that the batch touched.
    """

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._held: dict[NodeId, Held] = {}
        self._current: dict[str, NodeId] = {}  # a claim's key in the log → its node, while it is held
        self._used: set[NodeId] = set()
        self._opened: dict[str, tuple[Incident, int]] = {}
        self._behind: defaultdict[Direct, dict[NodeId, None]] = defaultdict(dict)
        self._about: defaultdict[str, dict[NodeId, None]] = defaultdict(dict)
        self._reported_by: dict[str, set[EdgeId]] = {}
        self._voices = Voices()
        self._touched_directs: dict[Direct, None] = {}
        self._touched_incidents: dict[str, None] = {}

    def find(self, key: str) -> Held | None:
        """The claim that the log calls by this key, if it is held."""
        node = self._current.get(key)
        return self._held[node] if node else None

    def content(self, node: NodeId) -> bytes:
        """The digest of what a claim that is held says."""
        return self._held[node].content

    def fresh(self, key: str, pos: int) -> NodeId:
        """A node for a claim; a claim that comes back gets another one, since its first interval is over."""
        node = NodeId("Claim", key)
        if node in self._used:
            node = NodeId("Claim", f"{key}~{pos}")
        self._used.add(node)
        return node

    def hold(self, key: str, held: Held) -> None:
        """From now on the claim is held."""
        self._current[key] = held.node
        self._held[held.node] = held
        self._stand_behind(held)

    def drop(self, key: str, node: NodeId, pos: int) -> None:
        """From `pos` on the claim is not held, and nothing rests on it."""
        held = self._held[node]
        self._touch_following(node)
        self._voices.drop(node)
        self._step_back(held)
        for incident in held.incidents:
            self._leave(held, incident)
        for other in held.contradictions:
            self._held[other].contradictions.pop(node, None)
            self._touch(self._held[other])
        del self._held[node]
        if self._current.get(key) == node:
            del self._current[key]
        self._draft.close(node, pos)

    def open(self, incident: Incident, pos: int) -> None:
        """The incident is there and looks like this; it was opened where the log first says so."""
        _, since = self._opened.get(incident.key, (incident, pos))
        self._opened[incident.key] = incident, since
        self._touched_incidents[incident.key] = None

    def is_open(self, incident: str) -> bool:
        """Whether an incident is known."""
        return incident in self._opened

    def link(self, held: Held, incidents: Iterable[str], pos: int) -> None:
        """From `pos` on the claim is about these incidents and no others."""
        now = dict.fromkeys(incidents)
        self._step_back(held)
        for incident in [old for old in held.incidents if old not in now]:
            since = self._leave(held, incident)
            self._draft.edge(_about(held, incident, since), shapes.span(start=since, end=pos))
            del held.incidents[incident]
        for incident in [new for new in now if new not in held.incidents]:
            held.incidents[incident] = pos
            self._about[incident][held.node] = None
            self._touched_incidents[incident] = None
            self._draft.edge(_about(held, incident, pos), shapes.span(start=pos))
        self._stand_behind(held)

    def contradict(self, a: Held, b: Held, about: str, kind: str, pos: int) -> None:
        """The two claims cannot both be the whole truth about something; said twice it changes nothing."""
        first, second = sorted((a, b), key=lambda held: held.node)
        edge = EdgeId("CONTRADICTS", first.node, second.node, f"{about} {kind}")
        if edge.key in first.contradictions[second.node]:
            return
        first.contradictions[second.node].add(edge.key)
        second.contradictions[first.node].add(edge.key)
        self._draft.edge(edge, shapes.span(start=pos, about=about, kind=kind))
        self._touch(first)
        self._touch(second)

    def copy(self, copy: Held, original: Held, about: str, pos: int) -> None:
        """The one repeats the other, in a sentence or a whole article; said twice it changes nothing."""
        if copy.node == original.node or not self._voices.add(copy.node, original.node):
            return
        edge = EdgeId("COPY_OF", copy.node, original.node, "")
        self._draft.edge(edge, shapes.span(start=pos, about=about))
        self._touch_following(copy.node)

    def sum_up(self) -> None:
        """Work out what the claims touched since the last time add up to."""
        for direct in self._touched_directs:
            self._sum_direct(direct)
        for incident in self._touched_incidents:
            self._sum_incident(incident)
        self._touched_directs, self._touched_incidents = {}, {}

    def _sum_direct(self, direct: Direct) -> None:
        edge = direct.edge()
        if edge is None:
            return
        held = [self._held[node] for node in self._behind.get(direct, ())]
        self._draft.direct(edge, support.direct_props(edge.key, direct, held, self._voice) if held else None)

    def _sum_incident(self, key: str) -> None:
        incident, pos = self._opened[key]
        node = NodeId("Incident", key)
        members = self._about.get(key, {})
        contested = any(not self._held[claim].contradictions.keys().isdisjoint(members) for claim in members)
        self._draft.node(node, shapes.incident(incident, pos, contested=contested))
        reports = support.reports(self._held[claim] for claim in members)
        edges = {EdgeId("REPORTED_BY", node, outlet, ""): props for outlet, props in reports.items()}
        for gone in sorted(self._reported_by.get(key, set()) - edges.keys()):
            self._draft.edge(gone, None)
        for edge, props in edges.items():
            self._draft.edge(edge, props)
        self._reported_by[key] = set(edges)

    def _stand_behind(self, held: Held) -> None:
        for direct in held.directs():
            self._behind[direct][held.node] = None
            self._touched_directs[direct] = None

    def _step_back(self, held: Held) -> None:
        for direct in held.directs():
            behind = self._behind[direct]
            del behind[held.node]
            if not behind:
                del self._behind[direct]
            self._touched_directs[direct] = None

    def _leave(self, held: Held, incident: str) -> int:
        del self._about[incident][held.node]
        self._touched_incidents[incident] = None
        return held.incidents[incident]

    def _voice(self, held: Held) -> str:
        """What counts as one voice; a copy has that of the claim which it repeats."""
        return self._held[self._voices.first(held.node)].source.independent

    def _touch_following(self, claim: NodeId) -> None:
        """What the claim and its copies stand behind is to be counted again."""
        for node in self._voices.following(claim):
            self._touched_directs.update(dict.fromkeys(self._held[node].directs()))

    def _touch(self, held: Held) -> None:
        self._touched_directs.update(dict.fromkeys(held.directs()))
        self._touched_incidents.update(dict.fromkeys(held.incidents))


def _about(held: Held, incident: str, since: int) -> EdgeId:
    return EdgeId("ABOUT", held.node, NodeId("Incident", incident), str(since))
