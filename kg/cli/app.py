"""The `kg` command: its commands stand in one module a group, and each imports what it needs when it runs."""

import typer

import kg
from kg.cli import (
    ask,
    backup,
    browser,
    copying,
    correct,
    demo,
    diff,
    doctor,
    erase,
    evaluate,
    explain,
    export,
    extract,
    follow,
    identity,
    judgements,
    load,
    log,
    query,
    reextract,
    review,
    search,
    server,
    upkeep,
)
from kg.cli.options import AuthFile, Database, Home, Log, Uri, User
from kg.cli.streams import emit

SUMMARY = """\
An event-sourced knowledge graph store for news: who said what happened, with the exact words.

\b
  kg demo                          see what it does, on sample articles
  kg load articles/                read articles into the log and the graph
  kg ask                           list the questions
  kg ask who-attacked-whom         ask one
  kg explain KEY                   the sentences behind a row
"""

app = typer.Typer(
    name="kg",
    help=SUMMARY,
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help: importing rich would double the time that `kg --help` takes
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def show_version(wanted: bool) -> None:
    """Print the version and stop, where `--version` was given."""
    if wanted:
        emit(f"kg {kg.__version__}")
        raise typer.Exit


@app.callback()
def kg_options(
    home: Home = None,
    log: Log = None,
    uri: Uri = None,
    user: User = None,
    database: Database = None,
    auth_file: AuthFile = None,
    version: bool = typer.Option(
        False, "--version", callback=show_version, is_eager=True, help="Print the version."
    ),
) -> None:
    """Take the options that hold for every command."""


for group in (
    demo,
    load,
    extract,
    evaluate,
    ask,
    search,
    query,
    explain,
    diff,
    correct,
    identity,
    judgements,
    review,
    reextract,
    erase,
    server,
    doctor,
    browser,
    upkeep,
    export,
    follow,
    log,
    copying,
    backup,
):
    group.register(app)
