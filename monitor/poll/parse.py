"""A feed document from its bytes: RSS, Atom and RDF through feedparser, JSON Feed by hand.

Runs in a killable process: feedparser is quadratic in several places and raises on hostile bytes. It always
gets a stream; given bytes it would open files and addresses that a publisher names.
"""

import codecs
import io
import re
from collections.abc import Container, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

import feedparser
from feedparser.encodings import convert_to_utf8

from monitor.outcome import Document
from monitor.poll.drafts import MAX_ENTRIES, assembled
from monitor.poll.errors import NotAFeedError
from monitor.poll.expat_driver import text_in_one_piece
from monitor.poll.json_feed import json_draft, looks_like_json, read_json_feed
from monitor.poll.marks import fingerprints
from monitor.poll.not_a_feed import reason
from monitor.poll.parse_entry import draft_from, string
from monitor.poll.parse_head import head_from, json_head
from monitor.poll.sitemap import is_sitemap, sitemap_document
from monitor.poll.split import Span, split, without
from monitor.text.plain import clean

__all__ = ["MAX_ENTRIES", "parse"]

_AS_CONVERTED: Final = "application/xml; charset=utf-8"
_UTF_8_BY_HTTP: Final = re.compile(
    r"(?:application/(?:[\w.-]+\+)?xml(?:\s*;\s*charset=(?i:utf-8))?|text/(?:[\w.-]+\+)?xml\s*;\s*charset=(?i:utf-8))?"
)
"""Content-Types with which feedparser takes a document that does not say otherwise for UTF-8, without complaint."""
_DECLARED: Final = re.compile(rb"<\?.*encoding=['\"](.*?)['\"].*\?>")
"""Where feedparser looks for the encoding."""
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


def parse(body: bytes, url: str, content_type: str, now: datetime, marks: str = "") -> Document:
    """The document in ``body``, fetched from ``url`` with that Content-Type.

    At most ``MAX_ENTRIES`` items, in document order. ``marks`` are fingerprints parted by blanks: entries that have
    one of them are not read again but named in ``known``. Broken XML gives what could be read, with a note.
    Raises ``NotAFeedError`` with a reason for anything that is no feed, and nothing else.
    """
    if not body.strip(b"\0 \t\r\n"):
        raise NotAFeedError("the body is empty")
    if looks_like_json(body):
        return _json_document(body, url, now)
    document = _without_junk(body)
    _look_at_prologue(document, body, url, content_type)
    if is_sitemap(document):
        return sitemap_document(document, url, now)
    with _edge():
        reading = _piecemeal(document, url, content_type, marks) or _whole(
            _believable(document), content_type
        )
    if not reading.parsed.get("version"):
        raise NotAFeedError(reason(body, url, content_type))
    return _document(reading, url, now)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """What feedparser read, and what it was spared."""

    parsed: Any
    source: bytes
    """What it read it from."""
    listed: int
    """Entries of the document."""
    marks: tuple[str, ...] = ()
    """Of the entries it read; empty where the document was not split."""
    known: tuple[str, ...] = ()


@contextmanager
def _edge() -> Iterator[None]:
    """The edge of one document: hostile bytes raise UnicodeEncodeError, OverflowError and more."""
    try:
        yield
    except MemoryError:
        raise
    except Exception as error:
        raise NotAFeedError(f"cannot be read: {type(error).__name__}: {clean(str(error), 120)}") from error


def _piecemeal(document: bytes, url: str, content_type: str, marks: str) -> _Reading | None:
    """The head and the entries that have none of ``marks``; None where the document cannot be split."""
    data, judged = _in_utf_8(document, content_type)
    parts = split(data)
    if parts is None or judged.get("encoding") == "":
        return None
    found = fingerprints(data, parts, (url, feedparser.__version__))[:MAX_ENTRIES]
    asked = frozenset(marks.split())
    fresh = frozenset(place for place, mark in enumerate(found) if mark not in asked)
    # What sets the base of an entry must be read before it.
    read = fresh | {parts.base_from} if 0 <= parts.base_from < max(fresh, default=0) else fresh
    source = without(data, (*parts.unread, *_others(parts.entries, read)))
    parsed = _read(source, _AS_CONVERTED if judged else content_type)
    if parsed.get("bozo") or len(parsed["entries"]) != len(read):
        return None
    entries = [entry for place, entry in zip(sorted(read), parsed["entries"], strict=True) if place in fresh]
    parsed.update({"entries": entries, **judged})
    return _Reading(
        parsed=parsed,
        source=source,
        listed=len(parts.entries),
        marks=tuple(mark for mark in found if mark not in asked),
        known=tuple(mark for mark in found if mark in asked),
    )


