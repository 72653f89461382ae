"""The same happening told twice is one incident; two happenings are two."""

import pytest

from kg.deciding.incidents import IncidentIndex
from kg.model import Article
from tests.extract.reading import extractor
from tests.press import Print, read

ONE = "On 12 May 2024 Russian forces attacked Ukrainian troops in Vovchansk."


def one_incident(first: str, second: str, *, day: str = "2024-05-20") -> bool:
    story = read(Print(first, "Reuters", day), Print(second, "TASS", day))
    assert story.incidents[0], "the first article tells of an incident"
    assert story.incidents[1], "so does the second"
    return story.incidents[0] == story.incidents[1]


@pytest.mark.parametrize(
    "second",
    [
        "Ukrainian troops were attacked by Russian forces in Vovchansk on 12 May 2024.",
        "On 12 May 2024 Russia attacked the Ukrainian army in Vovchansk.",
        "On 13 May 2024 Russian forces attacked Ukrainian troops in Vovchansk.",
        "On 11 May 2024 Russian forces attacked Ukrainian troops in Vovchansk.",
        "On 12 May 2024 Ukrainian troops attacked Russian forces in Vovchansk.",
        "Ten Ukrainian soldiers were killed by Russian forces in Vovchansk on 12 May 2024.",
        "On 12 May 2024 Russian forces attacked Ukrainian troops.",
        "On 12 May 2024 Russian forces attacked Ukrainian troops in Kharkiv Oblast.",
    ],
)
def test_two_tellings_of_one_happening_meet(second: str) -> None:
    assert one_incident(ONE, second)


@pytest.mark.parametrize(
    "second",
    [
        "On 15 May 2024 Russian forces attacked Ukrainian troops in Vovchansk.",
        "On 12 May 2024 Russian forces attacked Ukrainian troops in Robotyne.",
        "On 12 May 2024 Israeli forces attacked Hamas in Rafah.",
        "On 12 May 2023 Russian forces attacked Ukrainian troops in Vovchansk.",
        "On 12 May 2024 Russian forces attacked the village of Lyptsi.",
        "On 12 May 2024 Russian officials met Ukrainian officials in Vovchansk.",
    ],
)
def test_other_days_places_sides_and_kinds_are_other_incidents(second: str) -> None:
    assert not one_incident(ONE, second)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Qamishli", "Kamishli"),
        ("Deir ez-Zor", "Deir al-Zour"),
        ("Hodeidah", "Hudaydah"),
        ("Kyiv", "Kiev"),
        ("El Fasher", "al-Fashir"),
    ],
)
def test_spellings_of_a_place_meet(one: str, other: str) -> None:
    text = "On 12 May 2024 Turkish forces attacked Syrian troops in {}."
    assert one_incident(text.format(one), text.format(other))


def test_two_attacks_in_one_town_in_one_week_stay_two() -> None:
    story = read(
        Print("On 6 May 2024 Malian troops attacked Tuareg rebels in Kidal.", "Reuters", "2024-05-07"),
        Print("On 10 May 2024 Malian troops attacked Tuareg rebels in Kidal.", "Reuters", "2024-05-11"),
    )
    assert len(story.opened) == 2
    assert story.incidents[0] != story.incidents[1]


def test_an_article_of_two_happenings_opens_two() -> None:
    text = f"{ONE}\n\nOn 3 April 2024 Israeli forces attacked Hamas in Rafah."
    assert len(read(Print(text)).opened) == 2


def test_two_days_in_one_article_are_two_incidents_though_another_tells_of_one_in_between() -> None:
    story = read(
        Print(ONE, "Reuters", "2024-05-14"),
        Print(
            f"{ONE}\n\nOn 13 May 2024 Russian forces attacked Ukrainian troops in Vovchansk.",
            "TASS",
            "2024-05-14",
        ),
    )
    assert len(story.opened) == 2
    assert story.incidents[0] == story.incidents[1][:1]
    assert len(set(story.incidents[1])) == 2


@pytest.mark.parametrize(
    ("second", "meets"),
    [
        ("On 12 May 2024 the US secretary of state met Ukrainian officials in Kyiv.", True),
        ("On 12 May 2024 Angela Merkel met Emmanuel Macron in Kyiv.", False),
    ],
)
def test_talks_of_persons_meet_with_those_of_their_countries(second: str, meets: bool) -> None:
    assert one_incident("On 12 May 2024 Antony Blinken met Volodymyr Zelensky in Kyiv.", second) == meets


@pytest.mark.parametrize(
    ("text", "incidents"),
    [
        ("Russian missile hits a bus in Ukraine\n\nTwo Ukrainian soldiers died near Vovchansk.", 1),
        (
            "Israeli jets bombed Hamas in Idlib province after Turkish forces shelled Kurdish fighters "
            "in Idlib province.",
            1,
        ),
        ("Israeli jets bombed Hamas in Rafah, and Turkish forces shelled Kurdish fighters in Manbij.", 2),
    ],
)
def test_a_title_is_told_again_in_the_text_and_one_sentence_of_one_place_is_one(
    text: str, incidents: int
) -> None:
    assert len(read(Print(text)).opened) == incidents


@pytest.mark.parametrize(
    ("talks", "incidents"),
    [
        ("The Russian envoy met the Ukrainian president.", 1),
        ("The governor met the mayor.", 2),
    ],
)
def test_talks_of_a_side_belong_to_what_it_did_and_those_of_nobody_known_to_nothing(
    talks: str, incidents: int
) -> None:
    assert len(read(Print(f"{ONE} {talks}", "Reuters", "2024-05-14")).opened) == incidents


