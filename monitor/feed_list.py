"""The list of feeds a person keeps in ``config/feeds.toml``.

One ``[[feed]]`` a source with ``url`` and ``name``, and optionally ``group``, ``tags``, ``language`` and
``checked``. Every mistake of the file is told at once, with line and key.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from monitor.model import FeedSource
from monitor.toml_tables import Table, read_table, read_text

FILE_NAME = "feeds.toml"
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8})*")
_TAG = re.compile(r"[^\s,;]+")


def load_feeds(path: Path) -> tuple[FeedSource, ...]:
    """The feeds in the file ``path``, in its order.

    Raises ``ConfigurationError`` with all mistakes: unknown keys, duplicate URLs, URLs that are not http.
    """
    return parse_feeds(read_text(path), file=str(path))


def parse_feeds(text: str, *, file: str) -> tuple[FeedSource, ...]:
    """As ``load_feeds`` for a text; ``file`` is named in mistakes."""
    root = read_table(text, file=file)
    tables = list(root.tables("feed"))
    feeds = tuple(_feed(table) for table in tables)
    _told_doubles(tables, feeds)
    root.finish()
    root.mistakes.raise_any()
    return feeds


def _feed(table: Table) -> FeedSource:
    feed = FeedSource(
        url=table.text("url", needed=True).strip(),
        name=table.text("name", needed=True).strip(),
        group=table.text("group").strip(),
        tags=table.texts("tags"),
        language=table.text("language").strip(),
        checked=table.flag("checked", default=True),
    )
    table.finish()
    if feed.url and (problem := url_problem(feed.url)):
        table.wrong("url", problem)
    if feed.language and not _LANGUAGE.fullmatch(feed.language):
        table.wrong("language", f"{feed.language!r} is no language tag; write it as en, ar or pt-BR")
    for tag in feed.tags:
        if not _TAG.fullmatch(tag):
            table.wrong("tags", f"{tag!r} is no tag; a tag is one word, with hyphens where needed")
    return feed


def url_problem(url: str) -> str:
    """What is wrong with the address of a feed; empty where nothing is."""
    if any(character.isspace() or not character.isprintable() for character in url):
        return f"{url!r} has blanks or control characters in it"
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return f"{url!r} is no address"
    if parts.scheme.lower() not in {"http", "https"}:
        return f"{url!r} has to begin with http:// or https://"
    return "" if host else f"{url!r} names no host"


def _told_doubles(tables: Sequence[Table], feeds: Sequence[FeedSource]) -> None:
    seen: dict[str, int] = {}
    for place, (table, feed) in enumerate(zip(tables, feeds, strict=True)):
        key = _comparable(feed.url)
        if key and key in seen:
            first = tables[seen[key]].line("url")
            table.wrong("url", f"{feed.url!r} is listed already in line {first}")
        seen.setdefault(key, place)


def _comparable(url: str) -> str:
    """What makes two addresses one feed: scheme, case of the host and a closing slash do not count."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.netloc.lower()}{parts.path.rstrip('/')}?{parts.query}" if parts.netloc else ""
