"""Programs that use py2neo read the graph on each engine, and write to the log only."""

import re
from collections.abc import Iterator, Mapping
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from py2neo import Graph as PyGraph
from py2neo import Node, Relationship

from kg import py2neo_bridge as bridge
from kg.errors import JudgementError
from kg.events import ClaimAsserted, EntityDefined, decode
from kg.graph import Graph
from kg.log.memory import MemoryLog
from kg.log.protocol import Batch, EventLog
from kg.log.sqlite import SqliteLog
from kg.projection.fold import fold
from kg.projection.picture import NodeId
from kg.projection.project import Projector
from tests.ask import world
from tests.logs import logged
from tests.sockets import sockets_collected

# py2neo never closes the sockets of the routing table that it read first
pytestmark = pytest.mark.filterwarnings("ignore:unclosed <socket.socket:ResourceWarning")

PAGE = Path(__file__).parents[1] / "docs" / "py2neo.md"
PROGRAMS = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
NOW_US = 1_700_000_000_000_000
QUOTE = "US troops shot at villagers"
TRIBE = Node("Actor", "Militia", key="jubur", name="Jubur tribe")
TOWN = Node("Place", key="khirbet_ammo")


@pytest.fixture(autouse=True)
def no_sockets_left() -> Iterator[None]:
    """What a test leaves to the garbage collector is collected before the next one."""
    with sockets_collected():
        yield


@pytest.fixture
def env(graph: Graph) -> Mapping[str, str]:
    """The environment that names a graph of two incidents."""
    Projector(logged(world.events()), graph).catch_up()
    server = graph.server
    return {
        "NEO4J_URI": server.uri,
        "NEO4J_USERNAME": server.reader or server.user,
        "NEO4J_PASSWORD": server.password,
        "NEO4J_DATABASE": server.database,
    }


@pytest.fixture
def opened(env: Mapping[str, str], tmp_path: Path) -> Iterator[PyGraph]:
    graph = bridge.open_graph(tmp_path, env)
    yield graph
    graph.service.connector.close()


@pytest.fixture
def log() -> MemoryLog:
    return logged(world.events())


def imported(log: EventLog, *parts: Node | Relationship) -> bridge.Imported:
    subgraph = parts[0]
    for part in parts[1:]:
        subgraph = subgraph | part
    return bridge.import_subgraph(subgraph, log, by="anna", now_us=NOW_US, reason="old graph")


def claims(log: EventLog) -> list[ClaimAsserted]:
    return [said for event in log.read() if isinstance(said := decode(event), ClaimAsserted)]


def blocked(**props: object) -> Relationship:
    return Relationship(TRIBE, "BLOCKED", TOWN, **props)


def test_the_models_read_every_relationship_of_the_schema(opened: PyGraph):
    forces = bridge.Actor.match(opened, "us_forces").first()
    assert forces.name == "US forces"
    claim = next(claim for claim in forces.did if claim.quote.startswith("US troops shot"))
    assert [actor.key for actor in claim.recipients] == ["g_residents"]
    assert [place.key for place in claim.places] == ["khirbet_ammo"]
    assert "sana" in [actor.key for actor in claim.speakers]
    (incident,) = claim.incidents
    assert (incident.key, [place.key for place in incident.places]) == (world.AMMO, ["khirbet_ammo"])
    assert claim in incident.claims
    (sentence,) = claim.sentences
    (article,) = sentence.article
    assert claim.quote in sentence.text
    assert [outlet.key for outlet in article.published_by] == ["reuters"]
    (province,) = bridge.Place.match(opened, "khirbet_ammo").first().within
    assert province.name == "Hasakah"


def test_the_program_that_asks_runs_as_the_page_shows_it(
    env: Mapping[str, str], monkeypatch: pytest.MonkeyPatch
):
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    printed = _run(PROGRAMS[0], {})
    assert QUOTE in printed
    assert "US forces" in printed


