"""Which graph server a home uses: what the environment names, else its `kg.toml`, else its own."""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from kg.engine.address import Server
from kg.errors import DataError, EngineError
from kg.settings import CONFIG, configured

Own = Literal["embedded", "neo4j"]

_CHOICE = "engine.txt"  # what `kg up --engine` was last told


class Remote(BaseModel):
    """The table `[graph]` of a `kg.toml`; the password stays in a file of its own, or in NEO4J_PASSWORD."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    uri: str
    username: str = "neo4j"
    database: str = "neo4j"
    password_file: Path | None = None


def remote(home: Path, env: Mapping[str, str]) -> Server | None:
    """The server that NEO4J_URI names, else the home's `kg.toml`; None where neither does.

    NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE win over what NEO4J_AUTH_FILE holds, and that over what
    `kg.toml` says. Raises DataError where that cannot be read, and EngineError where the password cannot, or
    there is none.
    """
    named = _named(home)
    uri = env.get("NEO4J_URI") or (named.uri if named else None)
    if not uri:
        return None
    known = named if named and named.uri == uri else Remote(uri=uri)
    user, password = _secret(env)
    return Server(
        uri=uri,
        user=env.get("NEO4J_USERNAME") or user or known.username,
        password=env.get("NEO4J_PASSWORD") or password or _password(home, known),
        database=env.get("NEO4J_DATABASE") or known.database,
        engine="remote",
        password_file=known.password_file,
    )


def own(home: Path) -> Own:
    """The kind of server that the home runs itself."""
    try:
        chosen = (home / _CHOICE).read_text(encoding="utf-8", errors="replace").strip()
    except (FileNotFoundError, NotADirectoryError):
        return "embedded"
    return "neo4j" if chosen == "neo4j" else "embedded"


def choose(home: Path, engine: Own) -> None:
    """From now on the home runs this kind of server itself."""
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        (home / _CHOICE).write_text(f"{engine}\n", encoding="ascii")
    except OSError as error:
        raise EngineError(f"cannot write {home / _CHOICE}: {error.strerror}") from error


def _named(home: Path) -> Remote | None:
    table = configured(home).get("graph")
    try:
        return Remote.model_validate(table) if table is not None else None
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(["graph", *map(str, first["loc"])])
        raise DataError(f"{home / CONFIG}: {where}: {first['msg']}") from error


def _secret(env: Mapping[str, str]) -> tuple[str, str]:
    """User and password of the file in NEO4J_AUTH_FILE, which Neo4j's own image reads too; else nothing."""
    path = env.get("NEO4J_AUTH_FILE")
    if not path:
        return "", ""
    user, _, password = _read(Path(path).expanduser()).partition("/")
    if not (user and password):
        raise EngineError(f"the password file {path} must hold user/password, on one line")
    return user, password


def _password(home: Path, named: Remote) -> str:
    if named.password_file is None:
        raise EngineError("a graph server is named and NEO4J_PASSWORD is not set: set it, or NEO4J_AUTH_FILE")
    return _read(home / named.password_file.expanduser())


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise EngineError(f"the password file {path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError:  # the error itself holds what is in the file
        raise EngineError(f"the password file {path} is not a text: write the password into it") from None
