"""Finds the Java runtime and the server inside the installed ArcadeDB wheel, without importing the wheel."""

import os
import platform
import shlex
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from kg.errors import EngineError

WHEEL = "arcadedb-embedded"


@dataclass(frozen=True, slots=True)
class Runtime:
    """What it takes to run the server: a `java` command, a folder of jars, and the version of both."""

    java: Path
    jars: Path
    version: str


def installed() -> Runtime:
    """The runtime of the installed wheel; raises EngineError where there is none for this machine."""
    try:
        wheel = distribution(WHEEL)
    except PackageNotFoundError as error:
        raise EngineError(
            f"the embedded graph server is not installed ({_machine()}): "
            f"run `pip install {WHEEL}`, or set NEO4J_URI to use a Neo4j server"
        ) from error
    package = Path(str(wheel.locate_file("arcadedb_embedded")))
    return _checked(Runtime(package / "jre" / "bin" / "java", package / "jars", wheel.version))


def java_options() -> list[str]:
    """The options for Java in KG_JAVA_OPTIONS; of two that say the same, Java takes the last.

    Raises EngineError where they cannot be told apart.
    """
    said = os.environ.get("KG_JAVA_OPTIONS", "")
    try:
        return shlex.split(said)
    except ValueError as error:
        raise EngineError(f"KG_JAVA_OPTIONS is {said!r} ({error}): quote it as in a shell") from error


def _checked(runtime: Runtime) -> Runtime:
    for path in (runtime.java, runtime.jars):
        if not path.exists():
            raise EngineError(
                f"the embedded graph server does not run on {_machine()}: {path} is missing; "
                "set NEO4J_URI to use a Neo4j server"
            )
    return runtime


def _machine() -> str:
    return f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
