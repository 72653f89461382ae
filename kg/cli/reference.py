"""Writes docs/cli.md from the commands themselves; `make docs` runs it, a test holds the page to it."""

import sys
from collections.abc import Iterator
from pathlib import Path

import typer

from kg.cli.app import app
from kg.cli.exits import MEANING

WIDTH = 100  # of the help texts

OPENING = """\
# Commands

Answers go to stdout, messages and progress to stderr. `--json` prints JSON, one object a line.
`NO_COLOR` turns colours off. Written by `make docs` from the commands' own help.

## Exit codes

| code | meaning |
|---|---|
"""


def page() -> str:
    """The page of all commands: exit codes, then each command's help as the terminal shows it."""
    codes = "".join(f"| {code.value} | {meaning} |\n" for code, meaning in MEANING.items())
    return OPENING + codes + "".join(section(words, text) for words, text in helps())


def section(words: str, text: str) -> str:
    """One command's part of the page."""
    return f"\n## {words}\n\n```text\n{text.strip()}\n```\n"


def helps() -> Iterator[tuple[str, str]]:
    """Every command's name and help: the root first, then in the order of the help page."""
    root = typer.main.get_command(app)
    yield from helps_below(typer.Context(root, info_name="kg", terminal_width=WIDTH))


def helps_below(ctx: typer.Context) -> Iterator[tuple[str, str]]:
    """A command's help, then its sub-commands'."""
    yield ctx.command_path, ctx.get_help()
    for name, command in getattr(ctx.command, "commands", {}).items():
        yield from helps_below(typer.Context(command, info_name=name, parent=ctx, terminal_width=WIDTH))


if __name__ == "__main__":
    (Path(sys.argv[1]) / "cli.md").write_text(page(), encoding="utf-8")
