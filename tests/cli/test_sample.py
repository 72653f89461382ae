"""What the commands answer when the sample articles are loaded."""

import csv
import io
import json
import os
import pty
import signal
import subprocess
import sys
import time

import pytest

from kg import log as logs
from kg import sample
from kg.cli.exits import Exit
from tests.cli.process import environment, run_kg


def rows(ended: subprocess.CompletedProcess[str]) -> list[dict]:
    """The answer of a command that printed JSON lines and went well."""
    assert (ended.returncode, ended.stderr) == (Exit.OK, "")
    return [json.loads(line) for line in ended.stdout.splitlines()]


def test_the_demo_prints_three_answers_and_what_to_try_next(demo):
    assert demo.ended.returncode == Exit.OK
    assert [line for line in demo.ended.stdout.splitlines() if line.startswith("$ kg ask")] == [
        "$ kg ask contested --about toll --from 2018-02 --to 2018-02 --limit 3",
        "$ kg ask who-attacked-whom --actor 'US forces' --from 2020-02-12 --to 2020-02-12",
        "$ kg ask de-escalations --actor 'Russian forces'",
    ]
    assert "nothing found" not in demo.ended.stderr
    assert f"export KG_HOME={demo.home}" in demo.ended.stdout


def test_the_answers_of_the_demo_contradict_each_other_go_both_ways_and_name_speakers(ask):
    night = ("--from", "2018-02", "--to", "2018-02")
    tolls = rows(ask("ask", "contested", "--about", "toll", *night, "--limit", "3", "--format", "json"))
    told = {frozenset((row["one_says"], row["other_says"])) for row in tolls}
    assert frozenset(("100+ killed", "25 wounded: Syrian Militias")) in told
    day = ("--from", "2020-02-12", "--to", "2020-02-12")
    fight = rows(ask("ask", "who-attacked-whom", "--actor", "US forces", *day, "--format", "json"))
    assert "us_forces" in {row["attacker_key"] for row in fight} & {row["attacked_key"] for row in fight}
    [calmed] = rows(ask("ask", "de-escalations", "--actor", "Russian forces", "--format", "json"))
    assert "residents via Reuters" in calmed["said_by"]
    assert "United States Armed Forces attacked people" in calmed["before"]


def test_the_demo_a_second_time_changes_nothing_and_answers_the_same(demo):
    again = run_kg("demo", home=demo.home.parent)
    assert again.stdout == demo.ended.stdout
    assert "0 changes" in again.stderr


def test_loading_the_sample_again_changes_nothing(ask):
    again = rows(ask("load", sample.paths(), "--json"))
    assert [(row["new"], row["changes"], row["problems"]) for row in again] == [(0, 0, [])]


def test_a_dry_run_says_what_would_change_and_makes_nothing(kg, tmp_path):
    told = rows(kg("load", sample.paths(), "--dry-run", "--json"))
    assert told[0]["new"] == told[0]["articles"] > 0
    assert told[0]["dry_run"] is True
    assert not (tmp_path / "home").exists()


def test_status_tells_all_that_a_driver_needs(ask, demo):
    [status] = rows(ask("status", "--json"))
    assert status["uri"].startswith("bolt://127.0.0.1:")
    assert {"user", "database", "engine", "engine_version", "kg_version", "password_file"} <= status.keys()
    assert status["position"]["graph"] == status["position"]["log"] > 0


def test_asking_by_place_by_option_and_by_param_is_the_same(ask):
    answers = {
        ask("ask", "attacks-by", *how, "--format", "json").stdout
        for how in (["SDF"], ["--by=Syrian Democratic Forces"], ["--param", "by=sdf"])
    }
    assert len(answers) == 1
    assert rows(ask("ask", "attacks-by", "SDF", "--format", "json"))


def test_csv_and_json_have_the_same_rows_and_columns(ask):
    as_csv = list(csv.DictReader(io.StringIO(ask("ask", "timeline", "--format", "csv").stdout)))
    as_json = rows(ask("ask", "timeline", "--format", "json"))
    assert [row["claim"] for row in as_csv] == [row["claim"] for row in as_json]
    assert list(as_csv[0]) == list(as_json[0])


@pytest.mark.parametrize(
    "command",
    [("ask",), ("ask", "timeline", "--limit", "2"), ("query", "MATCH (a:Actor) RETURN count(a) AS actors")],
)
def test_json_may_be_asked_for_as_of_any_other_command(ask, command):
    short = ask(*command, "--json")
    assert rows(short)
    assert short.stdout == ask(*command, "--format", "json").stdout


def test_days_and_limits_narrow_an_answer(ask):
    everything = rows(ask("ask", "timeline", "--format", "json"))
    one_month = rows(ask("ask", "timeline", "--from", "2018-02", "--to", "2018-02", "--format", "json"))
    assert 0 < len(one_month) < len(everything)
    assert {row["date"][:7] for row in one_month} == {"2018-02"}
    assert rows(ask("ask", "timeline", "--limit", "1", "--format", "json")) == everything[:1]


def test_nothing_was_known_before_the_first_event(ask):
    empty = ask("ask", "timeline", "--as-of", "0")
    assert (empty.returncode, empty.stdout, empty.stderr) == (Exit.OK, "", "nothing found\n")


