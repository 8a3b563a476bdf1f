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
    r"just a moment|one moment, please|attention required|checking your browser|captcha|access denied|"
    r"are you a robot|robot or human|not a (?:ro)?bot|(?:you are|you're) (?:a )?human|human verification|"
    r"ddos[ -]protection|ddos-guard|enable javascript and cookies|pardon our interruption|"
    r"security (?:check|verification)|client challenge|you have been blocked",
    re.IGNORECASE,
)
"""Titles of the pages that check visitors."""
_CHALLENGE_MARKS: Final = re.compile(
    r"cf-chl|_incapsula_resource|captcha-delivery\.com|px-captcha|awswafcookiedomainlist|"
    r"/\.within\.website/x/cmd/anubis|/\.well-known/sgcaptcha/|slowAES\.decrypt",
    re.IGNORECASE,
)
"""What the scripts of such pages are known by."""


def reason(body: bytes, url: str, content_type: str) -> str:
    """One line: an HTML page (its title, the feed it names if any), a challenge, or something else."""
    head = _head(body)
    if not head.strip():
        return "the body is empty"
    if not _PAGE.search(head):
        kind = clean(content_type.partition(";")[0], 60) or "unnamed type"
        return f"neither RSS, Atom, RDF nor JSON Feed ({kind}, starts with {clean(head, 40)!r})"
    name = _title(head)
    if _is_challenge(head, name):
        return f"a page that checks visitors instead of a feed (title {name!r})"
    page = f"an HTML page instead of a feed (title {name!r})" if name else "an HTML page instead of a feed"
    feed = named_feed(head, url)
    return f"{page}; it names the feed {redacted(feed)}" if feed else page


def checks_visitors(body: bytes) -> bool:
    """Whether ``body`` is an HTML page that tells people from programs, known by its title or script (H3)."""
    head = _head(body)
    return _PAGE.search(head) is not None and _is_challenge(head, _title(head))


def named_feed(page: str, url: str) -> str:
    """The first feed that a page at ``url`` names in a ``<link>``, ``""`` where there is none."""
    for link in _LINK.finditer(page):
        href = _HREF.search(link[0])
        if href and _FEED_TYPE.search(link[0]):
            return safe_link(urljoin(url, href[1].replace("&amp;", "&")))
    return ""


def _head(body: bytes) -> str:
    return body[:_HEAD].decode("utf-8", "replace")


def _title(head: str) -> str:
    title = _TITLE.search(head)
    return clean(plain_text(title[1]), 80) if title else ""


def _is_challenge(head: str, title: str) -> bool:
    return _CHALLENGE.search(title) is not None or _CHALLENGE_MARKS.search(head) is not None
