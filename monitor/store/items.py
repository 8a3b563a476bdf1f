"""The items: what is new, what has changed, and what stands unchanged in its feed."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from monitor.errors import NotFoundError
from monitor.model import Item, SeenItem
from monitor.store.rows import AMONG, among, select
from monitor.store.storable import storable, strings, to_json
from monitor.store.times import from_text, optional_text, to_text
from monitor.text.links import canonical_link

TOUCH_AFTER = timedelta(hours=6)
"""``last_seen`` is written at most this often: it serves retention, which counts in months."""

VERSIONS_KEPT = 25
"""States of one item that are kept: the first and 24 changes (design rule I2); later ones only replace."""

PAGE = 1000
"""Items read at a time where all are asked for."""

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

_SEEN = "id, version, title, text, first_seen, language, link, backlog, replayed"
"""What tracking reads; statements that write return it, so that all who decide see what is stored."""

_INSERT = f"""
insert into items ({", ".join(_CONTENT)},
  feed_id, identity, guid, first_seen, last_seen, version, backlog, replayed)
values ({"?, " * len(_CONTENT)} ?, ?, ?, ?, ?, 1, ?, ?) returning {_SEEN}
"""
_UPDATE = f"""
update items set {", ".join(f"{name} = ?" for name in _CONTENT)}, version = ?, last_seen = ? where id = ?
returning {_SEEN}
"""
_KNOWN = f"""
select id, identity, content_hash, version, last_seen from items where feed_id = ? and identity in {AMONG}
"""
_VERSION = """
insert into item_versions (item_id, version, seen_at, title, text, content_hash)
select id, version, {seen_at}, title, text, content_hash from items where id = ?
"""
_ORIGIN = "feeds.url, feeds.language as feed_language, feeds.group_name, feeds.tags"
_STORED = f"""
select {", ".join(f"items.{name}" for name in _SEEN.split(", "))}, {_ORIGIN}
from items join feeds on feeds.id = items.feed_id
"""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Origin:
    """What an item takes from its feed."""

    url: str
    language: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Arrival:
    """What all entries stored at one time share."""

    feed_id: int
    origin: _Origin
    moment: str
    backlog: bool
    replayed: bool


def store_items(
    db: Database,
    feed_id: int,
    items: Sequence[tuple[str, str, Item]],
    *,
    now: datetime,
    backlog: bool,
    replayed: bool = False,
) -> tuple[StoredItem, ...]:
    """Store one document's (identity, content hash, item) and return what is new or changed, in its order.

    A known item with another hash becomes a new version; of the rest only ``last_seen`` moves, and seldom.
    Where an identity comes twice, the first entry counts. ``now`` is the first sight of what is new. Unknown
    feed: ``NotFoundError``.
    """
    entries: dict[str, tuple[str, Item]] = {}
    for identity, content_hash, entry in items:
        entries.setdefault(storable(identity), (content_hash, entry))
    known = {row["identity"]: row for row in select(db, _KNOWN, (feed_id, among(entries)))}
    arrival = _Arrival(
        feed_id=feed_id,
        origin=_origin_of(db, feed_id),
        moment=to_text(now),
        backlog=backlog,
        replayed=replayed,
    )
    found: list[StoredItem] = []
    for identity, (content_hash, entry) in entries.items():
        row = known.get(identity)
        if row is None:
            found.append(_insert(db, arrival, identity, content_hash, entry))
        elif row["content_hash"] != content_hash:
            found.append(_supersede(db, arrival, row, content_hash, entry))
    _touch(db, (row for row in known.values() if row["content_hash"] == entries[row["identity"]][0]), now)
    return tuple(found)


def item(db: Database, id_or_url: int | str) -> StoredItem | None:
    """The item of that number, link (with or without tracking parameters) or identity; or the latest such."""
    text = storable(str(id_or_url))
    if text.isdecimal():
        # Bound as text: SQLite makes the number of it, and takes one that is too large for none of its own.
        rows = select(db, f"{_STORED} where items.id = ?", (text,))
        if rows or isinstance(id_or_url, int):
            return _read(rows[0]) if rows else None
    order = "order by items.link = ? desc, items.first_seen desc, items.id desc limit 1"
    for column, wanted in (("canonical_link", canonical_link(text)), ("identity", text)):
        rows = select(db, f"{_STORED} where items.{column} = ? {order}", (wanted, text)) if wanted else []
        if rows:
            return _read(rows[0])
    return None


def seen_items(db: Database, since: datetime | None) -> Iterator[StoredItem]:
    """Items first seen at or after ``since`` (None: all), in the order they were first seen.

    Read in pages, so that the caller may write between two items; what is stored meanwhile may come or not.
    """
    moment, number = ("" if since is None else to_text(since)), 0
    sql = f"""{_STORED} where (items.first_seen, items.id) > (?, ?)
        order by items.first_seen, items.id limit {PAGE}"""
    while rows := select(db, sql, (moment, number)):
        yield from map(_read, rows)
        moment, number = rows[-1]["first_seen"], rows[-1]["id"]


def newest_seen(db: Database, limit: int) -> tuple[SeenItem, ...]:
    """The ``limit`` items first seen last, oldest of them first: what the stream usually looks like."""
    rows = select(db, f"{_STORED} order by items.first_seen desc, items.id desc limit ?", (limit,))
    return tuple(_read(row).seen for row in reversed(rows))


def _origin_of(db: Database, feed_id: int) -> _Origin:
    rows = select(db, f"select {_ORIGIN} from feeds where id = ?", (feed_id,))
    if not rows:
        raise NotFoundError(f"there is no feed of the number {feed_id}")
    return _origin(rows[0])


def _origin(row: sqlite3.Row) -> _Origin:
    group = (row["group_name"],) if row["group_name"] else ()
    return _Origin(url=row["url"], language=row["feed_language"], tags=group + strings(row["tags"]))


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


def _insert(db: Database, arrival: _Arrival, identity: str, content_hash: str, entry: Item) -> StoredItem:
    values = (
        *_content(entry, content_hash, arrival.origin.language),
        arrival.feed_id,
        identity,
        storable(entry.guid),
        arrival.moment,
        arrival.moment,
        int(arrival.backlog),
        int(arrival.replayed),
    )
    (row,) = select(db, _INSERT, values)
    return _item(row, arrival.origin, is_new=True)


def _supersede(
    db: Database, arrival: _Arrival, row: sqlite3.Row, content_hash: str, entry: Item
) -> StoredItem:
    """Put a new state in place of the one in ``row``; both are kept among the versions."""
    item_id, version = row["id"], row["version"] + 1
    if row["version"] == 1:
        db.conn.execute(_VERSION.format(seen_at="first_seen"), (item_id,))
    content = _content(entry, content_hash, arrival.origin.language)
    (changed,) = select(db, _UPDATE, (*content, version, arrival.moment, item_id))
    if version <= VERSIONS_KEPT:
        db.conn.execute(_VERSION.format(seen_at="last_seen"), (item_id,))
    return _item(changed, arrival.origin)


def _touch(db: Database, rows: Iterable[sqlite3.Row], now: datetime) -> None:
    stale = to_text(now - TOUCH_AFTER)
    ids = [row["id"] for row in rows if row["last_seen"] <= stale]
    if ids:
        db.conn.execute(f"update items set last_seen = ? where id in {AMONG}", (to_text(now), among(ids)))


def _read(row: sqlite3.Row) -> StoredItem:
    return _item(row, _origin(row))


def _item(row: sqlite3.Row, origin: _Origin, *, is_new: bool = False) -> StoredItem:
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
    )
