"""What `kg extract --jsonl` prints of an article."""

import json
from datetime import date

from kg.extract.record import record
from kg.model import Article

from .reading import extractor

TEXT = "Israeli jets killed five Hamas fighters in Rafah on Sunday, the Israeli army said."
ARTICLE = Article(id="row-7", text=TEXT, published=date(2024, 5, 20))
CLAIM_FIELDS = {
    "type", "category", "mode", "actors", "recipients", "place", "date", "polarity", "modality", "stance",
    "attribution", "casualties", "incident", "quote", "start", "end", "rule",
}  # fmt: skip


def test_a_record_is_plain_json_with_every_field_of_the_format() -> None:
    found = json.loads(json.dumps(record(ARTICLE, extractor().extract(ARTICLE), {})))
    assert found["article"] == "row-7"
    assert found["published"] == "2024-05-20"
    assert all(claim.keys() >= CLAIM_FIELDS for claim in found["claims"])
    assert found["mentions"][0].keys() >= {"kind", "start", "end", "text", "id", "name"}


def test_parties_are_quoted_and_speakers_named() -> None:
    extraction = extractor().extract(ARTICLE)
    claims = json.loads(json.dumps(record(ARTICLE, extraction, {})))["claims"]
    [toll] = [claim for claim in claims if claim["type"] == "CASUALTIES"]
    [party] = toll["recipients"]
    assert TEXT[party["start"] : party["end"]] == party["text"]
    assert [speaker["id"] for speaker in toll["attribution"]] == ["israeli_forces"]
    assert toll["casualties"]["killed"] == {"low": 5, "best": 5, "high": 5}
    assert toll["casualties"]["wounded"] is None


def test_a_claim_carries_its_incident_where_it_has_one() -> None:
    extraction = extractor().extract(ARTICLE)
    first, *others = [claim.key(ARTICLE.key) for claim in extraction.claims]
    found = record(ARTICLE, extraction, {first: "incident-1"})
    claims = json.loads(json.dumps(found))["claims"]
    assert claims[0]["incident"] == "incident-1"
    assert [claim["incident"] for claim in claims[1:]] == [None] * len(others)
