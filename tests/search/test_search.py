"""Names and sentences are found by their words; the index is a projection of the log and nothing else."""

import multiprocessing
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kg.errors import QuestionError
from kg.events import AliasAdded, ClaimsExtracted, EntityDefined, JudgementWithdrawn, Payload, PayloadErased
from kg.log.memory import MemoryLog
from kg.log.protocol import Batch, EventLog
from kg.log.sqlite import SqliteLog
from kg.model import Entity, Sentence
from kg.search import index
from kg.search.ask import Hit, Kind, search
from tests.ask import world
from tests.logs import logged


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "search.sqlite"


@pytest.fixture
def log() -> MemoryLog:
    return logged(world.events())


def found(path: Path, log: EventLog, words: str, *, kind: Kind | None = None, limit: int = 20) -> list[Hit]:
    with index.opened(path, log) as db:
        return search(db, words, kind=kind, limit=limit)


def append(log: EventLog, *payloads: Payload) -> int:
    """Append events; returns the position of the last."""
    pos = log.head().pos
    key = pos.to_bytes(32, "big")
    log.append(Batch(key, key, "test", tuple(payload.new() for payload in payloads)), tx_us=1)
    return pos + len(payloads)


def everything(path: Path, log: EventLog) -> set[tuple[str, ...]]:
    with index.opened(path, log) as db:
        return set(db.execute("SELECT kind, key, text FROM words JOIN entry ON n = words.rowid"))


@pytest.mark.parametrize(
    ("words", "kind", "key"),
    [
        ("syrian democratic", "actor", "sdf"),
        ("SYRIAN", "actor", "sdf"),
        ("khirbet", "place", "khirbet_ammo"),
        ('"khirbet ammo"', "place", "khirbet_ammo"),
        ("villag*", "sentence", None),
        ("US-led", "actor", "us_led_coalition"),
        ("(patrol OR nonsense) AND fire", "sentence", None),
    ],
)
def test_words_phrases_prefixes_and_names_with_signs_find(
    path: Path, log: MemoryLog, words: str, kind: Kind, key: str | None
):
    hits = found(path, log, words, kind=kind)
    assert hits
    assert {hit.kind for hit in hits} == {kind}
    assert key is None or [hit.key for hit in hits] == [key]


def test_the_words_that_were_found_are_marked_in_the_exact_text(path: Path, log: MemoryLog):
    hit = next(hit for hit in found(path, log, "troops villagers") if hit.title)
    assert hit.text == "US troops shot at villagers, SANA said."
    assert [hit.text[start:end] for start, end in hit.marks] == ["troops", "villagers"]
    assert hit.marked == "US *troops* shot at *villagers*, SANA said."


@pytest.mark.parametrize(
    "words", ["", " ", "foo AND", '"open', "NEAR(a b", "nonsense:foo", "* *", "a ) b", "'"]
)
def test_what_cannot_be_read_is_refused_in_one_line(path: Path, log: MemoryLog, words: str):
    with pytest.raises(QuestionError, match="cannot search for") as refused:
        found(path, log, words)
    assert "\n" not in str(refused.value)


def test_what_fits_as_well_comes_in_the_order_of_the_keys_and_the_limit_cuts_there(
    path: Path, log: MemoryLog
):
    append(log, *(_named(key, "Zed Brigade") for key in ("z3", "z1", "z2")))
    assert [hit.key for hit in found(path, log, "zed")] == ["z1", "z2", "z3"]
    assert [hit.key for hit in found(path, log, "zed", limit=2)] == ["z1", "z2"]


def test_a_name_that_is_defined_anew_takes_the_place_of_the_old_one(path: Path, log: MemoryLog):
    found(path, log, "anything")
    append(log, _named("ndf", "Zed Brigade"))
    assert [hit.key for hit in found(path, log, "zed")] == ["ndf"]
    assert found(path, log, "national", kind="actor") == []


def test_an_alias_finds_until_it_is_withdrawn(path: Path, log: MemoryLog):
    pos = append(log, AliasAdded(entity="khasham", alias="Hisham", reason=""))
    assert [(hit.kind, hit.key) for hit in found(path, log, "hisham")] == [("place", "khasham")]
    append(log, JudgementWithdrawn(judgement=pos, reason=""))
    assert found(path, log, "hisham") == []


def test_a_newer_reading_cuts_the_article_anew(path: Path, log: MemoryLog):
    read = world.REUTERS.article.key
    before = found(path, log, "villagers troops", kind="sentence")
    whole = Sentence(index=0, start=0, end=20)
    append(
        log,
        ClaimsExtracted(article=read, extractor="x", version="2", sentences=(whole,), mentions=(), claims=()),
    )
    after = {key for _, key, _ in everything(path, log) if key.startswith(read)}
    assert before[0].key.startswith(read)
    assert after == {f"{read}:0-20"}


def test_the_index_in_pieces_is_the_index_at_once_and_gives_the_same_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    whole, pieces = logged(world.events()), tmp_path / "pieces.sqlite"
    monkeypatch.setattr(index, "EVENTS", 3)
    growing = SqliteLog(tmp_path / "log.sqlite")
    for event in world.events():
        append(growing, event)
        found(pieces, growing, "x")
    at_once = tmp_path / "at-once.sqlite"
    assert everything(pieces, growing) == everything(at_once, whole)
    assert found(pieces, growing, "the OR us OR syria*") == found(at_once, whole, "the OR us OR syria*")
    growing.close()


def test_a_file_of_another_log_or_of_other_code_or_damaged_is_made_anew(
    path: Path, log: MemoryLog, monkeypatch: pytest.MonkeyPatch
):
    expected = everything(path, log)
    other = MemoryLog()
    append(other, _named("zed", "Zed Brigade"))
    assert everything(path, other) == {("actor", "zed", "Zed Brigade")}
    assert everything(path, log) == expected
    monkeypatch.setattr(index, "CODE", 99)
    assert everything(path, log) == expected
    path.write_bytes(b"no database at all" * 100)
    assert everything(path, log) == expected
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA application_id = 1")
    assert everything(path, log) == expected


@pytest.mark.parametrize("destroyed", [True, False])
def test_nothing_of_what_was_erased_is_left_in_the_file(path: Path, log: MemoryLog, destroyed: bool):
    found(path, log, "villagers")
    article, read = (
        next(
            event.pos
            for event in log.read()
            if event.subject == world.REUTERS.article.key and event.type == type_
        )
        for type_ in ("ArticleRecorded", "ClaimsExtracted")
    )
    append(log, PayloadErased(positions=(article, read), reason="order"))
    if destroyed:  # else the process was killed between the two
        log.erase([article, read], reason="order", tx_us=2)
    for _ in range(2):
        assert found(path, log, "villagers", kind="sentence") == []
        kept = b"".join(each.read_bytes() for each in path.parent.glob("search.sqlite*"))
        assert b"shot at villagers" not in kept
    assert found(path, log, "us OR the OR in", kind="sentence")


def test_processes_that_search_at_once_all_find_everything(tmp_path: Path):
    log = SqliteLog(tmp_path / "log.sqlite")
    append(log, *(_named(f"z{number}", f"Zed Brigade {number}") for number in range(3_000)))
    log.close()
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        counts = pool.map(_count, [tmp_path] * 2)
    assert counts == [3_000] * 2


def _count(folder: Path) -> int:
    with closing(SqliteLog(folder / "log.sqlite")) as log:
        return len(found(folder / "search.sqlite", log, "zed", limit=10_000))


def _named(key: str, name: str) -> EntityDefined:
    return EntityDefined(entity=Entity(id=key, name=name, kind="actor", type="militia"))
