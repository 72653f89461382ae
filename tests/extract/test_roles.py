"""Who did what to whom, whatever the order of the words."""

import pytest

from .reading import claims, deeds, the


def holds(sentence: str, deed: str) -> bool:
    assert deed in deeds(sentence), deeds(sentence)
    return True


def test_what_a_relative_clause_is_about_goes_on_to_act() -> None:
    text = "Rebels that Rwanda backs attacked Congolese troops."
    assert holds(text, "rwanda BACKS g_rebels")
    assert holds(text, "g_rebels ATTACKED congolese_forces")


def test_a_place_before_the_subject_is_no_part_of_it() -> None:
    text = "In Bakhmut Russian forces attacked Ukrainian troops."
    assert holds(text, "russian_forces ATTACKED ukrainian_armed_forces")


@pytest.mark.parametrize(
    ("sentence", "deed"),
    [
        ("The Taliban, who control Kabul, attacked Pakistani troops.", "taliban ATTACKED pakistani_forces"),
        ("The Taliban, who attacked Pakistani troops, fled.", "taliban ATTACKED pakistani_forces"),
    ],
)
def test_a_relative_pronoun_stands_for_the_noun_before_it(sentence: str, deed: str) -> None:
    assert holds(sentence, deed)


@pytest.mark.parametrize(
    "aside",
    ["a Russian private military company,", "which fights in Mali,", "led by Yevgeny Prigozhin,"],
)
def test_an_aside_does_not_part_a_subject_from_its_verb(aside: str) -> None:
    assert holds(f"The Wagner Group, {aside} attacked Tuareg rebels.", "wagner_group ATTACKED tuareg_rebels")


def test_verbs_that_are_joined_share_their_subject() -> None:
    text = "Sudanese warplanes bombed El Fasher, attacked RSF fighters and shelled Nyala."
    assert holds(text, "sudanese_air_force ATTACKED el_fasher")
    assert holds(text, "sudanese_air_force ATTACKED rsf")
    assert holds(text, "sudanese_air_force ATTACKED nyala")


@pytest.mark.parametrize(
    ("sentence", "deed"),
    [
        (
            "Ethiopian troops tried to attack Tigrayan rebels.",
            "ethiopian_forces ATTACKED tigray_defence_forces",
        ),
        ("Iran ordered the Houthis to attack Saudi troops.", "houthis ATTACKED saudi_forces"),
        ("Israel accused Hezbollah of attacking Israeli troops.", "hezbollah ATTACKED israeli_forces"),
        ("Hamas denied attacking Israeli troops.", "hamas ATTACKED israeli_forces"),
        (
            "Ukrainian troops forced Russian troops to withdraw from Kherson.",
            "russian_forces WITHDREW_FROM kherson",
        ),
    ],
)
def test_an_infinitive_or_gerund_has_the_subject_that_its_verb_gives_it(sentence: str, deed: str) -> None:
    assert holds(sentence, deed)


@pytest.mark.parametrize(
    "sentence",
    [
        "After Hezbollah attacked Israeli troops, Israeli jets bombed Tyre.",
        "Israeli jets bombed Tyre after Hezbollah attacked Israeli troops.",
        "Israeli jets bombed Tyre because Hezbollah attacked Israeli troops.",
    ],
)
def test_each_clause_of_a_sentence_has_its_own_subject(sentence: str) -> None:
    assert holds(sentence, "hezbollah ATTACKED israeli_forces")
    assert holds(sentence, "israeli_air_force ATTACKED tyre")


@pytest.mark.parametrize(
    ("sentence", "deed"),
    [
        ("Russian and Syrian warplanes bombed Idlib.", "russian_air_force+syrian_air_force ATTACKED idlib"),
        ("Russia, Belarus and Iran warned NATO.", "russia+belarus+iran WARNED nato"),
        ("Israeli jets bombed Hamas and Hezbollah.", "israeli_air_force ATTACKED hamas+hezbollah"),
    ],
)
def test_parties_that_are_joined_act_and_suffer_together(sentence: str, deed: str) -> None:
    assert holds(sentence, deed)


