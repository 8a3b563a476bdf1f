"""Where the feeds of a site may lie: what its page names, what its robots.txt names, and the usual paths.

Runs where pages are read that strangers wrote: in a killable process, like ``parse``.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Final
from urllib.parse import urlsplit

from lxml import etree

from monitor.text.links import canonical_link, safe_link
from monitor.text.plain import clean

PAGE_BYTES: Final = 1024 * 1024
"""Bytes of a page that are read: links to feeds stand in its head, or at its foot."""
CANDIDATES: Final = 12
"""Addresses that are tried at most, so that no page sends us round the world."""
COMMON_PATHS: Final = (
    "feed",
    "rss",
    "rss.xml",
    "feed.xml",
    "atom.xml",
    "index.xml",
    "feed.json",
)
"""Where the usual publishing systems keep feeds, most usual first."""

_TITLE_LIMIT: Final = 120
_FEED_TYPE: Final = re.compile(
    r"(?:application|text)/(?:rss|atom|rdf)\+xml|application/(?:feed\+json|rss|atom)", re.IGNORECASE
)
_MAYBE_TYPE: Final = re.compile(r"(?:application|text)/(?:xml|json)", re.IGNORECASE)
_LOOKS_LIKE_FEED: Final = re.compile(
    r"(?:^|[/._-])(?:rss|atom|feeds?|rdf)(?:[/._-]|\d|$)|\.(?:rss|rdf|atom)$", re.IGNORECASE
)
_ASIDE: Final = re.compile(r"comments?\b|/comments/|replies\b", re.IGNORECASE)
_SITEMAP: Final = re.compile(r"^[ \t]*sitemap[ \t]*:[ \t]*(\S{1,4096})", re.IGNORECASE | re.MULTILINE)
_NEWS: Final = re.compile(r"news", re.IGNORECASE)


class Source(IntEnum):
    """How an address was found, the most telling first."""

    ITSELF = 0
    LINK = 1
    """``<link rel="alternate">`` of the page."""
    ANCHOR = 2
    """A link in the page's text whose address looks like a feed's."""
    SITEMAP = 3
    """A news sitemap that robots.txt names."""
    PATH = 4
    """A usual path, which nobody named."""

    @property
    def words(self) -> str:
        """For a person."""
        return _WORDS[self]


_WORDS: Final = {
    Source.ITSELF: "the address itself",
    Source.LINK: "named in the page's head",
    Source.ANCHOR: "linked in the page",
    Source.SITEMAP: "a news sitemap named in robots.txt",
    Source.PATH: "found at a usual path",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An address at which a feed may lie."""

    url: str
    source: Source
    title: str = ""
    """What the page calls it."""


def feeds_of_page(page: bytes, url: str) -> tuple[Candidate, ...]:
    """What the HTML ``page``, fetched from ``url``, names as feeds, best first; empty for what is no page."""
    root = _root(page[:PAGE_BYTES])
    if root is None:
        return ()
    base = next((safe_link(href, url) for href in _hrefs(root, "base")), "") or url
    return ranked((*_links(root, base), *_anchors(root, base)), page_url=url)


def usual_places(url: str) -> tuple[Candidate, ...]:
    """The usual paths below the folder of ``url``, then those of its whole site."""
    parts = urlsplit(url)
    site = f"{parts.scheme}://{parts.netloc}/"
    folder = safe_link(parts.path.rstrip("/") + "/", site) if parts.path.strip("/") else site
    bases = (site,) if re.search(r"\.\w{1,5}/$", folder) else dict.fromkeys((folder, site))
    return tuple(
        Candidate(url=base + path, source=Source.PATH) for base in bases if base for path in COMMON_PATHS
    )


def news_sitemaps(robots: str, url: str) -> tuple[Candidate, ...]:
    """The sitemaps of a ``robots.txt`` fetched from ``url`` whose address speaks of news."""
    named = (safe_link(found[1], url) for found in _SITEMAP.finditer(robots))
    return ranked(
        (Candidate(url=each, source=Source.SITEMAP) for each in named if _NEWS.search(urlsplit(each).path)),
        page_url=url,
    )


def ranked(candidates: Iterable[Candidate], *, page_url: str) -> tuple[Candidate, ...]:
    """At most ``CANDIDATES``, each address once: feeds before feeds of comments, named ones before guesses."""
    page = canonical_link(page_url)
    once: dict[str, Candidate] = {}
    for candidate in sorted(candidates, key=lambda each: each.source):
        key = canonical_link(candidate.url)
        if key and key != page:
            once.setdefault(key, candidate)
    return tuple(sorted(once.values(), key=_rank))[:CANDIDATES]


def _rank(candidate: Candidate) -> tuple[bool, int]:
    aside = _ASIDE.search(candidate.title) or _ASIDE.search(urlsplit(candidate.url).path)
    return aside is not None, candidate.source


def _root(page: bytes) -> Any:  # noqa: ANN401 - lxml ships no types
    """The page as a tree, however broken; None where nothing can be made of it."""
    parser = etree.HTMLParser(recover=True, no_network=True, remove_comments=True, huge_tree=False)
    try:
        return etree.fromstring(page, parser)
    except (etree.LxmlError, ValueError):
        return None


def _hrefs(root: Any, name: str) -> Iterator[str]:  # noqa: ANN401 - lxml ships no types
    for element in root.iter(name):
        if href := element.get("href", "").strip():
            yield href


def _links(root: Any, base: str) -> Iterator[Candidate]:  # noqa: ANN401 - lxml ships no types
    for element in root.iter("link"):
        relations = element.get("rel", "").lower().split()
        kind, href = element.get("type", ""), element.get("href", "")
        if not href or not _names_a_feed(relations, kind, href):
            continue
        if url := safe_link(_web(href), base):
            yield Candidate(url=url, source=Source.LINK, title=clean(element.get("title", ""), _TITLE_LIMIT))


def _names_a_feed(relations: Sequence[str], kind: str, href: str) -> bool:
    if "feed" in relations:
        return True
    if "alternate" not in relations or "stylesheet" in relations:
        return False
    if _FEED_TYPE.match(kind.strip()):
        return True
    return _MAYBE_TYPE.match(kind.strip()) is not None and _LOOKS_LIKE_FEED.search(href) is not None


def _anchors(root: Any, base: str) -> Iterator[Candidate]:  # noqa: ANN401 - lxml ships no types
    site = urlsplit(base).netloc
    for element in root.iter("a"):
        url = safe_link(_web(element.get("href", "")), base)
        parts = urlsplit(url)
        # Elsewhere "feed" means anything; on its own site it is worth a look.
        if url and parts.netloc == site and _LOOKS_LIKE_FEED.search(parts.path):
            title = clean(" ".join(element.itertext()), _TITLE_LIMIT)
            yield Candidate(url=url, source=Source.ANCHOR, title=title)


def _web(href: str) -> str:
    """``feed:`` addresses, which some pages still give to readers, as those of the web."""
    text = href.strip()
    lowered = text.lower()
    if lowered.startswith("feed://"):
        return "http://" + text[len("feed://") :]
    return text[len("feed:") :] if lowered.startswith("feed:http") else text
