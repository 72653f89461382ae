"""The forms in which newswire tells who holds, blocks, leaves, sends and backs: one sentence a form."""

import pytest

from .reading import claims, deeds


@pytest.mark.parametrize(
    "text",
    [
        "Rwanda supports M23 with troops.",
        "Rwanda arms M23.",
        "M23, supported by Rwanda, took Goma on Monday.",
    ],
)
def test_help_that_goes_on_is_told_as_a_deed_and_as_what_lasts(text: str) -> None:
    told = deeds(text)
    assert {"rwanda SUPPORTED m23", "rwanda BACKS m23"} <= set(told)


def test_help_that_is_over_does_not_last() -> None:
    told = deeds("Rwanda supported M23 in 2012.")
    assert "rwanda SUPPORTED m23" in told
    assert not any("BACKS" in deed for deed in told)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("M23 took up arms in 2021 and controls large parts of Masisi.", "m23 CONTROLS masisi"),
        ("The US trains and arms the SDF.", "united_states SUPPORTED sdf"),
        ("The USA supplies Israel with most of its guided bombs.", "united_states SUPPORTED israel"),
        ("The SDF, the coalition's partners, control most of Raqqa.", "sdf CONTROLS raqqa"),
        ("The US has been helping the Somali army fight al-Shabaab.", "somali_forces ATTACKED al_shabaab"),
        ("Nine people died in shelling by the SAF.", "sudanese_armed_forces ATTACKED g_people"),
    ],
)
def test_a_word_that_is_verb_and_noun_is_what_its_object_or_doer_makes_it(text: str, wanted: str) -> None:
    assert wanted in deeds(text)


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen fired on a UNISFA convoy that was taking wounded civilians to hospital.",
        "An Israeli air strike on a school that sheltered displaced families in Nuseirat killed 40 people.",
    ],
)
def test_the_wounded_and_displaced_are_described_by_the_participle_after_a_verb(text: str) -> None:
    assert not any(deed.startswith(("unisfa", "g_families")) for deed in deeds(text))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("M23 captured Goma in 2012, then withdrew after talks.", "m23 WITHDREW_FROM goma"),
        ("The RSF took Nyala in May, residents said, and left it in June.", "rsf WITHDREW_FROM nyala"),
        (
            "RSF fighters shelled a church in Bara, where families were asleep, and burned a clinic.",
            "rsf ATTACKED g_church+p_clinic",
        ),
        ("Backed by Turkey, the Syrian National Army took Afrin.", "turkey BACKS turkish_backed_militias"),
        (
            "Iran accused Israel of flying over Tabriz and Kurdish rebels of shelling Ardabil.",
            "kurdish_rebels ATTACKED ardabil",
        ),
    ],
)
def test_a_deed_is_whose_the_clause_is_that_it_goes_on_from(text: str, wanted: str) -> None:
    assert wanted in deeds(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Protesters were shot at by police in Nairobi.", "g_police ATTACKED g_protesters"),
        ("A barrage of Russian missiles and drones hit Kyiv.", "russian_forces ATTACKED kyiv"),
        (
            "Six people were killed and 12 injured in an attack by Boko Haram.",
            "boko_haram ATTACKED g_people",
        ),
    ],
)
def test_an_attack_is_on_whom_and_by_whom_its_words_say_it_was(text: str, wanted: str) -> None:
    assert wanted in deeds(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Eritrean soldiers occupy Badme.", "eritrean_forces CONTROLS badme"),
        ("Turkey has occupied Afrin since 2018.", "turkey CONTROLS afrin"),
        ("Islamists occupied Marawi for five months.", "g_islamists CONTROLS marawi"),
        ("Turkey occupied Afrin on Sunday.", "turkey SEIZED afrin"),
    ],
)
def test_to_occupy_is_to_hold_or_to_seize_as_its_tense_says_never_both(text: str, wanted: str) -> None:
    told = [deed for deed in deeds(text) if "CONTROLS" in deed or "SEIZED" in deed]
    assert told == [wanted]


