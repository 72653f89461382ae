"""What counts as right in sentences with one event each, and in documents with spans."""

from kg.evaluate import events, spans
from kg.evaluate.figures import Rate
from kg.evaluate.gold import Event, SpanRow
from kg.model import Claim, Mention
from tests.evaluate.made import TEXT, claim, reading


def verdict(*claims: Claim, category: str = "ASSAULT", recipients: tuple[str, ...]) -> events.Verdict:
    event = Event(category=category, actors=("Rebel",), recipients=recipients)
    return events.judge(event, reading(*claims))


def test_a_triple_needs_category_actor_and_recipient():
    right = claim(category="ASSAULT")
    assert verdict(right, recipients=("army base",)).full
    assert not verdict(right, recipients=("army base",), category="COERCE").full
    assert not verdict(right, recipients=("navy",)).full
    assert not verdict(claim(category="ASSAULT", actors=()), recipients=("army base",)).full


def test_claims_beyond_the_one_that_is_asked_for_are_extra():
    right, base = claim(category="ASSAULT"), ("army base",)
    assert verdict(right, recipients=base).full
    assert verdict(right, right, recipients=base).extra == 1
    assert verdict(claim(category="MOBILIZE"), recipients=base).extra == 1
    assert verdict(right, recipients=()).extra == 0
    assert verdict(claim(category=None), recipients=base).extra == 0


def span_row(confidence: float) -> SpanRow:
    begin, end = TEXT.find("army base"), TEXT.find("army base") + len("army base")
    entity = {"begin": 0, "end": 5, "type": "Organisation", "value": "Rebel", "confidence": confidence}
    ends = {"sourceBegin": begin, "sourceEnd": end, "targetBegin": 0, "targetEnd": 5}
    relation = {"type": "FightingAgainst", "source": "army base", "target": "Rebel", **ends}
    return SpanRow.model_validate(
        {"id": "a.txt", "entities": [entity], "relations": [{**relation, "confidence": confidence}]}
    )


def span_rates(confidence: float) -> dict[str, Rate]:
    mention = Mention(kind="actor", start=0, end=14, text="Rebel fighters", id="rebels", name="Rebels")
    read = reading(claim(), mentions=(mention,))
    return {tally.measure: tally.rate for tally in spans.judge(span_row(confidence), read)}


def test_mentions_and_relations_match_where_they_overlap_whichever_way_round():
    assert span_rates(1.0)["actor mentions"] == span_rates(1.0)["FightingAgainst"] == Rate(1, 1, 1, 1)


def test_an_uncertain_annotation_excuses_what_was_read_but_is_not_asked_for():
    assert span_rates(0.5)["actor mentions"] == span_rates(0.5)["FightingAgainst"] == Rate(0, 0, 1, 1)
