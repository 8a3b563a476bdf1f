"""Hostile documents that are no XML, or no feed at all: JSON, pages, archives, nothing."""

import gzip
from random import Random
from typing import Final

from tests.faults.documents_elements import ELEMENTS
from tests.faults.documents_kinds import Kind, item, numbered, rss, times

_JSON: Final = "application/feed+json"
_VERSION: Final = b'{"version": "https://jsonfeed.org/version/1.1", "title": "H", '


def feed(items: bytes) -> bytes:
    return _VERSION + b'"items": [' + items + b"]}"


def listed(piece: bytes, size: int) -> bytes:
    return feed(times(piece + b",", size) + piece)


def deep(opening: bytes, closing: bytes, size: int) -> bytes:
    depth = size // len(opening + closing)
    return feed(b'{"id": "1", "x": ' + opening * depth + b"1" + closing * depth + b"}")


def noise(size: int) -> bytes:
    return Random(11).randbytes(size)  # noqa: S311 - noise that is always the same


def page_of_links(size: int) -> bytes:
    links = times(b"<link rel=alternate type=application/rss+xml href=/f><title>t</title>", size)
    return b"<!doctype html><html><head>" + links


def page_with_feed(size: int) -> bytes:
    return b"<html><body>" + times(b"<p>x</p>", size) + rss(item(b"")) + b"</body></html>"


JSON: Final = (
    Kind(name="JSON lists in lists", make=lambda size: deep(b"[", b"]", size), content_type=_JSON),
    Kind(name="JSON objects in objects", make=lambda size: deep(b'{"a":', b"}", size), content_type=_JSON),
    Kind(name="JSON lists never closed", make=lambda size: _VERSION + b'"items": ' + b"[" * size),
    Kind(name="a JSON number without end", make=lambda size: feed(b'{"id": ' + b"9" * size + b"}")),
    Kind(
        name="JSON numbers of 4,000 digits",
        make=lambda size: listed(b'{"id": ' + b"9" * 4000 + b', "title": -' + b"7" * 4000 + b"}", size),
    ),
    Kind(
        name="JSON numbers that are none",
        make=lambda size: listed(
            b'{"id": NaN, "title": -Infinity, "date_published": 1e999, "url": 1e-9}', size
        ),
    ),
    Kind(
        name="JSON names many times",
        make=lambda size: feed(b'{"id": "1"' + times(b', "title": "t"', size) + b"}"),
    ),
    Kind(
        name="JSON names by the thousand",
        make=lambda size: feed(b'{"id": "1"' + numbered(', "a{}": {}', size) + b"}"),
    ),
    Kind(name="JSON items that are no objects", make=lambda size: listed(b'1,null,"x",[],true', size)),
    Kind(name="JSON items by the million", make=lambda size: listed(b"{}", size)),
    Kind(
        name="JSON of wrong types",
        make=lambda size: listed(
            b'{"id": [], "url": {}, "title": true, "authors": [1, null, {"name": {}}], "tags": {"a": 1}, '
            b'"content_html": 7, "date_published": [2026]}',
            size,
        ),
    ),
    Kind(
        name="a JSON text without end",
        make=lambda size: feed(b'{"id": "1", "content_html": "' + b"<" * size + b'"}'),
    ),
    Kind(
        name="JSON tags by the thousand",
        make=lambda size: feed(b'{"id":"1","tags":["x"' + numbered(',"t{}"', size) + b"]}"),
    ),
    Kind(
        name="JSON surrogates",
        make=lambda size: listed(rb'{"id": "\ud800", "title": "\udfff\u0000 t"}', size),
    ),
    Kind(name="JSON back strokes", make=lambda size: _VERSION + b'"title": "' + b"\\" * size),
    Kind(
        name="JSON in UTF-16",
        make=lambda size: listed(b'{"id": "1"}', size // 2).decode().encode("utf-16"),
    ),
    Kind(
        name="JSON that is no UTF-8",
        make=lambda size: feed(b'{"title": "' + times(b"\xff\xc3", size) + b'"}'),
    ),
    Kind(name="blanks before JSON", make=lambda size: b" " * size + feed(b'{"id": "1"}')),
)

NO_FEEDS: Final = (
    Kind(name="gzip as the body", make=lambda size: gzip.compress(noise(size), 1)),
    Kind(name="a gzip bomb as the body", make=lambda size: gzip.compress(bytes(size * 20), 1)),
    Kind(name="a picture", make=lambda size: b"\x89PNG\r\n\x1a\n" + noise(size)),
    Kind(name="an archive", make=lambda size: b"PK\x03\x04" + noise(size)),
    Kind(name="zeros", make=bytes),
    Kind(name="blanks", make=lambda size: b" \n" * (size // 2)),
    Kind(name="a page of links", make=page_of_links),
    Kind(name="a page with a feed at its end", make=page_with_feed),
    Kind(name="a page never closed", make=lambda size: b"<html>" + times(b"<div class='x", size)),
    Kind(name="a page of half links", make=lambda size: b"<html>" + times(b"<link <title ", size)),
    Kind(name="a file's name", make=lambda size: b"/" * size + b"dev/zero"),
    Kind(name="an address", make=lambda size: b"http://127.0.0.1:9/" + b"a" * size),
    Kind(name="other XML", make=lambda size: b"<data>" + times(b"<row a='1'/>", size) + b"</data>"),
    Kind(
        name="junk before the feed", make=lambda size: times(b"Warning: x < y in z\n", size) + rss(item(b""))
    ),
    Kind(name="roots by the thousand", make=lambda size: times(rss(item(b"")), size)),
    Kind(name="a feed that says it is a picture", make=ELEMENTS[0].make, content_type="image/png"),
    Kind(name="a feed that says it is JSON", make=ELEMENTS[0].make, content_type=_JSON),
    Kind(
        name="a feed whose type has no end",
        make=ELEMENTS[0].make,
        content_type="text/xml; charset=" + "x" * 4000,
    ),
)
