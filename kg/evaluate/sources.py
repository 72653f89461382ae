"""Gold from files: folders of annotations with their articles, or rows that are article and gold at once."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

import loaders
from kg import sample
from kg.errors import InputError
from kg.evaluate.gold import (
    Annotation,
    ClaimGold,
    EventGold,
    EventRow,
    Given,
    GoldSet,
    Row,
    SpanGold,
    SpanRow,
)
from kg.evaluate.matching import collapsed
from kg.model import Article

ROWS = "rows"  # below a folder of annotations: those of articles that are rows, not files
ARTICLES = "articles"
SHAPES = (
    "a row has `id`, `text` and either `gold` (one event) or `entities` and `relations`: see docs/eval.md"
)

GivenT = TypeVar("GivenT", bound=Given)
RowT = TypeVar("RowT", bound=Row)


def sample_gold() -> ClaimGold:
    """The sample corpus that ships with kg."""
    return from_folder(sample.gold(), articles=sample.paths(), name="sample")


def read(path: Path, *, articles: Path | None) -> GoldSet:
    """The gold of a folder or of a file of rows; `articles` is where a folder's texts are, if not beside it.

    Raises InputError where a file, an annotation or an article cannot be used.
    """
    if path.is_dir():
        return from_folder(path, articles=articles or beside(path), name=str(path))
    return from_rows(path)


def beside(folder: Path) -> Path:
    """Where the articles of a folder of annotations are expected: in it, next to it, or among them."""
    places = (folder / ARTICLES, folder.parent / ARTICLES)
    return next((place for place in places if place.is_dir()), folder)


def from_folder(folder: Path, *, articles: Path, name: str) -> ClaimGold:
    """The annotations of a folder and of its `rows/`, with all articles that may be found beside them."""
    files = [*sorted(folder.glob("*.json")), *sorted((folder / ROWS).glob("*.json"))]
    if not files:
        raise InputError(
            f"{folder}: has no annotations (*.json) in it: name a folder of gold or a .jsonl file"
        )
    annotations = {file: _checked(Annotation, _json(file.read_bytes(), file), file) for file in files}
    try:
        texts = _articles(articles)
    except InputError as error:
        raise InputError(f"{error} (--articles says where the texts are)") from error
    for file, annotation in annotations.items():
        _check(file, annotation, texts, articles)
    return ClaimGold(name, tuple(texts.values()), {each.file: each for each in annotations.values()})


def from_rows(path: Path) -> EventGold | SpanGold:
    """The gold of a file of rows; which of two shapes it has is seen from its first row."""
    lines = path.read_bytes().splitlines()
    given = [(f"{path}:{n}", _json(line, f"{path}:{n}")) for n, line in enumerate(lines, 1) if line.strip()]
    first: object = given[0][1] if given else None
    articles = tuple(_articles(path).values())
    if isinstance(first, dict) and "gold" in first:
        return EventGold(str(path), articles, _rows(EventRow, given))
    if isinstance(first, dict) and "entities" in first and "relations" in first:
        return SpanGold(str(path), articles, _rows(SpanRow, given))
    raise InputError(f"{path}: holds no gold: {SHAPES}")


def _articles(path: Path) -> dict[str, Article]:
    """The articles by id, in the order in which `kg extract` reads them."""
    found: dict[str, Article] = {}
    for loaded in loaders.read([path]):
        if not isinstance(loaded, Article):
            raise InputError(str(loaded))
        if loaded.id in found:
            raise InputError(f"{path}: two articles are called {loaded.id!r}: give each a name of its own")
        found[loaded.id] = loaded
    return found


def _json(raw: bytes, where: object) -> object:
    try:
        return json.loads(raw)
    except ValueError as error:
        raise InputError(f"{where}: is not JSON ({error}): mend it") from error


def _checked(shape: type[GivenT], value: object, where: object) -> GivenT:
    try:
        return shape.model_validate(value)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"])) or "the whole"
        raise InputError(f"{where}: {key}: {first['msg']}: see docs/eval.md") from error


def _rows(shape: type[RowT], given: Sequence[tuple[str, object]]) -> dict[str, RowT]:
    rows: list[RowT] = [_checked(shape, value, where) for where, value in given]
    return {row.id: row for row in rows}


def _check(file: Path, annotation: Annotation, texts: Mapping[str, Article], articles: Path) -> None:
    """Raise InputError for the first thing that would make the annotation count for less than it says."""
    article = texts.get(annotation.file)
    if article is None:
        raise InputError(f"{file}: there is no {annotation.file!r} in {articles}: say where with --articles")
    for complaint in (*_undefined(annotation), *_unquoted(annotation, collapsed(article.text))):
        raise InputError(f"{file}: {complaint}: mend the annotation")


def _undefined(annotation: Annotation) -> Iterator[str]:
    known = {each.id for each in (*annotation.actors, *annotation.places)}
    known |= {each.id for each in annotation.incidents}
    for claim in annotation.claims:
        used = (claim.source, claim.target, claim.incident, *claim.attribution)
        yield from (f"{name!r} is not defined" for name in used if name and name not in known)
    for toll in annotation.casualties:
        used = (toll.incident, toll.victim, toll.by, *toll.attribution)
        yield from (f"{name!r} is not defined" for name in used if name and name not in known)


def _unquoted(annotation: Annotation, text: str) -> Iterator[str]:
    quotes = (*(claim.quote for claim in annotation.claims), *(toll.quote for toll in annotation.casualties))
    for quote in quotes:
        if not quote or collapsed(quote) not in text:
            yield f"{quote!r:.80} is not in the article"
