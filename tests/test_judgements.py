"""What judgements do to the picture, and that taking one back gives back what was.

A judgement is compared with an event that changes nothing, so that positions are the same on both sides.
"""

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.events import (
    AliasAdded,
    ArticleRetracted,
    ClaimAsserted,
    ClaimRetracted,
    EntityDefined,
    IdentityJudged,
    JudgementWithdrawn,
    Payload,
)
from kg.log.protocol import Event
from kg.model import Entity
from kg.projection.fold import fold
from kg.projection.picture import OPEN, NodeId, Picture
from tests.graph.stories import ACTORS, PLACES, event_of, random_moves, story

DEFINE, RECORD, EXTRACT, OPEN_INCIDENT, LINK, RELATE = 0, 1, 2, 4, 5, 6
NOTHING = AliasAdded(entity="red_brigade", alias="the reds", reason="so they are called")

seeds = st.integers(0, 10**9)


def same(a: str, b: str, *, kind: str = "actor", are: bool = True) -> IdentityJudged:
    return IdentityJudged(kind=kind, a=a, b=b, same=are, evidence=(), score=None, reason="it is told so")


def withdrawn(pos: int) -> JudgementWithdrawn:
    return JudgementWithdrawn(judgement=pos, reason="it was rash")


def inserted(events: list[Event], at: int, payload: Payload) -> list[Event]:
    """The log with one event more, at a place where it takes the position `at + 1`."""
    return [*events[:at], event_of(at + 1, payload), *(_later(event, at) for event in events[at:])]


def _later(event: Event, at: int) -> Event:
    data = event.data
    if event.type == "JudgementWithdrawn" and data["judgement"] > at:
        data = {**data, "judgement": data["judgement"] + 1}
    return event._replace(pos=event.pos + 1, data=data)


def ended(events: list[Event], payload: Payload) -> list[Event]:
    """The log with one event more at its end."""
    return [*events, event_of(len(events) + 1, payload)]


def taken_back(events: list[Event], at: int, judgement: Payload) -> list[Event]:
    """The log with a judgement in it that is withdrawn at the end."""
    return ended(inserted(events, at, judgement), withdrawn(at + 1))


def never_made(events: list[Event], at: int) -> list[Event]:
    """The same log without the judgement, and at the same positions."""
    return ended(inserted(events, at, NOTHING), NOTHING)


def current(picture: Picture) -> dict[object, object]:
    """What the picture shows now, but for since when: claims by what they say, edges by where they lead."""
    held = {n: c for n, c in picture.nodes.items() if c.props.get("txTo", OPEN) == OPEN}
    nodes = {_name(n): (c.extra, _timeless(c.props)) for n, c in held.items()}
    edges = [
        (edge.type, _name(edge.start), _name(edge.end), sorted(_timeless(props).items(), key=str))
        for edge, props in picture.edges.items()
        if props["txTo"] == OPEN and edge.start in held and edge.end in held
    ]
    return {"nodes": nodes, "edges": sorted(edges, key=str)}


def _name(node: NodeId) -> tuple[str, str]:
    return node.label, node.key.split("~")[0] if node.label == "Claim" else node.key


def _timeless(props) -> dict[str, object]:
    timeless = {name: value for name, value in props.items() if name != "txFrom"}
    if "quote" in props:
        timeless["key"] = str(props["key"]).split("~")[0]
    if "rows" in props:  # of a sum: the claims of a row stand in the order in which they came
        lines = (line.rpartition("\t") for line in str(props["rows"]).split("\n"))
        timeless["rows"] = [
            (row, sorted(name.split("~")[0] for name in claims.split(" "))) for row, _, claims in lines
        ]
    return timeless


def unended(picture: Picture) -> dict[object, object]:
    """What the picture shows now to the letter; only edges that can move may have moved and come back."""
    nodes = {n: c for n, c in picture.nodes.items() if c.props.get("txTo", OPEN) == OPEN}
    edges = {e: props for e, props in picture.edges.items() if props["txTo"] == OPEN and e.end in nodes}
    moving = ("AGENT", "RECIPIENT", "AT", "REPORTED_BY", "PUBLISHED_BY", "ABOUT", "SAME_AS")
    return {
        "nodes": nodes,
        "edges": {e: p for e, p in edges.items() if e.type not in moving},
        "moving": sorted(
            (
                (e.type, e.start, e.end, sorted(_timeless(p).items(), key=str))
                for e, p in edges.items()
                if e.type in moving
            ),
            key=str,
        ),
    }


