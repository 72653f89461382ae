"""Campaigns and efforts, what is taken from whom, and all that one attack hits."""

import pytest

from .reading import claims, deeds, the


@pytest.mark.parametrize(
    ("sentence", "deed"),
    [
        ("Operation Barkhane, the operation to defeat al-Shabaab, ended.", "al_shabaab"),
        ("In the campaign to defeat Boko Haram, the Nigerian army has begun a new phase.", "nigerian"),
        ("France supports Mali in its fight against JNIM.", "mali FOUGHT jnim"),
        ("Kenya backs Somalia in the fight against al-Shabaab.", "somalia FOUGHT al_shabaab"),
        ("Russia's effort to defeat Ukraine has stalled.", "russia FOUGHT ukraine"),
    ],
)
def test_an_effort_is_that_of_whoever_makes_it(sentence: str, deed: str) -> None:
    assert any(deed in found for found in deeds(sentence)), deeds(sentence)


def test_whoever_only_speaks_of_a_campaign_does_not_wage_it() -> None:
    assert deeds("The ministers discussed the campaign to free Sirte from Islamic State.") == []


@pytest.mark.parametrize(
    ("sentence", "deed"),
    [
        (
            "Ukrainian forces liberated Kherson from Russian troops.",
            "ukrainian_armed_forces SEIZED kherson+russian_forces",
        ),
        ("The army cleared the village of rebels.", "g_army SEIZED g_village+g_rebels"),
        ("The army retook a district held by the RSF.", "g_army SEIZED g_district+rsf"),
        ("The army cleared 15 to 20 percent of the city of RSF troops.", "g_army SEIZED p_city+rsf"),
    ],
)
def test_ground_is_taken_from_whoever_held_it(sentence: str, deed: str) -> None:
    the(sentence, deed)


def test_a_base_taken_from_an_army_is_no_part_of_it() -> None:
    the("Boko Haram captured a base from Nigerian troops.", "boko_haram SEIZED g_base+nigerian_forces")


def test_whoever_repels_an_attack_attacks_no_place() -> None:
    assert deeds("Malian troops repelled an attack by JNIM near Gao.") == [
        "malian_forces BLOCKED jnim",
        "jnim ATTACKED malian_forces",
    ]


def test_help_that_stands_after_what_was_taken_is_not_the_loser() -> None:
    the("The army retook the village with the help of Russian jets.", "g_army SEIZED g_village")


def test_all_that_one_attack_hit_is_one_claim() -> None:
    text = (
        "Israeli jets hit a Hezbollah unit; destroyed two tanks, a mortar and a bridge; and damaged a road."
    )
    (attack,) = claims(text, "ATTACKED")
    hit = {party.text for party in attack.recipients}
    assert hit == {"Hezbollah unit", "two tanks", "mortar", "a bridge"}


def test_attacks_on_two_parties_stay_two_claims() -> None:
    assert len(claims("Israeli jets bombed Hezbollah and struck Hamas.", "ATTACKED")) == 2


def test_an_attack_is_where_its_sentence_opens() -> None:
    (attack,) = claims("Near Aleppo, Turkish jets hit two buildings.", "ATTACKED")
    assert attack.place is not None
    assert attack.place.id == "aleppo"


@pytest.mark.parametrize(
    ("sentence", "deed"),
    [
        ("Kenya works to isolate and defeat al-Shabaab.", "kenya BLOCKED al_shabaab"),
        (
            "Israeli planes bombed Iranian targets in Syria.",
            "israeli_air_force ATTACKED iran+p_iranian_targets",
        ),
    ],
)
def test_a_base_form_after_and_is_a_verb_and_targets_are_things(sentence: str, deed: str) -> None:
    assert deed in deeds(sentence)


def test_later_strikes_are_those_of_whoever_launched_air_strikes() -> None:
    text = "The coalition, led by Saudi Arabia, launched five airstrikes. The strikes destroyed two tanks."
    assert any(found.endswith("ATTACKED p_tanks") for found in deeds(text)), deeds(text)


def test_an_attack_is_that_of_whoever_claimed_it() -> None:
    assert "hamas" in deeds("Two attacks, also claimed by Hamas, hit an Israeli patrol.")[0]


def test_an_attack_only_in_a_country_goes_where_the_article_says_whom_it_hit() -> None:
    alone = "Turkish jets carried out strikes in Iraq."
    named = "Turkish jets carried out strikes against the PKK."
    assert deeds(alone) == ["turkish_air_force ATTACKED iraq_country"]
    assert deeds(f"{alone} {named}") == ["turkish_air_force ATTACKED pkk"]


