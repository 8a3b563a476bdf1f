"""The file of a watch that a person names."""

from pathlib import Path

from monitor.cli.place import Place
from monitor.errors import NotFoundError
from monitor.watch.file import SLUG


def watch_file(place: Place, slug: str) -> Path:
    """Where the watch ``slug`` lies; ``NotFoundError`` where there is none."""
    path = place.config / "watches" / f"{slug}.toml"
    if not SLUG.fullmatch(slug) or not path.is_file():
        raise NotFoundError(f"{path}: no such watch; newswake watch list shows those there are")
    return path
