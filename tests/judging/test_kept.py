"""The file in which a home keeps its view of the log: the same as reading the log, and nothing more."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.events import ArticleRecorded, ArticleRetracted, JudgementWithdrawn, Payload, PayloadErased
from kg.judgements import stated
from kg.judgements.kept import viewed
from kg.judgements.view import View
from kg.log.memory import MemoryLog
from kg.log.protocol import Batch, Event
from tests.ask import world
from tests.logs import logged


class Watched(MemoryLog):
    """A log that knows from where on it was read."""

    def __init__(self) -> None:
        super().__init__()
        self.read_after: list[int] = []

    def read(self, after: int = 0, *, until: int | None = None) -> Iterator[Event]:
        self.read_after.append(after)
        return super().read(after, until=until)


def append(log: MemoryLog, payload: Payload) -> int:
    """Append an event; its position."""
    key = (log.head().pos + 1).to_bytes(32, "big")
    return log.append(Batch(key, key, "ann", (payload.new(),)), tx_us=log.head().pos).first_pos


def worked_out(log: MemoryLog) -> View:
    """The view without a file."""
    return viewed(log)


def content(view: View) -> list[object]:
    """All that a view tells."""
    texts = (None, "a", "syria", "SDF", "attack")
    kinds = ("actor", "place", "incident")
    return [
        (view.pos, view.tx_us),
        list(view.articles.items()),
        list(view.entities.items()),
        list(view.incidents.items()),
        view.judgements(),
        [list(view.live()), [view.identities(kind) for kind in kinds]],
        [view.names(kind, text) for kind in kinds for text in texts],  # type: ignore[arg-type]
        [(view.article(key), view.telling(key)) for key in view.articles],
        [view.kind_of(key) for key in (*view.entities, *view.incidents, "nobody")],
    ]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the file is kept."""
    return tmp_path / "home" / "view.sqlite"


@given(st.lists(st.integers(min_value=0, max_value=60), max_size=4), st.booleans())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whenever_it_is_brought_up_it_tells_what_the_log_tells(
    tmp_path_factory: pytest.TempPathFactory, stops: list[int], back: bool
):
    path = tmp_path_factory.mktemp("home") / "view.sqlite"
    log = MemoryLog()
    for number, payload in enumerate(world.events()):
        append(log, payload)
        if number in stops:
            viewed(log, path)
    article = next(payload for payload in world.events() if isinstance(payload, ArticleRecorded))
    pos = append(log, ArticleRetracted(article=article.key, reason="false \ud800"))
    viewed(log, path)
    if back:
        append(log, JudgementWithdrawn(judgement=pos, reason=""))
    assert content(viewed(log, path)) == content(worked_out(log))


def test_what_is_in_the_file_is_not_read_again(path: Path):
    log = Watched()
    for payload in world.events():
        append(log, payload)
    viewed(log, path)
    end = log.head().pos
    log.read_after.clear()
    viewed(log, path)
    append(log, ArticleRetracted(article="a", reason=""))
    assert viewed(log, path).pos == end + 1
    assert set(log.read_after) <= {end, end + 1}


def test_a_view_stays_what_it_was_while_another_brings_the_file_up(path: Path):
    log = logged(world.events())
    earlier = viewed(log, path)
    before = content(earlier)
    append(log, ArticleRetracted(article=next(iter(earlier.articles)), reason=""))
    assert len(viewed(log, path).judgements()) == len(earlier.judgements()) + 1
    assert content(earlier) == before


@pytest.mark.parametrize("destroyed", [False, True])
def test_nothing_of_what_was_erased_is_left_in_the_file(path: Path, destroyed: bool):
    log = logged(world.events())
    viewed(log, path)
    [event, *_] = (event for event in log.read() if event.type == "ArticleRecorded")
    data = dict(event.data or {})
    append(log, PayloadErased(positions=(event.pos,), reason="order"))
    if destroyed:
        log.erase([event.pos], reason="order", tx_us=1)
    view = viewed(log, path)
    assert data["key"] not in view.articles
    assert view.article(data["key"]) is None
    del view
    kept = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert (data["title"] or data["id"]).encode() not in kept


@pytest.mark.parametrize("harm", ["damage", "another log", "other code", "another program"])
def test_a_file_that_does_not_fit_is_made_anew(path: Path, harm: str):
    log = logged(world.events())
    viewed(log, path)
    if harm == "damage":
        path.write_bytes(path.read_bytes()[:100] + b"\xff" * 5_000)
    elif harm == "another log":
        log = logged(world.events()[:20])
    else:
        with closing(sqlite3.connect(path)) as db:
            db.execute(
                "PRAGMA application_id = 7" if harm == "another program" else "UPDATE position SET code = 0"
            )
            db.commit()
    assert content(viewed(log, path)) == content(worked_out(log))


def test_without_a_place_for_the_file_it_is_worked_out_from_the_log(tmp_path: Path):
    (tmp_path / "home").write_text("a file where the folder should be")
    log = logged(world.events())
    assert content(viewed(log, tmp_path / "home" / "view.sqlite")) == content(worked_out(log))


def test_a_claim_is_found_in_the_events_of_its_article_alone(path: Path):
    log = logged(world.events())
    view = viewed(log, path)
    found = 0
    for article in view.articles:
        told = list(stated.at(log, view.telling(article)))
        for event in told:
            for link in (event.data or {}).get("links", ()):
                assert stated.find(told, link["claim"]) == stated.find(log.read(), link["claim"])
                found += 1
    assert found
