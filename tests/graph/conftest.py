"""What the tests of the projection share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.engine import embedded


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The home of an embedded server of the module's own: a rebuild stops and starts it."""
    home = tmp_path_factory.mktemp("home")
    yield home
    embedded.down(home)
