"""stdout for answers, stderr for messages, and what happens when a reader goes away."""

import io
import os
import re
import sys

CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def prepare() -> None:
    """Make both streams take every character: what goes into a pipe is UTF-8 whatever the locale says."""
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
    sys.stderr.write(message + "\n")
    sys.stderr.flush()


def printable(text: str) -> str:
    """The text without what steers a terminal: an article must not be able to."""
    return CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text)


def flush() -> None:
    """Hand over what was printed; where the reader has gone (`kg … | head`), the rest goes nowhere."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
