"""One command at a time starts or stops a home's server."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import EngineError

_POLL_S = 0.05


@contextmanager
def locked(path: Path, *, wait_s: float) -> Iterator[None]:
    """Hold the lock file, or raise EngineError after a bounded wait. A process that dies lets go of it."""
    import fcntl  # here, because Windows has none, and gets its message from `embedded`

    with path.open("rb") as file:
        until = time.monotonic() + wait_s
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > until:
                    raise EngineError(
                        f"another kg command has held {path} for over {wait_s:.0f} s: wait for it or end it"
                    ) from None
                time.sleep(_POLL_S)
        yield
