"""What the store holds of the entries of a document: the answer to ``poll.resolve``'s question."""

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from monitor.model import Item
from monitor.poll.identity import entry_key
from monitor.poll.naming import Entry, entry_of
from monitor.poll.resolve import Known, StoredEntry
from monitor.poll.sameness import COMPARED
from monitor.store.rows import AMONG, among, select
from monitor.store.storable import to_json
from monitor.store.times import to_text

RECENT = timedelta(days=7)
"""A link that stood in the feed within so long and comes with a new guid is an old story (rule I1)."""

OF_ONE_LINK = 3
"""Newest items of a link that are looked at: where there are more, the link tells nothing."""

_COLUMNS = f"""
items.id, items.identity, items.guid, items.canonical_link, items.entry_key, items.content_hash,
items.version, items.last_seen,
case items.title when '' then substr(items.text, 1, {COMPARED}) else items.title end as headline,
items.link, items.title, case items.title when '' then items.text else '' end as text, items.published_raw
"""
_BY_NAME = f"select {_COLUMNS} from items where feed_id = ? and identity in {AMONG}"
_BY_LINK = f"""
select {_COLUMNS} from json_each(?) as asked join items on items.id in (
  select id from items as same where same.feed_id = ? and same.canonical_link = asked.value
  order by same.id desc limit {OF_ONE_LINK})
"""
_BY_NUMBER = f"select {_COLUMNS} from items where id in {AMONG}"
_SHARED = """
with asked as materialized (
  select json_extract(value, '$[0]') as prefix, json_extract(value, '$[1]') as beyond from json_each(?))
select prefix from asked
where exists (
  select 1 from items indexed by idx_items_identity_feed_id
  where identity > prefix and identity < beyond and feed_id = ?)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemState:
    """What is written of a known item depends on this."""

    item_id: int
    version: int
    content_hash: str
    last_seen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownEntries:
    """What identity needs, and what writing needs, of the same items."""

    known: Known
    states: Mapping[int, ItemState]
    beside: tuple[Entry, ...] = ()
    """The entries that were recognised, as their items have them."""


def known_entries(
    db: Database, feed_id: int, entries: Sequence[Entry], now: datetime, recognised: Collection[int] = ()
) -> KnownEntries:
    """All items of the feed that ``entries`` may be; of links only where an entry is not the very one stored.

    ``recognised`` are the items of the entries beside them.
    """
    if not entries:
        return KnownEntries(known=Known(), states={})
    names = dict.fromkeys(name for entry in entries for name in entry.names)
    rows = select(db, _BY_NAME, (feed_id, among(names)))
    verbatim = {(row["guid"].strip(), row["entry_key"]) for row in rows}
    left = [entry for entry in entries if (entry.guid, entry.key) not in verbatim]
    if links := dict.fromkeys(entry.link for entry in left if entry.link):
        rows += select(db, _BY_LINK, (among(links), feed_id))
    beside = select(db, _BY_NUMBER, (among(recognised),)) if left and recognised else []
    rows += beside
    oldest = to_text(now - RECENT)
    known = Known(stored=tuple(_entry(row, oldest) for row in rows), shared=_shared(db, feed_id, left))
    return KnownEntries(
        known=known,
        states={row["id"]: _state(row) for row in rows},
        beside=tuple(entry_of(_item(row)) for row in beside),
    )


def _shared(db: Database, feed_id: int, entries: Sequence[Entry]) -> frozenset[str]:
    prefixes = dict.fromkeys(prefix for entry in entries for prefix in entry.prefixes)
    if not prefixes:
        return frozenset()
    bounds = to_json([(prefix, _after(prefix)) for prefix in prefixes])
    return frozenset(row["prefix"] for row in select(db, _SHARED, (bounds, feed_id)))


def _after(prefix: str) -> str:
    """The first text beyond all that begin with ``prefix``, which ends in a sign of ASCII."""
    return prefix[:-1] + chr(ord(prefix[-1]) + 1)


def _entry(row: sqlite3.Row, oldest: str) -> StoredEntry:
    return StoredEntry(
        item_id=row["id"],
        identity=row["identity"],
        guid=row["guid"].strip(),
        link=row["canonical_link"],
        headline=row["headline"].strip(),
        entry_key=row["entry_key"],
        # The first version is what the key was taken of.
        present_key=entry_key(_item(row), row["canonical_link"]) if row["version"] > 1 else "",
        recent=row["last_seen"] >= oldest,
    )


def _item(row: sqlite3.Row) -> Item:
    """As much of the stored item as tells entries apart."""
    return Item(
        guid=row["guid"],
        link=row["link"],
        title=row["title"],
        text=row["text"],
        published_raw=row["published_raw"],
    )


def _state(row: sqlite3.Row) -> ItemState:
    return ItemState(
        item_id=row["id"],
        version=row["version"],
        content_hash=row["content_hash"],
        last_seen=row["last_seen"],
    )
