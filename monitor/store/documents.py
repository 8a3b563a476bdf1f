"""One document of a feed into the store: what is new, what has changed, what stood there before."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlite_utils import Database

from monitor.model import FeedState, Item
from monitor.outcome import Document
from monitor.poll.flood import flooded
from monitor.poll.identity import content_hash
from monitor.poll.naming import Entry, entry_of
from monitor.poll.resolve import Place, resolve
from monitor.store.item_rows import (
    TOUCH_AFTER,
    Arrival,
    StoredItem,
    insert_item,
    origin_of,
    supersede_item,
    touch_items,
)
from monitor.store.known_entries import ItemState, known_entries
from monitor.store.last_document import LastDocument, last_document, record_document, touch_document
from monitor.store.storable import storable
from monitor.store.times import to_text
from monitor.store.tombstones import buried

__all__ = ["StoredDocument", "store_document", "touch_document"]

_LINKS_TELL = (
    "most known entries have new guids: from now on the feed's entries are told apart by their links"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    """What a document was to the store."""

    stored: tuple[StoredItem, ...]
    """The new and changed items, in the order of the document."""
    entries: int
    """Entries of the document, recognised ones included."""
    new: int
    changed: int
    known: int
    """Entries that were known before: changed, unchanged, recognised or deleted by retention."""
    buried: int = 0
    """Of the known ones, those that retention deleted: neither stored nor matched again."""
    flood: int = 0
    """Of the new items, those beyond what counts as news."""
    links_tell: bool = False
    """The feed's entries are told apart by their links from now on."""
    dates: tuple[datetime, ...] = ()
    """Believable dates of the entries that were parsed."""
    notes: tuple[str, ...] = ()
    """What was odd about the names of the entries, for people."""

    @property
    def shares_known(self) -> bool:
        """The document has something in common with what was stored of the feed before."""
        return self.known > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Listed:
    """One entry of the document that was parsed."""

    item: Item
    content_hash: str
    entry: Entry
    place: Place
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """The document beside what the store holds of it."""

    rows: tuple[_Listed, ...]
    states: Mapping[int, ItemState]
    last: LastDocument
    recognised: Mapping[str, int]
    """Mark → item of the entries that were not parsed."""
    links_tell: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """What is to be written, by identity; of an entry listed twice one."""

    new: Mapping[str, _Listed]
    changed: Mapping[str, _Listed]
    buried: frozenset[Entry]
    flood: frozenset[str]
    """Of the new ones, those beyond what counts as news."""


def store_document(
    db: Database,
    feed: FeedState,
    document: Document,
    *,
    now: datetime,
    backlog: bool,
    expected: float = 0.0,
) -> StoredDocument:
    """Store what ``document`` brings to ``feed``, inside the caller's transaction (rules I1, I2, I4, I5).

    ``now`` is the first sight of what is new. ``backlog``: the feed's first document. ``expected``: how many new
    items its pace promised since the last poll; far more than that are a flood (``poll.flood``). Raises
    ``NotFoundError`` for an unknown feed.
    """
    reading = _read(db, feed, document, now)
    plan = _planned(reading, _buried(db, feed.feed_id, reading, now), None if backlog else expected)
    stored = _written(db, feed.feed_id, reading, plan, (now, backlog))
    _remember(db, feed.feed_id, reading, stored, now)
    fresh = sum(row.place.identity in plan.new for row in reading.rows)
    return StoredDocument(
        stored=tuple(stored.values()),
        entries=document.entries,
        new=len(plan.new),
        changed=len(plan.changed),
        known=document.entries - fresh,
        buried=len(plan.buried),
        flood=len(plan.flood),
        links_tell=reading.links_tell,
        dates=tuple(row.item.published for row in reading.rows if row.item.published is not None),
        notes=(_LINKS_TELL,) if reading.links_tell and not feed.memory.links_tell else (),
    )


def _read(db: Database, feed: FeedState, document: Document, now: datetime) -> _Reading:
    last = last_document(db, feed.feed_id)
    marked = last.marked
    document = _recognised(document, marked)
    recognised = {mark: marked[mark] for mark in document.known if mark in marked}
    items = tuple(_storable(item) for item in document.items)
    entries = tuple(entry_of(item) for item in items)
    taken = frozenset(recognised.values())
    known = known_entries(db, feed.feed_id, entries, now, taken)
    found = resolve(entries, known.known, links_tell=feed.memory.links_tell, taken=taken, beside=known.beside)
    marks = document.marks or ("",) * len(items)
    rows = (
        _Listed(item=item, content_hash=content_hash(item), entry=entry, place=place, mark=mark)
        for item, entry, place, mark in zip(items, entries, found.places, marks, strict=True)
    )
    return _Reading(
        rows=tuple(rows),
        states=known.states,
        last=last,
        recognised=recognised,
        links_tell=found.links_tell,
    )


