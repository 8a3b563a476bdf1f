from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.outcome import Document
from monitor.poll.errors import NotAFeedError
from monitor.poll.parse import parse

NOW = datetime(2023, 11, 24, tzinfo=UTC)
URL = "https://feeds.example/feed.xml"


def rss(items: str) -> bytes:
    return f'<rss version="2.0"><channel><title>T</title>{items}</channel></rss>'.encode()


def document(body: bytes, content_type: str = "") -> Document:
    return parse(body, URL, content_type, NOW)


def reason_for(body: bytes, content_type: str = "") -> str:
    with pytest.raises(NotAFeedError) as error:
        document(body, content_type)
    return error.value.reason


NO_FEEDS = {
    "nothing": (b"", "the body is empty"),
    "blanks": (b" \r\n\t", "the body is empty"),
    "a page with a title": (b"<!doctype html><title>Not &amp; found</title><p>x", "an HTML page instead of a feed (title 'Not & found')"),
    "a page without one": (b"<html><body>x", "an HTML page instead of a feed"),
    "a page that names its feed": (
        b"<html><head><title>News</title><link rel=alternate type='application/rss+xml' href='/rss.xml?a=1&amp;key=2'></head>",
        "an HTML page instead of a feed (title 'News'); it names the feed https://feeds.example/rss.xml?a=…&key=…",
    ),
    "a challenge": (b"<!DOCTYPE html><html><title>Just a moment...</title>", "a page that checks visitors instead of a feed (title 'Just a moment...')"),
    "text": (b"404 page not found", "neither RSS, Atom, RDF nor JSON Feed (unnamed type, starts with '404 page not found')"),
    "other XML": (b"<?xml version='1.0'?><data/>", "neither RSS, Atom, RDF nor JSON Feed (unnamed type, starts with \"<?xml version='1.0'?><data/>\")"),
    "other JSON": (b'{"error": "no such feed"}', "JSON, but no JSON Feed: its version names no jsonfeed.org version"),
    "broken JSON": (b'{"version": ', "looks like JSON but cannot be read as such"),
    "JSON nested without end": (b'{"a":' * 100_000, "looks like JSON but cannot be read as such"),
}  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), NO_FEEDS.values(), ids=NO_FEEDS.keys())
def test_what_is_no_feed_says_what_it_is(body: bytes, expected: str) -> None:
    assert reason_for(body) == expected


def test_what_is_no_feed_names_its_type() -> None:
    assert "(image/png, starts with" in reason_for(b"\x89PNG\r\n\x1a\n", "image/png; charset=x")


SUBSET = '<!DOCTYPE rss [<!ENTITY a "b">]>'
ENTITIES = {
    "plainly": f"<?xml version='1.0'?>{SUBSET}<rss version='2.0'/>".encode(),
    "behind a comment that looks like an element": b"<!DOCTYPE rss [<!-- <rss> ]> --><!ENTITY a 'b'>]><rss version='2.0'/>",
    "behind an identifier with odd signs": b"<!DOCTYPE rss SYSTEM '>' [<!ENTITY a 'b'>]><rss version='2.0'/>",
    "behind comments and instructions": f"<?x <rss> ?>\n<!-- <rss> -->\n{SUBSET}<rss version='2.0'/>".encode(),
    "in UTF-16": f"{SUBSET}<rss version='2.0'/>".encode("utf-16"),
    "in UTF-16 without mark": f"{SUBSET}<rss version='2.0'/>".encode("utf-16-le"),
    "behind the mark of UTF-8": f"{SUBSET}<rss version='2.0'/>".encode("utf-8-sig"),
    "behind junk": f"Warning: x\n{SUBSET}<rss version='2.0'/>".encode(),
}


@pytest.mark.parametrize("body", ENTITIES.values(), ids=ENTITIES.keys())
def test_a_document_type_with_entities_is_refused(body: bytes) -> None:
    assert "declares entities" in reason_for(body)


def test_an_article_about_entities_is_read() -> None:
    found = document(
        rss(
            '<item><title>XML</title><description><![CDATA[<!DOCTYPE a [<!ENTITY b "c">]>]]></description></item>'
        )
    )
    assert found.items[0].title == "XML"


def test_a_body_that_is_a_file_name_or_address_opens_nothing(tmp_path: Path) -> None:
    feed = tmp_path / "feed.xml"
    feed.write_bytes(rss("<item><title>t</title></item>"))
    assert "starts with" in reason_for(str(feed).encode())
    assert "starts with" in reason_for(feed.as_uri().encode())


RAISING = {
    "a surrogate by number": rss("<item><title>a&#xD800;b</title></item>"),
    "a number beyond all characters": rss("<item><title>a&#99999999999;b</title></item>"),
    "a year ten thousand": rss("<item><title>t</title><pubDate>9999-12-31T23:59:59-14:00</pubDate></item>"),
    "a year below zero": rss("<item><title>t</title><pubDate>0000-00-00</pubDate></item>"),
    "controls": rss("<item><title>a\0\x08b</title></item>"),
    "an encoding that does not exist": b"<?xml version='1.0' encoding='klingon'?>" + rss("<item><title>t</title></item>"),
    "an encoding that is no character set": b"<?xml version='1.0' encoding='rot13'?>" + rss("<item><title>t</title></item>"),
    "an unclosed everything": b"<rss version='2.0'><channel><item><title><![CDATA[t",
    "brackets": b"<rss version='2.0'><channel><![[[<item><title>t</title></item>",
}  # fmt: skip


@pytest.mark.parametrize("body", RAISING.values(), ids=RAISING.keys())
def test_bytes_that_break_parsers_give_a_document_or_a_reason(body: bytes) -> None:
    try:
        found = document(body)
    except NotAFeedError as error:
        assert error.reason  # noqa: PT017 - either end is fine, another exception is not
        return
    for item in found.items:
        f"{item.title}{item.text}{item.html}{item.guid}{item.link}{item.author}".encode()


PIECES = st.sampled_from(
    [
        b"<item>", b"</item>", b"<title>", b"</title>", b"<link>", b"</link>", b"<guid>", b"</guid>", b"<description>",
        b"</description>", b"<![CDATA[", b"]]>", b"<!--", b"-->", b"&amp;", b"&#0;", b"&#xD800;", b"&nope;", b"\xff\xfe",
        b"<entry xml:base='::'>", b"<a href='", b"https://[", b"<pubDate>", b"0000-00-00", b"\xc3", b"t\xc3\xa9xt",
        b"<category>", b"<author>", b"a@b.c", b"<content type='xhtml'>", b"<x:y>", b"<image>", b"<source>",
    ]
)  # fmt: skip


@given(
    st.lists(PIECES, max_size=25).map(b"".join), st.sampled_from(["", "text/xml; charset=utf-7", "text/html"])
)
def test_any_heap_of_pieces_gives_a_document_or_a_reason(heap: bytes, content_type: str) -> None:
    try:
        found = document(b"<rss version='2.0'><channel>" + heap, content_type)
    except NotAFeedError:
        return
    for item in found.items:
        assert item.title or item.text or item.link
        f"{item.title}{item.text}{item.html}{item.guid}{item.link}{item.author}".encode()
