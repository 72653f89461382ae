"""`kg follow`: keeps the graph up with the log while others load."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from kg.cli.options import Home, settings
from kg.cli.session import connected, open_log
from kg.cli.streams import say
from kg.log.address import is_url

Once = Annotated[bool, typer.Option("--once", help="Apply what is there, and end.")]
Patience = Annotated[
    float,
    typer.Option(
        "--patience", min=0, metavar="SECONDS", help="How long a server may be away before it ends."
    ),
]


def register(app: typer.Typer) -> None:
    """Add this group's commands."""
    app.command()(follow)


def follow(ctx: typer.Context, once: Once = False, patience: Patience = 600, home: Home = None) -> None:
    """Keep the graph up with the log until Ctrl-C.

    A server that goes away is waited for. It ends, with one line, at an event that this version of kg does
    not know, and with a graph that is not of this log. Of several that follow one log, each event is applied
    by one.

    \b
    Examples:
      kg follow
      kg --log postgresql://kg@db.example.org/news follow
      kg follow --once
    """
    from kg.projection.follow import Way, follow

    chosen = settings(ctx, home)
    make = is_url(str(chosen.log))  # an empty database waits for its first; a missing file is a slip
    way = Way(lambda: open_log(chosen, create=make), lambda: connected(chosen), chosen.home)
    with stopped_by_signals() as stop:
        follow(way, stop, say=lambda line: say(f"kg: {line}"), once=once, patience_s=patience)


@contextmanager
def stopped_by_signals() -> Iterator[threading.Event]:
    """Set by Ctrl-C or a service manager's polite request, so that the work ends between two batches."""
    stop = threading.Event()
    before = [
        (which, signal.signal(which, lambda *_: stop.set())) for which in (signal.SIGINT, signal.SIGTERM)
    ]
    try:
        yield stop
    finally:
        for which, handler in before:
            signal.signal(which, handler)
