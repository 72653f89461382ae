"""Standing relations that noun phrases state by themselves."""

import pytest

from .reading import deeds, the


@pytest.mark.parametrize(
    ("sentence", "deed"),
    [
        ("Rebels backed by Rwanda attacked Congolese troops.", "rwanda BACKS g_rebels"),
        ("Fighters loyal to Khalifa Haftar attacked Tripoli.", "g_fighters BACKS khalifa_haftar"),
        ("Iran is the Houthis' main ally.", "iran BACKS houthis"),
    ],
)
def test_a_phrase_states_a_relation(sentence: str, deed: str) -> None:
    assert any(found.startswith(deed) for found in deeds(sentence)), deeds(sentence)


def test_a_relation_is_attributed_like_anything_else() -> None:
    claim = the("Kinshasa said rebels backed by Rwanda attacked Congolese troops.", "rwanda BACKS g_rebels")
    assert [party.id for party in claim.attribution] == ["dr_congo"]
