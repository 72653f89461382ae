"""The registry: what is in it holds together, and a mistake in a data file is named."""

import pytest

from kg.errors import DataError
from kg.identity import countries, gazetteer, registry, vocabulary
from kg.identity.registry import Actor, Registry

REBEL = "[x]\nname = 'X'\nkind = 'rebel'\n"


@pytest.fixture(scope="module")
def known() -> Registry:
    return registry.load()


def test_every_state_has_a_government_forces_and_a_territory(known):
    for country in known.countries.values():
        assert known.actors[country.actor].kind == "state"
        assert known.actors[country.forces].kind == "military"
        assert known.places[country.land].kind == "country"
    assert len(known.countries) >= 195


def test_one_id_is_never_an_actor_and_a_place(known):
    assert not known.actors.keys() & known.places.keys()


def test_the_registry_knows_the_world(known):
    by_kind = {kind: sum(actor.kind == kind for actor in known.actors.values()) for kind in registry.KINDS}
    assert len(known.actors) >= 3_300
    assert by_kind["media"] >= 550
    assert by_kind["igo"] + by_kind["ngo"] + by_kind["monitor"] >= 300
    assert sum(by_kind[kind] for kind in ("militia", "rebel", "terrorist", "pmc")) >= 400
    assert by_kind["person"] >= 1_300
    assert len(known.places) >= 40_000
    assert sum(place.by_hand for place in known.places.values()) >= 2_500


def test_places_lie_within_places(known):
    for place in known.places.values():
        assert place.within is None or place.within in known.places


@pytest.mark.parametrize(
    ("id_", "day", "kind"),
    [
        ("taliban", "2019-05-01", "rebel"),
        ("taliban", "2021-08-15", "government"),
        ("taliban", None, "government"),
        ("hts", "2024-11-30", "terrorist"),
        ("hts", "2024-12-09", "political"),
    ],
)
def test_what_an_actor_is_depends_on_the_day(known, id_, day, kind):
    assert known.actors[id_].kind_on(day) == kind


def test_a_post_is_held_from_its_first_day_until_the_day_before_its_last(known):
    (role,) = known.actors["mark_esper"].roles
    assert role.holds("2019-07-23")
    assert not role.holds("2020-11-09")
    assert not role.holds(None)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[x]\nname = 'X'", "own.toml: x: kind"),
        ("[x]\nname = 'X'\nkind = 'army'", "own.toml: x: kind"),
        ("[X y]\nname = 'X'", "own.toml: not a table of actors"),
        ("[x]\nname = 'X'\nkind = 'rebel'\ncolour = 'red'", "own.toml: x: colour"),
        (
            REBEL + "aliases = [{text = 'XX', from = '2020', to = '2019'}]",
            "not before",
        ),
        (
            REBEL + "phases = [{kind = 'rebel', from = '2019'}, {kind = 'government', from = '2020'}]",
            "overlap",
        ),
        (
            REBEL + "roles = [{title = 'king', of = 'y'}, {title = 'king', of = 'y', from = '2020'}]",
            "held twice",
        ),
    ],
)
def test_a_mistake_is_named_with_its_file_and_entry(text, complaint):
    with pytest.raises(DataError, match=complaint):
        registry.parse(text, "own.toml")


def test_an_entry_takes_what_the_file_says_of_all():
    read = registry.parse(
        "[_]\nkind = 'media'\nsector = 'JRN'\n[x]\nname = 'X'\n[y]\nname = 'Y'\nkind = 'ngo'", "own.toml"
    )
    assert (read["x"].kind, read["y"].kind, read["y"].sector) == ("media", "ngo", "JRN")


HEAD = "id,name,kind,country,parent,aliases,roles\n"