def _others(spans: Sequence[Span], read: Container[int]) -> Iterator[Span]:
    return (span for place, span in enumerate(spans) if place not in read)


def _in_utf_8(document: bytes, content_type: str) -> tuple[bytes, dict[str, Any]]:
    """``document`` in UTF-8, and what feedparser makes of its encoding: judged on the whole, it holds for each part."""
    marked = document.startswith(codecs.BOM_UTF8) or _wide_encoding(document)
    if not marked and _UTF_8_BY_HTTP.fullmatch(content_type):
        declared = _DECLARED.match(document)
        if declared is None or declared[1].lower() == b"utf-8":
            return document, {}
    judged: dict[str, Any] = {}
    return convert_to_utf8(_headers(content_type), document, judged), judged


def _whole(document: bytes, content_type: str) -> _Reading:
    parsed = _read(document, content_type)
    return _Reading(parsed=parsed, source=document, listed=len(parsed["entries"]))


def _read(source: bytes, content_type: str) -> "feedparser.FeedParserDict":
    with text_in_one_piece():
        return feedparser.parse(
            io.BytesIO(source),
            response_headers=_headers(content_type),
            sanitize_html=False,
            resolve_relative_uris=False,
        )


def _headers(content_type: str) -> dict[str, str]:
    return {"content-type": content_type} if content_type else {}


def _believable(body: bytes) -> bytes:
    """``body`` with U+FFFD for character references that name no character: feedparser raises on them.

    One such reference must not cost the whole document. Wide encodings are left to fail.
    """

    def tamed(found: re.Match[bytes]) -> bytes:
        code = int(found[1], 16) if found[1] else int(found[2][:12])
        return b"&#xFFFD;" if code > _LAST_CODE_POINT or code in _SURROGATES else found[0]

    return _REFERENCE.sub(tamed, body) if b"&#" in body else body


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


def _document(reading: _Reading, url: str, now: datetime) -> Document:
    parsed = reading.parsed
    version = string(parsed, "version")
    head = head_from(parsed["feed"], reading.source, url, version)
    # RSS has no base; its links are meant as the site's, and the document may lie with a service for feeds.
    atom = version.startswith("atom")
    base = url if atom or not head.link else head.link
    drafts = [draft_from(entry, base, atom=atom) for entry in parsed["entries"][:MAX_ENTRIES]]
    notes = (f"broken XML, read loosely: {_fault(parsed)}",) if parsed.get("bozo") else ()
    document = assembled(head, drafts, reading.marks, listed=reading.listed - len(reading.known), now=now)
    if reading.listed > MAX_ENTRIES:
        notes = (*notes, f"{reading.listed} entries, of which the first {MAX_ENTRIES} are read")
    return replace(document, known=reading.known, notes=(*notes, *document.notes))


def _fault(parsed: Any) -> str:  # noqa: ANN401 - feedparser ships no types
    error = parsed.get("bozo_exception")
    return clean(f"{type(error).__name__}: {error}", 160)


def _json_document(body: bytes, url: str, now: datetime) -> Document:
    feed = read_json_feed(body)
    head = json_head(feed.head, url)
    drafts = [json_draft(item, head.link or url) for item in feed.items[:MAX_ENTRIES]]
    notes = (f"{feed.dropped} members of items are no objects",) if feed.dropped else ()
    listed = len(feed.items) + feed.dropped
    if listed > MAX_ENTRIES:
        notes = (*notes, f"{listed} entries, of which the first {MAX_ENTRIES} are read")
    document = assembled(head, drafts, (), listed=listed, now=now)
    return replace(document, notes=(*notes, *document.notes))
