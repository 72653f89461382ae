"""Other people's clients that leave their sockets to the garbage collector."""

import gc
import warnings
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def sockets_collected() -> Iterator[None]:
    """Collect, where nobody hears the warning and not in the middle of another test, what is left open here.

    So do py2neo with its routing table, Docker's client, and testcontainers with it.
    """
    try:
        yield
    finally:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)
            gc.collect()
