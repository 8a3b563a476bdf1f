"""The feeds: which are due, and what a poll changes about one."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

from sqlite_utils import Database

from monitor.errors import NotFoundError
from monitor.model import FeedState
from monitor.store.feed_address import host_key_of
from monitor.store.feed_change import FeedChange
from monitor.store.feed_memory import SELECTED, memory_of, write_memory
from monitor.store.feed_sameness import rest_or_poll, wake_followers
from monitor.store.feed_status import FeedStatus, status
from monitor.store.feed_sync import INTERVAL_S, FeedsChanged, ensure_archive_feed, sync_feeds
from monitor.store.rows import AMONG, among, select
from monitor.store.storable import storable_row
from monitor.store.times import optional_text, optional_time, to_text
from monitor.store.transactions import transaction

__all__ = [
    "INTERVAL_S",
    "FeedStatus",
    "FeedsChanged",
    "due",
    "due_unclaimed",
    "ensure_archive_feed",
    "feed",
    "make_due",
    "next_due_at",
    "pardon",
    "record_feed",
    "release_leases",
    "revive",
    "state",
    "status",
    "sync_feeds",
]

_STATE = f"""
select feeds.id, url, coalesce(effective_url, url) as address, name, host, interval_s, etag, last_modified, body_hash,
  failures, polled_before, next_due, health, health_since, marks, {SELECTED}
from feeds left join feed_memory on feed_memory.feed_id = feeds.id
  left join feed_documents on feed_documents.feed_id = feeds.id
"""

_POLLED = "kind = 'live' and retired_at is null and same_as is null"
"""Followed, and not resting for another feed at the same address."""

_DUE = f"""
with busy as materialized (
  select host, count(*) as claimed from feeds where lease_until > :now group by host
), overdue as (
  select id, feeds.host, (julianday(:now) - julianday(next_due)) / interval_s as lateness
  from feeds left join hosts on hosts.host = feeds.host
  where {_POLLED} and next_due <= :now and (lease_until is null or lease_until <= :now)
    and coalesce(blocked_until, '') <= :now and coalesce(free_at, '') <= :now
), placed as (
  select id, lateness, coalesce(claimed, 0)
    + row_number() over (partition by overdue.host order by lateness desc, id) as place
  from overdue left join busy on busy.host = overdue.host
)
select id from placed where place <= :per_host order by lateness desc, id limit :limit
"""


def due(
    db: Database, now: datetime, limit: int, lease_s: float = 300, *, per_host: int = 1
) -> tuple[FeedState, ...]:
    """Claim up to ``limit`` feeds whose time has come, latest by their own interval first (rule S6).

    Opens its own transaction. A claimed feed is left alone for ``lease_s`` seconds or until ``record_feed``; a
    host has at most ``per_host`` feeds claimed at once, so that one with many delays no other, and none while its
    manners forbid (``feed_hosts``).
    """
    with transaction(db):
        ids = _due_ids(db, now, limit, per_host)
        until = to_text(now + timedelta(seconds=lease_s))
        db.conn.execute(f"update feeds set lease_until = ? where id in {AMONG}", (until, among(ids)))
        return _states(db, ids)


def due_unclaimed(db: Database, now: datetime, limit: int) -> tuple[FeedState, ...]:
    """What ``due`` would claim, one claim after another, without a claim: for connections that only read."""
    return _states(db, _due_ids(db, now, limit, per_host=limit))


def _due_ids(db: Database, now: datetime, limit: int, per_host: int) -> list[int]:
    values = {"now": to_text(now), "limit": limit, "per_host": per_host}
    return [row[0] for row in db.conn.execute(_DUE, values)]


def _states(db: Database, ids: Sequence[int]) -> tuple[FeedState, ...]:
    """The feeds of these numbers, in their order."""
    rows = select(db, f"{_STATE} where feeds.id in {AMONG}", (among(ids),))
    states = {row["id"]: _state(row) for row in rows}
    return tuple(states[feed_id] for feed_id in ids)


def make_due(db: Database, url: str, now: datetime) -> bool:
    """Let the live feed that the configuration names by ``url`` be due now; False without such a one."""
    row = (to_text(now), url)
    sql = "update feeds set next_due = ?, lease_until = null where url = ?"
    return db.conn.execute(f"{sql} and kind = 'live' and retired_at is null", row).rowcount > 0


def release_leases(db: Database) -> None:
    """Forget all claims: for a service that has just started and holds the writer's lock."""
    db.conn.execute("update feeds set lease_until = null where lease_until is not null")


