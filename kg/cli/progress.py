"""A bar on stderr for what takes a while; nobody sees it where stderr is not a terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress(label: str, *, total: int | None, in_bytes: bool = False) -> Iterator[Callable[[int], None]]:
    """Show a bar from the first time that the block tells how far the work has come, until it ends."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
    )

    console = Console(stderr=True)
    count = DownloadColumn() if in_bytes else MofNCompleteColumn()
    columns = (TextColumn("{task.description}"), BarColumn(), count, TimeElapsedColumn())
    bars = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
    task = bars.add_task(label, total=total)

    def reached(done: int) -> None:
        bars.update(task, completed=done)
        bars.start()  # again and again does no harm

    try:
        yield reached
    finally:
        bars.stop()