def test_the_program_that_imports_runs_as_the_page_shows_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, log: MemoryLog
):
    monkeypatch.setenv("KG_HOME", str(tmp_path))
    with_articles = SqliteLog(tmp_path / "log.sqlite")
    for number, event in enumerate(world.events()):
        with_articles.append(Batch(bytes([number] * 32), bytes(32), "test", (event.new(),)), tx_us=1)
    with_articles.close()
    assert "Imported(entities=1, claims=1, changes=2)" in _run(PROGRAMS[1], {})
    assert (tmp_path / "lookup.sqlite").exists()


def test_a_relationship_of_a_claim_type_becomes_a_claim_with_its_exact_words(log: MemoryLog):
    done = imported(log, TRIBE, blocked(article="r1", quote=QUOTE, date="2020-02-12"))
    assert done == (1, 1, 2)
    (said,) = claims(log)
    assert (said.claim.type, said.claim.quote, said.claim.date) == ("BLOCKED", QUOTE, "2020-02-12")
    assert [party.id for party in (*said.claim.actors, *said.claim.recipients)] == ["jubur", "khirbet_ammo"]
    assert NodeId("Actor", "jubur") in fold(log.read()).nodes


def test_a_claim_node_becomes_a_claim_by_way_of_its_sentence_and_article(log: MemoryLog):
    claim = Node("Claim", type="BLOCKED")
    sentence, article = Node("Sentence", text=QUOTE), Node("Article", id="r1")
    about = Relationship(claim, "ABOUT", Node("Incident", key=world.AMMO))
    stated = Relationship(claim, "STATED_IN", sentence) | Relationship(sentence, "IN", article)
    assert imported(log, Relationship(claim, "AGENT", TRIBE) | stated | about).claims == 1
    assert [said.claim.quote for said in claims(log)] == [QUOTE]


def test_importing_again_appends_nothing(log: MemoryLog):
    once = blocked(article="r1", quote=QUOTE)
    imported(log, once)
    assert imported(log, once) == (0, 0, 0)


def test_a_definition_is_replaced_by_what_the_node_says_and_keeps_the_rest(log: MemoryLog):
    imported(log, Node("Actor", key="ndf", name="NDF", kind="militia"))
    last = [said.entity for event in log.read() if isinstance(said := decode(event), EntityDefined)][-1]
    assert (last.id, last.name, last.type) == ("ndf", "NDF", "militia")


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ([blocked()], "names no source: set article"),
        ([blocked(article="r1", quote="never said")], "does not say 'never said'"),
        ([blocked(article="r99", quote=QUOTE)], "no article goes by 'r99'"),
        ([blocked(article="r1", quote=QUOTE, incident="gone")], "no incident 'gone'"),
        ([blocked(article="r1", quote=QUOTE, polarity="maybe")], "none of affirmed, negated"),
        ([Relationship(TRIBE, "KNOWS", TOWN)], "cannot be an event"),
        ([Node("Person", key="x")], "is none of Article"),
        ([Node("Actor", name="x")], "has no key"),
        ([Node("Actor", key="nobody_knows")], "give the node Actor a name"),
        ([Node("Place", key="ndf", name="x")], "ndf is of the kind actor"),
        ([Node("Claim", type="BLOCKED", quote=QUOTE)], "names no source"),
        ([Node("Claim", type="KNOWS")], "no claim type"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_an_event_is_refused_and_nothing_is_appended(
    log: MemoryLog, parts: list[Node | Relationship], message: str
):
    before = log.head()
    good = Relationship(TRIBE, "BLOCKED", TOWN, article="r1", quote=QUOTE, date="2020")
    with pytest.raises(JudgementError, match=message):
        imported(log, good, *parts)
    assert log.head() == before


def _run(program: str, names: dict[str, object]) -> str:
    out = StringIO()
    with redirect_stdout(out):
        exec(compile(program, str(PAGE), "exec"), names)  # noqa: S102 the program of the page
    return out.getvalue()
