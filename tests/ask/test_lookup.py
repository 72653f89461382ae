"""From a typed name to a key."""

import pytest

from kg.errors import QuestionError
from kg.identity import skeleton
from kg.questions import lookup
from kg.questions.listed import Listed
from kg.questions.lookup import Name, choose

REGISTRY = {
    "actor": [
        Name("sdf", "Syrian Democratic Forces"),
        Name("sdf", "SDF"),
        Name("saa", "Syrian Arab Army"),
        Name("saa", "the army"),
        Name("lebanese_army", "the army"),
    ],
    "place": [Name("qamishli", "Qamishli"), Name("khasham", "Khasham")],
    "incident": [],
}
GRAPH = {
    "actor": [Name("x_al_rafidain_brigade", "al-Rafidain Brigade"), Name("saa", "Syrian Arab Army")],
    "place": [],
    "incident": [],
}


def found(kind, text):
    names = GRAPH[kind]
    if text is None:
        return names
    return [name for name in names if text == name.key or text.lower() == name.text.lower()]


def nothing_found(kind, text):
    return []


def read(kind, text):
    return [Name("saa", "Syrian Arab Army")] if (kind, text) == ("actor", "Syrian soldiers") else []


def chosen(text, *kinds):
    return choose(
        text, kinds or ("actor",), found=found, known=lambda kind: Listed(REGISTRY[kind]), read=read
    )


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("saa", "saa"),
        ("sdf", "sdf"),
        ("SDF", "sdf"),
        ("syrian democratic forces", "sdf"),
        ("x_al_rafidain_brigade", "x_al_rafidain_brigade"),
        ("Al-Rafidain brigade", "x_al_rafidain_brigade"),
    ],
)
def test_a_key_a_name_or_an_alias_will_do(text, key):
    assert chosen(text) == key


@pytest.mark.parametrize("text", ["Kamyshly", "al-Qamishly", "QAMISHLI", "Qāmishlī"])
def test_another_spelling_of_a_place_will_do(text):
    assert chosen(text, "place") == "qamishli"


def test_what_an_article_would_name_will_do():
    assert chosen("Syrian soldiers") == "saa"
    for text in ("US forces", "us forces", "American soldiers"):
        assert [name.key for name in lookup.as_in_articles("actor", text)][:1] in (["us_forces"], ["us_army"])
    assert lookup.as_in_articles("actor", "soldiers") == []
    assert lookup.as_in_articles("actor", "Syrian soldiers and sailors") == []
    assert lookup.as_in_articles("incident", "US forces") == []


def test_a_few_shared_consonants_are_not_another_spelling():
    assert skeleton.keys("Sooudaefaa") == skeleton.keys("SDF")
    with pytest.raises(QuestionError, match="no actor"):
        chosen("Sooudaefaa")


def test_only_the_kinds_that_are_asked_for_are_looked_at():
    with pytest.raises(QuestionError, match="no actor"):
        chosen("Khasham", "actor")
    assert chosen("Khasham", "actor", "place") == "khasham"


def test_an_unknown_name_gets_up_to_three_that_look_like_it():
    with pytest.raises(QuestionError, match=r"did you mean sdf \(Syrian Democratic Forces\)"):
        chosen("Syrian Democratic Force of Syria")
    many = [Name(f"army_{number}", f"Army {number}") for number in range(9)]
    assert len(lookup.suggest("Army 10", many)) == 3


def test_a_provisional_actor_is_suggested_too():
    with pytest.raises(QuestionError, match="x_al_rafidain_brigade"):
        chosen("Rafidayn Brigade!")


def test_a_name_that_is_like_none_gets_no_suggestion():
    with pytest.raises(QuestionError, match="no actor or place goes by 'Qwertz'"):
        chosen("Qwertz", "actor", "place")


def test_a_name_of_several_is_answered_with_their_keys():
    with pytest.raises(QuestionError, match=r"lebanese_army .* saa .*give one of these keys"):
        chosen("The Army")


def test_nothing_is_not_a_name():
    with pytest.raises(QuestionError):
        chosen("")


def test_the_registry_that_ships_with_kg_knows_its_aliases():
    for text in ("SDF", "Syrian Democratic Forces"):
        assert choose(text, ("actor",), found=nothing_found, known=lookup.known, read=read) == "sdf"
    for text in ("Kamyshly", "al-Qamishli"):
        assert choose(text, ("place",), found=nothing_found, known=lookup.known, read=read) == "qamishli"


def test_a_whole_name_comes_before_a_title_that_holds_it(told):
    assert lookup.resolve(told.graph, "Khasham", "actor", "place", "incident") == "khasham"
    assert lookup.resolve(told.graph, "of Khasham", "actor", "place", "incident") == "khasham_battle"


def test_the_graph_is_asked_for_keys_names_and_titles(told):
    assert lookup.resolve(told.graph, "us_forces", "actor") == "us_forces"
    assert lookup.resolve(told.graph, " US FORCES ", "actor") == "us_forces"
    assert lookup.resolve(told.graph, "khirbet ammo", "place") == "khirbet_ammo"
    assert lookup.resolve(told.graph, "khirbet", "incident") == "ammo"
    with pytest.raises(QuestionError, match="khasham_battle"):
        lookup.resolve(told.graph, "a", "incident")
    with pytest.raises(QuestionError, match="g_residents"):
        lookup.resolve(told.graph, "g_resident", "actor")
