"""A file that is written whole or not at all, however large it is and whatever stops the program."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from monitor.errors import UnusableStoreError


@contextmanager
def place_beside(path: Path) -> Iterator[Path]:
    """A name beside ``path`` under which a file is to be made; it takes the place of ``path`` at the end.

    Synced, file and folder, before it does. Whatever is raised inside leaves ``path`` as it was and nothing beside
    it. A link to a file stays a link, and a file keeps its permissions.
    Raises ``UnusableStoreError`` where it cannot be written.
    """
    goal = path.resolve()
    if goal.exists() and not goal.is_file():
        raise UnusableStoreError(path, "is no file", "name a file to write, or leave --out away")
    beside = goal.with_name(f".{goal.name}.{secrets.token_hex(4)}.part")
    try:
        yield beside
        with suppress(FileNotFoundError):
            beside.chmod(goal.stat().st_mode & 0o7777)
        _sync(beside)
        beside.replace(goal)
        _sync(goal.parent)
    except OSError as error:
        problem = f"cannot be written ({error.strerror or error})"
        raise UnusableStoreError(path, problem, "name a file in a folder you may write") from error
    finally:
        beside.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
