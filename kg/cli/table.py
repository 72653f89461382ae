"""Rows for the eye, in any terminal's width. Nothing is cut off."""

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from kg.cli.layout import GAP, Column, Layout, laid_out, measured
from kg.cli.rows import Row, as_json, plain
from kg.cli.streams import emit, printable, say

INDENT = "    "  # of what stands below its row
UNKNOWN_WIDTH = 100  # of a pipe or a file
NARROWEST = 20  # a narrower terminal has to fold the lines itself


def show_table(columns: Sequence[str], rows: Sequence[Row], *, empty: str) -> None:
    """Print rows, folded to the terminal's width."""
    if not rows:
        say(empty)
        return
    width = max(shutil.get_terminal_size((UNKNOWN_WIDTH, 24)).columns, NARROWEST)
    cells = [[readable(value) for value in row] for row in rows]
    table = [measured(name, column) for name, column in zip(columns, zip(*cells, strict=True), strict=True)]
    console = Console(width=width, color_system=None if os.environ.get("NO_COLOR") else "auto")
    for line in lines(laid_out(table, width), console):
        with console.capture() as printed:
            console.print(line, soft_wrap=True, end="")
        emit(printed.get())


def lines(layout: Layout, console: Console) -> Iterator[Text]:
    """The lines of a table: a bold header, then the rows; an empty line between rows of several lines."""
    if layout.beside:
        header = [column.name for column in layout.beside]
        yield from (Text(line, "bold") for line in across(layout, header, console))
    for number in range(len((*layout.beside, *layout.below)[0].cells)):
        if number and layout.below:
            yield Text()
        cells = [column.cells[number] for column in layout.beside]
        yield from map(Text, across(layout, cells, console))
        yield from down(layout, number, console)


def across(layout: Layout, cells: Sequence[str], console: Console) -> Iterator[str]:
    """The lines of one row's cells that stand side by side."""
    folded = [fold(cell, width, console) for cell, width in zip(cells, layout.widths, strict=True)]
    for parts in zip_longest(*folded, fillvalue=""):
        padded = map(pad, parts, layout.widths, layout.beside)
        yield GAP.join(padded).rstrip()


def down(layout: Layout, number: int, console: Console) -> Iterator[Text]:
    """The lines below a row: the names of the columns that have a value there, and the value beside it."""
    indent = INDENT if layout.beside else ""
    names = max((cell_len(column.name) for column in layout.below), default=0)
    room = max(console.width - len(indent) - names - len(GAP), NARROWEST // 2)
    for column in layout.below:
        if not column.cells[number]:
            continue
        first, *others = fold(column.cells[number], room, console)
        margin = " " * (names - cell_len(column.name)) + GAP
        yield Text.assemble(indent, (column.name, "bold" if not indent else "dim"), (margin + first).rstrip())
        yield from (Text(indent + " " * names + GAP + other) for other in others)


def fold(cell: str, width: int, console: Console) -> list[str]:
    """The lines of a cell, none wider than asked."""
    return [line.plain.rstrip() for line in Text(cell).wrap(console, width, overflow="fold")]


def pad(text: str, width: int, column: Column) -> str:
    """A line of a cell with spaces around it: numbers stand to the right."""
    spaces = " " * (width - cell_len(text))
    return spaces + text if column.is_number else text + spaces


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