NAMES = {"actor": (*ACTORS, "nobody"), "place": PLACES, "incident": tuple(f"incident{n}" for n in range(5))}


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[Event], int]:
    """A log, and a place in it."""
    events = story(random_moves(draw(st.integers(0, 10**9)), draw(st.integers(1, 60))))
    return events, draw(st.integers(0, len(events)))


@st.composite
def identities(draw: st.DrawFn) -> IdentityJudged:
    """A judgement about two different things that a story may speak of."""
    kind = draw(st.sampled_from(sorted(NAMES)))
    a, b = draw(st.lists(st.sampled_from(NAMES[kind]), min_size=2, max_size=2, unique=True))
    return same(a, b, kind=kind, are=draw(st.booleans()))


@settings(max_examples=200, deadline=None)
@given(cases(), identities())
def test_un_merge_after_merge_gives_back_the_graph_whatever_came_between(case, judgement) -> None:
    events, at = case
    assert unended(fold(taken_back(events, at, judgement))) == unended(fold(never_made(events, at)))


@settings(max_examples=100, deadline=None)
@given(cases(), st.data())
def test_what_was_retracted_comes_back_when_that_is_withdrawn(case, data) -> None:
    events, at = case
    judgement = data.draw(st.sampled_from(retractions(events) or [NOTHING]))
    assert current(fold(taken_back(events, at, judgement))) == current(fold(never_made(events, at)))


@settings(max_examples=100, deadline=None)
@given(cases(), st.data())
def test_a_claim_that_was_replaced_comes_back_when_that_is_withdrawn(case, data) -> None:
    events, at = case
    told = [event for event in events[:at] if event.type == "ClaimAsserted"]
    if told:
        judgement = ClaimAsserted.model_validate(data.draw(st.sampled_from(told)).data)
        assert current(fold(taken_back(events, at, judgement))) == current(fold(never_made(events, at)))


def retractions(events: list[Event]) -> list[Payload]:
    """Every retraction that a log leaves room for."""
    articles = {event.subject: None for event in events if event.type == "ArticleRecorded"}
    claims = {node.key.split("~")[0]: None for node in fold(events).nodes if node.label == "Claim"}
    return [
        *(ArticleRetracted(article=key, reason="it was made up") for key in articles),
        *(ClaimRetracted(claim=key, reason="it was misread") for key in claims),
    ]


@settings(max_examples=100, deadline=None)
@given(cases(), st.data())
def test_retracting_an_article_removes_exactly_what_only_it_supported(case, data) -> None:
    """What is left is what the log would show had nobody read the article; all names are known before."""
    events = knowing_all_names(case[0])
    articles = sorted({event.subject for event in events if event.type == "ArticleRecorded"})
    if not articles:
        return
    article = data.draw(st.sampled_from(articles))
    retracted = fold(ended(events, ArticleRetracted(article=article, reason="it was made up")))
    unread = fold(ended([_unread(event, article) for event in events], NOTHING))
    assert shown_by_claims(retracted) == shown_by_claims(unread)


def knowing_all_names(events: list[Event]) -> list[Event]:
    """The log, begun with a definition of all names: who was first decides how others are shown."""
    for kind in ("actor", "place"):
        for name in NAMES[kind]:
            known = Entity(id=name, name=name, kind=kind, type="state", provisional=True)
            events = inserted(events, 0, EntityDefined(entity=known))
    return events


def _unread(event: Event, article: str) -> Event:
    """The event, without what it reads out of an article."""
    if event.type == "ClaimsExtracted" and event.subject == article:
        return event._replace(data={**event.data, "claims": []})
    if event.type == "ClaimAsserted" and event.subject == article:
        return event_of(event.pos, NOTHING)
    return event


def shown_by_claims(picture: Picture) -> dict[str, object]:
    """The claims that are held, their edges, and all sums."""
    shown = current(picture)
    others = ("IN", "SAME_AS", "BELONGS_TO", "WITHIN")
    return {
        "claims": {name: said for name, said in shown["nodes"].items() if name[0] in ("Claim", "Incident")},
        "edges": [edge for edge in shown["edges"] if edge[0] not in others],
    }