@pytest.mark.parametrize(
    ("said", "incidents"),
    [
        ("Kyiv accused Russian forces of a war crime.", 1),  # of a side of what was told
        ("Ten sentences on. One more. And one. Mali accused Algeria of arming rebels.", 2),  # of others
        ("Quiet days. Long ones. Then talks. Kyiv denied it on 14 May.", 1),  # after it
        ("Quiet days. Long ones. Then talks. On 2 May Kyiv denied a report by Reuters.", 2),  # before it
    ],
)
def test_what_is_said_by_others_or_before_a_happening_is_of_something_else(said: str, incidents: int) -> None:
    assert len(read(Print(f"{ONE} {said}", "Reuters", "2024-05-16")).opened) == incidents


@pytest.mark.parametrize(
    ("second", "incidents"),
    [
        ("From 11 to 13 May Russian forces shelled Ukrainian troops in Vovchansk.", 1),
        ("From 15 to 17 May Russian forces shelled Ukrainian troops in Vovchansk.", 2),
        ("From 11 to 13 May Israeli forces shelled Hamas in Rafah.", 2),
    ],
)
def test_a_day_among_several_that_are_told_is_the_same_happening(second: str, incidents: int) -> None:
    assert len(read(Print(f"{ONE}\n\n{second}", "Reuters", "2024-05-20")).opened) == incidents


def test_two_regions_of_one_day_are_two_happenings() -> None:
    text = "On 12 May 2024 Russian forces shelled Ukrainian troops in Sumy Oblast.\n\nOn 12 May 2024 Russian"
    assert len(read(Print(f"{text} forces shelled Ukrainian troops in Zaporizhzhia Oblast.")).opened) == 2
    assert len(read(Print(f"{text} forces shelled Ukrainian troops in Sumy Oblast.")).opened) == 1


def test_what_stands_under_another_heading_of_others_is_another_happening() -> None:
    text = "On 12 May 2024 Malian troops attacked Tuareg rebels. On 12 May 2024 gunmen shot dead two farmers."
    one, other = text.split(". ")
    assert len(read(Print(text)).opened) == 1
    assert (
        len(
            read(
                Print(
                    f"Week in review\n\nMali: army on the move\n\n{one}.\n\nSomalia: farmers die\n\n{other}"
                )
            ).opened
        )
        == 2
    )


def test_two_groups_of_one_network_are_not_the_same_party() -> None:
    assert not one_incident(
        "On 12 May 2024 JNIM attacked farmers.",
        "On 12 May 2024 al-Shabaab attacked farmers.",
    )


def test_gunmen_of_two_wars_are_not_the_same_party() -> None:
    assert not one_incident(
        "On 12 May 2024 gunmen attacked Kenyan soldiers.",
        "On 12 May 2024 gunmen attacked Colombian soldiers.",
    )


@pytest.mark.parametrize(
    "text",
    ["Iran plans to attack Israel.", "If Iran attacks Israel, oil will be dear.", "The RSF controls Nyala."],
)
def test_plans_conditions_and_standing_relations_are_no_incidents(text: str) -> None:
    assert read(Print(text)).opened == []


def test_an_incident_tells_its_day_place_and_sides() -> None:
    [incident] = read(Print(ONE)).opened
    assert (incident.date, incident.place) == ("2024-05-12", "vovchansk")
    assert set(incident.parties) == {"russian_forces", "ukrainian_armed_forces"}
    assert "Vovchansk" in incident.title
    assert "2024-05-12" in incident.title


def test_the_same_articles_in_the_same_order_give_the_same_incidents() -> None:
    prints = [Print(ONE), Print("On 13 May 2024 Russia attacked the Ukrainian army in Vovchansk.", "TASS")]
    assert read(*prints) == read(*prints)


def test_linking_alone_opens_nothing_in_the_index() -> None:
    article = Article(id="a", text=ONE)
    extraction = extractor().extract(article)
    index = IncidentIndex()
    assert index.link(article, extraction) == index.link(article, extraction)


def test_one_group_in_two_towns_on_a_day_is_two_incidents_unless_the_other_side_is_one_too() -> None:
    first = "On 12 May 2024 al-Shabaab attacked Somali troops in Moqokori."
    assert one_incident(first, "On 12 May 2024 al-Shabaab attacked Somali troops in Adan Yabaal.")
    assert not one_incident(first, "On 12 May 2024 al-Shabaab attacked villagers in Adan Yabaal.")


def test_spellings_of_a_village_that_nobody_knows_meet() -> None:
    first = "On 12 May 2024 JNIM attacked the village of Barsaloma."
    assert one_incident(first, "On 12 May 2024 JNIM fighters stormed the village of Barssaloma.")
    assert not one_incident(first, "On 12 May 2024 JNIM fighters stormed the village of Tondikoro.")


def test_the_air_force_of_a_junta_is_on_its_side() -> None:
    first = "On 12 May 2024 Myanmar's air force bombed the village of Pazi Gyi."
    assert one_incident(first, "On 12 May 2024 the Myanmar junta bombed the village of Pazi Gyi.")


def test_a_survey_tells_of_each_happening_by_itself() -> None:
    texts = (
        "On 12 May 2024 the RSF shelled El Fasher.",
        "On 12 May 2024 JNIM attacked Djibo.",
        "On 12 May 2024 M23 took Sake.",
        "Nobody was there to see it.",
        "It was a long week.",
        "Aid was late.",
        "Rain fell.",
        "On 12 May 2024 the RSF killed nine Chadian farmers.",
    )
    story = read(Print(" ".join(texts), "Reuters", "2024-05-20"))
    assert len(story.incidents[0]) == 4
