"""The pages say what the program does."""

import re
from pathlib import Path

import pytest

from kg.cli import reference

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("**/*.md"), *(ROOT / "bench").glob("*.md")])


def test_the_page_of_commands_is_up_to_date():
    assert (ROOT / "docs" / "cli.md").read_text("utf-8") == reference.page(), "run `make docs`"


@pytest.mark.parametrize("command", tuple(reference.commands()), ids=lambda command: command.command_path)
def test_every_command_shows_an_example_and_explains_its_parameters(command):
    groups = "Commands:" in command.get_help()
    assert groups or f"```console\n{command.command_path}" in reference.section(command)
    assert [parameter.name for parameter in reference.own(command) if not parameter.help] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_between_pages_lead_somewhere(page):
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []
