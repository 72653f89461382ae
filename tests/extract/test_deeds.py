"""Deeds of war as newswire tells them: who did them, to whom, and what only looks like one."""

import pytest

from .reading import deeds


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Fighting erupted between Fano and the Ethiopian army in Gondar.", "fano+ethiopian_forces"),
        ("Heavy fighting raged between the RSF and the Sudanese army in Bahri.", "rsf+sudanese_armed_forces"),
        ("Clashes have been reported between M23 and Wazalendo fighters in Walikale.", "m23+wazalendo"),
        (
            "On Monday, fighting broke out between Azerbaijani and Armenian troops.",
            "azerbaijani_forces+armenian_forces",
        ),
        (
            "Battles are raging between Ukrainian and Russian forces in Bakhmut.",
            "ukrainian_armed_forces+russian_forces",
        ),
    ],
)
def test_fighting_that_breaks_out_between_two_parties_is_theirs(text: str, wanted: str) -> None:
    assert f"{wanted} ATTACKED {wanted}" in deeds(text)


def test_clashes_with_one_party_that_kill_another_are_between_both() -> None:
    assert "rsf+malian_forces ATTACKED rsf+malian_forces" in deeds(
        "Clashes with RSF fighters killed twelve Malian soldiers."
    )


def test_those_whom_fighting_between_two_parties_kills_take_no_part_in_it() -> None:
    both = "sudanese_armed_forces+rsf"
    assert f"{both} ATTACKED {both}" in deeds(
        "Fighting between the Sudanese army and the RSF killed 40 people."
    )


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The town of Bakhmut came under Russian artillery fire.", "russian_forces ATTACKED bakhmut"),
        ("Stepanakert came under Azerbaijani shelling on Tuesday.", "azerbaijan ATTACKED stepanakert"),
    ],
)
def test_fire_that_a_place_comes_under_is_no_verb(text: str, wanted: str) -> None:
    assert wanted in deeds(text)


def test_a_participle_in_the_second_of_two_subjects_is_no_verb() -> None:
    told = deeds("The Malian army and allied militias stormed Kidal.")
    assert any(deed.startswith("malian_forces+g_militias ATTACKED kidal") for deed in told)


def test_a_day_after_on_is_nothing_that_was_hit() -> None:
    told = deeds("The US military carried out strikes on Houthi radar sites on Saturday.")
    assert not any("saturday" in deed for deed in told)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Russia's 20th Army took Lyman.", "x_20th_army SEIZED lyman"),
        ("Tanks of the 36th Division shelled Kyauktaw.", "x_36th_division ATTACKED kyauktaw"),
        ("Light Infantry Battalion 531 attacked Demoso.", "x_light_infantry_battalion_531 ATTACKED demoso"),
        (
            "The army struck the 63rd and 116th mechanised brigades.",
            "g_army ATTACKED x_63rd_mechanised_brigade+x_116th_mechanised_brigade",
        ),
    ],
)
def test_units_are_told_apart_by_their_numbers(text: str, wanted: str) -> None:
    assert wanted in deeds(text)


def test_the_army_is_not_the_army_with_a_number_that_was_named_before() -> None:
    text = "The Ukrainian army fought the 20th Army near Lyman. The army took Torske."
    assert "ukrainian_armed_forces SEIZED torske" in deeds(text)


def test_the_object_of_a_verb_and_its_particle_may_have_a_phrase_after_it() -> None:
    assert "m23 WITHDREW_FROM walikale" in deeds("M23 handed the town of Walikale over to a regional force.")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Russia is massing armour near Svatove.", "russia DEPLOYED_TO svatove"),
        ("Russia massed 50,000 troops in Belgorod.", "russia DEPLOYED_TO belgorod"),
    ],
)
def test_what_somebody_masses_is_his_own(text: str, wanted: str) -> None:
    assert wanted in deeds(text)


def test_a_town_of_a_country_is_not_the_country() -> None:
    assert not any("syria" in deed for deed in deeds("The rebels fled the second biggest city of Syria."))


