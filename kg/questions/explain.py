"""Why the graph says what it says: the sentences behind a claim, an edge or an incident.

The graph tells which claims; their words come from the log, so what is shown is what was recorded.
"""

import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from kg import statements
from kg.claimtypes import claim_types
from kg.errors import LogError, QuestionError
from kg.events import ArticleRecorded, ClaimAsserted, ClaimsExtracted, Payload, decode
from kg.judgements import notes
from kg.judgements.notes import Shown
from kg.log.protocol import Event, EventLog, event_at
from kg.model import Casualties, Claim, Count, Sentence
from kg.projection.picture import OPEN
from kg.questions import lookup
from kg.questions.lookup import LATEST
from kg.questions.underline import Mark, underline

if TYPE_CHECKING:
    from kg.graph import Graph

TRIGGER: Final = "^"
AGENT: Final = "~"
RECIPIENT: Final = "="
LEGEND: Final = f"{AGENT} who does it   {TRIGGER} what is done   {RECIPIENT} to whom"
MOST: Final = 50  # claims that one explanation holds

_EDGE: Final = re.compile(r"(?P<agent>.+?)\s+(?P<type>[A-Z][A-Z_]+)\s+(?P<target>.+)", re.DOTALL)
_KEY: Final = re.compile(r"[\w~.-]+")
_SHORTEST: Final = 4  # of a key's beginning: a shorter one is a slip of the hand


class Ground(NamedTuple):
    """One sentence behind an edge, with who says it and which rule read it."""

    claim: str
    sentence: str
    marks: tuple[Mark, ...]
    says: str
    speakers: tuple[str, ...]
    polarity: str
    modality: str
    stance: str
    rule: str
    incident: str | None
    article: str  # its title, or the name that its source gave it
    url: str | None
    published: str | None
    article_key: str
    copied: str | None  # the article and the claim that it repeats in the same words
    retired: int | None  # the position from which the claim is not held any more
    notes: tuple[str, ...]  # what people said about it and those it names, and why it was retired

    def lines(self, *, width: int = 88) -> list[str]:
        """The ground as plain text: what is said, the underlined sentence, and where it is from."""
        said_by = " via ".join(self.speakers) or self.article
        how = ", ".join((self.stance, self.polarity, self.modality))
        indent = "  "
        below = [indent + line for line in underline(self.sentence, self.marks, width=width - len(indent))]
        about = f" · {self.incident}" if self.incident else ""
        copied = [f"copied from {self.copied}"] if self.copied else []
        source = ", ".join(part for part in (self.article, self.published, self.url) if part)
        return [
            f"{self.says}{about}",
            f"said by {said_by} ({how})",
            *below,
            f"rule {self.rule} · claim {self.claim}",
            f"in {source}",
            *copied,
            *self.notes,
        ]


class Explanation(NamedTuple):
    """Everything behind what was asked about."""

    title: str
    grounds: tuple[Ground, ...]
    notes: tuple[str, ...] = ()  # what people said about what was asked about itself

    def lines(self, *, width: int = 88) -> list[str]:
        """The explanation as plain text, an empty line between grounds."""
        text = [self.title, *self.notes, LEGEND]
        for ground in self.grounds:
            text += ["", *ground.lines(width=width)]
        return text


class _Row(NamedTuple):
    """What the graph says of a claim: see cypher/admin/explain-claims.cypher."""

    key: str
    since: int
    until: int
    article: str
    recorded: int
    agents: list[str]
    recipients: list[str]
    speakers: list[str]
    incident: str | None
    copied: str | None


def explain(graph: "Graph", log: EventLog, key: str, *, as_of: int = LATEST) -> Explanation:
    """The sentences behind a claim (its key or the beginning of it), an incident, or a direct edge.

    An edge is named by its key or as "A ATTACKED B", with any names; `as_of` is a position of the log. Raises
    QuestionError where there is none.
    """
    asked, then = key.strip(), _Then(graph, as_of)
    found = _named_edge(then, asked) or _keyed(then, asked)
    if not found or not found.claims:
        raise QuestionError(
            f"nothing goes by {asked!r}: give the key of a claim, an incident or an edge, or 'A ATTACKED B'"
        )
    rows = [_Row(*row) for row in then.read("explain-claims", keys=found.claims)]
    about = notes.incidents_merged(log, then.shown(found.ids).values())
    return Explanation(found.title, tuple(_ground(then, log, row) for row in rows), tuple(about))


