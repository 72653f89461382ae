"""Rows for the eye: a table where it fits the terminal, else one block a row. Nothing is cut off."""

import shutil
from collections.abc import Mapping, Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.cli.rows import Row, as_json, plain
from kg.cli.streams import emit, printable, say

GAP = 2  # columns of space between two cells
WORTH = 24  # a column of text narrower than this is tiresome to read
UNKNOWN_WIDTH = 100  # of a pipe or a file


def show_table(columns: Sequence[str], rows: Sequence[Row], *, empty: str) -> None:
    """Print rows, folded to the terminal's width."""
    if not rows:
        say(empty)
        return
    width = shutil.get_terminal_size((UNKNOWN_WIDTH, 24)).columns
    cells = [[readable(value) for value in row] for row in rows]
    shape = as_table if fits(columns, cells, width) else as_blocks
    console = Console(width=width, highlight=False, markup=False, emoji=False)
    with console.capture() as printed:
        console.print(shape(columns, cells))
    for line in printed.get().splitlines():
        emit(line.rstrip())


def fits(columns: Sequence[str], cells: Sequence[Sequence[str]], width: int) -> bool:
    """Whether every column gets the room that its longest word, or a readable line of it, asks for."""
    return sum(least(column) + GAP for column in zip(columns, *cells, strict=True)) - GAP <= width


def least(column: Sequence[str]) -> int:
    """The width below which a column is no longer pleasant to read."""
    words = max((cell_len(word) for cell in column for word in cell.split()), default=0)
    lines = max((cell_len(line) for cell in column for line in cell.splitlines()), default=0)
    return max(words, min(lines, WORTH))


def as_table(columns: Sequence[str], cells: Sequence[Sequence[str]]) -> Table:
    """A table with a bold header and no lines, as command lines like it."""
    table = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0), header_style="bold")
    for name, column in zip(columns, zip(*cells, strict=True), strict=True):
        table.add_column(name, justify="right" if numeric(column) else "left", overflow="fold")
    for row in cells:
        table.add_row(*(Text(cell) for cell in row))
    return table


def as_blocks(columns: Sequence[str], cells: Sequence[Sequence[str]]) -> Table:
    """One block a row: each column's name with its value beside it, an empty line between rows."""
    table = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0), show_header=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for number, row in enumerate(cells):
        if number:
            table.add_row("", "")
        for name, cell in zip(columns, row, strict=True):
            table.add_row(name, Text(cell))
    return table


def numeric(column: Sequence[str]) -> bool:
    """Whether every cell is a number or empty, so that digits should stand under digits."""
    filled = [cell for cell in column if cell]
    return bool(filled) and all(cell.replace(".", "", 1).lstrip("-").isdigit() for cell in filled)


def readable(value: object) -> str:
    """A value as text: nothing for null, one line for each item of a list."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping):
        return as_json(value)
    if isinstance(value, list | tuple):
        return "\n".join(readable(item) for item in value)
    return str(plain(value))
