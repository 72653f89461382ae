"""The Browser pack: every question as a saved query, the style, the guide, the parameters, as files.

Neo4j Browser imports the CSV and the zip under "Saved Cypher", the style sheet by its GraSS button or by
dropping it on the page; older versions take the zip and the style sheet dropped on theirs.
"""

import csv
import io
import json
from collections.abc import Iterable
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from kg import statements
from kg.browser import guide
from kg.browser.style import Style, sheet

FOLDERS = {"draw": "kg: pictures", "ask": "kg: tables"}
_COLUMNS = ("name", "description", "query", "id", "parentId", "isFolder")
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first date a zip file knows: the same pack has the same bytes


class Saved(NamedTuple):
    """A query to save."""

    id: str
    folder: str
    name: str
    description: str
    text: str


def saved() -> tuple[Saved, ...]:
    """Every question, first its graph form, then its table form."""
    return tuple(_saved(folder, name) for folder in FOLDERS for name in statements.names(folder))


def parameters() -> dict[str, object]:
    """What the parameters of all saved queries are set to at first: their defaults, else null."""
    declared = (
        parameter
        for folder in reversed(FOLDERS)  # a picture has less room than a table: its limit is the last word
        for name in statements.names(folder)
        for parameter in statements.parse(statements.load(f"{folder}/{name}")).parameters
    )
    return {p.name: p.default for p in sorted(declared, key=lambda p: (p.name, p.required))}


def files(rules: Style) -> dict[str, bytes]:
    """The files of the pack by name."""
    queries = saved()
    texts = {
        "saved-cypher.csv": _csv(queries),
        "kg.grass": sheet(rules),
        "params.txt": f":params {json.dumps(parameters())}\n",
        "guide.html": guide.html(),
        "guide.adoc": guide.adoc(),
    }
    return {"saved-cypher.zip": _zip(queries)} | {name: text.encode() for name, text in texts.items()}


def _saved(folder: str, name: str) -> Saved:
    statement = statements.parse(statements.load(f"{folder}/{name}"))
    text = f"// {statement.title}\n{statement.body};\n"
    return Saved(f"kg-{folder}-{name}", folder, statement.title, statement.description, text)


def _csv(queries: Iterable[Saved]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for folder, title in FOLDERS.items():
        writer.writerow((title, "", "", f"kg-{folder}", "", "true"))
    for one in queries:
        writer.writerow((one.name, one.description, one.text, one.id, f"kg-{one.folder}", "false"))
    return out.getvalue()


def _zip(queries: Iterable[Saved]) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for one in queries:
            name = f"{_file_name(FOLDERS[one.folder])}/{_file_name(one.name)}.cypher"
            archive.writestr(ZipInfo(name, _LONG_AGO), one.text, ZIP_DEFLATED)
    return out.getvalue()


def _file_name(title: str) -> str:
    return title.replace(": ", " ").replace("/", " or ").replace(":", " ")
