"""Rows as a table for the eye, as JSON lines or as CSV; the same values whichever way."""

import csv
import json
import sys
from collections.abc import Mapping, Sequence

from kg.cli.options import Format
from kg.cli.streams import emit

Row = Sequence[object]


def show(columns: Sequence[str], rows: Sequence[Row], *, form: Format, empty: str = "nothing found") -> None:
    """Print rows; a table that has none says so on stderr, JSON and CSV just have none."""
    if form is Format.JSON:
        show_json(columns, rows)
    elif form is Format.CSV:
        show_csv(columns, rows)
    else:
        from kg.cli.table import show_table

        show_table(columns, rows, empty=empty)


def show_json(columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Print a JSON object a row."""
    for row in rows:
        emit(as_json(dict(zip(columns, row, strict=True))))


def show_csv(columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Print a header and the rows; what is not one value stands as JSON in its cell."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([one_value(value) for value in row] for row in rows)


def one_value(value: object) -> object:
    """A value as a CSV cell: empty for null, true and false as JSON has them."""
    if isinstance(value, bool | Mapping | list | tuple):
        return as_json(value)
    return value if value is None or isinstance(value, str | int | float) else plain(value)


def as_json(value: object) -> str:
    """A value as JSON on one line, in UTF-8; a date or a time as ISO 8601."""
    return json.dumps(value, ensure_ascii=False, default=plain)


def plain(value: object) -> object:
    """A value that JSON does not know as one that it knows."""
    iso = getattr(value, "isoformat", None) or getattr(value, "iso_format", None)
    if iso is not None:
        return iso()
    if isinstance(value, set | frozenset):
        return sorted(value, key=str)
    return str(value)
