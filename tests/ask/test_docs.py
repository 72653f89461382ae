"""docs/questions.md is what the files say."""

from pathlib import Path

from kg import docs
from kg.questions.ask import catalogue

PAGE = Path(__file__).parents[2] / "docs" / docs.PAGE


def test_the_page_of_questions_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == docs.page(catalogue()), "run `make docs`"
