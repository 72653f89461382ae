"""The gold of the tests holds to its articles, to its own conventions and to the words of the model."""

import json
import re
import tomllib
from collections import defaultdict
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

import loaders
from kg.evaluate.gold import OTHER
from kg.model import Article, Modality

FOLDER = Path(__file__).parent
PATHS = [*sorted(FOLDER.glob("[0-9]*.json")), *sorted((FOLDER / "rows").glob("[0-9]*.json"))]
GOLD = [json.loads(path.read_text(encoding="utf-8")) for path in PATHS]
FRESH = sorted(FOLDER.glob("fresh*/[0-9]*.json"))
ALL = [
    *((FOLDER, gold) for gold in GOLD),
    *((path.parent, json.loads(path.read_text(encoding="utf-8"))) for path in FRESH),
]
TYPES = tomllib.loads(files("kg.extract").joinpath("rules", "types.toml").read_text(encoding="utf-8"))
ASKED = {
    *("ATTACKED", "BLOCKED", "DE_ESCALATED", "WARNED", "THREATENED", "ACCUSED", "DENIED", "CONFIRMED"),
    *("SUPPORTED", "BACKS", "MET_WITH", "AGREED_WITH", "CONTROLS", "SEIZED", "ENTERED", "DEPLOYED_TO"),
    *("WITHDREW_FROM", "PROTESTED", "INVESTIGATED", "PART_OF", "SPOKESPERSON_OF", "LEADS"),
}
NUMBER = re.compile(r"exact|at_least|at_most|approx|between \d+ and \d+")
KINDS = ("actors", "places", "incidents")
LEAST_PAIRS = 6

each_gold = pytest.mark.parametrize(
    ("folder", "gold"), ALL, ids=[f"{folder.name}-{gold['file']}" for folder, gold in ALL]
)


def collapse(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


@cache
def articles(folder: Path = FOLDER) -> dict[str, Article]:
    """The articles by their ids; a problem among them has no id and fails the test."""
    found = list(loaders.read([folder / "articles"]))
    assert [item for item in found if not isinstance(item, Article)] == []
    return {item.id: item for item in found if isinstance(item, Article)}


def told(gold: dict) -> list[dict]:
    return [*gold["claims"], *gold["casualties"]]


def test_every_article_is_annotated_and_every_annotation_has_its_article():
    assert sorted(articles()) == sorted(gold["file"] for gold in GOLD)
    for folder in {path.parent for path in FRESH}:
        assert sorted(articles(folder)) == sorted(gold["file"] for at, gold in ALL if at == folder)
    assert [int(path.stem) for path in sorted(PATHS, key=lambda path: path.stem)] == list(range(1, 31))


def test_articles_are_short():
    assert {a.id: n for a in articles().values() if not 150 <= (n := len(a.text.split())) <= 280} == {}


def test_all_the_usual_types_are_asked_for():
    required = {claim["type"] for gold in GOLD for claim in gold["claims"] if not claim["optional"]}
    assert ASKED - required == set()


def test_articles_tell_of_the_same_incidents():
    tellers = defaultdict(set)
    for gold in GOLD:
        for item in told(gold):
            tellers[item["incident"]].add(gold["file"])
    assert sum(len(tellers[name]) > 1 for name in tellers if name) >= LEAST_PAIRS


@each_gold
def test_every_quote_is_found_once_in_its_article(folder, gold):
    text = collapse(articles(folder)[gold["file"]].text)
    assert [item["quote"] for item in told(gold) if text.count(collapse(item["quote"])) != 1] == []


@each_gold
def test_every_surface_form_and_all_noise_is_in_the_article(folder, gold):
    article = articles(folder)[gold["file"]]
    text = collapse(f"{article.title}\n{article.text}").casefold()
    forms = [form for item in (*gold["actors"], *gold["places"]) for form in item["aliases"]]
    listed = [*forms, *gold["boilerplate"], gold["title"]]
    assert [form for form in listed if collapse(form).casefold() not in text] == []


@each_gold
def test_ids_are_snake_case_and_defined_once_and_all_that_are_named_are_defined(folder, gold):
    ids = [item["id"] for kind in KINDS for item in gold[kind]]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in ids)
    named = {incident["place"] for incident in gold["incidents"]}
    named |= {contradiction["incident"] for contradiction in gold["contradictions"]}
    for item in told(gold):
        named |= {item[key] for key in ("source", "target", "incident", "victim", "by") if key in item}
        named |= set(item["attribution"])
    assert named - {*ids, None} == set()


@each_gold
def test_claims_have_the_words_of_the_model(folder, gold):
    for claim in gold["claims"]:
        assert claim["type"] in {*TYPES, OTHER}
        assert claim["modality"] in list(Modality)
        assert isinstance(claim["negated"], bool)
        assert isinstance(claim["optional"], bool)
        assert claim["date"] is None or re.fullmatch(r"\d{4}(-\d\d){0,2}", claim["date"])


@each_gold
def test_tolls_have_numbers_or_words_for_them(folder, gold):
    for toll in gold["casualties"]:
        counted = toll["killed"] is not None or toll["wounded"] is not None
        assert counted == bool(NUMBER.fullmatch(toll["bound"]))


@each_gold
def test_nothing_asserted_happens_after_the_day_of_the_article(folder, gold):
    article = articles(folder)[gold["file"]]
    assert article.published in (None, date.fromisoformat(gold["published"]))
    late = [
        claim["quote"]
        for claim in gold["claims"]
        if claim["date"] and claim["modality"] == "asserted" and claim["date"] > gold["published"]
    ]
    assert late == []
