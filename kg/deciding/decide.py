"""What an article adds to the log: pure, from the article, what was read out of it, and what is known.

One article by one version of an extractor is one batch: a load that is killed resumes at an article's edge.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kg import canonical
from kg.deciding import contradictions, copies, incidents
from kg.deciding.contradictions import Stand, nobody, stand
from kg.deciding.known import Known, Run
from kg.events import (
    ArticleRecorded,
    ClaimsExtracted,
    ClaimsLinked,
    ClaimsRelated,
    EntityDefined,
    IncidentOpened,
    Link,
    Payload,
    Relation,
)
from kg.log.protocol import Batch
from kg.model import Article, Entity, Extraction


class Origin(NamedTuple):
    """Who gave an article and who read it."""

    loader: str
    extractor: str
    version: str

    def key(self, article: Article) -> bytes:
        """The key of the batch that records what was read out of an article."""
        return canonical.digest([self.loader, article.key, self.extractor, self.version])


class Decision(NamedTuple):
    """A batch to append, and its events as payloads."""

    batch: Batch
    payloads: tuple[Payload, ...]


def decide(article: Article, extraction: Extraction, known: Known, origin: Origin) -> Decision:
    """What to append for an article that was not read yet in this way."""
    repeated = known.copies.relate(article, extraction)
    payloads = (
        *_article(article, extraction, known, origin),
        *(EntityDefined(entity=e) for e in parents_first(extraction.entities) if not known.defines(e)),
        _claims(article, extraction, origin),
        *_copies(article, repeated),
        *_incidents(article, extraction, known, origin, repeated),
    )
    content = [article.model_dump(mode="json"), extraction.model_dump(mode="json")]
    events = tuple(payload.new() for payload in payloads)
    by = f"{origin.extractor}@{origin.version}"
    return Decision(Batch(origin.key(article), canonical.digest(content), by, events), payloads)


def parents_first(entities: Iterable[Entity]) -> list[Entity]:
    """The entities by id, but each after the one that it is part of or lies within."""
    by_id = {entity.id: entity for entity in entities}
    ordered: dict[str, Entity] = {}
    for step in sorted(by_id):
        chain: dict[str, Entity] = {}
        while step in by_id and step not in ordered and step not in chain:
            chain[step] = by_id[step]
            step = by_id[step].parent or ""
        ordered.update(reversed(chain.items()))
    return list(ordered.values())


def _article(
    article: Article, extraction: Extraction, known: Known, origin: Origin
) -> Iterator[ArticleRecorded]:
    if not known.has_article(article.key):
        yield ArticleRecorded(
            key=article.key,
            id=article.id,
            loader=origin.loader,
            text=article.text,
            title=article.title,
            published=extraction.published,
            outlet=extraction.outlet,
            url=article.url,
            publisher=article.publisher,
        )


def _claims(article: Article, extraction: Extraction, origin: Origin) -> ClaimsExtracted:
    return ClaimsExtracted(
        article=article.key,
        extractor=origin.extractor,
        version=origin.version,
        sentences=extraction.sentences,
        mentions=extraction.mentions,
        claims=extraction.claims,
    )


def _copies(article: Article, repeated: tuple[Relation, ...]) -> Iterator[ClaimsRelated]:
    if repeated:
        yield ClaimsRelated(article=article.key, method=copies.METHOD, relations=repeated)


def _incidents(
    article: Article,
    extraction: Extraction,
    known: Known,
    origin: Origin,
    repeated: Iterable[Relation],
) -> Iterator[Payload]:
    linked = known.incidents.link(article, extraction)
    yield from (IncidentOpened(incident=incident) for incident in linked.opened)
    links = tuple(dict.fromkeys(linked.links))
    if not links:
        return
    yield ClaimsLinked(article=article.key, method=incidents.METHOD, links=links)
    again = {relation.a for relation in repeated}  # what a copy contradicts, its original contradicts
    own = _stands(article, extraction, known, links)
    new = [said for said in own if said.key not in again]
    left = known.left(Run(article.key, origin.extractor), again)
    if relations := contradictions.find(new, known.about(new, left=left), known.dead(left)):
        yield ClaimsRelated(article=article.key, method=contradictions.METHOD, relations=relations)


def _stands(article: Article, extraction: Extraction, known: Known, links: Iterable[Link]) -> list[Stand]:
    """What the linked claims say; entities are as the article's own definitions have them."""
    claims = {claim.key(article.key): claim for claim in extraction.claims}
    outlet = extraction.outlet.id if extraction.outlet else None
    if known.has_article(article.key):
        outlet = known.outlet(article.key)
    ground = known.incidents.ground(extraction.entities)
    voice = outlet or nobody(article.key)
    said = (stand(link.claim, claims[link.claim], link.incident, voice, ground) for link in links)
    return [known.incidents.shown(one) for one in said]
