"""`kg eval` as a user runs it."""

import json

from kg import sample
from kg.cli.exits import Exit
from tests.cli.process import run_kg
from tests.evaluate.made import folder, gold, rows, wanted


def test_without_gold_the_sample_is_measured(tmp_path):
    found = {row["measure"]: row for row in rows(run_kg("eval", "--json", home=tmp_path))}
    assert {row["set"] for row in found.values()} == {"sample"}
    assert 0 < found["claims"]["f1"] < 1
    assert found["claims"]["gold"] > 100
    assert not list(tmp_path.iterdir())


def test_the_table_says_what_the_json_says_and_shows_differences_when_asked(tmp_path):
    path = sample.gold()
    shown = run_kg("eval", path, "--show", home=tmp_path)
    in_json = rows(run_kg("eval", path, "--show", "--json", home=tmp_path))
    claims = next(row for row in in_json if row.get("measure") == "claims")
    [line] = [line for line in shown.stdout.splitlines() if line.startswith("claims ")]
    shares = [f"{claims[key]:.3f}" for key in ("precision", "recall", "f1")]
    assert line.split() == ["claims", *shares, str(claims["gold"]), str(claims["predicted"])]
    assert {row["note"] for row in in_json if "note" in row} >= {"missed", "extra"}
    assert "missed" in shown.stdout


def test_several_sets_are_measured_one_by_one(tmp_path):
    row = {"id": "1", "text": "The army shelled rebels.", "gold": {"category": "ASSAULT"}}
    row["gold"] |= {"actors": ["army"], "recipients": ["rebels"]}
    one, two = tmp_path / "one.jsonl", folder(tmp_path / "two", gold(wanted()))
    one.write_text(json.dumps(row), "utf-8")
    found = rows(run_kg("eval", one, two, "--json", home=tmp_path))
    assert list(dict.fromkeys(row["set"] for row in found)) == [str(one), str(two)]
    assert {row["measure"] for row in found} >= {"full triples", "claims"}


def test_wrong_gold_ends_the_command_with_one_line(tmp_path):
    ended = run_kg("eval", folder(tmp_path, gold(wanted(source="nobody"))), home=tmp_path)
    assert (ended.returncode, ended.stdout) == (Exit.PARTIAL, "")
    assert ended.stderr.count("\n") == 1
