"""Whom pronouns, bare nouns and descriptions stand for, and who speaks without having a name."""

import pytest

from .reading import claims, deed, deeds, speakers, the

CROSSED = "Rwandan forces shelled Goma"
DEED = "rwandan_forces ATTACKED goma"
CONTROL = "houthis CONTROLS yemen_country"


@pytest.mark.parametrize(
    "before",
    [
        "The Congolese army blamed Rwanda.",
        "The Congolese army denied the charge.",
        "The Congolese army said nothing new.",
        "The Congolese army told another story.",
    ],
)
def test_it_said_goes_back_to_who_spoke_or_acted_before(before: str) -> None:
    assert speakers(f"{before} It said that {CROSSED}.", DEED) == ["congolese_forces"]


def test_it_is_never_several() -> None:
    assert speakers(f"Malian troops left Kidal. It said that {CROSSED}.", DEED) == []


def test_what_a_speaker_says_it_did_is_its_own_deed() -> None:
    text = "The Ukrainian army says that Russian troops shelled Sumy and that it bombed Belgorod."
    assert "ukrainian_armed_forces ATTACKED belgorod" in deeds(text)


def test_a_group_is_the_fighters_named_last() -> None:
    text = "The M23 has returned to arms. The Congolese army shelled the group on Monday."
    assert "congolese_forces ATTACKED m23" in deeds(text)


def test_bare_aircraft_belong_to_the_air_force_named_last() -> None:
    text = "The Israeli air force flew over Tyre. The jets bombed Hezbollah fighters."
    assert "israeli_air_force ATTACKED hezbollah" in deeds(text)


def test_an_accusers_men_are_its_own() -> None:
    text = "Iran accused Israel of bombing its soldiers in Syria."
    assert "israel ATTACKED iran" in deeds(text)


def test_what_was_shot_down_may_stand_before_down() -> None:
    text = "A Russian drone crossed the border. Polish jets shot the Russian drone down."
    assert any("ATTACKED" in deed and "polish" in deed for deed in deeds(text))


@pytest.mark.parametrize(
    ("speaker", "text"),
    [
        ("survivors", f"{CROSSED}, according to survivors."),
        ("One of its envoys", f"{CROSSED}, one of its envoys told Reuters."),
        ("a shopkeeper", f"{CROSSED}, a shopkeeper said; nobody was hurt."),
    ],
)
def test_a_speaker_without_a_name_is_named_by_the_words(speaker: str, text: str) -> None:
    assert speaker.lower() in [party.text.lower() for party in the(text, DEED).attribution]


def test_pictures_say_nothing_themselves() -> None:
    assert speakers(f"Footage reported by nobody said that {CROSSED}.", DEED) == []


def test_a_headline_may_end_in_who_says_so() -> None:
    assert speakers(f"{CROSSED} – Congolese army", DEED) == ["congolese_forces"]


def test_the_verb_after_a_relative_clause_has_its_own_subject() -> None:
    text = "Hamas, which Iran backs, said Israeli troops attacked Rafah."
    assert speakers(text, "israeli_forces ATTACKED rafah") == ["hamas"]


def test_an_object_inside_a_relative_clause_does_not_go_on_to_act() -> None:
    text = "Russian troops that shelled residents attacked Kharkiv."
    assert "russian_forces ATTACKED kharkiv" in deeds(text)


def test_a_second_name_under_a_preposition_is_no_subject() -> None:
    text = "Air raids by Israel and Jordan hit Hezbollah fighters."
    assert not any(deed.startswith("jordan ATTACKED") for deed in deeds(text))


def test_two_parties_with_a_comma_head_a_headline() -> None:
    found = deeds("US, Britain bomb Houthi fighters")
    assert any("united_states" in deed and "united_kingdom" in deed for deed in found), found


def test_a_noun_in_ing_is_a_deed_and_no_verb() -> None:
    text = "Turkish shelling killed nine Kurdish fighters."
    assert any(deed.startswith("turk") and "ATTACKED" in deed for deed in deeds(text)), deeds(text)


def test_an_attack_by_nobody_adds_nothing_to_one_by_somebody() -> None:
    text = "Russian forces shelled Kherson. A missile hit Kherson."
    assert [deed for deed in deeds(text) if deed.startswith("ATTACKED")] == []


def test_a_thing_hit_stands_beside_the_town_it_is_in() -> None:
    found = deeds("Russian forces bombed a market in Kherson.")
    assert any("p_market" in deed and "kherson" in deed for deed in found), found


