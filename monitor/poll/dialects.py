"""Where each format has its entries, and what its other elements are good for, as ``split`` needs it."""

from dataclasses import dataclass
from typing import Final

_ATOM: Final = "http://www.w3.org/2005/Atom"
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RSS_1: Final = ("http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/")
STRUCTURE: Final = frozenset({"rss", "rdf", "feed", "channel", "item", "entry"})
"""Local names, in lower case, that feedparser takes for a feed or an entry wherever they stand."""
VOLATILE: Final = frozenset(
    {
        *("lastbuilddate", "pubdate", "date", "updated", "modified", "issued", "published"),
        *("items", "totalresults", "startindex", "itemsperpage"),
        *("ttl", "skiphours", "skipdays", "updateperiod", "updatefrequency", "updatebase"),
        *("generator", "docs", "cloud", "copyright", "rights", "icon", "logo"),
    }
)
"""Parts of the head, by local name in lower case, that differ from visit to visit and that no entry takes over."""
UNREAD: Final = frozenset(
    {
        *("lastbuilddate", "pubdate", "date", "updated", "modified", "issued", "published", "items"),
        *(
            "category",
            "keywords",
            "description",
            "subtitle",
            "summary",
            "copyright",
            "rights",
            "docs",
            "cloud",
        ),
        *("author", "contributor", "owner", "managingeditor", "webmaster", "icon", "logo"),
    }
)
"""Parts of the head that nobody reads and that leave nothing behind in feedparser: some are longer than all else."""
KNOWN: Final = frozenset(
    {
        "http://www.w3.org/1999/xhtml",
        "http://purl.org/rss/1.0/modules/content/",
        "http://purl.org/dc/elements/1.1/",
        "http://search.yahoo.com/mrss/",
    }
)
"""Addresses whose elements feedparser knows by its own prefix, whatever the document's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """Where a format has its entries; names as expat has them, (namespace, a blank,) local name."""

    entries: tuple[str, ...]
    channel: tuple[str, ...] = ()
    """Elements below the root whose children are parts of the head."""
    depth: int = 1
    """Elements around an entry."""
    behind: frozenset[str] = frozenset()
    """What may stand between and after the entries, in lower case."""


_FEED: Final = {
    f"{_ATOM} feed": Dialect(entries=(f"{_ATOM} entry",)),
    f"{_RDF} RDF": Dialect(
        entries=tuple(f"{space} item" for space in _RSS_1),
        channel=tuple(f"{space} channel" for space in _RSS_1),
        behind=frozenset({"image", "textinput"}),
    ),
}
"""By root element."""


def dialect_of(root: str) -> Dialect | None:
    """That of a root element; some give RSS a namespace, which then holds for all its elements."""
    space, blank, local = root.rpartition(" ")
    if local != "rss":
        return _FEED.get(root)
    prefix = space + blank
    return Dialect(entries=(f"{prefix}item",), channel=(f"{prefix}channel",), depth=2)