class _Then(NamedTuple):
    """The graph as of a position."""

    graph: "Graph"
    as_of: int

    def read(self, name: str, **given: object) -> list[list[Any]]:
        """The rows of a statement of cypher/admin."""
        statement = statements.parse(statements.load(f"admin/{name}"))
        if any(parameter.name == "asOf" for parameter in statement.parameters):
            given["asOf"] = self.as_of
        return self.graph.read(statement.body, statement.bind(given)).rows

    def shown(self, ids: Collection[str]) -> dict[str, Shown]:
        """Those of the ids that are shown as another one."""
        rows = self.read("same-as", keys=sorted(ids)) if ids else []
        return {str(row[0]): Shown(*row) for row in rows}


class _Found(NamedTuple):
    """What was asked about, and the keys of the claims behind it."""

    title: str
    claims: list[str]
    ids: tuple[str, ...] = ()  # what the title names


def _named_edge(then: _Then, text: str) -> _Found | None:
    edge = _EDGE.fullmatch(text)
    if not edge or edge["type"] not in claim_types():
        return None
    agent = lookup.resolve(then.graph, edge["agent"], "actor", as_of=then.as_of)
    target = lookup.resolve(then.graph, edge["target"], "actor", "place", "incident", as_of=then.as_of)
    return _behind(then, _Edge(agent, edge["type"], target, None))


def _keyed(then: _Then, key: str) -> _Found | None:
    if len(key) < _SHORTEST or not _KEY.fullmatch(key):
        return None
    return _claim(then, key) or _incident(then, key) or _keyed_edge(then, key)


def _claim(then: _Then, key: str) -> _Found | None:
    keys = [str(found) for (found,) in then.read("claims-by-key", key=key)]
    if "~" in key and key in keys:
        return _Found(f"claim {key}", [key])
    said = {found.partition("~")[0] for found in keys}  # a claim that came back has a node for each time
    only = key if key in said else _one(key, said)
    return _Found(f"claim {only}", keys) if only else None


def _incident(then: _Then, key: str) -> _Found | None:
    named = then.read("find-incidents", text=key)
    shown = {str(own): str(found) for found, _, own in named if str(own).startswith(key)}
    one = key if key in shown else _one(key, shown)
    if one is None:
        return None
    only, titles = shown[one], {str(own): str(title) for _, title, own in named}
    title = titles[one] if only == one else then.shown([one])[one].name
    keys = [str(found) for (found,) in then.read("claims-of-incident", incident=only, limit=MOST)]
    return _Found(f"incident {only}: {title}", keys, (one,))


def _keyed_edge(then: _Then, key: str) -> _Found | None:
    edges = {str(found): _Edge(*rest) for found, *rest in then.read("find-edge", key=key)}
    only = key if key in edges else _one(key, edges)
    return _behind(then, edges[only]) if only else None


class _Edge(NamedTuple):
    """The ends of a direct edge."""

    agent: str
    type: str
    target: str
    incident: str | None


def _behind(then: _Then, edge: _Edge) -> _Found:
    keys = [str(found) for (found,) in then.read("claims-of-edge", **edge._asdict(), limit=MOST)]
    return _Found(f"{edge.agent} {edge.type} {edge.target}", keys)


def _one(key: str, found: Collection[str]) -> str | None:
    """The only one of the keys that begin so, if there is one; raises QuestionError where there are more."""
    if len(found) > 1:
        raise QuestionError(f"{key!r} begins several keys: {', '.join(sorted(found)[:5])}: give more of it")
    return next(iter(found), None)


