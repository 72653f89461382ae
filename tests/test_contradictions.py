"""Claims of one incident that cannot both be the whole truth, by what they are about."""

import pytest

from tests.press import Print, read

DAY = "On 12 May 2024"


def matters(first: str, second: str, *, outlets: tuple[str, str] = ("Reuters", "TASS")) -> set[str]:
    story = read(Print(f"{DAY} {first}", outlets[0]), Print(f"{DAY} {second}", outlets[1]))
    assert story.incidents[0] == story.incidents[1], "both tell of one incident"
    return story.matters()


@pytest.mark.parametrize(
    ("about", "first", "second"),
    [
        (
            "culprit",
            "Russian forces attacked the Red Cross in Kherson.",
            "Ukrainian forces attacked the Red Cross in Kherson.",
        ),
        (
            "victim",
            "Israeli forces attacked civilians in Rafah.",
            "Israeli forces attacked Hamas in Rafah.",
        ),
        (
            "began",
            "Armenian forces attacked Azerbaijani forces near Jermuk.",
            "Azerbaijani forces attacked Armenian forces near Jermuk.",
        ),
        (
            "toll",
            "Israeli forces killed 30 Hamas fighters in Rafah.",
            "Israeli forces killed four Hamas fighters in Rafah.",
        ),
        (
            "toll",
            "Israeli forces killed more than 100 Hamas fighters in Rafah.",
            "Israeli forces killed up to 40 Hamas fighters in Rafah.",
        ),
        (
            "happened",
            "Israeli forces attacked Hamas in Rafah.",
            "Israeli forces did not attack Hamas in Rafah.",
        ),
        (
            "toll",
            "Israeli forces attacked Hamas in Rafah. The attack left more than 100 dead.",
            "Israeli forces attacked Hamas in Rafah. 25 Hamas fighters were wounded.",
        ),
        (
            "happened",
            "Israeli forces attacked Hamas in Rafah.",
            "Israel denied that Israeli forces attacked Hamas in Rafah.",
        ),
    ],
)
def test_a_contradiction_is_found_and_typed(about: str, first: str, second: str) -> None:
    assert about in matters(first, second)
    assert about in matters(second, first)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Israeli forces attacked Hamas in Rafah.", "Israeli forces attacked Hamas in Rafah."),
        (
            "Israeli forces killed more than 20 Hamas fighters in Rafah.",
            "Israeli forces killed 30 Hamas fighters in Rafah.",
        ),
        (
            "Israeli forces killed five Hamas fighters in Rafah.",
            "Israeli forces wounded four Hamas fighters in Rafah.",
        ),
        (
            "Israeli forces attacked Hamas in Rafah. The attack left more than 100 dead.",
            "Israeli forces attacked Hamas in Rafah. No Israeli soldiers were wounded.",
        ),
        (
            "Israeli forces attacked Hamas in Rafah. The attack left more than 100 dead.",
            "Israeli forces attacked Hamas in Rafah. A soldier was wounded. The attack left 110 dead.",
        ),
        (
            "Hamas fighters clashed with Israeli forces in Rafah.",
            "Israeli forces clashed with Hamas fighters in Rafah.",
        ),
    ],
)
def test_what_can_both_be_true_is_no_contradiction(first: str, second: str) -> None:
    assert matters(first, second) == set()


def test_a_sentence_that_two_outlets_share_is_a_copy() -> None:
    text = f"{DAY} Israeli forces attacked Hamas fighters in Rafah after a night of heavy fighting there."
    assert {relation.kind for relation in read(Print(text), Print(text, "TASS")).relations} == {"copy"}


def test_nobody_contradicts_themselves() -> None:
    assert (
        matters(
            "Hamas said Israeli forces killed 30 Hamas fighters in Rafah.",
            "Hamas said Israeli forces killed four Hamas fighters in Rafah.",
        )
        == set()
    )


def test_speakers_in_one_article_contradict_each_other() -> None:
    text = (
        f"{DAY} Israeli forces killed 30 Hamas fighters in Rafah, the Israeli army said. "
        "Hamas said Israeli forces killed four Hamas fighters in Rafah."
    )
    assert "toll" in read(Print(text)).matters()


def test_incidents_do_not_contradict_each_other() -> None:
    story = read(
        Print(f"{DAY} Israeli forces killed 30 Hamas fighters in Rafah."),
        Print("On 19 May 2024 Israeli forces killed four Hamas fighters in Rafah.", "TASS"),
    )
    assert story.relations == []


def test_one_relation_stands_for_each_matter_and_pair_of_speakers() -> None:
    story = read(
        Print(f"{DAY} Israeli forces killed 30 Hamas fighters in Rafah."),
        Print(
            f"{DAY} Israeli forces killed four Hamas fighters in Rafah. "
            "In all, Israeli forces killed four Hamas fighters in Rafah.",
            "TASS",
        ),
    )
    assert [relation.about for relation in story.relations] == ["toll"]


def test_relations_are_ordered_by_their_keys() -> None:
    story = read(
        Print(f"{DAY} Israeli forces attacked civilians in Rafah and killed 30 civilians."),
        Print(f"{DAY} Israeli forces attacked Hamas in Rafah and killed four Hamas fighters.", "TASS"),
    )
    assert all(relation.a < relation.b for relation in story.relations)


def test_a_contradiction_of_tolls_joins_tolls() -> None:
    story = read(
        Print(f"{DAY} Israeli forces killed 30 Hamas fighters in Rafah."),
        Print(f"{DAY} Israeli forces killed four Hamas fighters in Rafah.", "TASS"),
    )
    assert story.types("toll") == {"CASUALTIES"}
