"""News sitemaps (https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap), by expat.

A sitemap lists pages; one whose entries have ``news:news`` lists articles with title, date, language and keywords.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Final
from xml.parsers import expat

from monitor.model import Item
from monitor.outcome import Document, FeedHead
from monitor.poll.drafts import MAX_ENTRIES, Draft, Words, assembled
from monitor.poll.errors import NotAFeedError
from monitor.text.plain import clean

_ROOT: Final = re.compile(
    rb"(?:\s++|<\?.*?\?>|<!--.*?-->)*+<(?:[\w.-]{1,32}:)?(urlset|sitemapindex)[\s>]", re.DOTALL
)
_URL: Final = ("urlset", "url")
_LOC: Final = (*_URL, "loc")
_FIELDS: Final = {
    (*_URL, "news", "title"): "title",
    (*_URL, "news", "publication_date"): "published",
    (*_URL, "news", "keywords"): "keywords",
    (*_URL, "news", "publication", "language"): "language",
    (*_URL, "news", "publication", "name"): "publication",
    (*_URL, "news", "language"): "language",
}
"""By local names from the root; the last is what the first version of the schema had."""
_DEEPEST: Final = 16
_LONGEST: Final = 64 * 1024
"""Characters of one value that are kept."""


def is_sitemap(document: bytes) -> bool:
    """Whether the root element is that of a sitemap or of a list of sitemaps."""
    return _ROOT.match(document.removeprefix(b"\xef\xbb\xbf")) is not None


def sitemap_document(document: bytes, url: str, now: datetime) -> Document:
    """The articles of a news sitemap at ``url``: the ``MAX_ENTRIES`` latest, in the order of the document.

    A sitemap has no order that could be relied on. Raises ``NotAFeedError`` where it lists no articles.
    """
    read = _Sitemap()
    fault = read.feed(document)
    if read.is_index:
        raise NotAFeedError("a list of sitemaps, which are to be followed each by itself")
    if not read.articles:
        unreadable = f"; it cannot be read further than that: {fault}" if fault else ""
        raise NotAFeedError(f"a sitemap of {read.pages} pages without news entries{unreadable}")
    drafts = [_draft(article, url) for article in read.articles]
    head = FeedHead(
        title=clean(_common(read.articles, "publication"), 200),
        language=clean(_common(read.articles, "language"), 20),
        version="news-sitemap",
    )
    found = assembled(head, drafts, (), listed=len(drafts), now=now)
    notes = (f"broken XML, read up to where it breaks: {fault}",) if fault else ()
    return replace(_latest(found), notes=(*notes, *found.notes))


def _latest(document: Document) -> Document:
    listed = document.items
    if len(listed) <= MAX_ENTRIES:
        return document
    never = datetime.min.replace(tzinfo=UTC)
    by_date = sorted(range(len(listed)), key=lambda place: listed[place].published or never, reverse=True)
    kept: tuple[Item, ...] = tuple(listed[place] for place in sorted(by_date[:MAX_ENTRIES]))
    note = f"{len(listed)} entries, of which the latest {MAX_ENTRIES} are read"
    skipped = document.skipped + len(listed) - MAX_ENTRIES
    return replace(document, items=kept, skipped=skipped, notes=(*document.notes, note))


def _draft(article: Mapping[str, str], url: str) -> Draft:
    return Draft(
        guid="",
        links=(article.get("loc", ""),),
        base=url,
        title=Words(value=article.get("title", "")),
        bodies=(),
        categories=tuple(article.get("keywords", "").split(",")),
        language=article.get("language", ""),
        published=article.get("published", ""),
    )


def _common(articles: list[dict[str, str]], name: str) -> str:
    """What all articles say, ``""`` where they differ."""
    values = {article.get(name, "") for article in articles}
    return values.pop() if len(values) == 1 else ""


@dataclass(slots=True)
class _Sitemap:
    """What expat tells of one sitemap; pages without ``news:news`` are counted only."""

    articles: list[dict[str, str]] = field(default_factory=list)
    pages: int = 0
    is_index: bool = False
    _path: list[str] = field(default_factory=list)
    _page: dict[str, str] = field(default_factory=dict)
    _has_news: bool = False
    _text: list[str] | None = None

    def feed(self, document: bytes) -> str:
        """Read it; why it could not be read to its end, ``""`` where it could."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        try:
            parser.Parse(document, True)  # noqa: FBT003 - takes no names
        except expat.ExpatError as error:
            return clean(str(error), 160)
        return ""

    def _start(self, name: str, _attributes: object) -> None:
        space, _, local = name.rpartition(" ")
        if not self._path:
            self.is_index = local == "sitemapindex"
        self._path.append(local)
        path = tuple(self._path[:_DEEPEST])
        if path == _URL:
            self._page, self._has_news = {}, False
        # The schema's address is written in many ways; the name is enough.
        self._has_news |= path == (*_URL, "news") and "sitemap-news" in space
        self._text = [] if path == _LOC or path in _FIELDS else None

    def _characters(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _end(self, _name: str) -> None:
        path = tuple(self._path[:_DEEPEST])
        if self._text is not None:
            name = "loc" if path == _LOC else _FIELDS[path]
            self._page.setdefault(name, "".join(self._text)[:_LONGEST].strip())
            self._text = None
        if path == _URL:
            self.pages += 1
            if self._has_news:
                self.articles.append(self._page)
        self._path.pop()
