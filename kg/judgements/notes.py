"""What people said about a claim and those it names: asserted, retired, shown under another name."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from kg.events import (
    ArticleRetracted,
    ClaimAsserted,
    ClaimRetracted,
    ClaimsExtracted,
    IdentityJudged,
    JudgementWithdrawn,
    Payload,
    decode,
)
from kg.log.protocol import Event, EventLog, event_at
from kg.model import Claim


class Shown(NamedTuple):
    """An id that is shown as another one, and since which position."""

    own: str
    key: str
    name: str
    since: int


def asserted(event: Event, payload: Payload) -> Iterator[str]:
    """Who asserted a claim, and instead of which."""
    if isinstance(payload, ClaimAsserted):
        instead = f" instead of claim {payload.replaces}" if payload.replaces else ""
        yield f"asserted{instead} {_by(event, payload.reason)}"


def retired(log: EventLog, pos: int) -> str:
    """Why a claim is not held any more since a position."""
    event = event_at(log, pos)
    payload = decode(event) if event else None
    match payload:
        case ArticleRetracted(reason=reason):
            return f"its article was retracted {_by(event, reason)}"
        case ClaimRetracted(reason=reason):
            return f"retracted {_by(event, reason)}"
        case ClaimAsserted(article=article, claim=claim, reason=reason):
            return f"replaced by claim {claim.key(article)} {_by(event, reason)}"
        case JudgementWithdrawn(judgement=withdrawn, reason=reason):
            return f"the judgement at {withdrawn} was withdrawn {_by(event, reason)}"
        case ClaimsExtracted(extractor=extractor, version=version):
            return f"retired at position {pos}: {extractor} {version} does not read it"
        case _:
            return f"retired at position {pos}"


def merged(log: EventLog, claim: Claim, shown: Mapping[str, Shown]) -> Iterator[str]:
    """Which parties of a claim are shown as another one, and who judged so."""
    for id_, name in {party.id: party.name for party in claim.named}.items():
        if id_ in shown:
            yield _same(log, name, shown[id_])


def incidents_merged(log: EventLog, shown: Iterable[Shown]) -> Iterator[str]:
    """Which incidents are shown as another one, and who judged so."""
    return (_same(log, "incident", each) for each in shown)


def _same(log: EventLog, name: str, shown: Shown) -> str:
    event = event_at(log, shown.since)
    payload = decode(event) if event else None
    because = f" since position {shown.since}"
    if isinstance(payload, IdentityJudged | JudgementWithdrawn):
        because = f": judged {_by(event, payload.reason)}"
    return f"{name} ({shown.own}) is {shown.name} ({shown.key}){because}"


def _by(event: Event | None, reason: str) -> str:
    if event is None:
        return ""
    why = f", “{reason}”" if reason else ""
    return f"at position {event.pos} by {event.by}{why}"
