"""Every rule's own sentences are its tests: those that must match do, with the right parties; no others."""

import re
from functools import cache

import pytest
from _pytest.mark import ParameterSet

from kg.extract import pipeline, rulebook
from kg.extract.rulebook import Rule
from kg.model import Article, Claim

MARK = re.compile(r"([AR])\[([^\]]*)\]")


@cache
def extractor() -> pipeline.Extractor:
    return pipeline.load()


def read(sentence: str) -> tuple[Claim, ...]:
    return extractor().extract(Article(id="example", text=sentence)).claims


def plain(sentence: str) -> str:
    return MARK.sub(r"\2", sentence)


def marked(sentence: str, role: str) -> list[str]:
    return [words for mark, words in MARK.findall(sentence) if mark == role]


def examples(kind: str) -> list[ParameterSet]:
    return [
        pytest.param(rule, sentence, id=f"{rule.id}-{number}")
        for rule in rulebook.load().rules
        for number, sentence in enumerate(getattr(rule, kind))
    ]


def names(claim: Claim, words: str, *, role: str) -> bool:
    parties = claim.actors if role == "A" else claim.recipients
    return any(party.text in words or words in party.text for party in parties)


@pytest.mark.parametrize(("rule", "sentence"), examples("match"))
def test_a_rule_matches_its_examples_with_their_parties(rule: Rule, sentence: str) -> None:
    claims = [claim for claim in read(plain(sentence)) if claim.rule == rule.id]
    assert any(
        all(names(claim, words, role=role) for role in "AR" for words in marked(sentence, role))
        for claim in claims
    ), [(c.rule, [p.text for p in c.actors], [p.text for p in c.recipients]) for c in read(plain(sentence))]


@pytest.mark.parametrize(("rule", "sentence"), examples("no"))
def test_a_rule_leaves_its_counter_examples_alone(rule: Rule, sentence: str) -> None:
    assert rule.id not in {claim.rule for claim in read(sentence)}
