"""The laws of the projection on plain values."""

from collections import defaultdict
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import LogError, ProjectionError
from kg.events import ClaimsLinked, Link
from kg.projection.fold import State, fold
from kg.projection.picture import OPEN, EdgeId, NodeId, Picture
from tests.graph.stories import TYPES, Move, random_moves, story

numbers = st.integers(0, 99)
moves = st.lists(st.tuples(numbers, numbers, numbers, numbers), max_size=40)
cuts = st.lists(st.integers(0, 80), max_size=8)


def in_batches(events, cuts: list[int], *, big: int) -> Picture:
    state, picture = State(big=big), Picture()
    bounds = sorted({0, len(events), *(min(cut, len(events)) for cut in cuts)})
    for first, last in pairwise(bounds):
        picture.apply(state.changes(events[first:last]))
    return picture


@settings(deadline=None)
@given(moves, cuts, st.sampled_from((2, 5, 1_000)))
def test_any_cut_into_batches_gives_the_same_picture(moves: list[Move], cuts: list[int], big: int) -> None:
    events = story(moves)
    assert in_batches(events, cuts, big=big) == fold(events, big=big)
    assert in_batches(events, list(range(len(events))), big=big) == fold(events, big=big)


@settings(deadline=None)
@given(moves)
def test_both_ends_of_every_edge_are_there(moves: list[Move]) -> None:
    picture = fold(story(moves))
    for edge in picture.edges:
        assert edge.start in picture.nodes
        assert edge.end in picture.nodes


def keeps_history(edge: EdgeId) -> bool:
    """Direct edges and reports are of the current picture only; where a sentence lies is for ever."""
    return edge.type not in (*TYPES, "IN") and (edge.start.label, edge.type) != ("Incident", "REPORTED_BY")


def held_at(picture: Picture, pos: int) -> tuple[set[NodeId], dict[EdgeId, dict[str, object]]]:
    """The claims, and the edges that keep their history, that held at a position by what the picture says."""

    def holds(props) -> bool:
        return props["txFrom"] <= pos < props["txTo"]

    claims = {
        node for node, content in picture.nodes.items() if node.label == "Claim" and holds(content.props)
    }
    edges = {
        edge: {name: value for name, value in props.items() if name != "txTo"}
        for edge, props in picture.edges.items()
        if keeps_history(edge) and holds(props)
    }
    return claims, edges


@settings(max_examples=150, deadline=None)
@given(moves, st.integers(0, 80))
def test_what_was_held_at_a_position_is_what_a_rebuild_until_then_holds(moves: list[Move], pos: int) -> None:
    events = story(moves)
    assert held_at(fold(events), pos) == held_at(fold(events[:pos]), pos)


def claims_behind(picture: Picture) -> dict[tuple[object, ...], set[NodeId]]:
    """By agent, type, target and incident, the claims that are held: the slow way, from the picture alone."""
    ends = defaultdict(lambda: defaultdict(list))
    for edge, props in sorted(picture.edges.items()):
        if edge.start.label == "Claim" and props["txTo"] == OPEN:
            ends[edge.start][edge.type].append(edge.end)
    behind = defaultdict(set)
    for claim, out in ends.items():
        said = picture.nodes[claim].props
        if said["type"] in ("CASUALTIES", "MET_WITH") or said["modality"] in ("planned", "hypothetical"):
            continue
        for incident in out["ABOUT"] or [None]:
            for target in out["RECIPIENT"] or out["AT"] or [incident]:
                for agent in out["AGENT"] if target else ():
                    if agent != target:
                        behind[agent, said["type"], target, incident and incident.key].add(claim)
    return behind


@settings(deadline=None)
@given(moves)
def test_direct_edges_are_what_the_claims_that_are_held_say(moves: list[Move]) -> None:
    picture = fold(story(moves))
    direct = {
        (edge.start, edge.type, edge.end, props.get("incident")): props
        for edge, props in picture.edges.items()
        if edge.type in TYPES and edge.type != "MET_WITH"
    }
    behind = claims_behind(picture)
    assert direct.keys() == behind.keys()
    for name, claims in behind.items():
        said = [picture.nodes[claim].props for claim in claims]
        against = [props["polarity"] == "negated" or props["modality"] == "denied" for props in said]
        assert (direct[name]["status"] == "denied") == all(against)
        assert (direct[name]["status"] == "asserted") <= (not any(against))
        assert direct[name]["claims"] == (len(against) if all(against) else against.count(False))
        assert direct[name]["txFrom"] == min(props["txFrom"] for props in said)
        telling = [c for c, no in zip(claims, against, strict=True) if all(against) or not no]
        assert direct[name]["outlets"] == len({voice(picture, claim) for claim in telling})


