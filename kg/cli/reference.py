"""Writes docs/cli.md from the commands themselves; `make docs` runs it, a test holds the page to it."""

import sys
from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path

import typer

from kg.cli.app import app
from kg.cli.exits import MEANING

PAGE = "cli.md"
VERBATIM = "\b\n"  # begins a paragraph that the terminal shows as it stands
OPENING = """\
# Commands

Answers go to stdout, messages and progress to stderr. `--json` prints JSON, one object a line.
`NO_COLOR` turns colours off. Written by `make docs` from the commands' own help.

## Exit codes

| code | meaning |
|---|---|
"""


def page() -> str:
    """The page of all commands: exit codes, then what each command does and takes."""
    codes = "".join(f"| {code.value} | {meaning} |\n" for code, meaning in MEANING.items())
    return OPENING + codes + "".join(map(section, commands()))


def commands() -> Iterator[typer.Context]:
    """Every command, in a context of its own: the root first, then in the order of the help page."""
    yield from below(typer.Context(typer.main.get_command(app), info_name="kg"))


def below(ctx: typer.Context) -> Iterator[typer.Context]:
    """A command, then its sub-commands."""
    yield ctx
    for name, command in getattr(ctx.command, "commands", {}).items():
        yield from below(typer.Context(command, info_name=name, parent=ctx))


def section(ctx: typer.Context) -> str:
    """One command's part of the page."""
    prose = "\n\n".join(map(paragraph, cleandoc(ctx.command.help or "").split("\n\n")))
    rows = "".join(f"| `{usage(parameter)}` | {parameter.help} |\n" for parameter in own(ctx))
    table = f"\n| takes | |\n|---|---|\n{rows}" if rows else ""
    return f"\n## {ctx.command_path}\n\n{prose}\n{table}"


def paragraph(text: str) -> str:
    """A paragraph of a command's help; examples become a block of commands."""
    if not text.startswith(VERBATIM):
        return text
    lines = text.removeprefix(VERBATIM).splitlines()
    block = "\n".join(line.strip() for line in lines if line.startswith("  "))
    return f"```console\n{block}\n```"


def own(ctx: typer.Context) -> list[typer.core.TyperOption | typer.core.TyperArgument]:
    """The parameters that the command itself declares."""
    kinds = (typer.core.TyperOption, typer.core.TyperArgument)
    return [
        each for each in ctx.command.params if isinstance(each, kinds) and "completion" not in str(each.name)
    ]


def usage(parameter: typer.core.TyperOption | typer.core.TyperArgument) -> str:
    """A parameter as it is typed: `--limit N`, `PATH`."""
    if isinstance(parameter, typer.core.TyperArgument):
        return parameter.metavar or str(parameter.name)
    return " ".join((*parameter.opts, parameter.metavar or "")).strip()


if __name__ == "__main__":
    (Path(sys.argv[1]) / PAGE).write_text(page(), encoding="utf-8")
