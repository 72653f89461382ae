"""The claims that the log states, which of them are held, and the edges that those have now."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from kg.projection import boards, facts, shapes, support
from kg.projection.boards import BIG, Boards, Turn
from kg.projection.components import Components
from kg.projection.draft import Draft
from kg.projection.facts import About, Facts
from kg.projection.picture import EdgeId, NodeId, Props
from kg.projection.said import Said, pack, unpack
from kg.projection.store import Store, Table
from kg.projection.support import Direct, Share, Sums
from kg.projection.voices import Voices

DISPUTING = ("culprit", "victim", "happened", "began")  # contradictions that touch who did it to whom


class Arrow(NamedTuple):
    """An edge that a claim has now."""

    type: str
    order: int | None
    end: NodeId


class Hold(NamedTuple):
    """How it stands with a claim: its node while it is held, and what it is about."""

    node: str | None
    since: int
    times: int  # how often it was held
    about: tuple[str, ...]
    arrows: dict[Arrow, int]  # since when they lead there


class Incidents(NamedTuple):
    """What is known of incidents: each by its key, and which are at a place."""

    about: Callable[[str], About]
    placed: Callable[[str], Iterable[str]]


class Claims:
    """Keeps claims, their edges, and all that is summed up over those that are held.

    A claim goes by a name of its own: its key in the log, and where that was used before, the position, too.
    Sums are worked out at the end of a batch, once for each claim that the batch touched.
    """

    def __init__(
        self,
        draft: Draft,
        store: Store,
        components: Components,
        incidents: Incidents,
        *,
        big: int = BIG,
    ) -> None:
        self._draft, self._components, self._known = draft, components, incidents
        self._said = store.table("said", unpack, pack)
        self._holds = store.table("hold", _hold, _written)
        self._named: Table[list[str]] = store.table("named")  # by the key in the log, the last one last
        self._of_article: Table[int] = store.table("of_article")
        self._pointing_at: Table[int] = store.table("pointing_at")
        self._about: Table[int] = store.table("about")
        self._relations: Table[list[str]] = store.table("relation")
        self._shares = store.table("share", support.share_of)
        self._voices = Voices(store, self._node)
        self._sums = Sums(draft, store)
        self._boards = Boards(draft, store, boards.Claims(self._facts, self._naming), big=big)
        self._touched: dict[str, None] = {}
        self.contested, self.turned = self._sums.contested, self._sums.turned

    def said(self, name: str) -> Said:
        """What a claim says."""
        said = self._said.get(name)
        if said is None:
            raise KeyError(name)
        return said

    def named(self, key: str) -> list[str]:
        """All claims that the log calls by this key."""
        return list(self._named.get(key) or ())

    def of_article(self, article: str) -> list[str]:
        """All claims of an article."""
        return [name for name, _ in self._of_article.members(article)]

    def say(self, said: Said) -> str:
        """The claim is stated from now on; returns its name."""
        before = self._named.get(said.key)
        name = said.key if before is None else f"{said.key}~{said.pos}"
        self._named.put(said.key, "", [*(before or ()), name])
        for table in (self._said, self._holds, self._relations, self._shares):
            table.begin(name)
        self._voices.begin(name)
        self._said.put(name, "", said)
        self._holds.put(name, "", Hold(None, 0, 0, (), {}))
        self._of_article.put(said.source.key, name, 1)
        for party in {pointing.party: None for pointing in said.pointings}:
            self._pointing_at.put(_owner(party), name, 1)
        return name

    def unsay(self, name: str, pos: int) -> None:
        """The claim is not stated any more, and nothing rests on it."""
        self.close(name, pos)
        said, hold = self.said(name), self._held(name)
        for incident in hold.about:
            self._about.put(incident, name, None)
        for other, _ in list(self._relations.members(name)):
            self._relations.put(name, other, None)
            self._relations.put(other, name, None)
        self._voices.drop(name)
        for party in {pointing.party: None for pointing in said.pointings}:
            self._pointing_at.put(_owner(party), name, None)
        self._of_article.put(said.source.key, name, None)
        self._named.put(said.key, "", [other for other in self.named(said.key) if other != name])
        self._holds.put(name, "", None)
        self._said.put(name, "", None)

    def hold(self, name: str, pos: int) -> None:
        """From `pos` on the claim is held; one that comes back gets another node: its interval is over."""
        hold = self._held(name)
        if hold.node:
            return
        said, key = self.said(name), f"{name}~{pos}" if hold.times else name
        node = NodeId("Claim", key)
        self._holds.put(name, "", hold._replace(node=key, since=pos, times=hold.times + 1, arrows={}))
        self._draft.node(node, said.node(key, pos))
        self._draft.edge(
            EdgeId("STATED_IN", node, NodeId("Sentence", said.sentence), ""), shapes.span(start=pos)
        )
        self.point(name, pos)
        self._draw_relations(name, pos)
        self._touch_all(name)

    def close(self, name: str, pos: int) -> None:
        """From `pos` on the claim is not held."""
        hold = self._held(name)
        if hold.node is None:
            return
        self._touch_all(name)
        self._draft.close(NodeId("Claim", hold.node), pos)
        self._holds.put(name, "", hold._replace(node=None, arrows={}))

    def link(self, name: str, incidents: Iterable[str], pos: int) -> None:
        """From `pos` on the claim is about these incidents and no others."""
        hold, now = self._held(name), tuple(dict.fromkeys(incidents))
        if now == hold.about:
            return
        for incident in hold.about:
            self._about.put(incident, name, None)
        for incident in now:
            self._about.put(incident, name, 1)
        self._holds.put(name, "", hold._replace(about=now))
        self._point(name, pos, self._wanted_about)
        self._touch(name, *self._partners(name))

    def contradict(self, a: str, b: str, about: str, kind: str, pos: int) -> None:
        """The two claims cannot both be the whole truth about something; said twice it changes nothing."""
        known, key = self._relations.get(a, b) or [], f"{about} {kind}"
        if key in known or a == b:
            return
        self._relations.put(a, b, [*known, key])
        self._relations.put(b, a, [*known, key])
        self._draw_contradiction(a, b, key, pos)
        self._touch(a, b)

    def copy(self, copy: str, original: str, about: str, pos: int) -> None:
        """The one repeats the other, in a sentence or a whole article; said twice it changes nothing."""
        if copy == original or not self._voices.add(copy, original, about):
            return
        self._draw_copy(copy, original, about, pos)
        self._touch(*self._voices.following(copy))

    def moved(self, node: NodeId, pos: int) -> None:
        """From `pos` on the node is shown as another one: the edges of claims to it lead there."""
        index = self._about if node.label == "Incident" else self._pointing_at
        owner = node.key if node.label == "Incident" else _owner(node)
        names = [name for name, _ in index.members(owner)]
        for name in names:
            self.point(name, pos)
            self._touch(*self._partners(name))
            self._touch(*self._voices.following(name))

    def incident_changed(self, incident: str) -> None:
        """What is known of an incident has changed: when, or where, it happened."""
        for name, _ in self._about.members(incident):
            self._touch(name)

    def sum_up(self) -> None:
        """Draw what the claims touched since the last time add up to."""
        turns: list[Turn] = []
        for name in self._touched:
            before, now = self._shares.get(name), self._share(name)
            if before == now:
                continue
            if before:
                self._sums.add(before, -1)
            if now:
                self._sums.add(now, 1)
            self._shares.put(name, "", now)
            turns.append(Turn(name, before and before.facts, now and now.facts))
        self._touched = {}
        self._sums.draw()
        self._boards.take(turns)
        self._boards.draw()

    def point(self, name: str, pos: int) -> None:
        """Let the edges of a claim that is held lead to where its parties and incidents are shown now."""
        self._point(name, pos, self._wanted)

    def _point(self, name: str, pos: int, wanting: Callable[[str, Hold], dict[Arrow, Props]]) -> None:
        hold = self._held(name)
        if hold.node is None:
            return
        wanted = wanting(name, hold)
        node, arrows = NodeId("Claim", hold.node), {}
        for arrow, since in hold.arrows.items():
            if arrow in wanted:
                arrows[arrow] = since
            else:
                self._draw(node, arrow, self._words(name, arrow), (since, pos))
        for arrow, words in wanted.items():
            if arrow not in arrows:
                arrows[arrow] = pos
                self._draw(node, arrow, words, (pos, None))
        self._holds.put(name, "", hold._replace(arrows=arrows))

    def _wanted(self, name: str, hold: Hold) -> dict[Arrow, Props]:
        """Where edges of the claim are to lead, and what they are to hold."""
        shown = self._components.shown
        wanted = {
            Arrow(type_, order, shown(party)): props
            for type_, order, party, props in self.said(name).pointings
        }
        for incident in hold.about:
            wanted[Arrow("ABOUT", None, shown(NodeId("Incident", incident)))] = {}
        return wanted

    def _wanted_about(self, _: str, hold: Hold) -> dict[Arrow, Props]:
        """The same where only what the claim is about has changed."""
        wanted: dict[Arrow, Props] = {arrow: {} for arrow in hold.arrows if arrow.type != "ABOUT"}
        for incident in hold.about:
            wanted[Arrow("ABOUT", None, self._components.shown(NodeId("Incident", incident)))] = {}
        return wanted

    def _words(self, name: str, arrow: Arrow) -> Props:
        for type_, order, _, props in self.said(name).pointings:
            if (type_, order) == arrow[:2]:
                return props
        return {}

    def _draw(self, claim: NodeId, arrow: Arrow, words: Props, held: tuple[int, int | None]) -> None:
        start, end = held
        key = str(start) if arrow.order is None else f"{arrow.order} {start}"
        span = shapes.span(start=start) if end is None else shapes.span(start=start, end=end)
        self._draft.edge(EdgeId(arrow.type, claim, arrow.end, key), {**words, **span})

    def _draw_relations(self, name: str, pos: int) -> None:
        for other, keys in self._relations.members(name):
            for key in keys:
                self._draw_contradiction(name, other, key, pos)
        for original, about in self._voices.originals(name):
            self._draw_copy(name, original, about, pos)
        for copy, about in self._voices.copies(name):
            self._draw_copy(copy, name, about, pos)

    def _draw_contradiction(self, a: str, b: str, key: str, pos: int) -> None:
        first, second = self._node(a), self._node(b)
        if first and second:
            start, end = sorted((first, second))
            about, kind = key.split()
            edge = EdgeId("CONTRADICTS", NodeId("Claim", start), NodeId("Claim", end), key)
            self._draft.edge(edge, shapes.span(start=pos, about=about, kind=kind))

    def _draw_copy(self, copy: str, original: str, about: str, pos: int) -> None:
        start, end = self._node(copy), self._node(original)
        if start and end:
            edge = EdgeId("COPY_OF", NodeId("Claim", start), NodeId("Claim", end), "")
            self._draft.edge(edge, shapes.span(start=pos, about=about))

    def _share(self, name: str) -> Share | None:
        """What the claim adds up to now; None where it is not held."""
        hold = self._holds.get(name)
        if hold is None or hold.node is None:
            return None
        said, shown = self.said(name), self._components.shown
        partners = [(other, keys) for other, keys in self._relations.members(name) if self._node(other)]
        clashing = {incident for other, _ in partners for incident in self._incidents(other)}
        incidents = dict.fromkeys(self._incidents(name))
        disputed = any(key.split()[0] in DISPUTING for _, keys in partners for key in keys)
        directs = (Direct(tie, key) for tie in said.ties(shown) for key in incidents or (None,))
        return Share(
            self._voice(self._voices.first(name)),
            tuple(directs),
            tuple([(incident, incident in clashing) for incident in incidents]),
            self._told(name, said, hold, incidents, disputed=disputed),
        )

    def _told(self, name: str, said: Said, hold: Hold, incidents: Iterable[str], *, disputed: bool) -> Facts:
        standing = facts.Standing(
            node=hold.node or "",
            since=hold.since,
            disputed=disputed,
            abouts=tuple([self._known.about(incident) for incident in incidents]),
            source=self._voice(self._voices.nearest(name)),
            outlet=self._outlet(said),
        )
        return facts.facts(said, standing, self._components.shown)

    def _facts(self, name: str) -> Facts | None:
        share = self._shares.get(name)
        return share.facts if share else None

    def _naming(self, node: NodeId) -> Iterable[str]:
        """The claims that may name what is shown as the node, or be about an incident at it."""
        found: dict[str, int] = {}
        for member in self._components.members(node):
            found |= self._pointing_at.members(_owner(member))
            for incident in self._known.placed(member.key) if node.label == "Place" else ():
                for each in self._components.members(NodeId("Incident", incident)):
                    found |= self._about.members(each.key)
        return found

    def _voice(self, name: str) -> str:
        """What counts as one voice: the outlet, or the article where the outlet is not known."""
        said = self.said(name)
        return self._outlet(said) or f"article {said.source.key}"

    def _outlet(self, said: Said) -> str | None:
        outlet = said.source.outlet
        return self._components.shown(NodeId("Actor", outlet.id)).key if outlet else None

    def _incidents(self, name: str) -> Iterator[str]:
        for incident in self._held(name).about:
            yield self._components.shown(NodeId("Incident", incident)).key

    def _held(self, name: str) -> Hold:
        hold = self._holds.get(name)
        if hold is None:
            raise KeyError(name)
        return hold

    def _node(self, name: str) -> str | None:
        hold = self._holds.get(name)
        return hold.node if hold else None

    def _partners(self, name: str) -> list[str]:
        return [other for other, _ in self._relations.members(name)]

    def _touch_all(self, name: str) -> None:
        """What rests on whether the claim is held."""
        self._touch(name, *self._partners(name), *self._voices.following(name))

    def _touch(self, *names: str) -> None:
        self._touched.update(dict.fromkeys(names))


def _owner(party: NodeId) -> str:
    return f"{party.label} {party.key}"


def _written(hold: Hold) -> list[object]:
    return [*hold[:4], [[*arrow[:2], *arrow.end, since] for arrow, since in hold.arrows.items()]]


def _hold(read: list[object]) -> Hold:
    node, since, times, about, arrows = read
    return Hold(
        node,  # type: ignore[arg-type]
        since,  # type: ignore[arg-type]
        times,  # type: ignore[arg-type]
        tuple(about),  # type: ignore[arg-type]
        {Arrow(type_, order, NodeId(label, key)): since for type_, order, label, key, since in arrows},  # type: ignore[attr-defined]
    )
