"""An older page of a feed into the store: only what is new in it; the feed's own document stays what it was."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from monitor.model import FeedState, Item
from monitor.outcome import Document
from monitor.poll.back_fill import is_old
from monitor.poll.flood import flooded
from monitor.poll.identity import content_hash
from monitor.poll.naming import Entry, entry_of
from monitor.poll.resolve import Place, resolve
from monitor.store.item_rows import Arrival, StoredItem, insert_item, origin_of
from monitor.store.known_entries import known_entries
from monitor.store.last_document import ages, last_document
from monitor.store.storable import storable_item
from monitor.store.times import to_text
from monitor.store.tombstones import buried


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPage:
    """What an older page was to the store. Items stand in the order of the page."""

    news: tuple[StoredItem, ...]
    old: tuple[StoredItem, ...]
    """From long before the gap: stored as a backlog is."""
    reaches: bool
    """The page has entries that were known before the gap and are not in the feed's document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _New:
    item: Item
    entry: Entry
    place: Place


def store_page(
    db: Database, feed: FeedState, page: Document, *, since: datetime | None, now: datetime
) -> StoredPage:
    """Store what is new in ``page``, inside the caller's transaction (rules I1, S3).

    ``since`` is when the gap began, ``now`` the first sight of what is new. Known items are left as they are: an
    older page may have older states of them. Raises ``NotFoundError`` for an unknown feed.
    """
    items = tuple(storable_item(item) for item in page.items)
    entries = tuple(entry_of(item) for item in items)
    known = known_entries(db, feed.feed_id, entries, now).known
    places = resolve(entries, known, links_tell=feed.memory.links_tell).places
    rows = [
        _New(item=item, entry=entry, place=place)
        for item, entry, place in zip(items, entries, places, strict=True)
    ]
    gone = buried(db, feed.feed_id, [row.entry for row in rows if row.place.item_id is None], now)
    listed = set(last_document(db, feed.feed_id).items)
    beside = {row.place.item_id for row in rows if row.place.item_id is not None} - listed
    new = {
        row.place.identity: row for row in rows if row.place.item_id is None and row.entry not in gone
    }.values()
    old = tuple(row for row in new if is_old(row.item.published, since))
    news = tuple(row for row in new if not is_old(row.item.published, since))
    return StoredPage(
        news=_written(db, feed, news, now, backlog=False),
        old=_written(db, feed, old, now, backlog=True),
        reaches=bool(gone) or _reaches_back(db, beside, since),
    )


def _reaches_back(db: Database, item_ids: Collection[int], since: datetime | None) -> bool:
    """Whether one of the items was there at ``since``; a hub may have sent others while the gap was open."""
    return any(since is None or first_seen <= since for first_seen, _ in ages(db, item_ids).values())


def _written(
    db: Database, feed: FeedState, new: tuple[_New, ...], now: datetime, *, backlog: bool
) -> tuple[StoredItem, ...]:
    if not new:
        return ()
    origin = origin_of(db, feed.feed_id)
    arrival = Arrival(feed_id=feed.feed_id, origin=origin, moment=to_text(now), backlog=backlog)
    beyond = flooded([row.item.published for row in new], expected=0.0)
    return tuple(
        insert_item(
            db,
            arrival,
            (row.place.identity, row.entry.key),
            content_hash(row.item),
            row.item,
            flood=is_beyond and not backlog,
        )
        for row, is_beyond in zip(new, beyond, strict=True)
    )