def test_what_a_deed_answers_has_its_own_doer() -> None:
    found = deeds("Israeli jets carried out strikes across Yemen in retaliation for attacks by the Houthis.")
    assert not any(deed.startswith("houthis") and "israeli" in deed.split(" ATTACKED ")[0] for deed in found)


def test_words_after_a_semicolon_are_the_articles_own() -> None:
    text = f"The Congolese army said that its troops held Sake; {CROSSED}."
    assert speakers(text, DEED) == []


def test_a_part_of_a_country_keeps_its_word() -> None:
    places = [party.text for party in the("The Houthis control northern Yemen.", CONTROL).recipients]
    assert places == ["northern Yemen"]


def test_some_of_them_are_of_those_named_last() -> None:
    found = deeds("French jets bombed Tuareg rebels after dozens of them attacked Malian troops.")
    assert not any(deed.startswith("french") and "malian" in deed for deed in found), found
    assert any("tuareg" in deed.split(" ATTACKED ")[0] and "malian" in deed for deed in found), found


def test_its_in_a_spokesmans_words_is_the_body_for_which_he_speaks() -> None:
    the(
        "A spokesman for Hezbollah said its fighters shelled Israeli troops.",
        "hezbollah ATTACKED israeli_forces",
    )


def test_the_group_is_first_whoever_the_last_sentence_was_about() -> None:
    text = "Hezbollah controls the valley and opposes Islamic State. The group shelled Israeli troops."
    assert "hezbollah ATTACKED israeli_forces" in deeds(text)


def test_a_numbered_brigade_is_not_the_one_named_before() -> None:
    text = "The Azov Brigade advanced. The 12th Brigade, led by Col. Ivan Petrenko, shelled Russians."
    assert not any("azov" in found for found in deeds(text))


@pytest.mark.parametrize(
    ("sentence", "deed"),
    [
        (
            "Islamic State Sahel Province (ISSP) militants attacked Ansongo.",
            "islamic_state_sahel ATTACKED ansongo",
        ),
        ("Rwanda has sent 1,000 soldiers to Palma.", "rwanda DEPLOYED_TO palma"),
        (
            "The Three Brotherhood Alliance, that includes the MNDAA and the TNLA, seized Lashio.",
            "three_brotherhood_alliance SEIZED lashio",
        ),
    ],
)
def test_a_nameless_force_is_whose_name_stands_before_it_or_who_sent_it(sentence: str, deed: str) -> None:
    assert any(deed.split()[0] in found and deed.split()[1] in found for found in deeds(sentence)), deeds(
        sentence
    )


def test_the_army_is_not_that_of_a_country_named_in_passing():
    text = (
        "Burkina Faso expelled French troops. Gunmen attacked Djibo in Burkina Faso, and Burkina Faso "
        "vowed revenge. Amnesty International accused the army of burning villages near Djibo."
    )
    accused = claims(text, "ACCUSED")
    assert [party.id for claim in accused for party in claim.recipients] == ["g_army"]


@pytest.mark.parametrize(
    ("sentence", "deed"),
    [
        (
            "Rwanda has sent troops to fight alongside the M23 and has supplied it with arms.",
            "rwanda SUPPORTED m23",
        ),
        ("Soldiers rounded up the residents of Merawi and shot them.", "ATTACKED g_residents"),
        (
            "The M23 is led by Bertrand Bisimwa, while General Sultani Makenga commands its fighters.",
            "LEADS m23",
        ),
    ],
)
def test_an_object_pronoun_is_what_was_named_last_and_its_is_no_persons(sentence: str, deed: str) -> None:
    assert any(deed in found for found in deeds(sentence)), deeds(sentence)


def test_whoever_is_urged_to_do_something_is_its_doer():
    text = "The envoy of Qatar met the RSF in Doha and urged it to withdraw from Nyala."
    assert deed(next(iter(claims(text, "WITHDREW_FROM")))) == "rsf WITHDREW_FROM nyala"


def test_a_title_behind_a_name_is_of_that_name():
    text = "Corneille Nangaa, the head of the Congo River Alliance, vowed to attack Kinshasa."
    assert [claim.actors[0].id for claim in claims(text, "THREATENED")] == ["corneille_nangaa"]


def test_a_list_of_places_does_not_speak():
    text = "At least 12 people were killed in Sisaket, Surin and Si Racha, the Thai army said."
    assert [speaker.id for claim in claims(text) for speaker in claim.attribution] == ["thai_forces"]


def test_whoever_tells_of_a_deed_blames_somebody_for_it():
    text = "The UN said 17 civilians were killed when a drone hit Nyala, blaming the RSF for the attack."
    assert "united_nations ACCUSED rsf" in deeds(text)
