"""JSON lines: a row is an article. Keys: id, text, title, published, publisher, url; others are ignored."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, BinaryIO, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictInt, StrictStr, ValidationError

from kg.errors import InputError
from kg.model import Article
from loaders.contract import MAX_BYTES, Loaded, Problem, reads, shown
from loaders.encoding import decode

_NAME = 200  # characters of a publisher's name: what is longer is something else
_YEARS = range(1500, 3000)  # before and after these, a date is what a database has for none


def _given(value: object) -> object:
    """An empty string is taken for a value that was left out."""
    return None if isinstance(value, str) and not value.strip() else value


def _day(value: object) -> object:
    """The day of an ISO date or time as it is written, whatever its time zone."""
    if _given(value) is None:
        return None
    if not isinstance(value, str):
        raise ValueError('is not an ISO date in quotes, such as "2018-02-08"')
    try:
        found = datetime.fromisoformat(value.strip()).date()
    except ValueError:
        raise ValueError(f"is {value!r:.40}, not an ISO date such as 2018-02-08") from None
    if found.year not in _YEARS:
        raise ValueError(f"is {value!r:.40}, which stands for no day")
    return found


_Optional = Annotated[StrictStr | None, BeforeValidator(_given)]


class Row(BaseModel):
    """The keys of a row that make an article."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    text: StrictStr
    id: Annotated[StrictStr | StrictInt | None, BeforeValidator(_given)] = None
    title: _Optional = None
    published: Annotated[date | None, BeforeValidator(_day)] = None
    publisher: Annotated[_Optional, Field(max_length=_NAME)] = None
    url: _Optional = None


_KINDS = {dict: "an object", list: "a list", str: "a string", bool: "true or false", type(None): "null"}


class _Line(NamedTuple):
    number: int
    raw: bytes
    whole: bool  # False where it is longer than an article may be


@reads(".jsonl", ".ndjson")
def read(path: Path) -> Iterator[Loaded]:
    """An article or a problem for each row, one row at a time in memory."""
    with path.open("rb") as file:
        _refuse_other_formats(file, shown(path))
        rows = 0
        for line in _lines(file):
            rows += 1
            yield _article(line, path)
    if not rows:
        raise InputError("is empty: there is no row in it, leave it out")


def _refuse_other_formats(file: BinaryIO, name: str) -> None:
    """Refuse a binary or UTF-16 file once, instead of every line of it."""
    start = file.read(65536)
    file.seek(0)
    if b"\0" in start:
        decode(start, file=name)


def _lines(file: BinaryIO) -> Iterator[_Line]:
    number = 0
    while raw := file.readline(MAX_BYTES + 1):
        number += 1
        whole = len(raw) <= MAX_BYTES
        rest = raw
        while not whole and rest and not rest.endswith(b"\n"):
            rest = file.readline(MAX_BYTES)
        if raw.strip():
            yield _Line(number, raw, whole)


def _article(line: _Line, path: Path) -> Loaded:
    where = f"{shown(path)}:{line.number}"
    try:
        row = _row(line, shown(path))
    except InputError as error:
        return Problem(where, str(error))
    name = row.id if row.id is not None else row.url or f"{shown(Path(path.name))}:{line.number}"
    return Article(
        id=str(name),
        text=row.text,
        title=row.title,
        published=row.published,
        publisher=row.publisher,
        url=row.url,
    )


def _row(line: _Line, file: str) -> Row:
    if not line.whole:
        raise InputError(f"the row is longer than {MAX_BYTES // 1_000_000} MB: split the text into articles")
    try:
        row = Row.model_validate(_json(line, file))
    except ValidationError as error:
        raise InputError(_complaint(error)) from error
    _check_characters(row)
    if not row.text.strip():
        raise InputError('"text" is blank: give the article\'s text, or leave the row out')
    return row


def _json(line: _Line, file: str) -> dict[str, object]:
    text = decode(line.raw, file=file)
    try:
        value: object = json.loads(text)
    except json.JSONDecodeError as error:
        cut = error.pos >= len(text.rstrip()) or "Unterminated" in error.msg
        what = "JSON that is cut off" if cut else f"broken JSON ({error.msg} at column {error.colno})"
        raise InputError(f"{what}: write one whole object a line") from error
    except (ValueError, RecursionError) as error:
        raise InputError("JSON that cannot be read (too deep, or a number too long): mend the row") from error
    if not isinstance(value, dict):
        raise InputError(f'{_kind(value)}, not an object: write {{"id": …, "text": …}} a line')
    return value


def _complaint(error: ValidationError) -> str:
    """What is wrong with a row, for the first key that is wrong."""
    first = error.errors()[0]
    key = first["loc"][0]
    if first["type"] == "missing":
        return f'the row has no "{key}": give the article\'s text under that key'
    if first["type"] == "value_error":
        return f'"{key}" {first["ctx"]["error"]}: mend it or leave it out'
    if first["type"].endswith("too_long"):
        return f'"{key}" is longer than {_NAME} characters, too long for a name: mend it or leave it out'
    return f'"{key}" is not a string but {_kind(first["input"])}: mend the row'


def _kind(value: object) -> str:
    """What JSON calls a value."""
    return _KINDS.get(type(value), "a number")


def _check_characters(row: Row) -> None:
    """Refuse what no store can keep: halves of a character, and NUL."""
    for key, value in row.model_dump(exclude={"published"}).items():
        text = str(value)
        if "\0" in text or any("\ud800" <= c <= "\udfff" for c in text):
            raise InputError(f'"{key}" has a NUL or half a surrogate pair in it: mend its \\u escapes')
