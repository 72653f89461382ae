"""What `kg status` tells, to people and to scripts."""

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

import kg
from kg.engine.address import Engine, Server

State = Literal["running", "stopped", "failed"]


class Position(BaseModel):
    """How far the log goes, and how far the graph has followed it."""

    model_config = ConfigDict(frozen=True)

    log: int | None = None
    graph: int | None = None


class Status(BaseModel):
    """The state of the graph server; everything a driver needs to connect, but for the password itself.

    `failed` is a server that is there and does not answer as it should; `message` says more.
    """

    model_config = ConfigDict(frozen=True)

    state: State
    engine: Engine
    uri: str | None = None
    user: str | None = None
    database: str | None = None
    password_file: Path | None = None
    engine_version: str | None = None
    kg_version: str = kg.__version__
    pid: int | None = None
    log_file: Path | None = None
    message: str | None = None
    position: Position | None = None  # filled in by whoever has the log and the graph at hand


def running(server: Server, *, pid: int | None = None, log_file: Path | None = None) -> Status:
    """The status of a server that answers."""
    return Status(
        state="running",
        engine=server.engine,
        uri=server.uri,
        user=server.user,
        database=server.database,
        password_file=server.password_file,
        engine_version=server.version,
        pid=pid,
        log_file=log_file,
    )
