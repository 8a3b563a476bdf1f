"""An ordinary feed document as its entries and what stands around them, by expat: nothing is read, only found.

It finds entries only where leaving some out leaves feedparser's reading of the others as it was; a document of any
other build is not split. Everything that could reach from one entry into another is a reason not to:

* document types and entities; nested feeds and entries; anything but comments after the first entry (RSS 1.0 has
  its search form and image there, which is fine);
* prefixes that entries bind otherwise: feedparser keeps one table of them for the whole document;
* an ``xml:base`` in the head only.

One reach remains: where the document as a whole has no ``xml:base``, the first that an entry sets holds for all that
follows, because feedparser does not forget it. So that entry has to be read wherever one behind it is.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from xml.parsers import expat

from monitor.poll.dialects import KNOWN, STRUCTURE, UNREAD, VOLATILE, Dialect, dialect_of

Span = tuple[int, int]
"""First byte, and the byte behind the last."""

_BASES: Final = ("http://www.w3.org/XML/1998/namespace base", "base")
_EARLY: Final = 4096
"""Bytes in which a base is looked for at once; one that comes up later costs a second walk."""
_TAG_NAME: Final = re.compile(rb"<([^\s/>]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Where the entries of a document are, and what their reading depends on beside themselves."""

    entries: tuple[Span, ...]
    unread: tuple[Span, ...]
    """Parts of the head that need not be read."""
    frame: tuple[bytes, ...]
    """The elements around them with their attributes, bound prefixes, and the head but for its volatile parts."""
    base_from: int = -1
    """Which entry sets the base of all behind it; -1 where none does."""
    base: str = ""


class _OddError(Exception):
    """The document is not of the ordinary build."""


def split(data: bytes) -> Parts | None:
    """The parts of a document in UTF-8; None where it is not well-formed or not of the ordinary build."""
    walk = _walked(data, minds_base=data.find(b"xml:base", 0, _EARLY) >= 0)
    if walk and walk.missed_base():
        walk = _walked(data, minds_base=True)
    return walk.parts() if walk else None


def without(data: bytes, spans: Iterable[Span]) -> bytes:
    """``data`` but for what lies in ``spans``, which do not overlap."""
    kept: list[bytes] = []
    place = 0
    for first, behind in sorted(spans):
        kept.append(data[place:first])
        place = behind
    return b"".join((*kept, data[place:])) if kept else data


def _walked(data: bytes, *, minds_base: bool) -> "_Walk | None":
    walk = _Walk(data, minds_base=minds_base)
    try:
        walk.parser.Parse(data, True)  # noqa: FBT003 - takes no names
    except (expat.ExpatError, _OddError):
        return None
    return walk


class _Ends(dict[str, None]):
    """What ends inside an entry, each name told on once: expat looks names up here, without a line of Python."""

    def __init__(self, tell: Callable[[str], bool]) -> None:
        super().__init__()
        self._tell = tell

    def __missing__(self, name: str) -> None:
        if self._tell(name):
            self[name] = None


