"""What the errors of PostgreSQL and of its driver mean to the user."""

from typing import NamedTuple

from kg.log.address import Address


class Meaning(NamedTuple):
    """A line for the user, and whether the server is only away: then it is worth trying again."""

    line: str
    away: bool


_AWAY = "the PostgreSQL server of {log} is away: start it, or check host and port, and run this again"
_STATES = {
    "08": (_AWAY, True),
    "57P": (_AWAY, True),  # being shut down, or not started up yet
    "55P03": ("the log {log} is being written by another process: try again when that has finished", False),
    "25006": (
        "the log {log} cannot be written: its server is a read-only copy, name the one it copies",
        False,
    ),
    "42501": ("the log {log} may not be used by this user ({said}): grant what is missing", False),
    "42P07": (
        "{log} has tables of another program ({said}): name another database, or a schema of the log's own "
        "with ?options=-csearch_path%3Dname",
        False,
    ),
    "3F000": ("{log} has no schema to make tables in ({said}): make the schema, or name another", False),
    "53100": ("the disk of the server is full: make room for the log {log} and run this again", False),
    "53300": ("the server of {log} has no connection left: try again when others have finished", True),
    "XX": ("the log {log} is damaged ({said}): restore it from a backup", False),
    "22": (
        "the log {log} cannot hold this ({said}): the text has characters that no text should have",
        False,
    ),
}
_TEXTS = {  # the driver gives no code for what goes wrong while it connects
    "password authentication failed": (
        "the server of {log} refuses user or password: set PGPASSWORD, or write them into the pgpass file",
        False,
    ),
    "no password supplied": (
        "the server of {log} asks for a password: set PGPASSWORD, or write it into the pgpass file",
        False,
    ),
    "no pg_hba.conf entry": ("the server of {log} lets nobody in from here ({said})", False),
    "the database system is": (_AWAY, True),  # starting up, shutting down, in recovery
    'role "': ("the server of {log} knows no such user: name another in the URL", False),
    'database "': ("the server of {log} has no such database: make it with createdb, or name another", False),
    "resolve": ("there is no host of the name in {log}: check the URL", False),
    "invalid": ("the URL of the log {log} is not understood: write postgresql://user@host:port/name", False),
    "remaining connection slots": ("the server of {log} has no connection left: try again later", True),
    "too many clients": ("the server of {log} has no connection left: try again later", True),
    "timeout expired": (_AWAY, True),
    "connection": (_AWAY, True),
}


def meaning(state: str | None, text: str, at: Address) -> Meaning:
    """What an error with this SQLSTATE and text means; no password is in it."""
    line, away = _by_state(state) if state else _by_text(text)
    return Meaning(line.format(log=at.shown, said=_said(text, at)), away)


def _by_state(state: str) -> tuple[str, bool]:
    found = (known for prefix, known in _STATES.items() if state.startswith(prefix))
    return next(found, ("the log {log} cannot be used: {said}", False))


def _by_text(text: str) -> tuple[str, bool]:
    """By the server's own words where it gave some, else by the driver's."""
    words = text.partition("FATAL:")[2] or text
    found = (known for part, known in _TEXTS.items() if part in words)
    return next(found, ("the log {log} cannot be used: {said}", False))


def _said(text: str, at: Address) -> str:
    """The error's first line, without what must not be shown."""
    line = next(iter(text.partition("FATAL:")[2].strip().splitlines() or text.strip().splitlines()), "")
    for secret in at.secrets:
        line = line.replace(secret, "…")
    return line