def test_a_row_can_be_explained_by_the_claim_that_its_table_shows(ask):
    brief = ask("ask", "attacks-by", "SDF").stdout
    claim = rows(ask("ask", "attacks-by", "SDF", "--format", "json"))[0]["claim"]
    assert claim[:10] in brief
    [ground] = rows(ask("explain", claim[:10], "--json"))
    shown = ask("explain", claim[:10])
    assert (shown.returncode, shown.stderr) == (Exit.OK, "")
    assert ground["claim"] == claim
    assert ground["rule"] in shown.stdout


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (["ask", "atacks-by"], "attacks-by"),
        (["ask", "attacks-by"], "needs by: write `kg ask attacks-by BY`"),
        (["ask", "attacks-by", "--whom", "SDF"], "no parameter 'whom'"),
        (["ask", "attacks-by", "Syrian Demo Force"], "did you mean sdf"),
        (["ask", "timeline", "--from", "last week"], "2017-05-18"),
        (["ask", "timeline", "--as-of", "yesterday"], "2020-02-12"),
        (["query", "MATCH (n) DETACH DELETE n"], "only reads"),
        (["query", "MATCH (n RETURN n"], "refuses"),
        (["explain", "0000000000"], "nothing goes by"),
    ],
)
def test_what_cannot_be_asked_is_told_in_one_line(ask, command, says):
    failed = ask(*command)
    assert (failed.returncode, failed.stdout) == (Exit.PARTIAL, "")
    assert failed.stderr.startswith("kg: ")
    assert failed.stderr.count("\n") == 1
    assert says in failed.stderr


@pytest.mark.parametrize(
    "command",
    [
        ["ask", "attacks-by", "SDF", "NDF"],
        ["ask", "timeline", "--place"],
        ["query", "RETURN 1", "--param", "x"],
    ],
)
def test_a_malformed_command_is_a_usage_error(ask, command):
    failed = ask(*command)
    assert (failed.returncode, failed.stdout) == (Exit.USAGE, "")
    assert "Invalid value" in failed.stderr


def test_a_question_tells_what_it_takes(ask):
    told = ask("ask", "attacks-by", "--help")
    assert told.returncode == Exit.OK
    assert told.stdout.startswith("Usage: kg ask attacks-by BY ")
    for option in ("--by STRING", "--from DATE", "--as-of INT", "--limit INT"):
        assert option in told.stdout


def test_a_query_says_where_its_rows_were_cut_off(ask):
    cut = ask("query", "UNWIND range(1, 9) AS n RETURN n", "--limit", "4", "--format", "json")
    assert [json.loads(line)["n"] for line in cut.stdout.splitlines()] == [1, 2, 3, 4]
    assert (cut.returncode, "more rows" in cut.stderr) == (Exit.OK, True)
    whole = ask("query", "UNWIND range(1, 4) AS n RETURN n", "--limit", "4", "--format", "json")
    assert (len(rows(whole)), whole.stderr) == (4, "")


def test_a_query_takes_parameters_as_json_or_as_text(ask):
    query = "RETURN $n + 1 AS n, $text AS text, $none AS none"
    params = ["--param", "n=41", "--param", "text=SDF", "--param", "$none=null"]
    [row] = rows(ask("query", query, *params, "--format", "json"))
    assert row == {"n": 42, "text": "SDF", "none": None}


def test_a_rebuilt_graph_is_what_the_log_says(ask):
    [built] = rows(ask("rebuild", "--json"))
    assert built["nodes"] > 0
    verified = ask("verify")
    assert (verified.returncode, verified.stdout) == (Exit.OK, "")


def test_a_server_that_does_not_answer_has_its_exit_code(ask):
    nowhere = {"NEO4J_URI": "bolt://127.0.0.1:9", "NEO4J_PASSWORD": "x"}
    failed = ask("ask", "timeline", env=nowhere)
    assert (failed.returncode, failed.stdout, failed.stderr.count("\n")) == (Exit.UNREACHABLE, "", 1)
    assert "bolt://127.0.0.1:9" in failed.stderr


def test_colours_are_for_terminals_and_can_be_turned_off(demo):
    assert b"\x1b[1m" in on_a_terminal(demo.home, "ask", "timeline")
    assert b"\x1b[" not in on_a_terminal(demo.home, "ask", "timeline", NO_COLOR="1")


def on_a_terminal(home, *arguments: str, **env: str) -> bytes:
    """What `kg` prints where stdout is a terminal."""
    ours, its = pty.openpty()
    variables = environment(home, TERM="xterm", COLUMNS="80", **env)
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", *arguments], stdout=its, stderr=its, env=variables
    )
    os.close(its)
    printed = b"".join(iter(lambda: read(ours), b""))
    os.close(ours)
    assert process.wait() == Exit.OK
    return printed


def read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # what Linux says at the end
        return b""


def test_ctrl_c_leaves_the_log_whole_and_the_next_load_completes_it(tmp_path):
    home, articles, count = tmp_path / "home", tmp_path / "articles.jsonl", 100
    text = "The army shelled Khasham on 7 February 2018.\n" + "It rained all day in the hills.\n" * 40
    articles.write_text("".join(json.dumps({"id": str(i), "text": text}) + "\n" for i in range(count)))
    command = [sys.executable, "-m", "kg", "load", str(articles)]
    load = subprocess.Popen(command, env=environment(home), stderr=subprocess.PIPE, text=True)
    wait_for_the_first_event(home / "log.sqlite")
    load.send_signal(signal.SIGINT)
    assert load.communicate()[1] == ""
    assert load.returncode == Exit.INTERRUPTED
    assert run_kg("verify", "--log-only", home=home).returncode == Exit.OK
    try:
        [completed] = rows(run_kg("load", articles, "--json", home=home))
        assert completed["articles"] == count
        assert 0 < completed["new"] < count
    finally:
        run_kg("down", home=home)


def wait_for_the_first_event(path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if path.exists():
            log = logs.open_log(path)
            position = log.head().pos
            log.close()
            if position:
                return
        time.sleep(0.01)
    pytest.fail("the load did not append anything in a minute")