def _ground(then: _Then, log: EventLog, row: _Row) -> Ground:
    event, said = _stating(log, row)
    recorded = _recorded(log, row.recorded)
    ids = {party.id for party in (*said.claim.actors, *said.claim.recipients, *said.claim.attribution)}
    ids |= {said.claim.place.id} if said.claim.place else set()
    told = [
        *notes.asserted(event, decode(event)),
        *notes.merged(log, said.claim, then.shown(ids)),
        *([notes.retired(log, row.until)] if row.until != OPEN else ()),
    ]
    claim, sentence = said
    return Ground(
        claim=row.key,
        sentence=recorded.text[sentence.start : sentence.end],
        marks=tuple(_marks(claim, sentence)),
        says=_says(claim, row),
        speakers=tuple(row.speakers),
        polarity=claim.polarity,
        modality=claim.modality,
        stance=claim.stance,
        rule=claim.rule,
        incident=row.incident,
        article=recorded.title or recorded.id,
        url=recorded.url,
        published=recorded.published.isoformat() if recorded.published else None,
        article_key=row.article,
        copied=row.copied,
        retired=None if row.until == OPEN else row.until,
        notes=tuple(told),
    )


class _Said(NamedTuple):
    """A claim and the sentence that states it."""

    claim: Claim
    sentence: Sentence


def _stating(log: EventLog, row: _Row) -> tuple[Event, _Said]:
    """The event by which a claim came to be held; one that came back was stated by an event before."""
    said = row.key.partition("~")[0]
    for first in (row.since, row.recorded):
        found: tuple[Event, _Said] | None = None
        for event in log.read(first - 1, until=row.since):
            if event.subject == row.article and (stated := _stated(decode(event), row.article, said)):
                found = event, stated
        if found:
            return found
    raise LogError(f"event {row.since} states no claim {said}: the graph is of another log, run `kg rebuild`")


def _stated(payload: Payload, article: str, key: str) -> _Said | None:
    match payload:
        case ClaimsExtracted(claims=claims, sentences=sentences):
            claim = next((claim for claim in claims if claim.key(article) == key), None)
            indexed = {sentence.index: sentence for sentence in sentences}
            return _Said(claim, indexed[claim.sentence]) if claim else None
        case ClaimAsserted(claim=claim, sentence=sentence) if claim.key(article) == key:
            return _Said(claim, sentence)
    return None


def _recorded(log: EventLog, pos: int) -> ArticleRecorded:
    event = event_at(log, pos)
    payload = decode(event) if event else None
    if not isinstance(payload, ArticleRecorded):
        raise LogError(f"event {pos} records no article: the graph is of another log, run `kg rebuild`")
    return payload


def _marks(claim: Claim, sentence: Sentence) -> Iterator[Mark]:
    """What to underline, in offsets of the sentence; the trigger last, so that it stays whole."""
    parties = ((RECIPIENT, claim.recipients), (AGENT, claim.actors))
    for sign, party in ((sign, party) for sign, listed in parties for party in listed):
        yield Mark(party.start - sentence.start, party.end - sentence.start, sign)
    start, end = claim.trigger
    yield Mark(start - sentence.start, end - sentence.start, TRIGGER)


def _says(claim: Claim, row: _Row) -> str:
    """The claim as the graph takes it, with the names by which its parties are known."""
    agents, recipients = ", ".join(row.agents), ", ".join(row.recipients)
    if claim.casualties:
        toll = f"{_toll(claim.casualties)}: {recipients}" if recipients else _toll(claim.casualties)
        return f"{toll}, by {agents}" if agents else toll
    verb = claim_types()[claim.type].title if claim.type in claim_types() else claim.type.lower()
    whom = "each other" if agents and agents == recipients else recipients
    return " ".join(part for part in (agents, verb, whom) if part)


def _toll(casualties: Casualties) -> str:
    """The numbers of a toll: "100+ killed, 10-15 wounded"."""
    return ", ".join(f"{_number(count)} {fate}" for fate, count in casualties if count)


def _number(count: Count) -> str:
    low, best, high = count.low, count.best, count.high
    if low is None or high is None:
        return f"{low}+" if low is not None else f"up to {high}" if high is not None else str(best)
    return str(low) if low == high else f"{low}-{high}"
