"""Mails as files: a maildir, or a folder of ``.eml`` files. Whole or absent, and once, however many tries."""

import os
from collections.abc import Callable
from pathlib import Path

from monitor.digest.delivery import Delivery, Letter, Verdict


def deliver_to_maildir(folder: Path, letter: Letter, before_content: Callable[[], bool]) -> Delivery:
    """Into ``tmp``, then ``new``. The name is the letter's own, so a second attempt finds the first.

    A mail program moves what it has shown to ``cur`` and adds flags after a colon; that counts as delivered.
    """
    name = f"{letter.name}.newswake"

    def write() -> Path:
        for part in ("cur", "new", "tmp"):
            (folder / part).mkdir(parents=True, exist_ok=True, mode=0o700)
        seen = next((folder / "cur").glob(f"{name}:*"), folder / "cur" / name)
        if seen.exists():
            return seen
        return _write_whole(folder / "tmp" / name, folder / "new" / name, letter.mime)

    return _written(write, before_content)


def deliver_to_file(folder: Path, letter: Letter, before_content: Callable[[], bool]) -> Delivery:
    """As ``folder/<name>.eml``; the same mail again replaces itself."""

    def write() -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        return _write_whole(folder / f".{letter.name}.part", folder / f"{letter.name}.eml", letter.mime)

    return _written(write, before_content)


def _written(write: Callable[[], Path], before_content: Callable[[], bool]) -> Delivery:
    if not before_content():
        return Delivery(verdict=Verdict.TAKEN, reply="another process took the mail")
    try:
        path = write()
    except OSError as error:
        return Delivery(verdict=Verdict.LATER, reply=str(error))
    return Delivery(verdict=Verdict.ACCEPTED, reply=str(path))


def _write_whole(draft: Path, path: Path, content: bytes) -> Path:
    """Written aside, synced, renamed, folder synced: after a power cut the file is whole or absent."""
    with draft.open("wb") as file:
        os.fchmod(file.fileno(), 0o600)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return path
