"""Atom (RFC 4287) of a feed page: always the same bytes for the same values."""

from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape

from monitor.export.feed_page import FeedEntry, FeedPage, harmless
from monitor.export.plain_text import one_line
from monitor.text.links import safe_link

MEDIA_TYPE = "application/atom+xml"


def atom(page: FeedPage) -> bytes:
    """The document, UTF-8. All texts are plain text (``type="text"``), so that no reader takes them for mark-up."""
    return ("\n".join(_lines(page)) + "\n").encode()


def _lines(page: FeedPage) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield '<feed xmlns="http://www.w3.org/2005/Atom">'
    yield _element("id", page.identity)
    yield _element("title", one_line(page.title))
    yield _element("subtitle", one_line(page.subtitle))
    yield _element("updated", _time(page.updated))
    if address := safe_link(page.address):
        yield f'<link rel="self" type="{MEDIA_TYPE}" href="{escape(address)}"/>'
    yield "<author><name>Newswake</name></author>"
    yield _element("generator", "Newswake", version=page.generator)
    for entry in page.entries:
        yield from _entry(harmless(entry))
    yield "</feed>"


def _entry(entry: FeedEntry) -> Iterator[str]:
    language = f' xml:lang="{escape(entry.language)}"' if entry.language else ""
    yield f"<entry{language}>"
    yield _element("id", entry.identity)
    yield _element("title", entry.title, type="text")
    yield _element("updated", _time(entry.updated))
    if entry.published is not None:
        yield _element("published", _time(entry.published))
    yield f"<author>{_element('name', entry.author or entry.source or 'unknown')}</author>"
    if entry.link:
        yield f'<link rel="alternate" href="{escape(entry.link)}"/>'
    for link in entry.related:
        title = f' title="{escape(link.title)}"' if link.title else ""
        yield f'<link rel="related" href="{escape(link.url)}"{title}/>'
    for term in entry.terms:
        yield f'<category term="{escape(term)}"/>'
    # An entry without a link of its own needs content (RFC 4287, 4.1.2).
    if not entry.link:
        yield _element("content", entry.summary or entry.title, type="text")
    elif entry.summary:
        yield _element("summary", entry.summary, type="text")
    if entry.source:
        yield f"<source>{_element('title', entry.source, type='text')}</source>"
    yield "</entry>"


def _element(name: str, text: str, **attributes: str) -> str:
    said = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{said}>{escape(text, quote=False)}</{name}>"


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
