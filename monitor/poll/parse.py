"""A feed document from its bytes: RSS, Atom and RDF through feedparser, JSON Feed by hand.

Runs in a killable process: feedparser is quadratic in several places and raises on hostile bytes. It always
gets a stream; given bytes it would open files and addresses that a publisher names.
"""

import codecs
import io
import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

import feedparser

from monitor.model import Item
from monitor.outcome import Document, FeedHead
from monitor.poll.drafts import Draft, Words, item_from, language_tag, title_text
from monitor.poll.errors import NotAFeedError
from monitor.poll.json_feed import json_draft, looks_like_json, read_json_feed, text
from monitor.poll.not_a_feed import reason
from monitor.poll.parse_entry import draft_from, string, words
from monitor.text.links import safe_link
from monitor.text.plain import clean

MAX_ENTRIES: Final = 500

_JUNK_CAP: Final = 64 * 1024
_ROOT: Final = re.compile(rb"<(?:\?xml|!--|!DOCTYPE|rss|feed|rdf:RDF|channel|atom:feed)\b", re.IGNORECASE)
_PROLOGUE: Final = re.compile(rb"(?:\s++|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
_PAGE: Final = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_FEED_ELEMENT: Final = re.compile(rb"<(?:[a-z]+:)?(?:rss|feed|rdf|channel)\b", re.IGNORECASE)
_SUBSET: Final = re.compile(rb"""<!DOCTYPE(?:[^>\["']|"[^"]*+"|'[^']*+')*+\[""")
_REFERENCE: Final = re.compile(rb"&#(?:[xX]0*([0-9a-fA-F]{4,})|0*([0-9]{5,}));?")
_LAST_CODE_POINT: Final = 0x10FFFF
_SURROGATES: Final = range(0xD800, 0xE000)
_WIDE: Final = {
    b"\xff\xfe\0\0": "utf-32",
    b"\0\0\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
    b"<\0\0\0": "utf-32-le",
    b"\0\0\0<": "utf-32-be",
    b"<\0": "utf-16-le",
    b"\0<": "utf-16-be",
    b"\x4c\x6f\xa7\x94": "cp037",
}
"""Encodings in which "<" is not one byte of ASCII, by how a document in them starts (XML 1.0, appendix F)."""


def parse(body: bytes, url: str, content_type: str, now: datetime) -> Document:
    """The document in ``body``, fetched from ``url`` with that Content-Type.

    At most ``MAX_ENTRIES`` items, in document order. Broken XML gives what could be read, with a note.
    Raises ``NotAFeedError`` with a reason for anything that is no feed, and nothing else.
    """
    if not body.strip(b"\0 \t\r\n"):
        raise NotAFeedError("the body is empty")
    if looks_like_json(body):
        return _json_document(body, url, now)
    document = _believable(_without_junk(body))
    _look_at_prologue(document, body, url, content_type)
    parsed = _read(document, content_type)
    if not parsed.get("version"):
        raise NotAFeedError(reason(body, url, content_type))
    return _document(parsed, url, now)


def _believable(body: bytes) -> bytes:
    """``body`` with U+FFFD for character references that name no character: feedparser raises on them.

    One such reference must not cost the whole document. Wide encodings are left to fail.
    """

    def tamed(found: re.Match[bytes]) -> bytes:
        code = int(found[1], 16) if found[1] else int(found[2][:12])
        return b"&#xFFFD;" if code > _LAST_CODE_POINT or code in _SURROGATES else found[0]

    return _REFERENCE.sub(tamed, body) if b"&#" in body else body


def _read(body: bytes, content_type: str) -> "feedparser.FeedParserDict":
    headers = {"content-type": content_type} if content_type else {}
    try:
        return feedparser.parse(
            io.BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except MemoryError:
        raise
    except Exception as error:
        # The edge of one document: hostile bytes raise UnicodeEncodeError, OverflowError and more.
        raise NotAFeedError(f"cannot be read: {type(error).__name__}: {clean(str(error), 120)}") from error


def _without_junk(body: bytes) -> bytes:
    """``body`` from its first element on: warnings of a publisher's software stand before some feeds."""
    if _wide_encoding(body) or body.startswith(codecs.BOM_UTF8):
        return body
    stripped = body.lstrip()
    root = None if stripped.startswith(b"<") else _ROOT.search(body, 0, _JUNK_CAP)
    return body[root.start() :] if root else stripped


def _wide_encoding(body: bytes) -> str:
    return next((name for start, name in _WIDE.items() if body.startswith(start)), "")


def _look_at_prologue(document: bytes, body: bytes, url: str, content_type: str) -> None:
    """Refuse pages at once, and document types that declare entities: they multiply, and no feed needs them.

    Only what stands before the root element can declare; an article about XML may say ``<!ENTITY``. A page
    with a feed element inside is read: browsers save feeds that way.
    """
    wide = _wide_encoding(document)
    plain = document.decode(wide, "replace").encode("utf-8", "replace") if wide else document
    plain = plain.removeprefix(codecs.BOM_UTF8)
    prologue = _PROLOGUE.match(plain)
    start = prologue.end() if prologue else 0
    if _PAGE.match(plain, start) and not _FEED_ELEMENT.search(plain, start):
        raise NotAFeedError(reason(plain if wide else body, url, content_type))
    if _SUBSET.match(plain, start) and b"<!ENTITY" in plain:
        raise NotAFeedError("its document type declares entities, which is refused")


def _document(parsed: Any, url: str, now: datetime) -> Document:  # noqa: ANN401 - feedparser ships no types
    head = parsed["feed"]
    site = safe_link(string(head, "link"), url)
    version = string(parsed, "version")
    # RSS has no base; its links are meant as the site's, and the document may lie with a service for feeds.
    atom = version.startswith("atom")
    base = url if atom or not site else site
    language = language_tag(string(head, "language"))
    drafts = (draft_from(entry, base, atom=atom) for entry in parsed["entries"][:MAX_ENTRIES])
    listed = len(parsed["entries"])
    feed_head = FeedHead(
        title=title_text(words(head, "title", atom=atom)), link=site, language=language, version=version
    )
    notes = (f"broken XML, read loosely: {_fault(parsed)}",) if parsed.get("bozo") else ()
    return _assembled(feed_head, drafts, listed=listed, notes=notes, now=now)


def _fault(parsed: Any) -> str:  # noqa: ANN401 - feedparser ships no types
    error = parsed.get("bozo_exception")
    return clean(f"{type(error).__name__}: {error}", 160)


def _json_document(body: bytes, url: str, now: datetime) -> Document:
    feed = read_json_feed(body)
    head = feed.head
    base = safe_link(text(head, "home_page_url"), url) or url
    feed_head = FeedHead(
        title=title_text(Words(value=text(head, "title"), kind="plain")),
        link=safe_link(text(head, "home_page_url"), url),
        language=language_tag(text(head, "language")),
        version="json1",
    )
    drafts = (json_draft(item, base) for item in feed.items[:MAX_ENTRIES])
    notes = (f"{feed.dropped} members of items are no objects",) if feed.dropped else ()
    listed = len(feed.items) + feed.dropped
    return _assembled(feed_head, drafts, listed=listed, notes=notes, now=now)


def _assembled(
    head: FeedHead, drafts: Iterable[Draft], *, listed: int, notes: tuple[str, ...], now: datetime
) -> Document:
    """The document of ``drafts``, counting what of ``listed`` entries is left out."""
    found = [item_from(draft, now=now, language=head.language) for draft in drafts]
    items: tuple[Item, ...] = tuple(item for item in found if item is not None)
    if listed > MAX_ENTRIES:
        notes = (*notes, f"{listed} entries, of which the first {MAX_ENTRIES} are read")
    if len(items) < len(found):
        notes = (*notes, f"left out for having neither title nor text nor link: {len(found) - len(items)}")
    return Document(head=head, items=items, skipped=listed - len(items), notes=notes)
