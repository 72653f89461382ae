"""Loaders: every readable text becomes an article, everything else becomes one line that helps."""

import codecs
import json
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import loaders
from kg.errors import InputError
from kg.model import Article
from loaders import Ignored, Problem, Source, jsonl, text
from loaders.encoding import decode

NEWS = "Patrol turned back\n\nA convoy left the village at noon, residents said.\n"
GERMAN = "Müller ließ die Straße räumen, große Kolonnen zogen ab. "


def articles(*paths: Path) -> list[Article]:
    found = list(loaders.read(paths))
    assert all(isinstance(item, Article) for item in found), found
    return [item for item in found if isinstance(item, Article)]


def problem(*paths: Path) -> Problem:
    """The one thing that was found, which must be a problem of one line."""
    (found,) = loaders.read(paths)
    assert isinstance(found, Problem), found
    assert "\n" not in str(found)
    return found


@pytest.mark.parametrize("name", ["a.txt", "a.text", "a.md", "A.TXT"])
def test_a_text_file_is_an_article_named_for_the_file(tmp_path, name):
    (tmp_path / name).write_text(NEWS)
    assert articles(tmp_path / name) == [Article(id=name, text=NEWS)]


@pytest.mark.parametrize(
    "raw", [b"one\r\ntwo\r\n", b"one\rtwo\n", "naïve “quotes” – ق\n".encode(), "a\u2028b\x85c\n".encode()]
)
def test_a_text_is_what_python_reads_from_the_file(tmp_path, raw):
    path = tmp_path / "a.txt"
    path.write_bytes(raw)
    assert articles(path)[0].text == path.read_text(encoding="utf-8")


def test_a_byte_order_mark_is_not_part_of_the_text(tmp_path):
    (tmp_path / "a.txt").write_bytes(codecs.BOM_UTF8 + NEWS.encode())
    assert articles(tmp_path)[0].text == NEWS


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "is empty"),
        (b" \n\t\r\n ", "is empty"),
        (codecs.BOM_UTF8, "is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), "is binary"),
        (bytes(range(1, 32)) * 40, "is binary"),
        (bytes(range(1, 256)) * 40, "is binary"),
        (GERMAN.encode("latin-1"), "iconv -f ISO-8859-1 -t UTF-8"),
        ((GERMAN + "„so“").encode("cp1252"), "iconv -f WINDOWS-1252 -t UTF-8"),
        (GERMAN.encode("utf-16"), "iconv -f UTF-16 -t UTF-8"),
        (GERMAN.encode("utf-16-le"), "iconv -f UTF-16LE -t UTF-8"),
        (GERMAN.encode("utf-16-be"), "iconv -f UTF-16BE -t UTF-8"),
        (GERMAN.encode("utf-32"), "iconv -f UTF-32 -t UTF-8"),
        (GERMAN.encode() + b"\xe9tat", "iconv -c -f UTF-8 -t UTF-8"),
        (GERMAN.encode() + "ß".encode()[:1], "cut off"),
    ],
)
def test_what_is_not_a_text_in_utf8_is_named_with_what_mends_it(tmp_path, raw, says):
    path = tmp_path / "a.txt"
    path.write_bytes(raw)
    found = problem(path)
    assert found.where == str(path)
    assert says in found.what


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc",)), min_size=1))
def test_every_text_without_control_characters_survives(written):
    assert decode(written.encode(), file="a.txt") == written.removeprefix("\ufeff")


@given(st.binary(max_size=400))
def test_any_bytes_are_a_text_or_one_line_of_complaint(raw):
    try:
        assert decode(raw, file="a.txt").encode().count(b"\r") == 0
    except InputError as error:
        assert str(error).isprintable()  # noqa: PT017 — either outcome is right, each has its promise


def test_a_file_of_fifty_megabytes_is_refused_without_being_read(tmp_path, monkeypatch):
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    asked = []
    monkeypatch.setattr(text, "decode", lambda raw, **_: asked.append(len(raw)))
    assert "larger than 10 MB" in problem(path).what
    assert asked == []


def test_an_article_of_the_largest_size_is_read(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"word " * 2_000_000)
    assert len(articles(tmp_path)[0].text) == 10_000_000


def row(**keys: object) -> str:
    return json.dumps({"id": "1", "text": NEWS} | keys)


def rows(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(lines) + "\n")
    return path


def test_a_row_is_an_article_with_its_metadata_and_other_keys_are_ignored(tmp_path):
    keys = {"title": "T", "published": "2018-02-08", "publisher": "SANA", "url": "https://example.org/1"}
    path = rows(tmp_path, row(**keys, gold={"category": "AGREE"}))
    expected = Article(id="1", text=NEWS, **(keys | {"published": date(2018, 2, 8)}))
    assert articles(path) == [expected]