def test_a_deed_north_of_a_town_was_near_it() -> None:
    (claim,) = claims("Rebels attacked positions north of the city of Homs.", "ATTACKED")
    assert claim.place is not None
    assert claim.place.id == "homs"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Russian forces attacked near Rodynske on June 8.", "russian_forces ATTACKED rodynske"),
        ("Russian forces attacked southeast of Lyman on June 8.", "russian_forces ATTACKED lyman"),
        ("The jihadists struck again on Sunday in Djibo.", "g_jihadists ATTACKED djibo"),
    ],
)
def test_a_force_that_attacked_near_a_place_attacked_there(text: str, wanted: str) -> None:
    assert deeds(text) == [wanted]


@pytest.mark.parametrize(
    "text",
    [
        "Soldiers attacked in Mali",
        "The forces attacked in Homs were Iranian.",
        "The peacekeepers attacked on Monday in Bangui returned to base.",
    ],
)
def test_those_of_whom_a_participle_tells_are_no_attackers(text: str) -> None:
    assert not any(" ATTACKED" in deed for deed in deeds(text))


def test_what_somebody_did_who_pushed_on_is_no_demand_of_his() -> None:
    told = claims("Israeli troops pushed further into Lebanon, reaching Khiam.", "ENTERED")
    assert [claim.modality.value for claim in told] == ["asserted", "asserted"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Aid to Gaza has been blocked by Israel.", "israel BLOCKED gaza_strip"),
        ("Humanitarian access to Dilling remains blocked by the RSF.", "rsf BLOCKED dilling"),
        ("Two UN convoys were barred from entering Kadugli by the RSF.", "rsf BLOCKED united_nations"),
    ],
)
def test_what_is_blocked_may_stand_behind_its_noun_and_who_blocks_it_behind_what_he_keeps_others_from(
    text: str, wanted: str
) -> None:
    assert wanted in deeds(text)


def test_an_aircraft_carrier_is_no_air_force() -> None:
    assert deeds("A US aircraft carrier was attacked by the Houthis.") == ["houthis ATTACKED us_navy"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("M23 fighters entered Goma. The Congolese army retreated towards Sake.", "goma"),
        ("Rebels took Lashio, forcing the Congolese army to flee.", "lashio"),
    ],
)
def test_those_who_flee_from_others_leave_the_place_that_those_took(text: str, wanted: str) -> None:
    assert f"congolese_forces WITHDREW_FROM {wanted}" in deeds(text)


def test_nobody_leaves_the_place_that_he_flees_to() -> None:
    told = deeds("The army attacked Homs, and Syrian rebels fled to Idlib.")
    assert not any("WITHDREW_FROM idlib" in deed for deed in told)


def test_what_a_deal_or_plan_is_to_bring_is_planned() -> None:
    (claim,) = claims("France announced plans to deploy 500 troops to Benin.", "DEPLOYED_TO")
    assert claim.modality.value == "planned"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The Syrian Democratic Forces (SDF) control most of Raqqa.", "sdf CONTROLS raqqa"),
        ("M23 took up arms again in 2021 and now controls parts of Masisi.", "m23 CONTROLS masisi"),
        ("The SDF, which lost nobody, still holds the town of Khasham.", "sdf CONTROLS khasham"),
        (
            "Thailand and Cambodia exchange fire along disputed border",
            "thailand+cambodia ATTACKED thailand+cambodia",
        ),
        ("The military has ruled Myanmar since 2021.", "g_military CONTROLS myanmar_country"),
        ("Parts of the city remain under the control of the RSF.", "rsf CONTROLS g_city"),
    ],
)
def test_a_present_form_is_a_verb_behind_a_bracket_an_adverb_an_aside_and_two_names(
    text: str, wanted: str
) -> None:
    assert wanted in deeds(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Israel launched what it called a limited operation against Hezbollah.",
            "israel ATTACKED hezbollah",
        ),
        (
            "Islamic State fighters directed attacks against Israeli troops from the classrooms.",
            "islamic_state ATTACKED israeli_forces",
        ),
        ("Daesh stormed the mountain right after the raid.", "islamic_state ATTACKED p_mountain"),
        ("Islamic State fighters dropped a bomb near the SDF.", "islamic_state ATTACKED sdf"),
    ],
)
def test_an_attack_keeps_its_doer_and_target_among_words_beside_it(text: str, wanted: str) -> None:
    assert wanted in deeds(text)


