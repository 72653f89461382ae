"""Finds every event that tells of an article's words, and destroys what they say.

The log destroys what an event says as a whole. So a claim goes with its whole article: the article's text
and every reading of it hold its words.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from kg import canonical
from kg.errors import LogError
from kg.events import (
    ArticleRecorded,
    ClaimAsserted,
    ClaimsExtracted,
    ClaimsLinked,
    EntityDefined,
    IncidentOpened,
    PayloadErased,
)
from kg.log.protocol import Batch, Event, EventLog, MovedOnError
from kg.proving import find

LONG = 20  # characters: what is shorter is said by chance

Said = Mapping[str, Any]  # what an event says, as JSON

_PIECE = re.compile(r"[^.!?\n]{60,}")
_HOLDS = {
    ArticleRecorded.__name__: "the article",
    ClaimsExtracted.__name__: "what was read out of it",
    ClaimAsserted.__name__: "what a person read out of it",
}


class Found(NamedTuple):
    """An event to erase, and why."""

    pos: int
    type: str
    subject: str
    why: str


class Target(NamedTuple):
    """An article that is to be erased: what it says, and the batches that were read out of it."""

    text: str
    batches: set[int]

    @property
    def pieces(self) -> list[str]:
        """The stretches of its text that nobody else writes by chance."""
        return _PIECE.findall(self.text)

    def quoted_in(self, text: str) -> bool:
        """Whether a text repeats the article's words."""
        return (len(text) >= LONG and text in self.text) or any(piece in text for piece in self.pieces)


class Plan(NamedTuple):
    """What erasing would destroy, decided on when the log was at `at`, and what it would leave."""

    found: tuple[Found, ...]
    copies: tuple[str, ...]  # articles that repeat words of it, and stay
    at: int
    targets: tuple[Target, ...]

    @property
    def positions(self) -> tuple[int, ...]:
        return tuple(found.pos for found in self.found)

    def batch(self, reason: str, by: str) -> Batch:
        """The event that says so.

        Raises LogError where the reason would tell again what is to be erased, or cannot be written down.
        """
        if not canonical.is_utf8(reason):
            raise LogError("the reason has half a character in it: write it as UTF-8")
        if any(target.quoted_in(reason) for target in self.targets):
            raise LogError("the reason quotes what is to be erased: say it in other words, for it is kept")
        erased = PayloadErased(positions=self.positions, reason=reason)
        content = canonical.digest(erased.model_dump(mode="json"))
        return Batch(canonical.digest(["erase", self.at, content.hex()]), content, by, (erased.new(),))


def plan(log: EventLog, names: Iterable[str]) -> Plan:
    """What must go for these articles, claims and positions to be gone.

    An article is named by its key, by its source's id or by its URL: then all its versions are meant.
    Raises LogError for a name that the log does not know.
    """
    at = log.head().pos
    positions, others = _positions(names, at)
    targets = _targets(log, others, at)
    candidates = _Candidates(targets)
    for event in log.read(until=at):
        if event.data is not None:
            candidates.look(event, event.data, named=event.pos in positions)
    return Plan(
        tuple(sorted(candidates.chosen())), tuple(sorted(candidates.copies)), at, tuple(targets.values())
    )


def erase(
    log: EventLog, names: Sequence[str], *, reason: str, by: str, now_us: Callable[[], int]
) -> tuple[int, ...]:
    """Record that what the names stand for is erased, and destroy it; returns the positions.

    An erasing that was killed in between is finished first. Raises LogError, and destroys nothing, where a
    name is unknown or the reason quotes what is to go.
    """
    finish(log)
    while (planned := plan(log, names)).found:
        tx_us = now_us()
        try:
            log.append(planned.batch(reason, by), tx_us=tx_us, expect=planned.at)
        except MovedOnError:  # what another process appended may quote it too
            continue
        return log.erase(planned.positions, reason=reason, tx_us=tx_us)
    return ()


def finish(log: EventLog) -> tuple[int, ...]:
    """Destroy what an event says was erased, and that still says something; returns the positions.

    What an erasing that was killed later left in the log's files is destroyed as well.
    """
    done: list[int] = []
    for event in unfinished(log):
        said = event.data or {}
        done += log.erase(said["positions"], reason=said["reason"], tx_us=event.tx_us)
    log.erase((), reason="", tx_us=0)
    return tuple(done)


def unfinished(log: EventLog) -> list[Event]:
    """The erasings that were killed after they were recorded."""
    gone = {erasure.pos for erasure in log.erasures()}
    return [event for event in log.read() if not gone.issuperset(_meant(event))]


def _meant(event: Event) -> Iterable[int]:
    return event.data["positions"] if event.type == PayloadErased.__name__ and event.data else ()