def test_the_text_of_a_row_is_kept_as_it_is(tmp_path):
    assert articles(rows(tmp_path, row(text=" a\r\nb\r c ")))[0].text == " a\r\nb\r c "


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"id": 17}, "17"),
        ({"id": 0}, "0"),
        ({"id": None, "url": "https://example.org/1"}, "https://example.org/1"),
        ({"id": ""}, "rows.jsonl:1"),
    ],
)
def test_a_row_without_a_name_is_named_by_its_url_or_its_line(tmp_path, keys, expected):
    assert articles(rows(tmp_path, row(**keys)))[0].id == expected


@pytest.mark.parametrize(
    ("given_as", "day"),
    [
        ("2018-02-08", date(2018, 2, 8)),
        (" 2018-02-08 ", date(2018, 2, 8)),
        ("2018-02-08T23:30:00Z", date(2018, 2, 8)),
        ("2018-02-08T23:30:00.123+05:00", date(2018, 2, 8)),
        ("2018-02-08 00:10", date(2018, 2, 8)),
        ("20180208", date(2018, 2, 8)),
        ("", None),
        (None, None),
    ],
)
def test_a_publication_time_counts_as_the_day_it_names(tmp_path, given_as, day):
    assert articles(rows(tmp_path, row(published=given_as)))[0].published == day


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (row()[:-20], "cut off"),
        ('{"id": "1", "text"', "cut off"),
        ('{"id": "1" "text": "x"}', "broken JSON (Expecting ',' delimiter at column 12)"),
        ("[1, 2]", "a list, not an object"),
        ("null", "null, not an object"),
        ('{"n": ' + "[" * 100_000 + "]" * 100_000 + "}", "too deep"),
        ('{"n": ' + "9" * 5_000 + "}", "a number too long"),
        ('{"id": "1", "body": "x"}', 'the row has no "text"'),
        (row(text=["x"]), '"text" is not a string but a list'),
        (row(text=None), '"text" is not a string but null'),
        (row(text=" \n "), '"text" is blank'),
        (row(text="half \ud83d of it"), '"text" has a NUL or half a surrogate pair'),
        (row(title="a\0b"), '"title" has a NUL'),
        (row(id=1.5), '"id" is not a string but a number'),
        (row(id=True), '"id" is not a string but true or false'),
        (row(publisher=7), '"publisher" is not a string but a number'),
        (row(publisher="x" * 201), '"publisher" is longer than 200 characters'),
        (row(published="8 Feb 2018"), "\"published\" is '8 Feb 2018', not an ISO date"),
        (row(published="2018-02-30"), "not an ISO date"),
        (row(published="2018-02"), "not an ISO date"),
        (
            row(published="0001-01-01T00:00:00"),
            "\"published\" is '0001-01-01T00:00:00', which stands for no day",
        ),
        (row(published="9999-12-31"), "which stands for no day: mend it or leave it out"),
        (row(published=1518048000), '"published" is not an ISO date in quotes'),
    ],
)
def test_a_bad_row_is_named_by_its_line_and_the_others_are_read(tmp_path, line, says):
    path = rows(tmp_path, row(id="first"), "", line, row(id="last"))
    first, found, last = loaders.read([path])
    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert (first.id, last.id) == ("first", "last")
    assert isinstance(found, Problem)
    assert found.where == f"{path}:3"
    assert says in found.what
    assert found.what.isprintable()


def test_a_row_in_latin_1_is_named_by_its_line(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_bytes(f"{row()}\n".encode() + '{"text": "Straße"}\n'.encode("latin-1"))
    _, found = loaders.read([path])
    assert isinstance(found, Problem)
    assert found.where == f"{path}:2"
    assert "ISO-8859-1" in found.what


def test_a_row_longer_than_an_article_is_skipped_in_pieces(tmp_path, monkeypatch):
    monkeypatch.setattr(jsonl, "MAX_BYTES", 100)
    path = rows(tmp_path, json.dumps({"text": "x" * 1000}), '{"id": "next", "text": "y"}')
    found, article = loaders.read([path])
    assert isinstance(found, Problem)
    assert found.where == f"{path}:1"
    assert isinstance(article, Article)
    assert article.id == "next"


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "is empty"),
        (b"\n \n", "is empty"),
        (f"{row()}\n{row()}\n".encode("utf-16"), "is UTF-16, not UTF-8"),
        (b"PK\x03\x04\0\0" + bytes(range(256)) * 9, "is binary"),
    ],
)
def test_a_file_that_holds_no_rows_is_one_problem(tmp_path, raw, says):
    path = tmp_path / "rows.ndjson"
    path.write_bytes(raw)
    assert says in problem(path).what


def test_rows_with_the_same_id_are_all_read(tmp_path):
    assert [a.text for a in articles(rows(tmp_path, row(text="a"), row(text="b")))] == ["a", "b"]


