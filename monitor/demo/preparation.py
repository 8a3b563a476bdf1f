"""The demonstration's folder: an ordinary configuration over the outlets' addresses, new each run."""

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from monitor.demo.outlets import Outlet
from monitor.demo.server import Newsstand
from monitor.errors import UnusableStoreError
from monitor.model import FeedSource

STORY = "wagner-air-defence"
"""Slug of the watch, and the story's id in ``truth.jsonl``."""
MARK = ".newswake-demo"
"""Says that what lies beside it was written by the demonstration and may be written anew."""
READER = "reader@newswake.example"


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoFolder:
    """Where the demonstration keeps its things."""

    root: Path

    @property
    def config(self) -> Path:
        """``newswake.toml``, ``feeds.toml`` and ``watches/``."""
        return self.root / "config"

    @property
    def seed(self) -> Path:
        """The article that the watch was made from."""
        return self.root / "seeds" / f"{STORY}.md"

    @property
    def database(self) -> Path:
        """What the run stores."""
        return self.root / "data" / "newswake.db"

    @property
    def mail(self) -> Path:
        """The maildir that digests are delivered to."""
        return self.root / "mail"


def prepare(root: Path, stand: Newsstand) -> DemoFolder:
    """Write configuration, watch and seed under ``root``, in place of an earlier demonstration's.

    Raises ``UnusableStoreError`` where ``root`` holds anything else, or can't be written.
    """
    return prepare_folder(root, tuple(_source(outlet, stand) for outlet in stand.outlets))


def prepare_folder(root: Path, sources: Sequence[FeedSource]) -> DemoFolder:
    """As ``prepare``, for any feeds."""
    folder = DemoFolder(root=root.resolve())
    try:
        _clear(folder)
        folder.config.joinpath("watches").mkdir(parents=True)
        folder.seed.parent.mkdir()
        _write(folder.config / "newswake.toml", settings_text(folder))
        prepare_feeds(folder, sources)
        _write(folder.config / "watches" / f"{STORY}.toml", bundled(f"{STORY}.toml"))
        _write(folder.seed, bundled(f"{STORY}.md"))
    except OSError as error:
        problem = f"can't be written ({error.strerror})"
        raise UnusableStoreError(root, problem, "name another folder: newswake demo DIR") from error
    return folder


def prepare_feeds(folder: DemoFolder, sources: Sequence[FeedSource]) -> None:
    """Write ``feeds.toml``. Raises ``OSError``."""
    _write(folder.config / "feeds.toml", feeds_text(sources))


def bundled(name: str) -> str:
    """The watch file or the seed of the demonstration; both are copies of ``config/`` and ``seeds/``."""
    return (files(__package__) / "story" / name).read_text(encoding="utf-8")


def _clear(folder: DemoFolder) -> None:
    folder.root.mkdir(parents=True, exist_ok=True)
    mark = folder.root / MARK
    if not mark.exists() and any(folder.root.iterdir()):
        problem = "is not empty, and not from an earlier demonstration"
        raise UnusableStoreError(folder.root, problem, "name another folder: newswake demo DIR")
    _write(mark, "Written by newswake demo, which empties this folder when it runs again.\n")
    for part in (folder.config, folder.seed.parent, folder.database.parent, folder.mail):
        if part.exists():
            shutil.rmtree(part)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def settings_text(folder: DemoFolder) -> str:
    """``newswake.toml``: the loopback network allowed, a reader whose digest is due in the evening."""
    tables: dict[str, Mapping[str, object]] = {
        "[network]": {"allow": ["127.0.0.0/8"], "contact": "https://newswake.example"},
        "[mail]": {"transport": "maildir", "path": str(folder.mail), "sender": "digest@newswake.example"},
        "[[recipient]]": {"address": READER, "name": "Reader", "zone": "UTC", "at": "21:00"},
    }
    return "\n".join(_table(head, values) for head, values in tables.items())


def feeds_text(sources: Sequence[FeedSource]) -> str:
    """``feeds.toml``: one table a feed."""
    return "\n".join(
        _table(
            "[[feed]]",
            {
                "url": source.url,
                "name": source.name,
                "group": source.group,
                "tags": list(source.tags),
                "language": source.language,
            },
        )
        for source in sources
    )


def _source(outlet: Outlet, stand: Newsstand) -> FeedSource:
    """The outlet under its address on ``stand``."""
    return FeedSource(
        url=stand.url(outlet.path),
        name=outlet.name,
        group=outlet.group,
        tags=outlet.tags,
        language=outlet.language,
    )


def _table(head: str, values: Mapping[str, object]) -> str:
    """A TOML table; strings and lists of strings are written alike in JSON and TOML."""
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]
    return "\n".join((head, *lines, ""))
