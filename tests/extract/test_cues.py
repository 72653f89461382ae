"""Who stands behind what is told in asides, by passives and by adverbs before the verb."""

import pytest

from .reading import deeds, speakers

DEED = "rwandan_forces ATTACKED goma"


def test_those_who_accuse_in_an_aside_stand_behind_the_charge() -> None:
    text = "Rwanda, accused by Belgium of shelling Goma, denied the charge."
    assert speakers(text, "rwanda ATTACKED goma") == ["belgium"]
    assert "rwanda DENIED" in deeds(text)


def test_those_who_told_us_stand_behind_what_goes_before() -> None:
    assert speakers("Rwandan forces shelled Goma on Monday, Hamas told us.", DEED) == ["hamas"]


@pytest.mark.parametrize("adverb", ["categorically", "flatly", "firmly"])
def test_an_adverb_before_a_present_verb_hides_no_verb(adverb: str) -> None:
    assert "hamas DENIED" in deeds(f"Hamas struck Haifa. The group {adverb} denies the report.")


def test_what_somebody_cannot_verify_nobody_confirmed() -> None:
    assert deeds("Belgium could not verify the report.") == []
    assert "belgium CONFIRMED" in deeds("Belgium did not confirm the report.")


def test_it_may_go_on_in_turn() -> None:
    assert "rwanda ACCUSED uganda" in deeds("Rwanda denied it. It in turn accuses Uganda of lies.")


def test_an_inquiry_may_be_into_something_nameless() -> None:
    assert "kenya INVESTIGATED" in deeds("Kenya has opened an inquiry into the shooting.")


@pytest.mark.parametrize(
    ("sentence", "deed"),
    [
        ("JNIM, militants who fight beside al-Qaeda, left.", "jnim BACKS al_qaeda"),
        ("Rwanda met M23, a band of militants that fought alongside Hamas.", "m23 BACKS hamas"),
        ("Rwanda holds Kinshasa fully responsible.", "rwanda ACCUSED dr_congo"),
        ("Ukraine put the toll at 61 dead and 120 wounded and accused Russia.", "ukraine ACCUSED russia"),
        ("The Houthis warned shipping companies.", "houthis WARNED g_companies"),
    ],
)
def test_the_doer_may_stand_before_what_tells_more_of_him(sentence: str, deed: str) -> None:
    assert deed in deeds(sentence), deeds(sentence)
