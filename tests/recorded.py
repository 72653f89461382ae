"""Articles that were recorded and read, without the rest of what a load does."""

from kg import canonical
from kg.events import ArticleRecorded, ClaimsExtracted, Payload
from kg.log.protocol import Batch, EventLog
from kg.model import Article

from .telling import Teller, article


def told(name: str) -> Article:
    """An article of two claims."""
    return article(
        name, "sdf ATTACKED ndf @p_khasham 2018-02-07", f"{name}: ndf CASUALTIES ndf @p_khasham killed=7"
    )


def payloads(said: Article) -> tuple[Payload, ...]:
    """The events of an article and of its reading."""
    read = Teller().extract(said)
    recorded = ArticleRecorded(
        key=said.key,
        id=said.id,
        loader="text",
        text=said.text,
        title=said.title,
        published=said.published,
        outlet=read.outlet,
        url=said.url,
    )
    extracted = ClaimsExtracted(
        article=said.key,
        extractor="telling",
        version="1",
        sentences=read.sentences,
        mentions=read.mentions,
        claims=read.claims,
    )
    return recorded, extracted


def record(log: EventLog, name: str, *, tx_us: int = 1_582_000_000_000_000) -> list[str]:
    """Record and read an article; returns the keys of its claims."""
    said = told(name)
    append(log, name, *payloads(said), tx_us=tx_us)
    return [claim.key(said.key) for claim in Teller().extract(said).claims]


def append(log: EventLog, name: str, *events: Payload, tx_us: int = 1_582_000_000_000_000) -> int:
    """Append events as one batch; returns the position of the last."""
    batch = Batch(canonical.digest(name), canonical.digest(name), "test", tuple(e.new() for e in events))
    return log.append(batch, tx_us=tx_us).first_pos + len(events) - 1
