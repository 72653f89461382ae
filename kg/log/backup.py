"""Backs a log up into one file while others write to it, and puts a backup in a log's place."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from kg.errors import LogError
from kg.log import copying, erasing, exists, open_log, schema
from kg.log.address import is_url
from kg.log.protocol import Erasure, Head

PAGES = 1_000  # that are copied between two reports of how far the work has come
WAIT_S = 10.0  # for others who write to the log that a backup takes the place of

Progress = Callable[[int, int], None]  # is told how much was done, and of how much


def _silent(_done: int, _total: int) -> None:
    pass


def backup(log: Path | str, file: Path, *, force: bool = False, progress: Progress = _silent) -> Head:
    """Copy a log, as it is at this moment, into a file; the log goes on being written to.

    The file is there whole or not at all, and an older backup of the same log is replaced. Raises LogError
    where the copy is not whole, or, without `force`, where the file holds what the log does not.
    """
    _refuse_itself(file, log)
    if file.exists() and not force:
        _refuse_loss(file, by=log)
    return _copied(log, file, progress)


def restore(file: Path, log: Path | str, *, force: bool = False, progress: Progress = _silent) -> Head:
    """Put a backup in the place of a log, if it is whole, in one step.

    Nobody should be writing to the log. Raises LogError, and changes nothing, where the log has events that
    the backup does not; `force` puts the log as it was into a file beside it first. A log in PostgreSQL can
    only be brought up to the backup.
    """
    if not file.exists():
        raise LogError(f"there is no backup in {file}")
    _refuse_itself(file, log)
    if is_url(str(log)):
        _whole(file)
        with closing(open_log(file)) as old, closing(open_log(log)) as new:
            copying.copy(old, new, progress=lambda pos: progress(pos, old.head().pos))
            return new.head()
    target = Path(log)
    if not target.exists():
        return _copied(file, target, progress)
    head = _whole(file)
    if _would_lose(target, by=file):
        if not force:
            _refuse_loss(target, by=file)
        _copied(target, _aside(target), _silent)
    _copy_pages(file, target, progress)
    return head


def come_back(file: Path, log: Path | str) -> list[Erasure]:
    """What was erased from a log, and what a backup of it still says."""
    if not (file.exists() and exists(log)):
        return []
    with closing(open_log(log)) as now, closing(open_log(file)) as old:
        if now.head().log_id != old.head().log_id:
            return []
        gone, end = {erasure.pos for erasure in old.erasures()}, old.head().pos
        return [erasure for erasure in now.erasures() if erasure.pos not in gone and erasure.pos <= end]


def _refuse_itself(file: Path, log: Path | str) -> None:
    """Whoever writes to the log would go on writing to a file that another one has taken the place of."""
    if not is_url(str(log)) and file.exists() and Path(log).exists() and file.samefile(log):
        raise LogError(f"{file} is the log itself: name another file")


def _refuse_loss(there: Path, *, by: Path | str) -> None:
    if _would_lose(there, by=by):
        raise LogError(f"{there} has events that would be lost: name another file, or say --force")


def _would_lose(there: Path, *, by: Path | str) -> bool:
    """Whether a log holds events that another, which would take its place, does not."""
    with closing(open_log(there)) as old, closing(open_log(by)) as new:
        head = old.head()
        return bool(head.pos) and (head.log_id, head.hash) != (new.head().log_id, new.hash_at(head.pos))


def _aside(log: Path) -> Path:
    """Where a log goes that a backup takes the place of."""
    with closing(open_log(log)) as opened:
        head = opened.head()
    return log.with_name(f"{log.name}.{head.pos}-{head.hash.hex()[:8]}")


def _copied(log: Path | str, file: Path, progress: Progress) -> Head:
    """Have a whole copy of a log in a file, in one step."""
    part = file.with_name(f".{file.name}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        _remove(part)
        _copy(log, part, progress)
        head = _whole(part)
        _sync(part)
        part.replace(file)
        _sync(file.parent)
    except OSError as error:
        raise LogError(f"{error.filename or file} cannot be written: {error.strerror}") from error
    finally:
        with suppress(OSError):
            _remove(part)
    return head


def _copy(log: Path | str, part: Path, progress: Progress) -> None:
    if not is_url(str(log)):
        _copy_pages(Path(log), part, progress)
        return
    with closing(open_log(log)) as old, closing(open_log(part)) as new:
        copying.copy(old, new, progress=lambda pos: progress(pos, old.head().pos))


def _copy_pages(source: Path, target: Path, progress: Progress) -> None:
    """Make one SQLite file what another is, in one transaction of its own."""
    with closing(open_log(source)):  # is it a log, and of a version that is known?
        pass
    with schema.Explained(source), closing(sqlite3.connect(source, isolation_level=None)) as old:
        old.execute("BEGIN")  # or else every writer would make the copying start again
        old.execute("SELECT pos FROM log_head").fetchone()
        with schema.Explained(target), closing(sqlite3.connect(target, timeout=WAIT_S)) as new:
            old.backup(new, pages=PAGES, progress=lambda _, left, total: progress(total - left, total))
            erasing.scrub(
                new, target, timeout_s=WAIT_S
            )  # what SQLite leaves beside its rows is not the log's


def _whole(log: Path) -> Head:
    """Where a copy ends; raises LogError where it is not what was written."""
    with closing(open_log(log)) as opened:
        for problem in opened.verify():
            raise LogError(f"{log} is not whole, and nothing was changed: {problem}")
        return opened.head()


def _remove(file: Path) -> None:
    for end in ("", "-wal", "-shm", "-journal", "-pages"):
        file.with_name(file.name + end).unlink(missing_ok=True)


def _sync(path: Path) -> None:
    """Have what was written survive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
