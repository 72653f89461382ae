"""The project's own gold: how the extraction does on it, and the floors that it must not fall below.

`python -m tests.own_gold [MARGIN]` sets the floors anew, so far below what is measured. Read the diff.
"""

import sys
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from kg.evaluate import run, sources
from kg.evaluate.figures import Report
from kg.extract import pipeline

FOLDER = Path(__file__).parent / "gold"
FLOORS = FOLDER / "floors.toml"
DIFFERENCES = FOLDER / "differences.txt"
MARGIN = 0.015
HELD = ("claims", "casualties", "attribution", "dates", "polarity", "incidents (B³)")
OPENING = """\
# Below these figures the project's own gold must not fall: {margin} below what was measured when they were
# set, by `python -m tests.own_gold`. What was missed or extra then is in differences.txt.
"""


@cache
def reports() -> Mapping[str, Report]:
    """The reports on the sample and on each set of the gold of the tests, by name.

    Every set has incidents of its own: what one tells is not known when another is read.
    """
    folders = {"tests": FOLDER, **{folder.name: folder for folder in sorted(FOLDER.glob("fresh*"))}}
    read = (sources.read(folder, articles=None)._replace(name=name) for name, folder in folders.items())
    extractor = pipeline.load()
    sets = (run.evaluate([gold], extractor) for gold in (sources.sample_gold(), *read))
    return {report.name: report for reports in sets for report in reports}


def figures(report: Report) -> dict[str, float]:
    """The figures that have a floor, by a name that TOML takes."""
    rows = {figure.measure: figure for figure in report.figures}
    values = {
        f"{measure.split()[0]}_{kind}": value
        for measure in HELD
        for kind, value in zip(("precision", "recall", "f1", "accuracy"), rows[measure][1:5], strict=True)
    }
    return {name: value for name, value in values.items() if value is not None}


def floors() -> dict[str, dict[str, float]]:
    """The floors of each set."""
    return tomllib.loads(FLOORS.read_text("utf-8"))


def differences(all_reports: Iterable[Report]) -> list[str]:
    """Everything that was missed, extra or wrong, on one line each."""
    return [
        f"{report.name} {note.article}: {note.what} {note.claim} | {' '.join(note.sentence.split())}"
        for report in all_reports
        for note in report.notes
    ]


def new_differences() -> list[str]:
    """What is missed, extra or wrong now and was not when the floors were set."""
    known = set(DIFFERENCES.read_text("utf-8").splitlines())
    return [line for line in differences(reports().values()) if line not in known]


def write(margin: float) -> None:
    """Set the floors, and keep what is missed or extra now."""
    parts = [OPENING.format(margin=margin)]
    for name, report in reports().items():
        lines = (f"{key} = {max(0.0, value - margin):.3f}\n" for key, value in figures(report).items())
        parts.append(f"\n[{name}]\n" + "".join(lines))
    FLOORS.write_text("".join(parts), "utf-8")
    DIFFERENCES.write_text("\n".join(differences(reports().values())) + "\n", "utf-8")


if __name__ == "__main__":
    write(float(sys.argv[1]) if len(sys.argv) > 1 else MARGIN)