class _Walk:
    """What expat tells of one document.

    Nearly all elements lie inside entries, where only their names matter: expat puts those into ``_inside`` by itself.
    """

    def __init__(self, data: bytes, *, minds_base: bool) -> None:
        self._names: dict[str, str] = {}
        """Every name that expat met, those of attributes too: it keeps each once."""
        self.parser = parser = expat.ParserCreate("utf-8", " ", self._names)
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartNamespaceDeclHandler = self._bind
        parser.StartDoctypeDeclHandler = self._refuse
        self._data = data
        self._dialect: Dialect | None = None
        self._depth = 0
        self._base, self._base_from = "", -1
        self._minds_base = self._minded_base = minds_base
        self._channels = 0
        self._open = 0
        """Depth of the entry or part of the head that is open; 0 where none is."""
        self._is_entry = False
        self._name = ""
        """Local name of that part, in lower case."""
        self._first = 0
        self._inside: dict[str, object] = {}
        """Names of elements inside entries, and of those inside parts of the head."""
        self._ends = _Ends(self._end_inside)
        self._entries: list[Span] = []
        self._unread: list[Span] = []
        self._frame: list[bytes] = []
        self._pending: list[tuple[str | None, str]] = []
        self._outer: list[tuple[str | None, str]] = []
        self._inner: set[tuple[str | None, str]] = set()

    def missed_base(self) -> bool:
        """Whether attributes that may set a base were not looked at."""
        return not self._minded_base and any(_local(name) == "base" for name in filter(None, self._names))

    def parts(self) -> Parts | None:
        """What was found; None where entries hold feeds, or bind a name that is bound otherwise elsewhere."""
        if any(_local(name) in STRUCTURE for name in self._inside) or not _agree(self._inner, self._outer):
            return None
        frame = (repr(self._outer).encode("utf-8", "replace"), *self._frame)
        return Parts(
            entries=tuple(self._entries),
            unread=tuple(self._unread),
            frame=frame,
            base_from=self._base_from,
            base=self._base,
        )

    def _refuse(self, *_: object) -> None:
        raise _OddError

    def _bind(self, prefix: str | None, uri: str) -> None:
        self._pending.append((prefix, uri))

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        depth, self._depth = self._depth, self._depth + 1
        if self._open:
            self._inside[name] = None
        elif self._dialect is None:
            self._enter_root(name, attributes)
        elif depth == self._dialect.depth and name in self._dialect.entries:
            self._enter(is_entry=True)
        elif depth == 1 and name in self._dialect.channel:
            self._enter_channel(name, attributes)
        else:
            self._enter_head(self._dialect, name, depth)
        if attributes and self._minds_base:
            self._mind_base(attributes)
        if self._pending:
            self._settle_bindings()
        if self._open == self._depth and self._is_entry and not self._minds_base:
            self._hand_over()

    def _hand_over(self) -> None:
        """Until the entry ends, let expat note by itself what starts and ends."""
        self.parser.StartElementHandler = self._inside.__setitem__
        self.parser.EndElementHandler = self._ends.__getitem__

    def _mind_base(self, attributes: Mapping[str, str]) -> None:
        """The first base: of the whole document, or of an entry and all behind it."""
        given = [value for key, value in attributes.items() if key in _BASES or key.lower() == "base"]
        if not any(given):
            return
        is_plain = len(given) == 1 and given[0].isascii() and not set("[]\\ ") & set(given[0])
        if not is_plain or (self._open and not self._is_entry):
            raise _OddError
        if self._open:
            self._base, self._base_from = given[0], len(self._entries)
        self._minds_base = False

    def _enter_root(self, name: str, attributes: Mapping[str, str]) -> None:
        dialect = dialect_of(name)
        if dialect is None:
            raise _OddError
        self._dialect = dialect
        self._around(name, attributes)

    def _enter_channel(self, name: str, attributes: Mapping[str, str]) -> None:
        self._channels += 1
        if self._channels > 1 or self._entries:
            raise _OddError
        self._around(name, attributes)

    def _enter_head(self, dialect: Dialect, name: str, depth: int) -> None:
        """A part of the head: a child of the channel, or of the root where that is what holds the entries."""
        local = _local(name)
        misplaced = depth < dialect.depth or local in STRUCTURE
        if misplaced or (self._entries and local not in dialect.behind):
            raise _OddError
        self._name = local
        self._enter(is_entry=False)

    def _enter(self, *, is_entry: bool) -> None:
        self._open, self._is_entry = self._depth, is_entry
        self._first = self.parser.CurrentByteIndex

    def _around(self, name: str, attributes: Mapping[str, str]) -> None:
        self._frame.append(repr((name, sorted(attributes.items()))).encode("utf-8", "replace"))

    def _settle_bindings(self) -> None:
        if self._open and self._is_entry:
            self._inner.update(self._pending)
        else:
            self._outer.extend(self._pending)
        self._pending.clear()

    def _end_inside(self, name: str) -> bool:
        """Whether that is of no account: within an entry no other may stand, so it ends with the first of its name."""
        if self._dialect is None or name not in self._dialect.entries:
            return True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self._settle_bindings()
        self._end(name)
        return False

    def _end(self, _name: str) -> None:
        if self._open == self._depth:
            self._leave()
            self._open = 0
        self._depth -= 1

    def _leave(self) -> None:
        span = (self._first, self._behind(self.parser.CurrentByteIndex))
        if self._is_entry:
            self._entries.append(span)
            return
        if self._name in UNREAD:
            self._unread.append(span)
        if self._name not in VOLATILE:
            self._frame.append(self._data[slice(*span)])

    def _behind(self, place: int) -> int:
        """The byte behind the open element; expat is at its end tag, or behind it where it has none."""
        tag = _TAG_NAME.match(self._data, self._first)
        if tag and self._data.startswith(b"</" + tag[1], place):
            return self._data.index(b">", place) + 1
        return place


def _agree(inner: Iterable[tuple[str | None, str]], outer: Sequence[tuple[str | None, str]]) -> bool:
    """Whether each prefix that entries bind is bound to one address everywhere, and each address to one prefix.

    feedparser names elements of addresses that it does not know by the first prefix that any element bound to them.
    """
    inner = set(inner)
    if not inner:
        return True
    addresses: dict[str | None, set[str]] = {}
    prefixes: dict[str, set[str | None]] = {}
    for prefix, uri in (*inner, *outer):
        addresses.setdefault(prefix, set()).add(uri)
        prefixes.setdefault(uri, set()).add(prefix)
    return all(
        (uri in KNOWN or len(prefixes[uri]) == 1) and (prefix is None or len(addresses[prefix]) == 1)
        for prefix, uri in inner
    )


def _local(name: str) -> str:
    return name.rpartition(" ")[2].lower()
