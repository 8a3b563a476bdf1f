"""The items of the store: looked up, read in order, and stored under names that the caller gives."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlite_utils import Database

from monitor.model import Item, SeenItem
from monitor.poll.identity import entry_key
from monitor.store.item_rows import (
    STORED,
    TOUCH_AFTER,
    VERSIONS_KEPT,
    Arrival,
    StoredItem,
    insert_item,
    origin_of,
    read_item,
    supersede_item,
    touch_items,
)
from monitor.store.rows import AMONG, among, select
from monitor.store.storable import storable
from monitor.store.times import to_text
from monitor.text.links import canonical_link

__all__ = [
    "TOUCH_AFTER",
    "VERSIONS_KEPT",
    "StoredItem",
    "has_unrelated",
    "item",
    "newest_unrelated",
    "seen_items",
    "store_items",
]

PAGE = 1000
"""Items read at a time where all are asked for."""

_KNOWN = f"""
select id, identity, content_hash, version, last_seen from items where feed_id = ? and identity in {AMONG}
"""


def store_items(
    db: Database,
    feed_id: int,
    items: Sequence[tuple[str, str, Item]],
    *,
    now: datetime,
    backlog: bool,
    replayed: bool = False,
) -> tuple[StoredItem, ...]:
    """Store (identity, content hash, item) as named and return what is new or changed, in its order.

    For archives, whose entries have keys of their own; documents of feeds go through ``store_document``. A known
    item with another hash becomes a new version; of the rest only ``last_seen`` moves, and seldom. Where an
    identity comes twice, the first entry counts. ``now`` is the first sight of what is new. Unknown feed:
    ``NotFoundError``.
    """
    entries: dict[str, tuple[str, Item]] = {}
    for identity, content_hash, entry in items:
        entries.setdefault(storable(identity), (content_hash, entry))
    known = {row["identity"]: row for row in select(db, _KNOWN, (feed_id, among(entries)))}
    origin, moment = origin_of(db, feed_id), to_text(now)
    arrival = Arrival(feed_id=feed_id, origin=origin, moment=moment, backlog=backlog, replayed=replayed)
    found: list[StoredItem] = []
    same: list[int] = []
    for identity, (content_hash, entry) in entries.items():
        row = known.get(identity)
        if row is None:
            found.append(insert_item(db, arrival, (identity, entry_key(entry)), content_hash, entry))
        elif row["content_hash"] != content_hash:
            found.append(supersede_item(db, arrival, (row["id"], row["version"]), content_hash, entry))
        elif row["last_seen"] <= to_text(now - TOUCH_AFTER):
            same.append(row["id"])
    touch_items(db, same, now)
    return tuple(found)


def item(db: Database, id_or_url: int | str) -> StoredItem | None:
    """The item of that number, link (with or without tracking parameters) or identity; or the latest such."""
    text = storable(str(id_or_url))
    if text.isdecimal():
        # Bound as text: SQLite makes the number of it, and takes one that is too large for none of its own.
        rows = select(db, f"{STORED} where items.id = ?", (text,))
        if rows or isinstance(id_or_url, int):
            return read_item(rows[0]) if rows else None
    order = "order by items.link = ? desc, items.first_seen desc, items.id desc limit 1"
    for column, wanted in (("canonical_link", canonical_link(text)), ("identity", text)):
        rows = select(db, f"{STORED} where items.{column} = ? {order}", (wanted, text)) if wanted else []
        if rows:
            return read_item(rows[0])
    return None


def seen_items(db: Database, since: datetime | None) -> Iterator[StoredItem]:
    """Items first seen at or after ``since`` (None: all), in the order they were first seen.

    Read in pages, so that the caller may write between two items; what is stored meanwhile may come or not.
    """
    moment, number = ("" if since is None else to_text(since)), 0
    sql = f"""{STORED} where (items.first_seen, items.id) > (?, ?)
        order by items.first_seen, items.id limit {PAGE}"""
    while rows := select(db, sql, (moment, number)):
        yield from map(read_item, rows)
        moment, number = rows[-1]["first_seen"], rows[-1]["id"]


_UNRELATED = """
where not exists (select 1 from hits where hits.item_id = items.id)
and not exists (select 1 from decisions where decisions.item_id = items.id)
"""


def has_unrelated(db: Database, number: int) -> bool:
    """Whether ``number`` (at least 1) such items as ``newest_unrelated`` gives are stored."""
    return bool(select(db, f"select 1 from items {_UNRELATED} limit 1 offset ?", (number - 1,)))


def newest_unrelated(db: Database, limit: int) -> tuple[SeenItem, ...]:
    """The ``limit`` items first seen last that no watch has found or nearly found, oldest of them first.

    What the stream looks like beside the stories.
    """
    rows = select(
        db, f"{STORED} {_UNRELATED} order by items.first_seen desc, items.id desc limit ?", (limit,)
    )
    return tuple(read_item(row).seen for row in reversed(rows))
