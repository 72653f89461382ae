"""The form of the files in cypher/, and that they name nothing but what may be in the graph."""

import re

import pytest

from kg import statements
from kg.schema import schema

SHOWN = ("ask", "draw")  # what people see and take into Neo4j Browser
FOLDERS = (*SHOWN, "now", "admin", "fill", "project", "schema", "schema-neo4j")
PATHS = [f"{folder}/{name}" for folder in FOLDERS for name in statements.names(folder)]
LONGEST = 220
STAND_INS = {"CLAIM_TYPE", "NODE_LABEL"}
CHECKPOINT = "_Projection"
COLUMNS = {"outlet", "article", "published", "quote", "claim"}  # of maps that a question makes itself

TEXTS = re.compile(r"'[^'\n]*'|//[^\n]*")
KEYWORDS = re.compile(
    r"(?<![$.\w])(match|optional|where|with|return|order by|limit|unwind|union|call|merge|create|set|delete"
    r"|detach|case|when|else|exists|distinct|and|or|not|in|as|is|null|desc)\b(?!\s*:)",
    re.IGNORECASE,
)
LABELS = re.compile(r"\(\w*:(\w+(?:\|\w+)*)")
TYPES = re.compile(r"\[\w*:(\w+(?:\|\w+)*)")
PROPERTIES = re.compile(r"\b[a-z]\w*\.([a-z]\w*)\b(?!\()")


def code(path: str) -> str:
    """A statement without texts and comments."""
    return TEXTS.sub("''", statements.parse(statements.load(path)).body)


def named(pattern: re.Pattern[str], text: str) -> set[str]:
    return {name for found in pattern.finditer(text) for name in found[1].split("|")}


@pytest.mark.parametrize("path", PATHS)
def test_keywords_are_in_capitals(path: str) -> None:
    assert {found[0] for found in KEYWORDS.finditer(code(path)) if not found[0].isupper()} == set()


@pytest.mark.parametrize("path", PATHS)
def test_a_file_is_one_statement_in_lines_that_can_be_read(path: str) -> None:
    text = statements.load(path)
    assert ";" not in code(path)
    assert text.endswith("\n")
    assert "\t" not in text
    assert [line for line in text.splitlines() if line != line.rstrip() or len(line) > LONGEST] == []


@pytest.mark.parametrize("path", [path for path in PATHS if path.startswith(SHOWN)])
def test_what_people_take_into_the_browser_ends_with_a_semicolon(path: str) -> None:
    assert statements.load(path).endswith(";\n")


@pytest.mark.parametrize("path", PATHS)
def test_labels_types_and_properties_are_those_of_the_schema(path: str) -> None:
    there, text = schema(), code(path)
    types = {edges.type for edges in there.edges} | set(there.claim_types)
    assert named(LABELS, text) <= set(there.nodes) | {CHECKPOINT} | STAND_INS
    assert named(TYPES, text) <= types | STAND_INS
    if path.startswith(SHOWN):
        columns = [*there.nodes.values(), *(edges.columns for edges in there.edges)]
        assert named(PROPERTIES, text) <= {name for some in columns for name in some} | COLUMNS


def test_the_form_would_be_missed() -> None:
    assert KEYWORDS.search("match (n)")
    assert named(LABELS, "MATCH (n:Acter|Place)") == {"Acter", "Place"}
    assert named(TYPES, "MATCH ()-[:AGNET]->()") == {"AGNET"}
    assert named(PROPERTIES, "RETURN n.nmae, date.realtime()") == {"nmae"}
