"""Words that bound a number ("at least", "more than"): they belong to the phrase that the number counts."""

from collections.abc import Mapping, Sequence
from functools import cache

from kg.extract import lexicon
from kg.extract.spans import Token

PREPOSITIONS = frozenset({"about", "around", "over"})  # that bound a number written in digits
CROWDS = frozenset({"dozens", "scores", "hundreds", "thousands", "several"})
DOZEN = ("a", "dozen")


@cache
def _phrases() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """The bounds of several words by their first word, longest first; prepositions are first words too."""
    before = lexicon.table("numbers")["before"]
    assert isinstance(before, Mapping)  # noqa: S101 kg.extract.counts.numbers checks the file
    split = sorted((tuple(phrase.split()) for phrase in before), key=lambda p: (-len(p), p))
    phrases = [phrase for phrase in split if len(phrase) > 1]
    firsts = sorted(PREPOSITIONS.union(phrase[0] for phrase in phrases))
    return {first: tuple(phrase for phrase in phrases if phrase[0] == first) for first in firsts}


def bounding(tokens: Sequence[Token], closed: Mapping[str, str]) -> frozenset[int]:
    """The indices of the words that bound the number after them."""
    found: set[int] = set()
    phrases = _phrases()
    for index, token in enumerate(tokens):
        if token.norm in phrases:
            found.update(range(index, index + _length(tokens, index, closed)))
        elif token.norm == "to" and _joins_numbers(tokens, index):
            found.add(index)
    return frozenset(found)


def _joins_numbers(tokens: Sequence[Token], index: int) -> bool:
    """ "15 to 20 per cent": the "to" between the ends of a range."""
    around = tokens[index - 1 : index + 2 : 2] if index else ()
    return len(around) == 2 and all(token.norm[0].isdigit() for token in around)


def _length(tokens: Sequence[Token], index: int, closed: Mapping[str, str]) -> int:
    """How many words from `index` on bound the number after them; 0 where none do."""
    for phrase in _phrases()[tokens[index].norm]:
        last = index + len(phrase)
        if tuple(token.norm for token in tokens[index:last]) == phrase and _counts(tokens, last, closed):
            return len(phrase)
    single = tokens[index].norm in PREPOSITIONS and index + 1 < len(tokens)
    return int(single and tokens[index + 1].norm[0].isdigit())


def _counts(tokens: Sequence[Token], index: int, closed: Mapping[str, str]) -> bool:
    """Whether a number begins at `index`."""
    if index >= len(tokens):
        return False
    norm = tokens[index].norm
    number = norm[0].isdigit() or closed.get(norm) == "#" or norm in CROWDS
    return number or tuple(token.norm for token in tokens[index : index + 2]) == DOZEN
