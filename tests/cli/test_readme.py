"""What the README shows is what the commands print."""

from tests.cli.readme import README, TESTED, rewritten


def test_the_readme_shows_what_its_commands_print(demo):
    text = README.read_text("utf-8")
    assert len(TESTED.findall(text)) >= 2
    assert text == rewritten(text, demo.home), "run `make docs`"