@pytest.mark.parametrize(
    "sentence",
    [
        "The Arakan Army clashed with Myanmar's army.",
        "The Arakan Army and Myanmar's army clashed.",
        "Clashes between the Arakan Army and Myanmar's army continued.",
        "Fighting between the Arakan Army and Myanmar's army went on.",
    ],
)
def test_a_clash_has_both_sides_as_doers(sentence: str) -> None:
    assert holds(sentence, "arakan_army+tatmadaw ATTACKED arakan_army+tatmadaw")


@pytest.mark.parametrize(
    "sentence",
    [
        "Ukrainian troops were attacked by Russian forces near Bakhmut.",
        "Ukrainian troops have been attacked by Russian forces.",
        "Ukrainian troops attacked by Russian forces left Bakhmut.",
        "Ukrainian troops came under attack from Russian forces.",
        "Russian forces carried out an attack on Ukrainian troops.",
        "Russian forces launched attacks against Ukrainian troops.",
        "An attack by Russian forces on Ukrainian troops was over.",
        "The Russian forces' attack on Ukrainian troops continued.",
    ],
)
def test_passives_participles_light_verbs_and_nouns_say_the_same(sentence: str) -> None:
    assert holds(sentence, "russian_forces ATTACKED ukrainian_armed_forces")


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("US soldiers stopped a Russian convoy. The convoy attacked US soldiers.", "The convoy"),
        ("A Russian patrol passed. Later the patrol attacked US soldiers.", "patrol"),
    ],
)
def test_a_definite_description_is_whoever_had_such_a_thing_last(sentence: str, words: str) -> None:
    claim = the(sentence, "russian_forces ATTACKED us_forces")
    assert words in claim.actors[0].text


@pytest.mark.parametrize(
    ("sentence", "deed"),
    [
        ("Hamas said its fighters attacked Israeli troops.", "hamas ATTACKED israeli_forces"),
        ("The Houthis claimed that they attacked Saudi troops.", "houthis ATTACKED saudi_forces"),
    ],
)
def test_possessives_and_pronouns_stand_for_the_subject_before_them(sentence: str, deed: str) -> None:
    assert holds(sentence, deed)


@pytest.mark.parametrize(
    "sentence",
    [
        "Israeli troops attacked near Rafah while Hamas celebrated.",
        "Hamas watched Israeli troops near Rafah.",
        "An attack of nerves kept Israeli troops from Hamas.",
    ],
)
def test_parties_that_merely_stand_near_each_other_did_nothing(sentence: str) -> None:
    assert "israeli_forces ATTACKED hamas" not in deeds(sentence)
    assert "hamas ATTACKED israeli_forces" not in deeds(sentence)


def test_a_day_may_stand_before_the_object() -> None:
    text = "The Ethiopian army attacked on Monday more than 900 Eritrean soldiers."
    assert holds(text, "ethiopian_forces ATTACKED eritrean_forces")


def test_tens_of_thousands_are_those_of_whom_there_are_so_many() -> None:
    (claim,) = claims(
        "Tens of thousands of students demonstrated against the Sudanese government.", "PROTESTED"
    )
    assert [party.id for party in claim.actors] == ["g_students"]


def test_include_is_the_verb_of_the_noun_before_a_relative_clause() -> None:
    (claim,) = claims("The rebels who captured Goma include Banyamulenge fighters and the M23.", "PART_OF")
    assert "m23" in {party.id for party in claim.actors}


def test_a_long_chain_of_verbs_is_read_to_its_end() -> None:
    text = "killed 1,000 and " * 500 + "Russian forces attacked Kherson."
    assert "russian_forces" in {party.id for claim in claims(text, "ATTACKED") for party in claim.actors}
