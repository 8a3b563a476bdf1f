"""How a value looks in a table: times short, links safe, lists as words. Everything from feeds is escaped."""

import json
import re
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from monitor.browse.search import END, MARK

_TIME = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\d(?:\.\d+)?Z")
_UNSEEN = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\x00-\x1f\x7f]")
"""Marks that turn the direction of writing, and controls: a link must not look like another."""
_LINK_LENGTH = 60
_ROW_COLUMNS = {"hit": "hits", "item": "items", "feed": "feeds"}
"""Column of a canned query → table whose row it numbers."""
_KEY_COLUMNS = {
    "item_id": "items",
    "watch_id": "watches",
    "feed_id": "feeds",
    "poll_id": "polls",
    "hit_id": "hits",
    "learned_from": "hits",
}
"""Column of a table → table whose row it numbers; Datasette itself links these in lists only."""
_WATCHES = frozenset({"watch", "hit_of"})
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_HEADLINES = frozenset({"headline", "first_headline"})

RowAddress = Callable[[str, str], str]
"""(table, or ``stories``; number, or slug) → address of the page."""


def rendered(
    value: object, *, column: str, row: Mapping[str, object] | None, address: RowAddress
) -> Markup | None:
    """The HTML of a cell, or None where Datasette's own way is right.

    ``row`` holds the whole row where the cell belongs to a canned query, None on the pages of a table.
    """
    numbered = (_KEY_COLUMNS if row is None else _ROW_COLUMNS).get(column)
    if numbered and isinstance(value, int):
        return Markup('<a href="{}">{}</a>').format(address(numbered, str(value)), value)
    # What only Atom readers need is not shown.
    if not isinstance(value, str) or not value or column.startswith("atom_"):
        return None
    if row is not None and (told := _of_a_query(value, column, row, address)):
        return told
    if moment := _TIME.fullmatch(value):
        return Markup('<time datetime="{}" title="{}">{} {}</time>').format(value, value, *moment.groups())
    if is_web_link(value):
        return _anchor(value, _shown(value))
    return _words(value)


def _of_a_query(value: str, column: str, row: Mapping[str, object], address: RowAddress) -> Markup | None:
    """A headline leads to the report, a watch to its story."""
    if column in _HEADLINES:
        return _headline(value, str(row["link"] or ""))
    if column == "excerpt":
        return _marked(value)
    if column in _WATCHES and _SLUG.fullmatch(value):
        return Markup('<a href="{}">{}</a>').format(address("stories", value), value)
    return None


def is_web_link(value: str) -> bool:
    """Whether the value is one absolute http or https address and nothing else."""
    if not value.startswith(("http://", "https://")) or re.search(r"\s", value):
        return False
    try:
        return bool(urlsplit(value).hostname)
    except ValueError:
        return False


def _headline(headline: str, link: str) -> Markup:
    if is_web_link(link):
        return _anchor(link, headline)
    return Markup('<span dir="auto">{}</span>').format(_UNSEEN.sub("", headline))


def _marked(excerpt: str) -> Markup:
    """What a search found stands out; the text itself is escaped first."""
    words = str(escape(_UNSEEN.sub("", excerpt)))
    return Markup(words.replace(MARK, "<mark>").replace(END, "</mark>"))  # noqa: S704 - escaped above


def _anchor(link: str, words: str) -> Markup:
    return Markup('<a href="{}" title="{}" dir="auto" rel="noopener noreferrer nofollow">{}</a>').format(
        link, _UNSEEN.sub("", link), _UNSEEN.sub("", words)
    )


def _shown(link: str) -> str:
    """The link without its scheme, cut: the host always stands whole at its front."""
    words = (
        link.partition("://")[2].rpartition("@")[2]
        if "@" in urlsplit(link).netloc
        else link.partition("://")[2]
    )
    return words if len(words) <= _LINK_LENGTH else f"{words[:_LINK_LENGTH]}…"


def _words(value: str) -> Markup | None:
    """A JSON list of texts as a list on the page; anything else None."""
    if not value.startswith("["):
        return None
    try:
        listed = json.loads(value)
    except ValueError:
        return None
    if not isinstance(listed, list) or not all(isinstance(word, str) for word in listed):
        return None
    return Markup("").join(Markup('<span class="word" dir="auto">{}</span> ').format(word) for word in listed)
