"""Quotations that run over several sentences: which sentence names their speaker."""

from collections.abc import Sequence

from kg.extract.spans import SentenceSpan
from kg.extract.speakers.attribution import Cue

OPENING = frozenset("“«")
CLOSING = frozenset("”»")
LONGEST = 4  # sentences that a quotation may run on for


def carried(sentences: Sequence[SentenceSpan], cues: Sequence[tuple[Cue, ...]]) -> list[int | None]:
    """For each sentence in a quotation that a neighbour's cue speaks, that neighbour; else None."""
    result: list[int | None] = [None] * len(sentences)
    for first in range(len(sentences)):
        if result[first] is None and not cues[first] and _left_open(sentences[first]):
            last = _closing(sentences, first)
            if last is not None and any(cue.before for cue in cues[last]):
                for index in range(first, last):
                    result[index] = last
    return result


def _left_open(sentence: SentenceSpan) -> bool:
    """The sentence begins with a quotation mark and has no other."""
    marks = _marks(sentence)
    return len(marks) == 1 and marks[0] == 0


def _closing(sentences: Sequence[SentenceSpan], first: int) -> int | None:
    for index in range(first + 1, min(len(sentences), first + LONGEST)):
        if len(_marks(sentences[index])) % 2:
            return index
    return None


def _marks(sentence: SentenceSpan) -> list[int]:
    return [
        i for i, token in enumerate(sentence.tokens) if token.norm == '"' or token.norm in OPENING | CLOSING
    ]
