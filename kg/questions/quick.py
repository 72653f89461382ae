"""How a question is asked of a big graph: for what is kept first, then for the newest days, then for all.

Each way gives the same rows. What is kept is of today alone and holds the first rows. A question whose rows
stand in the order of their days can be asked for the rows of a few days first: if these are enough, no other
row comes before them. Days are sought one by one, since the embedded engine has no index for a range of them.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from kg import statements
from kg.projection.shapes import MONTH
from kg.projection.tops import ROWS
from kg.questions.lookup import LATEST
from kg.statements import Statement

if TYPE_CHECKING:
    from kg.graph import Graph, Rows

NARROWING: Final = "days"  # the parameter that kg sets itself
_OLDEST_FIRST: Final = ("timeline",)
_ANY_ORDER: Final = ("hotspots",)
_NAMING: Final = ("actor", "by", "on")
_ELSEWHERE: Final = ("incident", "place", "within")  # what names one of these has few rows
_INCIDENTS: Final = ("first-report", "timeline")  # a row is an incident, with all its claims
_FEW: Final = 5  # claims for each row that is wanted: mostly enough
_OF_INCIDENT: Final = 40  # claims for each row that is an incident
_SPARE: Final = 1.75
_GROWING: Final = 2  # at least so many times more are looked at when rows are missing

Ask = Callable[[str, Mapping[str, object]], "Rows"]


class Day(NamedTuple):
    """How many claims tell of a day."""

    day: str
    claims: int


def answer(graph: "Graph", name: str, asked: Statement, params: Mapping[str, object], ask: Ask) -> "Rows":
    """The rows of a question."""
    if params["asOf"] != LATEST:
        return ask(asked.body, params)
    if (kept := _kept(name, params)) and (found := ask(kept.body, _only(kept, params))).rows:
        return found
    if NARROWING not in params or any(params.get(each) is not None for each in _ELSEWHERE):
        return ask(asked.body, params)
    if name in _ANY_ORDER:
        return ask(asked.body, {**params, NARROWING: _month_before(graph, params)})
    return _newest_first(graph, name, asked, params, ask)


def _newest_first(
    graph: "Graph", name: str, asked: Statement, params: Mapping[str, object], ask: Ask
) -> "Rows":
    limit = int(str(params["limit"]))
    window = _window(graph, name, params, limit)
    while window and (days := window.days):
        found = ask(asked.body, {**params, NARROWING: days})
        if len(found.rows) >= limit:
            return found
        window.grow(len(found.rows))
    return ask(asked.body, params)


class Window:
    """The part of the days that is asked for next; it grows until there are enough rows."""

    def __init__(self, days: list[Day], claims: float, most: int, limit: int, *, oldest: bool) -> None:
        self._days, self._claims, self._most = days, claims, most
        self._limit, self._oldest = limit, oldest

    @property
    def days(self) -> list[str]:
        """The days, in order; none where going through all claims is as fast."""
        if self._claims >= self._most:
            return []
        return sorted(day.day for day in self._wanted())

    def _wanted(self) -> Iterator[Day]:
        seen = 0
        for day in self._days if self._oldest else reversed(self._days):
            if seen >= self._claims:
                return
            seen += day.claims
            yield day

    def grow(self, rows: int) -> None:
        """So many rows were found: as many more claims as rows are missing, and some more."""
        seen = sum(day.claims for day in self._wanted())
        self._claims = max(self._claims, seen) * max(_GROWING, _SPARE * self._limit / (rows + 1))


def _kept(name: str, params: Mapping[str, object]) -> Statement | None:
    """The statement that reads what is kept, if it can answer."""
    if name not in statements.names("now") or int(str(params["limit"])) > ROWS:
        return None
    kept = statements.parse(statements.load(f"now/{name}"))
    takes = {parameter.name for parameter in kept.parameters}
    given = {parameter for parameter, value in params.items() if value is not None}
    return kept if given <= takes else None


def _only(kept: Statement, params: Mapping[str, object]) -> dict[str, object]:
    return {parameter.name: params[parameter.name] for parameter in kept.parameters}


def _window(graph: "Graph", name: str, params: Mapping[str, object], limit: int) -> Window | None:
    """The days to begin with; None where whoever is named is in few claims."""
    party = next((params[each] for each in _NAMING if params.get(each) is not None), None)
    named = graph.read(statements.body("admin/named"), {"key": party}).rows if party is not None else []
    if party is not None and not named:
        return None
    days = _days(graph)
    every = sum(day.claims for day in days)
    most = min(every, int(named[0][0])) if named else every // 2
    some = days[_first(days, params.get("from")) : _after(days, params.get("to"))]
    claims = _FEW * limit * (every // max(most, 1) if named else 1)
    if name in _INCIDENTS:
        claims = max(claims, _OF_INCIDENT * limit)
    return Window(some, claims, most, limit, oldest=name in _OLDEST_FIRST)


def _month_before(graph: "Graph", params: Mapping[str, object]) -> list[str] | None:
    """The days from a month before the first that is asked about until the last; None where none is given."""
    begin, end = params.get("from"), params.get("to")
    if begin is None and end is None:
        return None
    days = _days(graph)
    early = date.fromisoformat(str(begin)) if begin else date.min
    first = (early - MONTH).isoformat() if early > date.min + MONTH else None
    return [day.day for day in days[_first(days, first) : _after(days, end)]]


def _days(graph: "Graph") -> list[Day]:
    """The days that claims tell of, in order."""
    years = graph.read(statements.body("admin/days"), {}).rows
    lines = (line.split(" ") for (year,) in years for line in year.split("\n"))
    return [Day(day, int(claims)) for day, claims in lines]


def _first(days: list[Day], begin: object | None) -> int:
    return 0 if begin is None else bisect_left(days, Day(str(begin), 0))


def _after(days: list[Day], end: object | None) -> int:
    return len(days) if end is None else bisect_right(days, Day(f"{end}~", 0))
