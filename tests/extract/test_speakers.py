"""Who speaks without a name, goes on speaking, or is passed on by others."""

import pytest

from .reading import claims, speakers

SHELLED = "russian_forces ATTACKED kherson"
WORDS = "Russian forces shelled Kherson"
SAKE = "g_army ATTACKED sake_drc"


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        (f"{WORDS}, according to the hauliers' union.", "g_union"),
        (f"According to the panel of experts, {WORDS}.", "g_panel"),
        (f"Military source: {WORDS}", "g_source"),
        (f"Army command: {WORDS}", "g_command"),
        (f"{WORDS}: officials", "g_officials"),
        (f"A Russian milblogger claimed that {WORDS}.", "g_milblogger"),
        (f"The army recalls that {WORDS}.", "g_army"),
        (f"{WORDS}, Hamas claims.", "hamas"),
        (f"{WORDS}, said a shoemaker.", "g_shoemaker"),
        (f"{WORDS}, the ministry's spokeswoman, Ravina Shamdasani, said.", "ravina_shamdasani"),
    ],
)
def test_a_speaker_needs_no_name(sentence: str, speaker: str) -> None:
    assert speakers(sentence, SHELLED) == [speaker]


@pytest.mark.parametrize("sentence", [f"{WORDS}, according to plan.", f"Per custom, {WORDS}."])
def test_a_plan_says_nothing(sentence: str) -> None:
    assert speakers(sentence, SHELLED) == []


@pytest.mark.parametrize(
    "text",
    [
        "Rebels attacked Goma, John Smith said, adding that the army had shelled Sake.",
        "Rebels attacked Goma, said John Smith, adding that the army had shelled Sake.",
        "Rebels attacked Goma, John Smith said, adding: the army shelled Sake.",
    ],
)
def test_whoever_said_something_goes_on_to_add(text: str) -> None:
    assert speakers(text, SAKE) == ["x_john_smith"]


def test_what_is_done_after_a_speech_is_not_said_in_it() -> None:
    text = "The army announced an embargo on fuel and encircled Goma."
    assert speakers(text, "g_army BLOCKED goma") == []
    text = "The army announced that rebels had attacked Sake and encircled Goma."
    assert speakers(text, "g_rebels BLOCKED goma") == ["g_army"]


def test_an_accuser_does_not_only_say_what_he_does() -> None:
    text = "Demonstrators accused the president of betraying them and clashed with police."
    (clash,) = claims(text, "ATTACKED")
    assert clash.attribution == ()


def test_agencies_that_quote_a_source_stand_behind_it() -> None:
    text = f"Rwandan officials, quoted by Reuters, say that {WORDS}."
    assert speakers(text, SHELLED)[-1] == "reuters"
    assert speakers(f"Interfax, citing Hamas, reported that {WORDS}.", SHELLED) == ["hamas", "interfax"]


def test_who_somebody_is_is_not_his_own_word() -> None:
    text = f"{WORDS}, Houthi spokesman Yahya Saree said, adding that more would come."
    (office,) = claims(text, "SPOKESPERSON_OF")
    assert office.attribution == ()


def test_he_is_the_nameless_person_who_spoke() -> None:
    text = f'"They came at dawn," said a trader. The market was full. He said {WORDS}.'
    assert speakers(text, SHELLED) == ["g_trader"]


def test_those_who_count_the_dead_go_on_to_speak() -> None:
    text = f"Volunteers counted 14 dead and some 40 hurt, and said {WORDS}."
    (speaker,) = speakers(text, SHELLED)
    assert speaker == "g_volunteers"


INTERVIEW = """Ko Thura, 31, is a schoolteacher. He talked to us on Sunday.

What was the protest about?
We wanted peace. There were a hundred of us.

Who came?
My pupils came. Russian forces shelled Kherson.

Were you afraid?
I was not.

BACKGROUND: Ukrainian troops shelled Belgorod.
"""


def test_an_answer_is_told_by_whoever_is_interviewed() -> None:
    assert speakers(INTERVIEW, SHELLED) == ["x_ko_thura"]
    assert speakers(INTERVIEW, "ukrainian_armed_forces ATTACKED belgorod") == []


def test_headings_that_ask_are_no_interview() -> None:
    text = (
        INTERVIEW.replace("We wanted", "They wanted").replace("of us", "of them").replace("I was", "None was")
    )
    assert speakers(text.replace("My pupils", "Pupils"), SHELLED) == []


def test_reporters_who_are_told_say_nothing() -> None:
    text = f"{WORDS}, Jane Doe, a coordinator in Sudan, told reporters."
    assert speakers(text, SHELLED) == ["x_jane_doe"]


def test_whoever_asks_why_is_no_speaker() -> None:
    assert speakers(f"{WORDS}, but Moscow has not said why.", SHELLED) == []


def test_what_one_says_ends_where_another_is_told_to_say_it_all() -> None:
    text = "The UN confirmed 148 deaths, its spokeswoman, Jane Doe, said, adding that rebels shot farmers."
    (shot,) = claims(text, "ATTACKED")
    assert [party.id for party in shot.attribution] == ["x_jane_doe"]


@pytest.mark.parametrize(
    "sentence",
    [
        f"{WORDS}, local authorities report.",
        f"{WORDS}, aid workers claim.",
        f"{WORDS}, the army said Tuesday, while local officials spoke of a heavier toll.",
        f"Al-Masirah TV, which is run by the Houthis, reports that {WORDS}.",
    ],
)
def test_a_verb_of_speech_that_looks_like_a_noun_has_a_speaker(sentence: str) -> None:
    assert len(speakers(sentence, SHELLED)) == 1


def test_a_report_that_tells_of_it_is_no_verb() -> None:
    assert speakers(f"{WORDS}, a human rights report.", SHELLED) == []


def test_those_who_accuse_need_no_name() -> None:
    (accused,) = claims("Detractors accuse the Malian army of laxity.", "ACCUSED")
    assert [party.id for party in accused.actors] == ["g_detractor"]
    assert claims("Detractors accuse fate of cruelty.", "ACCUSED") == []
