"""Which properties the nodes of a label, or the relationships of a type, have, and of which types."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from kg.projection.picture import Props, Value

Columns = Mapping[str, str]
"""Names in order, each with its type: string, long, double, boolean, date or datetime."""


class Seen:
    """Gathers columns by group."""

    def __init__(self) -> None:
        self._types: defaultdict[tuple[str, ...], dict[str, str]] = defaultdict(dict)

    def add(self, group: tuple[str, ...], props: Props) -> None:
        """Take in the properties of one more of a group."""
        types = self._types[group]
        for name, value in props.items():
            types[name] = _wider(types.get(name), _type(value))

    def groups(self) -> Iterable[tuple[str, ...]]:
        """The groups that were seen, sorted."""
        return sorted(self._types)

    def of(self, group: tuple[str, ...]) -> Columns:
        """The columns of a group, sorted by name."""
        return dict(sorted(self._types[group].items()))


def _type(value: Value) -> str:
    match value:
        case bool():
            return "boolean"
        case int():
            return "long"
        case float():
            return "double"
        case datetime():
            return "datetime"
        case date():
            return "date"
        case _:
            return "string"


def _wider(one: str | None, other: str) -> str:
    if one is None or one == other:
        return other
    return "double" if {one, other} == {"long", "double"} else "string"
