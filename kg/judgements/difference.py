"""What some events change in the picture of those before them, as a person would tell it.

The same answers "what did we learn between two days" and "what would this judgement change".
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final, NamedTuple

from kg.log.protocol import Batch, Event
from kg.projection.fold import State
from kg.projection.picture import OPEN, EdgeId, Node, NodeId, Picture, Props

SAME_AS: Final = "SAME_AS"
_PLAIN: Final = ("affirmed", "asserted")  # what need not be said of a claim
KINDS: Final = ("article", "claim", "incident", "contradiction", "edge", "identity", "actor", "place")


class Change(NamedTuple):
    """One thing that is not as it was."""

    what: str  # one of KINDS, or a judgement
    change: str  # new, gone or changed
    name: str
    before: str | None
    after: str | None
    key: str


class _Moment(NamedTuple):
    nodes: Mapping[NodeId, Node]
    edges: Mapping[EdgeId, Props]

    def name(self, node: NodeId) -> str:
        props = self.nodes[node].props if node in self.nodes else {}
        return str(props.get("name") or props.get("title") or props.get("id") or node.key)


def difference(before: Iterable[Event], after: Iterable[Event]) -> list[Change]:
    """What the events `after` change in the picture of the events `before`, kind by kind."""
    state, picture = State(), Picture()
    _go_on(state, picture, before)
    then = _Moment(dict(picture.nodes), dict(picture.edges))
    _go_on(state, picture, after)
    now = _Moment(picture.nodes, picture.edges)
    found = _lasting([*_nodes(then, now), *_edges(then, now)])
    return sorted(found, key=lambda change: (KINDS.index(change.what), change.change, change[2:]))


def imagined(batch: Batch, *, after: int, tx_us: int) -> list[Event]:
    """The events of a batch as they would stand in the log."""
    return [
        Event(pos, after + 1, new.type, new.sv, new.subject, tx_us, batch.by, new.cause, new.data)
        for pos, new in enumerate(batch.events, start=after + 1)
    ]


def _lasting(changes: Sequence[Change]) -> Iterator[Change]:
    """The changes without what went and came back: such a claim has another node, but says the same."""
    gone = Counter(_said(change) for change in changes if change.change == "gone")
    back = gone & Counter(_said(change) for change in changes if change.change == "new")
    left = {"gone": Counter(back), "new": Counter(back)}
    for change in changes:
        waiting = left.get(change.change)
        if waiting is not None and waiting[_said(change)]:
            waiting[_said(change)] -= 1
        else:
            yield change


def _said(change: Change) -> tuple[str, str, str | None, str]:
    return change.what, change.name, change.before or change.after, change.key.partition("~")[0]


def _go_on(state: State, picture: Picture, events: Iterable[Event]) -> None:
    coming = iter(events)
    while some := list(islice(coming, 1_000)):
        picture.apply(state.changes(some))


def _nodes(then: _Moment, now: _Moment) -> Iterator[Change]:
    for node, content in now.nodes.items():
        old = then.nodes.get(node)
        if old is content:
            continue
        before, after = _told(node, old), _told(node, content)
        if before != after:
            name = _quote(content) if node.label == "Claim" else now.name(node)
            yield from _change(node.label.lower(), name, before, after, node.key)


def _told(node: NodeId, content: Node | None) -> str | None:
    """What is worth telling of a node; None where it is not there, or not held."""
    if content is None or node.label in ("Sentence", "Sum"):
        return None
    props = content.props
    match node.label:
        case "Claim":
            return _claim(props) if props["txTo"] == OPEN else None
        case "Incident":
            return "contested" if props.get("contested") else "not contested"
        case "Article":
            return str(props.get("publishedAt", "no date"))
        case _:
            return f"{props.get('name')}, {props.get('kind')}"


def _claim(props: Props) -> str:
    said = (str(props["type"]).lower().replace("_", " "), props.get("date"), *_doubt(props))
    return ", ".join(str(part) for part in said if part)


def _doubt(props: Props) -> Iterator[str]:
    yield from (str(props[name]) for name in ("polarity", "modality") if props[name] not in _PLAIN)


def _quote(content: Node) -> str:
    return str(content.props["quote"])


def _edges(then: _Moment, now: _Moment) -> Iterator[Change]:
    for edge in _touched(then, now):
        old, new = then.edges.get(edge), now.edges.get(edge)
        name = f"{now.name(edge.start)} {_verb(edge.type)} {now.name(edge.end)}"
        if _is_direct(old or new or {}):
            yield from _change("edge", _about(name, old or new or {}, now), _sum(old), _sum(new), edge.key)
        elif edge.type == SAME_AS:
            shown = now.name(edge.end)
            before, after = (shown if _is_open(props) else None for props in (old, new))
            yield from _change(
                "identity", f"{now.name(edge.start)} ({edge.start.key})", before, after, edge.end.key
            )
        elif edge.type == "CONTRADICTS":
            about = str((old or new or {})["about"])
            before, after = (about if _is_open(props) else None for props in (old, new))
            quotes = (_quote(now.nodes[end]) for end in (edge.start, edge.end))
            yield from _change("contradiction", " / ".join(quotes), before, after, edge.start.key)


def _touched(then: _Moment, now: _Moment) -> Sequence[EdgeId]:
    changed = [edge for edge, props in now.edges.items() if then.edges.get(edge) is not props]
    return [*changed, *(edge for edge in then.edges if edge not in now.edges)]


def _verb(type_: str) -> str:
    return type_.lower().replace("_", " ")


def _is_direct(props: Props) -> bool:
    return "status" in props


def _is_open(props: Props | None) -> bool:
    return props is not None and props["txTo"] == OPEN


def _sum(props: Props | None) -> str | None:
    if props is None:
        return None
    claims, outlets = props["claims"], props["outlets"]
    return f"{props['status']}: claims {claims}, outlets {outlets}"


def _about(name: str, props: Props, now: _Moment) -> str:
    incident = props.get("incident")
    return f"{name} · {now.name(NodeId('Incident', str(incident)))}" if incident else name


def _change(what: str, name: str, before: str | None, after: str | None, key: str) -> Iterator[Change]:
    if before == after:
        return
    how = "new" if before is None else "gone" if after is None else "changed"
    yield Change(what, how, name, before, after, key)
