"""Reads sentences as an article's text and puts what was read in short: "russian_forces ATTACKED kharkiv"."""

from datetime import date
from functools import cache

from kg.extract import pipeline
from kg.model import Article, Claim, Extraction

PUBLISHED = date(2024, 5, 20)  # a Monday


@cache
def extractor() -> pipeline.Extractor:
    return pipeline.load()


def read(text: str, *, published: date | None = PUBLISHED, **fields: str) -> Extraction:
    return extractor().extract(Article(id="article", text=text, published=published, **fields))


def claims(text: str, type_: str | None = None) -> list[Claim]:
    return [claim for claim in read(text).claims if type_ in {None, claim.type}]


def deed(claim: Claim) -> str:
    sides = ("+".join(party.id for party in parties) for parties in (claim.actors, claim.recipients))
    return f" {claim.type} ".join(sides).strip()


def deeds(text: str) -> list[str]:
    return [deed(claim) for claim in read(text).claims]


def the(text: str, wanted: str) -> Claim:
    """The claim that says the deed; fails with what was read instead."""
    found = [claim for claim in read(text).claims if deed(claim) == wanted]
    assert found, f"no {wanted!r} but {deeds(text)}"
    return found[0]


def speakers(text: str, wanted: str) -> list[str]:
    return [party.id for party in the(text, wanted).attribution]
