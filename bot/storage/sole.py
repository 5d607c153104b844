"""A SQLite file is served by one process: a lock of the operating system, beside the file, says by which.

It ends with the process, however that ends. Two that serve one file would listen twice, send twice and mail twice.
"""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path

from bot.errors import CannotStart
from bot.storage import owners

REST_SECONDS = 1.0
"""What the process before has sent counts for the platform's limit for so long."""


class Sole:
    """The lock for a file; None for a database in memory, which nobody else can see."""

    def __init__(self, database: str | None) -> None:
        self._path = Path(f"{database}.lock") if database else None
        self._file: int | None = None

    def take(self) -> float:
        """Seconds until sending may begin.

        Raises:
            CannotStart: another process has it, or there is no place for it.
        """
        if self._path is None:
            return 0.0
        is_new = not self._path.exists()
        self._file = _locked(self._path)
        ended_well, ended = os.fstat(self._file).st_size == 0, os.fstat(self._file).st_mtime
        os.ftruncate(self._file, 0)
        os.pwrite(self._file, str(os.getpid()).encode(), 0)
        if is_new:
            return 0.0
        return max(0.0, min(REST_SECONDS, ended + REST_SECONDS - time.time())) if ended_well else REST_SECONDS

    def is_taken(self) -> bool:
        """Whether a process has it, for whoever has not. Nothing is made or kept by asking.

        Raises:
            CannotStart: it may not be looked at.
        """
        if self._path is None:
            return False
        try:
            file = os.open(self._path, os.O_RDONLY)
        except FileNotFoundError:
            return False
        except OSError as failure:
            raise CannotStart(f"database.url: {self._path} can't be read: {failure.strerror}") from None
        try:
            return os.fstat(file).st_size > 0 and not _is_free(file)
        finally:
            os.close(file)

    def free(self) -> None:
        """Another may have it. Nothing to do where it was not taken."""
        if self._file is not None:
            os.ftruncate(self._file, 0)
            os.utime(self._file)
            os.close(self._file)
            self._file = None


def _is_free(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _locked(path: Path) -> int:
    try:
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as failure:
        raise CannotStart(f"database.url: {path} can't be made: {failure.strerror}") from None
    owners.give(path)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.pread(file, 20, 0).decode()
        os.close(file)
        raise CannotStart(
            f"database.url: process {holder} serves {path.with_suffix('')} already; stop that one first"
        ) from None
    return file
