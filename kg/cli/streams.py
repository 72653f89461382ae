"""stdout for answers, stderr for messages, and what happens when a reader goes away."""

import io
import os
import re
import sys
from pathlib import Path

CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def prepare() -> None:
    """Make both streams take every character: what goes into a pipe is UTF-8 whatever the locale says.

    A stream that the caller has closed leads nowhere: a file that is opened later must not get its number.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 to the end
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def emit(line: str = "", *, at_once: bool = False) -> None:
    """Print a line of the answer; `at_once` where a reader should not have to wait for the next one."""
    sys.stdout.write(line + "\n")
    if at_once:
        sys.stdout.flush()


def say(message: str) -> None:
    """Print a message that is not part of the answer."""
    flush()
    sys.stderr.write(printable(message) + "\n")
    sys.stderr.flush()


def printable(text: str) -> str:
    """The text without what steers a terminal: an article must not be able to."""
    return CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text)


def flush() -> None:
    """Hand over what was printed; where the reader has gone (`kg … | head`), the rest goes nowhere.

    Raises OSError where it cannot be written, the first time: the rest goes nowhere then, too.
    """
    try:
        sys.stdout.flush()
    except OSError as error:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
        if not isinstance(error, BrokenPipeError):
            raise OSError(error.errno, error.strerror, "standard output") from error
