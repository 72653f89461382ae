"""What kg.statements promises about the files in cypher/."""

import pytest

from kg import statements
from kg.errors import DataError, QuestionError

QUESTION = """// Attacks by an actor
// Every attack that it is said to have made,
// newest first.
// @param actor: string -- whose attacks
// @param from: date = null
// @param limit: int = 50 -- how many rows at most
MATCH (a:Actor {key: $actor})
// a comment inside
RETURN a.key LIMIT $limit;
"""


def test_leading_comments_are_title_description_and_parameters() -> None:
    statement = statements.parse(QUESTION)
    assert statement.title == "Attacks by an actor"
    assert statement.description == "Every attack that it is said to have made, newest first."
    assert statement.parameters == (
        statements.Parameter("actor", "string", None, True, "whose attacks"),
        statements.Parameter("from", "date", None, False, ""),
        statements.Parameter("limit", "int", 50, False, "how many rows at most"),
    )


def test_the_body_keeps_inner_comments_and_loses_the_last_semicolon() -> None:
    body = statements.parse(QUESTION).body
    assert body == "MATCH (a:Actor {key: $actor})\n// a comment inside\nRETURN a.key LIMIT $limit"


def test_binding_fills_in_defaults() -> None:
    bound = statements.parse(QUESTION).bind({"actor": "sdf"})
    assert bound == {"actor": "sdf", "from": None, "limit": 50}


def test_binding_refuses_a_missing_and_an_unknown_parameter() -> None:
    statement = statements.parse(QUESTION)
    with pytest.raises(QuestionError, match="needs the parameter 'actor'"):
        statement.bind({})
    with pytest.raises(QuestionError, match="no parameter 'actr'; it has: actor, from, limit"):
        statement.bind({"actr": "sdf"})


@pytest.mark.parametrize(
    "line", ["// @param limit = 5", "// @param limit: number = 5", "// @param limit: int = five"]
)
def test_a_malformed_parameter_is_refused(line: str) -> None:
    with pytest.raises(DataError, match="limit"):
        statements.parse(f"// Title\n{line}\nRETURN 1")


def test_a_statement_without_title_or_body_is_refused() -> None:
    for text in ("MATCH (n) RETURN n", "// Only a title"):
        with pytest.raises(DataError, match="needs a title line and a body"):
            statements.parse(text)


def test_an_unknown_file_is_named() -> None:
    with pytest.raises(DataError, match="no statement 'ask/nonsense'"):
        statements.load("ask/nonsense")


def test_every_file_of_the_projection_parses_and_is_listed() -> None:
    for folder in ("schema", "schema-neo4j", "project", "fill", "admin"):
        listed = statements.names(folder)
        assert listed == tuple(sorted(listed))
        assert listed
        for name in listed:
            assert statements.parse(statements.load(f"{folder}/{name}")).body


def test_a_type_or_label_gets_into_a_statement_only_from_the_closed_list() -> None:
    known = {"ATTACKED", "bad type"}
    assert "[r:ATTACKED]" in statements.named_body("project/actor_claim_type_actor", "ATTACKED", known)
    for name in ("BOMBED", "bad type", "ATTACKED]->() DETACH DELETE r //"):
        with pytest.raises(DataError, match="not a type or label"):
            statements.named_body("project/actor_claim_type_actor", name, known)
