"""How the values of events look in the graph: their nodes, and the properties of their edges."""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta

from kg.events import ArticleRecorded
from kg.log.protocol import Event
from kg.model import Casualties, Claim, Entity, Incident, Party, Sentence
from kg.projection.picture import OPEN, Node, NodeId, Props, Value

ACTOR_LABELS = frozenset(
    (
        "State",
        "Government",
        "Military",
        "Police",
        "Militia",
        "Rebel",
        "Terrorist",
        "Coalition",
        "Pmc",
        "Media",
        "Monitor",
        "Igo",
        "Ngo",
        "Political",
        "Person",
        "Civilians",
        "Company",
        "Organization",
    )
)

MONTH = timedelta(days=31)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def known(**props: Value | None) -> Props:
    """The properties that have a value."""
    return {name: value for name, value in props.items() if value is not None}


def moment(tx_us: int) -> datetime:
    """A time of the log."""
    return _EPOCH + timedelta(microseconds=tx_us)


def span(*, start: int, end: int = OPEN, **props: Value | None) -> Props:
    """The properties of an edge that holds from one position to another."""
    return {"txFrom": start, "txTo": end, **known(**props)} if props else {"txFrom": start, "txTo": end}


def article(recorded: ArticleRecorded, event: Event) -> Node:
    """The node of an article; its text stays in the log, its sentences are nodes of their own."""
    return Node(
        None,
        known(
            key=recorded.key,
            id=recorded.id,
            url=recorded.url,
            title=recorded.title,
            publishedAt=recorded.published,
            loader=recorded.loader,
            recordedAt=moment(event.tx_us),
            txFrom=event.pos,
        ),
    )


def sentence_id(article_key: str, sentence: Sentence) -> NodeId:
    """A sentence is its span: another run that cuts the article elsewhere gives other sentences."""
    return NodeId("Sentence", f"{article_key}:{sentence.start}-{sentence.end}")


def sentence(node: NodeId, sentence: Sentence, text: str) -> Node:
    """The node of a sentence with its words."""
    props: Props = {
        "key": node.key,
        "text": text[sentence.start : sentence.end],
        "index": sentence.index,
        "start": sentence.start,
        "end": sentence.end,
        "kind": sentence.kind,
    }
    return Node(None, props)


def entity_id(entity: Entity) -> NodeId:
    """The node of an actor or place."""
    return NodeId(entity.kind.title(), entity.id)


def entity(entity: Entity) -> Node:
    """The node of an actor, with its kind as second label, or of a place."""
    shared: Props = {
        "key": entity.id,
        "name": entity.name,
        "kind": entity.type,
        "provisional": entity.provisional,
    }
    if entity.kind == "place":
        where = known(country=entity.country, latitude=entity.latitude, longitude=entity.longitude)
        return Node(None, {**shared, **where})
    return Node(actor_label(entity.type), {**shared, **known(country=entity.country, side=entity.side)})


def actor_label(kind: str) -> str:
    """The second label of an actor of a kind."""
    label = kind.title()
    return label if label in ACTOR_LABELS else "Other"


def undefined(node: NodeId, name: str) -> Node:
    """Stands for an actor or place that is pointed at before, or without, being defined."""
    return Node(None, {"key": node.key, "name": name, "kind": "unknown", "provisional": True})


def claim(key: str, claim: Claim, trigger: str, recorded: datetime, pos: int) -> Node:
    """The node of a claim that is held from `pos` on, with all that it says but its parties."""
    first, last, precision = days(claim)
    said = known(
        key=key,
        type=claim.type,
        category=claim.category,
        mode=claim.mode,
        polarity=str(claim.polarity),
        modality=str(claim.modality),
        stance=str(claim.stance),
        date=first,
        dateTo=last,
        precision=precision,
        quote=claim.quote,
        start=claim.start,
        end=claim.end,
        trigger=trigger,
        rule=claim.rule,
        recordedAt=recorded,
        txFrom=pos,
        txTo=OPEN,
    )
    return Node(None, {**said, **_long(first, last), **dict(_counts(claim.casualties))})


def incident(incident: Incident, pos: int, *, contested: bool) -> Node:
    """The node of an incident; `contested` where its sources contradict each other."""
    first, last = first_day(incident.date), _last_day(incident.date_to or incident.date)
    said = known(
        key=incident.key,
        title=incident.title,
        category=incident.category,
        date=first,
        dateTo=last,
        contested=contested,
        txFrom=pos,
    )
    return Node(None, {**said, **_long(first, last)})


def words(party: Party) -> Mapping[str, Value]:
    """Where the article names the party; nothing where it does not."""
    if party.start == party.end:
        return {}
    return {"text": party.text, "start": party.start, "end": party.end}


def days(claim: Claim) -> tuple[date | None, date | None, str | None]:
    """The first and last day of a claim's date, and how precise its words were: day, month or year."""
    if claim.date is None:
        return None, None, None
    precision = {10: "day", 7: "month", 4: "year"}[len(claim.date)]
    return first_day(claim.date), _last_day(claim.date_to or claim.date), precision


def _long(first: date | None, last: date | None) -> Props:
    """Tells what lasts so long that looking a month back from a day may miss that it had begun."""
    return {"long": True} if first and last and last - first > MONTH else {}


def first_day(text: str | None) -> date | None:
    """The first day of a date that may name no day, or no month."""
    return date.fromisoformat((text + "-01-01")[:10]) if text else None


def _last_day(text: str | None) -> date | None:
    if not text or len(text) == 10:
        return first_day(text)
    year, month = int(text[:4]), int(text[5:7] or 12)
    return date(year, month, monthrange(year, month)[1])


def _counts(casualties: Casualties | None) -> Iterator[tuple[str, int]]:
    if casualties is None:
        return
    for what, count in casualties:
        for bound, number in count or ():
            if number is not None:
                yield f"{what}{bound.title()}", number
