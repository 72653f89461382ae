"""`kg demo`: sample articles into a graph of their own, and three answers worth looking at."""

import os
import shlex
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import typer

from kg.cli.ask import answer
from kg.cli.load import counted, follow, ingested
from kg.cli.options import Format, Home, settings
from kg.cli.rows import show
from kg.cli.streams import emit, say
from kg.settings import Settings


class Shown(NamedTuple):
    """A question of the demo, and what to look for in its answer."""

    heading: str
    question: str
    given: Mapping[str, object]

    @property
    def command(self) -> str:
        """What to type to ask it again."""
        options = " ".join(f"--{name} {shlex.quote(str(value))}" for name, value in self.given.items())
        return f"kg ask {self.question} {options}".rstrip()


QUESTIONS = (
    Shown(
        "Where sources contradict each other: the toll of the night of Khasham",
        "contested",
        {"about": "toll", "from": "2018-02", "to": "2018-02", "limit": 3},
    ),
    Shown(
        "Who attacked whom at Khirbet Ammo, and by whom it was said",
        "who-attacked-whom",
        {"actor": "US forces", "from": "2020-02-12", "to": "2020-02-12"},
    ),
    Shown(
        "Who calmed it down, who said so, and what happened before",
        "de-escalations",
        {"actor": "Russian forces"},
    ),
)


def register(app: typer.Typer) -> None:
    """Add this group's command."""
    app.command()(demo)


def demo(ctx: typer.Context, home: Home = None) -> None:
    """Load sample articles and print three answers.

    They go into the folder `demo` of your data folder and do not mix with what you load yourself.

    \b
    Example:
      kg demo
    """
    chosen = beside(settings(ctx, home))
    load_sample(chosen)
    for shown in QUESTIONS:
        ask_shown(chosen, shown)
    invite(chosen)


def beside(chosen: Settings) -> Settings:
    """The demo's own folder, which uses the kind of server that the home uses."""
    from kg.engine import choice

    demo = chosen.demo
    if choice.own(demo.home) != (engine := choice.own(chosen.home)):
        choice.choose(demo.home, engine)
    return demo


def load_sample(chosen: Settings) -> None:
    """Have the sample articles in the log and the graph; a second time changes nothing."""
    from kg import sample

    say("loading the sample articles …")
    summary = ingested(chosen, [sample.paths()], dry_run=False)
    follow(chosen)
    say(f"{counted(summary.seen, 'article')} in {chosen.home}, {counted(summary.changes, 'change')}")


def ask_shown(chosen: Settings, shown: Shown) -> None:
    """Print a question as it is typed, and its answer."""
    from kg.questions import ask as questions

    emit(f"\n# {shown.heading}\n$ {shown.command}\n")
    brief = answer(chosen, questions.question(shown.question), dict(shown.given)).brief()
    show(brief.columns, brief.rows, form=Format.TABLE)


def invite(chosen: Settings) -> None:
    """Print what to try next, and how to open the graph elsewhere."""
    from kg import engine

    server = engine.server(chosen.home, start=True, env=chosen.env)
    password = f"password in {server.password_file}" if server.password_file else "your password"
    kg = program()
    emit(f"""
Try next, with these articles:

  export KG_HOME={shlex.quote(str(chosen.home))}
  {kg} ask                        the questions there are
  {kg} ask attacks-by SDF         names as the articles spell them
  {kg} explain CLAIM              the words behind a row
  {kg} down                       stop the graph server

In Neo4j Browser, or with any driver: {server.uri}, user {server.user}, database {server.database},
{password}""")


def program() -> str:
    """How to call kg from here: by its name where the shell finds it, else by the path it was called by."""
    if shutil.which("kg") or Path(sys.argv[0]).name != "kg":
        return "kg"
    return shlex.quote(os.path.relpath(sys.argv[0]))
