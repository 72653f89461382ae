"""Interviews: paragraphs that answer a question are the words of whoever the article talks to."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from kg.extract.names.mentions import Found
from kg.extract.spans import SentenceSpan

QUESTIONS = 3  # at least so many, or it is no interview
LONGEST = 40  # words of a question
SELF = frozenset({"i", "we", "my", "our", "us", "me"})
LABEL = re.compile(r"[A-Z][A-Z ]{3,}:")  # "BACKGROUND:" is the article's own again
Line = tuple[int, int]  # the first of its sentences, and the one after its last


def answers(text: str, sentences: Sequence[SentenceSpan]) -> frozenset[int]:
    """The sentences that answer questions; none where nobody is interviewed."""
    lines = _lines(text, sentences)
    asked = {n for n, line in enumerate(lines) if _asks(sentences, line)}
    if len(asked) < QUESTIONS:
        return frozenset()
    found: set[int] = set()
    answering = False
    for n in range(min(asked), len(lines)):
        first, last = lines[n]
        start = sentences[first].start
        if n in asked or LABEL.match(text, start):
            answering = n in asked
        elif answering:
            found.update(range(first, last))
    return frozenset(found) if _of_themselves(sentences[i] for i in found) else frozenset()


def interviewed(
    text: str, sentences: Sequence[SentenceSpan], founds: Sequence[Sequence[Found]], first: int
) -> tuple[int, Found] | None:
    """Whom the article talks to, and the sentence that names them: the last person that it introduces.

    A paragraph introduces whom it names first; `first` is the sentence of the first answer.
    """
    for begin, end in reversed(_lines(text, sentences[:first])):
        for index in range(begin, end):
            if sentences[index].kind != "title":
                people = (f for f in founds[index] if f.type == "person" and f.how != "generic")
                found = next(people, None)
                if found is not None:
                    return index, found
    return None


def _lines(text: str, sentences: Sequence[SentenceSpan]) -> list[Line]:
    starts = [
        i
        for i, sentence in enumerate(sentences)
        if not i or "\n" in text[sentences[i - 1].end : sentence.start]
    ]
    return list(pairwise([*starts, len(sentences)]))


def _asks(sentences: Sequence[SentenceSpan], line: Line) -> bool:
    first, last = line
    tokens = sentences[last - 1].tokens
    return tokens[-1].norm == "?" and sum(len(s.tokens) for s in sentences[first:last]) <= LONGEST


def _of_themselves(sentences: Iterable[SentenceSpan]) -> bool:
    """Whether those who answer speak of themselves, as nobody does who only explains."""
    return sum(token.norm in SELF for sentence in sentences for token in sentence.tokens) >= QUESTIONS