def next_due_at(db: Database) -> datetime | None:
    """When the next feed is due; None where none ever is."""
    sql = f"select next_due from feeds where {_POLLED} and next_due is not null order by next_due limit 1"
    row = db.conn.execute(sql).fetchone()
    return None if row is None else optional_time(row[0])


def feed(db: Database, url: str) -> FeedState | None:
    """The feed that the configuration or an archive names by ``url``."""
    rows = select(db, f"{_STATE} where url = ?", (url,))
    return _state(rows[0]) if rows else None


def state(db: Database, feed_id: int) -> FeedState:
    """The feed of that number as it stands now. Raises ``NotFoundError`` where there is none."""
    rows = select(db, f"{_STATE} where feeds.id = ?", (feed_id,))
    if not rows:
        raise NotFoundError(f"there is no feed number {feed_id}")
    return _state(rows[0])


def record_feed(db: Database, feed_id: int, change: FeedChange) -> None:
    """Write what a poll changed about its feed, and give up the claim on it.

    Raises ``NotFoundError`` for an unknown feed. A new address decides whether the feed rests for another
    (rule H4), and which rest for it.
    """
    row = storable_row(_changed(change))
    sql = f"update feeds set {', '.join(f'{name} = ?' for name in row)} where id = ?"
    if not db.conn.execute(sql, (*row.values(), feed_id)).rowcount:
        raise NotFoundError(f"there is no feed number {feed_id}")
    if change.memory is not None:
        write_memory(db, feed_id, change.memory, change.memory_before)
    if change.effective_url is not None:
        _move(db, feed_id, change.effective_url, change.polled_at)


def pardon(db: Database, charged: Iterable[tuple[int, int]], now: datetime) -> None:
    """Take back the failures of an outage of our own: (feed, its failures before), each due again (rule E2)."""
    for feed_id, failures in charged:
        db.conn.execute(
            "update feeds set failures = ?, next_due = ? where id = ?", (failures, to_text(now), feed_id)
        )
        if not failures:
            db.conn.execute(
                "update feed_memory set failing_since = null, unresolved_since = null where feed_id = ?",
                (feed_id,),
            )


def revive(db: Database, feed_id: int, now: datetime) -> None:
    """Begin anew with a feed that was given up: due now, with nothing held against it."""
    moment = to_text(now)
    db.conn.execute(
        "update feeds set next_due = ?, failures = 0, health = 'new', health_since = ? where id = ?",
        (moment, moment, feed_id),
    )
    db.conn.execute(
        "update feed_memory set failing_since = null, gone_at = null, unresolved_since = null, throttled = 0,"
        " throttled_since = null where feed_id = ?",
        (feed_id,),
    )


def _changed(change: FeedChange) -> dict[str, object]:
    """The columns that a poll changes."""
    moment = to_text(change.polled_at)
    row: dict[str, object] = {
        "last_polled": moment,
        "next_due": optional_text(change.next_due),
        "failures": change.failures,
        "last_error": change.error,
        "lease_until": None,
    }
    if change.succeeded:
        row["last_success"] = moment
    if change.has_document:
        row["last_document_at"] = moment
    if change.stored_items:
        row["polled_before"] = 1
    if change.interval_s is not None:
        row["interval_s"] = change.interval_s
    if change.validators is not None:
        row |= asdict(change.validators)
    if change.head is not None:
        row |= {"title": change.head.title, "site_link": change.head.link}
    return row | _health(change)


def _health(change: FeedChange) -> dict[str, object]:
    row: dict[str, object] = {}
    if change.memory is not None:
        condition = change.memory.condition
        row |= {"health": condition.health.value, "health_since": optional_text(condition.since)}
    if change.health is not None:
        row["health"] = change.health
    if change.health_since is not None:
        row["health_since"] = to_text(change.health_since)
    return row


def _move(db: Database, feed_id: int, effective_url: str, now: datetime) -> None:
    (url,) = db.conn.execute("select url from feeds where id = ?", (feed_id,)).fetchone()
    host = host_key_of(effective_url or url)
    sql = "update feeds set effective_url = ?, host = ? where id = ?"
    db.conn.execute(sql, (effective_url or None, host, feed_id))
    rest_or_poll(db, feed_id, now)
    wake_followers(db, feed_id, now)


def _state(row: sqlite3.Row) -> FeedState:
    return FeedState(
        feed_id=row["id"],
        url=row["address"],
        name=row["name"],
        configured_url=row["url"],
        host=row["host"],
        interval_s=row["interval_s"],
        memory=memory_of(row),
        marks=row["marks"] or "",
        etag=row["etag"],
        last_modified=row["last_modified"],
        body_hash=row["body_hash"],
        failures=row["failures"],
        polled_before=bool(row["polled_before"]),
        next_due=optional_time(row["next_due"]),
    )
