"""What becomes of the values that somebody types after a question's name."""

import re

import pytest

from kg import docs, statements
from kg.claimtypes import claim_types
from kg.errors import QuestionError
from kg.questions import ask
from kg.questions.ask import Table

FEBRUARY_2021 = 1_612_137_600_000_000  # microseconds since 1970
DAY = 86_400_000_000
CATEGORIES = {entry.category for entry in claim_types().values()}
RELATIONSHIPS = {
    "ABOUT",
    "AGENT",
    "AT",
    "CONTRADICTS",
    "COPY_OF",
    "IN",
    "PUBLISHED_BY",
    "RECIPIENT",
    "REPORTED_BY",
    "STATED_IN",
    "WITHIN",
}
QUESTIONS = ask.catalogue()
ids = {"ids": [question.name for question in QUESTIONS]}


def prepared(name: str, **given: object) -> dict[str, object]:
    params = {parameter.rstrip("_"): value for parameter, value in given.items()}
    return ask.prepare(
        ask.question(name),
        params,
        named=lambda text, kinds, as_of: (
            f"{'/'.join(kinds)}:{text}{'' if as_of == ask.LATEST else f'@{as_of}'}"
        ),
        position_at=lambda tx_us: (tx_us - FEBRUARY_2021) // DAY,
    )


def test_there_are_sixteen_questions():
    assert len(QUESTIONS) == 16


@pytest.mark.parametrize("question", QUESTIONS, **ids)
def test_a_file_declares_just_what_its_statement_uses(question):
    used = set(re.findall(r"\$(\w+)", question.statement.body))
    assert used == {parameter.name for parameter in question.statement.parameters}


@pytest.mark.parametrize("question", QUESTIONS, **ids)
def test_every_question_asks_about_both_times_and_is_bounded(question):
    assert {"from", "to", "asOf", "limit"} <= {parameter.name for parameter in question.parameters}
    as_of = next(parameter for parameter in question.parameters if parameter.name == "asOf")
    assert as_of.default == ask.LATEST


@pytest.mark.parametrize("question", QUESTIONS, **ids)
def test_the_line_for_neo4j_browser_sets_every_parameter(question):
    line = re.search(r"^// :params \{(.*)\}$", statements.load(f"ask/{question.name}"), re.MULTILINE)
    set_there = re.findall(r"(\w+): ", line[1])
    assert set_there == [parameter.name for parameter in question.statement.parameters]


@pytest.mark.parametrize("question", QUESTIONS, **ids)
def test_a_file_names_only_types_that_there_are(question):
    words = set(
        re.findall(r"\b[A-Z]+(?:_[A-Z]+)*\b", " ".join(re.findall(r"'([A-Z_]+)'", question.statement.body)))
    )
    assert words <= {*claim_types(), *CATEGORIES, *RELATIONSHIPS}
    assert set(re.findall(r"\[\w*:([A-Z_|]+)", question.statement.body)) <= RELATIONSHIPS | {
        "AGENT|RECIPIENT",
        "RECIPIENT|AGENT",
        "RECIPIENT|AT",
        "AGENT|RECIPIENT|AT",
        "AT|RECIPIENT",
        "AGENT|REPORTED_BY",
    }


@pytest.mark.parametrize("question", QUESTIONS, **ids)
def test_every_answer_shows_a_claim_that_can_be_explained(question):
    assert "claim" in docs.columns(question)


def test_a_claim_that_is_symmetric_is_treated_so_in_every_question():
    symmetric = sorted(name for name, entry in claim_types().items() if entry.symmetric)
    listed = f"claim.type IN {symmetric}"
    for name in ("actor", "single-source"):
        assert listed in ask.question(name).statement.body
    assert all(name.endswith("_WITH") for name in symmetric)


def test_a_misspelt_question_gets_those_that_look_like_it():
    with pytest.raises(QuestionError, match=r"'attack-by'.*attacks-by"):
        ask.question("attack-by")
    with pytest.raises(QuestionError, match=r"`kg ask` lists them"):
        ask.question("zzz")


