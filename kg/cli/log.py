"""`kg log tail` and `kg log show`: the events as they stand in the log."""

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import typer

from kg.cli.options import Home, Json, settings
from kg.cli.rows import as_json
from kg.cli.session import open_log
from kg.cli.streams import emit
from kg.errors import LogError

if TYPE_CHECKING:
    from kg.log.protocol import Event, EventLog

log = typer.Typer(help="Read the event log.", no_args_is_help=True, rich_markup_mode=None)


def register(app: typer.Typer) -> None:
    """Add this group's commands."""
    app.add_typer(log, name="log")


@log.command()
def tail(
    ctx: typer.Context,
    count: int = typer.Option(10, "-n", "--count", min=1, metavar="N", help="How many events."),
    as_lines: Json = False,
    home: Home = None,
) -> None:
    """Print the last events of the log, oldest first.

    \b
    Example:
      kg log tail -n 20
    """
    with open_log(settings(ctx, home)) as opened:
        for event in opened.read(max(0, opened.head().pos - count)):
            emit(as_json(event._asdict()) if as_lines else line(event))


@log.command()
def show(
    ctx: typer.Context,
    position: int = typer.Argument(min=1, metavar="POSITION", help="The event's position."),
    home: Home = None,
) -> None:
    """Print one event with all that it says, as JSON.

    \b
    Example:
      kg log show 1
    """
    with open_log(settings(ctx, home)) as opened:
        event = event_at(opened, position)
    emit(json.dumps(event._asdict(), ensure_ascii=False, indent=2))


def event_at(log: "EventLog", position: int) -> "Event":
    """The event at a position; raises LogError past the end."""
    for event in log.read(position - 1, until=position):
        return event
    raise LogError(f"there is no event {position}: the log ends at {log.head().pos}")


def line(event: "Event") -> str:
    """An event on one line: position, when it was recorded, type, what it is about, by whom."""
    recorded = datetime.fromtimestamp(event.tx_us / 1_000_000, UTC).strftime("%Y-%m-%d %H:%M:%SZ")
    return f"{event.pos:>8}  {recorded}  {event.type:<16}  {event.subject}  {event.by}"
