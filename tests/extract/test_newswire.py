"""The forms in which newswire tells who holds, blocks, leaves, sends and backs: one sentence a form."""

import pytest

from .reading import deeds


@pytest.mark.parametrize(
    "text",
    ["Rwanda supports M23 with troops.", "Rwanda arms M23.", "M23, supported by Rwanda, took Goma on Monday."],
)
def test_help_that_goes_on_is_told_as_a_deed_and_as_what_lasts(text: str) -> None:
    told = deeds(text)
    assert {"rwanda SUPPORTED m23", "rwanda BACKS m23"} <= set(told)


def test_help_that_is_over_does_not_last() -> None:
    told = deeds("Rwanda supported M23 in 2012.")
    assert "rwanda SUPPORTED m23" in told
    assert not any("BACKS" in deed for deed in told)
