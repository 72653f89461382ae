"""Where a log is: a file, or a PostgreSQL database by its URL, whose password is never shown."""

from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from kg.errors import LogError

_SCHEMES = ("postgresql://", "postgres://")


class Address(NamedTuple):
    """A PostgreSQL database, as its driver is told, as people are told, and what they must not be told."""

    url: str
    shown: str
    secrets: tuple[str, ...]


def is_url(target: str) -> bool:
    """Whether a log is meant that is in a database, not in a file."""
    return target.startswith(_SCHEMES)


def shown(target: Path | str) -> str:
    """How people are told of a log: a database without its password, a file by its path."""
    return address(str(target)).shown if is_url(str(target)) else str(target)


def address(url: str) -> Address:
    """The parts of a URL; raises LogError where part of a password could be taken for something else."""
    scheme, _, rest = url.partition("://")
    login, _, place = rest.rpartition("@")
    if "@" in login or "/" in login:
        raise LogError(
            "the URL of the log has an @ where none may be: in a password write @ as %40, / as %2F, : as %3A"
        )
    user, _, password = login.partition(":")
    at, (where, _, query) = f"{user}@" if user else "", place.partition("?")
    given = [password, *(value for name, _, value in _options(query) if name == "password")]
    secrets = tuple(form for secret in given if secret for form in (secret, unquote(secret)))
    return Address(url, f"{scheme}://{at}{where}", secrets)


def _options(query: str) -> list[tuple[str, str, str]]:
    return [option.partition("=") for option in query.split("&")]
