"""Why the graph says what it says: the sentences behind a claim, an edge or an incident.

The graph tells which claims; their words come from the log, so what is shown is what was recorded.
"""

import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from kg import lookup, statements
from kg.claimtypes import claim_types
from kg.errors import LogError, QuestionError
from kg.events import ArticleRecorded, ClaimsExtracted, Payload, decode
from kg.log.protocol import EventLog
from kg.model import Casualties, Claim, Count, Sentence
from kg.picture import OPEN
from kg.underline import Mark, underline

if TYPE_CHECKING:
    from kg.graph import Graph

P = TypeVar("P", bound=Payload)

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
    retired: int | None  # the position at which the claim was replaced or withdrawn

    def lines(self, *, width: int = 88) -> list[str]:
        """The ground as plain text: what is said, the underlined sentence, and where it is from."""
        said_by = " via ".join(self.speakers) or self.article
        how = ", ".join((self.stance, self.polarity, self.modality))
        indent = "  "
        below = [indent + line for line in underline(self.sentence, self.marks, width=width - len(indent))]
        about = f" · {self.incident}" if self.incident else ""
        copied = [f"copied from {self.copied}"] if self.copied else []
        retired = [f"retired at position {self.retired}"] if self.retired is not None else []
        source = ", ".join(part for part in (self.article, self.published, self.url) if part)
        return [
            f"{self.says}{about}",
            f"said by {said_by} ({how})",
            *below,
            f"rule {self.rule} · claim {self.claim}",
            f"in {source}",
            *copied,
            *retired,
        ]


class Explanation(NamedTuple):
    """Everything behind what was asked about."""

    title: str
    grounds: tuple[Ground, ...]

    def lines(self, *, width: int = 88) -> list[str]:
        """The explanation as plain text, an empty line between grounds."""
        text = [self.title, LEGEND]
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


def explain(graph: "Graph", log: EventLog, key: str) -> Explanation:
    """The sentences behind a claim (its key or the beginning of it), an incident, or a direct edge.

    An edge is named by its key or as "A ATTACKED B", with any names. Raises QuestionError where there is
    none.
    """
    asked = key.strip()
    found = _named_edge(graph, asked) or _keyed(graph, asked)
    if not found or not found.claims:
        raise QuestionError(
            f"nothing goes by {asked!r}: give the key of a claim, an incident or an edge, or 'A ATTACKED B'"
        )
    rows = [_Row(*row) for row in _read(graph, "explain-claims", keys=found.claims)]
    return Explanation(found.title, tuple(_ground(log, row) for row in rows))


class _Found(NamedTuple):
    """What was asked about, and the keys of the claims behind it."""

    title: str
    claims: list[str]


def _named_edge(graph: "Graph", text: str) -> _Found | None:
    edge = _EDGE.fullmatch(text)
    if not edge or edge["type"] not in claim_types():
        return None
    agent = lookup.resolve(graph, edge["agent"], "actor")
    target = lookup.resolve(graph, edge["target"], "actor", "place", "incident")
    return _behind(graph, _Edge(agent, edge["type"], target, None))


def _keyed(graph: "Graph", key: str) -> _Found | None:
    if len(key) < _SHORTEST or not _KEY.fullmatch(key):
        return None
    return _claim(graph, key) or _incident(graph, key) or _keyed_edge(graph, key)


def _claim(graph: "Graph", key: str) -> _Found | None:
    keys = [str(found) for (found,) in _read(graph, "claims-by-key", key=key)]
    if key in keys:
        return _Found(f"claim {key}", [key])
    said = _one(
        key, {found.partition("~")[0] for found in keys}
    )  # a claim that came back has a node for each time
    return _Found(f"claim {said}", keys) if said else None


def _incident(graph: "Graph", key: str) -> _Found | None:
    named = _read(graph, "find-incidents", text=key)
    titles = {str(found): str(title) for found, title in named if str(found).startswith(key)}
    only = key if key in titles else _one(key, titles)
    if only is None:
        return None
    keys = [str(found) for (found,) in _read(graph, "claims-of-incident", incident=only, limit=MOST)]
    return _Found(f"incident {only}: {titles[only]}", keys)


def _keyed_edge(graph: "Graph", key: str) -> _Found | None:
    edges = {str(found): _Edge(*rest) for found, *rest in _read(graph, "find-edge", key=key)}
    only = key if key in edges else _one(key, edges)
    return _behind(graph, edges[only]) if only else None


class _Edge(NamedTuple):
    """The ends of a direct edge."""

    agent: str
    type: str
    target: str
    incident: str | None


def _behind(graph: "Graph", edge: _Edge) -> _Found:
    keys = [str(found) for (found,) in _read(graph, "claims-of-edge", **edge._asdict(), limit=MOST)]
    return _Found(f"{edge.agent} {edge.type} {edge.target}", keys)


def _one(key: str, found: Collection[str]) -> str | None:
    """The only one of the keys that begin so, if there is one; raises QuestionError where there are more."""
    if len(found) > 1:
        raise QuestionError(f"{key!r} begins several keys: {', '.join(sorted(found)[:5])}: give more of it")
    return next(iter(found), None)


def _read(graph: "Graph", name: str, **given: object) -> list[list[Any]]:
    statement = statements.parse(statements.load(f"admin/{name}"))
    return graph.read(statement.body, statement.bind(given)).rows


def _ground(log: EventLog, row: _Row) -> Ground:
    run = _event(log, row.since, ClaimsExtracted)
    recorded = _event(log, row.recorded, ArticleRecorded)
    said = row.key.partition("~")[0]
    claim = next(claim for claim in run.claims if claim.key(row.article) == said)
    sentence = next(sentence for sentence in run.sentences if sentence.index == claim.sentence)
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
    )


def _event(log: EventLog, pos: int, kind: type[P]) -> P:
    """The event at a position; raises LogError where it is not what the graph says."""
    for event in log.read(pos - 1, until=pos):
        payload = decode(event)
        if isinstance(payload, kind):
            return payload
    raise LogError(f"event {pos} is not a {kind.__name__}: the graph is of another log, run `kg rebuild`")


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
