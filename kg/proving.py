"""Proves to a stranger that a claim stands in a log, without showing the rest of it.

`tools/check_proof.py` checks such a proof and needs nothing of kg; docs/proofs.md says what it shows.
"""

from collections.abc import Iterator
from typing import NamedTuple

from kg.canonical import BEGINNING
from kg.errors import LogError
from kg.events import ArticleRecorded, ClaimAsserted, ClaimsExtracted, decode
from kg.log import merkle
from kg.log.chain import BatchRecord, Record, contents, header
from kg.log.merkle import Tree
from kg.log.protocol import Event, EventLog


class Place(NamedTuple):
    """Where a log first states a claim."""

    claim: str  # its key
    pos: int
    article: str
    number: int | None  # among the claims of the event; None where the event is that claim


def root(log: EventLog, *, at: int | None = None) -> Tree:
    """The tree over all events of the log, or over the first `at` of them."""
    return _tree(log, _end(log, at), [])


def prove(log: EventLog, claim: str, *, at: int | None = None, article: bool = False) -> dict[str, object]:
    """The proof that the log, as it was at a position, holds the event that first stated a claim.

    `article` adds the event that recorded the article, so that the words can be held against it. Raises
    LogError where no event up to there states the claim, or where it was erased.
    """
    end = _end(log, at)
    place = find(log, claim, until=end)
    positions = [place.pos]
    if article:
        positions.insert(0, _recorded(log, place))
    made = _tree(log, end, [*positions, end])
    return {
        "claim": place.claim,
        "index": place.number,
        "log": log.head().log_id,
        "size": made.size,
        "root": made.root.hex(),
        "head": _hash(log, end).hex(),
        "head_path": _hex(made.paths[end]),
        "events": [_event(log, pos, made) for pos in positions],
    }


def find(log: EventLog, claim: str, *, until: int | None = None) -> Place:
    """Where the log first states a claim, named by its key, a node's `key~position`, or its beginning.

    Raises LogError where no claim goes by that, or more than one.
    """
    key = claim.partition("~")[0]
    if len(key) < BEGINNING:
        raise LogError(f"{claim!r} is too short for the key of a claim: give {BEGINNING} characters or more")
    places: dict[str, Place] = {}
    for place in (place for event in log.read(until=until) for place in _stated(event)):
        if place.claim == key:
            return place
        if place.claim.startswith(key):
            places.setdefault(place.claim, place)
    if len(places) > 1:
        raise LogError(f"several claims begin with {claim}: give more of the key")
    for place in places.values():
        return place
    raise LogError(f"no event of the log states the claim {claim}: it may have been erased")


def _stated(event: Event) -> Iterator[Place]:
    """The claims that an event states."""
    if event.data is None or event.type not in (ClaimsExtracted.__name__, ClaimAsserted.__name__):
        return
    match decode(event):
        case ClaimsExtracted(article=article, claims=claims):
            for number, claim in enumerate(claims):
                yield Place(claim.key(article), event.pos, article, number)
        case ClaimAsserted(article=article, claim=claim):
            yield Place(claim.key(article), event.pos, article, None)


def _recorded(log: EventLog, place: Place) -> int:
    for event in log.read(until=place.pos):
        if event.type == ArticleRecorded.__name__ and event.subject == place.article:
            return event.pos
    raise LogError(f"the article {place.article} of event {place.pos} is not in the log: run `kg verify`")


def _end(log: EventLog, at: int | None) -> int:
    end = log.head().pos
    if at is not None and not 0 <= at <= end:
        raise LogError(f"there is no event {at}: the log ends at {end}")
    return end if at is None else at


def _tree(log: EventLog, end: int, positions: list[int]) -> Tree:
    return merkle.tree((record.hash for record in log.records(until=end)), positions=positions)


def _hash(log: EventLog, pos: int) -> bytes:
    found = log.hash_at(pos)
    if found is None:
        raise LogError(f"event {pos} has gone from the log: run `kg verify`")
    return found


def _event(log: EventLog, pos: int, made: Tree) -> dict[str, object]:
    [record] = log.records(pos - 1, until=pos)
    [batch] = log.batches(record.batch - 1, until=record.batch)
    return {**_opened(record, batch), "before": _hash(log, pos - 1).hex(), "path": _hex(made.paths[pos])}


def _opened(record: Record, batch: BatchRecord) -> dict[str, object]:
    """All that the hash of an event is made of, but the hash before it; texts are hashed as they are."""
    if record.data is None or record.salt is None:
        raise LogError(f"event {record.pos} was erased: nothing can be proved of what it said")
    return {
        "header": _text(header(record.pos, record.type, record.sv, record.subject, record.by, record.cause)),
        "batch": _text(contents(batch)),
        "data": _text(record.data),
        "salt": record.salt.hex(),
    }


def _text(stored: bytes) -> str:
    return stored.decode("utf-8", "surrogatepass")


def _hex(hashes: list[bytes]) -> list[str]:
    return [hash_.hex() for hash_ in hashes]
