"""Which stored item each entry of a document is, and what new entries are called (rule I1).

An item is known by its guid, else by its canonical link, else by title and date. Publishers break every one of
these, so an entry is compared in steps, from what cannot be chance to what is likely:

1. It is the very entry that was stored, first or last: guid, link, title and date. Such an entry is recognised for
   ever, whatever stands beside it.
2. One item has its guid and its link: the item was edited. Where several entries share guid and link, or shared
   them once, this step tells nothing.
3. One item has its guid, another link and a similar headline: the link was edited. With another headline the
   publisher gave an old guid to a new story. Where several entries share the guid, this step tells nothing.
4. One item has its guid with the other scheme or ``www.``; or its link and its guid but for the fragment, or no
   guid, or another guid but its title and date: the publisher changed what he writes there.

A feed that gives most of its known entries new guids is told apart by links instead, for ever: ``links_tell``.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from monitor.poll.identity import KEY_PART, same_link
from monitor.poll.naming import Entry
from monitor.poll.sameness import bare, same_page, similar

RENAMED_SHARE: Final = 0.5
"""Share of a document's entries with new guids for known links from which on its guids tell nothing (rule I1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEntry:
    """An item of the feed as far as identity goes."""

    item_id: int
    identity: str
    guid: str
    link: str
    """Canonical."""
    headline: str
    """Title, or the beginning of the text where there is none."""
    entry_key: str
    """Of the entry that was first seen."""
    present_key: str = ""
    """Of its present state, where that is another."""
    recent: bool = True
    """Stood in the feed within the last days: a new guid for its link is a new name, not a new story."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the store holds of what was asked; the same item may stand there twice."""

    stored: tuple[StoredEntry, ...] = ()
    shared: frozenset[str] = frozenset()
    """Of the prefixes asked for, those with which the identity of some item begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where one entry belongs."""

    item_id: int | None
    """The stored item that it is; None for a new one."""
    identity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """One place for each entry, in their order; an entry listed twice has one place twice."""

    places: tuple[Place, ...]
    links_tell: bool


def resolve(
    entries: Sequence[Entry],
    known: Known,
    *,
    links_tell: bool,
    taken: frozenset[int] = frozenset(),
    beside: Sequence[Entry] = (),
) -> Resolution:
    """Find the item of each entry of one document, or name it anew.

    ``taken`` are the items of the document's entries that were recognised without being parsed, ``beside`` those
    entries themselves: what is ambiguous is ambiguous in the whole document. ``links_tell`` of the result stays or
    becomes true where the feed's guids tell nothing.
    """
    found = _Matching(entries, known, links_tell=links_tell, taken=taken, beside=beside)
    listed = max(len(found.listed), len(found.distinct) + len(taken))
    if not links_tell and found.renamed >= RENAMED_SHARE * listed > 0:
        found = _Matching(entries, known, links_tell=True, taken=taken, beside=beside)
        links_tell = True
    return Resolution(places=tuple(found.places[entry] for entry in entries), links_tell=links_tell)


