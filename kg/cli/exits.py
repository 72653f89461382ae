"""What kg's exit codes mean; docs/cli.md shows this table."""

from enum import IntEnum

from kg.errors import EngineError, InputError, KgError, QuestionError


class Exit(IntEnum):
    """How a command ended."""

    OK = 0
    FAILED = 1
    USAGE = 2  # the parser's own
    PARTIAL = 3
    UNSOUND = 4
    UNREACHABLE = 5
    INTERRUPTED = 130


MEANING = {
    Exit.OK: "done",
    Exit.FAILED: "failed: one line on stderr says at what, and what to do",
    Exit.USAGE: "a command, option or argument is wrong; nothing was done",
    Exit.PARTIAL: "an input could not be read or a name is unknown; the rest was done",
    Exit.UNSOUND: "`kg verify` found something that is not as it was written",
    Exit.UNREACHABLE: "the graph server could not be started, found or reached",
    Exit.INTERRUPTED: "stopped by Ctrl-C; what was written before is whole",
}


def code(error: KgError) -> Exit:
    """The exit code of an error."""
    if isinstance(error, EngineError):
        return Exit.UNREACHABLE
    if isinstance(error, InputError | QuestionError):
        return Exit.PARTIAL
    return Exit.FAILED
