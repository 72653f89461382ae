"""Judgements at the command line: said, shown, refused and taken back."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli.exits import Exit
from kg.cli.judge import Asked, appended
from kg.judgements import judging
from kg.settings import Settings
from tests.cli.process import environment, run_here
from tests.judging.saying import WHY, Judging

HALF = os.fsdecode(b"half \xff of it")  # as Python has an argument that is not UTF-8
ARTICLES = (
    {
        "id": "one",
        "title": "Clash at Khasham",
        "publisher": "Reuters",
        "published": "2018-02-08",
        "text": "The Rafidain Brigade attacked Syrian soldiers near Khasham on 7 February 2018. "
        "Four soldiers were killed.",
    },
    {
        "id": "two",
        "title": "More from Khasham",
        "publisher": "SANA",
        "published": "2018-02-09",
        "text": "The Rafidayn Brigade attacked the Syrian army near Khasham on 7 February 2018. "
        "Shells fell on the camp.",
    },
)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A home in which two outlets tell of one fight, and spell one side in two ways."""
    folder = tmp_path_factory.mktemp("judging")
    (folder / "news.jsonl").write_text("\n".join(map(json.dumps, ARTICLES)))
    loaded = run_here("load", folder / "news.jsonl", home=folder / "home")
    assert loaded.returncode == Exit.OK, loaded.stderr
    yield folder / "home"
    run_here("down", home=folder / "home")