def _positions(names: Iterable[str], end: int) -> tuple[set[int], list[str]]:
    """The names that are positions, and the others: a key is longer than any position."""
    positions, others = set(), []
    for name in names:
        if not (name.isdecimal() and len(name) < len(canonical.key())):
            others.append(name)
        elif not 0 < int(name) <= end:
            raise LogError(f"there is no event {name}: the log ends at {end}")
        else:
            positions.add(int(name))
    return positions, others


def _targets(log: EventLog, names: Sequence[str], end: int) -> dict[str, Target]:
    """The articles that are meant by their own names, or by a claim's."""
    known = set(names)
    called: dict[str, set[str]] = {}  # name → keys of articles
    for event in log.read(until=end):
        if event.type == ArticleRecorded.__name__:
            for name in known & {event.subject, *_names(event)}:
                called.setdefault(name, set()).add(event.subject)
    for name in names:
        if name not in called:
            called[name] = {_of_claim(log, name, end)}
    return _read(log, {key for keys in called.values() for key in keys}, end)


def _of_claim(log: EventLog, name: str, end: int) -> str:
    try:
        return find(log, name, until=end).article
    except LogError as error:
        raise LogError(f"the log knows no article and no claim {name}: it may have been erased") from error


def _names(event: Event) -> Iterator[str]:
    said = event.data or {}
    yield from (said[name] for name in ("id", "url") if said.get(name))


def _read(log: EventLog, keys: set[str], end: int) -> dict[str, Target]:
    """The articles' texts, and the batches that recorded or read them."""
    targets = {key: Target("", set()) for key in sorted(keys)}
    for event in log.read(until=end):
        if event.type in (ArticleRecorded.__name__, ClaimsExtracted.__name__) and event.subject in targets:
            target = targets[event.subject]
            target.batches.add(event.batch)
            if event.data and event.type == ArticleRecorded.__name__:
                targets[event.subject] = target._replace(text=event.data["text"])
    return targets


class _Candidates:
    """What is found on one way through the log."""

    def __init__(self, targets: dict[str, Target]) -> None:
        self.copies: set[str] = set()
        self._targets = targets
        self._batches = {bno for target in targets.values() for bno in target.batches}
        self._found: list[Found] = []
        self._own: list[_Own] = []
        self._elsewhere: set[str] = set()  # ids that other articles speak of

    def look(self, event: Event, said: Said, *, named: bool) -> None:
        """Take in the next event."""
        why = "named" if named else self._why(event, said)
        if why:
            self._found.append(Found(event.pos, event.type, event.subject, why))
        elif event.batch in self._batches:
            self._own.extend(_own(event, said))
        if event.subject not in self._targets and event.batch not in self._batches:
            self._elsewhere.update(_spoken_of(event, said))
            if event.type == ArticleRecorded.__name__ and self._quoted(said["text"]):
                self.copies.add(event.subject)

    def chosen(self) -> Iterator[Found]:
        """What is to be erased, now that all was seen."""
        yield from self._found
        gone = [own.name for own in self._own if own.name and own.id not in self._elsewhere]
        for own in self._own:
            if own.id not in self._elsewhere or any(name in own.title for name in gone):
                yield own.found

    def _why(self, event: Event, said: Said) -> str | None:
        if event.subject in self._targets and event.type in _HOLDS:
            return _HOLDS[event.type]
        texts = (said.get("reason", ""), *said.get("evidence", ()))
        return "quotes it" if any(map(self._quoted, texts)) else None

    def _quoted(self, text: str) -> bool:
        return any(target.quoted_in(text) for target in self._targets.values())


class _Own(NamedTuple):
    """What an article told of first: an actor or place with its name, or an incident with its title."""

    found: Found
    id: str
    name: str
    title: str


def _own(event: Event, said: Said) -> Iterator[_Own]:
    found = Found(event.pos, event.type, event.subject, "only it tells of this")
    if event.type == EntityDefined.__name__ and said["entity"]["provisional"]:
        yield _Own(found, said["entity"]["id"], said["entity"]["name"], "")
    elif event.type == IncidentOpened.__name__:
        yield _Own(found, said["incident"]["key"], "", said["incident"]["title"])


def _spoken_of(event: Event, said: Said) -> Iterator[str]:
    """The ids that an event of an article speaks of."""
    if event.type == ArticleRecorded.__name__ and said["outlet"]:
        yield said["outlet"]["id"]
    elif event.type == ClaimsExtracted.__name__:
        yield from (mention["id"] for mention in said["mentions"])
    elif event.type == ClaimsLinked.__name__:
        yield from (link["incident"] for link in said["links"])
    elif event.type == EntityDefined.__name__ and said["entity"]["parent"]:
        yield said["entity"]["parent"]
