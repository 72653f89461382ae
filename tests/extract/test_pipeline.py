"""From an article to an extraction: days, outlets, spans and entities hold together."""

from datetime import date

import pytest

from kg.extract import pipeline
from kg.model import Article

from .reading import deeds, extractor, read, the

SHELLED = "russian_forces ATTACKED vovchansk"


@pytest.mark.parametrize(
    ("sentence", "first", "last"),
    [
        ("On 12 May 2024 Russian forces shelled Vovchansk.", "2024-05-12", None),
        ("Russian forces shelled Vovchansk on May 12, 2024.", "2024-05-12", None),
        ("Russian forces shelled Vovchansk on Sunday.", "2024-05-19", None),
        ("Yesterday Russian forces shelled Vovchansk.", "2024-05-19", None),
        ("Russian forces shelled Vovchansk between 10 and 12 May 2024.", "2024-05-10", "2024-05-12"),
        ("Russian forces shelled Vovchansk.", "2024-05-20", None),
    ],
)
def test_a_claim_has_the_day_of_its_clause_or_of_the_article(
    sentence: str, first: str, last: str | None
) -> None:
    claim = the(sentence, SHELLED)
    assert (claim.date, claim.date_to) == (first, last)


def test_without_any_date_a_claim_has_none() -> None:
    [claim] = read("Russian forces shelled Vovchansk.", published=None).claims
    assert claim.date is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Russia has shelled 27 towns since 2 May.\n\nRussian forces shelled Vovchansk.", "2024-05-20"),
        ("Kyiv accused Russia on Friday. Two shells fell on 16 May.\n\n{}", "2024-05-16"),
        (
            "Kyiv denied on Friday that its army shelled Belgorod.\n\nA flat burned on Saturday.\n\n{}",
            "2024-05-18",
        ),
        ("Kharkiv, 19 May\n\nTwo shells fell on 18 May.\n\n{}", "2024-05-18"),
        ("On 18 May 2024 it rained.\n\n{}", "2024-05-18"),
    ],
)
def test_an_article_is_about_the_first_day_that_is_not_of_words_a_heading_or_a_while(
    text: str, day: str
) -> None:
    assert the(text.format("Russian forces shelled Vovchansk."), SHELLED).date == day


def test_what_is_told_under_times_of_day_is_of_the_day_of_publication() -> None:
    entries = ("On Saturday Kyiv lost power.", "Russian forces shelled Vovchansk.", "Calm.")
    live = "\n\n".join(f"1{hour}:05 {entry}" for hour, entry in enumerate(entries))
    assert the(live, SHELLED).date == "2024-05-20"
    assert the("\n\n".join(entries), SHELLED).date == "2024-05-18"


def test_a_paragraph_goes_on_in_the_week_that_it_told_of() -> None:
    text = (
        "On 13 May Kyiv lost power. Two weeks earlier Russian forces shelled Kharkiv. They bombed Vovchansk."
    )
    assert the(text, "russian_forces ATTACKED vovchansk").date == "2024-04-29"


def test_a_claim_may_have_a_month_for_its_day() -> None:
    claim = the("In March 2023 Russian forces shelled Vovchansk.", SHELLED)
    assert (claim.date, claim.date_to) == ("2023-03", "2023-03-31")


def test_the_day_of_publication_may_stand_in_the_text() -> None:
    text = "Shelling near Vovchansk\n\nKYIV, May 20, 2024 — Russian forces shelled Vovchansk on Sunday.\n"
    found = read(text, published=None)
    assert found.published == date(2024, 5, 20)
    assert "2024-05-19" in [claim.date for claim in found.claims]


def test_every_party_place_and_mention_is_an_entity_with_those_above_it() -> None:
    found = read("Zelensky said Russian jets bombed Kharkiv.", publisher="Reuters")
    known = {entity.id for entity in found.entities}
    named = {p.id for c in found.claims for p in (*c.actors, *c.recipients, *c.attribution)}
    assert named | {mention.id for mention in found.mentions} | {"reuters"} <= known
    assert {e.parent for e in found.entities} | {e.country for e in found.entities} <= known | {None}


def test_an_unknown_publisher_becomes_a_provisional_outlet() -> None:
    outlet = read("Russian forces shelled Kherson.", publisher="The Smallville Courier").outlet
    assert outlet is not None
    assert outlet.id.startswith("x_")
    assert outlet.name == "The Smallville Courier"


def test_a_title_is_read_too() -> None:
    text = "Russian forces shell Kherson\n\nOil was dear in Vienna on Monday, and bread was cheap.\n"
    assert "russian_forces ATTACKED kherson" in deeds(text)


def test_an_article_without_words_gives_nothing() -> None:
    for text in ("", " \n\t ", "…", "?!"):
        assert read(text).claims == ()


def test_what_an_article_gives_does_not_depend_on_those_read_before() -> None:
    article = Article(id="a", text="The convoy attacked US soldiers. He said it was over.")
    fresh = pipeline.load().extract(article)
    extractor().extract(Article(id="b", text="A Russian convoy stopped. Vladimir Putin spoke."))
    assert extractor().extract(article) == fresh


def test_mentions_come_in_the_order_of_the_text() -> None:
    starts = [m.start for m in read("Zelensky met Putin in Minsk.\nRussia attacked Kyiv.").mentions]
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("Ukrainian drones hit Kursk in retaliation for attacks by Russian forces on Kharkiv.", "kharkiv"),
        ("Ukrainian drones hit Kursk in response to a series of Russian attacks on Kharkiv.", "kharkiv"),
        ("Russia began its invasion after its jets bombed Kharkiv.", "kharkiv"),
        ("The war began when Russian forces bombed Kharkiv.", "kharkiv"),
    ],
)
def test_what_is_answered_and_how_a_war_began_is_not_of_the_day_that_is_told(text: str, deed: str) -> None:
    dates = {party.id: claim.date for claim in read(text).claims for party in claim.recipients}
    assert dates[deed] is None
    assert set(dates.values()) <= {None, "2024-05-20"}


@pytest.mark.parametrize(
    "text",
    [
        "Russian forces bombed Kharkiv in retaliation for attacks on Kursk.",
        "Russian forces began an offensive and bombed Kharkiv.",
        "Russian forces began bombing Kharkiv.",
    ],
)
def test_an_answer_and_a_beginning_are_of_the_day_that_is_told(text: str) -> None:
    dates = {party.id: claim.date for claim in read(text).claims for party in claim.recipients}
    assert dates["kharkiv"] == "2024-05-20"
