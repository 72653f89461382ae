"""The Browser pack: every question in both forms, the same bytes each time, nothing that cannot be read."""

import csv
import io
import json
import re
from zipfile import ZipFile

import pytest

from kg import statements
from kg.browser import guide, pack
from kg.browser.kept import kept
from kg.browser.site import Page, Site
from kg.browser.style import sheet, style
from kg.engine import Server
from kg.graph import Graph
from kg.projection.shapes import ACTOR_LABELS

SUPPORT = {"ATTACKED": 120, "DENIED": 3}
WORD = "quiet"
SERVER = Server(uri="bolt://127.0.0.1:7687", user="ann", password=WORD, database="news", engine="remote")


def test_every_question_has_a_picture_and_a_table():
    assert statements.names("draw") == statements.names("ask")
    names = [one.id for one in pack.saved()]
    assert len(names) == len(set(names)) == 2 * len(statements.names("ask"))


def test_the_same_pack_has_the_same_bytes():
    assert pack.files(style(SUPPORT)) == pack.files(style(SUPPORT))


def test_the_csv_has_the_columns_that_are_imported_and_a_folder_for_each_form():
    text = pack.files(style({}))["saved-cypher.csv"].decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert list(rows[0]) == ["name", "description", "query", "id", "parentId", "isFolder"]
    folders = {row["id"] for row in rows if row["isFolder"] == "true"}
    assert {row["parentId"] for row in rows if row["isFolder"] == "false"} == folders
    assert all(len(row["name"]) < 500 for row in rows)


def test_the_zip_has_a_file_for_each_query_that_begins_with_its_name():
    with ZipFile(io.BytesIO(pack.files(style({}))["saved-cypher.zip"])) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert len(texts) == len(pack.saved())
    assert all(name.endswith(".cypher") and name.count("/") == 1 for name in texts)
    assert all(text.startswith("// ") and text.endswith(";\n") for text in texts.values())


def test_the_style_has_a_colour_for_each_kind_and_a_width_that_grows_with_support():
    rules = style({"ATTACKED": 5_000, "WARNED": 1})
    assert all(f"node.{label}" in rules for label in ACTOR_LABELS)
    width = {
        type_: int(rules[f"relationship.{type_}"]["shaft-width"][:-2]) for type_ in ("ATTACKED", "WARNED")
    }
    assert width["ATTACKED"] > width["WARNED"] > int(rules["relationship.AGENT"]["shaft-width"][:-2])
    for line in sheet(rules).splitlines():  # the older parser splits at every colon and semicolon
        assert line.count(":") <= 1
        assert "/*" not in line


def test_both_forms_of_the_guide_have_every_step_and_its_statements():
    html, adoc = guide.html(), guide.adoc()
    for slide in guide.slides():
        assert slide.heading in html
        assert f"== {slide.heading}" in adoc
        assert all(text in adoc for text in slide.runnable)
    assert html.count("<slide") == len(guide.slides())


def test_all_parameters_of_all_questions_are_preset():
    used = {name for one in pack.saved() for name in re.findall(r"\$(\w+)", one.text)}
    assert used <= pack.parameters().keys()


@pytest.mark.parametrize("name", statements.names("draw"))
def test_a_picture_returns_what_can_be_drawn(graph: Graph, name: str):
    statement = statements.parse(statements.load(f"draw/{name}"))
    params = pack.parameters()
    found = graph.read(statement.body, {p.name: params[p.name] for p in statement.parameters})
    assert found.rows == []
    assert set(re.findall(r"\$(\w+)", statement.body)) == {p.name for p in statement.parameters}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site of a Neo4j Browser with one file, and one outside its folder."""
    jar = tmp_path_factory.mktemp("jar") / "browser.jar"
    with ZipFile(jar, "w") as archive:
        archive.writestr("browser/index.html", "<title>Neo4j Browser</title>")
        archive.writestr("META-INF/MANIFEST.MF", "secret of the jar")
    found = kept(SERVER, pack.saved(), style(SUPPORT), pack.parameters(), "http://localhost/guide.html")
    return Site(jar, {"guide.html": b"<p>"}, found, {"bolt_direct": SERVER.uri})


@pytest.mark.parametrize(
    "path", ["/META-INF/MANIFEST.MF", "/browser/../META-INF/MANIFEST.MF", "/pack/../x", "/x"]
)
def test_nothing_but_the_browser_and_the_pack_is_served(site: Site, path: str):
    assert not isinstance(site.page(path, None), Page)


@pytest.mark.parametrize("token", [None, "", "guessed", "gürteltier"])
def test_the_password_is_told_to_nobody_without_the_token(site: Site, token: str | None):
    assert not isinstance(site.page("/session", token), Page)
    open_to_all = (site.page(path, None) for path in ("/", "/start", "/browser/", "/pack/guide.html"))
    assert all(isinstance(page, Page) and SERVER.password.encode() not in page.body for page in open_to_all)


def test_who_knows_the_token_is_connected_to_the_right_database(site: Site):
    page = site.page("/session", site.token)
    assert isinstance(page, Page)
    connections = json.loads(page.body)["neo4j.connections"]
    [connection] = connections["connectionsById"].values()
    assert (connection["host"], connection["username"], connection["password"]) == (
        SERVER.uri,
        "ann",
        "quiet",
    )
    assert connections["lastUseDb"] == connection["db"] == "news"
