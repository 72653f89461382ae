"""The pages about extraction are what the files say, and their example of a rule works."""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from kg import docs
from kg.extract import pipeline, rulebook
from kg.extract.days import dates
from kg.extract.rulebook import Rule
from kg.extract.spans import SentenceSpan
from kg.extract.text.tokens import tokenize
from kg.identity import names
from kg.model import Article

from .reading import extractor

PAGES = Path(__file__).parents[2] / "docs"


def test_the_page_of_rules_is_up_to_date() -> None:
    assert (PAGES / docs.RULES).read_text(encoding="utf-8") == docs.rules_page(rulebook.load().rules), (
        "run `make docs`"
    )


@pytest.fixture(scope="module")
def example() -> Rule:
    page = (PAGES / "extraction.md").read_text(encoding="utf-8")
    [block] = [part.split("```")[0] for part in page.split("```toml\n")[1:]]
    [entry] = tomllib.loads(block)["rule"]
    return Rule.model_validate(entry)


def fired(reader: pipeline.Extractor, sentence: str) -> set[str]:
    plain = sentence.replace("A[", "").replace("R[", "").replace("]", "")
    return {claim.rule for claim in reader.extract(Article(id="example", text=plain)).claims}


def test_the_rule_of_the_page_matches_its_sentences_once_it_is_added(example: Rule) -> None:
    book = rulebook.compiled((*rulebook.load().rules, example))
    reader = pipeline.Extractor(names.load(), book)
    assert [sentence for sentence in example.match if example.id not in fired(reader, sentence)] == []
    assert [sentence for sentence in example.no if example.id in fired(reader, sentence)] == []
    assert example.id not in fired(extractor(), example.match[0])


def test_the_page_names_every_package() -> None:
    page = (PAGES / "extraction.md").read_text(encoding="utf-8")
    named = re.findall(r"^\| [a-z]+ \| `([a-z]+)` \|", page, re.MULTILINE)
    folder = Path(pipeline.__file__).parent
    assert sorted(named) == sorted(init.parent.name for init in folder.glob("*/__init__.py"))


def test_the_words_for_days_mean_what_the_page_says() -> None:
    page = (PAGES / "extraction.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (.+) \| (\d{4}-\d\d-\d\d)(?: to (\d{4}-\d\d-\d\d))? \|$", page, re.MULTILINE)
    assert len(rows) > 5
    for words, first, last in rows:
        text = f"It fell {words}."
        sentence = SentenceSpan(0, len(text), "body", tokenize(text))
        told = date(2023, 9, 12)
        [found] = dates.find(sentence, told, dates.context([sentence], told))
        assert (found.first, found.last) == (first, last or first), words
