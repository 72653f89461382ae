"""The extraction record: what `kg extract --jsonl` prints, one JSON object an article."""

from collections.abc import Mapping

from kg.model import Article, Claim, Extraction, Party


def record(article: Article, extraction: Extraction, incidents: Mapping[str, str]) -> dict[str, object]:
    """The record of one article; `incidents` gives the incident of a claim by the claim's key."""
    return {
        "article": extraction.article,
        "published": extraction.published.isoformat() if extraction.published else None,
        "mentions": [mention.model_dump() for mention in extraction.mentions],
        "claims": [_claim(claim, incidents.get(claim.key(article.key))) for claim in extraction.claims],
    }


def _claim(claim: Claim, incident: str | None) -> dict[str, object]:
    fields = claim.model_dump(mode="json")
    fields["place"] = _named(claim.place) if claim.place else None
    fields["attribution"] = [_named(party) for party in claim.attribution]
    return {**fields, "incident": incident}


def _named(party: Party) -> dict[str, object]:
    return {"id": party.id, "name": party.name, "text": party.text}
