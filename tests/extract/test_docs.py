"""The pages about extraction are what the files say, and their example of a rule works."""

import re
import tomllib
from pathlib import Path

import pytest

from kg import docs
from kg.extract import pipeline, rulebook
from kg.extract.rulebook import Rule
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
