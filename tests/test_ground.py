"""Where places lie and on whose side actors stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.deciding.ground import Ground
from kg.model import Entity


def place(
    identity: str, type_: str = "city", at: tuple[float, float] | None = None, within: str | None = None
):
    latitude, longitude = at or (None, None)
    return Entity(
        id=identity,
        name=identity,
        kind="place",
        type=type_,
        parent=within,
        latitude=latitude,
        longitude=longitude,
    )


def actor(identity: str, **fields: object):
    return Entity.model_validate(
        {"id": identity, "name": identity, "kind": "actor", "type": "militia", **fields}
    )


GROUND = Ground(
    [
        place("sudan_country", "country", (15.0, 30.0)),
        place("darfur", "region", (13.0, 24.0), "sudan_country"),
        place("el_fasher", at=(13.63, 25.35), within="darfur"),
        place("nyala", at=(12.05, 24.88), within="darfur"),
        place("zamzam", "camp", (13.49, 25.31)),
        place("goma", at=(-1.68, 29.22)),
        place("p_bridge", "site"),
        place("loop_a", within="loop_b"),
        place("loop_b", within="loop_a"),
        actor("rsf", side="rsf_side", parent="janjaweed"),
        actor("g_gunmen", provisional=True),
    ]
)


def test_a_place_lies_within_all_that_holds_it_from_the_inside_out() -> None:
    assert GROUND.within("el_fasher") == ("el_fasher", "darfur", "sudan_country")


def test_places_that_hold_each_other_end() -> None:
    assert GROUND.within("loop_a") == ("loop_a", "loop_b")


@pytest.mark.parametrize(
    ("a", "b", "kilometres"), [("el_fasher", "nyala", 183), ("el_fasher", "zamzam", 16), ("goma", "goma", 0)]
)
def test_distances_follow_the_sphere(a: str, b: str, kilometres: float) -> None:
    assert GROUND.kilometres(a, b) == pytest.approx(kilometres, abs=2)


def test_a_place_without_coordinates_has_no_distance() -> None:
    assert GROUND.kilometres("el_fasher", "p_bridge") is None


@pytest.mark.parametrize(
    ("a", "b", "may_be_one"),
    [
        ("el_fasher", "el_fasher", True),
        ("el_fasher", None, True),
        ("el_fasher", "darfur", True),
        ("el_fasher", "sudan_country", True),
        ("el_fasher", "zamzam", True),
        ("el_fasher", "nyala", False),
        ("el_fasher", "goma", False),
    ],
)
def test_places_may_be_one_where_one_holds_the_other_or_they_are_near(
    a: str, b: str | None, may_be_one: bool
) -> None:
    assert GROUND.compatible(a, b, near_km=40) is may_be_one
    assert GROUND.compatible(b, a, near_km=40) is may_be_one


def test_an_actor_is_known_by_itself_its_parent_and_its_side() -> None:
    assert GROUND.sides("rsf") == {"rsf", "rsf_side", "janjaweed"}


def test_an_actor_that_is_not_defined_is_known_by_itself() -> None:
    assert GROUND.sides("nobody") == {"nobody"}


def test_gunmen_can_be_anybody() -> None:
    assert GROUND.sides("g_gunmen") == frozenset()


def test_a_later_definition_replaces_an_earlier_one() -> None:
    ground = Ground([actor("rsf", side="one")])
    ground.define(actor("rsf", side="other"))
    assert ground.sides("rsf") == {"rsf", "other"}


NUMBERS = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@given(NUMBERS, NUMBERS)
def test_a_distance_is_symmetric_and_at_most_half_the_globe(
    a: tuple[float, float], b: tuple[float, float]
) -> None:
    ground = Ground([place("a", at=a), place("b", at=b)])
    there, back = ground.kilometres("a", "b"), ground.kilometres("b", "a")
    assert there is not None
    assert back == pytest.approx(there, abs=1e-6)
    assert 0 <= there <= 20_016
