"""JSON Feed 1.1 (https://jsonfeed.org/version/1.1) of a feed page: always the same bytes for the same values."""

import json
from datetime import UTC, datetime

from monitor.export.feed_page import FeedEntry, FeedPage, harmless
from monitor.export.plain_text import one_line
from monitor.text.links import safe_link

MEDIA_TYPE = "application/feed+json"


def json_feed(page: FeedPage) -> bytes:
    """The document, UTF-8. What is ours alone stands under ``_newswake``, as the format asks."""
    said: dict[str, object] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": one_line(page.title),
        "description": one_line(page.subtitle),
    }
    if address := safe_link(page.address):
        said["feed_url"] = address
    said |= {
        "authors": [{"name": "Newswake"}],
        "_newswake": {
            "id": page.identity,
            "updated": _time(page.updated),
            "version": page.generator,
        },
        "items": [_item(harmless(entry)) for entry in page.entries],
    }
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def _item(entry: FeedEntry) -> dict[str, object]:
    item: dict[str, object] = {"id": entry.identity}
    if entry.link:
        item["url"] = entry.link
    item |= {"title": entry.title, "content_text": entry.summary or entry.title}
    if entry.published is not None:
        item["date_published"] = _time(entry.published)
    item |= {
        "date_modified": _time(entry.updated),
        "authors": [{"name": entry.author or entry.source or "unknown"}],
    }
    if entry.language:
        item["language"] = entry.language
    if entry.terms:
        item["tags"] = list(entry.terms)
    ours: dict[str, object] = {"source": entry.source, **dict(entry.numbers)}
    if entry.related:
        ours["related"] = [{"url": link.url, "title": link.title} for link in entry.related]
    return item | {"_newswake": ours}


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
