"""A log that any release has written replays for ever: one of each is kept here as it was written."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kg import canonical, proving
from kg.events import TYPES, ArticleRecorded, Erased, decode
from kg.log import open_log
from kg.log.protocol import Batch, NewEvent
from kg.log.upcast import UPCASTERS, upcast
from kg.verify import in_log
from tests.golden.make import HERE, expected

LOGS = sorted(path.stem for path in HERE.glob("*.sqlite"))


@pytest.fixture(params=LOGS)
def golden(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of a golden log: even reading one makes files beside it."""
    return Path(shutil.copy(HERE / f"{request.param}.sqlite", tmp_path))


def test_there_is_a_golden_log_of_each_version_of_each_type(tmp_path: Path):
    kept = set()
    for name in LOGS:
        with closing(sqlite3.connect(shutil.copy(HERE / f"{name}.sqlite", tmp_path))) as db:
            kept |= set(db.execute("SELECT type, sv FROM event WHERE data IS NOT NULL"))
    assert {(type_, sv) for type_, sv in UPCASTERS} <= kept
    assert ("ArticleRecorded", TYPES["ArticleRecorded"].sv) in kept


def test_a_golden_log_is_whole_and_comes_to_what_it_came_to(golden: Path):
    said = json.loads((HERE / f"{golden.stem}.json").read_text())
    with closing(open_log(golden)) as log:
        assert list(in_log(log)) == []
        assert (log.head().pos, log.head().hash.hex()) == (said["events"], said["head"])
    assert expected(golden.stem, folder=golden.parent) == said, (
        "if that is meant: make.py expect, and read on"
    )


def test_every_event_of_a_golden_log_is_read_in_todays_version(golden: Path):
    with closing(open_log(golden)) as log:
        for event in log.read():
            payload = decode(event)
            assert isinstance(payload, Erased) or event.sv == payload.sv


def test_a_golden_log_goes_on(golden: Path):
    with closing(open_log(golden)) as log:
        before = log.head().pos
        claim = proving.prove(log, first_claim(golden))
        event = NewEvent("AliasAdded", 1, "x", {"entity": "x", "alias": "y", "reason": "z"})
        log.append(Batch(canonical.digest("more"), b"d", "me", (event,)), tx_us=1)
        assert log.head().pos == before + 1
        assert list(in_log(log)) == []
        assert proving.prove(log, first_claim(golden), at=before) == claim


def first_claim(path: Path) -> str:
    with closing(open_log(path)) as log:
        return next(
            claim.key(event.subject)
            for event in log.read()
            if event.type == "ClaimsExtracted" and event.data is not None
            for claim in decode(event).claims
        )


# ---- the upcaster that there is: ArticleRecorded 1 → 2


def test_articles_of_version_1_say_whom_their_publisher_was_taken_for():
    assert LOGS[0] == "1"
    with closing(sqlite3.connect(f"{(HERE / '1.sqlite').as_uri()}?mode=ro&immutable=1", uri=True)) as db:
        rows = db.execute("SELECT sv, data FROM event WHERE type = 'ArticleRecorded'").fetchall()
    stored = [(sv, json.loads(data)) for sv, data in rows]
    assert {sv for sv, _ in stored} == {1}
    assert not any("publisher" in article for _, article in stored)
    for sv, article in stored:
        now, lifted = upcast("ArticleRecorded", sv, article)
        assert (now, {**lifted, "publisher": None}) == (2, {**article, "publisher": None})
        outlet = article["outlet"] or {"name": None}
        assert ArticleRecorded.model_validate(lifted).publisher == outlet["name"]


def test_every_upcaster_leads_to_the_version_that_is_written_today():
    for type_, sv in UPCASTERS:
        reached = sv
        while (type_, reached) in UPCASTERS:
            reached += 1
        assert reached == TYPES[type_].sv
    for type_, payload in TYPES.items():
        assert all((type_, sv) in UPCASTERS for sv in range(1, payload.sv))
