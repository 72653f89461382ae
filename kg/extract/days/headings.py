"""Days that stand as headings over what happened on them: field notes by days, timelines, live pages."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from kg.extract.days import dates
from kg.extract.days.calendar import weekday_number
from kg.extract.days.dates import DateContext
from kg.extract.spans import DateSpan, Line, SentenceSpan
from kg.extract.text.tokens import tokenize

_LONGEST: Final = 40  # characters of a line that is no more than a day
_FEWEST: Final = 2  # one day alone over a text is that of the text


class Heading(NamedTuple):
    """A line that is no more than a day, and the days it means."""

    start: int
    span: DateSpan


def find(text: str, lines: Sequence[Line], context: DateContext) -> tuple[Heading, ...]:
    """The headings of a text that is told by days; none where fewer than two days stand over a paragraph."""
    found = [heading for heading in _over_text(text, lines, context) if heading is not None]
    return tuple(found) if len({heading.span.first for heading in found}) >= _FEWEST else ()


def over(headings: Sequence[Heading], start: int) -> DateSpan | None:
    """The day under which what begins at an offset stands."""
    index = bisect_right(headings, start, key=lambda heading: heading.start)
    return headings[index - 1].span if index else None


def _over_text(text: str, lines: Sequence[Line], context: DateContext) -> Iterator[Heading | None]:
    """Each day that some text stands under before the next day; the head of a page has none."""
    last: Heading | None = None
    begun = False
    for line in lines:
        heading = _heading(text, line, context)
        if heading is not None:
            at_head = (
                not begun and context.base is not None and heading.span.first == context.base.isoformat()
            )
            last = None if at_head else heading
        elif line.kind == "body":
            yield last
            last, begun = None, True


def _heading(text: str, line: Line, context: DateContext) -> Heading | None:
    written = text[line.start : line.end]
    if len(written) > _LONGEST or not any(map(str.isdigit, written)):  # nor is "Monday" alone a heading
        return None
    tokens = tokenize(text, line.start, line.end)
    found = dates.find(SentenceSpan(line.start, line.end, "title", tokens), context.base, context)
    if len(found) != 1 or found[0].precision != "day":
        return None
    beside = [token for token in tokens if not found[0].start <= token.start < found[0].end]
    bare = all(not token.norm.isalnum() or weekday_number(token.norm) is not None for token in beside)
    return Heading(line.start, found[0]) if bare else None