@pytest.fixture
def said(home):
    """`kg` in that home; what was judged is taken back afterwards."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return run_here(*arguments, home=home)

    yield run
    for line in run("judgements", "--live", "--json").stdout.splitlines():
        run("withdraw", str(json.loads(line)["position"]))


def attackers(said, *options: str) -> list[str]:
    answered = said("ask", "attacks-on", "Syrian Arab Army", "--format", "json", *options)
    return sorted(json.loads(line)["attacker"] for line in answered.stdout.splitlines())


def head(said) -> int:
    return json.loads(said("log", "tail", "-n", "1", "--json").stdout)["pos"]


def test_a_retraction_is_asked_for_once_shows_in_answers_and_is_taken_back(said):
    before = attackers(said)
    assert before == ["Rafidain Brigade", "Rafidayn Brigade"]
    start = head(said)
    done = said("retract", "two", "--reason", "a hoax", "--by", "ann")
    assert (done.returncode, done.stdout) == (
        Exit.OK,
        f"1 change, at position {start + 1}; `kg withdraw {start + 1}` takes it back\n",
    )
    assert said("retract", "two").stdout == f"0 changes: said at position {start + 1} already\n"
    assert attackers(said) == ["Rafidain Brigade"]
    assert attackers(said, "--as-of", str(start)) == before
    back = json.loads(said("withdraw", str(start + 1), "--json").stdout)
    assert back == {"changes": 1, "position": start + 2, "standing": None, "can_be_withdrawn": False}
    assert attackers(said) == before
    (judged,) = [json.loads(line) for line in said("judgements", "--json").stdout.splitlines()][-1:]
    assert (judged["says"], judged["by"], judged["reason"], judged["withdrawn"]) == (
        "article More from Khasham is retracted",
        "ann",
        "a hoax",
        start + 2,
    )


def test_a_dry_run_shows_what_would_change_and_changes_nothing(said):
    start = head(said)
    shown = said("same", "Rafidain Brigade", "Rafidayn Brigade", "--dry-run", "--json")
    changes = [json.loads(line) for line in shown.stdout.splitlines()]
    assert {"identity", "edge"} <= {change["what"] for change in changes}
    assert head(said) == start
    assert said("retract", "nobody", "--dry-run").returncode == Exit.FAILED


def test_names_that_are_one_are_asked_about_as_one(said):
    assert said("same", "Rafidain Brigade", "Rafidayn Brigade").returncode == Exit.OK
    assert len(set(attackers(said))) == 1
    for name in ("Rafidain Brigade", "Rafidayn Brigade"):
        answered = said("ask", "attacks-by", name, "--format", "json")
        assert [json.loads(line)["claims"] for line in answered.stdout.splitlines()] == [2]
    explained = said("explain", "Rafidain Brigade ATTACKED Syrian Arab Army")
    assert "is Rafidain Brigade (x_rafidain_brigade): judged at position" in explained.stdout
    assert said("verify").returncode == Exit.OK


def test_a_correction_takes_the_place_of_a_claim(said):
    (toll,) = [json.loads(line) for line in said("ask", "tolls", "--format", "json").stdout.splitlines()]
    done = said("correct", toll["claim"], "--killed", "10-15", "--reason", "a misprint")
    assert done.returncode == Exit.OK, done.stderr
    (now,) = [json.loads(line) for line in said("ask", "tolls", "--format", "json").stdout.splitlines()]
    assert (now["killed_low"], now["killed_high"], now["incident"]) == (10, 15, toll["incident"])
    assert "replaced by claim" in said("explain", toll["claim"]).stdout
    assert f"asserted instead of claim {toll['claim']}" in said("explain", now["claim"]).stdout


def test_what_was_learnt_between_two_positions_is_told(said):
    start = head(said)
    said("retract", "two", "--reason", "a hoax")
    learnt = [json.loads(line) for line in said("diff", "--from", str(start), "--json").stdout.splitlines()]
    assert {("claim", "gone"), ("edge", "gone"), ("judgement", "new")} <= {
        (each["what"], each["change"]) for each in learnt
    }
    counts = said("diff", "--from", str(start), "--counts", "--format", "csv").stdout.splitlines()
    assert counts[0] == "what,change,count"
    assert "judgement,new,1" in counts
    assert said("diff", "--from", str(start), "--to", str(start)).stderr == "nothing was learnt\n"


def test_a_claim_is_added_to_words_that_no_rule_reads(said):
    command = ("assert", "two", "--quote", "Shells fell on the camp", "--type", "attacked")
    assert said(*command, "--recipient", "residents").returncode == Exit.OK
    answered = said("ask", "attacks-on", "residents", "--format", "json").stdout
    assert [json.loads(line)["quote"] for line in answered.splitlines()] == ["Shells fell on the camp"]


@pytest.mark.parametrize(
    ("command", "line"),
    [
        (("retract", "0123456789"), "no claim goes by '0123456789': answers show the keys of claims"),
        (("withdraw", "1"), "the event at 1 is no judgement: `kg judgements` lists them"),
        (("same", "khasham", "sana"), "khasham is of the kind place and sana of the kind actor"),
        (("same", "sana", "SANA"), "sana is one already: name two"),
        (("alias", "SANA", "SANA"), "goes by"),
        (("reextract", "three"), "no article goes by 'three'"),
        (("assert", "two", "--quote", "Bombs", "--type", "attacked"), "the article does not say 'Bombs'"),
        (("diff", "--from", "now"), "--from: 'now' is neither a position nor a date"),
        (("diff", "--from", "1", "--to", "now"), "--to: 'now' is neither a position nor a date"),
        (("rebuild", "--until", "now", "--into", "x"), "--until: 'now' is neither a position nor a date"),
        (("explain", "sana", "--as-of", "now"), "--as-of: 'now' is neither a position nor a date"),
        (("diff", "--from", "9", "--to", "3"), "--to (3) is before --from (9): turn them round"),
        (("rebuild", "--until", "3"), "--until would take the place of today's graph: say --into DIR"),
    ],
)
def test_what_cannot_be_said_is_refused_in_one_line(said, command, line):
    refused = said(*command)
    assert refused.returncode in (Exit.FAILED, Exit.PARTIAL, Exit.UNREACHABLE)
    assert line in refused.stderr
    assert (refused.stdout, refused.stderr.count("\n")) == ("", 1)


@pytest.mark.parametrize(
    "command",
    [
        ("different", "sana", "reuters", "--reason", HALF),
        ("different", "sana", "reuters", "--by", HALF),
        ("alias", "sana", HALF),
        ("same", "sana", HALF),
        ("retract", HALF),
        ("erase", "one", "--reason", HALF, "--yes"),
        ("search", "word", HALF),
        ("ask", "attacks-by", HALF),
    ],
)
def test_what_is_not_utf8_is_a_usage_error_and_goes_nowhere(said, command):
    start = head(said)
    refused = said(*command)
    assert refused.returncode == Exit.USAGE
    assert "is not UTF-8: write it so" in refused.stderr
    assert head(said) == start


def test_an_export_does_not_take_the_place_of_the_log(said, home):
    refused = said("export", "jsonl", str(home / "log.sqlite"))
    assert (refused.returncode, refused.stdout) == (Exit.PARTIAL, "")
    assert refused.stderr == f"kg: {home / 'log.sqlite'} is the log itself: name another file\n"
    assert said("verify", "--log-only").returncode == Exit.OK


def test_a_past_goes_only_where_nothing_is(said, home, tmp_path):
    server = json.loads(said("status", "--json").stdout)
    named = {
        "NEO4J_URI": server["uri"],
        "NEO4J_USERNAME": server["user"],
        "NEO4J_PASSWORD": Path(server["password_file"]).read_text().strip(),
        "NEO4J_DATABASE": server["database"],
    }
    refused = run_here("rebuild", "--until", "3", home=home, env=named)
    assert f"the database {server['database']} at {server['uri']} is not empty" in refused.stderr
    refused = said("rebuild", "--until", "3", "--into", str(home))
    assert "has a log of its own: name a folder that is no home of kg" in refused.stderr
    built = json.loads(said("rebuild", "--until", "3", "--into", str(tmp_path), "--json").stdout)
    assert built["nodes"] < 10
    assert json.loads(run_here("status", "--json", home=tmp_path).stdout)["position"]["graph"] == 3
    run_here("down", home=tmp_path)


def test_a_spelling_is_read_by_the_next_run_and_by_kg_extract(said, home, tmp_path):
    (tmp_path / "a.txt").write_text("The Old Guard of Khasham attacked Syrian soldiers on 7 February 2018.")
    before = said("extract", str(tmp_path / "a.txt")).stdout
    assert said("alias", "Rafidain Brigade", "the Old Guard of Khasham").returncode == Exit.OK
    after = said("extract", str(tmp_path / "a.txt")).stdout
    assert "x_rafidain_brigade" in after
    assert "x_rafidain_brigade" not in before
    asked = said("reextract", "one")
    assert asked.returncode == Exit.USAGE
    assert asked.stdout.startswith("Clash at Khasham: 0 gone, 0 new, ")
    read = json.loads(said("reextract", "one", "--yes", "--json").stdout.splitlines()[-1])
    assert read["articles"] == 1
    assert read["changes"] > 0
    assert said("reextract", "one", "--dry-run").stderr == "nothing to read anew\n"


def test_a_judgement_is_decided_again_on_what_was_appended_meanwhile(tmp_path):
    told = Judging()
    asked = Asked(Settings(tmp_path), reason="", by="ann", dry_run=False, as_lines=False)
    views = []

    def decide(view, log):
        views.append(view.pos)
        if len(views) == 1:
            told.say(judging.identify(told.view, "ndf", "sdf", same=True, grounds=WHY))
        return judging.identify(view, "sdf", "ndf", same=True, grounds=WHY)

    done = appended(asked, decide, told.log)
    assert (done.changes, done.standing) == (0, told.view.pos)
    assert views == [told.view.pos - 1, told.view.pos]


def test_a_person_reviews_at_a_terminal(said, home):
    (proposal,) = [
        json.loads(line) for line in said("review", "--list", "--json", "--kind", "actor").stdout.splitlines()
    ]
    assert (proposal["a"], proposal["b"]) == ("x_rafidain_brigade", "x_rafidayn_brigade")
    person, terminal = pty.openpty()
    command = [sys.executable, "-m", "kg", "review", "--kind", "actor"]
    reviewing = subprocess.Popen(
        command, env=environment(home), stdin=terminal, stdout=subprocess.PIPE, encoding="utf-8"
    )
    os.close(terminal)
    os.write(person, b"x\ns\n")
    shown, _ = reviewing.communicate(timeout=120)
    os.close(person)
    assert "“The Rafidayn Brigade attacked the Syrian army near Khasham on 7 February 2018.”" in shown
    assert len(set(attackers(said))) == 1
    (judged,) = [json.loads(line) for line in said("judgements", "--live", "--json").stdout.splitlines()]
    assert judged["reason"] == "reviewed"
    assert said("review", "--list", "--json", "--kind", "actor").stdout == ""
