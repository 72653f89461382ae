"""Where the password of a named server is taken from."""

from pathlib import Path

import pytest

from kg.engine import choice
from kg.errors import EngineError

URI = {"NEO4J_URI": "bolt://graph.example.org"}


@pytest.mark.parametrize(
    ("env", "user", "password"),
    [
        ({}, "reader", "quiet/secret"),
        ({"NEO4J_PASSWORD": "other"}, "reader", "other"),
        ({"NEO4J_USERNAME": "writer", "NEO4J_PASSWORD": "other"}, "writer", "other"),
    ],
)
def test_the_file_that_neo4js_image_reads_gives_user_and_password(
    tmp_path: Path, env: dict[str, str], user: str, password: str
):
    secret = tmp_path / "neo4j_auth"
    secret.write_text("reader/quiet/secret\n")
    server = choice.remote(tmp_path, {**URI, "NEO4J_AUTH_FILE": str(secret), **env})
    assert server
    assert (server.user, server.password) == (user, password)


def test_the_file_wins_over_what_the_homes_file_says(tmp_path: Path):
    (tmp_path / "kg.toml").write_text(
        "[graph]\nuri = 'bolt://graph.example.org'\nusername = 'a'\npassword_file = 'b'\n"
    )
    (tmp_path / "b").write_text("old")
    (tmp_path / "neo4j_auth").write_text("reader/new")
    server = choice.remote(tmp_path, {"NEO4J_AUTH_FILE": str(tmp_path / "neo4j_auth")})
    assert server
    assert (server.user, server.password) == ("reader", "new")


@pytest.mark.parametrize("text", ["", "quietsecret", "neo4j/", "/quietsecret"])
def test_a_file_that_does_not_hold_both_is_refused_without_telling_it(tmp_path: Path, text: str):
    secret = tmp_path / "neo4j_auth"
    secret.write_text(text)
    with pytest.raises(EngineError, match="neo4j_auth must hold user/password") as told:
        choice.remote(tmp_path, {**URI, "NEO4J_AUTH_FILE": str(secret)})
    assert "quietsecret" not in str(told.value)


def test_a_file_that_is_no_text_is_named_and_not_told(tmp_path: Path):
    (tmp_path / "key").write_bytes(b"neo4j/quiet\xffsecret")
    with pytest.raises(EngineError, match=r"the password file .*key is not a text") as told:
        choice.remote(tmp_path, {**URI, "NEO4J_AUTH_FILE": str(tmp_path / "key")})
    assert "quiet" not in str(told.value)
    assert told.value.__suppress_context__


def test_a_file_that_is_not_there_is_named(tmp_path: Path):
    with pytest.raises(EngineError, match=r"the password file .*gone cannot be read"):
        choice.remote(tmp_path, {**URI, "NEO4J_AUTH_FILE": str(tmp_path / "gone")})
