import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.text.clean import lines
from kg.extract.text.sentences import LONGEST, split


def body(text):
    return [text[sentence.start : sentence.end] for sentence in split(text, lines(text))]


@pytest.mark.parametrize(
    "cuts",
    [
        "The convoy left. | It came back.",
        "Guards met Gen. Karim and Col. T. R. Hale. | They left.",
        "He serves in the U.S. Army now. | So does she.",
        "Jets came from the U.S. | The raid was short.",
        "The U.S. -led patrol turned back. | Nobody was hurt.",
        "Planes took off at 5 a.m. | Residents heard them.",
        "Planes took off at 5 a.m. Friday from the base.",
        "On Monday at 5 a.m. (local time) planes took off.",
        "It began on Feb. 7 near the river. | Nothing moved.",
        "Rule No. 5 was broken. | He said no. | The talks ended.",
        "The army left the town of St. Paul. | It rained.",
        "Who fired first? | Nobody knows! | Both sides deny it.",
        '"We saw them." | The man left.',
        '"Stop!" he shouted. | They went on.',
        "‘We saw them.’ | The man left.",
        "The gate was shut.) | The guard slept.",
        "Talks went on… | Then they stopped.",
        "It held in 2016. | al-Nusra broke it.",
        "About 1.5 million people fled. | 300 stayed.",
        "They wrote to info@example.org and www.example.org for news. | No answer came.",
        "Arms worth $3.5 million vs. none. | Fine.",
    ],
)
def test_a_sentence_ends_at_its_end_mark_and_nowhere_else(cuts):
    assert body(cuts.replace(" | ", " ")) == cuts.split(" | ")


@pytest.mark.parametrize(
    "cuts",
    [
        "It was the Air Force.|According to him, nobody died.",
        'He spoke of a "grave situation."|The envoy left.',
        'It was grave.|"The envoy left."',
        "The base (at Tanf).|The road was shut.",
        "They left in 2017.|The war went on.",
        "He met the SDF.|The talks failed.",
        "Was it theirs?|Nobody knows.",
    ],
)
def test_sentences_run_together_are_parted(cuts):
    assert body(cuts.replace("|", "")) == cuts.split("|")


def test_a_wrapped_line_goes_on_and_any_other_line_ends_the_sentence():
    wrapped = "Government soldiers moved along the river road towards the old\nbridge before dawn. It held."
    assert body(wrapped) == [wrapped[:-9], "It held."]
    assert len(body("Soldiers moved along the river road before the bombs came and\n\nresidents fled.")) == 2
    assert len(body("Soldiers moved along the river.\nResidents fled.")) == 2


def test_titles_and_bodies_keep_their_kind_and_noise_is_not_read():
    text = "Rebels seize border post\n\nShare\n\nRebels seized a border post in the east on Monday."
    assert [(sentence.kind, sentence.tokens[0].text) for sentence in split(text, lines(text))] == [
        ("title", "Rebels"),
        ("body", "Rebels"),
    ]


def test_a_text_without_end_marks_is_cut_at_the_cap():
    text = "troops " * 5_000
    sentences = split(text, lines(text))
    assert max(len(sentence.tokens) for sentence in sentences) == LONGEST
    assert sum(len(sentence.tokens) for sentence in sentences) == 5_000


@pytest.mark.parametrize("unit", ['"', "(", '."', "?!", "A. ", "x.", ".”", "Mr. ", '."A ', "!)", "a\n", ". "])
def test_monotonous_text_is_cut_without_losing_a_token(unit):
    text = unit * 10_000
    spans = split(text, lines(text))
    assert all(text[token.start : token.end] == token.text for span in spans for token in span.tokens)


@given(st.text(alphabet='aTU.!?"”’ ()\n\t5,-é'))
@settings(deadline=None)  # the first text pays for reading the word lists
def test_sentences_are_in_order_hold_their_tokens_and_do_not_overlap(text):
    end = 0
    for sentence in split(text, lines(text)):
        assert sentence.start >= end
        assert sentence.start == sentence.tokens[0].start
        assert sentence.end == sentence.tokens[-1].end
        end = sentence.end


@given(st.text(min_size=1))
@settings(deadline=None)  # the first text pays for reading the word lists
def test_any_text_is_cut_into_sentences_that_point_into_it(text):
    for sentence in split(text, lines(text)):
        assert 0 <= sentence.start < sentence.end <= len(text)
