"""Items as rows: inserted, replaced by a later state, touched, and read as tracking reads them."""

import json
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from monitor.errors import NotFoundError
from monitor.model import Item, SeenItem
from monitor.store.rows import AMONG, among, select
from monitor.store.storable import storable, strings, to_json
from monitor.store.times import from_text, optional_text, to_text
from monitor.text.links import canonical_link, host_of
from monitor.text.pairs import is_unbroken, pairs

TOUCH_AFTER = timedelta(hours=6)
"""``last_seen`` is written at most this often: it serves retention, which counts in months."""

VERSIONS_KEPT = 25
"""States of one item that are kept: the first and 24 changes (rule I2); later ones only replace."""

_CONTENT = (
    "link",
    "canonical_link",
    "title",
    "text",
    "html",
    "author",
    "categories",
    "language",
    "published_raw",
    "published",
    "date_flag",
    "content_hash",
)
"""What a new version replaces, in the order of ``_content``."""

_SEEN = "id, version, title, text, first_seen, language, link, backlog, replayed, flood"
"""What tracking reads; statements that write return it, so that all who decide see what is stored."""

_INSERT = f"""
insert into items ({", ".join(_CONTENT)},
  feed_id, identity, guid, entry_key, first_seen, last_seen, version, backlog, replayed, flood)
values ({"?, " * len(_CONTENT)} ?, ?, ?, ?, ?, ?, 1, ?, ?, ?) returning {_SEEN}
"""
_UPDATE = f"""
update items set {", ".join(f"{name} = ?" for name in _CONTENT)}, version = ?, last_seen = ? where id = ?
returning {_SEEN}
"""
_VERSION = """
insert into item_versions (item_id, version, seen_at, title, text, content_hash)
select id, version, {seen_at}, title, text, content_hash from items where id = ?
"""
_ORIGIN = """feeds.url, feeds.language as feed_language, feeds.group_name, feeds.tags,
  (select json_group_array(json_array(resting.url, resting.group_name, json(resting.tags)))
   from feeds as resting where resting.same_as = feeds.id and resting.retired_at is null) as resting"""
"""With what a person says of the feeds that rest for this one: their watches read its items (rule H4)."""
STORED = f"""
select {", ".join(f"items.{name}" for name in _SEEN.split(", "))}, {_ORIGIN}
from items join feeds on feeds.id = items.feed_id
"""
"""Rows for ``read_item``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredItem:
    """An item of the store as tracking needs it."""

    item_id: int
    version: int
    is_new: bool
    """False for a later version, and for an item read back."""
    seen: SeenItem
    backlog: bool = False
    replayed: bool = False
    flood: bool = False
    """It came with far more new entries at once than its feed ever brings: no news when it came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What an item takes from its feed."""

    url: str
    language: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What all entries stored at one time share."""

    feed_id: int
    origin: Origin
    moment: str
    backlog: bool
    replayed: bool = False


def origin_of(db: Database, feed_id: int) -> Origin:
    """What the items of a feed take from it. Raises ``NotFoundError`` for an unknown feed."""
    rows = select(db, f"select {_ORIGIN} from feeds where id = ?", (feed_id,))
    if not rows:
        raise NotFoundError(f"there is no feed of the number {feed_id}")
    return _origin(rows[0])


def insert_item(
    db: Database,
    arrival: Arrival,
    names: tuple[str, str],
    content_hash: str,
    entry: Item,
    *,
    flood: bool = False,
) -> StoredItem:
    """A new item; ``names`` are its identity and its entry key."""
    identity, key = names
    values = (
        *_content(entry, content_hash, arrival.origin.language),
        arrival.feed_id,
        identity,
        storable(entry.guid),
        key,
        arrival.moment,
        arrival.moment,
        int(arrival.backlog),
        int(arrival.replayed),
        int(flood),
    )
    (row,) = select(db, _INSERT, values)
    _index_pairs(db, row)
    return _item(row, arrival.origin, is_new=True)


def supersede_item(
    db: Database, arrival: Arrival, known: tuple[int, int], content_hash: str, entry: Item
) -> StoredItem:
    """Put a new state in place of that of ``known``, (number, version); both are kept among the versions."""
    item_id, version = known
    if version == 1:
        db.conn.execute(_VERSION.format(seen_at="first_seen"), (item_id,))
    content = _content(entry, content_hash, arrival.origin.language)
    (changed,) = select(db, _UPDATE, (*content, version + 1, arrival.moment, item_id))
    db.conn.execute("delete from items_pairs where rowid = ?", (item_id,))
    _index_pairs(db, changed)
    if version < VERSIONS_KEPT:
        db.conn.execute(_VERSION.format(seen_at="last_seen"), (item_id,))
    return _item(changed, arrival.origin)


def touch_items(db: Database, ids: Collection[int], now: datetime) -> None:
    """These items stand in their feed now; what was seen within ``TOUCH_AFTER`` stays unwritten."""
    if ids:
        sql = f"update items set last_seen = ? where id in {AMONG} and last_seen <= ?"
        db.conn.execute(sql, (to_text(now), among(ids), to_text(now - TOUCH_AFTER)))


def read_item(row: sqlite3.Row) -> StoredItem:
    """A row of ``STORED``."""
    return _item(row, _origin(row))


def _index_pairs(db: Database, row: sqlite3.Row) -> None:
    """The other full-text index is kept by triggers; SQL cannot make the pairs of this one."""
    title, text = row["title"], row["text"]
    if is_unbroken(title) or is_unbroken(text):
        cut = (row["id"], pairs(f"{title}\n{text}"))
        db.conn.execute("insert into items_pairs (rowid, pairs) values (?, ?)", cut)


def _origin(row: sqlite3.Row) -> Origin:
    group = (row["group_name"],) if row["group_name"] else ()
    tags = group + strings(row["tags"])
    if row["resting"] != "[]":
        tags += tuple(each for resting in json.loads(row["resting"]) for each in _sources(*resting))
    return Origin(url=row["url"], language=row["feed_language"], tags=tuple(dict.fromkeys(tags)))


def _sources(url: str, group: str, tags: Sequence[str]) -> tuple[str, ...]:
    """All by which a watch may name a resting feed: its address, host, group and tags."""
    return tuple(name for name in (url, host_of(url), group, *tags) if name)


def _content(entry: Item, content_hash: str, language: str) -> tuple[object, ...]:
    """The values of ``_CONTENT``; the language is the feed's where the item names none."""
    return (
        storable(entry.link),
        canonical_link(storable(entry.link)),
        storable(entry.title),
        storable(entry.text),
        storable(entry.html),
        storable(entry.author),
        to_json(entry.categories),
        storable(entry.language) or language,
        storable(entry.published_raw),
        optional_text(entry.published),
        entry.date_flag,
        content_hash,
    )


def _item(row: sqlite3.Row, origin: Origin, *, is_new: bool = False) -> StoredItem:
    seen = SeenItem(
        title=row["title"],
        text=row["text"],
        first_seen=from_text(row["first_seen"]),
        source=origin.url,
        language=row["language"],
        link=row["link"],
        tags=origin.tags,
    )
    return StoredItem(
        item_id=row["id"],
        version=row["version"],
        is_new=is_new,
        seen=seen,
        backlog=bool(row["backlog"]),
        replayed=bool(row["replayed"]),
        flood=bool(row["flood"]),
    )
