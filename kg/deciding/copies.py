"""Claims that repeat what an earlier article says in the same words: the two count as one source.

A long sentence that an earlier article has, word for word or nearly, is copied, and each of its claims that
says the same is a copy. Where most of an article is copied from one other it is a wire copy, and its short
sentences are looked at too. The earlier article is the one that the log heard of first.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from kg import canonical
from kg.deciding.families import Families, Member
from kg.deciding.fingerprints import Fingerprint, fingerprint
from kg.events import ClaimsExtracted, Relation
from kg.lookups.tables import private
from kg.model import Article, Claim, Extraction, Modality, Polarity, Sentence

METHOD = "word-pairs/1"
KIND = "copy"
LONG = 9  # word pairs: shorter sentences are alike by chance
MOST = 0.6  # of the sentences that make claims: where so many are copied, the article is a wire copy …
SEVERAL = 3  # … if they are not fewer than this
DAYS_APART = 2  # claims that are dated further apart are of other days, whatever their words

_SAME = """
    SELECT key, start, content, date FROM claim
    WHERE article = ? AND start >= ? AND start < ? AND content = ? AND held
    ORDER BY run IS NULL, run, n
"""


class Repeat(NamedTuple):
    """A sentence of an article that another article has too."""

    sentence: int  # its index
    article: int  # the other article's number
    start: int  # the span there
    end: int
    long: bool


class Said(NamedTuple):
    """What comparing needs of a claim."""

    key: str
    start: int
    content: int
    date: str | None


class CopyIndex:
    """The sentences and claims of a log by what they repeat; `Known` keeps the claims, and what is a copy."""

    def __init__(self, db: sqlite3.Connection | None = None) -> None:
        self._db = db or private()
        self._families = Families(self._db)
        self._sought: dict[tuple[str, int, int], Fingerprint] = {}  # of the article that was looked for last

    def relate(self, article: Article, extraction: Extraction) -> tuple[Relation, ...]:
        """Which claims of an article are copies: `a` repeats `b`, about a sentence or a whole article.

        Where the article was recorded before others that repeat it, their claims are copies of its claims.
        """
        number = self._number(article.key)
        repeats = self.find(article, extraction)
        wires = _wires(repeats, extraction)
        relations: dict[tuple[str, str], Relation] = {}
        for claim in extraction.claims:
            told = said(claim, claim.key(article.key))
            at = [r for r in repeats if r.sentence == claim.sentence and (r.long or r.article in wires)]
            for other, match in _chosen(number, self._same(told, at)):
                a, b = (told, match) if number is None or other < number else (match, told)
                about = "article" if other in wires else "sentence"
                relations.setdefault((a.key, b.key), Relation(a=a.key, b=b.key, kind=KIND, about=about))
        return tuple(relations[pair] for pair in sorted(relations))

    def find(self, article: Article, extraction: Extraction) -> list[Repeat]:
        """The sentences with claims that other articles have too, and where; earlier articles first."""
        own = self._number(article.key)
        repeats: list[Repeat] = []
        self._sought = {}
        for sentence in _with_claims(extraction.sentences, extraction.claims):
            print_ = fingerprint(article.text[sentence.start : sentence.end])
            self._sought[article.key, sentence.start, sentence.end] = print_
            repeats += (
                Repeat(sentence.index, *member, long=_is_long(print_))
                for member in self._families.find(print_)
                if member.article != own
            )
        return repeats

    def learn(self, number: int, read: ClaimsExtracted, text: str) -> None:
        """Keep the fingerprints of an article's long sentences, and of short ones that make claims."""
        telling = {sentence.index for sentence in _with_claims(read.sentences, read.claims)}
        for sentence in read.sentences:
            print_ = self._sought.get((read.article, sentence.start, sentence.end))
            print_ = print_ or fingerprint(text[sentence.start : sentence.end])
            if _is_long(print_) or sentence.index in telling:
                self._families.add(print_, Member(number, sentence.start, sentence.end))

    def _number(self, article: str) -> int | None:
        found = self._db.execute("SELECT n FROM article WHERE key = ?", (article,)).fetchone()
        return int(found[0]) if found else None

    def _same(self, told: Said, at: Iterable[Repeat]) -> Iterator[tuple[int, Said]]:
        """The claims, with their articles' numbers, that say the same in the places of some repeats."""
        for repeat in at:
            span = (repeat.article, repeat.start, repeat.end, told.content)
            for other in map(Said._make, self._db.execute(_SAME, span)):
                if not _days_apart(told.date, other.date):
                    yield repeat.article, other


def _with_claims(sentences: Iterable[Sentence], claims: Iterable[Claim]) -> list[Sentence]:
    telling = {claim.sentence for claim in claims}
    return [sentence for sentence in sentences if sentence.index in telling]


def _is_long(print_: Fingerprint) -> bool:
    return len(print_.pairs) >= LONG


def _wires(repeats: Iterable[Repeat], extraction: Extraction) -> frozenset[int]:
    """The articles of which this one is a wire copy, or which are wire copies of it."""
    shared = Counter(article for article, _ in {(r.article, r.sentence) for r in repeats})
    long = {r.article for r in repeats if r.long}
    enough = max(SEVERAL, MOST * len({claim.sentence for claim in extraction.claims}))
    return frozenset(article for article in long if shared[article] >= enough)


def said(claim: Claim, key: str) -> Said:
    """What is kept of a claim to compare others with."""
    parties = [sorted(party.id for party in side) for side in (claim.actors, claim.recipients)]
    denied = claim.polarity is Polarity.NEGATED or claim.modality is Modality.DENIED
    counts = claim.casualties.model_dump() if claim.casualties else None
    content = canonical.digest([claim.type, parties, denied, counts])
    return Said(key, claim.start, int.from_bytes(content[:8], "big", signed=True), claim.date)


def _days_apart(one: str | None, other: str | None) -> bool:
    if not one or not other:
        return False
    if len(one) < 10 or len(other) < 10:
        return not (one.startswith(other) or other.startswith(one))
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) > DAYS_APART


def _chosen(number: int | None, same: Iterable[tuple[int, Said]]) -> list[tuple[int, Said]]:
    """The claim of the first article, where that was recorded earlier; else those of all later ones."""
    found = sorted(same, key=lambda match: match[0])
    return found[:1] if found and (number is None or found[0][0] < number) else found