def test_they_after_as_are_the_people_named_right_before() -> None:
    text = "France stands with the people of Mali as they fight JNIM."
    assert any(found.startswith("malian_people FOUGHT") for found in deeds(text)), deeds(text)
    assert not any("france FOUGHT" in found for found in deeds(text))


@pytest.mark.parametrize(
    ("sentence", "deed"),
    [
        (
            "Turkish troops launched raids coordinated with the SNA using drones against the PKK.",
            "turkish_armed_forces ATTACKED pkk",
        ),
        (
            "Kurdish fighters continue to join the SDF and fight to free their land.",
            "kurdish_fighters PART_OF sdf",
        ),
        (
            "Israeli jets hit Hezbollah, a weapons testing site, and a bridge.",
            "israeli_air_force ATTACKED hezbollah+g_bridge+p_weapons_testing_site",
        ),
        (
            "Attacks by Boko Haram in the town of Bama, which killed ten villagers, were condemned.",
            "boko_haram ATTACKED",
        ),
        (
            "Canada backs the government of Mali and the Malian people in their fight against JNIM.",
            "mali+malian_people FOUGHT jnim",
        ),
    ],
)
def test_words_between_do_not_hide_who_did_what_to_whom(sentence: str, deed: str) -> None:
    assert any(found.startswith(deed) for found in deeds(sentence)), deeds(sentence)


def test_an_operation_to_do_something_to_a_town_is_no_attack_on_it() -> None:
    found = deeds("SDF operations to isolate Raqqa went on.")
    assert found == ["sdf BLOCKED raqqa"]


def test_as_well_as_joins_like_and() -> None:
    the(
        "Rebels attacked Malian troops as well as Wagner fighters.",
        "g_rebels ATTACKED malian_forces+wagner_group",
    )


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("SDF fighters shelled a Turkish base near Manbij.", "sdf ATTACKED turkey+p_turkish_base"),
        ("Rebels murdered my brother.", "g_rebels ATTACKED g_brother"),
        (
            "Fano took Gondar in July. The mayor was away. In August they seized Lalibela.",
            "fano SEIZED lalibela",
        ),
    ],
)
def test_an_attack_hits_people_and_sites_without_a_name(text: str, deed: str) -> None:
    the(text, deed)


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("Six Malian soldiers died when gunmen ambushed their convoy.", "g_gunmen ATTACKED malian_forces"),
        ("Houthi fighters boarded and sank the Magic Seas.", "houthis ATTACKED p_magic_seas"),
        ("The trucks were stopped at RSF checkpoints.", "rsf BLOCKED p_trucks"),
        ("JNIM encircled the towns of Kayes and Nioro.", "jnim BLOCKED kayes+nioro"),
        ("A drone flown by the RSF hit a market in El Fasher.", "rsf ATTACKED"),
        ("He visited Bukavu, held by M23.", "m23 CONTROLS bukavu"),
        ("Acting head of the LPR Leonid Pasechnik said so.", "leonid_pasechnik LEADS lpr"),
        ("Ukrainian troops stopped 15 Russian attacks.", "BLOCKED russia"),
        ("A convoy of the Malian army fell into an ambush laid by JNIM.", "jnim ATTACKED malian_forces"),
        ("A barrage of rockets fired by the RSF fell on Omdurman.", "rsf ATTACKED omdurman"),
        ("With the help of Wagner the Malian army retook Kidal.", "wagner_group SUPPORTED malian_forces"),
        ("Al-Shabaab threatened to attack the airstrip.", "al_shabaab THREATENED p_airstrip"),
        ("About 900 US troops remain in northeast Syria.", "us_forces DEPLOYED_TO"),
        ("The US strike in support of the Somali army killed two.", "SUPPORTED somali_forces"),
        ("Federal forces did not let aid trucks into Mekelle.", "BLOCKED"),
        (
            "Malian troops retook Kidal with the support of Russian jets.",
            "SUPPORTED malian_forces",
        ),
        ("The M23 was formed by officers who deserted from the army. It took Goma.", "m23 SEIZED goma"),
    ],
)
def test_sides_are_known_from_what_stands_around_them(text: str, deed: str) -> None:
    assert any(deed in found for found in deeds(text)), deeds(text)
