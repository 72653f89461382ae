"""A spelling that a person adds is read as whom it names, by an extractor of another version."""

import pytest

from kg.extract import pipeline
from kg.identity import aliases
from kg.model import Article, Entity

WAGNER = Entity(id="wagner_group", name="Wagner Group", kind="actor", type="pmc")
KHASHAM = Entity(id="khasham", name="Khasham", kind="place", type="town")
BRIGADE = Entity(
    id="x_red_river_brigade", name="Red River Brigade", kind="actor", type="rebel", provisional=True
)
CAMP = Entity(id="p_camp_nine", name="Camp Nine", kind="place", type="camp", provisional=True)


def named(extractor, text: str) -> set[tuple[str, str]]:
    read = extractor.extract(Article(id="a.txt", text=text))
    return {(mention.id, mention.text) for mention in read.mentions}


@pytest.fixture(scope="module")
def taught():
    return pipeline.load(
        (
            (WAGNER, "Musicians of Saint Petersburg"),
            (KHASHAM, "Hasham Old Town"),
            (BRIGADE, "Crimson Riders"),
            (CAMP, "Ninth Camp of the North"),
        )
    )


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        (
            "Musicians of Saint Petersburg attacked the village.",
            ("wagner_group", "Musicians of Saint Petersburg"),
        ),
        ("Crimson Riders attacked the village.", ("x_red_river_brigade", "Crimson Riders")),
        ("Syrian soldiers shelled Hasham Old Town.", ("khasham", "Hasham Old Town")),
        (
            "Syrian soldiers shelled the Ninth Camp of the North.",
            ("p_camp_nine", "Ninth Camp of the North"),
        ),
    ],
)
def test_an_added_spelling_is_read_as_whom_it_names(taught, text, mention):
    assert mention in named(taught, text)
    assert mention not in named(pipeline.load(), text)


def test_the_version_tells_the_set_of_spellings_and_not_their_order(taught):
    plain = pipeline.load().version
    one, other = (WAGNER, "Orchestra of Wagner"), (BRIGADE, "Crimson Riders")
    versions = {aliases.digest(added) for added in ((one,), (other,), (one, other), (other, one))}
    assert len(versions) == 3
    assert taught.version.startswith(f"{plain}+")
    assert aliases.digest(()) == ""


def test_what_is_known_of_an_entity_stays(taught):
    read = taught.extract(Article(id="a.txt", text="Musicians of Saint Petersburg attacked Khasham."))
    plain = pipeline.load().extract(Article(id="a.txt", text="Wagner Group attacked Khasham."))
    assert {e.id: e for e in read.entities}["wagner_group"] in plain.entities
