"""What a body is that is no feed, in words that help the person who listed its address."""

import re
from typing import Final
from urllib.parse import urljoin

from monitor.text.links import redacted, safe_link
from monitor.text.plain import clean, plain_text

_HEAD: Final = 64 * 1024
"""Bytes looked at: titles and feed links stand at the top of a page."""
_PAGE: Final = re.compile(r"<(?:!doctype\s+html|html|head|body|meta|script|div)\b", re.IGNORECASE)
_TITLE: Final = re.compile(r"<title\b[^>]{0,200}>([^<]{0,300})", re.IGNORECASE)
_LINK: Final = re.compile(r"<link\b[^>]{0,1000}>", re.IGNORECASE)
_FEED_TYPE: Final = re.compile(r"application/(?:rss\+xml|atom\+xml|feed\+json)", re.IGNORECASE)
_HREF: Final = re.compile(r"href\s*=\s*[\"']?([^\"'\s>]{1,1000})", re.IGNORECASE)
_CHALLENGE: Final = re.compile(
    r"just a moment|attention required|checking your browser|captcha|are you a robot|ddos protection|"
    r"access denied|enable javascript and cookies",
    re.IGNORECASE,
)


def reason(body: bytes, url: str, content_type: str) -> str:
    """One line: an HTML page (its title, the feed it names if any), a challenge, or something else."""
    head = body[:_HEAD].decode("utf-8", "replace")
    if not head.strip():
        return "the body is empty"
    if not _PAGE.search(head):
        kind = clean(content_type.partition(";")[0], 60) or "unnamed type"
        return f"neither RSS, Atom, RDF nor JSON Feed ({kind}, starts with {clean(head, 40)!r})"
    title = _TITLE.search(head)
    name = clean(plain_text(title[1]), 80) if title else ""
    if _CHALLENGE.search(name) or "cf-chl" in head:
        return f"a page that checks visitors instead of a feed (title {name!r})"
    page = f"an HTML page instead of a feed (title {name!r})" if name else "an HTML page instead of a feed"
    feed = named_feed(head, url)
    return f"{page}; it names the feed {redacted(feed)}" if feed else page


def named_feed(page: str, url: str) -> str:
    """The first feed that a page at ``url`` names in a ``<link>``, ``""`` where there is none."""
    for link in _LINK.finditer(page):
        href = _HREF.search(link[0])
        if href and _FEED_TYPE.search(link[0]):
            return safe_link(urljoin(url, href[1].replace("&amp;", "&")))
    return ""
