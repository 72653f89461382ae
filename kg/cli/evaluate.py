"""`kg eval`: how good the extraction is, by gold that was annotated by hand."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import Format, Json
from kg.cli.rows import show as show_rows
from kg.cli.streams import emit

if TYPE_CHECKING:
    from kg.evaluate.figures import Figure, Report

Gold = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="GOLD",
        help="Folders of annotations, or JSON lines with gold in them; without any, the sample articles.",
        show_default=False,
    ),
]
Articles = Annotated[
    Path | None,
    typer.Option(
        "--articles",
        metavar="DIR",
        help="The texts of a folder of annotations; else `articles/` in or beside it, else the folder.",
    ),
]
Show = Annotated[
    bool, typer.Option("--show", help="List what was missed, extra or wrong, each with its sentence.")
]

FIGURES = ("measure", "precision", "recall", "f1", "value", "gold", "predicted")
NOTES = ("note", "article", "claim", "sentence", "read")


def register(app: typer.Typer) -> None:
    """Add this group's command."""
    app.command(name="eval")(evaluate)


def evaluate(gold: Gold = None, articles: Articles = None, show: Show = False, json: Json = False) -> None:
    """Measure the extraction against gold annotations: the sample's, the project's, a public set's or yours.

    docs/eval.md says what the figures mean and how to annotate articles of your own.

    \b
    Examples:
      kg eval
      kg eval mygold/ --articles texts/ --show
      kg eval dev.jsonl --json
    """
    from kg.evaluate import run, sources
    from kg.extract import pipeline

    sets = [sources.read(path, articles=articles) for path in gold or ()] or [sources.sample_gold()]
    for number, report in enumerate(run.evaluate(sets, pipeline.load())):
        if json:
            print_json(report, show=show)
        else:
            print_tables(report, show=show, first=not number)


def print_json(report: "Report", *, show: bool) -> None:
    """Print the figures of a set as JSON lines, then the notes if they are wanted."""
    rows = [(report.name, *figure) for figure in report.figures]
    show_rows(("set", *FIGURES), rows, form=Format.JSON)
    if show:
        show_rows(("set", *NOTES), [(report.name, *note) for note in report.notes], form=Format.JSON)


def print_tables(report: "Report", *, show: bool, first: bool) -> None:
    """Print the figures of a set for the eye, then the notes if they are wanted."""
    emit(f"{'' if first else chr(10)}# {report.name}, {report.articles} articles\n")
    show_rows(FIGURES, [cells(figure) for figure in report.figures], form=Format.TABLE)
    if show and report.notes:
        emit()
        show_rows(NOTES, [tuple(note) for note in report.notes], form=Format.TABLE)


def cells(figure: "Figure") -> tuple[object, ...]:
    """A row of the table: shares with three digits, so that they stand below each other."""
    return tuple(f"{value:.3f}" if isinstance(value, float) else value for value in figure)
