"""An ordinary feed document as its entries and what stands around them, by expat: nothing is read, only found.

It finds entries only where leaving some out leaves feedparser's reading of the others as it was; a document of any
other build is not split. Everything that could reach from one entry into another is a reason not to:

* document types and entities; nested feeds and entries; anything but comments after the first entry (RSS 1.0 has
  its search form and image there, which is fine);
* names that entries bind anew: feedparser keeps one table of prefixes for the whole document.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from xml.parsers import expat

Span = tuple[int, int]
"""First byte, and the byte behind the last."""

_ATOM: Final = "http://www.w3.org/2005/Atom"
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RSS_1: Final = ("http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/")
_STRUCTURE: Final = frozenset({"rss", "rdf", "feed", "channel", "item", "entry"})
"""Local names, in lower case, that feedparser takes for a feed or an entry wherever they stand."""
_VOLATILE: Final = frozenset(
    {
        *("lastbuilddate", "pubdate", "date", "updated", "modified", "issued", "published"),
        *("items", "totalresults", "startindex", "itemsperpage"),
        *("ttl", "skiphours", "skipdays", "updateperiod", "updatefrequency", "updatebase"),
        *("generator", "docs", "cloud", "copyright", "rights", "icon", "logo"),
    }
)
"""Parts of the head, by local name in lower case, that differ from visit to visit and that no entry takes over."""
_TAG_NAME: Final = re.compile(rb"<([^\s/>]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Where the entries of a document are, and what their reading depends on beside themselves."""

    entries: tuple[Span, ...]
    frame: tuple[bytes, ...]
    """The elements around them with their attributes, bound prefixes, and the head but for its volatile parts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Dialect:
    """Where a format has its entries."""

    entries: tuple[str, ...]
    channel: tuple[str, ...] = ()
    """Elements below the root whose children are parts of the head."""
    depth: int = 1
    """Elements around an entry."""
    behind: frozenset[str] = frozenset()
    """What may stand between and after the entries, in lower case."""


_DIALECTS: Final = {
    "rss": _Dialect(entries=("item",), channel=("channel",), depth=2),
    f"{_ATOM} feed": _Dialect(entries=(f"{_ATOM} entry",)),
    f"{_RDF} RDF": _Dialect(
        entries=tuple(f"{space} item" for space in _RSS_1),
        channel=tuple(f"{space} channel" for space in _RSS_1),
        behind=frozenset({"image", "textinput"}),
    ),
}
"""By root element, as expat names them: the namespace, a blank, the local name."""


class _OddError(Exception):
    """The document is not of the ordinary build."""


def split(data: bytes) -> Parts | None:
    """The parts of a document in UTF-8; None where it is not well-formed or not of the ordinary build."""
    walk = _Walk(data)
    try:
        walk.parser.Parse(data, True)  # noqa: FBT003 - takes no names
    except (expat.ExpatError, _OddError):
        return None
    return walk.parts()


def without(data: bytes, entries: Iterable[Span]) -> bytes:
    """``data`` but for these entries, which are in the order of the document."""
    kept: list[bytes] = []
    place = 0
    for first, behind in entries:
        kept.append(data[place:first])
        place = behind
    return b"".join((*kept, data[place:])) if kept else data


class _Walk:
    """What expat tells of one document."""

    def __init__(self, data: bytes) -> None:
        self.parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartNamespaceDeclHandler = self._bind
        parser.StartDoctypeDeclHandler = self._refuse
        self._data = data
        self._dialect: _Dialect | None = None
        self._depth = 0
        self._channels = 0
        self._open = 0
        """Depth of the entry or part of the head that is open; 0 where none is."""
        self._is_entry = False
        self._keeps = False
        self._first = 0
        self._harmless: set[str] = set()
        self._entries: list[Span] = []
        self._frame: list[bytes] = []
        self._pending: list[tuple[str | None, str]] = []
        self._outer: list[tuple[str | None, str]] = []
        self._inner: set[tuple[str | None, str]] = set()

    def parts(self) -> Parts | None:
        """What was found; None where entries bind a name that is bound otherwise elsewhere."""
        if not _agree(self._inner, self._outer):
            return None
        frame = (repr(self._outer).encode("utf-8", "replace"), *self._frame)
        return Parts(entries=tuple(self._entries), frame=frame)

    def _refuse(self, *_: object) -> None:
        raise _OddError

    def _bind(self, prefix: str | None, uri: str) -> None:
        self._pending.append((prefix, uri))

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        depth, self._depth = self._depth, self._depth + 1
        if self._open:
            self._check(name)
        elif self._dialect is None:
            self._enter_root(name, attributes)
        elif depth == self._dialect.depth and name in self._dialect.entries:
            self._enter(keeps=False, is_entry=True)
        elif depth == 1 and name in self._dialect.channel:
            self._enter_channel(name, attributes)
        else:
            self._enter_head(self._dialect, name, depth)
        if self._pending:
            self._settle_bindings()

    def _check(self, name: str) -> None:
        if name not in self._harmless:
            if _local(name) in _STRUCTURE:
                raise _OddError
            self._harmless.add(name)

    def _enter_root(self, name: str, attributes: Mapping[str, str]) -> None:
        dialect = _DIALECTS.get(name)
        if dialect is None:
            raise _OddError
        self._dialect = dialect
        self._around(name, attributes)

    def _enter_channel(self, name: str, attributes: Mapping[str, str]) -> None:
        self._channels += 1
        if self._channels > 1 or self._entries:
            raise _OddError
        self._around(name, attributes)

    def _enter_head(self, dialect: _Dialect, name: str, depth: int) -> None:
        """A part of the head: a child of the channel, or of the root where that is what holds the entries."""
        local = _local(name)
        misplaced = depth < dialect.depth or local in _STRUCTURE
        if misplaced or (self._entries and local not in dialect.behind):
            raise _OddError
        self._enter(keeps=local not in _VOLATILE, is_entry=False)

    def _enter(self, *, keeps: bool, is_entry: bool) -> None:
        self._open, self._keeps, self._is_entry = self._depth, keeps, is_entry
        self._first = self.parser.CurrentByteIndex

    def _around(self, name: str, attributes: Mapping[str, str]) -> None:
        self._frame.append(repr((name, sorted(attributes.items()))).encode("utf-8", "replace"))

    def _settle_bindings(self) -> None:
        if self._open and self._is_entry:
            self._inner.update(self._pending)
        else:
            self._outer.extend(self._pending)
        self._pending.clear()

    def _end(self, _name: str) -> None:
        if self._open == self._depth:
            self._leave()
            self._open = 0
        self._depth -= 1

    def _leave(self) -> None:
        span = (self._first, self._behind(self.parser.CurrentByteIndex))
        if self._is_entry:
            self._entries.append(span)
        elif self._keeps:
            self._frame.append(self._data[slice(*span)])

    def _behind(self, place: int) -> int:
        """The byte behind the open element; expat is at its end tag, or behind it where it has none."""
        tag = _TAG_NAME.match(self._data, self._first)
        if tag and self._data.startswith(b"</" + tag[1], place):
            return self._data.index(b">", place) + 1
        return place


def _agree(inner: Iterable[tuple[str | None, str]], outer: Sequence[tuple[str | None, str]]) -> bool:
    """Whether each prefix that entries bind is bound to one address everywhere, and each address to one prefix."""
    inner = set(inner)
    if not inner:
        return True
    addresses: dict[str | None, set[str]] = {}
    prefixes: dict[str, set[str | None]] = {}
    for prefix, uri in (*inner, *outer):
        addresses.setdefault(prefix, set()).add(uri)
        prefixes.setdefault(uri, set()).add(prefix)
    return all(
        len(prefixes[uri]) == 1 and (prefix is None or len(addresses[prefix]) == 1) for prefix, uri in inner
    )


def _local(name: str) -> str:
    return name.rpartition(" ")[2].lower()
