"""Constructions that name a deed's doer, its target or an office elsewhere than a plain sentence does."""

import pytest

from .reading import deeds, speakers


def test_the_time_that_an_entry_of_a_running_report_opens_with_counts_nobody() -> None:
    assert "russian_forces SEIZED kupiansk" in deeds("14:20 Russian troops captured Kupiansk.")


@pytest.mark.parametrize(
    "text",
    ["It was Hamas, a witness said, that attacked Ashkelon.", "It was Hamas that attacked Ashkelon."],
)
def test_a_cleft_sentence_has_whoever_it_was_for_its_subject(text: str) -> None:
    assert "hamas ATTACKED ashkelon" in deeds(text)


def test_who_speaks_between_commas_is_not_another_name_of_whoever_stands_before() -> None:
    text = "It was Hamas, a witness said, that attacked Ashkelon."
    assert speakers(text, "hamas ATTACKED ashkelon") == ["g_witnesses"]


def test_fighters_after_whose_are_of_the_party_before_it() -> None:
    assert "m23 SEIZED goma" in deeds("The M23, whose fighters seized Goma in January, is well armed.")


def test_people_in_the_uniforms_of_a_party_are_its_people() -> None:
    assert "wagner_group ATTACKED bakhmut" in deeds("Men in Wagner uniforms stormed Bakhmut.")
    assert "g_men ATTACKED bakhmut" in deeds("Men in black uniforms stormed Bakhmut.")


@pytest.mark.parametrize(
    "text",
    [
        '"Our artillery destroyed three Russian tanks at Kherson," the Ukrainian army said.',
        "The Ukrainian army said that own artillery destroyed three Russian tanks near Kherson.",
    ],
)
def test_our_and_own_are_those_of_whoever_speaks(text: str) -> None:
    assert "ukrainian_armed_forces ATTACKED russian_forces" in deeds(text)


def test_an_office_with_a_name_after_it_is_the_person_and_leads_the_body_last_named() -> None:
    told = deeds("The Sudanese army shelled Nyala. The army chief, Abdel Fattah al-Burhan, visited Kassala.")
    assert "abdel_fattah_al_burhan LEADS sudanese_armed_forces" in told
    assert "abdel_fattah_al_burhan VISITED kassala" in told


def test_a_chief_of_staff_leads_the_army_that_was_named_last() -> None:
    told = deeds("The Pakistan Army lost two men. Asim Munir, the Chief of Army Staff, visited Peshawar.")
    assert "asim_munir LEADS pakistani_forces" in told


def test_an_army_chief_leads_the_army_of_the_article_where_none_has_a_name() -> None:
    text = "The Joint Force held Tawila. The army chief, Abdel Fattah al-Burhan, visited Kassala."
    assert "abdel_fattah_al_burhan LEADS g_army" in deeds(text)


def test_who_is_accused_of_a_deed_in_an_aside_is_its_doer_and_goes_on_as_it() -> None:
    text = "Rwanda, which Kinshasa accuses of arming the M23, deplored this. It has always denied it."
    assert "rwanda SUPPORTED m23" in deeds(text)
    assert "rwanda DENIED" in deeds(text)


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("The RSF said that El Fasher was now fully in its hands.", "rsf CONTROLS el_fasher"),
        ("Goma is in M23's hands.", "m23 CONTROLS goma"),
        (
            "The Ukrainian army retook Kupiansk. Kharkiv is its last stronghold.",
            "ukrainian_armed_forces CONTROLS kharkiv",
        ),
    ],
)
def test_a_place_in_the_hands_of_a_party_is_under_its_control(text: str, deed: str) -> None:
    assert deed in deeds(text)


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("Kharkiv governor Oleh Syniehubov spoke.", "oleh_syniehubov LEADS kharkiv"),
        ("Kharkiv's governor, Oleh Syniehubov, spoke.", "oleh_syniehubov LEADS kharkiv"),
        ("President Paul Kagame of Rwanda spoke.", "paul_kagame LEADS rwanda_country"),
    ],
)
def test_a_governor_leads_a_place_and_a_president_the_country_after_of(text: str, deed: str) -> None:
    assert deed in deeds(text)


@pytest.mark.parametrize(
    "text",
    [
        "The Tigrayan forces, having captured Dessie, withdrew.",
        "Having captured Dessie, the Tigrayan forces withdrew.",
    ],
)
def test_what_somebody_has_done_before_stands_beside_the_name_or_opens_the_sentence(text: str) -> None:
    assert "tigray_defence_forces SEIZED dessie" in deeds(text)


def test_the_leader_of_a_possessive_leads_whoever_it_stands_for() -> None:
    text = "The Tigrayan forces withdrew, and their leader, Debretsion Gebremichael, spoke."
    assert "debretsion_gebremichael LEADS tigray_defence_forces" in deeds(text)


def test_whoever_throws_back_attempts_to_storm_a_place_does_not_storm_it() -> None:
    assert not [
        d
        for d in deeds("Hamas said its men had thrown back four attempts to storm Rafah.")
        if "ATTACKED" in d
    ]


def test_an_attack_after_which_a_place_was_taken_was_on_the_place() -> None:
    text = "The army retook Kupiansk after weeks of bombardment by Russia."
    assert "russia ATTACKED kupiansk" in deeds(text)


def test_shells_came_from_whoever_made_the_attack_that_was_told_before() -> None:
    text = "Shells hit the market in Odesa. Residents said the shells came from Russian howitzers."
    assert "russia ATTACKED odesa" in deeds(text)
    assert deeds("Residents said the shells came from Russian howitzers.") == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Cambodian troops opened fire at 8:20 a.m., wounding two Thai soldiers.",
            "cambodian_forces ATTACKED thai_forces",
        ),
        ("At 05:30 local time Russian forces shelled Nikopol.", "russian_forces ATTACKED nikopol"),
        ("Troops entered Marib at around 6 am on Sunday.", "g_troops ENTERED marib"),
    ],
)
def test_a_time_of_day_stands_in_no_ones_way(text: str, wanted: str):
    assert wanted in deeds(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("An army airstrike killed ten villagers in Myanmar.", "g_army ATTACKED"),
        ("A military airstrike hit a camp in Kayah state.", "g_military ATTACKED"),
        ("Government shelling of Idlib killed six people.", "g_governments ATTACKED"),
    ],
)
def test_a_strike_of_a_kind_of_party_is_that_partys(text: str, wanted: str):
    assert any(said.startswith(wanted) for said in deeds(text))


def test_a_machine_of_the_army_is_not_the_army():
    assert not any("g_army" in said for said in deeds("Rebels took an army helicopter."))
