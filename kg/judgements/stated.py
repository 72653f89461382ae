"""The claims that a log states, found by their keys, with the sentence and the article around them."""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from kg.canonical import BEGINNING
from kg.errors import JudgementError
from kg.events import ArticleRecorded, ClaimAsserted, ClaimsExtracted, ClaimsLinked, Payload, decode
from kg.log.protocol import Event, EventLog, event_at
from kg.model import Claim, Party, Sentence

Run = tuple[str, str]  # article, extractor

READ: Final = ("ArticleRecorded", "ClaimsExtracted", "ClaimsLinked", "ClaimAsserted")


class Text(NamedTuple):
    """The words of an article, and its outlet as a party of its claims."""

    key: str
    text: str
    outlet: Party | None


class Stated(NamedTuple):
    """A claim where the log last states it, and the incidents that it was found to be about."""

    key: str
    article: Text
    sentence: Sentence
    claim: Claim
    incidents: tuple[str, ...]
    read: bool  # whether the last run of its extractor has it, or a person asserts it
    judged: int | None  # the position at which a person asserts it


def find(events: Iterable[Event], beginning: str) -> Stated | None:
    """The claim whose key begins so; JudgementError where there are several.

    A few letters are no beginning of a key: a slip must not do anything to a claim.
    """
    if len(beginning) < BEGINNING:
        return None
    kept = _Collector(beginning.partition("~")[0])  # a node of a claim that came back has the position behind
    kept.read(events)
    found = kept.found()
    if len(found) > 1:
        keys = ", ".join(stated.key for stated in found[:5])
        raise JudgementError(f"{beginning!r} begins the keys of several claims: {keys}: give more of it")
    return found[0] if found else None


def at(log: EventLog, positions: Iterable[int]) -> Iterator[Event]:
    """The events at some positions."""
    return (event for pos in positions if (event := event_at(log, pos)))


def article(events: Iterable[Event], key: str) -> tuple[Text, tuple[Sentence, ...]]:
    """The words of an article that is recorded, and the sentences into which it was last cut."""
    kept = _Collector(key)
    kept.read(event for event in events if event.subject == key)
    if key not in kept.texts:
        raise JudgementError(f"nothing is left of the words of article {key}: they were erased")
    return kept.texts[key], kept.sentences.get(key, ())


class _Collector:
    """Takes in events and keeps the claims whose keys begin as asked."""

    def __init__(self, beginning: str) -> None:
        self.texts: dict[str, Text] = {}
        self.sentences: dict[str, tuple[Sentence, ...]] = {}
        self._beginning = beginning
        self._runs: dict[Run, int] = {}
        self._found: dict[str, tuple[Stated, Run | None, int]] = {}

    def read(self, events: Iterable[Event]) -> None:
        """Take in the events that matter."""
        for event in events:
            if event.type in READ:
                self._add(decode(event), event.pos)

    def found(self) -> list[Stated]:
        """The claims that were kept, each where it was last stated."""
        return [
            stated._replace(read=run is None or self._runs[run] == pos)
            for stated, run, pos in self._found.values()
        ]

    def _add(self, payload: Payload, pos: int) -> None:
        match payload:
            case ArticleRecorded(key=key, text=text, outlet=outlet):
                self.texts.setdefault(key, Text(key, text, outlet))
            case ClaimsExtracted():
                self._run(payload, pos)
            case ClaimAsserted(article=key, claim=claim, sentence=sentence):
                self._keep(key, claim, sentence, run=None, pos=pos)
            case ClaimsLinked():
                self._link(payload)

    def _run(self, read: ClaimsExtracted, pos: int) -> None:
        run = read.article, read.extractor
        self._runs[run], self.sentences[read.article] = pos, read.sentences
        sentences = {sentence.index: sentence for sentence in read.sentences}
        for claim in read.claims:
            self._keep(read.article, claim, sentences[claim.sentence], run=run, pos=pos)

    def _keep(self, article: str, claim: Claim, sentence: Sentence, *, run: Run | None, pos: int) -> None:
        key, text = claim.key(article), self.texts.get(article)
        if text and key.startswith(self._beginning):
            judged = pos if run is None else None
            stated = Stated(key, text, sentence, claim, (), read=True, judged=judged)
            self._found[key] = stated, run, pos

    def _link(self, linked: ClaimsLinked) -> None:
        for key in {link.claim for link in linked.links} & self._found.keys():
            stated, run, pos = self._found[key]
            incidents = tuple(link.incident for link in linked.links if link.claim == key)
            self._found[key] = stated._replace(incidents=incidents), run, pos
