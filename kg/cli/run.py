"""Runs a command and turns the way it ended into one line and an exit code."""

import sys

from kg.cli.app import app
from kg.cli.exits import Exit, code
from kg.cli.streams import flush, prepare, say
from kg.errors import KgError


def run() -> None:
    """Run the command that the arguments name; what a user can cause is told in one line.

    Ctrl-C and a reader that goes away are the parser's business: it ends with 130, and in silence.
    """
    prepare()
    try:
        try:
            app(prog_name="kg")
        finally:
            flush()
    except KgError as error:
        leave(str(error), code(error))
    except OSError as error:
        leave(describe(error), Exit.FAILED)


def leave(message: str, exit_code: Exit) -> None:
    """Say why, on one line, and end the process."""
    say(f"kg: {message}")
    sys.exit(exit_code)


def describe(error: OSError) -> str:
    """What the system refused, and on which file."""
    reason = error.strerror or str(error)
    return f"{error.filename}: {reason}" if error.filename else reason
