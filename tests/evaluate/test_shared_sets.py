"""The figures are those of the scorer of the shared sets, where these stand beside the checkout."""

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cli.process import run_kg
from tests.evaluate.made import rows

SHARED = Path(__file__).parents[3] / "shared"
SCORER = SHARED / "eval" / "score.py"


class Theirs(NamedTuple):
    """A shared set: what is evaluated and extracted, and how our measures are called there."""

    name: str
    gold: str
    articles: str | None
    measures: dict[str, str]


RATES = ("precision", "recall", "f1", "gold", "predicted")
RELATIONS = ("FightingAgainst", "AlliesOf", "BelongsTo", "InChargeOf")
SETS = (
    Theirs("seeds", "eval/seeds", "corpus/seeds", {"claims": "claims", "casualties": "casualties"}),
    Theirs("plover", "eval/plover/dev.jsonl", None, {"categories": "event_class"}),
    Theirs(
        "re3d",
        "eval/re3d/dev.jsonl",
        None,
        {"actor mentions": "actor", "place mentions": "place", **{name: name for name in RELATIONS}},
    ),
)
SINGLE = {
    ("attribution", "value"): "attribution_accuracy",
    ("dates", "value"): "date_accuracy",
    ("polarity", "value"): "polarity_accuracy",
    ("incidents (B³)", "f1"): "incident_b3_f1",
    ("quotes not verbatim", "value"): "quote_not_verbatim",
    ("full triples", "recall"): "full_triple_recall",
    ("full triples", "gold"): "triples",
    ("extra per 100", "value"): "extra_per_100_gold",
}


@pytest.mark.skipif(
    not (SHARED / "eval" / "score.py").exists(), reason="no ../shared/eval beside this checkout"
)
@pytest.mark.parametrize("theirs", SETS, ids=lambda theirs: theirs.name)
def test_figures_on_a_shared_set_are_those_of_its_own_scorer(theirs, tmp_path):
    places = [SHARED / theirs.gold, *([SHARED / theirs.articles] if theirs.articles else [])]
    said = ["--articles", places[1]] if theirs.articles else []
    ours = {row["measure"]: row for row in rows(run_kg("eval", places[0], *said, "--json", home=tmp_path))}
    predicted = tmp_path / "predicted.jsonl"
    predicted.write_text(run_kg("extract", places[-1], home=tmp_path).stdout, "utf-8")
    command = [sys.executable, SCORER, theirs.name, *places, predicted]
    scored = json.loads(subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout)
    for measure, name in theirs.measures.items():
        assert [ours[measure][k] for k in RATES] == pytest.approx([scored[name][k] for k in RATES], abs=0.001)
    for (measure, column), name in SINGLE.items():
        assert (name in scored) == (measure in ours)
        if name in scored:
            assert ours[measure][column] == pytest.approx(scored[name], abs=0.001)