def test_folders_are_read_in_the_order_of_names_without_hidden_files(tmp_path):
    for name in ["b.txt", "a/z.txt", "a/.hidden.txt", ".git/c.txt", "c.txt", "B.txt", "a.b/x.txt"]:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(NEWS)
    found = [item.path.relative_to(tmp_path) for item in loaders.walk([tmp_path]) if isinstance(item, Source)]
    assert [str(path) for path in found] == ["B.txt", "a/z.txt", "a.b/x.txt", "b.txt", "c.txt"]


def test_files_of_other_formats_are_ignored_in_a_folder_and_refused_by_name(tmp_path):
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8")
    (tmp_path / "a.txt").write_text(NEWS)
    assert [a.id for a in articles(tmp_path)] == ["a.txt"]
    assert Ignored(tmp_path / "photo.jpg") in loaders.walk([tmp_path])
    assert "unknown format" in problem(tmp_path / "photo.jpg").what


@pytest.mark.parametrize("others", [[], ["photo.jpg", "sub/table.csv"]])
def test_a_folder_without_articles_is_a_problem(tmp_path, others):
    for name in others:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    found = problem(tmp_path)
    assert f"has no articles in it ({len(others)} other files)" in found.what


def test_links_that_lead_in_a_circle_are_followed_once(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.txt").write_text(NEWS)
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert [a.id for a in articles(tmp_path)] == ["x.txt"]


def test_what_cannot_be_read_is_a_problem_and_the_rest_is_read(tmp_path):
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "x.txt").write_text(NEWS)
    *found, article = loaders.read([tmp_path / "missing.txt", tmp_path])
    assert [Path(p.where).name for p in found] == ["missing.txt", "gone.txt", "loop.txt", "pipe.txt"]
    assert "No such file" in found[0].what
    assert "not a regular file" in found[-1].what
    assert isinstance(article, Article)


def test_a_file_that_vanishes_after_it_was_found_is_a_problem(tmp_path):
    (tmp_path / "x.txt").write_text(NEWS)
    (source,) = loaders.walk([tmp_path])
    (tmp_path / "x.txt").unlink()
    assert isinstance(source, Source)
    (found,) = source.read()
    assert isinstance(found, Problem)
    assert "cannot be read" in found.what


def test_a_file_name_of_any_bytes_gives_a_printable_article_id(tmp_path):
    path = os.fsencode(tmp_path) + b"/caf\xe9\n.txt"
    with open(path, "w") as file:  # noqa: PTH123 — pathlib has no bytes paths
        file.write(NEWS)
    assert articles(tmp_path)[0].id == "caf\\xe9\\n.txt"


def example() -> str:
    """The loader that docs/loaders.md shows."""
    page = Path(__file__).parent.parent / "docs" / "loaders.md"
    return page.read_text().split("```python\n")[1].split("```")[0]


def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, module: str, source: str) -> None:
    """Put a package with one loader on the path, as an installer would."""
    (tmp_path / f"{module}.py").write_text(source)
    metadata = tmp_path / f"{module}-1.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: 1\n")
    (metadata / "entry_points.txt").write_text(f"[kg.loaders]\nletter = {module}:read\n")
    monkeypatch.syspath_prepend(str(tmp_path))


def folder_of(tmp_path: Path, **files: str) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, content in files.items():
        (folder / name.replace("_", ".")).write_text(content)
    return folder


def test_the_loader_of_the_documentation_works_where_it_is_installed(tmp_path, monkeypatch):
    install(tmp_path, monkeypatch, module="kg_test_letters", source=example())
    folder = folder_of(tmp_path, a_letter=f"Greetings\n2018-02-08\n{NEWS}", b_letter="x\nyesterday\ny")
    found = list(loaders.read([folder]))
    assert found == [
        Article(id="a.letter", title="Greetings", published=date(2018, 2, 8), text=NEWS),
        Problem(f"{folder}/b.letter:2", "'yesterday' is not a date: write it as 2018-02-08"),
    ]


def test_an_installed_loader_does_not_take_over_our_suffixes(tmp_path, monkeypatch):
    source = example().replace('".letter"', '".letter", ".txt"')
    install(tmp_path, monkeypatch, module="kg_test_greedy", source=source)
    folder = folder_of(tmp_path, a_letter="Greetings\n2018-02-08\n", b_txt=NEWS)
    found = [item for item in loaders.walk([folder]) if isinstance(item, Source)]
    assert [(item.path.name, item.loader.name) for item in found] == [
        ("a.letter", "letter"),
        ("b.txt", "text"),
    ]


@pytest.mark.parametrize(
    ("module", "source", "says"),
    [
        ("kg_test_broken", "import kg_test_no_such_module\n", "cannot be imported"),
        ("kg_test_other", "def write(path):\n    yield path\n", "cannot be imported"),
        ("kg_test_bare", "def read(path):\n    yield path\n", "names no suffixes"),
    ],
)
def test_an_installed_loader_that_cannot_be_used_is_named(tmp_path, monkeypatch, module, source, says):
    install(tmp_path, monkeypatch, module=module, source=source)
    with pytest.raises(InputError, match=says):
        list(loaders.read([tmp_path]))
