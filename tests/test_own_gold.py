"""The extraction does not get worse on the project's own gold."""

import pytest

from tests import own_gold

SETS = ("sample", "tests", "fresh", "fresh2", "fresh3", "fresh4", "fresh5", "fresh6", "fresh7", "fresh8")


def fallen(name: str) -> dict[str, str]:
    """The figures of a set that are below their floor."""
    now = own_gold.figures(own_gold.reports()[name])
    floors = own_gold.floors()[name]
    return {
        key: f"{now.get(key, 0.0):.3f} is below {floor:.3f}"
        for key, floor in floors.items()
        if now.get(key, 0.0) < floor
    }


@pytest.mark.parametrize("name", SETS)
def test_no_figure_falls_below_its_floor(name):
    below = fallen(name)
    changed = "\n".join(line for line in own_gold.new_differences() if line.startswith(name))
    assert not below, f"{below}\nnot as the gold has it, and it was when the floors were set:\n{changed}"


@pytest.mark.parametrize("name", SETS)
def test_every_figure_has_a_floor(name):
    assert own_gold.floors()[name].keys() == own_gold.figures(own_gold.reports()[name]).keys()


@pytest.mark.parametrize("name", SETS)
def test_every_quote_is_verbatim(name):
    [figure] = [each for each in own_gold.reports()[name].figures if each.measure == "quotes not verbatim"]
    assert figure.value == 0
