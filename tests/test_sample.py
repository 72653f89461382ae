"""The sample corpus: its articles load, and its annotations hold to the texts and to each other."""

import json
import re
import tomllib
from collections import defaultdict
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

import loaders
from kg import sample
from kg.model import Article, Modality

GOLD_FILES = sorted(sample.gold().rglob("*.json"))
GOLD = [json.loads(path.read_text(encoding="utf-8")) for path in GOLD_FILES]
TYPES = tomllib.loads(files("kg.extract").joinpath("rules", "types.toml").read_text(encoding="utf-8"))

CLAIM_KEYS = {
    *("type", "source", "target", "incident", "date", "negated"),
    *("modality", "attribution", "quote", "optional"),
}
TOLL_KEYS = {"incident", "killed", "wounded", "bound", "victim", "by", "attribution", "quote"}

each_gold = pytest.mark.parametrize("gold", GOLD, ids=lambda gold: gold["file"])


def articles() -> dict[str, Article]:
    """The articles by their ids; a problem among them has no id and fails the test."""
    found = list(loaders.read([sample.paths()]))
    assert [item for item in found if not isinstance(item, Article)] == []
    return {item.id: item for item in found if isinstance(item, Article)}


def defined(gold: dict) -> set[str]:
    return {item["id"] for kind in ("actors", "places", "incidents") for item in gold[kind]}


def test_every_article_is_annotated_and_every_annotation_has_its_article():
    assert sorted(articles()) == sorted(gold["file"] for gold in GOLD)
    assert len(GOLD) >= 14


def test_the_corpus_has_text_files_and_rows_with_metadata():
    rows = [article for article in articles().values() if article.publisher]
    assert len(rows) >= 4
    assert len(articles()) - len(rows) >= 10
    assert all(row.title and row.published for row in rows)


def test_rows_are_annotated_apart_from_files():
    """What reads only files, such as a scorer that opens each article by its name, reads the upper folder."""
    for path, gold in zip(GOLD_FILES, GOLD, strict=True):
        assert (path.parent.name == "rows") == (not (sample.paths() / gold["file"]).exists())


def test_articles_are_short():
    assert {a.id: n for a in articles().values() if not 150 <= (n := len(a.text.split())) <= 300} == {}


@each_gold
def test_every_quote_is_found_once_in_its_article(gold):
    text = articles()[gold["file"]].text
    quotes = [item["quote"] for item in (*gold["claims"], *gold["casualties"])]
    assert [quote for quote in quotes if text.count(quote) != 1] == []


@each_gold
def test_every_surface_form_and_all_noise_is_in_the_article(gold):
    article = articles()[gold["file"]]
    text = f"{article.title}\n{article.text}"
    forms = [form for item in (*gold["actors"], *gold["places"]) for form in item["aliases"]]
    assert [form for form in (*forms, *gold["boilerplate"]) if form not in text] == []


@each_gold
def test_every_id_is_defined_once_and_is_a_snake_case_word(gold):
    ids = [item["id"] for kind in ("actors", "places", "incidents") for item in gold[kind]]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in ids)


@each_gold
def test_every_id_that_is_referred_to_is_defined(gold):
    used = {incident["place"] for incident in gold["incidents"]}
    for claim in gold["claims"]:
        used |= {claim["source"], claim["target"], claim["incident"], *claim["attribution"]}
    for toll in gold["casualties"]:
        used |= {toll["victim"], toll["by"], toll["incident"], *toll["attribution"]}
    used |= {contradiction["incident"] for contradiction in gold["contradictions"]}
    assert used - defined(gold) - {None} == set()


@each_gold
def test_claims_have_the_shape_and_the_words_of_the_model(gold):
    for claim in gold["claims"]:
        assert set(claim) == CLAIM_KEYS
        assert claim["type"] in TYPES
        assert claim["modality"] in list(Modality)
        assert isinstance(claim["negated"], bool)
        assert isinstance(claim["optional"], bool)
        assert claim["date"] is None or re.fullmatch(r"\d{4}(-\d\d){0,2}", claim["date"])


@each_gold
def test_tolls_have_the_shape_and_numbers_or_words_for_them(gold):
    for toll in gold["casualties"]:
        assert set(toll) - {"optional"} == TOLL_KEYS
        counted = toll["killed"] is not None or toll["wounded"] is not None
        assert counted == (toll["bound"] in ("exact", "at_least", "approx"))


@each_gold
def test_the_title_and_the_day_of_an_annotation_are_those_of_the_article(gold):
    article = articles()[gold["file"]]
    assert gold["title"] in (article.title, *article.text.splitlines())
    assert article.published in (None, date.fromisoformat(gold["published"]))


def test_an_id_has_one_name_in_all_annotations():
    names = defaultdict(set)
    for gold in GOLD:
        for item in (*gold["actors"], *gold["places"]):
            names[item["id"]].add((item["name"], item.get("type"), item.get("kind")))
        for item in gold["incidents"]:
            names[item["id"]].add((item["date"], item["place"], item["summary"]))
    assert {name: found for name, found in names.items() if len(found) > 1} == {}


def test_several_incidents_are_told_by_several_articles_that_contradict_each_other():
    told = defaultdict(set)
    for gold in GOLD:
        for item in gold["contradictions"]:
            assert len(item["claims"]) > 1
            told[item["incident"]].add(gold["file"])
    assert len([files for files in told.values() if len(files) > 1]) >= 4


def test_the_annotations_cover_most_of_the_claim_types_asked_for():
    found = {claim["type"] for gold in GOLD for claim in gold["claims"] if not claim["optional"]}
    assert len(found) >= 18


def test_the_corpus_is_found_as_a_folder():
    assert isinstance(sample.paths(), Path)
    assert sample.paths().is_dir()
