"""One document of a feed into the store: what is new, what has changed, what stood there before."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlite_utils import Database

from monitor.model import FeedState, Item
from monitor.outcome import Document
from monitor.poll.flood import flooded
from monitor.poll.identity import content_hash
from monitor.poll.naming import Entry, entry_of
from monitor.poll.overlap import FEW_STAYED, FEWEST_ENTRIES, overlapping
from monitor.poll.resolve import Place, resolve
from monitor.store.document_values import DocumentPreview, EntryFate, Fate, StoredDocument
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
from monitor.store.last_document import LastDocument, ages, last_document, record_document, touch_document
from monitor.store.storable import storable_item
from monitor.store.times import to_text
from monitor.store.tombstones import buried

__all__ = [
    "DocumentPreview",
    "EntryFate",
    "Fate",
    "StoredDocument",
    "preview_document",
    "store_document",
    "touch_document",
]

_LINKS_TELL = (
    "most known entries have new guids: from now on the feed's entries are told apart by their links"
)


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
    whole: bool = True,
) -> StoredDocument:
    """Store what ``document`` brings to ``feed``, inside the caller's transaction (rules I1, I2, I4, I5).

    ``now`` is the first sight of what is new. ``backlog``: the feed's first document. ``expected``: how many new
    items its pace promised since the last poll; far more than that are a flood (``poll.flood``). ``whole``: False for
    what may be a part of the feed's document, so that what else stands in it is not forgotten. Raises
    ``NotFoundError`` for an unknown feed.
    """
    reading = _read(db, feed, document, now)
    plan = _planned(reading, _buried(db, feed.feed_id, reading, now), None if backlog else expected)
    overlap = _overlap(db, reading, document.entries)
    stored = _written(db, feed.feed_id, reading, plan, (now, backlog))
    if whole:
        _remember(db, feed.feed_id, reading, stored, now)
    return replace(_summary(feed, document, reading, plan, tuple(stored.values())), overlap=overlap)


def preview_document(
    db: Database, feed: FeedState, document: Document, *, now: datetime, backlog: bool, expected: float
) -> DocumentPreview:
    """What ``store_document`` would do, reading only; ``feed`` may be one that is not stored at all."""
    reading = _read(db, feed, document, now)
    plan = _planned(reading, _buried(db, feed.feed_id, reading, now), None if backlog else expected)
    summary = replace(
        _summary(feed, document, reading, plan, ()), overlap=_overlap(db, reading, document.entries)
    )
    return DocumentPreview(summary=summary, entries=tuple(_fates(document, reading, plan)))


def _fates(document: Document, reading: _Reading, plan: _Plan) -> Iterator[EntryFate]:
    """Of each entry that was parsed, in the order of the document; a mark of the last document makes it known."""
    rows = iter(reading.rows)
    marks = document.marks or ("",) * len(document.items)
    for item, mark in zip(document.items, marks, strict=True):
        if mark in reading.recognised:
            yield EntryFate(item=item, fate=Fate.KNOWN, item_id=reading.recognised[mark])
        else:
            row = next(rows)
            yield EntryFate(item=row.item, fate=_fate(row, plan), item_id=row.place.item_id)


def _fate(row: _Listed, plan: _Plan) -> Fate:
    identity = row.place.identity
    if plan.new.get(identity) is row:
        return Fate.FLOOD if identity in plan.flood else Fate.NEW
    if row.place.item_id is None:
        return Fate.BURIED if row.entry in plan.buried else Fate.REPEATED
    return Fate.EDITED if plan.changed.get(identity) is row else Fate.KNOWN


def _summary(
    feed: FeedState, document: Document, reading: _Reading, plan: _Plan, stored: tuple[StoredItem, ...]
) -> StoredDocument:
    fresh = sum(row.place.identity in plan.new for row in reading.rows)
    return StoredDocument(
        stored=stored,
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
    items = tuple(storable_item(item) for item in document.items)
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


def _overlap(db: Database, reading: _Reading, entries: int) -> int | None:
    """Asked of the store only where a gap may hide: little is known of the document, and something is."""
    here = {row.place.item_id for row in reading.rows} | set(reading.recognised.values())
    known = sum(row.place.item_id is not None for row in reading.rows) + len(reading.recognised)
    last = reading.last.items
    if not last or not known or known > FEW_STAYED * entries or entries - known < FEWEST_ENTRIES:
        return None
    found = ages(db, last)
    stayed = {number: age for number, age in found.items() if number in here}
    left = {number: age for number, age in found.items() if number not in here}
    return overlapping(stayed, left, entries=entries)


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
