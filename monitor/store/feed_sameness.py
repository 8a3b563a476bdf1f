"""Feeds that have come to the same address: one is polled, the others rest (rule H4)."""

from datetime import datetime

from sqlite_utils import Database

from monitor.store.times import to_text
from monitor.store.tombstones import inherit

_LIVE = "kind = 'live' and retired_at is null"
_POLLED_AT = f"""
select id from feeds
where (url = :address and effective_url is null or effective_url = :address)
  and {_LIVE} and same_as is null and id <> :id
order by effective_url is not null, id limit 1
"""
_REST = """
update feeds set same_as = :same_as, failures = 0, last_error = '', lease_until = null, health_since = :now,
  health = case when effective_url is null then 'ok' else 'moved' end
where id = :id
"""


def rest_or_poll(db: Database, feed_id: int, now: datetime) -> None:
    """Let a feed rest if another is polled at its address; else it is polled, and due if it rested until now.

    A feed that rests is neither silent nor failing, for nobody asks it. What the other brought is no news to it when
    it wakes, and no gap.
    """
    sql = "select coalesce(effective_url, url), same_as from feeds where id = ?"
    address, rested_for = db.conn.execute(sql, (feed_id,)).fetchone()
    found = db.conn.execute(_POLLED_AT, {"address": address, "id": feed_id}).fetchone()
    polled = None if found is None else found[0]
    if polled == rested_for:
        return
    if polled is not None:
        db.conn.execute(_REST, {"same_as": polled, "now": to_text(now), "id": feed_id})
        return
    db.conn.execute("update feeds set same_as = null, next_due = ? where id = ?", (to_text(now), feed_id))
    inherit(db, feed_id, rested_for)


def wake_followers(db: Database, feed_id: int, now: datetime) -> None:
    """Look anew at the feeds that rest for one that has moved on or retired."""
    followers = db.conn.execute("select id from feeds where same_as = ? order by id", (feed_id,)).fetchall()
    for (follower,) in followers:
        rest_or_poll(db, follower, now)
