"""`kg log tail`, `show` and `root`, and `kg prove`: the events as they stand in the log, and that they do."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import Home, Json, settings
from kg.cli.rows import as_json
from kg.cli.session import open_log
from kg.cli.streams import emit, printable
from kg.errors import LogError

if TYPE_CHECKING:
    from kg.log.protocol import Event, EventLog

WAIT_S = 3_600.0  # between two looks of a reader that nobody wakes

At = Annotated[
    int | None, typer.Option("--at", min=0, metavar="POSITION", help="The log as it was at this position.")
]
Follow = Annotated[bool, typer.Option("--follow", "-f", help="Go on and print what comes, until Ctrl-C.")]
After = Annotated[
    int | None, typer.Option("--after", min=0, metavar="POSITION", help="All that comes after a position.")
]

log = typer.Typer(help="Read the event log.", no_args_is_help=True, rich_markup_mode=None)


def register(app: typer.Typer) -> None:
    """Add this group's commands."""
    app.add_typer(log, name="log")
    app.command()(prove)


@log.command()
def tail(
    ctx: typer.Context,
    count: int = typer.Option(10, "-n", "--count", min=1, metavar="N", help="How many events."),
    after: After = None,
    follow: Follow = False,
    as_lines: Json = False,
    home: Home = None,
) -> None:
    """Print the last events of the log, oldest first, and with --follow those that come.

    \b
    Examples:
      kg log tail -n 20
      kg log tail --follow --after 1200 --json
    """
    with open_log(settings(ctx, home)) as opened:
        start = max(0, opened.head().pos - count) if after is None else after
        for event in following(opened, start) if follow else opened.read(start):
            emit(as_json(event._asdict()) if as_lines else printable(line(event)), at_once=follow)


def following(log: "EventLog", pos: int) -> Iterator["Event"]:
    """The events after a position, and on as they come."""
    while True:
        for event in log.read(pos):
            yield event
            pos = event.pos
        log.wait(pos, timeout_s=WAIT_S)


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
    from kg.log.protocol import event_at

    with open_log(settings(ctx, home)) as opened:
        event = event_at(opened, position)
        if event is None:
            raise LogError(f"there is no event {position}: the log ends at {opened.head().pos}")
    emit(json.dumps(event._asdict(), ensure_ascii=False, indent=2))


@log.command()
def root(ctx: typer.Context, at: At = None, as_lines: Json = False, home: Home = None) -> None:
    """Print how many events the log has, and the root of the Merkle tree over their hashes.

    Whoever publishes this line can no longer change what the log says, and anybody can check a proof of
    `kg prove` against it.

    \b
    Examples:
      kg log root
      kg log root --at 1200
    """
    from kg import proving

    with open_log(settings(ctx, home)) as opened:
        tree = proving.root(opened, at=at)
        name = opened.head().log_id
    size, value = tree.size, tree.root.hex()
    emit(as_json({"log": name, "size": size, "root": value}) if as_lines else f"{size} {value}")


def prove(
    ctx: typer.Context,
    claim: str = typer.Argument(metavar="CLAIM", show_default=False, help="The claim's key."),
    article: bool = typer.Option(False, "--article", help="Prove with it what the article says."),
    at: At = None,
    home: Home = None,
) -> None:
    """Print a proof that the log states a claim, which anybody can check who has the line of `kg log root`.

    It shows the event that stated the claim first, and nothing else of the log. `tools/check_proof.py`
    checks it without kg.

    \b
    Examples:
      kg prove 3f2a9c01d4e5b6a7c8d9 > proof.json
      kg prove 3f2a9c01d4e5b6a7c8d9 --at 1200 --article > proof.json
    """
    from kg import proving

    with open_log(settings(ctx, home)) as opened:
        emit(json.dumps(proving.prove(opened, claim, at=at, article=article), indent=1))


def line(event: "Event") -> str:
    """An event on one line: position, when it was recorded, type, what it is about, by whom."""
    recorded = datetime.fromtimestamp(event.tx_us / 1_000_000, UTC).strftime("%Y-%m-%d %H:%M:%SZ")
    return f"{event.pos:>8}  {recorded}  {event.type:<16}  {event.subject}  {event.by}"