@settings(deadline=None)
@given(moves)
def test_no_direct_edge_leads_from_an_actor_to_itself(moves: list[Move]) -> None:
    assert not [edge for edge in fold(story(moves)).edges if edge.type in TYPES and edge.start == edge.end]


def voice(picture: Picture, claim: NodeId) -> NodeId:
    """Whose word a claim is, the slow way: the outlet, or the article, of what it repeats in the end."""

    def ends(start: NodeId, type_: str) -> list[NodeId]:
        held = (edge for edge, props in picture.edges.items() if props["txTo"] == OPEN)
        return sorted(edge.end for edge in held if (edge.start, edge.type) == (start, type_))

    path = [claim]
    while (originals := ends(path[-1], "COPY_OF")) and originals[0] not in path:
        path.append(originals[0])
    first = min(path[path.index(originals[0]) :]) if originals else path[-1]
    [sentence] = ends(first, "STATED_IN")
    [article] = ends(sentence, "IN")
    return next(iter(ends(article, "PUBLISHED_BY")), article)


@settings(deadline=None)
@given(moves)
def test_an_incident_is_contested_while_two_claims_about_it_contradict_each_other(moves: list[Move]) -> None:
    picture = fold(story(moves))
    held = [edge for edge, props in picture.edges.items() if props["txTo"] == OPEN]
    about = defaultdict(set)
    for edge in held:
        if edge.type == "ABOUT":
            about[edge.end].add(edge.start)
    clashes = [(edge.start, edge.end) for edge in held if edge.type == "CONTRADICTS"]
    for node, content in picture.nodes.items():
        if node.label == "Incident":
            assert content.props["contested"] == any({a, b} <= about[node] for a, b in clashes)


@settings(deadline=None)
@given(moves)
def test_every_trigger_and_sentence_is_words_of_the_article(moves: list[Move]) -> None:
    picture = fold(story(moves))
    for edge in picture.edges:
        if edge.type == "STATED_IN":
            claim, sentence = picture.nodes[edge.start].props, picture.nodes[edge.end].props
            assert claim["quote"] == sentence["text"]
            assert claim["trigger"] == "struck"


def test_replaying_a_log_gives_the_same_picture() -> None:
    events = story(random_moves(7, 300))
    assert fold(events) == fold(events)
    assert len(fold(events).edges) > 300


# What a run that replaces another one does, step by step. Moves are (kind, …) as stories.py numbers them.

RECORD, EXTRACT, OPEN_INCIDENT, LINK, RELATE = 1, 2, 4, 5, 6


def test_a_newer_run_ends_the_claims_that_it_does_not_repeat() -> None:
    events = story([(RECORD, 1, 1, 0), (EXTRACT, 0, 7, 1), (EXTRACT, 0, 0, 2)])
    before, after = fold(events[:2]), fold(events)
    claims = [node for node in after.nodes if node.label == "Claim"]
    assert len(claims) == 3
    assert {after.nodes[claim].props["txTo"] for claim in claims} == {3}
    assert {props["txTo"] for edge, props in after.edges.items() if edge.start.label == "Claim"} == {3}
    assert [edge for edge in before.edges if edge.type in TYPES]
    assert not [edge for edge in after.edges if edge.type in TYPES]


def test_a_claim_that_a_newer_run_repeats_goes_on() -> None:
    events = story([(RECORD, 1, 1, 0), (EXTRACT, 0, 3, 1), (EXTRACT, 0, 3, 3)])
    assert fold(events) == fold(events[:2])


def test_a_claim_that_comes_back_after_it_ended_is_a_new_node() -> None:
    events = story([(RECORD, 1, 1, 0), (EXTRACT, 0, 3, 1), (EXTRACT, 0, 0, 1), (EXTRACT, 0, 3, 1)])
    held = [n for n, content in fold(events).nodes.items() if content.props.get("txTo") == OPEN]
    assert len(held) == 3
    assert all(node.key.endswith("~4") for node in held)


def test_runs_of_different_extractors_stand_side_by_side() -> None:
    events = story([(RECORD, 1, 1, 0), (EXTRACT, 0, 3, 1), (EXTRACT, 0, 2, 5)])
    held = [n for n, content in fold(events).nodes.items() if content.props.get("txTo") == OPEN]
    assert len(held) == 5


def test_a_later_link_of_a_claim_replaces_the_earlier() -> None:
    told = [(RECORD, 1, 1, 0), (EXTRACT, 0, 1, 1), (OPEN_INCIDENT, 0, 1, 1), (OPEN_INCIDENT, 1, 1, 1)]
    picture = fold(story([*told, (LINK, 0, 0, 0), (LINK, 0, 1, 0)]))
    about = {edge.end.key: props["txTo"] for edge, props in picture.edges.items() if edge.type == "ABOUT"}
    assert about == {"incident0": 6, "incident1": OPEN}
    reported = [
        edge.start.key
        for edge in picture.edges
        if edge.type == "REPORTED_BY" and edge.start.label == "Incident"
    ]
    assert reported == ["incident1"]


