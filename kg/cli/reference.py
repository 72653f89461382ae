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
    return OPENING + codes + "".join(map(section, commands()))


def section(ctx: typer.Context) -> str:
    """One command's part of the page."""
    return f"\n## {ctx.command_path}\n\n```text\n{ctx.get_help().strip()}\n```\n"


def commands() -> Iterator[typer.Context]:
    """Every command, in a context to ask its help of: the root first, then in the order of the help page."""
    root = typer.main.get_command(app)
    yield from below(typer.Context(root, info_name="kg", terminal_width=WIDTH, **root.context_settings))


def below(ctx: typer.Context) -> Iterator[typer.Context]:
    """A command, then its sub-commands."""
    yield ctx
    for name, command in getattr(ctx.command, "commands", {}).items():
        yield from below(typer.Context(command, info_name=name, parent=ctx, terminal_width=WIDTH))


if __name__ == "__main__":
    (Path(sys.argv[1]) / "cli.md").write_text(page(), encoding="utf-8")
