"""What did not happen, may happen or is only planned stays a claim, and says so."""

import pytest

from kg.model import Modality, Polarity

from .reading import claims, deeds, the

ATTACK = "iran ATTACKED israel"


@pytest.mark.parametrize(
    ("sentence", "modality"),
    [
        ("Iran attacked Israel.", Modality.ASSERTED),
        ("Iran has attacked Israel.", Modality.ASSERTED),
        ("Iran tried to attack Israel.", Modality.ASSERTED),
        ("Iran allegedly attacked Israel.", Modality.ALLEGED),
        ("Iran reportedly attacked Israel.", Modality.ALLEGED),
        ("Iraq accused Iran of attacking Israel.", Modality.ALLEGED),
        ("Iraq suspected Iran of attacking Israel.", Modality.ALLEGED),
        ("Iran denied attacking Israel.", Modality.DENIED),
        ("Iran denied that it attacked Israel.", Modality.DENIED),
        ("Iran plans to attack Israel.", Modality.PLANNED),
        ("Iran is preparing to attack Israel.", Modality.PLANNED),
        ("Iran agreed to attack Israel.", Modality.PLANNED),
        ("Iran will attack Israel.", Modality.PLANNED),
        ("Iran remains committed to helping Iraq and bombing Israel.", Modality.PLANNED),
        ("Iran has proven its strength, pushing Iraq back and bombing Israel.", Modality.ASSERTED),
        ("Iran may attack Israel.", Modality.HYPOTHETICAL),
        ("Iran could attack Israel.", Modality.HYPOTHETICAL),
        ("If Iran attacks Israel, oil will be dear.", Modality.HYPOTHETICAL),
        ("Oil will be dear if Iran attacks Israel.", Modality.HYPOTHETICAL),
        ("Nobody knows whether Iran attacked Israel.", Modality.HYPOTHETICAL),
    ],
)
def test_the_words_say_how_far_it_happened(sentence: str, modality: Modality) -> None:
    assert the(sentence, ATTACK).modality is modality


@pytest.mark.parametrize(
    "sentence",
    [
        "Iran did not attack Israel.",
        "Iran has never attacked Israel.",
        "Iran will not attack Israel.",
        "Iran refused to attack Israel.",
        "Iran failed to attack Israel.",
        "Iran didn't attack Israel.",
    ],
)
def test_what_did_not_happen_is_negated_and_kept(sentence: str) -> None:
    assert the(sentence, ATTACK).polarity is Polarity.NEGATED


@pytest.mark.parametrize("sentence", ["Iran tried to attack Israel.", "Iran denied attacking Israel."])
def test_attempts_and_denials_are_not_negated(sentence: str) -> None:
    assert the(sentence, ATTACK).polarity is Polarity.AFFIRMED


@pytest.mark.parametrize("verb", ["threatened", "vowed"])
def test_a_threat_to_attack_is_a_threat_and_no_attack(verb: str) -> None:
    sentence = f"Iran {verb} to attack Israel."
    assert the(sentence, "iran THREATENED israel").category == "THREATEN"
    assert ATTACK not in deeds(sentence)


def test_what_neither_did_is_negated() -> None:
    claim = the("Neither Iran nor Iraq attacked Israel.", "iran+iraq ATTACKED israel")
    assert claim.polarity is Polarity.NEGATED


def test_a_question_asserts_nothing() -> None:
    claims = [c for c in deeds("Did Iran attack Israel?") if c == ATTACK]
    assert not claims or the("Did Iran attack Israel?", ATTACK).modality is Modality.HYPOTHETICAL


def test_a_plan_has_no_day_of_its_own() -> None:
    assert the("Iran plans to attack Israel.", ATTACK).date is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The RSF denied targeting civilians and accused the SAF of shelling Omdurman.",
            "rsf ACCUSED sudanese_armed_forces",
        ),
        ('Mali rejected the report as "baseless" and expelled the BBC.', "mali EXPELLED bbc"),
        (
            "Lebanon accused Israel of violating the truce, a claim denied by the army.",
            "lebanon ACCUSED israel",
        ),
    ],
)
def test_what_is_done_beside_a_denial_is_not_denied(text: str, wanted: str):
    assert the(text, wanted).modality == "asserted"


def test_what_is_joined_to_an_infinitive_is_no_more_real_than_it():
    text = "Iran is committed to working with Iraq to cross the sea and destroy the Houthi group."
    assert the(text, "iran ATTACKED houthis").modality is Modality.PLANNED


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("RSF troops have begun an operation to isolate Babanusa.", Modality.PLANNED),
        ("RSF troops fight to capture Babanusa.", Modality.PLANNED),
        ("RSF troops tried to capture Babanusa.", Modality.ASSERTED),
        ("RSF troops moved in to capture Babanusa.", Modality.ASSERTED),
        ("RSF troops captured Babanusa.", Modality.ASSERTED),
    ],
)
def test_what_an_effort_is_for_is_not_yet_reached(text: str, modality: Modality):
    (claim,) = [c for type_ in ("BLOCKED", "SEIZED") for c in claims(text, type_)]
    assert claim.modality is modality