def test_a_direct_edge_counts_independent_outlets() -> None:
    """Two articles of one outlet are one voice, two without a known outlet are two."""
    for outlet, voices in ((1, 1), (0, 2)):
        recorded = [(RECORD, outlet, 1, 0), (RECORD, outlet, 2, 0)]
        picture = fold(story([*recorded, (EXTRACT, 0, 1, 1), (EXTRACT, 1, 1, 1)]))
        [direct] = [props for edge, props in picture.edges.items() if edge.type in TYPES]
        assert (direct["claims"], direct["outlets"]) == (2, voices)
        assert (direct["firstReported"], direct["lastReported"]) == (date(2020, 2, 2), date(2020, 2, 3))


def copied(kind: int) -> list[Move]:
    """Two outlets that say the same, then what a move with `kind` makes of it."""
    recorded = [(RECORD, 1, 1, 0), (RECORD, 2, 2, 0)]
    return [*recorded, (EXTRACT, 0, 1, 1), (EXTRACT, 1, 1, 1), (RELATE, 1, 0, kind)]


def outlets(picture: Picture) -> list[object]:
    return [props["outlets"] for edge, props in picture.edges.items() if edge.type in TYPES]


def test_a_copy_and_what_it_repeats_are_one_voice_and_a_newer_run_takes_the_copy_back() -> None:
    told = copied(2)
    assert outlets(fold(story(told[:-1]))) == [2]
    picture = fold(story(told))
    assert outlets(picture) == [1]
    [(edge, props)] = [(e, p) for e, p in picture.edges.items() if e.type == "COPY_OF"]
    assert (props["about"], props["txFrom"], props["txTo"]) == ("sentence", 5, OPEN)
    dropped = fold(story([*told, (EXTRACT, 1, 0, 2), (EXTRACT, 1, 1, 1)]))
    assert dropped.edges[edge]["txTo"] == 6
    assert outlets(dropped) == [2]


def test_what_is_said_again_of_a_copy_changes_nothing() -> None:
    told = copied(2)
    assert fold(story([*told, told[-1]])) == fold(story(told))


def test_a_copy_is_no_contradiction() -> None:
    held = {edge.type for edge in fold(story(copied(2))).edges}
    assert "COPY_OF" in held
    assert "CONTRADICTS" not in held
    assert "CONTRADICTS" in {edge.type for edge in fold(story(copied(0))).edges}


def test_partial_dates_become_first_and_last_day() -> None:
    picture = fold(story(random_moves(3, 200)))
    seen = {
        (props.get("precision"), props.get("date"), props.get("dateTo"))
        for node, (_, props) in picture.nodes.items()
        if node.label == "Claim"
    }
    assert ("year", date(2020, 1, 1), date(2020, 12, 31)) in seen
    assert ("month", date(2020, 2, 1), date(2020, 2, 29)) in seen
    assert ("day", date(2018, 2, 7), date(2018, 2, 7)) in seen
    assert (None, None, None) in seen


def test_recorded_at_is_the_log_s_time_in_utc() -> None:
    picture = fold(story([(RECORD, 1, 1, 0)]))
    recorded = picture.nodes[NodeId("Article", "article0")].props["recordedAt"]
    assert recorded == datetime(2020, 9, 13, 12, 26, 41, 1, tzinfo=UTC)


def test_an_unknown_kind_of_actor_is_labelled_other_and_a_new_definition_changes_the_label() -> None:
    node = NodeId("Actor", "red_brigade")
    first, second = (0, 0, 4, 0), (0, 0, 1, 0)
    assert fold(story([first])).nodes[node].extra == "Other"
    assert fold(story([first, second])).nodes[node].extra == "Militia"


def test_an_event_that_points_at_nothing_stops_the_fold_with_its_position() -> None:
    events = story([(RECORD, 1, 1, 0)])
    link = ClaimsLinked(article="article0", method="test", links=(Link(claim="c", incident="lost"),))
    new = link.new()
    events.append(events[0]._replace(pos=2, type=new.type, data=new.data))
    with pytest.raises(ProjectionError, match=r"event 2 \(ClaimsLinked\) speaks of the incident 'lost'"):
        fold(events)


def test_an_unknown_event_type_stops_the_fold() -> None:
    [event] = story([(RECORD, 1, 1, 0)])
    with pytest.raises(LogError, match="unknown type 'Whatever'"):
        fold([event._replace(type="Whatever")])
