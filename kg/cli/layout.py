"""How the columns of a table share a width: side by side where they can be read, else below their row."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len

GAP = "  "  # between two columns
NAME_LENGTH = 48  # of a line; a column with longer ones is prose
NAME_WIDTH = 18  # names that are folded into less are tiresome to read
PROSE_WIDTH = 36  # and so is prose
QUOTE = "quote"  # how the names of columns end that are prose even where it is short


class Column(NamedTuple):
    """A column's name and cells, and the widths between which it is readable."""

    name: str
    cells: Sequence[str]
    least: int
    natural: int
    is_number: bool


class Layout(NamedTuple):
    """The columns that stand side by side with their widths, and those that stand below each row."""

    beside: Sequence[Column]
    widths: Sequence[int]
    below: Sequence[Column]


def measured(name: str, cells: Sequence[str]) -> Column:
    """A column with the widths that its name and cells ask for."""
    lines = [line for cell in (name, *cells) for line in cell.splitlines()]
    natural = max(map(cell_len, lines))
    word = max((cell_len(word) for line in lines for word in line.split()), default=0)
    readable = NAME_WIDTH if natural <= NAME_LENGTH else PROSE_WIDTH
    return Column(name, cells, min(max(word, readable), natural), natural, is_number(cells))


def is_number(cells: Sequence[str]) -> bool:
    """Whether every cell is a number or empty, so that digits should stand under digits."""
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(cell.replace(".", "", 1).lstrip("-").isdigit() for cell in filled)


def laid_out(columns: Sequence[Column], width: int) -> Layout:
    """The first layout that fits: all side by side, then without prose and the last names, else all below.

    With half of the columns below, the other half reads better there, too.
    """
    names = [column for column in columns if not is_prose(column)]
    shorter = (names[:count] for count in range(len(names), len(columns) // 2, -1))
    for beside in (list(columns), *shorter):
        if sum(column.least + len(GAP) for column in beside) - len(GAP) <= width:
            below = [column for column in columns if column not in beside]
            return Layout(beside, shared(beside, width), below)
    return Layout((), (), columns)


def is_prose(column: Column) -> bool:
    """Whether a column holds sentences rather than names and numbers."""
    return column.natural > NAME_LENGTH or column.name.endswith(QUOTE)


def shared(columns: Sequence[Column], width: int) -> list[int]:
    """The widths of columns side by side: as wide as they like, the widest folded until all fit."""
    widths = [column.natural for column in columns]
    while sum(widths) + len(GAP) * (len(widths) - 1) > width:
        foldable = [i for i, column in enumerate(columns) if widths[i] > column.least]
        widths[max(foldable, key=widths.__getitem__)] -= 1
    return widths
