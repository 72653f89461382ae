"""Names: what words mean, whom nationality and noun make, what is known of an id."""

import pytest

from kg.extract.text.tokens import tokenize
from kg.identity import names
from kg.identity.trie import Node, Sense, insert, match


@pytest.fixture(scope="module")
def known():
    return names.load()


def found(text: str, alias: str, **how: bool) -> bool:
    root = Node()
    insert(root, alias, Sense("a", "x"), **how)
    tokens = tokenize(text)
    return any(match(root, tokens, place) for place in range(len(tokens)))


@pytest.mark.parametrize("text", ["al-Tanf", "Al Tanf", "at-Tanf", "the al Tanf base"])
def test_the_article_of_a_name_may_be_written_in_any_way(text):
    assert found(text, "al-Tanf")


@pytest.mark.parametrize("text", ["Deir ez-Zor", "Deir al-Zor", "Deir ez Zor", "Deir Zor"])
def test_an_article_inside_a_name_may_be_missing(text):
    assert found(text, "Deir ez-Zor")


@pytest.mark.parametrize("text", ["he told us", "it is late", "an ap for maps"])
def test_short_abbreviations_are_written_in_capitals(text):
    assert not found(text, "US")
    assert not found(text, "IS")
    assert not found(text, "AP")


def test_dots_do_not_hide_an_abbreviation():
    assert found("the U.S. and", "US")
    assert found("the us -led strike", "US")


def test_a_proper_name_begins_with_capitals():
    assert found("the Wagner Group said", "Wagner Group")
    assert not found("a white house on the hill", "White House")


def test_the_longest_name_counts():
    root = Node()
    insert(root, "Syrian", Sense("j", "syrian"))
    insert(root, "Syrian Democratic Forces", Sense("a", "sdf"))
    matched = match(root, tokenize("Syrian Democratic Forces fought"), 0)
    assert matched is not None
    assert (matched.last, matched.senses[0].id) == (3, "sdf")


@pytest.mark.parametrize(
    ("stem", "unit", "id_", "kind"),
    [
        ("syrian", "forces", "syrian_army", "military"),
        ("us", "air_force", "us_air_force", "military"),
        ("us", "government", "united_states", "state"),
        ("malian", "police", "malian_police", "police"),
        ("turkish", "foreign_ministry", "turkish_foreign_ministry", "government"),
        ("kurdish", "forces", "kurdish_forces", "militia"),
        ("kurdish", "people", "kurds", "civilians"),
        ("russian", "backed_rebels", "russian_backed_rebels", "rebel"),
    ],
)
def test_nationality_and_noun_make_a_party_that_is_known_by_its_id_alone(known, stem, unit, id_, kind):
    link = known.compose(stem, unit)
    assert (link.id, link.kind) == (id_, kind)
    entity = known.entity(id_)
    assert (entity.id, entity.name, entity.type) == (id_, link.name, kind)


def test_a_place_comes_with_coordinates_and_what_it_lies_within(known):
    khasham = known.entity("khasham")
    assert (khasham.kind, khasham.country, khasham.parent) == ("place", "syria", "deir_ez_zor_governorate")
    assert khasham.latitude is not None
    assert khasham.longitude is not None


def test_a_town_of_the_gazetteer_is_found_by_every_name_it_has(known):
    fresh = names.compile_names(known.registry, known.vocabulary)
    towns = list(fresh.towns["san"])
    assert len(towns) > 20
    for town in towns:
        matched = fresh.match(tokenize(town.name), 0)
        assert town.id in {sense.id for sense in matched.senses}
    assert "san" not in fresh.towns


def test_what_an_actor_is_depends_on_the_day(known):
    assert known.entity("taliban", on="2015-01-01").type == "rebel"
    assert known.entity("taliban", on="2022-01-01").type == "government"


def test_an_unknown_id_is_provisional(known):
    entity = known.entity("x_red_river_brigade", name="Red River Brigade", type_="rebel")
    assert (entity.provisional, entity.kind, entity.type) == (True, "actor", "rebel")


def test_a_government_and_its_land_lead_to_each_other(known):
    assert known.state_of("syria_country") == "syrian_government"
    assert known.land_of("syrian_government") == "syria_country"
    assert known.country_of("syrian_army") == known.country_of("khasham") == "syria"


@pytest.mark.parametrize(
    ("spelling", "id_"), [("Khirbat Ammou", "khirbet_ammo"), ("Maghaweer al-Thaura", "maghawir_al_thawra")]
)
def test_a_new_spelling_leads_to_the_entry(known, spelling, id_):
    assert [link.id for link in known.link(spelling)] == [id_]
