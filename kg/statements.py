"""The Cypher statements that kg runs, and what their leading comment lines say about them.

A file holds one statement. Its first `//` line is the title, the following ones are the description, and
`// @param name: type = default -- help` declares a parameter; one without a default must be given.
"""

import json
import re
from collections.abc import Collection, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from kg.errors import DataError, QuestionError

TYPES = ("string", "int", "float", "boolean", "date", "list", "map")
STAND_INS = re.compile(r"\b(CLAIM_TYPE|NODE_LABEL)\b")  # for what Cypher takes no parameter for

_PARAMETER = re.compile(r"@param\s+(\w+):\s*(\w+)(?:\s*=\s*(.*?))?(?:\s+--\s*(.*))?$")
_IDENTIFIER = re.compile(r"[A-Z][A-Za-z_]*")


class Parameter(NamedTuple):
    """A declared parameter; `default` counts only where it is not `required`."""

    name: str
    type: str
    default: object
    required: bool
    help: str


class Statement(NamedTuple):
    """A statement with what its file says about it; `body` is what the server gets."""

    title: str
    description: str
    parameters: tuple[Parameter, ...]
    body: str

    def bind(self, given: Mapping[str, object]) -> dict[str, object]:
        """Every declared parameter with its given value or default; raises QuestionError for others."""
        declared = {parameter.name for parameter in self.parameters}
        if unknown := sorted(given.keys() - declared):
            known = ", ".join(sorted(declared)) or "none"
            raise QuestionError(f"{self.title!r} has no parameter {unknown[0]!r}; it has: {known}")
        return {parameter.name: self._value(parameter, given) for parameter in self.parameters}

    def _value(self, parameter: Parameter, given: Mapping[str, object]) -> object:
        if parameter.required and parameter.name not in given:
            raise QuestionError(f"{self.title!r} needs the parameter {parameter.name!r} ({parameter.type})")
        return given.get(parameter.name, parameter.default)


@cache
def load(path: str) -> str:
    """The text of a statement file, named by its path in `cypher/` without the ending."""
    source = _root() / f"{path}.cypher"
    try:
        return source.read_text("utf-8")
    except OSError as error:
        raise DataError(f"there is no statement {path!r} ({source}): reinstall kg") from error


def names(folder: str) -> tuple[str, ...]:
    """The statements in a folder of `cypher/`, sorted, without ending."""
    return tuple(sorted(file.stem for file in (_root() / folder).glob("*.cypher")))


def parse(text: str) -> Statement:
    """Read a statement file's leading comment lines; raises DataError where one is malformed."""
    lines = text.strip().splitlines()
    head = _leading_comments(lines)
    parameters = tuple(_parameter(line) for line in head if line.startswith("@param"))
    prose = [line for line in head if line and not line.startswith("@param")]
    body = "\n".join(lines[len(head) :]).strip().removesuffix(";").rstrip()
    if not prose or not body:
        raise DataError(f"a statement needs a title line and a body: {text[:60]!r}")
    return Statement(prose[0], " ".join(prose[1:]), parameters, body)


@cache
def body(path: str) -> str:
    """The statement of a file as the server gets it."""
    return parse(load(path)).body


def named_body(path: str, name: str, known: Collection[str]) -> str:
    """The statement of a file for one relationship type or label; only a name that is `known` gets in.

    Values are always parameters. A type or label cannot be one on every engine, so this is the one place
    where a checked name becomes part of a statement.
    """
    if name not in known or not _IDENTIFIER.fullmatch(name):
        raise DataError(f"{name!r} is not a type or label that this version of kg knows: upgrade kg")
    return STAND_INS.sub(name, body(path))


def _root() -> Path:
    """`kg/cypher` of an installed wheel, else `cypher/` beside kg of a checkout."""
    package = Path(str(files("kg")))
    shipped = package / "cypher"
    return shipped if shipped.is_dir() else package.parent / "cypher"


def _leading_comments(lines: list[str]) -> list[str]:
    head: list[str] = []
    for line in lines:
        if not line.startswith("//"):
            break
        head.append(line.removeprefix("//").strip())
    return head


def _parameter(line: str) -> Parameter:
    match = _PARAMETER.fullmatch(line)
    if match is None or match[2] not in TYPES:
        raise DataError(f"cannot read {line!r}: write '// @param name: type = default -- help'")
    name, kind, default, words = match.groups()
    return Parameter(name, kind, _default(line, default), default is None, words or "")


def _default(line: str, text: str | None) -> object:
    if text is None:
        return None
    try:
        return json.loads(text)
    except ValueError as error:
        raise DataError(f"the default in {line!r} is not a JSON value") from error
