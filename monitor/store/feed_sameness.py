"""Feeds that have come to the same address: one is polled, the others rest (rule H4)."""

from datetime import datetime

from sqlite_utils import Database

from monitor.store.times import to_text

_LIVE = "kind = 'live' and retired_at is null"
_POLLED_AT = f"""
select id from feeds
where (url = :address and effective_url is null or effective_url = :address)
  and {_LIVE} and same_as is null and id <> :id
order by effective_url is not null, id limit 1
"""


def rest_or_poll(db: Database, feed_id: int, now: datetime) -> None:
    """Let a feed rest if another is polled at its address; else it is polled, and due if it rested until now."""
    sql = "select coalesce(effective_url, url), same_as from feeds where id = ?"
    address, rested_for = db.conn.execute(sql, (feed_id,)).fetchone()
    found = db.conn.execute(_POLLED_AT, {"address": address, "id": feed_id}).fetchone()
    polled = None if found is None else found[0]
    if polled == rested_for:
        return
    db.conn.execute("update feeds set same_as = ? where id = ?", (polled, feed_id))
    if polled is None:
        db.conn.execute("update feeds set next_due = ? where id = ?", (to_text(now), feed_id))


def wake_followers(db: Database, feed_id: int, now: datetime) -> None:
    """Look anew at the feeds that rest for one that has moved on or retired."""
    followers = db.conn.execute("select id from feeds where same_as = ? order by id", (feed_id,)).fetchall()
    for (follower,) in followers:
        rest_or_poll(db, follower, now)
