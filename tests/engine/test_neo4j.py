"""Real Neo4j as the home's own server: found again, killed and back, its password in one place."""

import os
import signal
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import engine
from kg.engine import Server, choice, neo4j
from kg.errors import KgError
from kg.graph import Graph
from tests.conftest import own_neo4j

KEPT = "MATCH (n:Kept) RETURN n.key AS key ORDER BY key"


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A home with a name that needs care, whose server is gone afterwards."""
    home = tmp_path / "hö me, with 'words'"
    yield home
    neo4j.down(home)


def kept(server: Server) -> list[str]:
    with Graph.connect(server) as graph:
        return [row[0] for row in graph.read(KEPT, {}).rows]


def test_it_keeps_its_data_through_a_kill_and_its_password_in_one_file(home: Path):
    server = own_neo4j(home)
    assert server.version == f"Neo4j {neo4j.Neo4j.version}"
    with Graph.connect(server) as graph:
        assert graph.version.startswith("Neo4j/5.26")
        graph.write(lambda tx: tx.run("CREATE (:Kept {key: $key})", {"key": "a"}))
    files = neo4j.files(home)
    assert stat.S_IMODE(files.password.stat().st_mode) == 0o600
    word = server.password.encode()
    telling = {path for path in files.folder.rglob("*") if path.is_file() and word in path.read_bytes()}
    assert telling == {files.password}
    found = neo4j.status(home)
    assert (found.state, found.engine, found.uri) == ("running", "neo4j", server.uri)
    assert found.pid is not None
    if Path("/proc/self").exists():
        shown = [Path(f"/proc/{found.pid}/{name}").read_bytes() for name in ("cmdline", "environ")]
        assert not any(word in words for words in shown)
    os.kill(found.pid, signal.SIGKILL)
    again = neo4j.up(home)
    assert (again.uri, kept(again)) == (server.uri, ["a"])
    assert neo4j.down(home)
    assert neo4j.status(home).state == "stopped"


def test_a_home_uses_the_server_that_was_chosen_last(tmp_path: Path):
    assert engine.status(tmp_path, env={}).engine == "embedded"
    choice.choose(tmp_path, "neo4j")
    assert engine.status(tmp_path, env={}).engine == "neo4j"
    choice.choose(tmp_path, "embedded")
    assert engine.status(tmp_path, env={}).engine == "embedded"


def test_a_config_file_names_a_server_and_the_environment_wins(tmp_path: Path):
    (tmp_path / "secret").write_text("quiet\n")
    (tmp_path / "kg.toml").write_text(
        '[graph]\nuri = "neo4j+s://graph.example.org"\ndatabase = "news"\npassword_file = "secret"\n'
    )
    named = engine.server(tmp_path, env={})
    assert (named.uri, named.database, named.password) == ("neo4j+s://graph.example.org", "news", "quiet")
    assert engine.server(tmp_path, env={"NEO4J_DATABASE": "other"}).database == "other"
    env = {"NEO4J_URI": "bolt://elsewhere.example.org", "NEO4J_PASSWORD": "p"}
    assert (engine.server(tmp_path, env=env).uri, engine.server(tmp_path, env=env).database) == (
        "bolt://elsewhere.example.org",
        "neo4j",
    )


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[graph", "cannot be read"),
        ("[graph]\nurl = 'bolt://x'\n", "graph.uri: Field required"),
        ("[graph]\nuri = 'bolt://x'\npassword = 'p'\n", "graph.password: Extra inputs"),
        ("[graph]\nuri = 'bolt://x'\n", "NEO4J_PASSWORD"),
        ("[graph]\nuri = 'bolt://x'\npassword_file = 'nowhere'\n", "password file"),
        ("[graph]\nuri = 'bolt://ann:word@x'\npassword_file = 'kg.toml'\n", "must not hold a user"),
    ],
)
def test_a_config_file_that_is_wrong_is_refused_in_one_line(tmp_path: Path, text: str, complaint: str):
    (tmp_path / "kg.toml").write_text(text)
    with pytest.raises(KgError, match=complaint) as caught:
        engine.server(tmp_path, env={})
    assert "\n" not in str(caught.value)
