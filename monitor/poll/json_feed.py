"""JSON Feed (https://jsonfeed.org/version/1.1), read by hand: every value may be of any type."""

import json
from dataclasses import dataclass
from typing import Final

from monitor.poll.drafts import Draft, Words
from monitor.poll.errors import NotAFeedError

_VERSION: Final = "jsonfeed.org/version/"


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonFeed:
    """The feed object and its items, as decoded."""

    head: dict[str, object]
    items: tuple[dict[str, object], ...]
    dropped: int
    """Members of ``items`` that are no objects."""


def looks_like_json(body: bytes) -> bool:
    """Whether ``body`` starts as a JSON object."""
    return body[:64].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")


def read_json_feed(body: bytes) -> JsonFeed:
    """The feed in ``body``; raises ``NotAFeedError`` for other JSON and for what is no JSON."""
    try:
        data = json.loads(body.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError) as error:
        raise NotAFeedError("looks like JSON but cannot be read as such") from error
    if not isinstance(data, dict) or _VERSION not in text(data, "version"):
        raise NotAFeedError("JSON, but no JSON Feed: its version names no jsonfeed.org version")
    listed = data.get("items")
    members = listed if isinstance(listed, list) else []
    items = tuple(member for member in members if isinstance(member, dict))
    return JsonFeed(head=data, items=items, dropped=len(members) - len(items))


def text(table: dict[str, object], *names: str) -> str:
    """The first of the members ``names`` that is a filled string; a number counts as its digits (old ids)."""
    for name in names:
        value = table.get(name)
        if isinstance(value, str) and value.strip():
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
    return ""


def json_draft(item: dict[str, object], base: str) -> Draft:
    """One item as a draft; relative links are resolved against ``base``."""
    return Draft(
        guid=text(item, "id"),
        links=(text(item, "url"), text(item, "external_url")),
        base=base,
        title=Words(value=text(item, "title"), kind="plain"),
        bodies=(
            Words(value=text(item, "content_html"), kind="html"),
            Words(value=text(item, "content_text"), kind="plain"),
            Words(value=text(item, "summary"), kind="plain"),
        ),
        author=_author(item),
        categories=_tags(item),
        language=text(item, "language"),
        published=text(item, "date_published", "date_modified"),
    )


def _author(item: dict[str, object]) -> str:
    """Names of ``authors`` (1.1) or ``author`` (1.0), joined by commas."""
    listed = item.get("authors")
    members = listed if isinstance(listed, list) else [item.get("author")]
    return ", ".join(
        name for member in members if isinstance(member, dict) and (name := text(member, "name"))
    )


def _tags(item: dict[str, object]) -> tuple[str, ...]:
    listed = item.get("tags")
    return tuple(tag for tag in listed if isinstance(tag, str)) if isinstance(listed, list) else ()
