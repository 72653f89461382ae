"""An article, annotations of it and claims read out of it, made by hand for the tests."""

import json
import subprocess
from pathlib import Path

from kg.cli.exits import Exit
from kg.evaluate import annotated
from kg.evaluate.figures import Figure
from kg.evaluate.gold import Annotation, ClaimGold
from kg.evaluate.readings import Reading
from kg.model import Article, Claim, Extraction, Party, Sentence

TEXT = (
    "Rebel fighters shelled the army base at Tarn on Monday, a monitor said. "
    "Seven soldiers were killed and three wounded."
)
SHELLED = "Rebel fighters shelled the army base at Tarn on Monday"
KILLED = "Seven soldiers were killed and three wounded"


def party(words: str, *, text: str = TEXT) -> Party:
    start = max(text.find(words), 0)
    return Party(
        id=words.lower().replace(" ", "_"), name=words, text=words, start=start, end=start + len(words)
    )


def claim(type_: str = "ATTACKED", *, quote: str = SHELLED, text: str = TEXT, **fields) -> Claim:
    start = max(text.find(quote), 0)
    sides = {"actors": (party("Rebel fighters"),), "recipients": (party("the army base"),)}
    where = {"start": start, "end": start + len(quote), "sentence": 0, "trigger": (start, start + 1)}
    return Claim(type=type_, quote=quote, rule="a.rule", **where, **{**sides, **fields})


def reading(*claims: Claim, text: str = TEXT, mentions=(), incidents=None) -> Reading:
    extraction = Extraction(
        article="a.txt",
        published=None,
        outlet=None,
        sentences=(Sentence(index=0, start=0, end=len(text)),),
        mentions=mentions,
        claims=claims,
        entities=(),
    )
    return Reading(Article(id="a.txt", text=text), extraction, incidents or {})


def wanted(**fields) -> dict:
    return {"type": "ATTACKED", "source": "rebels", "target": "army", "quote": SHELLED, **fields}


def gold(*claims: dict, casualties=()) -> dict:
    return {
        "file": "a.txt",
        "actors": [
            {"id": "rebels", "name": "Rebels of Tarn", "aliases": ["Rebel fighters"]},
            {"id": "army", "name": "National Army", "aliases": ["the army base", "soldiers"]},
            {"id": "monitor", "name": "Tarn Monitor", "aliases": ["a monitor"]},
        ],
        "places": [{"id": "tarn", "name": "Tarn", "aliases": ["Tarn"], "kind": "town"}],
        "incidents": [{"id": "tarn_shelling"}],
        "claims": list(claims),
        "casualties": list(casualties),
    }


def figures(annotation: dict, read: Reading) -> dict[str, Figure]:
    parsed = Annotation.model_validate(annotation)
    report = annotated.score(ClaimGold("a", (read.article,), {"a.txt": parsed}), {"a.txt": read})
    return {figure.measure: figure for figure in report.figures}


def notes(annotation: dict, read: Reading) -> list[str]:
    marks = annotated.mark(Annotation.model_validate(annotation), read, annotated.ASKED)
    return [note.what for note in annotated.noted(marks)]


def folder(root: Path, annotation: object, *, articles: str = "articles") -> Path:
    (root / articles).mkdir(parents=True, exist_ok=True)
    (root / articles / "a.txt").write_text(TEXT, "utf-8")
    (root / "01.json").write_text(json.dumps(annotation), "utf-8")
    return root


def rows(ended: subprocess.CompletedProcess[str]) -> list[dict]:
    assert (ended.returncode, ended.stderr) == (Exit.OK, "")
    return [json.loads(line) for line in ended.stdout.splitlines()]
