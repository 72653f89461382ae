"""What is proposed to be one, and what is shown of it."""

import pytest

from kg.events import EntityDefined
from kg.judgements import judging
from kg.judgements.appearances import appearances
from kg.judgements.proposals import proposals
from kg.model import Entity
from tests.ask import world
from tests.building import opened

from .saying import WHY, Judging

KNOWN = Entity(id="wagner_group", name="Wagner Group", kind="actor", type="pmc")


def provisional(id_: str, name: str, *, kind: str = "actor") -> EntityDefined:
    entity = Entity(id=id_, name=name, kind=kind, type="other", provisional=True)
    return EntityDefined(entity=entity)


def happening(key: str, day: str | None, place: str | None, *parties: str, category: str = "ASSAULT"):
    return opened(key, key, first=day, last=day, place=place, category=category, parties=parties)


def proposed(*payloads) -> list[tuple[str, str]]:
    return [(each.a, each.b) for each in proposals(Judging(payloads).view)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Red River Brigade", "Red River Brigades"),
        ("Rafidain Movement", "al-Rafidayn Movement"),
        ("RRB", "Red River Brigade"),
        ("Red River Brigade", "Red River Brigade of Homs"),
    ],
)
def test_names_that_are_spelt_shortened_or_completed_otherwise_are_proposed(one, other):
    assert proposed(provisional("x_one", one), provisional("x_other", other)) == [("x_one", "x_other")]


@pytest.mark.parametrize(
    ("one", "other"), [("Red River Brigade", "Blue Guard"), ("RRB", "River Road"), ("residents", "soldiers")]
)
def test_names_that_have_little_in_common_are_not(one, other):
    assert proposed(provisional("x_one", one), provisional("x_other", other)) == []


def test_two_that_the_registry_knows_are_two():
    other = KNOWN.model_copy(update={"id": "wagner_band", "name": "Wagner Groups"})
    assert proposed(EntityDefined(entity=KNOWN), EntityDefined(entity=other)) == []
    assert proposed(EntityDefined(entity=KNOWN), provisional("x_wagner_groups", "Wagner Groups"))


def test_an_actor_and_a_place_of_one_name_are_two():
    assert (
        proposed(provisional("x_nine", "Camp Nine"), provisional("p_nine", "Camp Nine", kind="place")) == []
    )


def test_happenings_of_one_kind_at_one_place_on_neighbouring_days_are_proposed_by_how_much_they_share():
    view = Judging(
        [
            happening("a", "2020-02-12", "khasham", "reds", "blues"),
            happening("b", "2020-02-12", "khasham", "reds", "blues"),
            happening("c", "2020-02-13", "khasham", "greens"),
            happening("d", "2020-02-15", "khasham", "reds"),
            happening("e", "2020-02-12", "khasham", "reds", category="CONSULT"),
            happening("f", "2020-02-12", "hasakah", "reds"),
            happening("g", "2020-02", "khasham", "reds"),
            happening("h", None, None, "reds"),
        ]
    ).view
    found = [(each.a, each.b, each.score) for each in proposals(view)]
    assert found == [("a", "b", 0.95), ("a", "c", 0.5), ("b", "c", 0.5)]


def test_what_was_judged_is_not_proposed_again():
    told = Judging([provisional(f"x_{number}", f"Red River Brigade{'s' * number}") for number in range(2)])
    for same in (True, False):
        pos = told.say(judging.identify(told.view, "x_0", "x_1", same=same, grounds=WHY))
        assert proposals(told.view) == []
        told.say(judging.withdraw(told.view, pos, WHY))
    assert [(each.a, each.b) for each in proposals(told.view)] == [("x_0", "x_1")]


def test_what_is_known_to_be_different_by_way_of_another_is_not_proposed():
    names = ("Red River Brigade", "Red River Brigades", "Crimson Riders")
    told = Judging([provisional(f"x_{number}", name) for number, name in enumerate(names)])
    told.say(judging.identify(told.view, "x_1", "x_2", same=True, grounds=WHY))
    told.say(judging.identify(told.view, "x_0", "x_2", same=False, grounds=WHY))
    assert proposals(told.view) == []


def test_what_is_shown_of_somebody_are_articles_outlets_days_and_sentences():
    told = Judging()
    seen = appearances(told.log.read(), {"wagner", world.AMMO})
    assert (len(seen["wagner"].articles), seen["wagner"].outlets) == (2, {"SANA"})
    assert seen["wagner"].days == {"2018-02-08", "2018-02-09"}
    assert seen["wagner"].sentences[0] == world.text(world.BLOG, 0)
    assert seen[world.AMMO].lines()[0] == "articles 2, by RT, Reuters, 2020-02-12 to 2020-02-13"
    assert len(seen[world.AMMO].sentences) == 3
