"""Where gold and its articles are found, and what is said about gold that is wrong."""

import json
from typing import NamedTuple

import pytest

from kg.errors import InputError
from kg.evaluate import sources
from tests.evaluate.made import TEXT, folder, gold, wanted


class Bad(NamedTuple):
    """Gold that cannot be used, and what is said about it."""

    name: str
    annotation: object
    says: str


BAD = (
    Bad("no key", {"file": "a.txt"}, "actors: Field required"),
    Bad("undefined", gold(wanted(source="nobody")), "'nobody' is not defined"),
    Bad("quote", gold(wanted(quote="Nobody wrote this")), "'Nobody wrote this' is not in the article"),
    Bad("no quote", gold(casualties=[{"quote": "", "killed": 1}]), "'' is not in the article"),
    Bad("article", {**gold(), "file": "b.txt"}, "there is no 'b.txt' in"),
    Bad("list", [], "the whole: "),
)


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.name)
def test_gold_that_is_wrong_is_refused_with_file_and_reason(bad, tmp_path):
    with pytest.raises(InputError) as caught:
        sources.read(folder(tmp_path, bad.annotation), articles=None)
    assert "01.json: " in str(caught.value)
    assert bad.says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_what_holds_no_gold_is_refused(tmp_path):
    (tmp_path / "rows.jsonl").write_text('{"id": "1", "text": "The army left."}\n', "utf-8")
    (tmp_path / "broken.jsonl").write_text('{"id": "1", ', "utf-8")
    (tmp_path / "empty").mkdir()
    for name, says in (("rows.jsonl", "no gold"), ("broken.jsonl", "not JSON"), ("empty", "no annotations")):
        with pytest.raises(InputError, match=says):
            sources.read(tmp_path / name, articles=None)


def test_articles_are_found_in_the_folder_beside_it_among_the_gold_or_where_one_says(tmp_path):
    inside = folder(tmp_path / "1", gold())
    beside = folder(tmp_path / "2" / "gold", gold(), articles="../articles")
    among = folder(tmp_path / "3", gold(), articles=".")
    said = folder(tmp_path / "4", gold(), articles="../5")
    for path, articles in ((inside, None), (beside, None), (among, None), (said, tmp_path / "5")):
        assert [article.id for article in sources.read(path, articles=articles).articles] == ["a.txt"]


def test_annotations_of_rows_stand_in_a_folder_of_their_own(tmp_path):
    path = folder(tmp_path, gold())
    row = {"id": "row-1", "title": "A title", "text": TEXT}
    (path / "articles" / "rows.jsonl").write_text(json.dumps(row), "utf-8")
    (path / "rows").mkdir()
    (path / "rows" / "02.json").write_text(json.dumps({**gold(wanted()), "file": "row-1"}), "utf-8")
    assert list(sources.read(path, articles=None).rows) == ["a.txt", "row-1"]


def test_two_articles_of_one_name_are_refused(tmp_path):
    path = folder(tmp_path, gold())
    (path / "articles" / "more").mkdir()
    (path / "articles" / "more" / "a.txt").write_text("Another text.", "utf-8")
    with pytest.raises(InputError, match=r"two articles are called 'a\.txt'"):
        sources.read(path, articles=None)


def test_a_folder_of_gold_without_texts_says_how_to_name_them(tmp_path):
    (tmp_path / "01.json").write_text(json.dumps(gold()), "utf-8")
    with pytest.raises(InputError, match=r"has no articles in it .*--articles says where the texts are"):
        sources.read(tmp_path, articles=None)
