"""Rows as tables, JSON lines and CSV: the same values whichever way, and nothing cut off."""

import csv
import io
import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from kg.cli.layout import laid_out, measured
from kg.cli.options import Format
from kg.cli.rows import show

COLUMNS = ["attacker", "attacked", "date", "claims", "said_by", "quote"]
ROWS = [
    [
        "Syrian Democratic Forces",
        "قوات",
        date(2020, 2, 12),
        12,
        ["SANA", "a villager"],
        "“They fired at us,” he said.",
    ],
    [
        "الجيش السوري",
        None,
        None,
        3,
        [],
        "Nobody knows who it was, and nobody will ever tell, an old man said.",
    ],
]
EMPTY = ["x", None, "", [], {}]


@pytest.fixture
def printed(capsys, monkeypatch):
    """What `show` prints at a width."""

    def show_at(width: int, columns=COLUMNS, rows=ROWS, form=Format.TABLE) -> str:
        monkeypatch.setenv("COLUMNS", str(width))
        show(columns, rows, form=form)
        return capsys.readouterr().out

    return show_at


@pytest.mark.parametrize("width", [30, 50, 80, 120, 200])
def test_a_table_fits_its_width_and_keeps_every_word(printed, width):
    out = printed(width)
    assert max(map(cell_len, out.splitlines())) <= width
    words = {word for row in ROWS for cell in (row[0], row[-1]) for word in cell.split()}
    assert words - set(out.split()) == set()


def test_wide_columns_stand_side_by_side_where_there_is_room(printed):
    header, first, *_ = printed(200).splitlines()
    assert header.split() == COLUMNS
    assert first.startswith("Syrian Democratic Forces  قوات")


def test_prose_stands_below_its_row_where_there_is_not(printed):
    lines = printed(70).splitlines()
    assert lines[0].split() == ["attacker", "attacked", "date", "claims", "said_by"]
    assert [line.split()[0] for line in lines if line.startswith("    q")] == ["quote", "quote"]


def test_numbers_stand_to_the_right(printed):
    assert printed(200, ["n", "m"], [[1, "x"], [1000, "y"]]) == "   n  m\n   1  x\n1000  y\n"


def test_an_article_cannot_steer_the_terminal(printed):
    out = printed(80, ["quote"], [["a\x1b[31mred\x07\x9b2J"]])
    assert not any(ord(character) < 32 or 127 <= ord(character) < 160 for character in out.replace("\n", ""))
    assert "[31mred" in out


def test_markup_in_a_quote_is_text(printed):
    assert "[bold]not bold[/bold] :smile:" in printed(80, ["quote"], [["[bold]not bold[/bold] :smile:"]])


def test_a_table_without_rows_says_so_on_stderr(capsys):
    show(COLUMNS, [], form=Format.TABLE)
    assert capsys.readouterr() == ("", "nothing found\n")


@pytest.mark.parametrize("form", [Format.JSON, Format.CSV])
def test_programs_get_no_message_for_no_rows(capsys, form):
    show(["a"], [], form=form)
    assert capsys.readouterr() == ("a\n" if form is Format.CSV else "", "")


def test_json_lines_hold_an_object_a_row(printed):
    first, second = map(json.loads, printed(80, form=Format.JSON).splitlines())
    assert first == {**dict(zip(COLUMNS, ROWS[0], strict=True)), "date": "2020-02-12"}
    assert second["attacked"] is None


def test_csv_holds_a_value_a_cell_and_json_in_the_others(printed):
    header, first, second = csv.reader(io.StringIO(printed(80, form=Format.CSV)))
    assert header == COLUMNS
    assert first[2:5] == ["2020-02-12", "12", '["SANA", "a villager"]']
    assert second[1] == ""


def test_a_moment_is_iso_in_every_form(printed):
    moment = datetime(2020, 2, 12, 9, 30, tzinfo=UTC)
    for form in Format:
        assert "2020-02-12T09:30:00+00:00" in printed(80, ["at"], [[moment]], form)


@pytest.mark.parametrize("value", EMPTY)
@pytest.mark.parametrize("form", list(Format))
def test_no_value_is_too_strange_to_print(printed, form, value):
    assert "y" in printed(80, ["a", "b"], [[value, "y"]], form)


@given(
    st.lists(st.lists(st.text("ab ي\n界", max_size=60), min_size=2, max_size=7), min_size=1, max_size=1),
    st.integers(20, 120),
)
def test_a_layout_never_asks_for_more_than_the_width_and_loses_no_column(rows, width):
    columns = [measured(f"c{i}", [cell]) for i, cell in enumerate(rows[0])]
    layout = laid_out(columns, width)
    assert sum(layout.widths) + 2 * max(len(layout.widths) - 1, 0) <= width
    assert sorted(column.name for column in (*layout.beside, *layout.below)) == [c.name for c in columns]
    assert all(got >= column.least for got, column in zip(layout.widths, layout.beside, strict=True))