def test_names_are_looked_up_by_what_the_parameter_is():
    assert prepared("attacks-by", by="SDF")["by"] == "actor:SDF"
    assert prepared("attacks-on", on="Khasham")["on"] == "actor/place:Khasham"
    assert prepared("incident", incident="4f")["incident"] == "incident:4f"
    assert prepared("hotspots", within="Syria")["within"] == "place:Syria"


def test_names_are_looked_up_as_of_the_moment_that_is_asked_about():
    assert prepared("attacks-by", by="SDF", asOf="2021-02-03")["by"] == "actor:SDF@2"
    assert prepared("attacks-by", by="SDF", asOf="7")["by"] == "actor:SDF@7"


def test_what_is_not_given_is_the_default():
    assert prepared("hotspots", within=None) == {
        "within": None,
        "from": None,
        "to": None,
        "asOf": ask.LATEST,
        "limit": 50,
        "days": None,
    }


def test_what_is_missing_or_unknown_is_named():
    with pytest.raises(QuestionError, match="needs by: write"):
        prepared("attacks-by")
    with pytest.raises(QuestionError, match="'whom'"):
        prepared("attacks-by", by="SDF", whom="x")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2017-05-18", "2017-05-18", "2017-05-18"),
        ("2017-02", "2017-02-01", "2017-02-28"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2017", "2017-01-01", "2017-12-31"),
    ],
)
def test_a_part_of_a_date_is_its_first_or_last_day(text, first, last):
    assert ask.day("from", text) == first
    assert ask.day("to", text) == last


@pytest.mark.parametrize(
    "text", ["yesterday", "2017-13", "2017-02-30", "18-05-2017x", "", "2017-05-18-01", "0"]
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(QuestionError, match="2017-05-18"):
        ask.day("from", text)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1200", 1200),
        (1200, 1200),
        ("99999999999999999999", ask.LATEST),
        ("2021-02-01", 0),
        ("2021-02-03", 2),
        ("2021-02-03T00:00", 2),
        ("2021-02-02T23:59:59", 1),
        ("2021-02-03T01:00+02:00", 1),
    ],
)
def test_history_is_asked_for_by_position_by_day_or_by_moment(value, expected):
    assert prepared("hotspots", asOf=value)["asOf"] == expected


def test_what_is_neither_position_nor_date_is_refused():
    with pytest.raises(QuestionError, match=r"^asOf: 'last week' is neither a position nor a date"):
        prepared("hotspots", asOf="last week")
    with pytest.raises(QuestionError, match=r"^--until: 'last week' is"):
        ask.position("last week", lambda _: 0, name="--until")


@pytest.mark.parametrize("question", QUESTIONS, **ids)
def test_what_kg_sets_itself_is_neither_taken_nor_named(question):
    required = {each.name: "x" for each in question.parameters if each.required}
    for unknown in ("days", "whom"):
        with pytest.raises(QuestionError, match=f"has no parameter '{unknown}'") as refused:
            prepared(question.name, **required, **{unknown: "2020-01-01"})
        assert "days" not in str(refused.value).partition("it has: ")[2]


@pytest.mark.parametrize("text", ["de-escalated", "DE_ESCALATED", " de escalated "])
def test_a_claim_type_may_be_written_as_one_speaks(text):
    assert prepared("single-source", type=text)["type"] == "DE_ESCALATED"


def test_an_unknown_claim_type_gets_those_that_look_like_it():
    with pytest.raises(QuestionError, match="ATTACKED"):
        ask.claim_type("attack")


@pytest.mark.parametrize("value", ["0", "-1", "many", "1.5"])
def test_a_limit_is_a_whole_number_above_zero(value):
    with pytest.raises(QuestionError, match="limit"):
        prepared("hotspots", limit=value)


def test_a_table_for_the_eye_ends_at_the_claim_and_cuts_its_key_short():
    table = Table(["who", "claim", "evidence"], [["SDF", "0123456789abcdef0123", []], ["RT", None, []]])
    assert table.brief() == Table(["who", "claim"], [["SDF", "0123456789"], ["RT", None]])


def test_a_question_says_how_to_give_what_it_needs():
    with pytest.raises(QuestionError, match="connection needs actor and other: write `kg ask connection"):
        prepared("connection")
