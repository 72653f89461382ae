"""Tokens and mentions → noun phrases, verb groups and the marks between them.

A shallow analysis without a trained tagger. Quotation marks are transparent; brackets hide what stands in
them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.extract.days.hours import hours, past_clock
from kg.extract.grammar.tag_words import NOUN_PART, PREFIXES, QUOTES, VERB_PART
from kg.extract.grammar.tagging import tags
from kg.extract.grammar.words import Forms, Words
from kg.extract.names.mentions import Found
from kg.extract.spans import DateSpan, SentenceSpan, Token

if TYPE_CHECKING:
    from kg.extract.grammar.roles import Complements

NUMERALS = frozenset(
    "two three four five six seven eight nine ten eleven twelve dozens several".split()  # noqa: SIM905
)

__all__ = ["QUOTES", "Chunk", "chunk"]

DAY_ADVERBS = frozenset({"overnight", "today", "yesterday", "tonight", "tomorrow"})
LOCATIVE = frozenset({"in", "at", "near", "inside", "outside", "around"})


@dataclass(slots=True)
class Chunk:
    """A run of tokens [first, last). `kind`: NP, VG, or the tag of a mark (P C S R I , . ( ) B …)."""

    kind: str
    first: int
    last: int
    norm: str = ""  # a mark's word; the last word of a noun phrase
    founds: Sequence[Found] = ()  # NP: the mentions in it, in order
    owners: Sequence[Found] = ()  # NP: those with a possessive mark
    inner: Sequence[Found] = ()  # NP: inside those, "Iraqi" in "Iraqi President Salih"
    actor: Found | None = None  # NP: the mention that it as a whole names
    lemma: str = ""  # VG: the head verb
    form: str = ""  # VG: what forms the head can be (bzdng)
    head: int = -1  # VG: the head's token
    be: bool = False
    have: bool = False
    to: bool = False
    negated: bool = False
    modal: str = ""
    day: bool = False  # a date: nothing is done to it
    # What kg.extract.grammar.roles has found of it, once it was asked: its neighbours never change.
    subjects: dict[int, tuple[int, ...]] = field(default_factory=dict)
    lists: dict[bool, tuple[int, ...]] = field(default_factory=dict)
    complements: "Complements | None" = None

    @property
    def passive(self) -> bool:
        """A form of be with a past participle."""
        return self.be and "n" in self.form

    @property
    def names_actor(self) -> bool:
        """A noun phrase that as a whole names an actor."""
        return self.kind == "NP" and self.actor is not None and self.actor.kind == "actor"

    @property
    def finite(self) -> bool:
        """Has tense: neither an infinitive nor a bare participle."""
        if self.to:
            return False
        form = self.form
        return bool(self.be or self.have or self.modal or "d" in form or "b" in form or "z" in form)


def chunk(
    sentence: SentenceSpan, founds: Sequence[Found], words: Words, dates: Sequence[DateSpan] = ()
) -> list[Chunk]:
    """The chunks of a sentence in order; no quotation marks, a bracket or date as one."""
    tokens = sentence.tokens
    days = {**hours(tokens), **_days(tokens, dates)}
    marks, forms = tags(tokens, founds, words, title=sentence.kind == "title", dated=days)
    starts = {found.first: found for found in sorted(founds, key=lambda found: found.last)}  # the longest
    inner = [found for found in founds if _within_another(found, founds)] if len(founds) > 1 else []
    result: list[Chunk] = []
    index = past_clock(tokens)
    while index < len(tokens):
        tag = marks[index]
        if tag == "Q":
            index += 1
            continue
        if index in days:
            item = _day(index, days[index], tokens, result)
        elif tag in "([":
            item = _bracket(index, tokens)
        elif (
            tag == "V"
            or _prefix_at(index, tokens, marks)
            or (tag in VERB_PART and _opens_group(index, marks))
        ):
            item = _group(index, tokens, marks, forms)
        elif tag in NOUN_PART or index in starts:
            item = _phrase(index, tokens, marks, starts, days)
            if inner:
                item.inner = [f for f in inner if item.first <= f.first and f.last <= item.last]
        else:
            item = Chunk(tag, index, index + 1, tokens[index].norm)
        result.append(item)
        index = item.last
    return result


def _days(tokens: Sequence[Token], dates: Sequence[DateSpan]) -> dict[int, int]:
    """The first token of each date and the one after its last; not where it is a part of a name or thing."""
    if not dates:
        return {}
    firsts = {token.start: index for index, token in enumerate(tokens)}
    lasts = {token.end: index + 1 for index, token in enumerate(tokens)}
    days = {firsts[d.start]: lasts[d.end] for d in dates if d.start in firsts and d.end in lasts}
    return {first: last for first, last in days.items() if last >= len(tokens) or tokens[last].norm != "'s"}


def _day(first: int, last: int, tokens: Sequence[Token], before: list[Chunk]) -> Chunk:
    """A date: what its preposition governs, else an adverb that nothing is done to."""
    governed = bool(before) and before[-1].kind == "P"
    return Chunk("NP" if governed else "B", first, last, tokens[last - 1].norm, day=True)


def _prefix_at(index: int, tokens: Sequence[Token], marks: list[str]) -> bool:
    return tokens[index].norm in PREFIXES and marks[index : index + 3] == ["B", "B", "V"]


def _bracket(index: int, tokens: Sequence[Token]) -> Chunk:
    for last in range(index + 1, min(len(tokens), index + 40)):
        if tokens[last].norm in {")", "]"}:
            return Chunk("(", index, last + 1)
    return Chunk("(", index, index + 1)


def _opens_group(index: int, marks: list[str]) -> bool:
    """A negation opens a verb group only before an auxiliary or a verb."""
    if marks[index] != "N":
        return True
    return any(tag in {"V", "T", "A", "H", "M"} for tag in marks[index + 1 : index + 3])


def _group(index: int, tokens: Sequence[Token], marks: list[str], forms: list[Forms | None]) -> Chunk:
    group = Chunk("VG", index, index + 1)
    position = index
    while position < len(tokens):
        tag = marks[position]
        if tag == "Q":
            position += 1
            continue
        if tag == "V":
            return _close(group, position, forms[position], tokens)
        if tag == "T" and any(mark != "N" for mark in marks[index:position]):  # "not to attack" is one group
            break
        if tag == "B" and not any(
            mark in {"V", "A", "H", "N"} for mark in marks[position + 1 : position + 3]
        ):
            break
        if tag not in VERB_PART and tag != "B":
            break
        _add_auxiliary(group, tag, tokens[position].norm)
        group.head, group.last = position, position + 1
        position += 1
    norm = tokens[group.head].norm
    group.lemma = "have" if group.have and not group.be else "be" if group.be else norm
    return group


def _close(group: Chunk, position: int, form: Forms | None, tokens: Sequence[Token]) -> Chunk:
    group.head, group.last = position, position + 1
    if form:
        prefixed = position > 1 and tokens[position - 1].norm == "-" and tokens[position - 2].norm in PREFIXES
        group.lemma = f"{tokens[position - 2].norm}-{form.lemma}" if prefixed else form.lemma
        group.form = "g" if tokens[group.first].norm == "having" else form.kinds
    return group


def _add_auxiliary(group: Chunk, tag: str, norm: str) -> None:
    group.be = group.be or tag == "A"
    group.have = group.have or (tag == "H" and norm != "having")
    group.to = group.to or tag == "T"
    group.negated = group.negated or tag == "N" or norm.endswith("n't") or norm == "cannot"
    group.modal = norm if tag == "M" else group.modal


def _within_another(found: Found, founds: Sequence[Found]) -> bool:
    return any(o.first <= found.first and found.last <= o.last and o is not found for o in founds)


def _phrase(
    index: int,
    tokens: Sequence[Token],
    marks: list[str],
    starts: dict[int, Found],
    days: Mapping[int, int],
) -> Chunk:
    """A noun phrase: it ends where a determiner, a verb or a mark begins, but never inside a mention."""
    phrase = Chunk("NP", index, index + 1)
    founds: list[Found] = []
    owners: list[Found] = []
    phrase.founds, phrase.owners = founds, owners
    position = index
    while position < len(tokens):
        if position in days and (phrase.founds or _closes(position, days[position], index, tokens, marks)):
            break
        found = starts.get(position)
        if found is not None:
            if _apart(phrase, found, position, index) or _after_place(phrase, found, tokens):
                break
            founds.append(found)
            position = phrase.last = found.last
            continue
        tag = marks[position]
        if tag == "D" and position > index and marks[position - 1] not in {"D", "#", "G", "Q"}:
            break
        if tag == "#" and _counts_anew(position, tokens, marks, index):
            break
        if tag == "Q" or (tag in {"-", "/"} and position > index):
            position += 1
            continue
        if tag not in NOUN_PART and not (tag == "B" and _inside(position, marks)):
            break
        if tag == "G" and founds and founds[-1].last == position:
            owners.append(founds[-1])
        position += 1
        phrase.last = position
    phrase.norm = tokens[phrase.last - 1].norm
    phrase.actor = _named(founds, owners)
    return phrase


def _closes(position: int, last: int, start: int, tokens: Sequence[Token], marks: list[str]) -> bool:
    """ "shot down 40 drones overnight": a day that ends a phrase of nouns is no part of it."""
    ends = last >= len(marks) or marks[last] not in NOUN_PART
    return position > start and ends and tokens[position].norm in DAY_ADVERBS and marks[position - 1] == "X"


def _named(founds: Sequence[Found], owners: Sequence[Found]) -> Found | None:
    """The mention that a noun phrase as a whole names: the last that is neither modifier nor owner."""
    for found in reversed(founds):
        if found.role == "head" and found not in owners:
            return found
    return None


def _apart(phrase: Chunk, found: Found, position: int, start: int) -> bool:
    """Two persons side by side are two phrases; other mentions ("the village residents") are one."""
    return (
        bool(phrase.founds)
        and position > start
        and found.type == "person"
        and phrase.founds[-1].type == "person"
    )


def _after_place(phrase: Chunk, found: Found, tokens: Sequence[Token]) -> bool:
    """ "In Bakhmut Russian forces attacked": the place is all that the preposition governs."""
    if not phrase.founds or not phrase.first or tokens[phrase.first - 1].norm not in LOCATIVE:
        return False
    place = phrase.founds[-1]
    named = found.kind == "actor" and found.role == "head" and found.how != "generic"
    return place.kind == "place" and place.last == found.first and named


def _counts_anew(position: int, tokens: Sequence[Token], marks: list[str], start: int) -> bool:
    """ "hit the plant eleven times": a number in words after a noun begins another phrase."""
    return position > start and marks[position - 1] == "X" and tokens[position].norm in NUMERALS


def _inside(position: int, marks: list[str]) -> bool:
    """An adverb inside a phrase stands between two of its words ("a highly trained force")."""
    return 0 < position < len(marks) - 1 and marks[position - 1] in NOUN_PART and marks[position + 1] == "X"