def _recognised(document: Document, marked: Container[str]) -> Document:
    """``document`` with entries recognised that were read again though the last document had them.

    They keep the items they were found to be then: whether they were read must not make a difference.
    """
    read = [pair for pair in zip(document.items, document.marks, strict=False) if pair[1] not in marked]
    if len(read) == len(document.marks):
        return document
    again = (mark for mark in document.marks if mark in marked)
    items, marks = (item for item, _ in read), (mark for _, mark in read)
    return replace(document, items=tuple(items), marks=tuple(marks), known=(*document.known, *again))


def _storable(item: Item) -> Item:
    """What is compared is what will read back."""
    if all(
        storable(text) == text for text in (item.guid, item.link, item.title, item.text, item.published_raw)
    ):
        return item
    return replace(
        item,
        guid=storable(item.guid),
        link=storable(item.link),
        title=storable(item.title),
        text=storable(item.text),
        published_raw=storable(item.published_raw),
    )


def _buried(db: Database, feed_id: int, reading: _Reading, now: datetime) -> frozenset[Entry]:
    return buried(db, feed_id, [row.entry for row in reading.rows if row.place.item_id is None], now)


def _planned(reading: _Reading, gone: frozenset[Entry], expected: float | None) -> _Plan:
    """``expected`` is None where nothing counts as a flood."""
    new: dict[str, _Listed] = {}
    changed: dict[str, _Listed] = {}
    same = {row.place.item_id for row in reading.rows if _is_unchanged(row, reading)}
    for row in reading.rows:
        if row.place.item_id is None:
            if row.entry not in gone:
                new.setdefault(row.place.identity, row)
        elif row.place.item_id not in same:
            changed.setdefault(row.place.identity, row)
    beyond = (
        () if expected is None else flooded([row.item.published for row in new.values()], expected=expected)
    )
    flood = frozenset(identity for identity, is_beyond in zip(new, beyond, strict=False) if is_beyond)
    return _Plan(new=new, changed=changed, buried=gone, flood=flood)


def _is_unchanged(row: _Listed, reading: _Reading) -> bool:
    """The stored item is this one, or stands beside it unchanged: two listings of one item may differ for ever."""
    item_id = row.place.item_id
    if item_id is None:
        return False
    return reading.states[item_id].content_hash == row.content_hash or item_id in reading.recognised.values()


def _written(
    db: Database, feed_id: int, reading: _Reading, plan: _Plan, arrived: tuple[datetime, bool]
) -> dict[str, StoredItem]:
    """Identity → item of what is new and changed, in the order of the document."""
    if not plan.new and not plan.changed:
        return {}
    now, backlog = arrived
    origin = origin_of(db, feed_id)
    arrival = Arrival(feed_id=feed_id, origin=origin, moment=to_text(now), backlog=backlog)
    stored: dict[str, StoredItem] = {}
    for row in reading.rows:
        identity, item_id = row.place.identity, row.place.item_id
        if plan.new.get(identity) is row:
            flood = identity in plan.flood
            names = (identity, row.entry.key)
            stored[identity] = insert_item(db, arrival, names, row.content_hash, row.item, flood=flood)
        elif item_id is not None and plan.changed.get(identity) is row:
            known = (item_id, reading.states[item_id].version)
            stored[identity] = supersede_item(db, arrival, known, row.content_hash, row.item)
    return stored


def _remember(
    db: Database, feed_id: int, reading: _Reading, stored: Mapping[str, StoredItem], now: datetime
) -> None:
    """Keep what stands in the document, and let what has long not been seen in it be seen now."""
    listed = list(reading.recognised.items())
    returned: list[int] = []
    stale = to_text(now - TOUCH_AFTER)
    for row in reading.rows:
        made = stored.get(row.place.identity)
        item_id = made.item_id if made is not None else row.place.item_id
        if item_id is None:
            continue
        listed.append((row.mark, item_id))
        if made is None and reading.states[item_id].last_seen <= stale:
            returned.append(item_id)
    touch_items(db, returned, now)
    record_document(db, feed_id, reading.last, listed, now)