def test_a_participle_after_a_participle_describes_a_noun() -> None:
    told = deeds("Residents accuse the Arakan Army of killing fleeing families.")
    assert not any("WITHDREW" in deed or "DISPLACED" in deed for deed in told)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("After capturing Goma, M23 advanced on Bukavu.", "m23 SEIZED goma"),
        ("Before withdrawing from Kherson, Russian forces mined it.", "russian_forces WITHDREW_FROM kherson"),
    ],
)
def test_a_deed_before_the_main_one_is_its_doers(text: str, wanted: str) -> None:
    assert wanted in deeds(text)


@pytest.mark.parametrize(
    "text",
    [
        "The army stopped the RSF from entering El Obeid.",
        "Eritrean troops are blocking aid from reaching Shire.",
        "The army foiled an attempt by rebels to enter Sevare.",
    ],
)
def test_what_is_prevented_did_not_happen(text: str) -> None:
    assert not any("ENTERED" in deed for deed in deeds(text))


@pytest.mark.parametrize(
    ("text", "unwanted"),
    [
        ("Iran seized a tanker in the Strait of Hormuz.", "strait_of_hormuz"),
        ("The army captured three villages in Masisi.", "masisi"),
    ],
)
def test_where_something_was_taken_is_not_what_was_taken(text: str, unwanted: str) -> None:
    told = deeds(text)
    assert any("SEIZED" in deed for deed in told)
    assert not any(unwanted in deed for deed in told)


def test_leaving_people_wounded_is_no_withdrawal() -> None:
    assert not any(
        "WITHDREW" in deed for deed in deeds("Russian strikes on Kharkiv left five people wounded.")
    )


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Cambodian troops fired at Thai soldiers near Surin. Thai soldiers returned fire.",
            "thai_forces ATTACKED cambodian_forces",
        ),
        (
            "Israel bombed Hezbollah on Monday. Hezbollah hit back with rockets.",
            "hezbollah ATTACKED israel",
        ),
    ],
)
def test_who_answers_an_attack_attacks_whoever_made_it(text: str, wanted: str) -> None:
    assert wanted in deeds(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("M23 rebels attacked Sake. The fighters killed nine people.", "m23 ATTACKED g_people"),
        ("Boko Haram raided Kukawa. The gunmen killed nine people.", "boko_haram ATTACKED g_people"),
    ],
)
def test_the_fighters_are_those_of_the_armed_party_named_last(text: str, wanted: str) -> None:
    assert wanted in deeds(text)


def test_a_place_that_is_the_target_of_an_attack_is_attacked() -> None:
    assert "boko_haram ATTACKED kukawa" in deeds("Kukawa was the target of an attack by Boko Haram.")


def test_what_is_hit_may_stand_after_what_it_is_hit_with() -> None:
    assert "israeli_forces ATTACKED rafah" in deeds(
        "Israeli forces targeted with three missiles the city of Rafah."
    )


def test_a_day_may_stand_between_two_places_that_were_taken() -> None:
    assert "russian_forces SEIZED vuhledar+selydove" in deeds(
        "Russian forces captured Vuhledar on Oct 1 and Selydove in the last week of the month."
    )


def test_a_day_after_a_phrase_of_nouns_is_no_part_of_it() -> None:
    told = deeds("The Ukrainian air force shot down 40 Shahed drones overnight.")
    assert any("shahed_drones" in deed and "overnight" not in deed for deed in told)


def test_a_place_is_left_by_those_after_whose_withdrawal_it_was_taken() -> None:
    assert "congolese_forces WITHDREW_FROM sake_drc" in deeds(
        "The rebels entered Sake in North Kivu after Congolese troops withdrew."
    )


def test_an_unknown_name_after_the_villages_of_one_and_is_a_village() -> None:
    assert "al_shabaab SEIZED p_wabho+p_cowsweyne" in deeds(
        "Al-Shabaab seized the villages of Wabho and Cowsweyne."
    )


def test_a_place_may_be_what_the_clause_after_it_without_a_pronoun_says_was_taken() -> None:
    assert "rsf SEIZED en_nahud" in deeds("En Nahud, a town the RSF had overrun in May, was quiet.")


def test_a_ship_that_is_intercepted_is_stopped_and_not_attacked() -> None:
    assert deeds("The US navy intercepted a dhow.") == ["us_navy BLOCKED p_dhow"]