def test_a_line_of_a_roster_is_an_actor_with_its_names_and_posts():
    line = (
        "x,Xia Yo,person,mali,,Yo|X. Yo,foreign minister@malian_foreign_ministry@2020-05@2021;spokesman@y@@\n"
    )
    actor = registry.roster(HEAD + line, "own.csv")["x"]
    assert [alias.text for alias in actor.aliases] == ["Yo", "X. Yo"]
    assert [(role.of, role.kind) for role in actor.roles] == [
        ("malian_foreign_ministry", "leads"),
        ("y", "speaks_for"),
    ]
    assert [actor.roles[0].holds(day) for day in ("2020-05-01", "2020-12-31", "2021-01-01")] == [
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    "line", ["x,X,army,,,,\n", "x,X,person,,,,king@y\n", "x,X,rebel\n", "x,X,rebel,,,,\nx,X,rebel,,,,\n"]
)
def test_a_mistake_in_a_roster_is_named_with_its_line(line):
    with pytest.raises(DataError, match=r"own\.csv: line [23]"):
        registry.roster(HEAD + line, "own.csv")


def test_a_broken_row_of_the_gazetteer_is_named(known):
    codes = {country.iso: country for country in known.countries.values()}
    places = gazetteer.Places({}, ["a,A,town,SY,,north,2,3,"], codes)
    with pytest.raises(DataError, match=r"gazetteer\.csv: a,A,town"):
        places["a"]


def test_an_entry_that_points_nowhere_is_refused(known):
    lost = Actor.model_validate({"id": "lost", "name": "Lost", "kind": "rebel", "parent": "nobody_at_all"})
    with pytest.raises(DataError, match="lost points at nobody_at_all"):
        registry.check(Registry({**known.actors, "lost": lost}, known.places, known.countries))


def test_an_actor_of_an_unknown_country_is_refused(known):
    lost = Actor.model_validate({"id": "lost", "name": "Lost", "kind": "rebel", "country": "atlantis"})
    with pytest.raises(DataError, match="unknown country atlantis"):
        registry.check(Registry({**known.actors, "lost": lost}, known.places, known.countries))


def test_a_broken_row_of_places_is_named_with_its_line(known):
    codes = {country.iso: country for country in known.countries.values()}
    head = "id,name,kind,country,within,lat,lon,population,aliases\n"
    with pytest.raises(DataError, match=r"own\.csv: line 3"):
        list(
            gazetteer.parse(
                head + "a,A,town,SY,,1,2,3,\nb,B,town,SY,,north,2,3,\n", "own.csv", codes, by_hand=True
            )
        )
    with pytest.raises(DataError, match="first line"):
        list(gazetteer.parse("id,name\n", "own.csv", codes, by_hand=True))


def test_a_country_that_stands_twice_is_refused():
    head = "iso,id,name,aliases,adjectives,people,capital,stem,actor,forces\n"
    with pytest.raises(DataError, match="there twice"):
        countries.load(head + "XX,x,X,,Xish,,,,,\nXX,x,X,,Xish,,,,,\n")


def test_a_noun_of_no_unit_is_refused():
    with pytest.raises(DataError, match="fairies"):
        vocabulary.parse(
            "[units]\n[nouns]\nfairies = 'fairies/fairy'\n[carriers]\n[things]\n[fillers]\n[titles]\n"
            "[place_nouns]\n[aircraft]\n[bare_places]\n[peoples]\n",
            "own.toml",
        )


def test_most_countries_have_their_first_level_divisions(known):
    kinds = {"governorate", "oblast", "province", "state", "region"}
    divided = {place.country for place in known.places.values() if place.kind in kinds}
    assert len(divided) >= 170
    assert sum(place.kind in kinds for place in known.places.values()) >= 3_000


@pytest.mark.parametrize(
    ("town", "division"),
    [
        ("qamishli", "al_hasakah_governorate"),
        ("munich", "bavaria"),
        ("lashkar_gah", "helmand"),
        ("koutiala", "sikasso_region"),
        ("bilhorod_dnistrovskyi", "odesa_oblast"),
        ("shuhayl", "deir_ez_zor_governorate"),
    ],
)
def test_a_town_lies_within_its_division(known, town, division):
    assert known.places[town].within == division
    assert known.places[division].within == f"{known.places[town].country}_country"
