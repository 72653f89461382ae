"""Extraction in several processes. What they read comes back to the one that asked, which alone writes.

Workers are started afresh (not forked), load the extractor once, ignore Ctrl-C and end with their parent,
however that ends.
"""

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from threading import Thread
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from kg.errors import KgError
from kg.model import Article, Extraction

if TYPE_CHECKING:
    from kg.ingest import Extractor

T = TypeVar("T")

AHEAD = 4  # articles for each worker that are begun before their turn: so much is in memory at once

_loaded: list["Extractor"] = []  # in a worker: its extractor


class JobsError(KgError):
    """A worker process came to an end by itself."""


class Workers:
    """An extractor that works in `jobs` processes; what it reads is what the extractor of `load` reads.

    `load` is called in each of them: it must be a function of a module.
    """

    def __init__(self, load: "Callable[[], Extractor]", jobs: int) -> None:
        self.ahead = AHEAD * jobs
        self._pool = ProcessPoolExecutor(
            jobs, mp_context=get_context("spawn"), initializer=_start, initargs=(load,)
        )
        with _interrupts_held():
            named = [self._pool.submit(_name) for _ in range(jobs)]  # that many, so that all of them start
        self.name, self.version = _result(named[0])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def begin(self, article: Article) -> Callable[[], Extraction]:
        """Have an article read; the function that is returned waits for it."""
        with _told():
            future = self._pool.submit(_read, article)
        return lambda: _result(future)

    def extract(self, article: Article) -> Extraction:
        """What the article says."""
        return self.begin(article)()


def cores() -> int:
    """How many processes can work at once here."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _result(future: Future[T]) -> T:
    with _told():
        return future.result()


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except BrokenProcessPool as error:
        raise JobsError(
            "a worker process ended by itself, perhaps for want of memory: load again with fewer --jobs"
        ) from error


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hear of Ctrl-C only afterwards; processes that are started meanwhile never hear of it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start(load: "Callable[[], Extractor]") -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where it could not be held: the parent ends its workers
    Thread(target=_end_with_parent, daemon=True).start()
    _loaded.append(load())


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _name() -> tuple[str, str]:
    return _loaded[0].name, _loaded[0].version


def _read(article: Article) -> Extraction:
    return _loaded[0].extract(article)
