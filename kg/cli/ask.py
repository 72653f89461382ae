"""`kg ask`: the questions that come with kg."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import AsOf, Format, Formatted, Home, Json, settings
from kg.cli.rows import show
from kg.cli.session import open_graph, open_log
from kg.cli.streams import emit, say
from kg.cli.words import pair, split
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.questions.ask import Question, Table
    from kg.statements import Parameter

EVERYWHERE = ("from", "to", "asOf", "limit")  # options of every question, never given by their place

Words = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="QUESTION VALUES",
        help="The question and its parameters: in their order, or as options such as --by SDF.",
        show_default=False,
    ),
]
Params = Annotated[list[str] | None, typer.Option("--param", metavar="K=V", help="A parameter, by its name.")]
From = Annotated[str | None, typer.Option("--from", metavar="DATE", help="First day on which it happened.")]
To = Annotated[str | None, typer.Option("--to", metavar="DATE", help="Last day on which it happened.")]
Limit = Annotated[int | None, typer.Option("--limit", min=1, metavar="N", help="At most so many rows.")]
Help = Annotated[bool, typer.Option("--help", "-h", help="Show this message, or what the question takes.")]


def register(app: typer.Typer) -> None:
    """Add this group's command."""
    app.command(add_help_option=False, context_settings={"ignore_unknown_options": True})(ask)


def ask(
    ctx: typer.Context,
    words: Words = None,
    param: Params = None,
    first: From = None,
    last: To = None,
    as_of: AsOf = None,
    limit: Limit = None,
    form: Formatted = Format.TABLE,
    as_lines: Json = False,
    home: Home = None,
    wants_help: Help = False,
) -> None:
    """Ask a question; without one, list them.

    Actors and places may be given by any name they go by.

    \b
    Examples:
      kg ask
      kg ask attacks-by --help
      kg ask attacks-by SDF --from 2020-02 --to 2020-03
      kg ask who-attacked-whom --actor "Russian forces" --format json
      kg ask contested --as-of 2026-01-31
    """
    wanted = Format.JSON if as_lines else form
    values, options = split(words or [])
    if not values:
        emit(ctx.get_help()) if wants_help else list_questions(wanted)
        return
    from kg.questions import ask as questions

    question = questions.question(values[0])
    if wants_help:
        explain_question(question)
        return
    everywhere = {"from": first, "to": last, "asOf": as_of, "limit": limit}
    given = {
        **everywhere,
        **placed(question, values[1:]),
        **options,
        **dict(pair(text) for text in param or ()),
    }
    show_answer(answer(settings(ctx, home), question, given), form=wanted)


def answer(chosen: Settings, question: "Question", given: dict[str, object]) -> "Table":
    """The answer to a question, of a graph that is up with the log."""
    from kg.questions import ask as questions

    with open_log(chosen) as log, open_graph(chosen, log) as graph:
        return questions.ask(graph, log, question, given)


def show_answer(table: "Table", *, form: Format) -> None:
    """Print a table's readable columns, or all of them where a program reads."""
    if form is not Format.TABLE:
        show(table.columns, table.rows, form=form)
        return
    brief = table.brief()
    show(brief.columns, brief.rows, form=form)
    if brief.rows and len(brief.columns) < len(table.columns):
        say("\nThe words behind a row: kg explain CLAIM. All columns: --format json.")


def placed(question: "Question", values: Sequence[str]) -> dict[str, object]:
    """Parameters that were given by their place, in the order in which the question declares them."""
    names = [parameter.name for parameter in question.parameters if parameter.name not in EVERYWHERE]
    if len(values) > len(names):
        takes = " ".join(name.upper() for name in names) or "no values"
        raise typer.BadParameter(f"{question.name} takes {takes}; what is {values[len(names)]!r}?")
    return dict(zip(names, values, strict=False))


def list_questions(form: Format) -> None:
    """Print every question with what it takes."""
    from kg.questions import ask as questions

    columns = ["question", "takes", "answers"]
    rows = [[q.name, takes(q), q.title] for q in questions.catalogue()]
    show(columns, rows, form=form)


def takes(question: "Question") -> str:
    """A question's own parameters as a usage line has them: optional ones in brackets."""
    own = (parameter for parameter in question.parameters if parameter.name not in EVERYWHERE)
    return " ".join(p.name.upper() if p.required else f"[{p.name.upper()}]" for p in own)


def explain_question(question: "Question") -> None:
    """Print what a question answers and takes."""
    emit(f"Usage: kg ask {question.name} {takes(question)} [OPTIONS]\n")
    emit(f"  {question.title}. {question.statement.description}\n")
    for parameter in question.parameters:
        emit(f"  {option(parameter):<20}  {parameter.help}")


def option(parameter: "Parameter") -> str:
    """A parameter as an option: `--as-of INT`."""
    name = "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in parameter.name)
    return f"--{name} {parameter.type.upper()}"
