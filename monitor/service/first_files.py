"""The files that ``newswake init`` writes: a commented configuration that works as it is."""

from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from monitor.errors import UnusableStoreError

FILES = ("newswake.toml", "feeds.toml")
"""Under ``config/``; the texts are package data beside this module."""


def write_first_files(folder: Path) -> Iterator[tuple[Path, bool]]:
    """Write what is missing under ``folder/config``; yields each path and whether it was written.

    Never overwrites. Raises ``UnusableStoreError`` where the folder can't be written.
    """
    config = folder / "config"
    try:
        (config / "watches").mkdir(parents=True, exist_ok=True)
        for name in FILES:
            yield _write_if_missing(config / name)
    except OSError as error:
        remedy = "name a folder you may write: newswake init DIR"
        raise UnusableStoreError(config, f"can't be written ({error.strerror})", remedy) from error


def _write_if_missing(path: Path) -> tuple[Path, bool]:
    text = resources.files("monitor.service").joinpath("first", path.name).read_text(encoding="utf-8")
    try:
        with path.open("x", encoding="utf-8") as handle:
            handle.write(text)
    except FileExistsError:
        return path, False
    return path, True
