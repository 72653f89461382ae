"""The file in which a home keeps its view of the log: brought up to the log, and looked things up in.

It has a position of its own and is moved on in transactions, so that a process that is killed leaves it where
it was, and several may bring it up at once. Where it is not a past of the log, was made by other code, is
damaged, or holds what was erased since, it is thrown away and made anew.
"""

import sqlite3
import weakref
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Final

from kg.events import PayloadErased, decode
from kg.judgements import shelves
from kg.judgements.view import View
from kg.log.protocol import Event, EventLog
from kg.sidefile import UnfitError, fresh, is_past, must_be_erased, prepare, run, transaction

CODE: Final = 1  # raise it whenever the same events give other rows
APPLICATION: Final = 0x6B676A76  # "kgjv", in the file's header
EVENTS: Final = 5_000  # in a transaction
WAIT_S: Final = 60.0  # for another process that brings the file up

_POSITION: Final = """
CREATE TABLE position (
    log_id TEXT NOT NULL, code INTEGER NOT NULL, pos INTEGER NOT NULL, hash BLOB NOT NULL,
    tx_us INTEGER NOT NULL
) STRICT;
CREATE TABLE erased (pos INTEGER PRIMARY KEY) STRICT
"""


def viewed(log: EventLog, path: Path | None = None) -> View:
    """The view of the whole log, from the file at the path; without one it is worked out from the log.

    So it is where the file cannot be used, which takes longer and ends the same.
    """
    if path:
        with suppress(sqlite3.Error, OSError):
            return fresh(path, lambda db, skip: _brought_up(db, log, skip), wait_s=WAIT_S)
    view = View()
    view.advance(log.read())
    return view


def _brought_up(db: sqlite3.Connection, log: EventLog, skip: Collection[int]) -> View:
    prepare(db, APPLICATION, lambda: _create(db, log))
    while _advance(db, log, skip):
        pass
    db.execute("BEGIN")  # others may bring the file further: this one goes on seeing what it saw
    view = _view(db, log)
    weakref.finalize(view, db.close)
    return view


def _create(db: sqlite3.Connection, log: EventLog) -> None:
    run(db, _POSITION)
    shelves.create(db)
    row = (log.head().log_id, CODE, log.hash_at(0))
    db.execute("INSERT INTO position VALUES (?, ?, 0, ?, 0)", row)


def _view(db: sqlite3.Connection, log: EventLog) -> View:
    """The view as the file has it."""
    *position, tx_us = db.execute("SELECT log_id, code, pos, hash, tx_us FROM position").fetchone()
    if not is_past(log, tuple(position), code=CODE):
        raise UnfitError
    return View(db, pos=position[2], tx_us=tx_us)


def _advance(db: sqlite3.Connection, log: EventLog, skip: Collection[int]) -> bool:
    """Take in the next events of the log, all or none of them; False where there are none."""
    with transaction(db):
        view = _view(db, log)
        before = view.pos
        view.advance(_unforgotten(islice(log.read(before), EVENTS), db, skip))
        if view.pos > before:
            now = (view.pos, log.hash_at(view.pos), view.tx_us)
            db.execute("UPDATE position SET pos = ?, hash = ?, tx_us = ?", now)
    return view.pos > before


def _unforgotten(events: Iterable[Event], db: sqlite3.Connection, skip: Collection[int]) -> Iterator[Event]:
    """The events, those to be skipped as erased ones; raises ForgottenError for what was not known to go."""
    for event in events:
        known = event._replace(data=None) if event.pos in skip else event
        if known.data is None:
            db.execute("INSERT INTO erased VALUES (?)", (known.pos,))
        elif isinstance(erased := _erasing(known), PayloadErased):
            must_be_erased(db, erased.positions)
        yield known


def _erasing(event: Event) -> object:
    return decode(event) if event.type == PayloadErased.__name__ else None