class _Matching:
    """The comparing of one document: which entry has claimed which item."""

    def __init__(
        self,
        entries: Sequence[Entry],
        known: Known,
        *,
        links_tell: bool,
        taken: frozenset[int],
        beside: Sequence[Entry],
    ) -> None:
        self.distinct = tuple(dict.fromkeys(entries))
        self.listed = tuple(dict.fromkeys((*entries, *beside)))
        self.places: dict[Entry, Place] = {}
        self.renamed = 0
        self._links_tell = links_tell
        self._known = known
        self._claimed = set(taken)
        self._guids = Counter(entry.guid for entry in self.listed)
        self._links = Counter(entry.link for entry in self.listed)
        self._pairs = Counter((entry.guid, entry.link) for entry in self.listed)
        self._bare_guids = Counter(bare(entry.guid) for entry in self.listed)
        self._rungs = Counter(name for entry in self.listed for name in self._ladder(entry))
        self._index()
        for entry in self.distinct:
            self._claim(entry, self._verbatim(entry))
        left = [entry for entry in self.distinct if entry not in self.places]
        for entry in left:
            self._claim(entry, self._edited(entry))
        for entry in left:
            if entry not in self.places:
                self.places[entry] = self._named(entry)

    def _index(self) -> None:
        stored = {row.item_id: row for row in self._known.stored}.values()
        self._by_identity = {row.identity: row for row in stored}
        self._by_key = _grouped((row.entry_key, row) for row in stored)
        self._by_present = _grouped((row.present_key, row) for row in stored if row.present_key)
        self._by_guid = _grouped((row.guid, row) for row in stored if row.guid)
        self._by_bare_guid = _grouped((bare(row.guid), row) for row in stored if row.guid)
        self._by_first_link = _grouped((row.entry_key[:KEY_PART], row) for row in stored)
        self._by_link = _grouped((row.link, row) for row in stored if row.link)

    def _claim(self, entry: Entry, row: StoredEntry | None) -> None:
        if row is not None:
            self._claimed.add(row.item_id)
            self.places[entry] = Place(item_id=row.item_id, identity=row.identity)

    def _verbatim(self, entry: Entry) -> StoredEntry | None:
        """The item that was stored from this very entry, first or last."""
        same = (*self._by_key.get(entry.key, ()), *self._by_present.get(entry.key, ()))
        exact = [row for row in same if row.guid == entry.guid]
        if exact or not (self._by_links(entry) and same):
            return exact[0] if exact else None
        return same[0]

    def _edited(self, entry: Entry) -> StoredEntry | None:
        if self._by_links(entry):
            return self._of_link(entry)
        if not entry.guid:
            return self._nameless(entry) if entry.link else None
        if group := self._by_guid.get(entry.guid):
            return self._of_guid(entry, group)
        if self._shared(entry.guid):
            return None
        return self._respelt(entry) or self._renamed(entry) or self._given_guid(entry)

    def _of_guid(self, entry: Entry, group: Sequence[StoredEntry]) -> StoredEntry | None:
        """The one item of that guid and that link, or with another link and a similar headline."""
        here = [row for row in group if same_link(row.entry_key, entry.key)]
        here = here or [row for row in group if row.link == entry.link]
        if here:
            middle = any(self._shared(name) for name in entry.ladder(links_tell=False)[1:-1])
            told_apart = middle or entry.told_by_words in self._known.shared
            alone = self._pairs[entry.guid, entry.link] == 1 and not told_apart
            return self._only(here) if alone else None
        if self._guids[entry.guid] > 1 or self._shared(entry.guid):
            return None
        return _if_similar(self._only(group), entry)

    def _of_link(self, entry: Entry) -> StoredEntry | None:
        """The item of that link, whatever its guid; the latest of several that stem from the time before."""
        rows = self._at_link(entry)
        shared = self._links[entry.link] > 1 or self._shared(entry.link)
        if not rows or shared or any(row.item_id in self._claimed for row in rows):
            return None
        return max(rows, key=lambda row: (row.identity == entry.link, row.item_id))

    def _nameless(self, entry: Entry) -> StoredEntry | None:
        """The item of the link of an entry without guid; it may have had one before."""
        if self._links[entry.link] > 1 or self._shared(entry.link):
            return None
        rows = self._at_link(entry)
        if nameless := [row for row in rows if not row.guid]:
            return self._only(nameless)
        return _if_similar(self._only([row for row in rows if row.guid not in self._guids]), entry)

    def _respelt(self, entry: Entry) -> StoredEntry | None:
        """The item whose guid has another scheme, or has ``www.`` where this one has not."""
        row = self._only(self._by_bare_guid.get(bare(entry.guid), []))
        if row is None or self._bare_guids[bare(entry.guid)] > 1:
            return None
        return row if same_link(row.entry_key, entry.key) else _if_similar(row, entry)

    def _renamed(self, entry: Entry) -> StoredEntry | None:
        """The item of this link with another guid: the same address but for the fragment, or title and date agree.

        Counts the links that are known under quite another guid.
        """
        if not entry.link or self._links[entry.link] > 1:
            return None
        rows = [row for row in self._at_link(entry) if row.guid and row.guid not in self._guids]
        free = [row for row in rows if row.item_id not in self._claimed]
        if pages := [row for row in free if same_page(row.guid, entry.guid)]:
            return pages[-1]
        self.renamed += any(row.recent and similar(row.headline, entry.headline) for row in free)
        same = [row for row in free if row.entry_key == entry.key]
        return same[-1] if same and entry.dated and entry.headline else None

    def _given_guid(self, entry: Entry) -> StoredEntry | None:
        """The item of that link from a time when the feed had no guids."""
        if not entry.link or self._links[entry.link] > 1 or self._shared(entry.link):
            return None
        return _if_similar(self._only([row for row in self._at_link(entry) if not row.guid]), entry)

    def _named(self, entry: Entry) -> Place:
        """A name that no other entry has, here or in the store; at the end of the ladder it is the item's own.

        Unless another entry of the document has turned out to be that item, or would be called so as well: a guid
        that is a link, and that link without guid, differ in nothing else.
        """
        ladder = self._ladder(entry)
        for name in ladder[:-1]:
            free = name not in self._by_identity and not self._shared(name)
            if free and self._rungs[name] == 1:
                return Place(item_id=None, identity=name)
        row = self._by_identity.get(ladder[-1])
        alone = not entry.guid or self._rungs[ladder[-1]] == 1
        if alone and (row is None or row.item_id not in self._claimed):
            return Place(item_id=row.item_id if row else None, identity=ladder[-1])
        return Place(item_id=None, identity=entry.beyond(links_tell=self._links_tell))

    def _at_link(self, entry: Entry) -> Sequence[StoredEntry]:
        """Items first seen with the link of ``entry``, else those that have it now."""
        first = self._by_first_link.get(entry.key[:KEY_PART])
        return first or self._by_link.get(entry.link, [])

    def _only(self, rows: Sequence[StoredEntry]) -> StoredEntry | None:
        """The one row, where there is but one and no other entry of the document is it."""
        return rows[0] if len(rows) == 1 and rows[0].item_id not in self._claimed else None

    def _shared(self, name: str) -> bool:
        """Items are stored that share ``name`` and are told apart below it."""
        return f"{name}|" in self._known.shared

    def _ladder(self, entry: Entry) -> tuple[str, ...]:
        return entry.ladder(links_tell=self._links_tell)

    def _by_links(self, entry: Entry) -> bool:
        return self._links_tell and bool(entry.link)


def _if_similar(row: StoredEntry | None, entry: Entry) -> StoredEntry | None:
    return row if row is not None and similar(row.headline, entry.headline) else None


def _grouped(pairs: Iterable[tuple[str, StoredEntry]]) -> Mapping[str, Sequence[StoredEntry]]:
    groups: dict[str, list[StoredEntry]] = {}
    for name, row in pairs:
        groups.setdefault(name, []).append(row)
    return groups
