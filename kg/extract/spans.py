"""The spans that the stages of extraction hand to each other. Offsets are those of the article's text."""

from typing import Literal, NamedTuple


class Token(NamedTuple):
    """A word, number or punctuation mark.

    `norm` is lower-case, with straight apostrophes and without the dots of an initialism ("U.S." → "us").
    """

    start: int
    end: int
    text: str
    norm: str


class Line(NamedTuple):
    """A line of the article and what it is taken for; only titles and bodies are read for claims."""

    start: int
    end: int
    kind: Literal["title", "body", "byline", "dateline", "noise", "related"]


class SentenceSpan(NamedTuple):
    """A sentence with its tokens."""

    start: int
    end: int
    kind: Literal["title", "body"]
    tokens: tuple[Token, ...]


class DateSpan(NamedTuple):
    """A date expression, resolved: first and last day (ISO), and how precise the words were."""

    start: int
    end: int
    first: str
    last: str
    precision: Literal["day", "week", "month", "season", "year"]
    rule: str


class NumberSpan(NamedTuple):
    """A number of things, as the words bound it: "more than 100" is low 100, best 100, high None."""

    start: int
    end: int
    low: int | None
    best: int | None
    high: int | None
