"""kg: an event-sourced knowledge graph store for news."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from kg.reading import Log

__all__ = ["open_log"]
__version__ = "0.1.0"


def open_log(target: "Path | str") -> "Log":
    """The log in a file, or in a PostgreSQL database by its URL, to be read."""
    from kg import reading  # here, because whoever wants the version or the help has no need of it

    return reading.open_log(target)
