"""The table of laws in docs/projection.md names tests that are there."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NAMED = re.compile(r"`(tests/\S+\.py)::(test_\w+)`")


def test_every_law_is_held_by_a_test_that_is_there() -> None:
    page = (ROOT / "docs" / "projection.md").read_text("utf-8")
    laws = {line[2] for line in page.splitlines() if re.match(r"\| \d\. ", line)}
    assert laws == set("123456789")
    for path, name in NAMED.findall(page):
        assert f"def {name}(" in (ROOT / path).read_text("utf-8"), f"{path}::{name}"
