"""Mentions: which actors and places the words of a sentence name."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.names.mentions import find, settle
from kg.extract.spans import SentenceSpan
from kg.extract.text.tokens import tokenize
from kg.identity import names

from .reading import claims, read

PENTAGON = "us_department_of_defense"


@pytest.fixture(scope="module")
def known():
    return names.load()


def span(text: str) -> SentenceSpan:
    return SentenceSpan(0, len(text), "body", tokenize(text))


def words(text: str, sentence: SentenceSpan, found) -> str:
    return text[sentence.tokens[found.first].start : sentence.tokens[found.last - 1].end]


def heads(text: str, known) -> dict[str, str]:
    """Surface → id of the mentions that are no modifiers."""
    sentence = span(text)
    return {words(text, sentence, found): found.id for found in find(sentence, known) if found.role == "head"}


def modifiers(text: str, known) -> list[tuple[str, str | None]]:
    return [(found.id, found.relation) for found in find(span(text), known) if found.role == "modifier"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("US troops met Syrian soldiers.", {"US troops": "us_forces", "Syrian soldiers": "syrian_army"}),
        (
            "The Pentagon told the US government.",
            {"Pentagon": "us_department_of_defense", "US government": "united_states"},
        ),
        (
            "SDF fighters and Wagner mercenaries clashed.",
            {"SDF fighters": "sdf", "Wagner mercenaries": "wagner_group"},
        ),
        (
            "Russian and Syrian warplanes returned.",
            {"Russian": "russian_air_force", "Syrian warplanes": "syrian_air_force"},
        ),
        (
            "Iraqis thanked the people of Jordan.",
            {"Iraqis": "iraqi_people", "people of Jordan": "jordanian_people"},
        ),
        (
            "Mali's government paid Chadian police officers.",
            {"Mali's government": "mali", "Chadian police officers": "chadian_police"},
        ),
        ("US F-16 jets took off.", {"US F-16 jets": "us_air_force"}),
        ("Two units of the Wagner Group left.", {"units of the Wagner Group": "wagner_group"}),
        ("Three gunmen and some villagers ran.", {"gunmen": "g_gunmen", "villagers": "g_villagers"}),
        (
            "Houthi rebels thanked Yemeni officials.",
            {"Houthi rebels": "houthis", "Yemeni officials": "yemen"},
        ),
    ],
)
def test_nationality_or_group_and_noun_are_one_party(known, text, expected):
    assert heads(text, known) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("French-backed fighters advanced.", [("france", "backed")]),
        ("A pro-Turkish group left.", [("turkey", "pro")]),
        ("Hamas-run schools closed.", [("hamas", "run")]),
        ("Russian air strikes went on.", [("russia", "nationality")]),
    ],
)
def test_who_only_qualifies_another_is_a_modifier(known, text, expected):
    assert modifiers(text, known) == expected


@pytest.mark.parametrize(
    ("text", "surface", "id_"),
    [
        (
            "Russian Foreign Minister Sergei Lavrov left.",
            "Russian Foreign Minister Sergei Lavrov",
            "sergey_lavrov",
        ),
        ("Gen. Kofi Mensah left.", "Gen. Kofi Mensah", "x_kofi_mensah"),
        ("The Turkish foreign minister left.", "Turkish foreign minister", "turkish_foreign_ministry"),
        ("The president of Niger left.", "president of Niger", "niger"),
        ("We met Ahmed Tofiq, 34, a baker.", "Ahmed Tofiq", "x_ahmed_tofiq"),
    ],
)
def test_persons_are_named_with_their_titles(known, text, surface, id_):
    assert heads(text, known)[surface] == id_


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("They fought in Syria.", "place"),
        ("Syria accused its neighbour.", "actor"),
        ("Fighting spread across Mali.", "place"),
        ("She hopes for a free and democratic Syria.", "place"),
        ("He travels to Niger on May 4 and to Mali on May 6.", "place"),
    ],
)
def test_a_country_is_land_or_state_by_the_words_around_it(known, text, kind):
    sentence = span(text)
    country = next(
        found for found in find(sentence, known) if words(text, sentence, found) in {"Syria", "Mali"}
    )
    assert country.kind == kind


def test_a_capital_speaks_for_its_government_unless_something_happens_there(known):
    assert heads("Moscow accused Kyiv of lying.", known)["Moscow"] == "russia"
    assert heads("A bomb went off in Moscow.", known)["Moscow"] == "moscow"


@pytest.mark.parametrize(
    ("text", "surface", "kind", "type_"),
    [
        ("They took the village of Tell Garbo.", "Tell Garbo", "place", "village"),
        ("Shells fell near Oum Zarqo.", "Oum Zarqo", "place", "place"),
        ("The army shelled Oum al-Tarvo.", "Oum al-Tarvo", "place", "place"),
        ("Rebels seized Idlib and Zarqova.", "Zarqova", "place", "place"),
        ("Rebels seized al-Tarvo and Zarqova.", "Zarqova", "place", "place"),
        ("The Red Valley Brigade surrendered.", "Red Valley Brigade", "actor", "rebel"),
        ("He told the Harbour Evening News that.", "Harbour Evening News", "actor", "media"),
        ("The Rwandan Patriotic Front won.", "Rwandan Patriotic Front", "actor", "rebel"),
        ("The mayor of Oum Zarqo, Quvanna Tresk, fled.", "Quvanna Tresk", "actor", "person"),
        ("Quvanna Tresk, the deputy mayor, fled.", "Quvanna Tresk", "actor", "person"),
        (
            "It told the Tarvo Regional Military Administration.",
            "Tarvo Regional Military Administration",
            "actor",
            "government",
        ),
    ],
)
def test_an_unknown_name_becomes_provisional_with_the_kind_its_words_give_away(
    known, text, surface, kind, type_
):
    sentence = span(text)
    found = next(found for found in find(sentence, known) if words(text, sentence, found) == surface)
    assert (found.kind, found.type, found.how) == (kind, type_, "provisional")


@pytest.mark.parametrize(
    "text",
    [
        "The Geneva Convention forbids it.",
        "On Monday in May the reading was nice.",
        "However, police work is hard.",
        "Mobile phones broke.",
    ],
)
def test_days_months_and_common_words_name_no_place(known, text):
    assert not [found for found in find(span(text), known) if found.kind == "place"]


def test_a_headline_in_title_case_yields_only_what_is_known(known):
    assert heads("Coastal Rescue Council Meets Iraqi Police At Long Table", known) == {
        "Iraqi Police": "iraqi_police"
    }


def test_new_spellings_of_known_places_are_linked(known):
    (found,) = [
        found for found in find(span("Shots were heard in Kharbat Ammou."), known) if found.kind == "place"
    ]
    assert (found.id, found.how) == ("khirbet_ammo", "skeleton")


def settled(known, *texts: str) -> list[dict[str, str]]:
    sentences = [span(text) for text in texts]
    founds = settle(sentences, [find(sentence, known) for sentence in sentences], known)
    return [
        {words(text, sentence, found): found.id for found in each}
        for text, sentence, each in zip(texts, sentences, founds, strict=True)
    ]


def test_a_name_of_two_places_is_decided_by_the_article(known):
    libya = settled(known, "Fighters from Benghazi and Misrata left.", "They drove to Tripoli.")
    assert libya[1]["Tripoli"] == "tripoli_libya"


def test_regime_is_the_syrian_government_only_in_articles_on_syria(known):
    assert settled(known, "In Damascus, Aleppo and Homs people waited.", "The regime said nothing.")[1] == {
        "regime": "syrian_government"
    }
    assert settled(known, "In Yangon, Mandalay and Sittwe people waited.", "The regime said nothing.")[1] == {
        "regime": "g_regime"
    }


def test_a_short_form_in_brackets_means_the_same_in_the_whole_article(known):
    later = settled(known, "The River Peoples Front (RPF) signed.", "The RPF left.")[1]
    assert later["RPF"] == "x_river_peoples_front"


def test_a_known_surname_that_speaks_is_its_bearer(known):
    assert heads("White said that it was late.", known) == {"White": "dana_white"}
    assert heads("White snow fell.", known) == {}


def test_a_surname_alone_means_the_person_named_before(known):
    assert settled(known, "Col. Peter Brandt arrived.", "Brandt was tired.")[1]["Brandt"] == "x_peter_brandt"


@given(st.text(max_size=200))
@settings(max_examples=150, deadline=None)
def test_mentions_of_any_text_stay_in_it_and_heads_do_not_overlap(text):
    sentence = span(text)
    founds = find(sentence, names.load())
    assert all(0 <= found.first < found.last <= len(sentence.tokens) for found in founds)
    taken: set[int] = set()
    for found in founds:
        if found.role == "head":
            own = set(range(found.first, found.last))
            assert not own & taken
            taken |= own


def test_a_city_of_the_world_is_no_village_of_the_country_at_war():
    text = "Sudan's army shelled Nyala in Sudan. The minister of Sudan met a mediator in Riyadh."
    assert "riyadh" in {mention.id for mention in read(text).mentions}


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("the province of Deir ez-Zor", "deir_ez_zor_governorate"),
        ("the region of Gao", "gao_region"),
        ("Gao region", "gao_region"),
        ("the Kidal region", "kidal_region"),
        ("the town of Gao", "gao"),
        ("Gao", "gao"),
    ],
)
def test_a_division_of_a_towns_name_is_the_division(words: str, place: str) -> None:
    (attack,) = claims(f"Rebels attacked soldiers in {words}.", "ATTACKED")
    assert attack.place
    assert attack.place.id == place


@pytest.mark.parametrize("verb", ["warned", "blamed", "threatened", "condemned"])
def test_a_capital_that_is_spoken_to_is_its_government(verb: str) -> None:
    found = [mention.id for mention in read(f"Ankara {verb} Bamako on Sunday.").mentions]
    assert found == ["turkey", "mali"]


def named(text: str) -> list[str]:
    return [mention.id for mention in read(text).mentions]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("The Kosovo Freedom Movement met.", ["x_kosovo_freedom_movement"]),
        ("Fighters of the Raqqa Civil Council met.", ["g_fighters", "x_raqqa_civil_council"]),
        ("He was in Sudan.", ["sudan_country"]),
        ("The Druze Military Council objected.", ["x_druze_military_council"]),
        ("Soldiers of the Mali Army fled.", ["malian_forces"]),
        ("The Pakistan Army and Frontier Guards fled.", ["pakistani_forces", "x_frontier_guards"]),
    ],
)
def test_a_land_that_opens_the_name_of_a_body_belongs_to_the_name(text: str, ids: list[str]) -> None:
    assert named(text) == ids


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("The 947th Mechanised Brigade fled.", "x_947th_mechanised_brigade"),
        ("The 918th Brigade fled.", "x_918th_brigade"),
    ],
)
def test_a_unit_that_has_a_number_for_its_name_is_one_of_its_own(text: str, unit: str) -> None:
    assert named(text) == [unit]


def test_a_number_of_units_is_no_name() -> None:
    assert not any(id_.startswith("x_") for id_ in named("The army lost 918 brigade members."))


def test_a_newspaper_of_one_word_is_no_beginning_of_another_name() -> None:
    assert named("The National Unity Government said so.") == ["nug"]
    assert named("The National said so.") == ["the_national"]


def test_a_surname_after_al_is_no_nation() -> None:
    assert named("Abu Jandal al-Kuwaiti was killed.") == ["x_abu_jandal_al_kuwaiti"]


def test_a_department_of_soldiers_or_police_is_no_land() -> None:
    assert named("The Counter Narcotics Police Department said so.") == [
        "x_counter_narcotics_police_department"
    ]


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("The Sudan Liberation Movement met.", "sudan_liberation_movement"),
        ("UKMTO said so.", "ukmto"),
        ("Troops left South Waziristan.", "south_waziristan"),
        ("Somaliland troops fled.", "somaliland"),
        ("The Cartel de Santa Rosa de Lima fled.", "santa_rosa_de_lima"),
    ],
)
def test_names_of_late_wars_are_known(text: str, id_: str) -> None:
    assert id_ in named(text)


@pytest.mark.parametrize(
    "text",
    [
        "The A" + "b" * 9_000 + " Brigade attacked Idlib on 3 March 2020.",
        "Troops shelled the town of K" + "a" * 9_000 + " on 3 March 2020.",
        "The " + "’".join(["Al"] * 4_000) + " Front shelled Idlib.",
    ],
)
def test_what_is_longer_than_any_name_names_nobody(known, text):
    assert max(len(found.name) for found in find(span(text), known)) <= 200
