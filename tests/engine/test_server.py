"""Which server is used, by the environment."""

import subprocess
import sys
from pathlib import Path

import pytest

from kg import engine
from kg.engine import Server, neo4j
from kg.engine.arcadedb import ArcadeDb
from kg.engine.layout import Ports, layout
from kg.engine.runtime import installed, java_options
from kg.errors import EngineError

NAMED = {"NEO4J_URI": "neo4j+s://graph.example.org", "NEO4J_PASSWORD": "quiet-secret"}


def test_the_environment_names_a_server_and_none_is_started(tmp_path: Path):
    named = engine.server(tmp_path / "home", env=NAMED)
    assert (named.uri, named.user, named.database, named.engine) == (
        NAMED["NEO4J_URI"],
        "neo4j",
        "neo4j",
        "remote",
    )
    assert not (tmp_path / "home").exists()


def test_user_and_database_can_be_named_too(tmp_path: Path):
    env = {**NAMED, "NEO4J_USERNAME": "ann", "NEO4J_DATABASE": "news"}
    named = engine.server(tmp_path, env=env)
    assert (named.user, named.password, named.database) == ("ann", "quiet-secret", "news")


def test_a_uri_without_a_password_is_refused(tmp_path: Path):
    with pytest.raises(EngineError, match="NEO4J_PASSWORD"):
        engine.server(tmp_path, env={"NEO4J_URI": "bolt://localhost"})


def test_a_server_that_may_not_be_started_is_missed_in_one_line(tmp_path: Path):
    with pytest.raises(EngineError, match="kg up"):
        engine.server(tmp_path / "home", start=False, env={})
    assert not (tmp_path / "home").exists()


def test_the_status_of_a_named_server_tells_whether_it_answers(graph_server: Server, tmp_path: Path):
    env = {
        "NEO4J_URI": graph_server.uri,
        "NEO4J_USERNAME": graph_server.user,
        "NEO4J_PASSWORD": graph_server.password,
        "NEO4J_DATABASE": graph_server.database,
    }
    found = engine.status(tmp_path, env=env)
    assert (found.state, found.engine, found.uri) == ("running", "remote", graph_server.uri)
    assert (found.engine_version or "").startswith("Neo4j/")
    missing = engine.status(tmp_path, env={**env, "NEO4J_URI": "bolt://127.0.0.1:1"})
    assert (missing.state, missing.uri) == ("failed", "bolt://127.0.0.1:1")
    assert "cannot be reached" in (missing.message or "")
    assert graph_server.password not in found.model_dump_json() + missing.model_dump_json()


def test_importing_the_engine_loads_neither_driver_nor_models():
    heavy = "neo4j", "pydantic", "arcadedb_embedded", "jpype"
    code = f"import sys, kg.engine, kg.engine.embedded; print([m for m in {heavy!r} if m in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


def test_options_for_java_come_after_kgs_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KG_JAVA_OPTIONS", "-Xmx2g -Dsaid='two words'")
    servers = ((ArcadeDb(installed()), layout(tmp_path)), (neo4j.Neo4j(tmp_path), neo4j.files(tmp_path)))
    for program, files in servers:
        words = program.command(files, Ports(1, 2))
        assert "-Dsaid=two words" in words[: words.index("-cp")]
        assert [word for word in words if word.startswith("-Xmx")][-1] == "-Xmx2g"


@pytest.mark.parametrize("said", ["'-Xmx2g", '"', "-Dx=\\"])
def test_options_for_java_that_cannot_be_told_apart_are_shown(monkeypatch: pytest.MonkeyPatch, said: str):
    monkeypatch.setenv("KG_JAVA_OPTIONS", said)
    with pytest.raises(EngineError, match="KG_JAVA_OPTIONS is ") as refused:
        java_options()
    assert repr(said) in str(refused.value)
