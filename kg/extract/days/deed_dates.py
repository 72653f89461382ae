"""Which of a sentence's dates is that of a deed: the one told with its verb, not with a neighbour's."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from kg.extract.grammar.chunks import Chunk
from kg.extract.grammar.roles import CLAUSAL
from kg.extract.spans import DateSpan, Token

REACH = 100  # tokens between a deed and its date, or what tells whose the date is
FEW = 8  # dates of a sentence that are all looked at
AHEAD = 6  # chunks after a date or a conjunction in which the verb of its clause stands
OPENERS = frozenset({",", ";", "C", ":", "–", "—"})
TOLD, OPENED, SHARED = range(3)  # with the deed's own verb, at the head of its clause, with another verb
APPOSED = frozenset({",", "(", "on", "in"})  # between "a year ago" and "in May 2023"


class Days(NamedTuple):
    """A date of the sentence, its tokens, and whether what follows it is told of it."""

    span: DateSpan
    first: int
    last: int
    leads: bool


class Clauses(NamedTuple):
    """Where a sentence's verbs stand, where other clauses begin, and from where to where asides run."""

    verbs: tuple[int, ...]
    breaks: tuple[int, ...]
    asides: tuple[tuple[int, int], ...]


def chosen(
    trigger: tuple[int, int], dates: Sequence[DateSpan], tokens: Sequence[Token], chunks: Sequence[Chunk]
) -> DateSpan | None:
    """The date of the deed whose words are the tokens of `trigger`; None where no date is near enough."""
    low, high = trigger[0] - REACH, trigger[1] + REACH
    near = chunks[
        bisect_left(chunks, low, key=lambda chunk: chunk.first) : bisect_left(
            chunks, high, key=lambda chunk: chunk.first
        )
    ]
    clauses = _clauses(near)
    days = [_days(span, tokens, near) for span in dates]
    ranked = [(rank, n) for n, each in enumerate(days) if (rank := _rank(trigger, each, clauses)) is not None]
    if not ranked:
        return None
    best = days[min(ranked)[1]]
    return next((each.span for each in days if _finer(each, best, tokens)), best.span)


def near(trigger: tuple[int, int], dates: Sequence[DateSpan], tokens: Sequence[Token]) -> Sequence[DateSpan]:
    """The dates that may be a deed's: of many in one sentence, those that are no further off than `REACH`."""
    if len(dates) <= FEW:
        return dates
    low, high = max(0, trigger[0] - REACH), min(len(tokens), trigger[1] + REACH)
    first = bisect_left(dates, tokens[low].start, key=lambda span: span.start)
    return dates[first : bisect_left(dates, tokens[high - 1].end, lo=first, key=lambda span: span.start)]


def told_apart(
    trigger: tuple[int, int], span: DateSpan, tokens: Sequence[Token], chunks: Sequence[Chunk]
) -> bool:
    """ "said X fled, and that Y came on Monday": the date is told of another clause than the deed's."""
    day = bisect_left(tokens, span.start, key=lambda token: token.start)
    if not trigger[1] < day <= trigger[1] + REACH:
        return False
    first = bisect_left(chunks, trigger[1], key=lambda chunk: chunk.first)
    last = bisect_left(chunks, day, key=lambda chunk: chunk.first)
    return any(a.kind == "C" and b.norm == "that" for a, b in pairwise(chunks[first:last]))


def _days(span: DateSpan, tokens: Sequence[Token], chunks: Sequence[Chunk]) -> Days:
    first = bisect_left(tokens, span.start, key=lambda token: token.start)
    last = bisect_left(tokens, span.end, lo=first, key=lambda token: token.start)
    return Days(span, first, last, _leads(span, first, last, chunks))


def _leads(span: DateSpan, first: int, last: int, chunks: Sequence[Chunk]) -> bool:
    """ "and on Monday rebels attacked": a date at the head of a clause is that of what follows."""
    k = next((i for i, chunk in enumerate(chunks) if chunk.last > first), len(chunks) - 1)
    after = k + 1
    while after < len(chunks) and chunks[after].first < last:
        after += 1
    if span.rule == "shifted" and after < len(chunks) and _clause(chunks, after):
        return True
    before = k - 1
    while before >= 0 and chunks[before].kind in {"P", "B"}:
        before -= 1
    if before >= 0 and chunks[before].kind not in OPENERS:
        return False
    if after < len(chunks) and chunks[after].kind == ",":
        after += 1
    opened = before >= 0 and after < len(chunks) and chunks[after].kind == "VG" and chunks[after].finite
    return opened or _clause(chunks, after)


def _clause(chunks: Sequence[Chunk], start: int) -> bool:
    """Whether a subject and its verb begin at a chunk."""
    subject = False
    for chunk in chunks[start : start + AHEAD]:
        if chunk.kind == "VG":
            return subject and chunk.finite
        if chunk.kind not in {"NP", "I", "P", "B", "("}:
            return False
        subject = subject or chunk.kind in {"NP", "I"}
    return False


def _clauses(chunks: Sequence[Chunk]) -> Clauses:
    breaks: list[int] = []
    asides: list[tuple[int, int]] = []
    for k, chunk in enumerate(chunks):
        if chunk.kind == ";" or (chunk.kind == "C" and _begins(chunks, k + 1)):
            breaks.append(chunk.first)
        elif _opens_aside(chunks, k):
            asides.append((chunk.first, _closing(chunks, k)))
    verbs = tuple(chunk.first for chunk in chunks if chunk.kind == "VG")
    return Clauses(verbs, tuple(breaks), tuple(asides))


def _begins(chunks: Sequence[Chunk], start: int) -> bool:
    """Whether what follows a conjunction is a clause with a subject of its own."""
    return start < len(chunks) and (chunks[start].kind == "S" or _clause(chunks, start))


def _opens_aside(chunks: Sequence[Chunk], k: int) -> bool:
    chunk = chunks[k]
    if chunk.kind == "R" or (chunk.kind == "S" and chunk.norm != "that"):
        return True
    return chunk.norm in CLAUSAL and chunk.kind == "P" and _clause(chunks, k + 1)


def _closing(chunks: Sequence[Chunk], k: int) -> int:
    """Where the clause that opens at a chunk is over: at the comma after its verb."""
    told = False
    for chunk in chunks[k + 1 :]:
        if chunk.kind == "VG":
            told = True
        elif told and chunk.kind in {",", ";"}:
            return chunk.first
    return chunks[-1].last


def _rank(trigger: tuple[int, int], day: Days, clauses: Clauses) -> tuple[int, int] | None:
    """How well a date fits a deed: the kind of bond first, then the distance; None where it is another's."""
    first, last = trigger
    right = day.first >= last
    if right and day.leads:
        return None
    low, high = (last, day.first) if right else (day.last, first)
    if any(low <= mark < high for mark in clauses.breaks):
        return None
    if any((begin <= first < end) != (begin <= day.first < end) for begin, end in clauses.asides):
        return None
    if day.leads:
        return OPENED, first - day.last
    between = any(low <= verb < high for verb in clauses.verbs if verb != first)
    theirs = not right and day.last != first and any(verb < day.first for verb in clauses.verbs)
    return SHARED if between or theirs else TOLD, abs(high - low)


def _finer(day: Days, than: Days, tokens: Sequence[Token]) -> bool:
    """ "A year ago, in May 2023": the same time, told more closely right after."""
    gap = tokens[than.last : day.first]
    if not 0 < len(gap) <= 2 or any(token.norm not in APPOSED for token in gap):
        return False
    a, b = day.span, than.span
    return b.first <= a.first and a.last <= b.last and (a.first, a.last) != (b.first, b.last)
