"""Blanks, hyphens and line breaks of a page do not change what is read of it."""

import re
import textwrap
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import sample
from kg.extract.text.plain import plain
from kg.model import Casualties, Claim, Count, Party
from tests.extract.reading import read

ARTICLES = sorted((Path(sample.__file__).parent / "articles").glob("*.txt"))


def wrapped(text: str) -> str:
    """The text as mail has it: lines of at most 72 characters."""
    return "\n".join(textwrap.fill(line, 72) if len(line) > 90 else line for line in text.split("\n"))


WRITINGS: dict[str, Callable[[str], str]] = {
    "blanks that do not break": lambda text: re.sub(r" (?=\d|[A-Z])", "\u00a0", text),
    "blanks of no width": lambda text: re.sub(r"(?<=[.,]) ", " \u200b", text),
    "hyphens that do not break": lambda text: text.replace("-", "\u2011"),
    "lines of mail": wrapped,
    "lines of mail from Windows": lambda text: wrapped(text).replace("\n", "\r\n"),
}


def said(claim: Claim) -> tuple[object, ...]:
    """What a claim says, whatever the blanks between its words."""
    names = tuple(
        tuple(sorted(party.id for party in side))
        for side in (claim.actors, claim.recipients, claim.attribution)
    )
    return claim.type, names, claim.place and claim.place.id, claim.date, claim.modality, claim.casualties


@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize("file", ARTICLES, ids=lambda file: file.stem)
def test_however_a_page_writes_blanks_and_breaks_lines_the_same_is_read(file: Path, writing: str):
    text = file.read_text(encoding="utf-8")
    as_it_is, other = (
        Counter(map(repr, map(said, read(t, published=None).claims))) for t in (text, WRITINGS[writing](text))
    )
    assert other == as_it_is


def test_what_is_kept_is_cut_from_the_text_as_it_was_given():
    text = "On\u00a06 May the Wagner\u00a0Group killed 1\u00a0200 civilians in Moura, the\u00a0UN said."
    [claim] = (claim for claim in read(text).claims if claim.type == "CASUALTIES")
    assert claim.quote in text
    assert claim.casualties == Casualties(killed=Count(low=1_200, best=1_200, high=1_200))
    parties: list[Party] = [*claim.attribution, *claim.recipients, *claim.actors]
    assert all(party.text == text[party.start : party.end] for party in parties)
    assert "Wagner\u00a0Group" in {party.text for party in parties}


LIST = """\
Five killed in Mogadishu hotel blast
Sudan army retakes Wad Madani from RSF
Talks on Yemen resume in Muscat today
Drone attack on Port Sudan fuel depots
Ten killed in mine collapse in Zamfara
M23 rebels enter Goma, witnesses say
Wagner fighters leave Mali, it is said
Haiti gangs attack the town of Mirebalais
Lebanon: strike on a car in Tyre kills 2
Kursk: Russia says it took three villages
"""


def test_lines_that_end_where_they_were_meant_to_stay_apart():
    assert plain(LIST) == LIST
    prose = "The army shelled the town.\nThe rebels fled.\nThe governor denied it.\n"
    assert plain(prose) == prose


def test_a_photograph_tells_nothing_of_when_the_article_was_written():
    story = (
        "Shelling kills three in Avdiivka\n\n"
        "{}\n\n"
        "KYIV, Sept 6, 2023 (Reuters) - Russian forces shelled Avdiivka on Wednesday, the governor said.\n"
    )
    bare = read(story.format("By our staff"), published=None).claims
    for caption in (
        "A soldier near Avdiivka, March 3, 2022. REUTERS/A. Photographer/File Photo",
        "FILE - A soldier walks in Avdiivka on March 3, 2022. (AP Photo/A. Photographer)",
        "A soldier near Avdiivka on March 3, 2022 [File: A. Photographer/AFP]",
    ):
        told = read(story.format(caption), published=None).claims
        assert [said(claim) for claim in told] == [said(claim) for claim in bare]


@given(st.text(alphabet=st.sampled_from("ab .\n\r\u00a0\u20111-\u202f"), max_size=400))
def test_what_is_read_is_as_long_as_what_was_given(text: str):
    assert len(plain(text)) == len(text)
