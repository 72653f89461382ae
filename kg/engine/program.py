"""What a server has to say of itself to be started, found and stopped in a home."""

from typing import Literal, Protocol

from kg.engine.address import Engine
from kg.engine.layout import Layout, Ports

Answer = Literal["ready", "refused", "silent"]
"""Whether a server serves us, refuses the password, or is not ready."""


class Program(Protocol):
    """A graph server that runs as a child process on loopback."""

    engine: Engine
    product: str  # as people call it
    version: str
    database: str
    user: str
    reader: str | None  # an account with the same password that may only read, where the server has such
    fatal: tuple[str, ...]  # words of its log after which it will not start, though its process stays
    busy: tuple[str, ...]  # words of its log where somebody else has its port

    def prepare(self, files: Layout, ports: Ports, password: str) -> None:
        """Write what the server reads at its start; the password only as a salted hash."""
        ...

    def command(self, files: Layout, ports: Ports) -> list[str]:
        """The words to start it with; no secret is among them."""
        ...

    def ask(self, ports: Ports, password: str) -> Answer:
        """Whether it serves the database to us."""
        ...
