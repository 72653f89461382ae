"""Sentences are cut into noun phrases and verb groups, by the words' forms and neighbours."""

from itertools import pairwise

import pytest

from kg.extract import rulebook
from kg.extract.days import dates
from kg.extract.grammar import chunks
from kg.extract.grammar.chunks import Chunk
from kg.extract.names import mentions
from kg.extract.text import clean, sentences
from kg.identity import names

from .reading import PUBLISHED


def cut(text: str) -> list[tuple[str, str]]:
    """Kind and words of each chunk."""
    [span] = sentences.split(text, clean.lines(text))
    return [
        (chunk.kind, text[span.tokens[chunk.first].start : span.tokens[chunk.last - 1].end])
        for chunk in _chunks(text)
    ]


def _chunks(text: str) -> list[Chunk]:
    spans = sentences.split(text, clean.lines(text))
    [days] = dates.find_all(spans, dates.context(spans, PUBLISHED))
    founds = mentions.find(spans[0], names.load())
    return chunks.chunk(spans[0], founds, rulebook.load().words, days)


def groups(text: str) -> list[Chunk]:
    return [chunk for chunk in _chunks(text) if chunk.kind == "VG"]


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("Russian forces shelled Kherson.", ["Russian forces", "Kherson"]),
        ("At least 12 civilians were killed.", ["At least 12 civilians"]),
        ("More than 100 rebels were killed.", ["More than 100 rebels"]),
        ("Rebels killed up to 40 soldiers.", ["Rebels", "up to 40 soldiers"]),
        ("The army's new jets bombed the old town.", ["The army's new jets", "the old town"]),
    ],
)
def test_a_noun_phrase_holds_its_determiner_number_and_owner(text: str, phrases: list[str]) -> None:
    assert [words for kind, words in cut(text) if kind == "NP"] == phrases


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("Rebels attacked the army.", ["attacked"]),
        ("Rebels have been attacked by the army.", ["have been attacked"]),
        ("Rebels did not attack the army.", ["did not attack"]),
        ("Rebels will not soon attack the army.", ["will not soon attack"]),
        ("Rebels tried to attack the army.", ["tried", "to attack"]),
        ("The attack on the army ended.", ["ended"]),
        ("Air strikes on the army ended.", ["ended"]),
    ],
)
def test_a_verb_group_holds_its_auxiliaries_and_nouns_are_no_verbs(text: str, verbs: list[str]) -> None:
    assert [words for kind, words in cut(text) if kind == "VG"] == verbs


@pytest.mark.parametrize(
    "text",
    ["On 14 May 2024 Russian forces shelled Kherson.", "On 3 March 2024 Russian forces shelled Kherson."],
)
def test_a_date_is_a_phrase_of_its_own(text: str) -> None:
    found = cut(text)
    assert ("NP", "Russian forces") in found
    assert [words for kind, words in found if kind == "VG"] == ["shelled"]


@pytest.mark.parametrize(
    ("text", "passive", "negated", "to", "lemma"),
    [
        ("Rebels attacked the army.", False, False, False, "attack"),
        ("Rebels were attacked.", True, False, False, "attack"),
        ("Rebels were not attacked.", True, True, False, "attack"),
        ("Rebels didn't attack the army.", False, True, False, "attack"),
        ("Rebels shot at the army.", False, False, False, "shoot"),
    ],
)
def test_a_verb_group_knows_its_voice_polarity_and_lemma(
    text: str, passive: bool, negated: bool, to: bool, lemma: str
) -> None:
    [group] = groups(text)
    assert (group.passive, group.negated, group.to, group.lemma) == (passive, negated, to, lemma)


def test_chunks_cover_the_sentence_in_order_without_overlap() -> None:
    text = 'The army (in Idlib) said: "Rebels, who fled, did not attack us on 12 May 2024."'
    found = _chunks(text)
    assert all(one.last <= other.first for one, other in pairwise(found))
    assert all(chunk.first < chunk.last for chunk in found)
