"""What a cue of speech is, and the words that are cues."""

from functools import cache
from typing import NamedTuple

from kg.extract import lexicon
from kg.extract.deeds.raws import Filler
from kg.model import Stance


class Cue(NamedTuple):
    """Speakers and the tokens [first, last) they stand behind; `depth` orders cues of one span."""

    speakers: tuple[Filler, ...]
    stance: Stance
    first: int
    last: int
    depth: int = 0
    before: bool = False  # the content stands before the cue
    group: int | None = None
    own: tuple[int, int] = (0, 0)  # the tokens of the speakers and the verb, which say who speaks


class CueWords(NamedTuple):
    """The cue lexicon: verbs by lemma, nouns for documents, hedges."""

    verbs: dict[str, Stance]
    documents: frozenset[str]
    hedges: frozenset[str]
    citing: frozenset[str]
    finding: frozenset[str]


@cache
def load() -> CueWords:
    """Read rules/cues.toml."""
    table = lexicon.rules("cues")
    verbs = {lemma: Stance(stance) for stance, lemmas in table["verbs"].items() for lemma in lemmas.split()}
    lists = table["words"]
    return CueWords(
        verbs,
        frozenset(lists["documents"].split()),
        frozenset(lists["hedges"].split()),
        frozenset(lists["citing"].split()),
        frozenset(lists["finding"].split()),
    )
