"""`kg doctor`: what is there, what is wrong, and the command that mends it."""

import typer

from kg.cli.exits import Exit
from kg.cli.options import Home, Json, settings
from kg.cli.rows import as_json
from kg.cli.streams import emit

SIGNS = {"ok": "ok", "note": "note", "wrong": "WRONG"}


def register(app: typer.Typer) -> None:
    """Add this group's command."""
    app.command()(doctor)


def doctor(ctx: typer.Context, as_lines: Json = False, home: Home = None) -> None:
    """Look at Python, packages, disk, log, graph server, schema and position, and say what mends them.

    Starts and changes nothing. Ends with exit code 1 where something is wrong.

    \b
    Examples:
      kg doctor
      kg doctor --json
    """
    from kg.doctor import examine

    wrong = False
    for finding in examine(settings(ctx, home)):
        wrong = wrong or finding.state == "wrong"
        mend = f"  →  {finding.mend}" if finding.mend else ""
        line = f"{finding.what:<10} {SIGNS[finding.state]:<6} {finding.found}{mend}"
        emit(as_json(finding._asdict()) if as_lines else line)
    if wrong:
        raise typer.Exit(Exit.FAILED)
