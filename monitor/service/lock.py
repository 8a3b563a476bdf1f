"""One writer per database: whoever holds ``<db>.lock`` polls, decides and mails; nobody else does.

The lock is the kernel's (flock), so it is gone with the process however that ends. The file's time stamp is
the heartbeat: the running service touches it, ``status`` and the container's health check read it.
"""

import fcntl
import os
import time
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from monitor.errors import DatabaseBusyError, UnusableStoreError


def lock_path(database: Path) -> Path:
    """The lock file beside ``database``."""
    return database.with_name(database.name + ".lock")


class WriterLock:
    """Held from ``with`` to its end. Raises ``DatabaseBusyError`` at once where another process holds it."""

    def __init__(self, database: Path, purpose: str) -> None:
        """``purpose`` (such as ``run``) is told to whoever is refused meanwhile."""
        self._path = lock_path(database)
        self._purpose = purpose
        self._handle: int | None = None

    def __enter__(self) -> Self:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            remedy = "choose a folder that can be written, with --db"
            raise UnusableStoreError(self._path, f"can't be written ({error.strerror})", remedy) from error
        if not _taken(handle):
            os.close(handle)
            problem = f"this database is in use by {holder(self._path)}"
            raise DatabaseBusyError(self._path, problem, "stop that process first, or use another --db")
        os.ftruncate(handle, 0)
        os.write(handle, f"newswake {self._purpose}, process {os.getpid()}\n".encode())
        self._handle = handle
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def beat(self) -> None:
        """Say that the service still turns."""
        if self._handle is not None:
            os.utime(self._handle)


def _taken(handle: int) -> bool:
    """Try for the lock a few times: ``status`` holds it, shared, for an instant when it looks."""
    for pause_s in (0.01, 0.05, 0.2, 0.0):
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(pause_s)
        else:
            return True
    return False


def holder(path: Path) -> str:
    """Who wrote the lock file, in its own words."""
    try:
        return path.read_text(encoding="utf-8").strip() or "another process"
    except OSError:
        return "another process"


def running(database: Path) -> str | None:
    """Who holds the lock of ``database`` now, or None."""
    path = lock_path(database)
    try:
        handle = os.open(path, os.O_RDWR)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return holder(path)
    finally:
        os.close(handle)
    return None


def last_beat(database: Path) -> datetime | None:
    """When the service last turned, or None where none ever ran."""
    try:
        return datetime.fromtimestamp(lock_path(database).stat().st_mtime, UTC)
    except OSError:
        return None
