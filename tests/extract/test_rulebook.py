"""Rules are data, and a mistake in them is told in one line."""

import pytest

from kg import claimtypes
from kg.errors import DataError
from kg.extract import rulebook
from kg.extract.rulebook import Rule

GOOD = Rule(
    id="test.rule",
    type="ATTACKED",
    frame="direct",
    verbs="attack",
    match=("A[Rebels] attacked R[troops].", "R[Troops] were attacked by A[rebels]."),
    no=("Nobody came.",),
)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"type": "NO_SUCH_TYPE"}, "types.toml"),
        ({"frame": "no such frame"}, "frames.toml"),
        ({"match": GOOD.match[:1]}, "two sentences that match"),
        ({"no": ()}, "one that does not"),
    ],
)
def test_a_wrong_rule_is_refused_by_its_name(change: dict[str, object], complaint: str) -> None:
    with pytest.raises(DataError, match=complaint) as refusal:
        rulebook.compiled((GOOD.model_copy(update=change),))
    assert "test.rule" in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_two_rules_of_one_name_are_refused() -> None:
    with pytest.raises(DataError, match="twice"):
        rulebook.compiled((GOOD, GOOD))


def test_every_type_that_a_rule_gives_has_a_relationship_in_the_graph() -> None:
    assert {rule.type for rule in rulebook.load().rules} <= set(claimtypes.claim_types())


def test_every_rule_has_words_that_fire_it() -> None:
    assert [rule.id for rule in rulebook.load().rules if not (rule.verbs or rule.nouns or rule.modals)] == []


def test_rules_are_read_once() -> None:
    assert rulebook.load() is rulebook.load()
