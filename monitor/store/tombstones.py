"""Items that retention deleted: if one of them comes back it is not news (rule I4)."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlite_utils import Database

from monitor.poll.identity import same_words
from monitor.poll.naming import Entry
from monitor.store.item_rows import TOUCH_AFTER
from monitor.store.rows import AMONG, among, select
from monitor.store.times import to_text

_FOUND = f"select identity, entry_key, last_seen from tombstones where feed_id = ? and identity in {AMONG}"
_SEEN = f"""
update tombstones set last_seen = ? where feed_id = ? and identity in {AMONG} and last_seen <= ?
"""
_BURY = f"""
insert into tombstones (feed_id, identity, entry_key, last_seen)
select feed_id, identity, entry_key, last_seen from items where id in {AMONG}
on conflict (feed_id, identity) do update
  set entry_key = excluded.entry_key, last_seen = excluded.last_seen
"""
_INHERIT = """
insert into tombstones (feed_id, identity, entry_key, last_seen)
select ?, identity, entry_key, last_seen from items where feed_id = ?
on conflict (feed_id, identity) do nothing
"""


def buried(db: Database, feed_id: int, entries: Sequence[Entry], now: datetime) -> frozenset[Entry]:
    """Those of ``entries`` that are items deleted by retention: same name, link and headline.

    An old guid with another link or headline is a new story. What is found stays known for as long again.
    """
    if not entries:
        return frozenset()
    names = dict.fromkeys(name for entry in entries for name in entry.names)
    rows = {row["identity"]: row for row in select(db, _FOUND, (feed_id, among(names)))}
    if not rows:
        return frozenset()
    found: set[Entry] = set()
    seen: set[str] = set()
    for entry in entries:
        for name in entry.names:
            if name in rows and same_words(rows[name]["entry_key"], entry.key):
                found.add(entry)
                seen.add(name)
    db.conn.execute(_SEEN, (to_text(now), feed_id, among(seen), to_text(now - TOUCH_AFTER)))
    return frozenset(found)


def bury(db: Database, item_ids: Iterable[int]) -> None:
    """Keep the names of items that are about to be deleted."""
    db.conn.execute(_BURY, (among(item_ids),))


def inherit(db: Database, heir: int, feed_id: int) -> None:
    """Let what ``feed_id`` has be no news in ``heir``: its items are stored, and were told, under its own name."""
    db.conn.execute(_INHERIT, (heir, feed_id))


def forget(db: Database, before: datetime, limit: int) -> int:
    """Delete at most ``limit`` names last seen at or before that time; returns how many."""
    sql = "select feed_id, identity from tombstones where last_seen <= ? order by last_seen limit ?"
    names = [tuple(row) for row in select(db, sql, (to_text(before), limit))]
    db.conn.executemany("delete from tombstones where feed_id = ? and identity = ?", names)
    return len(names)