def test_a_list_may_repeat_its_preposition() -> None:
    assert "us_forces DEPLOYED_TO raqqa+manbij" in deeds("US forces are stationed in Raqqa and in Manbij.")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Oil fields that the SDF took from Islamic State were shelled.", "sdf SEIZED p_oil_fields"),
        ("Families fled to areas that the SDF controls.", "sdf CONTROLS p_areas"),
        ("The army wants to retake a base that M23 attacked.", "m23 ATTACKED g_base"),
    ],
)
def test_that_after_a_noun_stands_for_it_where_no_verb_tells_a_content(text: str, wanted: str) -> None:
    assert any(deed.startswith(wanted) for deed in deeds(text))


def test_that_after_a_verb_of_saying_opens_what_is_said() -> None:
    told = deeds("The SDF said on Monday that M23 attacked a base.")
    assert "m23 ATTACKED g_base" in told


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Houthi missiles were fired at a tanker on Tuesday.", "houthis ATTACKED p_tanker"),
        ("Russian drones were launched at Odesa overnight.", "russian_air_force ATTACKED odesa"),
    ],
)
def test_what_was_fired_is_of_whom_its_name_says(text: str, wanted: str) -> None:
    assert deeds(text) == [wanted]


def test_a_second_name_for_what_is_lost_stands_between_commas() -> None:
    (claim,) = claims("Islamic State lost its last enclave, the village of Baghouz, to the SDF.", "SEIZED")
    assert [party.id for party in claim.actors] == ["sdf"]
    assert claim.place is not None
    assert claim.place.id == "baghuz"


@pytest.mark.parametrize(
    ("text", "unwanted"),
    [
        ("Jets had taken off from Monywa, the SDF said.", "SEIZED"),
        ("Crowds in Kinshasa marched on the embassies of Rwanda and France.", "ENTERED"),
        ("Israel began its offensive in Gaza after gunmen seized hostages.", "WITHDREW_FROM"),
        ("Russia has a base in Syria.", "CONTROLS"),
        ("The Syrian army has defended the airport against rebels.", "SUPPORTED"),
        ("The EU froze the assets of four companies.", "SEIZED"),
        ("A Malian patrol hit a mine near Ber.", "ATTACKED"),
    ],
)
def test_what_only_sounds_like_a_deed_is_none(text: str, unwanted: str) -> None:
    assert claims(text, unwanted) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Al-Shabaab captured the town before being pushed back by Somali troops.",
            "somali_forces ATTACKED al_shabaab",
        ),
        ("Ukraine got 18 Leopard tanks from Germany.", "germany_country SUPPORTED ukraine"),
        (
            "The Sudanese army and the RSF have been fighting since April 2023.",
            "sudanese_armed_forces+rsf ATTACKED sudanese_armed_forces+rsf",
        ),
    ],
)
def test_who_was_pushed_back_who_gave_and_who_fights(text: str, wanted: str) -> None:
    assert wanted in deeds(text)


def test_whoever_accuses_both_sides_is_neither() -> None:
    told = deeds("The UN accused both sides of attacking hospitals.")
    assert not any(deed.startswith("united_nations ATTACKED") or "united_nations+" in deed for deed in told)


def test_states_that_have_troops_in_a_country_are_deployed_there() -> None:
    told = deeds("Ethiopia, Kenya and Uganda have troops in Somalia.")
    assert told == ["ethiopia+kenya+uganda DEPLOYED_TO somalia_country"]
