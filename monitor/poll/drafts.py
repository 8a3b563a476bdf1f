"""From the raw strings of one entry to an ``Item``: cleaned, bounded, links resolved; for every format."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from monitor.model import Item
from monitor.outcome import Document, FeedHead
from monitor.poll.dates import RAW_LIMIT, parse_published
from monitor.text.links import safe_link
from monitor.text.plain import (
    INPUT_CAP,
    clean,
    looks_like_markup,
    plain_text,
    plain_title,
    storable,
)

MAX_ENTRIES: Final = 500
"""Entries of a document that are read."""
TITLE_LIMIT: Final = 500
TEXT_LIMIT: Final = INPUT_CAP
HTML_LIMIT: Final = INPUT_CAP
GUID_LIMIT: Final = 2048
AUTHOR_LIMIT: Final = 200
CATEGORY_LIMIT: Final = 100
CATEGORIES: Final = 50
"""Caps of one item, in characters (``CATEGORIES``: how many)."""

_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A title, summary or content with what the feed says of its kind."""

    value: str
    kind: str = "unknown"
    """``plain``, ``html``, or ``unknown`` where the format leaves it open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One entry as the parser left it."""

    guid: str
    links: tuple[str, ...]
    """Candidates, best first; relative ones are resolved."""
    base: str
    title: Words
    bodies: tuple[Words, ...]
    author: str = ""
    categories: tuple[str, ...] = ()
    language: str = ""
    published: str = ""
    published_fallback: tuple[int, ...] | None = None


def item_from(draft: Draft, *, now: datetime, language: str = "") -> Item | None:
    """The item, or None where the entry has neither title nor text nor link; ``language`` is the feed's."""
    title = title_text(draft.title)
    text, html = _fullest(draft.bodies)
    link = next((safe for raw in draft.links if (safe := safe_link(raw, draft.base))), "")
    if not (title or text or link):
        return None
    raw_date = clean(draft.published, RAW_LIMIT)
    published = parse_published(raw_date, now=now, fallback=draft.published_fallback)
    return Item(
        guid=clean(draft.guid, GUID_LIMIT),
        link=link,
        title=title,
        text=text,
        html=html,
        author=clean(plain_title(draft.author), AUTHOR_LIMIT),
        categories=_categories(draft.categories),
        language=language_tag(draft.language) or language,
        published_raw=raw_date,
        published=published.value,
        date_flag=published.flag,
    )


def title_text(title: Words) -> str:
    """A headline as one line of plain text, at most ``TITLE_LIMIT`` long."""
    if title.kind == "plain":
        return clean(title.value, TITLE_LIMIT)
    return clean(plain_text(title.value) if title.kind == "html" else plain_title(title.value), TITLE_LIMIT)


def language_tag(raw: str) -> str:
    """``raw`` as a BCP 47 tag with hyphens, ``""`` where it is none."""
    tag = raw.strip()
    return tag.replace("_", "-") if _LANGUAGE.fullmatch(tag) else ""


def _fullest(bodies: tuple[Words, ...]) -> tuple[str, str]:
    """(text, html) of the body with the most text."""
    candidates = [(_body_text(body), body.value) for body in bodies]
    text, html = max(candidates, key=lambda candidate: len(candidate[0]), default=("", ""))
    return text, storable(html, HTML_LIMIT)


def _body_text(body: Words) -> str:
    """Bodies that call themselves plain hold mark-up often enough to look."""
    plain = body.kind == "plain" and not looks_like_markup(body.value)
    return clean(body.value[:INPUT_CAP] if plain else plain_text(body.value), TEXT_LIMIT)


def _categories(raw: tuple[str, ...]) -> tuple[str, ...]:
    cleaned = (clean(plain_title(category), CATEGORY_LIMIT) for category in raw[:CATEGORIES])
    return tuple(dict.fromkeys(category for category in cleaned if category))


def assembled(
    head: FeedHead, drafts: Sequence[Draft], marks: Sequence[str], *, listed: int, now: datetime
) -> Document:
    """The document of ``drafts``, counting what of ``listed`` entries is left out.

    ``marks`` are the fingerprints of the drafts, or none.
    """
    found = [item_from(draft, now=now, language=head.language) for draft in drafts]
    items = tuple(item for item in found if item is not None)
    kept = (mark for mark, item in zip(marks, found, strict=False) if item is not None)
    empty = len(found) - len(items)
    notes = (f"left out for having neither title nor text nor link: {empty}",) if empty else ()
    return Document(head=head, items=items, marks=tuple(kept), skipped=listed - len(items), notes=notes)
