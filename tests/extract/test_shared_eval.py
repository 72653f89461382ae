"""The floors that extraction holds on articles annotated by others, where those are at hand.

They are no part of the project: a clone without them skips.
"""

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kg import ingest
from kg.cli.extract import records

SHARED = Path(__file__).parents[3] / "shared"
SEEDS = SHARED / "corpus" / "seeds"
GOLD = SHARED / "eval" / "seeds"
SCORER = SHARED / "eval" / "score.py"

pytestmark = pytest.mark.skipif(
    not (SEEDS.is_dir() and GOLD.is_dir() and SCORER.is_file()), reason="no annotated articles at hand"
)


@cache
def extracted() -> tuple[dict[str, Any], ...]:
    found = tuple(records(ingest.arrivals([SEEDS]), ()))
    assert all(isinstance(each, dict) for each in found)
    return found  # type: ignore[return-value]


def record(prefix: str) -> dict[str, Any]:
    [found] = [each for each in extracted() if Path(str(each["article"])).name.startswith(prefix)]
    return found


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    predictions = tmp_path_factory.mktemp("eval") / "predictions.jsonl"
    predictions.write_text("".join(json.dumps(each) + "\n" for each in extracted()), encoding="utf-8")
    command = [sys.executable, str(SCORER), "seeds", str(GOLD), str(SEEDS), str(predictions)]
    scored = subprocess.run(command, capture_output=True, check=True, text=True)
    return json.loads(scored.stdout)


@pytest.mark.parametrize(
    ("figure", "part", "floor"),
    [
        ("claims", "precision", 0.75),
        ("claims", "recall", 0.60),
        ("casualties", "f1", 0.95),
        ("attribution_accuracy", None, 0.80),
        ("date_accuracy", None, 0.90),
        ("incident_b3_f1", None, 0.90),
    ],
)
def test_the_figures_stay_above_their_floors(
    figures: dict[str, Any], figure: str, part: str | None, floor: float
) -> None:
    value = figures[figure][part] if part else figures[figure]
    assert value >= floor


def test_every_quote_is_verbatim(figures: dict[str, Any]) -> None:
    assert figures["quote_not_verbatim"] == 0


@pytest.mark.parametrize("noise", ["icon", "podcast", "iphone", "android", "singer", "newsletter"])
def test_nothing_is_read_from_what_surrounds_an_article(noise: str) -> None:
    quotes = [claim["quote"].lower() for each in extracted() for claim in each["claims"]]
    assert len(quotes) > 30
    assert [quote for quote in quotes if noise in quote.split()] == []


def main_incident(prefix: str) -> str:
    incidents = [c["incident"] for c in record(prefix)["claims"] if c["incident"]]
    return max(incidents, key=incidents.count)


def test_articles_about_one_happening_meet_in_one_incident() -> None:
    met = {prefix: main_incident(prefix) for prefix in ("000", "001", "002", "003", "004")}
    assert met["000"] == met["001"]
    assert met["003"] == met["004"]
    assert len(set(met.values())) == 3
