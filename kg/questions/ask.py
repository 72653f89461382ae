"""Questions to the graph: what there is to ask, what a question needs, and its answer.

A question is a file in cypher/ask. The column `claim` of its answer is the last that is meant for the eye;
what comes after it is for programs.
"""

import difflib
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from kg import statements
from kg.claimtypes import claim_types
from kg.errors import QuestionError
from kg.log.protocol import EventLog
from kg.questions import lookup, quick
from kg.questions.lookup import LATEST, Kind
from kg.statements import Parameter, Statement

if TYPE_CHECKING:
    from kg.graph import Graph, Rows

TIMEOUT_S: Final = 120.0
SHORT: Final = 10  # characters of a claim's key that a table shows; `kg explain` takes them
_LAST_SHOWN: Final = "claim"
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_NAMED: Final[Mapping[str, tuple[Kind, ...]]] = {
    "actor": ("actor",),
    "other": ("actor",),
    "by": ("actor",),
    "on": ("actor", "place"),
    "place": ("place",),
    "within": ("place",),
    "incident": ("incident",),
}  # what the parameters of these names name


class Question(NamedTuple):
    """A question that can be asked."""

    name: str
    statement: Statement

    @property
    def title(self) -> str:
        """What it asks, in a few words."""
        return self.statement.title

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """What it takes, in the order of its file."""
        return tuple(each for each in self.statement.parameters if each.name != quick.NARROWING)


class Table(NamedTuple):
    """An answer."""

    columns: list[str]
    rows: list[list[object]]

    def brief(self) -> "Table":
        """The columns that are meant for the eye, with the claim's key cut short."""
        if _LAST_SHOWN not in self.columns:
            return self
        last = self.columns.index(_LAST_SHOWN)
        rows = [[*row[:last], str(row[last])[:SHORT] if row[last] else None] for row in self.rows]
        return Table(self.columns[: last + 1], rows)


def catalogue() -> tuple[Question, ...]:
    """Every question, by name."""
    return tuple(question(name) for name in statements.names("ask"))


def question(name: str) -> Question:
    """The question of a name; raises QuestionError with those that look like it."""
    names = statements.names("ask")
    if name not in names:
        likest = difflib.get_close_matches(name, names, n=3) or ["`kg ask` lists them"]
        raise QuestionError(f"there is no question {name!r}: {' or '.join(likest)}")
    return Question(name, statements.parse(statements.load(f"ask/{name}")))


def ask(
    graph: "Graph",
    log: EventLog,
    asked: Question,
    given: Mapping[str, object],
    *,
    timeout_s: float = TIMEOUT_S,
) -> Table:
    """The answer to a question. Values may be texts: any name of an actor, a part of a date, an as-of day."""

    def named(text: str, kinds: tuple[Kind, ...], as_of: int) -> str:
        return lookup.resolve(graph, text, *kinds, as_of=as_of)

    def read(cypher: str, params: Mapping[str, object]) -> "Rows":
        return graph.read(cypher, params, timeout_s=timeout_s)

    params = prepare(asked, given, named=named, position_at=log.position_at)
    answer = quick.answer(graph, asked.name, asked.statement, params, read)
    return Table(answer.columns, answer.rows)


def prepare(
    asked: Question,
    given: Mapping[str, object],
    *,
    named: Callable[[str, tuple[Kind, ...], int], str],
    position_at: Callable[[int], int],
) -> dict[str, object]:
    """The parameters that the server gets; raises QuestionError for a name or value that does not fit."""
    there = {name: value for name, value in given.items() if value is not None}
    known = {parameter.name for parameter in asked.parameters}
    missing = [p.name for p in asked.parameters if p.required and p.name not in there]
    if missing and there.keys() <= known:  # an unknown one is told first, by bind
        example = " ".join((asked.name, *(name.upper() for name in missing)))
        raise QuestionError(f"{asked.name} needs {' and '.join(missing)}: write `kg ask {example}`")
    as_of = position(there.get("asOf", LATEST), position_at)
    own = {each.name: each.default for each in asked.statement.parameters if each.name == quick.NARROWING}
    bound = {**own, **asked.statement._replace(parameters=asked.parameters).bind(there), "asOf": as_of}

    def ready(name: str, value: object) -> object:
        if value is None or name not in given or name == "asOf":
            return value
        if name in _NAMED:
            return named(str(value), _NAMED[name], as_of)
        return convert(name, value, asked)

    return {name: ready(name, value) for name, value in bound.items()}


def convert(name: str, value: object, asked: Question) -> object:
    """A value as the type that its parameter is declared as."""
    declared = next(parameter for parameter in asked.parameters if parameter.name == name)
    if name == "type":
        return claim_type(str(value))
    if declared.type == "date":
        return day(name, str(value))
    if declared.type == "int":
        return _whole(name, value)
    return value


def day(name: str, text: str) -> str:
    """A date as ISO text; "2017-06" is its first day for `from`, else its last."""
    try:
        year, month, number, *rest = (*map(int, text.split("-")), 0, 0)
        if any(rest):
            raise ValueError(text)
        if name == "from":
            return date(year, month or 1, number or 1).isoformat()
        month = month or 12
        return date(year, month, number or monthrange(year, month)[1]).isoformat()
    except ValueError as error:
        raise QuestionError(f"{name}: {text!r} is not a date: write 2017-05-18, 2017-05 or 2017") from error


def position(value: object, position_at: Callable[[int], int], *, name: str = "asOf") -> int:
    """A position of the log: as given, or the last one of a day (UTC) or of a moment.

    Raises QuestionError, which speaks of it by its name, where it is none of these.
    """
    text = str(value)
    if text.isascii() and text.isdigit():
        return min(int(text), LATEST)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise QuestionError(
            f"{name}: {text!r} is neither a position nor a date: write 1200 or 2020-02-12"
        ) from error
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    if len(text) == len("2020-02-12"):
        moment += timedelta(days=1, microseconds=-1)
    return position_at((moment - _EPOCH) // timedelta(microseconds=1))


def claim_type(text: str) -> str:
    """A claim type however it is written: "de-escalated" is DE_ESCALATED."""
    name, known = text.strip().upper().replace("-", "_").replace(" ", "_"), sorted(claim_types())
    if name in known:
        return name
    likest = difflib.get_close_matches(name, known, n=3) or ["ATTACKED", "BLOCKED", "DE_ESCALATED"]
    raise QuestionError(f"type: {text!r} is no claim type: try {', '.join(likest)}")


def _whole(name: str, value: object) -> int:
    try:
        number = int(str(value))
    except ValueError as error:
        raise QuestionError(f"{name}: {value!r} is not a whole number") from error
    if number < 1:
        raise QuestionError(f"{name}: {number} is less than 1")
    return number
