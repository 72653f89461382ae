"""Where a graph server is, and how to talk to it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from kg.errors import EngineError

Engine = Literal["embedded", "neo4j", "remote"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A graph server that speaks Bolt. The password is never part of its text."""

    uri: str
    user: str
    password: str = field(repr=False)
    database: str
    engine: Engine
    version: str | None = None  # None where only the server itself knows
    password_file: Path | None = None
    reader: str | None = None  # an account with the same password that the server lets read only

    def __post_init__(self) -> None:
        if "@" in self.uri:  # it would end up in messages
            raise EngineError(
                "the graph server's address must not hold a user or password: see NEO4J_USERNAME"
            )
